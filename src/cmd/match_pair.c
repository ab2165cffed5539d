/*
 * cmd/match_pair.c - a resume and a posting, read and held against each other,
 * with what somebody should know of the two.
 */
#include "cmd/match.h"
#include "match/written.h"

enum { NEAR = 2000 /* bytes that tell a language */ };

/* ---- the resume -----------------------------------------------------------
 */

/* By all that it says: entries are short, and names are of no language. */
static const char *profile_written(struct arena *mem, const struct profile *p)
{
	struct resume_wording all = { 0 };
	size_t count = 0;

	for (size_t i = 0; i < p->passages.count; i++)
		count += p->passages.at[i].words.count;
	all.at = ARENA_LIST(mem, struct resume_word, count + 1);
	for (size_t i = 0; i < p->passages.count; i++) {
		const struct resume_wording *w = &p->passages.at[i].words;

		memcpy(all.at + all.count, w->at, w->count * sizeof(*w->at));
		all.count += w->count;
	}
	return written_in(&all);
}

bool cmd_match_resume(const struct match_ask *ask, struct arena *mem,
	const char *path, struct match_resume *out, struct err *err)
{
	struct cmd_resume *got = ARENA_NEW(mem, struct cmd_resume);

	*out = (struct match_resume){ .path = path };
	if (!cmd_read_resume(ask->sources, mem, path, got, err))
		return false;
	if (!profile_read(mem, &got->resume, ask->as_of, &out->profile, err))
		return err_in(err, "%s", path);
	memcpy(out->notes, got->notes, sizeof(out->notes));
	out->note_count = got->note_count;
	out->written = profile_written(mem, &out->profile);
	return true;
}

/* ---- the posting -----------------------------------------------------------
 */

bool cmd_match_job(const struct match_ask *ask, struct arena *mem,
	const char *path, struct match_job *out, struct err *err)
{
	struct cmd_posting got;

	*out = (struct match_job){ .path = path };
	if (!cmd_read_posting(ask->sources, mem, path, &got, err))
		return false;
	if (!posting_read(mem, got.text, &out->posting, err))
		return err_in(err, "%s", path);
	memcpy(out->notes, got.notes, sizeof(out->notes));
	out->note_count = got.note_count;
	return true;
}

/* ---- both ------------------------------------------------------------------
 */

static void note(struct match_pair *out, struct str say)
{
	if (out->note_count < MATCH_NOTES)
		out->notes[out->note_count++] = say;
}

/* Of those that are shown alone: it takes a tenth of what scoring takes. */
static const char *posting_written(struct arena *mem, struct str text)
{
	struct resume_wording words;

	resume_wording_read(mem,
		str_of(text.at, text.len < NEAR ? text.len : NEAR), &words);
	return written_in(&words);
}

static bool names_skill(const struct profile *p)
{
	for (size_t i = 0; i < match_skills.count; i++)
		if (p->skill[i].said > 0)
			return true;
	return false;
}

static void note_all(struct arena *mem, const struct match_resume *r,
	const struct match_job *j, struct match_pair *out)
{
	const char *written = posting_written(mem, j->posting.text);

	for (size_t i = 0; i < r->note_count; i++)
		note(out, r->notes[i]);
	for (size_t i = 0; i < j->note_count; i++)
		note(out, j->notes[i]);
	if (written && r->written && strcmp(written, r->written) != 0)
		note(out, str_fmt(mem,
				  "the posting is written in %s, the resume in "
				  "%s: words in common are few, skills are "
				  "compared by their names in both",
				  written_name(written),
				  written_name(r->written)));
	if (!j->posting.skills.count)
		note(out, STR("the posting names no skill that is known here; "
			      "its other words count"));
	if (!names_skill(&r->profile))
		note(out, STR("the resume names no skill that is known here; "
			      "its other words count"));
}

void cmd_match_pair(const struct match_ask *ask, struct arena *mem,
	const struct match_resume *r, const struct match_job *j,
	struct match_pair *out)
{
	struct score *score = ARENA_NEW(mem, struct score);

	score_read(mem, &r->profile, &j->posting, score);
	*out = (struct match_pair){ .file = ask->resumes ? r->path : j->path,
		.resume = r->path,
		.job = j->path,
		.mem = mem,
		.profile = &r->profile,
		.posting = &j->posting,
		.score = score,
		.as_of = ask->as_of };
	note_all(mem, r, j, out);
}

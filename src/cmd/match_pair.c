/*
 * cmd/match_pair.c - a resume and a posting of files, read and held against
 * each other, with what somebody should know of the two; for programs.
 */
#include "cmd/match.h"
#include "app/pair.h"

/* ---- the resume -----------------------------------------------------------
 */

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
	out->written = pair_written(mem, &out->profile);
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

void cmd_match_pair(const struct match_ask *ask, struct arena *mem,
	const struct match_resume *r, const struct match_job *j,
	struct match_pair *out)
{
	*out = (struct match_pair){ .file = ask->resumes ? r->path : j->path,
		.resume = r->path,
		.job = j->path,
		.mem = mem,
		.pair = { .profile = &r->profile,
			.posting = &j->posting,
			.as_of = ask->as_of } };
	for (size_t i = 0; i < r->note_count; i++)
		pair_note(&out->pair, r->notes[i]);
	for (size_t i = 0; i < j->note_count; i++)
		pair_note(&out->pair, j->notes[i]);
	pair_read(mem, &out->pair, r->written);
}

void cmd_match_json(
	struct buf *out, const struct match_pair *p, enum json_form form)
{
	struct json_out o = json_begin(out, form);
	struct pair_told told;

	pair_tell(p->mem, &p->pair, &told);
	told.file = str_c(p->file);
	json_put_row(&o, &app_pair_shape, &told);
}

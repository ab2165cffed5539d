/* match/pair.c - see pair.h: the two, and what is to be said of both. */
#include "match/pair.h"

#include "match/written.h"

enum { NEAR = 2000 /* bytes that tell a language */ };

const char *pair_written(struct arena *mem, const struct profile *p)
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

void pair_note(struct pair *p, struct str sentence)
{
	if (p->note_count < PAIR_NOTES)
		p->notes[p->note_count++] = sentence;
}

static void note_both(struct arena *mem, struct pair *p, const char *resume)
{
	const char *posting = posting_written(mem, p->posting->text);

	if (posting && resume && strcmp(posting, resume) != 0)
		pair_note(p,
			str_fmt(mem,
				"the posting is written in %s, the resume in "
				"%s: words in common are few, skills are "
				"compared by their names in both",
				written_name(posting), written_name(resume)));
	if (!p->posting->skills.count)
		pair_note(p, STR("the posting names no skill that is known "
				 "here; its other words count"));
	if (!names_skill(p->profile))
		pair_note(p, STR("the resume names no skill that is known "
				 "here; its other words count"));
}

void pair_read(struct arena *mem, struct pair *p, const char *written)
{
	struct score *score = ARENA_NEW(mem, struct score);

	score_read(mem, p->profile, p->posting, score);
	p->score = score;
	note_both(mem, p, written);
}

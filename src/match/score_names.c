/*
 * match/score_names.c - tools and certificates that a line calls by their
 * names: no other words stand for them. Some of several are a part, and so is a
 * near relative: who has run Azure has not run AWS, and is no stranger to it.
 * What was but learnt, or is still on its way, is a part where work is asked
 * for.
 */
#include "match/facts.h"
#include "match/score_int.h"

static bool is_paper(uint16_t skill)
{
	return match_skills.entry[skill].kind == TAXONOMY_CERTIFICATE;
}

/* A CCNA is on the way to a CCNP, and one of a maker's papers to another. */
static uint16_t lower_paper(const struct profile *p, uint16_t skill)
{
	const uint16_t *above =
		match_skills.links + match_skills.entry[skill].above;

	for (; *above != TAXONOMY_NONE; above++)
		if (is_paper(*above) &&
			p->skill[*above].how >= PROFILE_PROVED &&
			p->skill[*above].credit >= NEED_MET)
			return *above;
	return TAXONOMY_NONE;
}

uint16_t score_kin(const struct profile *p, uint16_t skill)
{
	const uint16_t *near =
		match_skills.links + match_skills.entry[skill].near;

	for (; *near != TAXONOMY_NONE; near++)
		if (p->skill[*near].credit >= NEED_MET)
			return *near;
	return is_paper(skill) ? lower_paper(p, skill) : TAXONOMY_NONE;
}

bool score_is_open(const struct resume_wording *w)
{
	for (size_t i = 1; i < w->count; i++)
		if ((str_is(w->at[i].text, "as") &&
			    str_is(w->at[i - 1].text, "such")) ||
			(str_is(w->at[i].text, "g") &&
				str_is(w->at[i - 1].text, "e")))
			return true;
	return fact_says(w, "similar like comparable equivalent etc other "
			    "others preferably ideally example ahnliche "
			    "ahnlichem vergleichbare similaires similares");
}

/* The passage that shows the first of these skills, or its relative. */
static uint32_t shown_at(const struct judging *j, unsigned skills)
{
	for (uint8_t i = 0; i < j->n->skills; i++) {
		const struct profile_skill *s = &j->p->skill[j->n->skill[i]];
		uint16_t kin = score_kin(j->p, j->n->skill[i]);

		if (!(skills >> i & 1))
			continue;
		if (s->credit >= NEED_SOME)
			return s->passage;
		if (kin != TAXONOMY_NONE)
			return j->p->skill[kin].passage;
	}
	return 0;
}

bool score_names_paper(const struct judging *j)
{
	for (uint8_t i = 0; i < j->n->skills; i++)
		if (is_paper(j->n->skill[i]))
			return true;
	return false;
}

bool score_names(
	const struct judging *j, enum score_verdict *best, uint32_t *where)
{
	unsigned names = j->n->names, has = names & j->has,
		 near = names & j->near;
	enum score_verdict was = *best;

	if (!names || has == names || (has && j->n->any))
		return false;
	if (score_is_open(&j->words) && (was == SCORE_MET || !near))
		return false;
	if (has || near) {
		*best = score_is_open(&j->words) && !score_names_paper(j)
				? SCORE_MET
				: SCORE_PARTIAL;
		*where = shown_at(j, has ? has : near);
	} else {
		*best = was && j->has & ~names ? SCORE_PARTIAL : SCORE_MISSING;
		*where = *best ? shown_at(j, j->has & ~names) : 0;
	}
	return *best != was;
}

/* ---- at work, or elsewhere ----------------------------------------------- */

static const struct profile_passage *passage_at(
	const struct judging *j, uint32_t where)
{
	return where ? &j->p->passages.at[where - 1] : NULL;
}

bool score_untried(const struct judging *j, uint32_t where)
{
	const struct profile_passage *t = passage_at(j, where);

	if (!t)
		return false;
	if (t->kind == PROFILE_STUDY &&
		fact_says(&j->words, "experience experienced hands practical "
				     "erfahrung experiencia esperienza"))
		return true;
	return (t->kind == PROFILE_STUDY ||
		       str_starts(t->at, STR("/projects/"))) &&
	       fact_says(&j->words, "professional commercial industry "
				    "industrial production");
}

/* "Part-qualified", "studying for" */
bool score_says_halfway(const struct resume_wording *w)
{
	for (size_t i = 1; i < w->count; i++)
		if (fact_is_one_of(w->at[i].text, "qualified certified") &&
			fact_is_one_of(w->at[i - 1].text, "part partly"))
			return true;
	return fact_says(w, "studying pursuing enrolled progress preparing "
			    "towards expected finalist");
}

unsigned score_level(const struct resume_wording *w)
{
	for (size_t i = 1; i < w->count; i++) {
		struct str s = w->at[i].text;

		if (str_is(w->at[i - 1].text, "level") && s.len == 1 &&
			*s.at >= '1' && *s.at <= '9')
			return (unsigned)(*s.at - '0');
	}
	return 0;
}

bool score_halfway(const struct judging *j, uint32_t where)
{
	const struct profile_passage *t = passage_at(j, where);

	for (uint8_t i = 0; t && i < j->n->skills; i++)
		if (is_paper(j->n->skill[i]))
			return score_says_halfway(&t->words) ||
			       (score_level(&t->words) &&
				       score_level(&t->words) <
					       score_level(&j->words));
	return false;
}

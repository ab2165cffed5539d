/*
 * match/score_lacks.c - what a line asks for and a resume has nowhere: a name,
 * a skill, the word that says most of it.
 */
#include "match/facts.h"
#include "match/score_int.h"

/* Of words that are nowhere, beside a skill that is there, and how much of the
 * line the resume says all the same. */
#define MUCH 1.2f
#define MUCH_SAID 0.7f
/* Words beside a skill that make it another thing. */
#define MORE_WEIGHT 0.45f
#define RARE_WEIGHT 0.9f
enum { MORE_WORDS = 3 };

/* "Advanced SQL" asks for SQL. */
static bool is_degree_of_skill(const struct judging *j, uint32_t stem)
{
	for (size_t i = 0; i < j->words.count; i++)
		if (fact_asks(&j->words.at[i]) &&
			match_stem(j->words.at[i].text) == stem)
			return true;
	return false;
}

/* "Sports physiotherapy", of whom treats: a word beside the skill makes it
 * another thing, and is nowhere. */
bool score_lacks_more(const struct judging *j)
{
	return !j->n->any && j->words.count <= MORE_WORDS &&
	       j->n->skills == 1 && j->n->stems == 1 &&
	       j->n->weigh[0] > MORE_WEIGHT &&
	       !is_degree_of_skill(j, j->n->stem[0]) &&
	       !said_anywhere(j->p->said, j->n->stem[0]);
}

/* Is the word that says most of the line nowhere? Who designs has designed no
 * tunnels. */
bool score_lacks_weighty(const struct judging *j)
{
	float most = 0;
	bool found = true;

	for (uint8_t i = 0; i < j->n->stems; i++)
		if (j->n->weigh[i] > most) {
			most = j->n->weigh[i];
			found = said_anywhere(j->p->said, j->n->stem[i]);
		} else if (j->n->weigh[i] == most) {
			found = found ||
				said_anywhere(j->p->said, j->n->stem[i]);
		}
	return !found;
}

/* Of two words that say something, is one nowhere? */
bool score_lacks_half(const struct judging *j)
{
	size_t count = 0, there = 0;

	for (uint8_t i = 0; i < j->n->stems; i++)
		if (j->n->weigh[i] > MATCH_LITTLE_WEIGHT / 2) {
			count++;
			there += profile_stem_find(j->p, j->n->stem[i]) != NULL;
		}
	return count == 2 && there < 2;
}

/* "A faith school": what stands right before the other word, and narrows it, is
 * nowhere. Who works closely with designers works with designers. */
bool score_lacks_first(const struct judging *j)
{
	for (size_t i = 0; i + 1 < j->words.count; i++) {
		const struct resume_word *w = &j->words.at[i];

		if (match_weight(w) <= MATCH_LITTLE_WEIGHT / 2 || fact_asks(w))
			continue;
		return !str_ends(w->text, STR("ing")) &&
		       !str_ends(w->text, STR("ly")) &&
		       !str_ends(w->text, STR("able")) &&
		       match_weight(&w[1]) > MATCH_LITTLE_WEIGHT / 2 &&
		       !(w[1].flags & WORD_BREAK) && !fact_light(&w[1]) &&
		       !said_anywhere(j->p->said, match_stem(w->text));
	}
	return false;
}

/* A tool, a certificate or a name that is nowhere: no other words stand for
 * it. */
bool score_lacks_name(const struct judging *j)
{
	for (size_t i = 1; i < j->words.count; i++) {
		const struct resume_word *w = &j->words.at[i];

		if (w->flags & (WORD_UPPER | WORD_INNER) &&
			!(w->flags & WORD_START) &&
			!said_anywhere(j->p->said, match_stem(w->text)))
			return true;
	}
	for (uint8_t i = 0; i < j->n->skills; i++) {
		uint8_t kind = match_skills.entry[j->n->skill[i]].kind;

		if ((kind == TAXONOMY_TOOL || kind == TAXONOMY_CERTIFICATE) &&
			j->p->skill[j->n->skill[i]].credit < NEED_MET)
			return true;
	}
	return false;
}

/* A skill that has a name, is no example, and is not there. */
bool score_lacks_skill(const struct judging *j)
{
	for (uint8_t i = 0; i < j->n->skills; i++)
		if (!(j->n->examples >> i & 1) &&
			match_skills.entry[j->n->skill[i]].kind !=
				TAXONOMY_SOFT &&
			j->p->skill[j->n->skill[i]].credit < NEED_SOME)
			return true;
	return false;
}

/* "Dimensional modelling of leasing data", of who models: words that say much
 * are nowhere, and no topic stands for them. */
bool score_lacks_much(const struct judging *j)
{
	float lack = 0;
	struct said_topics t;

	for (uint8_t i = 0; i < j->n->stems; i++)
		if (!said_anywhere(j->p->said, j->n->stem[i]))
			lack += j->n->weigh[i];
	if (j->n->any || lack < MUCH || score_asks_paper(j))
		return false;
	said_asked(j->p->said, &j->words, &t);
	return t.share < MUCH_SAID;
}

/* "Abduction", "listed": a word that says much is nowhere. */
bool score_lacks_rare(const struct judging *j)
{
	for (uint8_t i = 0; i < j->n->stems; i++)
		if (j->n->weigh[i] > RARE_WEIGHT &&
			!said_anywhere(j->p->said, j->n->stem[i]))
			return true;
	return false;
}

/*
 * match/profile_skills.c - which skills a resume shows, how well it proves
 * them, and what each speaks for: what it proves, what lies near.
 *
 * A credit is the best that speaks for a skill and never a sum, so saying a
 * thing ten times is worth what saying it once is.
 */
#include "match/facts.h"
#include "match/profile_int.h"
#include "match/stem.h"

#include <stdlib.h>

enum {
	SIBLINGS_MOST = 12 /* children of one parent that stand for another */
};

/* What a passage is worth as a proof. */
static const float proofs[] = { [PROFILE_STUDY] = 0.8f,
	[PROFILE_LIST] = 0.85f,
	[PROFILE_SUMMARY] = 0.85f,
	[PROFILE_TITLE] = 0.9f,
	[PROFILE_WORK] = 0.92f };
/* Readers look for skills in two places beside the work itself: the list of
 * them, and the top. Each counts once. */
#define PLACE_CREDIT 0.04f
/* What proves a skill without its name is not found by who looks for that. */
#define UNNAMED 0.95f

#define NEAR_CREDIT 0.5f
#define SIBLING_CREDIT 0.35f
#define ABOVE_CREDIT 0.25f
/* For so many others of its family, or of its sector. */
#define FAMILY_CREDIT 0.2f
#define FAMILY_FULL 3
#define SECTOR_CREDIT 0.12f
#define SECTOR_FULL 8

static void give(struct profile *p, uint16_t skill, float credit,
	enum profile_how how, uint16_t by)
{
	struct profile_skill *s = &p->skill[skill];

	if (credit <= s->credit)
		return;
	s->credit = credit;
	s->how = (uint8_t)how;
	s->by = by;
	s->passage = p->skill[by].passage;
}

/* ---- what is said ------------------------------------------------------- */

static void say(struct profile *p, uint16_t skill, uint32_t passage)
{
	struct profile_skill *s = &p->skill[skill];
	const struct profile_passage *t = &p->passages.at[passage];

	s->kinds |= (uint8_t)(1u << t->kind);
	if (proofs[t->kind] <= s->said)
		return;
	s->said = proofs[t->kind];
	s->how = PROFILE_HAS;
	s->by = skill;
	s->passage = (uint16_t)(passage + 1);
}

/* Once all that names it is known. */
static void sum_up(struct profile_skill *s)
{
	const unsigned list = 1u << PROFILE_LIST;
	const unsigned top = 1u << PROFILE_SUMMARY | 1u << PROFILE_TITLE;
	unsigned best = 1u << PROFILE_WORK & s->kinds    ? 1u << PROFILE_WORK
			: 1u << PROFILE_TITLE & s->kinds ? top
			: list & s->kinds                ? list
			: top & s->kinds                 ? top
							 : 0;

	if (s->kinds & list & ~best)
		s->said += PLACE_CREDIT;
	if (s->kinds & top & ~best)
		s->said += PLACE_CREDIT;
	s->credit = s->said;
}

struct shown {
	uint16_t skill;
	uint32_t passage, word;
};

static int by_skill(const void *a, const void *b)
{
	const struct shown *x = a, *y = b;

	if (x->skill != y->skill)
		return x->skill < y->skill ? -1 : 1;
	return x->passage < y->passage ? -1 : x->passage > y->passage;
}

/* "5 years of Python": says it of all skills of its sentence. */
static int stated(const struct profile_passage *t)
{
	struct fact_words w = { t->words.at, t->words.count };

	return t->kind == PROFILE_SUMMARY || t->words.count < 40
		       ? 12 * fact_years(w)
		       : 0;
}

/* "The last three in Go": of this skill, whatever else is told. */
static int stated_of(const struct profile_passage *t, uint32_t word)
{
	struct fact_words w = { t->words.at, t->words.count };

	return t->kind == PROFILE_SUMMARY ? 12 * fact_years_in(w, word) : 0;
}

static void count_months(struct profiling *g, struct shown *all, size_t count)
{
	struct profile *p = g->out;
	int(*span)[2] = (int(*)[2])ARENA_LIST(g->mem, int, 2 * count + 2);

	qsort(all, count, sizeof(*all), by_skill);
	for (size_t i = 0; i < count;) {
		size_t spans = 0, k = i;
		int months = 0, said, of = 0;

		for (; k < count && all[k].skill == all[i].skill; k++) {
			const struct profile_passage *t =
				&p->passages.at[all[k].passage];

			said = stated(t);
			months = said > months ? said : months;
			said = stated_of(t, all[k].word);
			of = said > of ? said : of;
			if (t->to < t->from)
				continue;
			span[spans][0] = t->from;
			span[spans++][1] = t->to;
		}
		said = profile_union(span, spans);
		months = of ? of : said > months ? said : months;
		p->skill[all[i].skill].months =
			(uint16_t)(months > 999 ? 999 : months);
		i = k;
	}
}

static size_t find_all(struct profiling *g, struct shown **out)
{
	struct profile *p = g->out;
	size_t words = 0, count = 0;
	struct taxonomy_hit *hit;

	for (size_t i = 0; i < p->passages.count; i++)
		words += p->passages.at[i].words.count;
	*out = ARENA_LIST(g->mem, struct shown, words + 1);
	hit = arena_bytes(g->mem, (words + 1) * sizeof(*hit));
	for (size_t i = 0; i < p->passages.count; i++) {
		const struct profile_passage *t = &p->passages.at[i];
		size_t n =
			taxonomy_find(&match_skills, t->text, &t->words, hit);

		/* In a list of skills a common word is meant as one. */
		if (t->kind != PROFILE_LIST)
			n = taxonomy_settle(&match_skills, &t->words, hit, n);
		for (size_t k = 0; k < n; k++)
			(*out)[count++] = (struct shown){ hit[k].entry,
				(uint32_t)i, hit[k].from };
	}
	return count;
}

/* ---- what follows ------------------------------------------------------- */

/* What is proved by another, and named where readers look, is as good as said
 * where it is proved. */
static float proved(const struct profile_skill *s, float by)
{
	float credit = s->said > 0 ? by : UNNAMED * by;

	if (s->kinds & 1u << PROFILE_LIST)
		credit += PLACE_CREDIT;
	if (s->kinds & (1u << PROFILE_SUMMARY | 1u << PROFILE_TITLE))
		credit += PLACE_CREDIT;
	return credit > 1 ? 1 : credit;
}

static void follow_up(struct profile *p, uint16_t skill, float credit)
{
	const struct taxonomy_entry *e = &match_skills.entry[skill];

	for (const uint16_t *up = match_skills.links + e->above;
		*up != TAXONOMY_NONE; up++) {
		if (p->skill[skill].months > p->skill[*up].months)
			p->skill[*up].months = p->skill[skill].months;
		give(p, *up, proved(&p->skill[*up], credit), PROFILE_PROVED,
			skill);
	}
	for (const uint16_t *near = match_skills.links + e->near;
		*near != TAXONOMY_NONE; near++)
		give(p, *near, NEAR_CREDIT * credit, PROFILE_NEAR, skill);
}

/* One way over all skills: from parents down, and from child to child. */
static void follow_down(struct profiling *g)
{
	struct profile *p = g->out;
	uint16_t *child = ARENA_LIST(g->mem, uint16_t, match_skills.count);

	for (size_t i = 0; i < match_skills.count; i++) {
		const struct taxonomy_entry *e = &match_skills.entry[i];

		if (p->skill[i].said > 0 && e->parent != TAXONOMY_NONE &&
			(!child[e->parent] ||
				p->skill[child[e->parent] - 1].said <
					p->skill[i].said))
			child[e->parent] = (uint16_t)(i + 1);
	}
	for (size_t i = 0; i < match_skills.count; i++) {
		const struct taxonomy_entry *e = &match_skills.entry[i];
		uint16_t up = e->parent;

		if (up == TAXONOMY_NONE)
			continue;
		if (child[up] && e->kind == TAXONOMY_TOOL &&
			match_skills.entry[up].children <= SIBLINGS_MOST)
			give(p, (uint16_t)i,
				SIBLING_CREDIT * p->skill[child[up] - 1].said,
				PROFILE_SIBLING, (uint16_t)(child[up] - 1));
		/* also where what is narrower proves it better */
		if (p->skill[up].said > 0)
			give(p, (uint16_t)i, ABOVE_CREDIT * p->skill[up].credit,
				PROFILE_ABOVE, up);
	}
}

/* ---- soft skills, by what people did --------------------------------------
 */

#define DEED_CREDIT 0.35f

/* "Editor", "designers": who does it. */
static bool is_doer(struct str word)
{
	return str_ends(word, STR("er")) || str_ends(word, STR("or")) ||
	       str_ends(word, STR("ers")) || str_ends(word, STR("ors"));
}

/* Who used an editor has edited nothing, and who designed met no designers. */
static bool says_deed(const struct profile_passage *t, struct str word)
{
	uint32_t stem = match_stem(word);

	for (size_t i = 0; t->kind == PROFILE_WORK && i < t->words.count; i++)
		if (match_stem(t->words.at[i].text) == stem &&
			is_doer(t->words.at[i].text) == is_doer(word))
			return true;
	return false;
}

/* The passage about work that says such a word; 0: none does. */
static uint32_t deed_of(const struct profile *p, struct str words)
{
	while (words.len) {
		struct str word = str_cut(&words, ' ');
		const struct profile_passage *t =
			profile_stem_find(p, match_stem(word));

		if (!t)
			continue;
		for (size_t i = (size_t)(t - p->passages.at);
			i < p->passages.count; i++)
			if (says_deed(&p->passages.at[i], word))
				return (uint32_t)i + 1;
	}
	return 0;
}

static void give_deed(struct profile *p, uint16_t skill, uint32_t passage)
{
	struct profile_skill *s = &p->skill[skill];

	if (DEED_CREDIT <= s->credit)
		return;
	s->credit = DEED_CREDIT;
	s->how = PROFILE_SHOWN;
	s->by = skill;
	s->passage = (uint16_t)passage;
}

static void follow_deeds(struct profiling *g)
{
	static const struct {
		const char *label, *words;
	} all[] = {
#define DEEDS(label, words) { label, words },
#include "match/deeds.def"
#undef DEEDS
	};

	for (size_t i = 0; i < LENGTH(all); i++) {
		uint16_t skill =
			taxonomy_entry_of(&match_skills, str_c(all[i].label));
		uint32_t passage =
			skill == TAXONOMY_NONE
				? 0
				: deed_of(g->out, str_c(all[i].words));

		if (passage)
			give_deed(g->out, skill, passage);
	}
}

static float some(int count, int full)
{
	return count < full ? (float)count / (float)full : 1;
}

/* Who knows a field finds their way in its corners. What is of use everywhere
 * speaks for nothing. */
static void follow_fields(struct profiling *g)
{
	struct profile *p = g->out;
	int *family = ARENA_LIST(g->mem, int, match_skills.families);
	uint16_t *by = ARENA_LIST(g->mem, uint16_t, match_skills.families);
	uint16_t sector_by[TAXONOMY_SECTORS] = { 0 };

	for (size_t i = 0; i < match_skills.count; i++) {
		const struct taxonomy_entry *e = &match_skills.entry[i];

		if (p->skill[i].said <= 0 || e->kind == TAXONOMY_SOFT)
			continue;
		family[e->family]++;
		by[e->family] = (uint16_t)i;
		p->sector[e->sector]++;
		sector_by[e->sector] = (uint16_t)i;
	}
	for (size_t i = 0; i < match_skills.count; i++) {
		const struct taxonomy_entry *e = &match_skills.entry[i];

		if (e->kind == TAXONOMY_SOFT)
			continue;
		give(p, (uint16_t)i,
			FAMILY_CREDIT * some(family[e->family], FAMILY_FULL),
			PROFILE_FIELD, by[e->family]);
		give(p, (uint16_t)i,
			SECTOR_CREDIT * some(p->sector[e->sector], SECTOR_FULL),
			PROFILE_FIELD, sector_by[e->sector]);
	}
}

void profile_skills(struct profiling *g)
{
	struct profile *p = g->out;
	struct shown *all;
	size_t count = find_all(g, &all);

	p->skill = ARENA_LIST(g->mem, struct profile_skill, match_skills.count);
	for (size_t i = 0; i < count; i++)
		say(p, all[i].skill, all[i].passage);
	count_months(g, all, count);
	for (size_t i = 0; i < count; i++)
		if (!i || all[i].skill != all[i - 1].skill)
			sum_up(&p->skill[all[i].skill]);
	for (size_t i = 0; i < count; i++)
		if (!i || all[i].skill != all[i - 1].skill)
			follow_up(p, all[i].skill, p->skill[all[i].skill].said);
	follow_down(g);
	follow_fields(g);
	follow_deeds(g);
}

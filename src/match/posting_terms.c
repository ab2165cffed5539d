/*
 * match/posting_terms.c - which skills and which other words a posting asks
 * for, and how much each weighs: by the part that it stands in, by what kind of
 * skill it is, and for other words by how few people use them. Said twice is
 * more than once; said ten times is no more than twice.
 */
#include "match/posting_int.h"

#include <stdlib.h>

#define TWICE 0.25f /* more, for what is said again */
/* Of an alternative to what is wanted for itself elsewhere. */
#define INSTEAD 0.4f

static const float kinds[] = { [TAXONOMY_TOOL] = 1.0f,
	[TAXONOMY_METHOD] = 0.9f,
	[TAXONOMY_FIELD] = 0.9f,
	[TAXONOMY_SOFT] = 0.25f,
	[TAXONOMY_CERTIFICATE] = 1.0f,
	[TAXONOMY_TITLE] = 1.0f };

struct counting {
	struct posting_reading *r;
	uint16_t *skill; /* of each: its term, from 1 */
	uint32_t *slot;  /* of stems: terms of words, from 1 */
	size_t slots;
	bool *named;    /* words that are part of a skill's name */
	uint8_t *said;  /* of each term: how often, in other lines */
	bool *alone;    /* of each: wanted for itself somewhere */
	uint32_t *line; /* where it was said last */
	struct posting_terms *skills, *words;
	float *base; /* of each term of words: its own weight */
};

/* ---- one ------------------------------------------------------------------
 */

static float weight_in(
	const struct posting_reading *r, const struct posting_line *l)
{
	enum posting_part part = l->part;

	if (l->welcome &&
		posting_part_weight(part) > posting_part_weight(POSTING_NICE))
		part = POSTING_NICE;
	if (part == POSTING_TEXT && !r->sorted)
		return 0.8f; /* a posting that has no such parts */
	return posting_part_weight(part);
}

static bool is_must(
	const struct posting_reading *r, const struct posting_line *l)
{
	return !l->welcome &&
	       (l->part == POSTING_MUST || l->part == POSTING_TITLE ||
		       l->part == POSTING_STACK ||
		       (!r->sorted && l->part == POSTING_TEXT));
}

static void note(const struct posting_reading *r, const struct posting_line *l,
	float base, struct posting_term *t, size_t from, size_t to)
{
	float weight = base * weight_in(r, l);

	t->must = t->must || is_must(r, l);
	if (weight <= t->weight)
		return;
	t->weight = weight;
	t->part = l->part;
	t->span = posting_words_span(r, from, to);
}

/* ---- skills -----------------------------------------------------------------
 */

/* Its term; NULL: there are too many. */
static struct posting_term *note_skill(struct counting *c,
	const struct posting_line *l, uint32_t line,
	const struct taxonomy_hit *hit)
{
	uint16_t *at = &c->skill[hit->entry];
	struct posting_term *t;

	if (!*at) {
		if (c->skills->count == POSTING_SKILLS)
			return NULL;
		*at = (uint16_t)++c->skills->count;
		t = &c->skills->at[*at - 1];
		*t = (struct posting_term){ .label = taxonomy_label(
						    &match_skills, hit->entry),
			.skill = hit->entry };
	}
	t = &c->skills->at[*at - 1];
	if (c->said[*at - 1] < 2 && c->line[*at - 1] != line + 1)
		c->said[*at - 1]++;
	c->line[*at - 1] = line + 1;
	note(c->r, l, kinds[match_skills.entry[hit->entry].kind], t, hit->from,
		hit->from + hit->count);
	return t;
}

/* A word about the house wants nothing. */
static bool is_wanted(const struct posting_line *l)
{
	return posting_part_weight(l->part) >=
	       posting_part_weight(POSTING_NICE);
}

/* Two choices that share a skill are one. */
static void join(struct counting *c, uint16_t a, uint16_t b)
{
	uint16_t to = a < b ? a : b, from = a < b ? b : a;

	for (size_t i = 0; a != b && i < c->skills->count; i++)
		if (c->skills->at[i].either == from)
			c->skills->at[i].either = to;
}

static void note_choice(struct counting *c, const struct posting_line *l,
	uint32_t line, size_t from, size_t to)
{
	uint16_t either = 0;

	for (size_t i = from; i < to; i++) {
		struct posting_term *t = note_skill(c, l, line, &c->r->hit[i]);
		uint16_t number;

		if (!t)
			continue;
		number = (uint16_t)(t - c->skills->at + 1);
		if (to - from == 1) {
			c->alone[number - 1] =
				c->alone[number - 1] || is_wanted(l);
			continue;
		}
		t->either = t->either ? t->either : number;
		either = either ? either : t->either;
		join(c, either, t->either);
		either = t->either;
	}
}

static void note_skills(struct counting *c, const struct posting_line *l,
	uint32_t line, size_t from, size_t to)
{
	while (from < to && posting_part_weight(l->part) > 0) {
		size_t end = posting_choice_end(c->r, l, from);

		if (l->part == POSTING_TITLE)
			end = from + 1;
		note_choice(c, l, line, from, end);
		from = end;
	}
}

/* What is wanted for itself is no alternative, and its alternatives are but
 * welcome. What is left of a choice weighs as its weightiest. */
static void settle_choices(struct counting *c)
{
	struct posting_term *t = c->skills->at;
	size_t n = c->skills->count;

	for (size_t i = 0; i < n; i++) {
		uint16_t either = t[i].either;

		if (!either || !c->alone[i])
			continue;
		for (size_t k = 0; k < n; k++)
			if (t[k].either == either) {
				t[k].weight *= c->alone[k] ? 1 : INSTEAD;
				t[k].either = 0;
			}
	}
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; t[i].either && k < n; k++)
			if (t[k].either == t[i].either &&
				t[k].weight > t[i].weight)
				t[i].weight = t[k].weight;
}

/* Sorted by weight, their numbers are others. */
static void number_choices(const struct posting_terms *all)
{
	uint16_t first[POSTING_SKILLS + 1] = { 0 };

	for (size_t i = 0; i < all->count; i++) {
		uint16_t *either = &all->at[i].either;

		if (*either && !first[*either])
			first[*either] = (uint16_t)(i + 1);
		*either = first[*either];
	}
}

/* ---- other words -------------------------------------------------------- */

static bool may_count(const struct resume_word *w)
{
	return w->text.len > 2 && !(w->flags & WORD_NUMBER) &&
	       memchr(w->text.at, '@', w->text.len) == NULL;
}

static uint32_t *slot_of(struct counting *c, uint32_t stem)
{
	for (uint32_t i = stem;; i++) {
		uint32_t *slot = &c->slot[i & (c->slots - 1)];

		if (!*slot || c->words->at[*slot - 1].stem == stem)
			return slot;
	}
}

static void note_word(
	struct counting *c, const struct posting_line *l, size_t i)
{
	const struct resume_word *w = &c->r->words.at[i];
	float base;
	uint32_t *slot, stem;
	struct posting_term *t;

	if (!may_count(w) || posting_part_weight(l->part) < 0.15f)
		return;
	base = match_weight(w);
	if (base <= 0)
		return;
	stem = match_stem(w->text);
	slot = slot_of(c, stem);
	if (!*slot) {
		*slot = (uint32_t)++c->words->count;
		t = &c->words->at[*slot - 1];
		*t = (struct posting_term){
			.label = str_of(c->r->out->text.at + w->at, w->len),
			.stem = stem,
			.skill = TAXONOMY_NONE
		};
	} else {
		t = &c->words->at[*slot - 1];
		t->weight *= t->weight < base ? 1 + TWICE : 1;
	}
	note(c->r, l, base, t, i, i + 1);
}

/* ---- all ---------------------------------------------------------------- */

static int by_weight(const void *a, const void *b)
{
	const struct posting_term *x = a, *y = b;

	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	return x->span.at < y->span.at ? -1 : x->span.at > y->span.at;
}

static void count_line(struct counting *c, uint32_t number, size_t *hit)
{
	struct posting_reading *r = c->r;
	struct posting_line l = r->line[number];
	size_t end;

	if (l.heading)
		l.part = l.from < l.to &&
					 r->words.at[l.from].at >=
						 r->out->title.at &&
					 r->words.at[l.from].at <
						 r->out->title.at +
							 r->out->title.len
				 ? POSTING_TITLE
				 : POSTING_PROCESS;
	while (*hit < r->hits && r->hit[*hit].from < l.from)
		++*hit;
	end = *hit;
	while (end < r->hits && r->hit[end].from < l.to)
		end++;
	note_skills(c, &l, number, *hit, end);
	*hit = end;
	for (size_t i = l.from; i < l.to; i++)
		if (!c->named[i])
			note_word(c, &l, i);
}

/* "- Experience as a product owner" asks for one. */
static bool asks_for(const struct posting_line *l)
{
	return l->bullet &&
	       (l->part == POSTING_MUST || l->part == POSTING_NICE);
}

static void mark_title(struct posting_reading *r)
{
	struct posting_span t = r->out->title;

	for (size_t i = 0; t.len && i < r->lines; i++)
		if (r->line[i].span.at <= t.at &&
			t.at < r->line[i].span.at + r->line[i].span.len &&
			!asks_for(&r->line[i]) &&
			r->line[i].to - r->line[i].from <= 14)
			r->line[i].part = POSTING_TITLE;
}

void posting_terms(struct posting_reading *r)
{
	struct counting c = { .r = r,
		.skills = &r->out->skills,
		.words = &r->out->words,
		.slots = 64 };
	size_t hit = 0;

	mark_title(r);
	while (c.slots < 2 * r->words.count)
		c.slots *= 2;
	c.slot = ARENA_LIST(r->mem, uint32_t, c.slots);
	c.skill = ARENA_LIST(r->mem, uint16_t, match_skills.count);
	c.named = ARENA_LIST(r->mem, bool, r->words.count + 1);
	c.said = ARENA_LIST(r->mem, uint8_t, POSTING_SKILLS);
	c.alone = ARENA_LIST(r->mem, bool, POSTING_SKILLS);
	c.line = ARENA_LIST(r->mem, uint32_t, POSTING_SKILLS);
	c.skills->at = ARENA_LIST(r->mem, struct posting_term,
		r->hits < POSTING_SKILLS ? r->hits + 1 : POSTING_SKILLS);
	c.words->at = arena_bytes(
		r->mem, (r->words.count + 1) * sizeof(*c.words->at));
	for (size_t i = 0; i < r->hits; i++)
		for (size_t k = 0; k < r->hit[i].count; k++)
			c.named[r->hit[i].from + k] = true;
	for (size_t i = 0; i < r->lines; i++)
		count_line(&c, (uint32_t)i, &hit);
	for (size_t i = 0; i < c.skills->count; i++)
		if (c.said[i] > 1)
			c.skills->at[i].weight *= 1 + TWICE;
	settle_choices(&c);
	qsort(c.skills->at, c.skills->count, sizeof(*c.skills->at), by_weight);
	number_choices(c.skills);
	qsort(c.words->at, c.words->count, sizeof(*c.words->at), by_weight);
	if (c.words->count > POSTING_WORDS)
		c.words->count = POSTING_WORDS;
	while (c.words->count && c.words->at[c.words->count - 1].weight <= 0)
		c.words->count--;
}

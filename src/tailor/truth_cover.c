/*
 * tailor/truth_cover.c - does one passage of the source say all that a piece of
 * a proposed text says? Word by word, by what words say; numbers with what they
 * count, verbs with what they are done to.
 */
#include "tailor/truth_int.h"

struct covering {
	struct truth *t;
	const struct truth_piece *p;
	const struct truth_passage *by, *header;
	struct truth_miss miss;
	size_t hit;  /* the next of the piece's */
	size_t last; /* the number before this one, in `by`, from 1 */
};

static void miss(
	struct covering *c, enum truth_kind kind, size_t word, size_t words)
{
	if (!c->miss.count++) {
		c->miss.kind = kind;
		c->miss.word = word;
		c->miss.words = words;
	}
}

/* ---- what is held back ----------------------------------------------------
 */

/* May a word be said that stands so in the source? */
static bool is_free(const struct covering *c, const struct truth_word *said,
	const struct truth_word *stands)
{
	return !(stands->held & ~c->p->guards) &&
	       !((stands->held ^ said->held) & GUARD_NEGATION);
}

static enum truth_kind kind_of_held(
	const struct truth_word *said, const struct truth_word *stands)
{
	if ((stands->held ^ said->held) & GUARD_NEGATION)
		return TRUTH_NEGATION;
	return stands->held & (GUARD_BELOW | GUARD_BASIC) ? TRUTH_LEVEL
							  : TRUTH_ROLE;
}

/* ---- words ----------------------------------------------------------------
 */

enum stands { STANDS_NOT, STANDS_HELD, STANDS };

static bool is_article(const struct truth_word *w)
{
	static const char *const all[] = { "a", "an", "the", "der", "die",
		"das", "dem", "den", "le", "la", "el", "il" };

	for (size_t i = 0; i < LENGTH(all); i++)
		if (str_is(w->text, all[i]))
			return true;
	return false;
}

/* The word before, that is no article; the passage's count: none. */
static size_t word_before(const struct truth_passage *p, size_t i)
{
	while (i && !(p->word[i].flags & (WORD_START | WORD_LINE)))
		if (!is_article(&p->word[--i]))
			return i;
	return p->count;
}

/* "Reported to the director" makes nobody one: a level stands behind the same
 * words in both, back to one that holds the sentence together. */
static bool is_same_level(const struct covering *c,
	const struct truth_passage *in, size_t said, size_t stands)
{
	const struct truth_passage *p = c->p->in;

	while (!in->header) {
		said = word_before(p, said);
		stands = word_before(in, stands);
		if (said == p->count || stands == in->count)
			return said == p->count && stands == in->count;
		if (p->word[said].key != in->word[stands].key)
			return false;
		if (p->word[said].is & IS_PLAIN)
			return true;
	}
	return true;
}

static enum stands stands_in(const struct covering *c,
	const struct truth_passage *in, const struct truth_word *w,
	enum truth_kind *why)
{
	enum stands how = STANDS_NOT;

	for (size_t k = truth_key_find(in, w->key);
		k < in->keys && in->key[k].key == w->key; k++) {
		const struct truth_word *s = &in->word[in->key[k].word];

		if (w->key >= TRUTH_LEVELS &&
			!is_same_level(c, in, (size_t)(w - c->p->in->word),
				in->key[k].word))
			continue;
		if (is_free(c, w, s))
			return STANDS;
		how = STANDS_HELD;
		*why = kind_of_held(w, s);
	}
	return how;
}

static enum truth_kind kind_of_new(const struct truth_word *w, bool skill)
{
	if (w->level || w->is & IS_BOAST)
		return TRUTH_LEVEL;
	if (w->is & IS_SCOPE)
		return TRUTH_SCOPE;
	if (skill)
		return TRUTH_SKILL;
	if (w->flags & (WORD_INNER | WORD_CAPS | WORD_NUMBER) ||
		(w->flags & WORD_UPPER && !(w->flags & WORD_START)))
		return TRUTH_NAME;
	return w->head ? TRUTH_ROLE : TRUTH_CLAIM;
}

static void cover_word(struct covering *c, size_t i, bool skill)
{
	const struct truth_word *w = &c->p->in->word[i];
	enum truth_kind why = TRUTH_CLAIM;
	enum stands how;

	if (w->is & IS_MEEK && !w->level)
		return;
	if (w->is & IS_GENERIC && c->p->scope != TRUTH_OF_ENTRY)
		return;
	how = stands_in(c, c->by, w, &why);
	if (how == STANDS_NOT && c->header && !w->head)
		how = stands_in(c, c->header, w, &why);
	if (how != STANDS)
		miss(c, how == STANDS_HELD ? why : kind_of_new(w, skill), i, 1);
}

/* ---- skills ---------------------------------------------------------------
 */

static bool proves(const struct covering *c, const struct truth_passage *in,
	const struct taxonomy_hit *h)
{
	const struct truth_word *said = &c->p->in->word[h->from];

	for (size_t i = 0; i < in->hits; i++)
		if (taxonomy_proves(
			    &match_skills, in->hit[i].entry, h->entry) &&
			is_free(c, said, &in->word[in->hit[i].from]))
			return true;
	return false;
}

/* The same words, side by side. */
static bool stands_whole(const struct covering *c, const struct taxonomy_hit *h)
{
	const struct truth_word *w = &c->p->in->word[h->from];

	for (size_t k = truth_key_find(c->by, w->key);
		k < c->by->keys && c->by->key[k].key == w->key; k++) {
		size_t at = c->by->key[k].word, n = 0;

		while (n < h->count && at + n < c->by->count &&
			c->by->word[at + n].key == w[n].key)
			n++;
		if (n == h->count)
			return true;
	}
	return false;
}

static bool is_capital(const struct truth_word *w)
{
	return w->flags & (WORD_UPPER | WORD_CAPS | WORD_INNER);
}

/* "Go" and "React" are not what "to go" and "to react" say. */
static bool is_other_case(const struct covering *c, const struct truth_word *w)
{
	size_t k = truth_key_find(c->by, w->key);

	if (!is_capital(w) || w->flags & WORD_START || k == c->by->keys)
		return false;
	for (; k < c->by->keys && c->by->key[k].key == w->key; k++)
		if (is_capital(&c->by->word[c->by->key[k].word]))
			return false;
	return true;
}

/* How many words from i on are a skill that is settled; 0: none. */
static size_t cover_skill(struct covering *c, size_t i, bool *skill)
{
	const struct truth_passage *in = c->p->in;
	const struct taxonomy_hit *h;

	*skill = false;
	while (c->hit < in->hits && in->hit[c->hit].from < i)
		c->hit++;
	if (c->hit == in->hits || in->hit[c->hit].from != i)
		return 0;
	h = &in->hit[c->hit];
	if (i + h->count > c->p->to)
		return 0;
	if (proves(c, c->by, h) || (c->header && proves(c, c->header, h)) ||
		(c->p->scope == TRUTH_OF_PERSON && c->t->skill[h->entry] &&
			!in->word[i].held))
		return h->count;
	*skill = match_skills.entry[h->entry].kind != TAXONOMY_SOFT;
	if (h->count > 1 ? !stands_whole(c, h)
			 : is_other_case(c, &in->word[i])) {
		miss(c, TRUTH_SKILL, i, h->count);
		return h->count;
	}
	return 0;
}

/* ---- numbers --------------------------------------------------------------
 */

/* The next word of content to one side of a number; to: none. */
static size_t beside(const struct truth_piece *p, size_t i, bool behind)
{
	size_t number = p->in->word[i].number;

	for (;;) {
		const struct truth_word *w;

		if (behind ? ++i >= p->to : i-- == p->from)
			return p->to;
		w = &p->in->word[i];
		if (w->number == number)
			continue;
		if (w->number)
			return p->to;
		if (w->content && !(w->is & (IS_MEEK | IS_GENERIC)))
			return i;
	}
}

/* The same of a word that is, or is within, another name of a skill. */
static bool is_skill_beside(
	const struct covering *c, size_t word, uint32_t clause)
{
	const struct truth_passage *in = c->p->in, *by = c->by;
	bool named = false;

	for (size_t i = 0; i < in->hits && in->hit[i].from <= word; i++) {
		if (word >= in->hit[i].from + in->hit[i].count)
			continue;
		for (size_t k = 0; k < by->hits; k++) {
			if (!taxonomy_proves(&match_skills, by->hit[k].entry,
				    in->hit[i].entry))
				continue;
			named = true;
			if (by->word[by->hit[k].from].clause == clause)
				return true;
		}
	}
	return !named;
}

/* Does the word stand in the clause of a number? Not at all is no matter of
 * numbers. */
static bool is_beside(const struct covering *c, size_t word, uint32_t clause)
{
	const struct truth_passage *by = c->by;
	size_t k;

	if (word == c->p->to)
		return true;
	k = truth_key_find(by, c->p->in->word[word].key);
	if (k == by->keys)
		return is_skill_beside(c, word, clause);
	for (; k < by->keys && by->key[k].key == c->p->in->word[word].key; k++)
		if (by->word[by->key[k].word].clause == clause)
			return true;
	return false;
}

static bool is_same_number(
	const struct truth_number *said, const struct truth_number *stands)
{
	double least = stands->value * (1 - 1e-9);
	double most = stands->value * (1 + 1e-9);

	return said->value >= least && said->value <= most &&
	       said->unit == stands->unit && (!said->over || stands->over) &&
	       (!said->across || stands->across || stands->over) &&
	       (!stands->under || said->under);
}

/* "from", "to" or "by" before a number; none: empty. */
static struct str way_of(const struct truth_passage *p, size_t i)
{
	static const char *const all[] = { "from", "to", "by" };

	for (size_t k = 0; i && k < LENGTH(all); k++)
		if (str_is(p->word[i - 1].text, all[k]))
			return p->word[i - 1].text;
	return STR("");
}

static bool has_number(struct covering *c, size_t i)
{
	const struct truth_number *n =
		&c->p->in->number[c->p->in->word[i].number - 1];
	size_t left = beside(c->p, i, false), right = beside(c->p, i, true);

	for (size_t k = 0; k < c->by->numbers; k++) {
		const struct truth_number *s = &c->by->number[k];
		const struct truth_word *w = &c->by->word[s->word];

		struct str way = way_of(c->p->in, i);
		struct str is = way_of(c->by, s->word);

		if (way.len && is.len && !str_eq(way, is))
			continue;
		if (!is_same_number(n, s) ||
			(k + 1 <= c->last && !(way.len && is.len)) ||
			!is_free(c, &c->p->in->word[i], w))
			continue;
		if (is_beside(c, left, w->clause) &&
			is_beside(c, right, w->clause)) {
			c->last = k + 1;
			return true;
		}
	}
	for (size_t k = 0; c->header && k < c->header->numbers; k++)
		if (is_same_number(n, &c->header->number[k]))
			return true;
	return false;
}

/* ---- verbs and what they are done to --------------------------------------
 */

static bool share_clause(const struct truth_passage *by, uint32_t a, uint32_t b)
{
	size_t i = truth_key_find(by, a), first = truth_key_find(by, b);

	for (; i < by->keys && by->key[i].key == a; i++)
		for (size_t k = first; k < by->keys && by->key[k].key == b; k++)
			if (by->word[by->key[i].word].clause ==
				by->word[by->key[k].word].clause)
				return true;
	return false;
}

static void cover_verb(struct covering *c)
{
	const struct truth_piece *p = c->p;
	const struct truth_word *verb, *w;

	if (p->head >= p->in->count)
		return;
	verb = &p->in->word[p->head];
	/* "Sales representative" and "Test engineer" do nothing */
	if (verb->form == FORM_BASE && p->scope != TRUTH_OF_ENTRY)
		return;
	if (verb->is & (IS_MEEK | IS_PLAIN) ||
		(verb->is & IS_GENERIC && p->scope != TRUTH_OF_ENTRY))
		return;
	if (truth_key_find(c->by, verb->key) == c->by->keys) {
		if (p->head < p->from)
			miss(c, TRUTH_ROLE, p->head, 1);
		return;
	}
	for (size_t i = p->head < p->from ? p->from : p->head + 1; i < p->to;
		i++) {
		w = &p->in->word[i];
		if (!w->content || w->number || w->is & IS_MEEK ||
			w->form == verb->form)
			continue;
		if (truth_key_find(c->by, w->key) < c->by->keys &&
			!share_clause(c->by, verb->key, w->key))
			miss(c, TRUTH_ROLE, p->head, i + 1 - p->head);
		return;
	}
}

/* ---- a piece --------------------------------------------------------------
 */

struct truth_miss truth_cover(struct truth *t, const struct truth_piece *p,
	const struct truth_passage *by, const struct truth_passage *header)
{
	struct covering c = { .t = t, .p = p, .by = by, .header = header };

	t->steps += p->to - p->from + 1;
	cover_verb(&c);
	for (size_t i = p->from; i < p->to;) {
		const struct truth_word *w = &p->in->word[i];
		bool skill = false;
		size_t n = w->number ? 0 : cover_skill(&c, i, &skill);

		if (n) {
			i += n;
			continue;
		}
		if (w->number && p->in->number[w->number - 1].word == i &&
			!has_number(&c, i) && !truth_years_stand(t, p, i))
			miss(&c, TRUTH_NUMBER, i, 1);
		else if (!w->number && w->content && !(p->named && p->named[i]))
			cover_word(&c, i, skill);
		i++;
	}
	return c.miss;
}

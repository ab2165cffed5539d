/*
 * tailor/truth_passage.c - a text as the truth check sees it: words by what
 * they say, clauses, and what holds back what. Knows no source and no
 * proposal: both are read alike.
 */
#include "match/stem.h"
#include "tailor/truth_int.h"

#include <stdlib.h>

struct reading {
	const struct truth_lexicon *lex;
	struct truth_passage *p;
	enum truth_form style; /* of the sentence's first verb */
	uint32_t clause;
	bool bare; /* nothing but verbs so far */
	bool open; /* the clause has its first content word */
};

/* ---- words ----------------------------------------------------------------
 */

static bool ends(struct str s, const char *with, size_t least)
{
	return s.len >= least && str_ends(s, str_c(with));
}

static enum truth_form form_of(const struct truth_word *w, bool family)
{
	if (w->is & IS_PAST || ends(w->text, "ed", 5))
		return FORM_PAST;
	if (ends(w->text, "ing", 6))
		return FORM_ING;
	return family ? FORM_BASE : FORM_NONE;
}

static bool is_joined(const struct truth_word *w)
{
	static const char *const all[] = { "and", "or", "und", "oder", "et",
		"ou", "y", "e", "o", "en", "while", "then", "but", "ed" };

	for (size_t i = 0; i < LENGTH(all); i++)
		if (str_is(w->text, all[i]))
			return true;
	return false;
}

/* "Lead developer" is a level, "Lead a team" is a deed. */
static bool is_level_here(const struct truth_word *w)
{
	return w->level && !(str_is(w->text, "lead") && w->flags & WORD_START);
}

static void set_word(const struct truth_lexicon *lex,
	const struct resume_word *from, struct truth_word *w)
{
	const struct truth_row *row = truth_row_of(lex, from->hash);
	bool verb;
	int family = truth_family_of(lex, from->text, &verb);

	*w = (struct truth_word){ .text = from->text,
		.hash = from->hash,
		.at = from->at,
		.len = from->len,
		.flags = from->flags,
		.is = row->is,
		.level = row->level,
		.guard = row->guard };
	w->as_verb = family ? (uint32_t)family : match_stem(from->text);
	w->key = is_level_here(w) ? TRUTH_LEVELS + row->level : w->as_verb;
	w->form = (uint8_t)form_of(w, verb);
	w->content = !(w->is & IS_PLAIN) &&
		     (w->guard != GUARD_NEGATION || w->form == FORM_PAST);
}

/* ---- clauses --------------------------------------------------------------
 */

static bool is_verb_of_style(
	const struct reading *r, const struct truth_word *w)
{
	return w->form != FORM_NONE && w->form == r->style && !is_level_here(w);
}

/* Does the word begin another clause: "... , reduced", "... and led"? */
static bool begins_clause(const struct reading *r, size_t i)
{
	const struct truth_word *w = &r->p->word[i];

	if (w->flags & (WORD_START | WORD_LINE))
		return true;
	return i && !r->bare && is_verb_of_style(r, w) &&
	       (w->flags & WORD_BREAK || is_joined(&r->p->word[i - 1]));
}

static void set_clauses(struct reading *r)
{
	for (size_t i = 0; i < r->p->count; i++) {
		struct truth_word *w = &r->p->word[i];

		if (w->flags & (WORD_START | WORD_LINE))
			r->style = FORM_NONE;
		if (begins_clause(r, i)) {
			r->clause++;
			r->bare = true;
			r->open = false;
		}
		w->clause = r->clause;
		if (!w->content || w->number)
			continue;
		if (!r->open && !r->style)
			r->style = w->form ? w->form : FORM_PAST;
		w->head = !r->open && w->form != FORM_NONE;
		r->bare = r->bare && is_verb_of_style(r, w);
		r->open = true;
	}
}

/* ---- what holds back ------------------------------------------------------
 */

static bool is_who(struct str s)
{
	return str_is(s, "who") || str_is(s, "that") || str_is(s, "which") ||
	       str_is(s, "whose");
}

/* "part of", "3 of the 12" */
static bool is_share(const struct truth_word *w)
{
	return w->number || str_is(w->text, "part") ||
	       str_is(w->text, "portion") || str_is(w->text, "section");
}

/* Is this word a guard here? "support tickets" holds nothing back. */
static uint8_t guard_here(const struct truth_passage *p, size_t i)
{
	const struct truth_word *w = &p->word[i];
	const struct truth_word *next = i + 1 < p->count ? w + 1 : NULL;

	if (w->guard == GUARD_NEGATION && next &&
		(str_is(next->text, "only") || str_is(next->text, "just")))
		return 0;
	/* "failed payments" deny nothing, "failed to pay" does */
	if (w->guard == GUARD_NEGATION && w->form == FORM_PAST && !w->head &&
		!(next && str_is(next->text, "to")))
		return 0;
	if (w->guard == GUARD_HELP && !w->head && w->form != FORM_PAST &&
		w->form != FORM_NONE)
		return 0;
	if (str_is(w->text, "learning") && i &&
		(str_is(w[-1].text, "machine") || str_is(w[-1].text, "deep")))
		return 0;
	if (w->guard)
		return w->guard;
	if (next && is_share(w) && str_is(next->text, "of"))
		return GUARD_HELP;
	if (str_is(w->text, "applied") && next && str_is(next->text, "for"))
		return GUARD_WISH;
	if (i && is_who(w->text) &&
		(str_is(w->text, "who") || w[-1].is & IS_PEOPLE))
		return GUARD_OTHERS;
	if (i && str_is(w->text, "by") && w[-1].form == FORM_PAST && next &&
		!next->number && next->form != FORM_ING)
		return GUARD_BY;
	return 0;
}

/* Its reach: to the end of the clause, or of a few words. */
static void hold(struct truth_passage *p, size_t from, uint8_t guard)
{
	bool brief = guard == GUARD_BELOW || guard == GUARD_BASIC;
	size_t reach = brief ? 4 : 40;
	enum truth_form form = (enum truth_form)p->word[from].form;

	for (size_t i = from + 1; i < p->count && reach; i++) {
		struct truth_word *w = &p->word[i];

		if (w->clause != p->word[from].clause ||
			w->flags & (WORD_START | WORD_LINE) ||
			(brief && w->flags & WORD_BREAK))
			return;
		/* "Supported and maintained": the second holds by itself */
		if (guard == GUARD_HELP && form != FORM_NONE &&
			w->form == (uint8_t)form && is_joined(w - 1) &&
			i == from + 2)
			return;
		w->held |= guard;
		reach -= w->content;
	}
}

static void set_guards(struct truth_passage *p)
{
	for (size_t i = 0; i < p->count; i++) {
		uint8_t guard = guard_here(p, i);

		p->word[i].guard = guard;
		if (guard)
			hold(p, i, guard);
	}
}

/* ---- keys and skills ------------------------------------------------------
 */

static int by_key(const void *a, const void *b)
{
	const struct truth_key *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->word > y->word) - (x->word < y->word);
}

static void set_keys(struct arena *mem, struct truth_passage *p)
{
	p->key = ARENA_LIST(mem, struct truth_key, 2 * p->count + 1);
	for (size_t i = 0; i < p->count; i++) {
		const struct truth_word *w = &p->word[i];

		p->key[p->keys++] = (struct truth_key){ w->key, (uint32_t)i };
		/* "responsible to lead" may become "led" */
		if (i && w->as_verb != w->key && str_is(w->text, "lead") &&
			str_is(w[-1].text, "to"))
			p->key[p->keys++] =
				(struct truth_key){ w->as_verb, (uint32_t)i };
	}
	if (p->keys)
		qsort(p->key, p->keys, sizeof(*p->key), by_key);
}

size_t truth_key_find(const struct truth_passage *p, uint32_t key)
{
	size_t from = 0, to = p->keys;

	while (from < to) {
		size_t mid = (from + to) / 2;

		if (p->key[mid].key < key)
			from = mid + 1;
		else
			to = mid;
	}
	return from < p->keys && p->key[from].key == key ? from : p->keys;
}

/* "in Go": a common word that has a capital within a sentence is a name. */
static void settle_capital(
	const struct truth_passage *p, struct taxonomy_hit *hit)
{
	if ((p->word[hit->from].flags & (WORD_UPPER | WORD_START)) ==
		WORD_UPPER)
		hit->weak = false;
}

void truth_passage_read(struct arena *mem, const struct truth_lexicon *lex,
	struct str text, bool settle, struct truth_passage *out)
{
	struct reading r = { .lex = lex, .p = out };
	struct resume_wording words;

	out->text = text;
	resume_wording_read(mem, text, &words);
	out->count = words.count;
	out->word = ARENA_LIST(mem, struct truth_word, words.count + 1);
	for (size_t i = 0; i < words.count; i++)
		set_word(lex, &words.at[i], &out->word[i]);
	truth_numbers_read(mem, lex, out);
	set_clauses(&r);
	set_guards(out);
	set_keys(mem, out);
	out->hit = ARENA_LIST(mem, struct taxonomy_hit, words.count + 1);
	out->hits = taxonomy_find(&match_skills, text, &words, out->hit);
	for (size_t i = 0; settle && i < out->hits; i++)
		settle_capital(out, &out->hit[i]);
	if (settle)
		out->hits = taxonomy_settle(
			&match_skills, &words, out->hit, out->hits);
}

/*
 * tailor/truth_text.c - a proposed text, cut into pieces that each have to be
 * covered by one passage of the source (truth_cover.c), and what is told of
 * those that none covers.
 */
#include "base/utf8.h"
#include "tailor/truth_int.h"

#include <assert.h>

enum {
	QUOTE = 120, /* bytes of a source that are quoted */
	TRUTH_STEPS =
		60 * 1000000 /* words held against a passage, of a check */
};

struct saying {
	struct truth_checking *c;
	struct truth_piece piece;
	struct truth_passage said;
	struct str at;
	uint32_t entry;
};

/* ---- addresses ------------------------------------------------------------
 */

static bool has_text(struct str in, struct str s)
{
	for (size_t i = 0; i + s.len <= in.len; i++)
		if (str_eq_nocase(str_of(in.at + i, s.len), s))
			return true;
	return false;
}

static bool is_link(struct str s)
{
	return has_text(s, STR("://")) || has_text(s, STR("www.")) ||
	       has_text(s, STR("@"));
}

static bool link_stands(const struct saying *s, struct str link)
{
	const struct truth *t = s->c->t;
	const struct resume_basics *b = &t->source->basics;

	for (size_t i = 0; i < t->passages; i++)
		if ((!s->entry || t->passage[i].entry == s->entry) &&
			has_text(t->passage[i].text, link))
			return true;
	return !s->entry &&
	       (has_text(b->url, link) || has_text(b->email, link));
}

static void check_links(struct saying *s, struct str text)
{
	while (text.len) {
		size_t n = 0;
		struct str word;

		while (n < text.len && !strchr(" \n\t()<>[],;", text.at[n]))
			n++;
		word = str_of(text.at, n);
		while (word.len && strchr(".:!?'\"", word.at[word.len - 1]))
			word.len--;
		if (is_link(word) && !link_stands(s, word))
			truth_tell(s->c, s->at, TRUTH_LINK, word,
				"the source has no such address");
		n += n < text.len;
		text = str_of(text.at + n, text.len - n);
	}
}

/* ---- pieces ---------------------------------------------------------------
 */

static bool splits(const struct truth_passage *p, size_t i)
{
	static const char *const all[] = { "and", "or", "und", "oder", "et",
		"ou", "y", "while" };
	const struct truth_word *w = &p->word[i];

	if (w->clause != w[-1].clause || w->flags & WORD_BREAK)
		return true;
	for (size_t k = 0; k < LENGTH(all); k++)
		if (str_is(w[-1].text, all[k]))
			return true;
	return false;
}

/* Is i within the name of a skill, not its first word? */
static bool is_within(const struct truth_passage *p, size_t i)
{
	for (size_t k = 0; k < p->hits && p->hit[k].from < i; k++)
		if (i < p->hit[k].from + p->hit[k].count)
			return true;
	return false;
}

static struct str quote_of(struct saying *s, const struct truth_passage *p)
{
	struct str fit = utf8_fit(p->text, QUOTE);

	return fit.len < p->text.len
		       ? str_fmt(s->c->mem, "%.*s...", STR_ARG(fit))
		       : fit;
}

static void tell_miss(struct saying *s, const struct truth_miss *m,
	const struct truth_passage *nearest)
{
	const struct truth_word *from = &s->said.word[m->word];
	const struct truth_word *last = from + m->words - 1;
	struct str what = str_of(
		s->said.text.at + from->at, last->at + last->len - from->at);

	if (nearest && nearest->text.len)
		truth_tell(s->c, s->at, m->kind, what,
			"'%.*s' is %s; the nearest is '%.*s'", STR_ARG(what),
			truth_kinds[m->kind].sentence,
			STR_ARG(quote_of(s, nearest)));
	else
		truth_tell(s->c, s->at, m->kind, what, "'%.*s' is %s",
			STR_ARG(what), truth_kinds[m->kind].sentence);
}

static bool is_candidate(const struct saying *s, const struct truth_passage *p)
{
	if (s->piece.scope == TRUTH_OF_LABEL)
		return !p->entry ? str_is(p->at, "/basics/label") : p->header;
	return true;
}

/* What the entry of a passage is called; NULL: it is that, or of no entry. */
static const struct truth_passage *header_of(
	const struct truth *t, const struct truth_passage *p)
{
	const struct truth_passage *header;

	if (!p->entry)
		return NULL;
	assert(t->entry && p->entry <= t->entries);
	header = &t->passage[t->entry[p->entry - 1].first];
	return header == p ? NULL : header;
}

static void cover_piece(struct saying *s)
{
	struct truth *t = s->c->t;
	const struct truth_entry *e = s->entry ? &t->entry[s->entry - 1] : NULL;
	size_t i = e ? e->first : 0, end = e ? i + e->count : t->passages;
	const struct truth_passage *nearest = NULL;
	struct truth_miss best = { .count = SIZE_MAX };

	for (; i < end && best.count; i++) {
		const struct truth_passage *p = &t->passage[i];
		struct truth_miss m;

		if (!is_candidate(s, p))
			continue;
		m = truth_cover(t, &s->piece, p, header_of(t, p));
		if (m.count < best.count) {
			best = m;
			nearest = p;
		}
		if (t->steps > TRUTH_STEPS) {
			s->c->too_long = true;
			return;
		}
	}
	if (best.count && best.count != SIZE_MAX)
		tell_miss(s, &best, nearest);
}

/* What holds back in the clause of a word; one without a verb goes with the
 * next: "In two plants, assisted the team". */
static uint8_t guards_of(const struct truth_passage *p, size_t at)
{
	size_t from = at, to = at;
	bool head = false;
	uint8_t all = 0;

	while (from && p->word[from - 1].clause == p->word[at].clause)
		from--;
	while (to < p->count && p->word[to].clause == p->word[at].clause)
		head |= p->word[to++].head;
	for (size_t i = from; i < to; i++)
		all |= p->word[i].guard;
	if (!head && to < p->count && !(p->word[to].flags & WORD_START))
		all |= guards_of(p, to);
	return all;
}

/* Words that name an occupation which the person had. */
static const bool *named(struct saying *s)
{
	struct resume_wording words;
	struct taxonomy_hit *hit;
	bool *out = ARENA_LIST(s->c->mem, bool, s->said.count + 1);
	size_t n;

	resume_wording_read(s->c->mem, s->said.text, &words);
	hit = ARENA_LIST(s->c->mem, struct taxonomy_hit, words.count + 1);
	n = taxonomy_find(&match_titles, s->said.text, &words, hit);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0;
			k < hit[i].count && s->c->t->title[hit[i].entry]; k++)
			out[hit[i].from + k] = true;
	return out;
}

/* The verb of a piece: its own, or that of its clause so far. */
static size_t head_of(
	const struct truth_passage *p, size_t from, size_t to, size_t before)
{
	for (size_t i = from; i < to; i++) {
		const struct truth_word *w = &p->word[i];

		if (!w->content || w->number)
			continue;
		return w->head || w->form == FORM_PAST ? i : before;
	}
	return before;
}

static void say_pieces(struct saying *s)
{
	const struct truth_passage *p = &s->said;
	size_t head = p->count;

	for (size_t i = 0; i < p->count && !s->c->too_long;) {
		size_t to = i + 1;

		if (!i || p->word[i].clause != p->word[i - 1].clause)
			head = p->count;
		while (to < p->count && (!splits(p, to) || is_within(p, to)))
			to++;
		head = head_of(p, i, to, head);
		s->piece.in = p;
		s->piece.from = i;
		s->piece.to = to;
		s->piece.head = head;
		s->piece.guards = guards_of(p, i);
		cover_piece(s);
		i = to;
	}
}

void truth_say(struct truth_checking *c, struct str at, enum truth_scope scope,
	uint32_t entry, struct str text)
{
	struct saying s = { .c = c, .at = at, .entry = entry };

	if (truth_text_stands(c->t, entry, text))
		return;
	truth_hidden_check(c, at, entry, text);
	check_links(&s, text);
	truth_passage_read(c->mem, &c->t->lex, text, false, &s.said);
	s.piece.scope = scope;
	if (scope != TRUTH_OF_ENTRY)
		s.piece.named = named(&s);
	say_pieces(&s);
}

/*
 * match/pair_quote.c - what is quoted of a resume and of a posting: a short
 * text whole, of a long one the sentence, of a long sentence what stands
 * around.
 */
#include "match/pair.h"
#include "match/stem.h"

enum { BEFORE = 90 };

/* Which of the passage's words it is. */
static size_t word_of(struct arena *mem, const struct profile_passage *p,
	uint16_t skill, uint32_t stem)
{
	struct taxonomy_hit *hit;
	size_t count;

	if (skill != TAXONOMY_NONE) {
		hit = arena_bytes(mem, (p->words.count + 1) * sizeof(*hit));
		count = taxonomy_find(&match_skills, p->text, &p->words, hit);
		for (size_t i = 0; i < count; i++)
			if (hit[i].entry == skill)
				return hit[i].from;
	}
	for (size_t i = 0; stem && i < p->words.count; i++)
		if (match_stem(p->words.at[i].text) == stem)
			return i;
	return 0;
}

/* At most PAIR_QUOTE bytes of whole words, some before `at`. */
static struct str window(struct str text, const struct resume_word *w,
	size_t from, size_t to, size_t at)
{
	size_t a = at, b = at;

	while (a > from && w[at].at - w[a - 1].at < BEFORE)
		a--;
	while (b + 1 < to && w[b + 1].at + w[b + 1].len - w[a].at <= PAIR_QUOTE)
		b++;
	return str_of(text.at + w[a].at, w[b].at + w[b].len - w[a].at);
}

struct str pair_quote(struct arena *mem, const struct profile_passage *p,
	uint16_t skill, uint32_t stem)
{
	const struct resume_word *w = p->words.at;
	size_t at, from, to;

	if (p->text.len <= PAIR_QUOTE || !p->words.count)
		return p->text;
	at = from = to = word_of(mem, p, skill, stem);
	while (from && !(w[from].flags & WORD_START))
		from--;
	while (to + 1 < p->words.count && !(w[to + 1].flags & WORD_START))
		to++;
	return window(p->text, w, from, to + 1, at);
}

/* Signs of lists and headings are not what it says. */
static struct str without_marks(struct str s)
{
	while (s.len && strchr(" \t#*-=>|.", *s.at))
		s = str_of(s.at + 1, s.len - 1);
	while (s.len && strchr(" \t\r*|", s.at[s.len - 1]))
		s.len--;
	return s;
}

static bool is_cut(char c) { return c == ' ' || c == '\t' || c == '\n'; }

struct str pair_line(const struct posting *j, struct posting_span span)
{
	struct str text = j->text;
	size_t from = span.at, to = span.at + span.len, last;

	for (; from && text.at[from - 1] != '\n'; from--)
		;
	for (; to < text.len && text.at[to] != '\n'; to++)
		;
	if (to - from <= PAIR_QUOTE)
		return without_marks(str_of(text.at + from, to - from));
	/* a long one: from a blank before the span to one behind it */
	if (span.at - from > BEFORE)
		for (from = span.at - BEFORE; from < span.at; from++)
			if (is_cut(text.at[from]))
				break;
	last = span.at + span.len;
	for (size_t i = last; i <= to && i - from <= PAIR_QUOTE; i++)
		if (i == to || is_cut(text.at[i]))
			last = i;
	return without_marks(str_of(text.at + from, last - from));
}

/*
 * cmd/source_lines.c - lines of a document that was read in the jail become a
 * text that can be analysed like one that somebody typed.
 */
#include "cmd/source.h"

#include <ctype.h>

enum { TEXT_MOST = 64 << 20, STRONG_WORDS = 8 };

static bool is_shown(const struct intake_word *w)
{
	return !(w->flags & (INTAKE_HIDDEN | INTAKE_ARTIFACT));
}

static size_t shown(const struct intake_line *l)
{
	size_t count = 0;

	for (size_t i = 0; i < l->count; i++)
		count += is_shown(&l->at[i]);
	return l->repeated ? 0 : count;
}

/* The line before was not at its end. */
static bool goes_on(const struct intake_line *last, const struct intake_line *l,
	const struct buf *text)
{
	char end = text->len ? text->at[text->len - 1] : '.';

	return last && last->block == l->block && !last->heading &&
	       !l->heading && !l->item && last->column == l->column &&
	       !strchr(".:;!?", end) &&
	       islower((unsigned char)*l->at[0].text.at);
}

static void add_mark(struct buf *b, const struct intake_line *l)
{
	bool strong = l->flags & INTAKE_BOLD && l->count <= STRONG_WORDS;

	if (l->heading || (strong && !l->item))
		buf_add(b, STR("# "));
	else if (l->item)
		buf_add(b, STR("- "));
}

static void add_line(struct buf *b, const struct intake_line *l)
{
	bool first = true;

	for (size_t i = 0; i < l->count; i++) {
		if (!is_shown(&l->at[i]))
			continue;
		if (!first && !(l->at[i].flags & INTAKE_GLUED))
			buf_addc(b, ' ');
		buf_add(b, l->at[i].text);
		first = false;
	}
}

struct str cmd_source_lines(struct arena *mem, const struct intake_doc *doc)
{
	const struct intake_line *last = NULL;
	struct buf b;

	buf_init(&b, mem, TEXT_MOST);
	buf_add(&b, STR(""));
	for (size_t p = 0; p < doc->count; p++, last = NULL)
		for (size_t i = 0; i < doc->at[p].count; i++) {
			const struct intake_line *l = &doc->at[p].at[i];

			if (!shown(l))
				continue;
			if (last && last->joined) {
				/* the word goes on */
			} else if (goes_on(last, l, &b)) {
				buf_addc(&b, ' ');
			} else {
				if (last && last->block != l->block)
					buf_addc(&b, '\n');
				if (b.len)
					buf_addc(&b, '\n');
				add_mark(&b, l);
			}
			add_line(&b, l);
			last = l;
		}
	buf_addc(&b, '\n');
	return buf_str(&b);
}

/*
 * test/lines_shown.h - lines that a reader of intake made, a line a line, so
 * that a test can say all that it expects in one text:
 *
 *	# Experience       a heading, of the first level
 *	* Acme | 2020      an item; a wide gap
 *	<b>bold            how words look from here on: b, i, h for hidden
 *	Go(http://x)       a link
 *	a+b                no blank between the words
 *	~                  another block begins; === another page
 */
#ifndef LINES_SHOWN_H
#define LINES_SHOWN_H

#include "test.h"

#include "base/utf8.h"
#include "intake/lines.h"

MAYBE void shown_flags(struct buf *b, unsigned was, unsigned is)
{
	unsigned looks = INTAKE_BOLD | INTAKE_ITALIC | INTAKE_HIDDEN;

	if ((was & looks) == (is & looks))
		return;
	buf_addc(b, '<');
	if (is & INTAKE_BOLD)
		buf_addc(b, 'b');
	if (is & INTAKE_ITALIC)
		buf_addc(b, 'i');
	if (is & INTAKE_HIDDEN)
		buf_addc(b, 'h');
	buf_addc(b, '>');
}

MAYBE void shown_line(struct buf *b, const struct intake_line *l)
{
	unsigned was = 0;

	for (int i = 0; i < l->heading; i++)
		buf_add(b, i + 1 < l->heading ? STR("#") : STR("# "));
	for (int i = 0; i < l->item; i++)
		buf_add(b, i + 1 < l->item ? STR("*") : STR("* "));
	for (size_t i = 0; i < l->count; i++) {
		const struct intake_word *w = &l->at[i];

		if (w->flags & INTAKE_CELL)
			buf_add(b, STR(" | "));
		else if (w->flags & INTAKE_GLUED)
			buf_addc(b, '+');
		else if (i)
			buf_addc(b, ' ');
		shown_flags(b, was, w->flags);
		was = w->flags;
		buf_add(b, w->text);
		if (w->url.len)
			buf_addf(b, "(%.*s)", STR_ARG(w->url));
	}
	buf_add(b, l->joined ? STR("-\n") : STR("\n"));
}

MAYBE struct str shown_lines(const struct intake_doc *doc)
{
	struct buf b;

	buf_init(&b, &test_mem, 8 << 20);
	buf_add(&b, STR(""));
	for (size_t p = 0; p < doc->count; p++) {
		if (p)
			buf_add(&b, STR("===\n"));
		for (size_t i = 0; i < doc->at[p].count; i++) {
			const struct intake_line *l = &doc->at[p].at[i];

			if (i && l->block != l[-1].block)
				buf_add(&b, STR("~\n"));
			shown_line(&b, l);
		}
	}
	return buf_str(&b);
}

#endif

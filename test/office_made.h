/*
 * test/office_made.h - documents of Word and OpenDocument made part by part,
 * and what was read of them in one text, a line a line:
 *
 *   H2 words             a heading        * ** words      an item
 *   c1 words             a column         = words         repeated
 *   a | b                a wide gap       **b** _i_ (h)   bold, italic, hidden
 *   word<url>            a link           --              a page ends
 */
#ifndef OFFICE_MADE_H
#define OFFICE_MADE_H

#include "test.h"

#include "base/zip.h"
#include "intake/lines.h"

struct made_part {
	const char *name;
	struct str text;
	bool store; /* as it is */
};

static bool made_take(void *to, struct str bytes, struct err *err)
{
	(void)err;
	buf_add(to, bytes);
	return true;
}

/* Up to the one without a name. */
MAYBE struct str made_zip(const struct made_part *parts)
{
	struct buf out;
	struct zip z;
	struct err err = { 0 };

	buf_init(&out, &test_mem, 80 << 20);
	zip_init(&z, &test_mem, made_take, &out);
	for (; parts->name; parts++)
		if (!zip_add(&z,
			    &(struct zip_entry){ .name = str_c(parts->name),
				    .store = parts->store },
			    parts->text, &err))
			test_fail(__FILE__, __LINE__, "%s", err.text);
	if (!zip_close(&z, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	return buf_str(&out);
}

static void made_word(struct buf *b, const struct intake_word *w, bool first)
{
	const char *mark = w->flags & INTAKE_BOLD     ? "**"
			   : w->flags & INTAKE_ITALIC ? "_"
						      : "";

	if (!first)
		buf_add(b, w->flags & INTAKE_CELL    ? STR(" | ")
			   : w->flags & INTAKE_GLUED ? STR("")
						     : STR(" "));
	buf_addf(b, w->flags & INTAKE_HIDDEN ? "(%s%.*s%s)" : "%s%.*s%s", mark,
		STR_ARG(w->text), mark);
	if (w->url.len)
		buf_addf(b, "<%.*s>", STR_ARG(w->url));
}

static void made_line(struct buf *b, const struct intake_line *l)
{
	if (l->repeated)
		buf_addf(b, "= ");
	if (l->column)
		buf_addf(b, "c%d ", l->column);
	if (l->heading)
		buf_addf(b, "H%d ", l->heading);
	for (int i = 0; i < l->item; i++)
		buf_addf(b, "*%s", i + 1 == l->item ? " " : "");
	for (size_t i = 0; i < l->count; i++)
		made_word(b, &l->at[i], !i);
	buf_addc(b, '\n');
}

MAYBE struct str made_seen(const struct intake_doc *doc)
{
	struct buf b;

	buf_init(&b, &test_mem, 8 << 20);
	buf_addf(&b, "%s", "");
	for (size_t p = 0; p < doc->count; p++) {
		if (p)
			buf_addf(&b, "--\n");
		for (size_t i = 0; i < doc->at[p].count; i++)
			made_line(&b, &doc->at[p].at[i]);
	}
	return buf_str(&b);
}

#endif

/*
 * test/found_shown.h - what the parser finds in lines that a test made
 * (lines_made.h), as text: a field a line, "~" between entries, lists with
 * " / " between. Whatever is parsed here is held to found_checked.h.
 */
#ifndef FOUND_SHOWN_H
#define FOUND_SHOWN_H

#include "found_checked.h"
#include "lines_made.h"

#define PERSON "!24 Ines Carvalho\nines.carvalho@mail.example\n\n"

MAYBE struct intake_found *found(const char *text)
{
	struct intake_found *f = ARENA_NEW(&test_mem, struct intake_found);
	struct err err = { 0 };

	OK_ERR(checked_parse(&test_mem, made_doc(&test_mem, text), f, &err),
		err);
	return f;
}

MAYBE const struct resume_basics *found_basics(const char *text)
{
	return &found(text)->resume.basics;
}

MAYBE void shown_field(struct buf *b, const char *name, struct str value)
{
	if (value.len)
		buf_addf(b, "%s: %.*s\n", name, STR_ARG(value));
}

MAYBE void shown_list(
	struct buf *b, const char *name, const struct resume_texts *list)
{
	for (size_t i = 0; i < list->count; i++) {
		if (i)
			buf_add(b, STR(" / "));
		else
			buf_addf(b, "%s: ", name);
		buf_add(b, list->at[i]);
	}
	if (list->count)
		buf_addc(b, '\n');
}

MAYBE struct str shown_entries(const struct resume_entries *list)
{
	struct buf b;

	buf_init(&b, &test_mem, 8 << 20);
	buf_add(&b, STR(""));
	for (size_t i = 0; i < list->count; i++) {
		const struct resume_entry *e = &list->at[i];

		if (i)
			buf_add(&b, STR("~\n"));
#define TEXT(name, json) shown_field(&b, json, e->name);
#define TEXTS(name, json) shown_list(&b, json, &e->name);
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
	}
	return buf_str(&b);
}

/* The entries of a section that are found behind a person's name. */
MAYBE struct str found_section(enum resume_section_id what, const char *text)
{
	struct intake_found *f =
		found(str_fmt(&test_mem, PERSON "%s", text).at);

	return shown_entries(&f->resume.section[what]);
}

/* The words of the lines that no field took. */
MAYBE struct str shown_left(
	const struct intake_doc *doc, const struct intake_found *f)
{
	struct buf b;

	buf_init(&b, &test_mem, 8 << 20);
	buf_add(&b, STR(""));
	for (size_t i = 0; i < f->left.count; i++) {
		const struct intake_line *l =
			&doc->at[f->left.at[i].page].at[f->left.at[i].line];

		for (size_t w = 0; w < l->count; w++) {
			if (w)
				buf_addc(&b, ' ');
			buf_add(&b, l->at[w].text);
		}
		buf_addc(&b, '\n');
	}
	return buf_str(&b);
}

#endif

/*
 * test/converts.h - what tests of importers share: reading a sample, importing
 * it, and asking whether anything of it got lost.
 */
#ifndef CONVERTS_H
#define CONVERTS_H

#include "test.h"

#include "resume/convert.h"

#include <stdio.h>

struct converted {
	struct resume resume;
	struct resume_report report;
	struct str text; /* of the resume, as it is stored */
	const struct json *doc;
	struct str all; /* every text in the document, and what was noted */
};

/* A file under test/data/convert. */
MAYBE struct str convert_file(const char *name)
{
	struct str path = str_fmt(&test_mem, "test/data/convert/%s", name);
	FILE *f = fopen(path.at, "rb");
	size_t most = 1 << 20;
	struct str s = { arena_alloc(&test_mem, most), 0 };

	OK(f);
	if (f) {
		s.len = fread((char *)(uintptr_t)s.at, 1, most, f);
		OK(s.len && s.len < most);
		fclose(f);
	}
	return s;
}

/* Whole numbers, too: they may have become text. */
MAYBE void convert_leaves(struct buf *all, const struct json *v)
{
	const struct json *part;

	for (part = json_first(v); part; part = json_next(v, part))
		convert_leaves(all, part);
	if (json_kind(v) == JSON_TEXT)
		buf_add(all, json_text(v));
	else if (json_kind(v) == JSON_INT || json_kind(v) == JSON_REAL)
		json_write(all, v);
	buf_addc(all, '\n');
}

MAYBE bool convert_import(struct converted *c, struct str bytes,
	const char *name, struct err *err)
{
	struct buf text, all;

	*c = (struct converted){ .report = { .mem = &test_mem } };
	if (!resume_import(&test_mem,
		    (struct resume_source){
			    .bytes = bytes, .name = str_c(name) },
		    &c->resume, &c->report, err))
		return false;
	buf_init(&text, &test_mem, 64 << 20);
	resume_write(&text, &c->resume);
	c->text = buf_str(&text);
	if (!json_parse(&test_mem, c->text, &c->doc, err))
		return false;
	buf_init(&all, &test_mem, 64 << 20);
	convert_leaves(&all, c->doc);
	for (size_t i = 0; i < c->report.count; i++) {
		buf_add(&all, c->report.at[i].say);
		buf_addc(&all, '\n');
	}
	c->all = buf_str(&all);
	return true;
}

/* The text at a place of what was imported. */
MAYBE struct str convert_at(const struct converted *c, const char *pointer)
{
	return json_text(json_at(c->doc, pointer));
}

#define SAME_AT(c, pointer, want) \
	SAME_STR(convert_at(&(c), pointer), str_c(want))

MAYBE bool convert_has(const struct converted *c, struct str text)
{
	return !text.len ||
	       memmem(c->all.at, c->all.len, text.at, text.len) != NULL;
}

MAYBE bool convert_noted(const struct converted *c, enum resume_note_kind kind,
	const char *at, const char *part)
{
	for (size_t i = 0; i < c->report.count; i++)
		if (c->report.at[i].kind == kind &&
			str_is(c->report.at[i].at, at) &&
			strstr(c->report.at[i].say.at, part))
			return true;
	return false;
}

/* Says which of the words of `text` were lost, but for those between the bars
 * of `but` ("|current|"); tags are no words. */
MAYBE void convert_words(
	const struct converted *c, struct str text, const char *but)
{
	struct str rest = text;
	bool tag = false;

	while (rest.len) {
		size_t n = strcspn(rest.at, " \t\r\n<>");
		struct str word = str_of(rest.at, n < rest.len ? n : rest.len);

		if (!tag && !convert_has(c, word) &&
			!strstr(but,
				str_fmt(&test_mem, "|%.*s|", STR_ARG(word)).at))
			test_fail(__FILE__, __LINE__, "'%.*s' got lost",
				STR_ARG(word));
		if (word.len < rest.len && rest.at[word.len] == '<')
			tag = true;
		else if (word.len < rest.len && rest.at[word.len] == '>')
			tag = false;
		n = word.len < rest.len ? word.len + 1 : word.len;
		rest = str_of(rest.at + n, rest.len - n);
	}
}

/* Every text and number in a JSON document that was imported. */
MAYBE void convert_lost(
	const struct converted *c, const struct json *v, const char *but)
{
	const struct json *part;
	struct buf number;

	for (part = json_first(v); part; part = json_next(v, part))
		convert_lost(c, part, but);
	if (json_kind(v) == JSON_TEXT)
		convert_words(c, str_copy(&test_mem, json_text(v)), but);
	if (json_kind(v) == JSON_INT || json_kind(v) == JSON_REAL) {
		buf_init(&number, &test_mem, 1000);
		json_write(&number, v);
		OK(convert_has(c, buf_str(&number)));
	}
}

#endif

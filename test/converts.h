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
	return !text.len || (c->all.at && memmem(c->all.at, c->all.len, text.at,
						  text.len) != NULL);
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

/* ---- writing ------------------------------------------------------------ */

/* Resumes of the model, test/data/resume. */
MAYBE const char *const convert_models[] = { "engineer.json", "academic.json",
	"designer.json", "arabic.json", "chinese.json", "greek.json",
	"letter.json", "minimal.json", "odd.json", "student.json",
	"career_change.json", "russian.json" };

MAYBE const struct json *convert_model_doc(const char *name)
{
	const struct json *doc = NULL;
	struct err err = { 0 };

	OK_ERR(json_parse(&test_mem,
		       convert_file(
			       str_fmt(&test_mem, "../resume/%s", name).at),
		       &doc, &err),
		err);
	return doc;
}

MAYBE bool convert_model(const char *name, struct resume *out)
{
	const struct json *doc = convert_model_doc(name);
	struct err err = { 0 };
	bool ok = doc && resume_read(&test_mem, doc, out, &err);

	OK_ERR(ok, err);
	return ok;
}

MAYBE struct str convert_written(const char *format, const struct resume *r,
	struct resume_report *report)
{
	struct err err = { 0 };
	struct buf b;

	*report = (struct resume_report){ .mem = &test_mem };
	buf_init(&b, &test_mem, 64 << 20);
	OK_ERR(resume_format_find(str_c(format))
			->write(&test_mem, r, &b, report, &err),
		err);
	return buf_str(&b);
}

/* Has a note been made at a pointer, or around it? */
MAYBE bool convert_told(const struct resume_report *report, struct str at)
{
	for (size_t i = 0; i < report->count; i++) {
		struct str told = report->at[i].at;

		if (told.len && str_starts(at, told) &&
			(at.len == told.len || at.at[told.len] == '/'))
			return true;
	}
	return false;
}

struct converts_left {
	struct converted all; /* what was written */
	const struct json *doc;
	const struct resume_report *report;
	const char *name, *but;
};

MAYBE void convert_left_in(struct converts_left *l, const struct json *v)
{
	struct str at, rest;

	for (const struct json *part = json_first(v); part;
		part = json_next(v, part))
		convert_left_in(l, part);
	if (json_kind(v) != JSON_TEXT)
		return;
	at = json_pointer(&test_mem, l->doc, v);
	if (convert_told(l->report, at) ||
		strstr(l->but, str_fmt(&test_mem, "|%.*s|", STR_ARG(at)).at) ||
		str_starts(at, STR("/meta/vitae/section_order")) ||
		str_starts(at, STR("/meta/vitae/hidden_sections")) ||
		str_ends(at, STR("/id")) || str_ends(at, STR("Date")) ||
		str_ends(at, STR("/date")))
		return;
	for (rest = json_text(v); rest.len;) {
		size_t n = 0;
		struct str word;

		while (n < rest.len && !strchr(" \t\r\n()[]*,;:", rest.at[n]))
			n++;
		word = str_of(rest.at, n);
		if (n && !convert_has(&l->all, word))
			test_fail(__FILE__, __LINE__,
				"%s: '%.*s' of %.*s got lost", l->name,
				STR_ARG(word), STR_ARG(at));
		n += n < rest.len;
		rest = str_of(rest.at + n, rest.len - n);
	}
}

MAYBE void convert_names(struct buf *all, const struct json *v)
{
	for (const struct json *part = json_first(v); part;
		part = json_next(v, part)) {
		if (json_kind(v) == JSON_OBJECT)
			buf_add(all, json_name(part));
		buf_addc(all, '\n');
		convert_names(all, part);
	}
}

/* Characters of HTML as they are read. */
MAYBE struct str convert_unescaped(struct str s)
{
	static const struct {
		struct str entity;
		char is;
	} list[] = { { { "&amp;", 5 }, '&' }, { { "&lt;", 4 }, '<' },
		{ { "&gt;", 4 }, '>' }, { { "&quot;", 6 }, '"' } };
	struct buf b;

	buf_init(&b, &test_mem, s.len + 1);
	buf_add(&b, STR(""));
	while (s.len) {
		size_t n = 1;
		char c = *s.at;

		for (size_t i = 0; i < LENGTH(list); i++)
			if (str_starts(s, list[i].entity)) {
				c = list[i].is;
				n = list[i].entity.len;
			}
		buf_addc(&b, c);
		s = str_of(s.at + n, s.len - n);
	}
	return buf_str(&b);
}

/* Each text of a resume of the model is in what was written, or told to be
 * left; `but` lists pointers between bars. Dates, ids, the order of sections
 * and which are hidden may look otherwise. */
MAYBE void convert_left(const char *model, const struct json *written,
	const struct resume_report *report, const char *but)
{
	struct converts_left l = { .doc = convert_model_doc(model),
		.report = report,
		.name = model,
		.but = but };
	struct buf all;

	buf_init(&all, &test_mem, 64 << 20);
	convert_leaves(&all, written);
	convert_names(&all, written);
	l.all.all = convert_unescaped(buf_str(&all));
	convert_left_in(&l, l.doc);
}

#endif

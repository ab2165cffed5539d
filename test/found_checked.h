/*
 * test/found_checked.h - for fuzzers and tests of the parser: whatever the
 * lines, what was found is a resume, each of its words stands in the document,
 * each trace leads from a value to lines that are there, and the same lines
 * give the same.
 */
#ifndef FOUND_CHECKED_H
#define FOUND_CHECKED_H

#include "test.h"

#include "base/json.h"
#include "base/utf8.h"
#include "intake/answer.h"
#include "intake/parse.h"
#include "intake/parse_int.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

enum { CHECKED_PIECES = 4, CHECKED_BYTES = 64 << 20 };

/* ---- words -------------------------------------------------------------- */

/* Letters and digits: marks and blanks do not matter, nor of which script. */
MAYBE void checked_squeeze(struct buf *b, struct str s)
{
	uint32_t c;
	int n;

	for (; (n = utf8_decode(s, &c));
		s = str_of(s.at + abs(n), s.len - (size_t)abs(n))) {
		uint32_t as = n > 0 ? parse_sign(c) : c;

		if (n < 0 || (as == c && c >= 0x80))
			buf_add(b, str_of(s.at, (size_t)abs(n)));
		else if ((as >= '0' && as <= '9') ||
			 ((as | 32) >= 'a' && (as | 32) <= 'z'))
			buf_addc(b, (char)as);
	}
}

/* All words of a document, or all that they link to, and what stands between
 * them. */
MAYBE struct str checked_source(struct arena *mem, const struct intake_doc *doc,
	bool links, struct str between)
{
	struct buf b;

	buf_init(&b, mem, CHECKED_BYTES);
	buf_add(&b, between);
	for (size_t p = 0; p < doc->count; p++)
		for (size_t i = 0; i < doc->at[p].count; i++) {
			const struct intake_line *l = &doc->at[p].at[i];

			for (size_t w = 0; w < l->count; w++) {
				checked_squeeze(&b,
					links ? l->at[w].url : l->at[w].text);
				buf_add(&b, between);
			}
		}
	return buf_str(&b);
}

struct checked {
	struct arena *mem;
	struct str text, words, links;
};

static bool checked_holds(struct str text, struct str word)
{
	return !word.len ||
	       (text.len && memmem(text.at, text.len, word.at, word.len));
}

/* Is it one of the words, or a few in a row: "depart-" and "ment" of two
 * lines, between which others stood? */
MAYBE bool checked_joined(const struct checked *c, struct str word, int pieces)
{
	if (!word.len)
		return true;
	for (size_t len = word.len; len && pieces; len--) {
		struct str first =
			str_fmt(c->mem, "\n%.*s\n", (int)len, word.at);

		if (checked_holds(c->words, first) &&
			checked_joined(c, str_of(word.at + len, word.len - len),
				pieces - 1))
			return true;
	}
	return false;
}

static void checked_one(const struct checked *c, struct str word, bool links)
{
	struct buf b;

	buf_init(&b, c->mem, CHECKED_BYTES);
	buf_add(&b, STR(""));
	checked_squeeze(&b, word);
	if (checked_holds(c->text, buf_str(&b)) ||
		(links && checked_holds(c->links, buf_str(&b))) ||
		checked_joined(c, buf_str(&b), CHECKED_PIECES))
		return;
	printf("'%.*s' stands nowhere\n", STR_ARG(word));
	abort();
}

static void checked_text(const struct checked *c, struct str value, bool links)
{
	while (value.len) {
		struct str line = str_cut(&value, '\n');

		while (line.len)
			checked_one(c, str_cut(&line, ' '), links);
	}
}

static void checked_entry(const struct checked *c, const struct resume_entry *e)
{
	/* Written anew: dates, and addresses without "https://". */
	const struct str *const anew[] = { &e->date, &e->release_date,
		&e->start_date, &e->end_date, &e->url };

#define TEXT(name, json)                                  \
	do {                                              \
		bool is_new = false;                      \
		for (size_t k = 0; k < LENGTH(anew); k++) \
			is_new |= anew[k] == &e->name;    \
		if (!is_new)                              \
			checked_text(c, e->name, false);  \
	} while (0);
#define TEXTS(name, json)                          \
	for (size_t k = 0; k < e->name.count; k++) \
		checked_text(c, e->name.at[k], false);
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
}

static void checked_basics(
	const struct checked *c, const struct resume_basics *b)
{
	checked_text(c, b->name, false);
	checked_text(c, b->label, false);
	checked_text(c, b->email, true);
	checked_text(c, b->phone, false);
	checked_text(c, b->summary, false);
	checked_text(c, b->location.address, false);
	checked_text(c, b->location.postal_code, false);
	checked_text(c, b->location.city, false);
	checked_text(c, b->location.region, false);
	for (size_t i = 0; i < b->profiles.count; i++)
		checked_text(c, b->profiles.at[i].username, true);
}

MAYBE void checked_words(
	struct arena *mem, const struct intake_doc *doc, const struct resume *r)
{
	struct checked c = { .mem = mem,
		.text = checked_source(mem, doc, false, STR("")),
		.words = checked_source(mem, doc, false, STR("\n")),
		.links = checked_source(mem, doc, true, STR("")) };

	checked_basics(&c, &r->basics);
	for (size_t s = 0; s < RESUME_SECTIONS; s++)
		for (size_t i = 0; i < r->section[s].count; i++)
			checked_entry(&c, &r->section[s].at[i]);
	for (size_t s = 0; s < r->meta.vitae.custom_sections.count; s++) {
		const struct resume_custom *of =
			&r->meta.vitae.custom_sections.at[s];

		checked_text(&c, of->title, false);
		for (size_t i = 0; i < of->entries.count; i++)
			checked_entry(&c, &of->entries.at[i]);
	}
}

/* ---- traces and lines --------------------------------------------------- */

static void checked_traces(const struct intake_doc *doc,
	const struct intake_found *f, const struct json *json)
{
	for (size_t i = 0; i < f->traces.count; i++) {
		const struct intake_trace *t = &f->traces.at[i];

		assert(t->page < doc->count && t->count);
		assert(t->line < doc->at[t->page].count);
		assert(t->count <= doc->at[t->page].count - t->line);
		assert(t->sure >= 0 && t->sure <= 1);
		if (json)
			assert(json_at(json, t->at.at));
	}
	for (size_t i = 0; i < f->left.count; i++) {
		assert(f->left.at[i].page < doc->count);
		assert(f->left.at[i].line < doc->at[f->left.at[i].page].count);
	}
}

MAYBE struct str checked_written(struct arena *mem, const struct resume *r)
{
	struct buf b;

	buf_init(&b, mem, CHECKED_BYTES);
	resume_write(&b, r);
	assert(buf_ok(&b));
	return buf_str(&b);
}

/* As it is sent: settled, it keeps to the schema. */
static void checked_settled(
	struct arena *mem, const struct intake_doc *doc, struct intake_found *f)
{
	struct resume_faults faults;
	const struct json *json;
	struct err err = { 0 };
	struct str text;

	if (!intake_found_settle(mem, f, &err)) {
		printf("what was found cannot be sent: %s\n", err.text);
		abort();
	}
	text = checked_written(mem, &f->resume);
	resume_check(mem, text, &faults);
	assert(!faults.count);
	assert(json_parse(mem, text, &json, &err));
	checked_traces(doc, f, json);
}

/* Parses, twice, and holds what was found to all that is said above. */
MAYBE bool checked_parse(struct arena *mem, const struct intake_doc *doc,
	struct intake_found *out, struct err *err)
{
	struct intake_found again;
	struct err same = { 0 };
	bool ok = intake_parse(mem, doc, out, err);

	assert(ok == intake_parse(mem, doc, &again, &same));
	if (!ok) {
		assert(err->code == ERR_UNTRUSTED || err->code == ERR_TOO_BIG);
		assert(*err->text && !strcmp(err->text, same.text));
		return false;
	}
	assert(str_eq(checked_written(mem, &out->resume),
		checked_written(mem, &again.resume)));
	assert(out->traces.count == again.traces.count);
	assert(out->left.count == again.left.count);
	checked_words(mem, doc, &out->resume);
	checked_traces(doc, out, NULL);
	checked_settled(mem, doc, out);
	return true;
}

#endif

/*
 * intake/parse.c - see parse.h. Runs the steps of parse_int.h, and notes which
 * lines nobody took.
 */
#include "intake/parse_int.h"

#include "base/utf8.h"
#include "intake/parse_text.h"

#include <stdlib.h>

enum { LETTERS_ENOUGH = 60 }; /* about a dozen words */

/* ---- notes -------------------------------------------------------------- */

static void note_left(struct parse *p)
{
	struct intake_left *to =
		ARENA_LIST(p->mem, struct intake_left, p->count + 1);
	size_t n = 0;

	for (size_t i = 0; i < p->count; i++) {
		const struct row *r = &p->row[i];

		/* of a line that became two rows, once */
		if ((r->taken && !r->rest) ||
			(n && to[n - 1].page == r->page &&
				to[n - 1].line == r->line))
			continue;
		to[n++] = (struct intake_left){ r->page, r->line };
	}
	p->out->left.at = to;
	p->out->left.count = n;
}

/* ---- sections ----------------------------------------------------------- */

static void keep(struct parse *p, const struct section *s)
{
	struct resume_custom *to;
	struct resume_entry *e;

	if (s->from == s->to)
		return;
	to = resume_custom_add(p->mem, &p->out->resume, s->title);
	parse_roles(p, s);
	for (size_t i = s->from; i < s->to;) {
		size_t end = i + 1;

		while (end < s->to && p->row[end].role == ROW_MORE)
			end++;
		e = resume_entry_add(p->mem, &to->entries);
		e->summary = parse_join(p, i, end);
		parse_note(p, e->summary, i, end, 0.5f);
		i = end;
	}
}

static void take_section(struct parse *p, const struct section *s)
{
	switch (s->what) {
	case RESUME_WORK:
	case RESUME_VOLUNTEER:
	case RESUME_EDUCATION:
	case RESUME_PROJECTS:
	case RESUME_AWARDS:
	case RESUME_CERTIFICATES:
	case RESUME_PUBLICATIONS:
		parse_entries(p, s);
		break;
	case RESUME_SKILLS:
	case RESUME_LANGUAGES:
	case RESUME_INTERESTS:
		parse_list(p, s);
		break;
	case RESUME_SUMMARY:
	case RESUME_CONTACT:
	case RESUME_PROFILES:
		break;
	default:
		keep(p, s);
	}
}

/* ---- is it one at all? -------------------------------------------------- */

static bool is_letter(uint32_t c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z') ||
	       (c >= 0xc0 && !(c >= 0x2000 && c < 0x2c00) &&
		       !(c >= 0xe000 && c < 0xf900) && c < 0xfff0);
}

static size_t count_letters(const struct parse *p, size_t enough)
{
	size_t letters = 0;

	for (size_t i = 0; i < p->count && letters < enough; i++) {
		struct str s = p->row[i].text;
		uint32_t c;
		int n;

		for (; (n = utf8_decode(s, &c)) && letters < enough;
			s = str_of(s.at + abs(n), s.len - (size_t)abs(n)))
			letters += n > 0 && is_letter(c);
	}
	return letters;
}

/* A heading that we know with something below it, or when something was. */
static bool has_section(const struct parse *p)
{
	for (size_t i = 1; i < p->sections; i++)
		if (p->section[i].what != RESUME_NO_HEADING &&
			p->section[i].to > p->section[i].from)
			return true;
	for (size_t i = 0; i < p->count; i++)
		if (p->row[i].when)
			return true;
	return false;
}

/* Somebody who can be reached, or a name of two words that begins with no small
 * letter. */
static bool has_person(const struct resume_basics *b)
{
	bool name = parse_has(b->name, ' ') &&
		    !(b->name.at[0] >= 'a' && b->name.at[0] <= 'z');

	return name || b->email.len || b->phone.len || b->url.len ||
	       b->profiles.count;
}

/* A few words that are none of these are no resume, though words of a label
 * could be made of them. More are believed, whatever they say. */
static bool says_enough(const struct parse *p, struct err *err)
{
	size_t letters = count_letters(p, LETTERS_ENOUGH);

	return letters >= LETTERS_ENOUGH ||
	       (letters && (has_person(&p->out->resume.basics) ||
				   has_section(p))) ||
	       err_set(err, ERR_UNTRUSTED,
		       "it says too little to be a resume: hand in one with a "
		       "name, how to reach you, and what you did");
}

bool intake_parse(struct arena *mem, const struct intake_doc *doc,
	struct intake_found *out, struct err *err)
{
	struct parse p = { .mem = mem, .doc = doc, .out = out };
	bool ok;

	*out = (struct intake_found){ 0 };
	ok = parse_rows(&p, err);
	if (ok && !p.count)
		ok = err_set(err, ERR_UNTRUSTED,
			"there is no text in it: hand in the resume itself, or "
			"a sharper picture of it");
	if (ok) {
		parse_sections(&p);
		parse_person(&p);
		ok = says_enough(&p, err);
	}
	if (ok) {
		for (size_t i = 1; i < p.sections; i++) {
			if (p.section[i].head != NO_ROW)
				p.row[p.section[i].head].taken = true;
			if (p.section[i].from < p.section[i].to)
				take_section(&p, &p.section[i]);
		}
		parse_traces(&p);
		note_left(&p);
		parse_rest(&p);
	}
	arena_free(&p.own);
	return ok;
}

bool intake_names_section(struct str words)
{
	struct parse p = { .mem = &p.own };
	bool ok = parse_heading(&p, words) != RESUME_NO_HEADING;

	arena_free(&p.own);
	return ok;
}

/*
 * intake/parse_rest.c - the text that no step knew a place for. It is the
 * owner's, and says something: so it is kept at the end, in a section of their
 * own without a title, paragraph by paragraph. What only names a page, a way to
 * reach somebody or the kind of document is not.
 */
#include "intake/parse_int.h"

#include "base/utf8.h"
#include "intake/parse_text.h"

#include <stdlib.h>

enum { REST_LETTERS = 8, REST_WORDS = 2 };

static size_t letters_of(struct str s)
{
	size_t n = 0;
	uint32_t c;
	int len;

	for (; (len = utf8_decode(s, &c));
		s = str_of(s.at + abs(len), s.len - (size_t)abs(len)))
		n += len > 0 &&
		     (((c | 32) >= 'a' && (c | 32) <= 'z') || c >= 0xc0);
	return n;
}

/* "Curriculum Vitae", "Page 2 of 3" */
static bool is_of_paper(struct parse *p, const struct row *r)
{
	static const char words[] =
		"curriculum vitae cv resume lebenslauf page pagina seite of "
		"de von sur di 1 2 3 4 5 6 7 8 9 confidential";
	struct str rest = resume_fold(&p->own, r->text);

	while (rest.len) {
		struct str word =
			parse_trim(str_cut(&rest, ' '), "(|-", ".,:)|-");

		if (word.len && !parse_is_listed(word, words))
			return false;
	}
	return true;
}

static bool reaches(const struct row *r)
{
	for (size_t k = 0; k < r->count; k++)
		for (size_t i = 0; i < r->cell[k].count; i++)
			if (parse_has(r->cell[k].at[i].text, '@') ||
				r->cell[k].at[i].url.len)
				return true;
	return false;
}

static bool is_heading(const struct parse *p, uint32_t row)
{
	for (size_t i = 1; i < p->sections; i++)
		if (p->section[i].head == row)
			return true;
	return false;
}

static bool is_lost(struct parse *p, size_t i)
{
	const struct row *r = &p->row[i];

	return (!r->taken || r->rest) && !is_heading(p, (uint32_t)i) &&
	       parse_row_words(r) >= REST_WORDS &&
	       letters_of(r->text) >= REST_LETTERS && !reaches(r) &&
	       !is_of_paper(p, r);
}

void parse_rest(struct parse *p)
{
	struct resume_custom *to = NULL;
	struct resume_entry *e;

	for (size_t i = 0, end; i < p->count; i = end) {
		end = i + 1;
		if (!is_lost(p, i))
			continue;
		while (end < p->count && is_lost(p, end) &&
			(p->row[end].deeds || parse_wraps(p, end - 1)))
			end++;
		if (!to)
			to = resume_custom_add(
				p->mem, &p->out->resume, STR_NONE);
		e = resume_entry_add(p->mem, &to->entries);
		e->summary = parse_text(p, i, end);
	}
}

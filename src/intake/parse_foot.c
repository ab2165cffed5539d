/*
 * intake/parse_foot.c - addresses under the last section: a foot of the
 * document that says how to reach its author. Knows no names.
 */
#include "intake/parse_text.h"

#include "resume/contact.h"

enum { FOOT_WORDS = 16 }; /* of one line */

/* An address of some kind, and little else. */
static bool is_contact(struct parse *p, const struct row *r)
{
	size_t digits = 0;

	if (r->when || r->item || r->cell[0].count > 8)
		return false;
	for (size_t i = 0; i < r->text.len; i++)
		digits += r->text.at[i] >= '0' && r->text.at[i] <= '9';
	return parse_has(r->text, '@') || digits > 6 ||
	       resume_url_is(r->cell[0].at[0].text) ||
	       lexicon_place(&p->own, r->text) > 0.5f;
}

/* "+44 7700 900412 · ana@mail.example · Leeds": a foot of one line. */
static bool is_foot(struct parse *p, size_t row)
{
	const struct row *r = &p->row[row];
	struct words all = parse_words(p, row, row + 1);
	const struct intake_word *at;
	size_t digits = 0, words = 0, mails = 0, urls = 0;

	if (row + 1 < p->count || r->item || r->when)
		return false;
	while ((at = parse_words_next(&all))) {
		mails += parse_has(at->text, '@');
		urls += !parse_has(at->text, '@') && resume_url_is(at->text);
		for (size_t i = 0; i < at->text.len; i++)
			digits +=
				at->text.at[i] >= '0' && at->text.at[i] <= '9';
		words++;
	}
	return mails == 1 && words <= FOOT_WORDS && (urls || digits > 6);
}

/* Addresses under the last section: a foot of the document. */
bool parse_begins_contact(struct parse *p, size_t row)
{
	const struct section *now = &p->section[p->sections - 1];
	bool mail = false;

	if (now->about || now->what == RESUME_CONTACT ||
		now->what == RESUME_PROFILES ||
		now->what == RESUME_REFERENCES || now->what == RESUME_SUMMARY ||
		now->what == RESUME_NO_HEADING)
		return false;
	if (is_foot(p, row))
		return true;
	if (p->row[row].gap < 1.15f * p->pitch || p->row[row].role != ROW_HEAD)
		return false;
	for (size_t i = row; i < p->count && i < row + 6; i++) {
		if (!is_contact(p, &p->row[i]))
			return mail && i > row + 1;
		mail |= memchr(p->row[i].text.at, '@', p->row[i].text.len) !=
			NULL;
	}
	return mail;
}

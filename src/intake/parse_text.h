/*
 * intake/parse_text.h - small questions about words, and ways through those of
 * many rows, for all steps. Knows no language and no field.
 */
#ifndef INTAKE_PARSE_TEXT_H
#define INTAKE_PARSE_TEXT_H

#include "intake/parse_int.h"

static inline bool parse_has(struct str s, char c)
{
	return s.len && memchr(s.at, c, s.len) != NULL;
}

bool parse_has_digit(struct str s);
bool parse_is_caps(struct str s); /* more than one capital, nothing small */
bool parse_begins_small(struct str s);
/* Is its script one without capitals: Hebrew, Arabic, Hindi, Chinese? */
bool parse_has_no_case(struct str s);
bool parse_ends_sentence(struct str s); /* with a full stop of any script */
/* Does it lead into the web, and neither to a telephone nor to a file that the
 * author had? */
bool parse_is_link(struct str s);
/* Without these signs at its front, and those at its back. */
struct str parse_trim(struct str s, const char *front, const char *back);
/* Is it one of them? Lists of words alone may stand between blanks. */
bool parse_is_one_of(struct str s, const char *const *list, size_t count);
bool parse_is_listed(struct str s, const char *list);

/* How many words a row has. */
size_t parse_row_words(const struct row *r);

/* All cells, or words, of some rows in their order; NULL: that were all. `row`
 * is that of the last. */
struct cells {
	const struct parse *p;
	size_t row, to, next;
};
struct words {
	const struct parse *p;
	size_t row, to, cell, next;
};
struct cells parse_cells(const struct parse *p, size_t from, size_t to);
const struct cell *parse_cells_next(struct cells *all);
struct words parse_words(const struct parse *p, size_t from, size_t to);
const struct intake_word *parse_words_next(struct words *all);

#endif

/* intake/parse_text.c - see parse_text.h. */
#include "intake/parse_text.h"

#include "base/utf8.h"

#include <stdlib.h>

bool parse_has_digit(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] >= '0' && s.at[i] <= '9')
			return true;
	return false;
}

bool parse_is_link(struct str s)
{
	return str_starts(s, STR("http://")) || str_starts(s, STR("https://"));
}

struct str parse_trim(struct str s, const char *front, const char *back)
{
	while (s.len && strchr(front, s.at[0]))
		s = str_of(s.at + 1, s.len - 1);
	while (s.len && strchr(back, s.at[s.len - 1]))
		s.len--;
	return s;
}

bool parse_is_one_of(struct str s, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_is(s, list[i]))
			return true;
	return false;
}

bool parse_is_listed(struct str s, const char *list)
{
	struct str rest = str_c(list);

	while (rest.len)
		if (str_eq(str_cut(&rest, ' '), s))
			return true;
	return false;
}

/* ---- capitals ----------------------------------------------------------- */

/* Of Latin, Greek and Cyrillic, which have both. */
static bool is_capital(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') ||
	       (c >= 0xc0 && c <= 0xde && c != 0xd7) ||
	       (c >= 0x386 && c <= 0x3ab && c != 0x387 && c != 0x390) ||
	       (c >= 0x400 && c <= 0x42f);
}

static bool is_small(uint32_t c)
{
	return (c >= 'a' && c <= 'z') ||
	       (c >= 0xdf && c <= 0xff && c != 0xf7) ||
	       (c >= 0x3ac && c <= 0x3ce) || (c >= 0x430 && c <= 0x45f);
}

/* Capitals, and more than one of them. */
bool parse_is_caps(struct str s)
{
	size_t upper = 0;
	uint32_t c;
	int n;

	for (; (n = utf8_decode(s, &c));
		s = str_of(s.at + abs(n), s.len - (size_t)abs(n))) {
		if (n < 0)
			continue;
		/* what has no capitals stands out by none */
		if (is_small(c) || (c >= 0x3000 && c < 0xe000))
			return false;
		upper += is_capital(c);
	}
	return upper > 1;
}

bool parse_begins_small(struct str s)
{
	uint32_t c = 0;

	return utf8_decode(s, &c) > 0 && is_small(c);
}

bool parse_has_no_case(struct str s)
{
	uint32_t c = 0;

	return utf8_decode(s, &c) > 0 && c >= 0x590 && c < 0xd800 &&
	       !(c >= 0x1e00 && c < 0x3040);
}

bool parse_ends_sentence(struct str s)
{
	return str_ends(s, STR(".")) || str_ends(s, STR("。")) ||
	       str_ends(s, STR("।")) || str_ends(s, STR("۔"));
}

/* ---- through rows ------------------------------------------------------- */

size_t parse_row_words(const struct row *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->count; i++)
		n += r->cell[i].count;
	return n;
}

struct cells parse_cells(const struct parse *p, size_t from, size_t to)
{
	return (struct cells){ .p = p, .row = from, .to = to };
}

const struct cell *parse_cells_next(struct cells *all)
{
	for (; all->row < all->to; all->row++, all->next = 0)
		if (all->next < all->p->row[all->row].count)
			return &all->p->row[all->row].cell[all->next++];
	return NULL;
}

struct words parse_words(const struct parse *p, size_t from, size_t to)
{
	return (struct words){ .p = p, .row = from, .to = to };
}

const struct intake_word *parse_words_next(struct words *all)
{
	for (; all->row < all->to; all->row++, all->cell = 0) {
		const struct row *r = &all->p->row[all->row];

		for (; all->cell < r->count; all->cell++, all->next = 0)
			if (all->next < r->cell[all->cell].count)
				return &r->cell[all->cell].at[all->next++];
	}
	return NULL;
}

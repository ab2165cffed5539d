/*
 * intake/parse_address.c - the parts of an address in one line: "12 Rue X,
 * 69001 Lyon, France". Says nothing in other words, so a country is a code
 * only where it stands as one. Knows no page.
 */
#include "intake/parse_person.h"

#include "intake/parse_text.h"
#include "resume/codes.h"

enum {
	PARTS = 8,
	POSTAL_LEAST = 4, /* bytes of a code */
	POSTAL_MOST = 8   /* bytes of a word of one */
};

struct piece {
	struct str text, postal;
	unsigned is;  /* LEX_* of all of it, without the code */
	bool numbers; /* nothing but a postal code */
};

struct pieces {
	struct piece at[PARTS];
	size_t count, city;
};

/* ---- postal codes ------------------------------------------------------- */

static bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

bool parse_is_postal(struct str s)
{
	const char *dash = s.len ? memchr(s.at, '-', s.len) : NULL;
	size_t front = dash ? (size_t)(dash - s.at) : 0,
	       back = s.len - front - (dash != NULL);

	for (size_t i = 0; i < s.len; i++)
		if (i != front && (s.at[i] < '0' || s.at[i] > '9'))
			return false;
	return (front == 4 && back == 3) ||
	       (front == 5 && (back == 3 || back == 4));
}

/* A word of a postal code: "69001", "D02", "1AA", "78701-1234". */
static bool is_code(struct str s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.len; i++) {
		bool digit = s.at[i] >= '0' && s.at[i] <= '9';

		digits += digit;
		if (!digit && !is_upper(s.at[i]) && s.at[i] != '-')
			return false;
	}
	return digits && (s.len <= POSTAL_MOST || (digits == 9 && s.len == 10));
}

static struct str last_word(struct str s)
{
	size_t i = s.len;

	while (i && s.at[i - 1] != ' ')
		i--;
	return str_of(s.at + i, s.len - i);
}

/* "1012 AB": letters that go on with a code. */
static bool is_code_end(struct str s)
{
	return s.len == 2 && is_upper(s.at[0]) && is_upper(s.at[1]);
}

static struct str code_before(struct str s)
{
	struct str code = str_of(s.at, 0), rest = s;

	while (rest.len) {
		struct str word = str_cut(&rest, ' ');

		if (!is_code(word) && !(code.len == 4 && is_code_end(word)))
			break;
		code.len = (size_t)(word.at + word.len - s.at);
	}
	return code;
}

static struct str code_behind(struct str s)
{
	struct str rest = s;

	while (rest.len && is_code(last_word(rest)))
		rest = str_trim(
			str_of(rest.at, rest.len - last_word(rest).len));
	return str_trim(str_of(rest.at + rest.len, s.len - rest.len));
}

/* The code before a place, or behind it, goes into a field of its own. */
static void take_code(struct piece *p)
{
	struct str s = p->text, code = code_before(s);
	bool before = code.len > 0;

	if (!before)
		code = code_behind(s);
	p->numbers = code.len == s.len;
	if (code.len < POSTAL_LEAST)
		return;
	p->postal = code;
	if (!p->numbers)
		p->text = before ? str_trim(str_of(
					   s.at + code.len, s.len - code.len))
				 : str_trim(str_of(s.at, s.len - code.len));
}

/* ---- parts -------------------------------------------------------------- */

/* A comma, or a dash between blanks. */
static struct str next_part(struct str *rest)
{
	static const char *const marks[] = { ",", " - ", " – ", " — " };
	size_t at = rest->len, len = 0;
	struct str part;

	for (size_t i = 0; i < LENGTH(marks); i++) {
		const char *hit =
			memmem(rest->at, rest->len, marks[i], strlen(marks[i]));

		if (hit && (size_t)(hit - rest->at) < at) {
			at = (size_t)(hit - rest->at);
			len = strlen(marks[i]);
		}
	}
	part = str_trim(str_of(rest->at, at));
	*rest = str_of(rest->at + at + len, rest->len - at - len);
	return part;
}

static struct pieces pieces_of(struct parse *p, struct str text)
{
	struct pieces all = { .count = 0 };

	while (text.len && all.count < PARTS) {
		struct piece *to = &all.at[all.count];
		struct piece bare;

		*to = (struct piece){ .text = next_part(&text) };
		bare = *to;
		take_code(&bare);
		to->numbers = bare.numbers;
		to->is = lexicon_find(resume_fold(&p->own, bare.text));
		if (is_code_end(to->text))
			to->is |= LEX_COUNTRY;
		all.count += to->text.len > 0;
	}
	return all;
}

/* "City, Region, Country", "Street 4, City, Country" */
static size_t before_country(const struct pieces *all, size_t i)
{
	for (i--; i && !parse_has_digit(all->at[i - 1].text) &&
		  !parse_has_digit(all->at[i].text);)
		i--;
	return i;
}

/* A known one; or what stands before a country; or the first without a
 * number, since a street has one. */
static size_t city_of(const struct pieces *all)
{
	size_t i;

	for (i = 0; i < all->count; i++)
		if (all->at[i].is & LEX_CITY)
			return i;
	for (i = 1; i < all->count; i++)
		if (all->at[i].is & LEX_COUNTRY)
			return before_country(all, i);
	for (i = 0; i + 1 < all->count; i++)
		if (!parse_has_digit(all->at[i].text))
			break;
	return i;
}

static bool is_country_code(const struct pieces *all, size_t i)
{
	struct str s = all->at[i].text;
	bool latin = !parse_has_no_case(all->at[all->city].text);

	return i > all->city && is_code_end(s) &&
	       str_eq(resume_country_find(s), s) &&
	       !(resume_state_is(s) && i == all->city + 1 && latin);
}

static struct str between(const struct pieces *all, size_t from, size_t to)
{
	const struct str *last = &all->at[to - 1].text;
	const char *at = all->at[from].text.at;

	return str_of(at, (size_t)(last->at + last->len - at));
}

/* What stands behind the city: its region, its code, its country. */
static void take_rest(
	struct parse *p, struct pieces *all, struct resume_place *to)
{
	struct buf region;

	buf_init(&region, p->mem, SIZE_MAX / 2);
	buf_add(&region, STR(""));
	for (size_t i = all->city + 1; i < all->count; i++) {
		struct piece *part = &all->at[i];

		if (i + 1 == all->count && is_country_code(all, i)) {
			to->country_code = part->text;
			continue;
		}
		take_code(part);
		if (part->postal.len && !to->postal_code.len)
			to->postal_code = part->postal;
		if (part->numbers)
			continue;
		if (region.len)
			buf_add(&region, STR(", "));
		buf_add(&region, part->text);
	}
	to->region = region.len ? buf_str(&region) : STR_NONE;
}

void parse_address(struct parse *p, struct str text, struct resume_place *to)
{
	struct pieces all = pieces_of(p, text);
	struct piece *city;
	size_t street;

	if (!all.count)
		return;
	all.city = city_of(&all);
	city = &all.at[all.city];
	street = all.city;
	take_code(city);
	to->postal_code = city->postal;
	/* "12 Elm Street, 69001, Lyon" */
	if (street && all.at[street - 1].numbers && !to->postal_code.len &&
		all.at[street - 1].text.len >= POSTAL_LEAST)
		to->postal_code = all.at[--street].text;
	if (street)
		to->address = between(&all, 0, street);
	to->city = city->text;
	take_rest(p, &all, to);
}

/*
 * intake/lines_way.c - words of one line as they are seen become words as they
 * are read, where some run from the right. Guesses back what the Unicode
 * algorithm did: a file keeps only where words stand.
 */
#include "intake/lines_int.h"

#include <math.h>

enum { PHONE_DIGITS = 7 };

enum way intake_way(struct str s)
{
	if (intake_rtl(s))
		return WAY_RIGHT;
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		/* letters; of what is beyond ASCII, no signs (U+2000 on) */
		if ((c | 32) >= 'a' && (c | 32) <= 'z')
			return WAY_LEFT;
		/* what runs from the right was seen: digits of Arabic */
		if (c >= 0xD8 && c <= 0xDB)
			continue;
		if (c >= 0xC3 && c != 0xE2 && c < 0xF0)
			return WAY_LEFT;
	}
	return WAY_NONE;
}

static void turn_round(struct intake_word *at, size_t count)
{
	struct intake_word swap;

	for (size_t i = 0; i < count / 2; i++) {
		swap = at[i];
		at[i] = at[count - 1 - i];
		at[count - 1 - i] = swap;
	}
}

static size_t count_digits(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];
		unsigned char next =
			i + 1 < s.len ? (unsigned char)s.at[i + 1] : 0;

		n += (c >= '0' && c <= '9') ||
		     (c == 0xD9 && next >= 0xA0 && next <= 0xA9) ||
		     (c == 0xDB && next >= 0xB0 && next <= 0xB9);
	}
	return n;
}

/* What runs against the others, from its first word to its last, is turned
 * round. Behind words from the left, numbers are theirs. */
static void turn_runs(struct intake_word *at, size_t count, enum way other)
{
	for (size_t from = 0, to; from < count; from = to + 1) {
		to = from;
		if (intake_way(at[from].text) != other)
			continue;
		for (size_t i = from + 1; i < count; i++) {
			enum way w = intake_way(at[i].text);

			if (w != other && w != WAY_NONE)
				break;
			if (w == other ||
				(other == WAY_LEFT && count_digits(at[i].text)))
				to = i;
		}
		turn_round(at + from, to - from + 1);
	}
}

/* Between such marks stand things of their own: "mail · phone · place". */
static bool is_mark(struct str s)
{
	static const char *const marks[] = { "|", "•", "·", "∙", "⋅", "●" };

	for (size_t i = 0; i < LENGTH(marks); i++)
		if (str_is(s, marks[i]))
			return true;
	return false;
}

/* "+962 6 555 0133": authors see to it that it runs from the left. */
static bool is_phone(const struct intake_word *at, size_t count)
{
	size_t digits = 0;

	for (size_t i = 0; i < count; i++) {
		struct str s = at[i].text;

		if (intake_way(s) || (i && s.at[0] == '+'))
			return false;
		if (!count_digits(s))
			return false;
		digits += count_digits(s);
	}
	return digits >= PHONE_DIGITS;
}

/* The same beside others, as who takes care of it begins: "+962", "(06)",
 * "079". Left alone, its groups run from the right. */
static size_t phone_within(const struct intake_word *at, size_t count)
{
	size_t n = 0;

	if (!strchr("+(0", at[0].text.at[0]))
		return 0;
	while (n < count && !intake_way(at[n].text) &&
		count_digits(at[n].text) && !(n && at[n].text.at[0] == '+'))
		n++;
	return n > 1 && is_phone(at, n) ? n : 0;
}

static void turn_phones(struct intake_word *at, size_t count)
{
	for (size_t i = 0, n; i < count; i += n ? n : 1) {
		n = phone_within(at + i, count - i);
		turn_round(at + i, n);
	}
}

static bool is_address(struct str s)
{
	return s.len > 2 &&
	       (memchr(s.at, '@', s.len) || memchr(s.at + 1, '.', s.len - 2));
}

/* An address beside a word from the right, with no mark between: what runs
 * from the left was set as one, across the marks. */
static bool crosses_marks(const struct intake_word *at, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		enum way a = intake_way(at[i - 1].text),
			 b = intake_way(at[i].text);

		if ((a == WAY_RIGHT && b == WAY_LEFT &&
			    is_address(at[i].text)) ||
			(a == WAY_LEFT && b == WAY_RIGHT &&
				is_address(at[i - 1].text)))
			return true;
	}
	return false;
}

static void turn_right(struct intake_word *at, size_t count)
{
	bool whole = crosses_marks(at, count);

	for (size_t from = 0, to; from < count; from = to + 1) {
		to = whole ? count : from;
		while (to < count && !is_mark(at[to].text))
			to++;
		if (is_phone(at + from, to - from))
			turn_round(at + from, to - from);
		else {
			turn_phones(at + from, to - from);
			turn_runs(at + from, to - from, WAY_LEFT);
		}
	}
	turn_round(at, count);
}

/* Where what runs from the left ends, of which this is the first word. */
static size_t run_end(const struct intake_word *at, size_t count, size_t i)
{
	while (i + 1 < count && at[i + 1].box.x0 > at[i].box.x0)
		i++;
	return i;
}

/* No blank stands between words that touch. In a line from the right, runs
 * from the left touch others with their far ends. */
static void note_glued(struct intake_word *at, size_t count, bool rtl)
{
	size_t begun = 0; /* the run that ends before i */

	for (size_t i = 1; i < count; i++) {
		bool same = at[i].box.x0 > at[i - 1].box.x0;
		float gap = at[i].box.x0 - at[i - 1].box.x1;

		if (rtl && !same)
			gap = at[begun].box.x0 -
			      at[run_end(at, count, i)].box.x1;
		else if (!rtl && !same)
			gap = at[i - 1].box.x0 - at[i].box.x1;
		begun = same ? begun : i;
		at[i].flags &= ~(unsigned)INTAKE_GLUED;
		if (fabsf(gap) < 0.12f * at[i].size)
			at[i].flags |= INTAKE_GLUED;
	}
}

/* Words between wide gaps. */
static void turn_cell(struct intake_word *at, size_t count, bool rtl)
{
	at->flags &= ~(unsigned)(INTAKE_CELL | INTAKE_GLUED);
	if (rtl)
		turn_right(at, count);
	else
		turn_runs(at, count, WAY_RIGHT);
	note_glued(at, count, rtl);
	at->flags &= ~(unsigned)INTAKE_GLUED;
	at->flags |= INTAKE_CELL;
}

void intake_line_turn(struct intake_line *l, bool rtl)
{
	size_t ways[3] = { 0 };

	for (size_t i = 0; i < l->count; i++)
		ways[intake_way(l->at[i].text)]++;
	l->rtl = ways[WAY_RIGHT] && (rtl || ways[WAY_RIGHT] >= ways[WAY_LEFT]);
	if (!ways[WAY_RIGHT])
		return;
	if (l->rtl)
		turn_round(l->at, l->count);
	for (size_t from = 0, to; from < l->count; from = to) {
		to = from + 1;
		while (to < l->count &&
			!(l->at[l->rtl ? to - 1 : to].flags & INTAKE_CELL))
			to++;
		if (l->rtl)
			turn_round(l->at + from, to - from);
		turn_cell(l->at + from, to - from, l->rtl);
	}
	l->at[0].flags &= ~(unsigned)INTAKE_CELL;
}

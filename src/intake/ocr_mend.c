/*
 * intake/ocr_mend.c - what OCR confuses, where the shape or the neighbours of
 * a letter prove what it is. Nothing is looked up: no word becomes another
 * because it is more usual.
 */
#include "intake/ocr_int.h"

#include <ctype.h>

/* ---- letters within a word ---------------------------------------------- */

enum side { NOTHING, SMALL, CAPITAL };

static enum side side(struct str s, size_t i)
{
	if (i >= s.len) /* or before the first */
		return NOTHING;
	return islower((unsigned char)s.at[i])   ? SMALL
	       : isupper((unsigned char)s.at[i]) ? CAPITAL
						 : NOTHING;
}

static size_t capitals_before(struct str s, size_t i)
{
	size_t n = 0;

	while (n < i && side(s, i - n - 1) == CAPITAL)
		n++;
	return n;
}

/* A stroke in a word: in APls and OpenAl it is a capital, in NoSqI a small
 * letter. */
static char stroke(struct str s, size_t i)
{
	enum side left = side(s, i - 1), right = side(s, i + 1);
	bool more = capitals_before(s, i) > 1 || side(s, i - 2) == SMALL;
	bool last = i + 1 == s.len || right == NOTHING;
	bool plural = right == SMALL && s.at[i + 1] == 's' &&
		      side(s, i + 2) == NOTHING;

	if (s.at[i] == 'l' && left == CAPITAL &&
		(right == CAPITAL || (more && (last || plural))))
		return 'I';
	if (s.at[i] == 'I' && left == SMALL && last)
		return 'l';
	return s.at[i];
}

static const struct {
	const char *from, *to;
} joined[] = { { "\xEF\xAC\x80", "ff" }, { "\xEF\xAC\x81", "fi" },
	{ "\xEF\xAC\x82", "fl" }, { "\xEF\xAC\x83", "ffi" },
	{ "\xEF\xAC\x84", "ffl" } };

static bool ligature(struct str s, size_t i, struct buf *out)
{
	for (size_t k = 0; k < LENGTH(joined); k++)
		if (s.len - i >= 3 && !memcmp(s.at + i, joined[k].from, 3)) {
			buf_add(out, str_c(joined[k].to));
			return true;
		}
	return false;
}

struct str intake_ocr_mend(struct arena *mem, struct str s)
{
	struct buf out;

	buf_init(&out, mem, 3 * s.len + 8);
	for (size_t i = 0; i < s.len; i++) {
		if (ligature(s, i, &out))
			i += 2;
		else
			buf_addc(&out, stroke(s, i));
	}
	return buf_str(&out);
}

/* ---- a sign alone ------------------------------------------------------- */

/* A dot that floats over the line, at its beginning: no letter does. */
bool intake_ocr_is_bullet(double wide, double high, double lift, double size)
{
	return high > 0.08 * size && high < 0.62 * size && wide > 0.55 * high &&
	       wide < 1.8 * high && lift > 0.06 * size;
}

/* What parts words hangs below the line; an I stands on it. */
bool intake_ocr_is_capital(double wide, double high, double lift, double size)
{
	return high > 0.6 * size && high < 0.8 * size && wide < 0.4 * high &&
	       lift > -0.06 * size && lift < 0.06 * size;
}

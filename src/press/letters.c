/*
 * press/letters.c - small tables of Unicode, as much as pages of resumes
 * need. Line ends follow UAX #14 in what it says of ideographs, dashes and
 * closing marks; the rest of it concerns blanks, which para.c handles.
 */
#include "press/letters.h"

#include "base/utf8.h"

#include <hb.h>

/* ---- capitals ----------------------------------------------------------- */

static uint32_t greek_upper(uint32_t c)
{
	static const uint16_t bare[][2] = { { 0x3ac, 0x391 }, { 0x386, 0x391 },
		{ 0x3ad, 0x395 }, { 0x388, 0x395 }, { 0x3ae, 0x397 },
		{ 0x389, 0x397 }, { 0x3af, 0x399 }, { 0x38a, 0x399 },
		{ 0x3ca, 0x3aa }, { 0x390, 0x3aa }, { 0x3cc, 0x39f },
		{ 0x38c, 0x39f }, { 0x3cd, 0x3a5 }, { 0x38e, 0x3a5 },
		{ 0x3cb, 0x3ab }, { 0x3b0, 0x3ab }, { 0x3ce, 0x3a9 },
		{ 0x38f, 0x3a9 }, { 0x3c2, 0x3a3 } };

	for (size_t i = 0; i < LENGTH(bare); i++)
		if (bare[i][0] == c)
			return bare[i][1];
	return c >= 0x3b1 && c <= 0x3c9 ? c - 32 : c;
}

/* Blocks where capitals and small letters alternate. */
static bool alternates(uint32_t c, bool *odd_is_small)
{
	*odd_is_small =
		!((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e));
	return (c >= 0x100 && c <= 0x137) || (c >= 0x139 && c <= 0x148) ||
	       (c >= 0x14a && c <= 0x177) || (c >= 0x179 && c <= 0x17e) ||
	       (c >= 0x1e00 && c <= 0x1e95) || (c >= 0x1ea0 && c <= 0x1eff) ||
	       (c >= 0x460 && c <= 0x481) || (c >= 0x48a && c <= 0x4bf) ||
	       (c >= 0x4d0 && c <= 0x52f) || (c >= 0x218 && c <= 0x21b);
}

static uint32_t upper(uint32_t c, bool turkish)
{
	bool odd_is_small;

	if (c == 'i' && turkish)
		return 0x130;
	if (c == 0x131)
		return 'I';
	if ((c >= 'a' && c <= 'z') || (c >= 0xe0 && c <= 0xfe && c != 0xf7))
		return c - 32;
	if (c == 0xff)
		return 0x178;
	if (c >= 0x370 && c <= 0x3ff)
		return greek_upper(c);
	if (c >= 0x430 && c <= 0x44f)
		return c - 32;
	if (c >= 0x450 && c <= 0x45f)
		return c - 80;
	if (c >= 0x561 && c <= 0x586)
		return c - 48;
	if (alternates(c, &odd_is_small) && (c & 1) == odd_is_small)
		return c - 1;
	return c;
}

struct str letters_upper(
	struct arena *mem, struct str text, struct str language)
{
	bool turkish = str_starts(language, STR("tr")) ||
		       str_starts(language, STR("az"));
	struct buf out;
	uint32_t c;
	int n;

	buf_init(&out, mem, text.len * 2 + 4);
	buf_add(&out, STR("")); /* empty, not absent */
	for (; (n = utf8_decode(text, &c)) > 0; text.at += n, text.len -= n) {
		char bytes[4];

		if (c == 0xdf) {
			buf_add(&out, STR("SS"));
			continue;
		}
		buf_add(&out, str_of(bytes, (size_t)utf8_encode(
						    upper(c, turkish), bytes)));
	}
	return buf_str(&out);
}

/* ---- line ends ---------------------------------------------------------- */

static bool ideograph(uint32_t c)
{
	return (c >= 0x2e80 && c <= 0x2fff) || (c >= 0x3041 && c <= 0xa4cf) ||
	       (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
	       (c >= 0xff10 && c <= 0xff9f) || (c >= 0x20000 && c <= 0x3fffd);
}

static bool among(uint32_t c, const uint16_t *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (list[i] == c)
			return true;
	return false;
}

/* What must not begin a line: closing marks, small kana, long vowels. */
static bool no_begin(uint32_t c)
{
	static const uint16_t list[] = { 0x3001, 0x3002, 0xff0c, 0xff0e, 0x30fb,
		0xff1a, 0xff1b, 0xff1f, 0xff01, 0x3009, 0x300b, 0x300d, 0x300f,
		0x3011, 0x3015, 0x3017, 0x3019, 0x301f, 0xff09, 0xff3d, 0xff5d,
		0xff60, 0x30fc, 0x3005, 0x303b, 0x3041, 0x3043, 0x3045, 0x3047,
		0x3049, 0x3063, 0x3083, 0x3085, 0x3087, 0x308e, 0x30a1, 0x30a3,
		0x30a5, 0x30a7, 0x30a9, 0x30c3, 0x30e3, 0x30e5, 0x30e7, 0x30ee,
		0x30f5, 0x30f6, 0x2019, 0x201d, 0x2026, 0xff05, ')', ']', '}',
		',', '.', ':', ';', '!', '?', '%', '\'', '"', '/', 0xb0, 0xbb };

	return among(c, list, LENGTH(list));
}

static bool no_end(uint32_t c)
{
	static const uint16_t list[] = { 0x3008, 0x300a, 0x300c, 0x300e, 0x3010,
		0x3014, 0x3016, 0x3018, 0x301d, 0xff08, 0xff3b, 0xff5b, 0xff5f,
		0x2018, 0x201c, 0xff04, 0xffe5, '(', '[', '{', '$', '#', '@',
		0xab, 0xa3, 0xa5, 0x20ac };

	return among(c, list, LENGTH(list));
}

enum letters_end letters_between(uint32_t before, uint32_t after)
{
	if (before < 0x80 && after < 0x80)
		return LETTERS_NEVER;
	if (before == 0xad)
		return LETTERS_SOFT;
	if (before == 0x200b)
		return LETTERS_HERE;
	if (no_begin(after) || no_end(before))
		return LETTERS_NEVER;
	if (ideograph(before) || ideograph(after))
		return after == 0xa0 || before == 0xa0 || after == 0x2060 ||
				       before == 0x2060
			       ? LETTERS_NEVER
			       : LETTERS_HERE;
	/* not behind "-": readers take it for a hyphen of ours, and drop it */
	if (before == 0x2014)
		return LETTERS_HERE;
	return LETTERS_NEVER;
}

bool letters_join(struct str text)
{
	static const struct {
		uint32_t from, to;
	} scripts[] = { { 0x600, 0x77f }, { 0x7c0, 0x7ff }, { 0x840, 0x8ff },
		{ 0x1800, 0x18af }, { 0xa840, 0xa87f }, { 0xfb50, 0xfdff },
		{ 0xfe70, 0xfefe } };
	uint32_t c;
	int n;

	for (; (n = utf8_decode(text, &c)) > 0; text.len -= (size_t)n) {
		text.at += n;
		for (size_t i = 0; c >= 0x600 && i < LENGTH(scripts); i++)
			if (c >= scripts[i].from && c <= scripts[i].to)
				return true;
	}
	return false;
}

bool letters_rtl(struct str text)
{
	/* U+0590 and beyond begin with the byte 0xd6; of what follows only
	 * U+07xx, U+08xx, U+200F, U+202x, U+FBxx, U+FDxx, U+FExx and U+10800
	 * on are from the right, but any may be: ask for the cheap sign. */
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];
		uint64_t eight;

		/* eight letters of ASCII at a time */
		if (i + 8 <= text.len) {
			memcpy(&eight, text.at + i, 8);
			if (!(eight & UINT64_C(0x8080808080808080))) {
				i += 7;
				continue;
			}
		}
		if (c >= 0xd6 && c <= 0xdf)
			return true;
		if (c == 0xe0 && i + 1 < text.len &&
			(unsigned char)text.at[i + 1] <= 0xa3)
			return true;
		if (c == 0xe2 && i + 2 < text.len &&
			(unsigned char)text.at[i + 1] == 0x80 &&
			(unsigned char)text.at[i + 2] == 0x8f)
			return true;
		if (c == 0xef || c == 0xf0)
			return true;
	}
	return false;
}

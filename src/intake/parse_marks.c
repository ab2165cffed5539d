/*
 * intake/parse_marks.c - see parse_marks.h. Lists of signs; no page and no
 * language.
 */
#include "intake/parse_marks.h"

#include "base/utf8.h"
#include "intake/parse_text.h"

#include <stdlib.h>

static bool is_alnum(uint32_t c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
	       (c >= 0xaa && c != 0xab && c != 0xbb && c != 0xb7 && c != 0xd7 &&
		       c != 0xac && c != 0xad && c != 0xaf && c != 0xb0 &&
		       c != 0xb4 && c != 0xb6 && c != 0xb8 &&
		       !(c >= 0x2000 && c < 0x2c00) &&
		       !(c >= 0x3000 && c < 0x3005) &&
		       !(c >= 0xe000 && c < 0xf900) && c != 0xfffd &&
		       c < 0x1f000);
}

/* What may stand alone and mean something. */
static bool is_meant(uint32_t c)
{
	return is_alnum(c) ||
	       (c > ' ' && c < 0x7f && !strchr("*-o~^_`>", (int)c)) ||
	       c == 0x20ac || c == 0xa3 || c == 0xab || c == 0xbb ||
	       (c >= 0x2010 && c <= 0x2015) || c == 0xb7 || c == 0x2022 ||
	       c == 0x201c || c == 0x201d || c == 0x2018 || c == 0x2019 ||
	       c == 0x201e || c == 0x2026 || c == 0x2192;
}

bool parse_has_alnum(struct str s)
{
	uint32_t c;
	int n;

	for (; (n = utf8_decode(s, &c));
		s = str_of(s.at + abs(n), s.len - (size_t)abs(n)))
		if (n > 0 && is_alnum(c))
			return true;
	return false;
}

/* An icon, by its private character, sign or LaTeX name. */
bool parse_is_icon(struct str s)
{
	uint32_t c = 0;
	int n = utf8_decode(s, &c);

	if (s.len > 3 && s.at[0] == '\\' && s.at[1] == 'f' && s.at[2] == 'a')
		return true;
	return n > 0 && (size_t)n == s.len && !is_meant(c) && c != '-' &&
	       c != '*' && c != 'o';
}

bool parse_bullet(struct str s, uint32_t *which)
{
	static const uint32_t signs[] = { 0x2022, 0xb7, 0x25e6, 0x25aa, 0x25ab,
		0x25cf, 0x25cb, 0x25a0, 0x25a1, 0x2219, 0x2023, 0x2043, 0x27a2,
		0x27a4, 0x25ba, 0x25b8, 0x25b6, 0x25b9, 0x2756, 0x2713, 0x2714,
		0x25c6, 0x25c7, 0x2666, 0x2605, 0x2606, 0x27a1, 0x2192, 0x21d2,
		0x2794, 0x203a, 0xbb, '-', 0x2010, 0x2011, 0x2012, 0x2013,
		0x2014, 0x2212, '*', 0x2217, 0x22c4, 0x29bf, 0x26ab, 0x2b24,
		0xf0b7, 0xf0a7, 0xf0d8, 0xf0fc, '>', '+', '~', 0x30fb, 0x2794,
		0x261b, '{', 0x2767, 0x2726, 0x2727, 0x2751, 0x25fe, 0x25fc };
	uint32_t c = 0;
	int n = utf8_decode(s, &c);

	*which = c;
	if (n <= 0 || (size_t)n != s.len)
		return false;
	for (size_t i = 0; i < LENGTH(signs); i++)
		if (signs[i] == c)
			return true;
	return false;
}

bool parse_is_bullet(struct str word)
{
	uint32_t which;

	return parse_bullet(word, &which);
}

/* A bullet that is printed against its word: "•Led", "•" + "Led". */
size_t parse_glued_bullet(struct str s)
{
	uint32_t c = 0;
	int n = utf8_decode(s, &c);
	struct str sign = str_of(s.at, n > 0 ? (size_t)n : 0);
	uint32_t which;

	return n > 1 && (size_t)n < s.len && parse_bullet(sign, &which) &&
			       c != 0xbb && (c < 0x2010 || c > 0x2015)
		       ? (size_t)n
		       : 0;
}

/* Bytes of an icon that is printed against its word: private characters, and
 * what a file without names for its glyphs has in place of one. */
size_t parse_glued_icon(struct str s)
{
	uint32_t c = 0;
	int n = utf8_decode(s, &c);
	bool number = n == 3 && s.len > 3 &&
		      (s.at[3] == '+' || (s.at[3] >= '0' && s.at[3] <= '9'));

	return n == 3 && (size_t)n < s.len &&
			       ((c >= 0xe000 && c < 0xf900) ||
				       (c == 0xfffd && number))
		       ? (size_t)n
		       : 0;
}

/* ---- lines that were drawn ----------------------------------------------- */

/* What OCR makes of lines and dots that are no text: "===", "@@@@@". */
bool parse_is_drawn(struct str s)
{
	if (s.len < 2 || parse_has_alnum(s))
		return false;
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] < 0x80 &&
			!strchr("=@#*_~^<>\\", s.at[i]))
			return false;
	return (unsigned char)s.at[0] < 0x80 || s.len > 3;
}

/* "=====", "-----", "─────": a line that was typed. */
bool parse_is_rule(struct str s)
{
	size_t n = 0;
	uint32_t c, first = 0;
	int len;

	for (; (len = utf8_decode(s, &c)) > 0;
		s = str_of(s.at + len, s.len - (size_t)len), n++) {
		if (!n)
			first = c;
		if (c != first ||
			!(strchr("=-_*~#+.", c < 0x80 ? (int)c : 'x') ||
				(c >= 0x2010 && c <= 0x2015) ||
				(c >= 0x2500 && c < 0x25a0)))
			return false;
	}
	return n > 3 && !s.len;
}

/* "●●●○○", "★★★": how well, in signs; it says nothing that can be kept. */
bool parse_is_rating(struct str s)
{
	static const uint32_t signs[] = { 0x25cf, 0x25cb, 0x2605, 0x2606,
		0x25a0, 0x25a1, 0x25aa, 0x25ab, 0x25c9, 0x25cc, 0x25d0, 0x25d1,
		0x2b24, 0x25ef, 0x2b58, 0x25c6, 0x25c7, 0x2588, 0x2591, 0x2592,
		0x2593, 0x25b0, 0x25b1, 0x26ab, 0x26aa, 0x25fc, 0x25fb, 0x2b50,
		0x2726, 0x2727, 0x2bea, 0x2be8, 0xf005, 0xf006, 0xf111, 0xf10c,
		0xf089 };
	size_t n = 0, known;
	uint32_t c;
	int len;

	for (; (len = utf8_decode(s, &c)) > 0;
		s = str_of(s.at + len, s.len - (size_t)len), n++) {
		for (known = 0; known < LENGTH(signs); known++)
			if (signs[known] == c)
				break;
		if (known == LENGTH(signs))
			return false;
	}
	return n > 1 && !s.len;
}

/* What OCR makes of a bullet. */
bool parse_is_read_bullet(const struct intake_line *l)
{
	static const char *const signs[] = { "@", "e", "o", "¢", "©", "®", "«",
		"»", "#", "*", "°", "+", "=", "~", "»", "¢", "«¢", "e@", "O",
		"<", ">", "_", ".", ",", "'", "‘", "’", "¥", "§", "&", "%" };
	struct str first = l->at[0].text;
	char next = l->count > 1 ? l->at[1].text.at[0] : 0;

	for (size_t i = 0; i < LENGTH(signs) && l->count > 2; i++)
		if (str_is(first, signs[i]))
			return next >= 'A' && next <= 'Z';
	return false;
}

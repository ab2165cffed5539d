/*
 * press/scan.h - how far a text is the plain letters that most texts are made
 * of, sixteen bytes at a time. What stands behind them is the caller's.
 */
#ifndef PRESS_SCAN_H
#define PRESS_SCAN_H

#include "base/base.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* What is taken. */
enum {
	SCAN_LETTERS = 0, /* of ASCII: no blank, no control */
	SCAN_BLANKS = 1,  /* they too */
	SCAN_MARKUP = 2   /* but nothing that XML gives a meaning */
};

static inline bool scan_takes(unsigned char c, unsigned what)
{
	if (what & SCAN_MARKUP &&
		(c == '&' || c == '<' || c == '>' || c == '"'))
		return false;
	return c > (what & SCAN_BLANKS ? ' ' - 1 : ' ') && c < 0x7f;
}

#if defined(__SSE2__)
/* A bit for each byte that is not taken. */
static inline unsigned scan_sixteen(const char *at, unsigned what)
{
	__m128i v = _mm_loadu_si128((const __m128i *)(const void *)at);
	/* signed: what is no ASCII is less than a blank, too */
	__m128i no = _mm_or_si128(
		_mm_cmplt_epi8(
			v, _mm_set1_epi8(what & SCAN_BLANKS ? ' ' : '!')),
		_mm_cmpeq_epi8(v, _mm_set1_epi8(0x7f)));

	if (what & SCAN_MARKUP) {
		no = _mm_or_si128(
			no, _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('&')),
				    _mm_cmpeq_epi8(v, _mm_set1_epi8('"'))));
		no = _mm_or_si128(
			no, _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('<')),
				    _mm_cmpeq_epi8(v, _mm_set1_epi8('>'))));
	}
	return (unsigned)_mm_movemask_epi8(no);
}
#endif

/* How many bytes from i on. */
static inline size_t scan_from(struct str s, size_t i, unsigned what)
{
	size_t from = i;

#if defined(__SSE2__)
	for (; i + 16 <= s.len; i += 16) {
		unsigned no = scan_sixteen(s.at + i, what);

		if (no)
			return i - from + (unsigned)__builtin_ctz(no);
	}
#endif
	while (i < s.len && scan_takes((unsigned char)s.at[i], what))
		i++;
	return i - from;
}

#endif

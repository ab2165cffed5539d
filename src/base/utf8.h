/*
 * base/utf8.h - UTF-8 as bytes: is it well formed, how many characters, where
 * may it be cut. Knows no locale, no normal form, no width on a screen.
 *
 * A character is a Unicode scalar value (RFC 3629: no surrogates, nothing
 * above U+10FFFF, shortest form only).
 */
#ifndef UTF8_H
#define UTF8_H

#include "base/base.h"

bool utf8_ok(struct str s);

/* The first character of s, and how many bytes it takes; 0: s is empty; less
 * than 0: ill-formed, and so many bytes are one piece of it. */
int utf8_decode(struct str s, uint32_t *out);
/* Writes 1 to 4 bytes and says how many; 0: no such character. */
int utf8_encode(uint32_t c, char out[4]);

/* These three take well-formed text. */
size_t utf8_count(struct str s);               /* characters */
struct str utf8_first(struct str s, size_t n); /* at most n characters */
struct str utf8_fit(struct str s, size_t n);   /* at most n bytes */

/* s without the beginning of a character that a cut left at its end. */
struct str utf8_whole(struct str s);
/* Copies what fits, whole characters of it, and a zero behind them. */
void utf8_keep(char *to, size_t room, struct str s);

/* Copies any bytes; each ill-formed piece becomes one U+FFFD (Unicode
 * s. 3.9, as browsers do). */
void utf8_mend(struct buf *out, struct str s);

#endif

/*
 * intake/codepage.h - bytes of texts become UTF-8: what their order mark says,
 * else what they look like. Guesses an alphabet, not a language.
 */
#ifndef INTAKE_CODEPAGE_H
#define INTAKE_CODEPAGE_H

#include "base/base.h"

enum { CODEPAGE_LATIN = 1252 };

/* What a byte stands for in a page by the number that Windows has for it; 0:
 * nothing, or the page is none of ours. */
uint32_t intake_codepage_char(unsigned number, unsigned char byte);
bool intake_codepage_known(unsigned page);

/* Without order mark; well formed. UTF-8, UTF-16 of either order with a mark
 * or without one, or a page of Windows, DOS, a Mac, or KOI8-R. May point into
 * the bytes. */
struct str intake_codepage_text(struct arena *mem, struct str bytes);
/* The same where somebody says which it is ("iso-8859-1"), and is believed
 * when the bytes allow it. */
struct str intake_codepage_named(
	struct arena *mem, struct str bytes, struct str name);

#endif

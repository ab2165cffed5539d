/*
 * resume/charset.h - bytes of unknown encoding become UTF-8: UTF-16 by its byte
 * order mark, UTF-8 where it is well formed, else Windows-1252, of which
 * Latin-1 is nearly all. Guesses no language and no other encoding.
 */
#ifndef RESUME_CHARSET_H
#define RESUME_CHARSET_H

#include "base/base.h"

enum resume_charset { RESUME_UTF8, RESUME_UTF16, RESUME_WINDOWS1252 };

/* Without a byte order mark; points into `bytes` where nothing changes. */
struct str resume_charset_read(
	struct arena *mem, struct str bytes, enum resume_charset *out);

/* What a byte from 0x80 on stands for in Windows-1252; the five that mean
 * nothing there are what they are in Latin-1. */
uint32_t resume_charset_1252(unsigned char byte);

/* Well-formed UTF-8 with '\n' for every line end and without control
 * characters but tab and '\n'. */
struct str resume_charset_lines(struct arena *mem, struct str utf8);

#endif

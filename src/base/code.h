/*
 * base/code.h - bytes as text and back: hex (RFC 4648 s. 8, lower case) and
 * base64 in its two alphabets. Not for percent-encoding (http/, net/).
 *
 * Writing: base64 is padded, base64url is not. Reading is strict, so that
 * one value has one text: padding exactly as written, no blanks, no stray
 * bits in the last character; hex may be of either case.
 */
#ifndef CODE_H
#define CODE_H

#include "base/base.h"

enum code { CODE_HEX, CODE_BASE64, CODE_BASE64URL };

/* How many characters `size` bytes take, and at most how many bytes `len`
 * characters give. */
#define CODE_HEX_LEN(size) ((size)*2)
#define CODE_BASE64_LEN(size) (((size) + 2) / 3 * 4)
#define CODE_BASE64URL_LEN(size) (((size)*4 + 2) / 3)
size_t code_len(enum code code, size_t size);
size_t code_room(enum code code, size_t len);

/* Into the caller's memory: code_len() characters without a NUL; at most
 * code_room() bytes. */
void code_write(enum code code, struct str bytes, char *out);
bool code_read(enum code code, struct str text, void *out, size_t *size);

/* Into an arena (with a NUL behind). */
struct str code_text(struct arena *mem, enum code code, struct str bytes);
bool code_bytes(
	struct arena *mem, enum code code, struct str text, struct str *out);

#endif

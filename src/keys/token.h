/*
 * keys/token.h - tokens that mean nothing but themselves: refresh tokens,
 * API keys, reset and share links.
 *
 * 32 random bytes, shown once as base64url (43 characters) behind an optional
 * prefix; stored and looked up by SHA-256 only. Such a hash needs no salt and
 * no constant-time search: nobody can aim at a hash of 256 random bits.
 */
#ifndef KEYS_TOKEN_H
#define KEYS_TOKEN_H

#include "base/base.h"

enum { KEYS_TOKEN_HASH = 32, KEYS_TOKEN_PREFIX = 16 };

struct keys_token_hash {
	unsigned char bytes[KEYS_TOKEN_HASH];
};

/* prefix: "" or such as "vk_"; it is part of what is hashed. */
struct str keys_token_make(
	struct arena *mem, const char *prefix, struct keys_token_hash *hash);
/* False when the text has not the form of such a token: no need to look. */
bool keys_token_read(
	struct str text, const char *prefix, struct keys_token_hash *hash);
/* 64 hex digits, for a text column. */
struct str keys_token_hex(
	struct arena *mem, const struct keys_token_hash *hash);

#endif

/* keys/token.c - random tokens and what is stored of them. See token.h. */
#include "keys/token.h"

#include <assert.h>

#include "base/code.h"
#include "base/hash.h"

enum { RANDOM = 32, TEXT = CODE_BASE64URL_LEN(RANDOM) };

struct str keys_token_make(
	struct arena *mem, const char *prefix, struct keys_token_hash *hash)
{
	size_t before = strlen(prefix);
	unsigned char random[RANDOM];
	char *text = arena_alloc(mem, before + TEXT + 1);

	assert(before <= KEYS_TOKEN_PREFIX);
	hash_random(random, sizeof(random));
	memcpy(text, prefix, before);
	code_write(CODE_BASE64URL, str_of((char *)random, sizeof(random)),
		text + before);
	hash_sha256(str_of(text, before + TEXT), hash->bytes);
	return str_of(text, before + TEXT);
}

bool keys_token_read(
	struct str text, const char *prefix, struct keys_token_hash *hash)
{
	struct str before = str_c(prefix);
	unsigned char random[RANDOM + 2];
	size_t size = 0;

	if (text.len != before.len + TEXT || !str_starts(text, before) ||
		!code_read(CODE_BASE64URL, str_of(text.at + before.len, TEXT),
			random, &size) ||
		size != RANDOM)
		return false;
	hash_sha256(text, hash->bytes);
	return true;
}

struct str keys_token_hex(struct arena *mem, const struct keys_token_hash *hash)
{
	return code_text(mem, CODE_HEX,
		str_of((const char *)hash->bytes, sizeof(hash->bytes)));
}

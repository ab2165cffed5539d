/* keys/totp.c - codes of the minute. See totp.h. */
#include "keys/totp.h"

#include "base/crypto_lib.h"
#include "base/hash.h"

#include <assert.h>
#include <stdlib.h>

enum { BLOCK = 64, SHA1_SIZE = 20, COUNTER = 8 };

static void sha1(const void *data, size_t size, unsigned char *out)
{
	unsigned int len = SHA1_SIZE;

	if (EVP_Digest(data, size, out, &len, EVP_sha1(), NULL) != 1)
		abort(); /* a libcrypto without memory */
}

/* RFC 2104 over eight bytes. SHA-1 is what the apps know; HMAC does not need
 * what it has lost. */
static void hmac_sha1(struct str key, const unsigned char counter[COUNTER],
	unsigned char out[SHA1_SIZE])
{
	unsigned char in[BLOCK + COUNTER], back[BLOCK + SHA1_SIZE];

	assert(key.len <= BLOCK);
	memset(in, 0x36, BLOCK);
	memset(back, 0x5c, BLOCK);
	for (size_t i = 0; i < key.len; i++) {
		in[i] ^= (unsigned char)key.at[i];
		back[i] ^= (unsigned char)key.at[i];
	}
	memcpy(in + BLOCK, counter, COUNTER);
	sha1(in, sizeof(in), back + BLOCK);
	sha1(back, sizeof(back), out);
	explicit_bzero(in, sizeof(in));
	explicit_bzero(back, sizeof(back));
}

struct str keys_totp_make(struct arena *mem)
{
	char *bytes = arena_alloc(mem, KEYS_TOTP_SECRET);

	hash_random(bytes, KEYS_TOTP_SECRET);
	return str_of(bytes, KEYS_TOTP_SECRET);
}

struct str keys_totp_text(struct arena *mem, struct str secret)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	char *out = arena_alloc(mem, secret.len * 2 + 1);
	unsigned bits = 0, held = 0;
	size_t n = 0;

	for (size_t i = 0; i < secret.len; i++) {
		held = held << 8 | (unsigned char)secret.at[i];
		for (bits += 8; bits >= 5; bits -= 5)
			out[n++] = letters[held >> (bits - 5) & 31];
		held &= (1u << bits) - 1;
	}
	if (bits)
		out[n++] = letters[held << (5 - bits) & 31];
	return str_of(out, n);
}

void keys_totp_code(struct str secret, int64_t step, int digits, char *out)
{
	static const uint32_t powers[] = { 1000000, 10000000, 100000000 };
	unsigned char counter[COUNTER], mac[SHA1_SIZE];
	const unsigned char *at;
	uint32_t n;

	assert(digits >= 6 && digits <= 8);
	for (int i = 0; i < COUNTER; i++)
		counter[i] =
			(unsigned char)((uint64_t)step >> (8 * (7 - i)) & 255);
	hmac_sha1(secret, counter, mac);
	at = mac + (mac[SHA1_SIZE - 1] & 15);
	n = (uint32_t)(at[0] & 127) << 24 | (uint32_t)at[1] << 16 |
	    (uint32_t)at[2] << 8 | at[3];
	n %= powers[digits - 6];
	for (out[digits] = '\0'; digits; n /= 10)
		out[--digits] = (char)('0' + n % 10);
}

bool keys_totp_check(struct str secret, struct str code, int64_t now_ms,
	int64_t last, int64_t *step)
{
	int64_t now = now_ms / 1000 / KEYS_TOTP_STEP_S;
	char want[KEYS_TOTP_DIGITS + 1];
	bool found = false;

	if (code.len != KEYS_TOTP_DIGITS)
		return false;
	/* all are computed, whichever it is */
	for (int64_t s = now - KEYS_TOTP_DRIFT; s <= now + KEYS_TOTP_DRIFT;
		s++) {
		keys_totp_code(secret, s, KEYS_TOTP_DIGITS, want);
		if (hash_same(want, code.at, KEYS_TOTP_DIGITS) && s > last) {
			*step = s;
			found = true;
		}
	}
	return found;
}

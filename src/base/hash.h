/*
 * base/hash.h - digests, keyed digests, random bytes. A thin door to
 * libcrypto and zlib, plus one quick hash of our own for tables in memory.
 * No encryption (keys/), no encoding (code.h).
 *
 * Nothing here can fail: libcrypto without memory or the kernel without
 * randomness end the process.
 */
#ifndef HASH_H
#define HASH_H

#include "base/base.h"

enum hash_kind { HASH_SHA256, HASH_SHA384, HASH_SHA512 };
enum { HASH_SHA256_SIZE = 32, HASH_SHA512_SIZE = 64, HASH_MAX = 64 };
size_t hash_size(enum hash_kind kind); /* 32, 48, 64 bytes */

void hash_sha256(struct str data, unsigned char out[HASH_SHA256_SIZE]);
void hash_sha512(struct str data, unsigned char out[HASH_SHA512_SIZE]);

/* SHA-256 piece by piece. Every begin needs its end; out NULL: given up. */
struct hash {
	void *state;
};
void hash_begin(struct hash *h);
void hash_more(struct hash *h, struct str data);
void hash_end(struct hash *h, unsigned char out[HASH_SHA256_SIZE]);

/* ---- with a key --------------------------------------------------------- */

/* HMAC (RFC 2104); writes hash_size(kind) bytes. */
void hash_hmac(enum hash_kind kind, struct str key, struct str data,
	unsigned char *out);

/* A key that is used again and again, its half of the work done once. May be
 * used by many threads at a time. */
struct hash_key;
struct hash_key *hash_key_open(enum hash_kind kind, struct str key);
void hash_key_close(struct hash_key *k);
void hash_key_hmac(
	const struct hash_key *k, struct str data, unsigned char *out);

/* Compares secrets: takes as long whether they differ early or late. */
bool hash_same(const void *a, const void *b, size_t size);

/* ---- quick -------------------------------------------------------------- */

/* For tables in memory: SipHash-1-3 under a key that this process drew, so
 * that nobody can send colliding names. Not for what is stored or sent. */
uint64_t hash_quick(struct str s);
/* The same under a key of the caller; `rounds` are 1, 3 or 2, 4. */
struct hash_rounds {
	int each, last;
};
uint64_t hash_sip(
	struct hash_rounds rounds, const unsigned char key[16], struct str s);
void hash_sip128(struct hash_rounds rounds, const unsigned char key[16],
	struct str s, uint64_t out[2]);

/* A check sum against accidents only. Starts with `before` = 0. */
uint32_t hash_crc32(uint32_t before, struct str s);

/* Bytes that nobody can guess, from the kernel. */
void hash_random(void *out, size_t size);

#endif

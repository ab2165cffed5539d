/* base/hash.c - see hash.h. */
#include "base/hash.h"

#include "base/crypto_lib.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/random.h>
#include <zlib.h>

enum { BLOCK_MAX = 128, KINDS = 3 };

static const struct {
	const char *name;
	size_t size, block;
} kinds[KINDS] = {
	[HASH_SHA256] = { "SHA256", 32, 64 },
	[HASH_SHA384] = { "SHA384", 48, 128 },
	[HASH_SHA512] = { "SHA512", 64, 128 },
};

static EVP_MD *digests[KINDS];
static pthread_once_t fetched = PTHREAD_ONCE_INIT;

/* All that can be missing is memory. */
static void must(bool ok)
{
	if (!ok)
		mem_none();
}

/* Looking an algorithm up by its name costs more than hashing a line. */
static void fetch(void)
{
	for (int i = 0; i < KINDS; i++) {
		digests[i] = EVP_MD_fetch(NULL, kinds[i].name, NULL);
		must(digests[i]);
	}
}

static const EVP_MD *digest(enum hash_kind kind)
{
	pthread_once(&fetched, fetch);
	return digests[kind];
}

size_t hash_size(enum hash_kind kind) { return kinds[kind].size; }

/* ---- digests ------------------------------------------------------------ */

static EVP_MD_CTX *begin(enum hash_kind kind)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();

	must(ctx && EVP_DigestInit_ex(ctx, digest(kind), NULL));
	return ctx;
}

static void once(enum hash_kind kind, struct str data, unsigned char *out)
{
	must(EVP_Digest(data.at, data.len, out, NULL, digest(kind), NULL));
}

void hash_sha256(struct str data, unsigned char out[HASH_SHA256_SIZE])
{
	once(HASH_SHA256, data, out);
}

void hash_sha512(struct str data, unsigned char out[HASH_SHA512_SIZE])
{
	once(HASH_SHA512, data, out);
}

void hash_begin(struct hash *h) { h->state = begin(HASH_SHA256); }

void hash_more(struct hash *h, struct str data)
{
	must(EVP_DigestUpdate(h->state, data.at, data.len));
}

void hash_end(struct hash *h, unsigned char out[HASH_SHA256_SIZE])
{
	must(!out || EVP_DigestFinal_ex(h->state, out, NULL));
	EVP_MD_CTX_free(h->state);
	h->state = NULL;
}

/* ---- with a key --------------------------------------------------------- */

/* The states after the key's own block, inner and outer (RFC 2104). */
struct hash_key {
	enum hash_kind kind;
	EVP_MD_CTX *inner, *outer;
};

static EVP_MD_CTX *begin_keyed(
	enum hash_kind kind, const unsigned char *key, unsigned char mask)
{
	EVP_MD_CTX *ctx = begin(kind);
	unsigned char block[BLOCK_MAX];
	size_t size = kinds[kind].block;

	for (size_t i = 0; i < size; i++)
		block[i] = key[i] ^ mask;
	must(EVP_DigestUpdate(ctx, block, size));
	OPENSSL_cleanse(block, sizeof(block));
	return ctx;
}

struct hash_key *hash_key_open(enum hash_kind kind, struct str key)
{
	struct hash_key *k = mem_alloc(sizeof(*k));
	unsigned char block[BLOCK_MAX] = { 0 };

	if (key.len > kinds[kind].block)
		once(kind, key, block);
	else if (key.len)
		memcpy(block, key.at, key.len);
	k->kind = kind;
	k->inner = begin_keyed(kind, block, 0x36);
	k->outer = begin_keyed(kind, block, 0x5c);
	OPENSSL_cleanse(block, sizeof(block));
	return k;
}

void hash_key_close(struct hash_key *k)
{
	if (!k)
		return;
	EVP_MD_CTX_free(k->inner);
	EVP_MD_CTX_free(k->outer);
	mem_free(k);
}

void hash_key_hmac(
	const struct hash_key *k, struct str data, unsigned char *out)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	unsigned char inner[HASH_MAX];

	must(ctx && EVP_MD_CTX_copy_ex(ctx, k->inner) &&
		EVP_DigestUpdate(ctx, data.at, data.len) &&
		EVP_DigestFinal_ex(ctx, inner, NULL) &&
		EVP_MD_CTX_copy_ex(ctx, k->outer) &&
		EVP_DigestUpdate(ctx, inner, kinds[k->kind].size) &&
		EVP_DigestFinal_ex(ctx, out, NULL));
	EVP_MD_CTX_free(ctx);
}

void hash_hmac(enum hash_kind kind, struct str key, struct str data,
	unsigned char *out)
{
	struct hash_key *k = hash_key_open(kind, key);

	hash_key_hmac(k, data, out);
	hash_key_close(k);
}

bool hash_same(const void *a, const void *b, size_t size)
{
	return CRYPTO_memcmp(a, b, size) == 0;
}

/* ---- quick -------------------------------------------------------------- */

/*
 * SipHash (Aumasson and Bernstein), for one word and for two. Everything is
 * inlined with the rounds as constants: the state then stays in registers,
 * which is half of the time.
 */
#define ALWAYS_INLINE static inline __attribute__((always_inline))

struct sip {
	uint64_t a, b, c, d;
};

ALWAYS_INLINE uint64_t turn(uint64_t x, int by)
{
	return x << by | x >> (64 - by);
}

ALWAYS_INLINE void sip_rounds(struct sip *v, int n)
{
	while (n--) {
		v->a += v->b;
		v->c += v->d;
		v->b = turn(v->b, 13) ^ v->a;
		v->d = turn(v->d, 16) ^ v->c;
		v->a = turn(v->a, 32) + v->d;
		v->c += v->b;
		v->d = turn(v->d, 21) ^ v->a;
		v->b = turn(v->b, 17) ^ v->c;
		v->c = turn(v->c, 32);
	}
}

ALWAYS_INLINE void sip_absorb(struct sip *v, int rounds, uint64_t word)
{
	v->d ^= word;
	sip_rounds(v, rounds);
	v->a ^= word;
}

ALWAYS_INLINE uint64_t sip_end(struct sip *v, int rounds)
{
	sip_rounds(v, rounds);
	return v->a ^ v->b ^ v->c ^ v->d;
}

/* Little endian, whatever the machine. */
ALWAYS_INLINE uint64_t word_at(const void *at)
{
	uint64_t w;

	memcpy(&w, at, sizeof(w));
	return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? w
							 : __builtin_bswap64(w);
}

ALWAYS_INLINE void sip(int each, int last, const unsigned char key[16],
	struct str s, uint64_t *out, int words)
{
	uint64_t k0 = word_at(key), k1 = word_at(key + 8), tail;
	struct sip v = { k0 ^ 0x736f6d6570736575, k1 ^ 0x646f72616e646f6d,
		k0 ^ 0x6c7967656e657261, k1 ^ 0x7465646279746573 };
	unsigned char rest[8] = { [7] = (unsigned char)s.len };
	size_t i = 0;

	if (words == 2)
		v.b ^= 0xee;
	for (; s.len - i >= 8; i += 8)
		sip_absorb(&v, each, word_at(s.at + i));
	for (size_t r = 0; i + r < s.len; r++)
		rest[r] = (unsigned char)s.at[i + r];
	tail = word_at(rest);
	sip_absorb(&v, each, tail);
	v.c ^= words == 2 ? 0xee : 0xff;
	out[0] = sip_end(&v, last);
	if (words < 2)
		return;
	v.b ^= 0xdd;
	out[1] = sip_end(&v, last);
}

uint64_t hash_sip(
	struct hash_rounds rounds, const unsigned char key[16], struct str s)
{
	uint64_t out;

	if (rounds.each == 1)
		sip(1, 3, key, s, &out, 1);
	else
		sip(2, 4, key, s, &out, 1);
	return out;
}

void hash_sip128(struct hash_rounds rounds, const unsigned char key[16],
	struct str s, uint64_t out[2])
{
	if (rounds.each == 1)
		sip(1, 3, key, s, out, 2);
	else
		sip(2, 4, key, s, out, 2);
}

static unsigned char quick_key[16];
static pthread_once_t drawn = PTHREAD_ONCE_INIT;

static void draw(void) { hash_random(quick_key, sizeof(quick_key)); }

uint64_t hash_quick(struct str s)
{
	pthread_once(&drawn, draw);
	return hash_sip((struct hash_rounds){ 1, 3 }, quick_key, s);
}

uint32_t hash_crc32(uint32_t before, struct str s)
{
	/* zlib takes a NULL buffer as a question for the first value */
	return s.len ? (uint32_t)crc32_z(before, (const Bytef *)s.at, s.len)
		     : before;
}

void hash_random(void *out, size_t size)
{
	char *p = out;

	while (size) {
		ssize_t n = getrandom(p, size, 0);

		must(n > 0 || (n < 0 && errno == EINTR));
		if (n > 0) {
			p += n;
			size -= (size_t)n;
		}
	}
}

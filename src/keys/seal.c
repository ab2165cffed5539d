/*
 * keys/seal.c - AES-256-GCM over keys derived per purpose. See seal.h.
 *
 * HKDF (RFC 5869) with SHA-256: extracted once when the ring is opened,
 * expanded per purpose at each call, which is a single HMAC.
 */
#include "keys/seal.h"

#include <assert.h>
#include <stdlib.h>

#include "base/code.h"
#include "base/crypto_lib.h"
#include "base/hash.h"

enum {
	VERSION = 1,
	ID = 4,
	NONCE = 12,
	TAG = 16,
	KEY = 32,
	HEAD = 1 + ID + NONCE,
	SMALLEST = HEAD + TAG,
	PURPOSE = 64,
	PLACE = 1024,
};

struct keys_seal {
	int count;
	struct {
		unsigned char id[ID];
		struct hash_key *extracted;
	} keys[KEYS_SEAL_KEYS];
};

/* ---- the ring ----------------------------------------------------------- */

static void ring_add(struct keys_seal *seal, struct str secret)
{
	struct str salt = STR("vitae sealed values");
	unsigned char prk[HASH_SHA256_SIZE], id[HASH_SHA256_SIZE];
	int i = seal->count++;

	hash_hmac(HASH_SHA256, salt, secret, prk);
	seal->keys[i].extracted =
		hash_key_open(HASH_SHA256, str_of((char *)prk, sizeof(prk)));
	/* an id that tells nothing of the keys that values are sealed with */
	hash_key_hmac(seal->keys[i].extracted, STR("key id"), id);
	memcpy(seal->keys[i].id, id, ID);
	explicit_bzero(prk, sizeof(prk));
}

bool keys_seal_open(struct keys_seal **out, const struct str *secrets,
	int secret_count, struct err *err)
{
	struct keys_seal *seal;

	if (secret_count < 1 || secret_count > KEYS_SEAL_KEYS)
		return err_set(err, ERR_BAD_INPUT,
			"sealing takes 1 to %d secrets", KEYS_SEAL_KEYS);
	for (int i = 0; i < secret_count; i++)
		if (secrets[i].len < KEYS_SEAL_LEAST)
			return err_set(err, ERR_BAD_INPUT,
				"a secret that seals values must have at least "
				"%d characters",
				KEYS_SEAL_LEAST);
	seal = mem_alloc(sizeof(*seal));
	for (int i = 0; i < secret_count; i++)
		ring_add(seal, secrets[i]);
	*out = seal;
	return true;
}

void keys_seal_close(struct keys_seal *seal)
{
	if (!seal)
		return;
	for (int i = 0; i < seal->count; i++)
		hash_key_close(seal->keys[i].extracted);
	mem_free(seal);
}

static void expand(const struct hash_key *extracted, const char *purpose,
	unsigned char *out)
{
	char info[PURPOSE + 1];
	size_t n = strlen(purpose);

	assert(n > 0 && n < PURPOSE);
	memcpy(info, purpose, n);
	info[n] = 1; /* the first and only block of HKDF-Expand */
	hash_key_hmac(extracted, str_of(info, n + 1), out);
}

/* ---- the cipher --------------------------------------------------------- */

static const EVP_CIPHER *aes_gcm(void)
{
	static EVP_CIPHER *fetched;

	if (!__atomic_load_n(&fetched, __ATOMIC_ACQUIRE)) {
		EVP_CIPHER *mine = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL);
		EVP_CIPHER *none = NULL;

		if (!mine)
			abort(); /* a libcrypto without AES */
		if (!__atomic_compare_exchange_n(&fetched, &none, mine, false,
			    __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
			EVP_CIPHER_free(mine);
	}
	return fetched;
}

/* One pass either way: authenticates head and place, then the value. */
struct pass {
	bool sealing;
	const unsigned char *key, *head; /* head: version, id, nonce */
	struct str place, from;
	unsigned char *to, *tag;
};

static bool run(const struct pass *p)
{
	EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
	int n = 0,
	    tag_op = p->sealing ? EVP_CTRL_AEAD_GET_TAG : EVP_CTRL_AEAD_SET_TAG;
	bool ok =
		ctx &&
		EVP_CipherInit_ex(ctx, aes_gcm(), NULL, p->key,
			p->head + 1 + ID, p->sealing) &&
		EVP_CipherUpdate(ctx, NULL, &n, p->head, HEAD) &&
		(!p->place.len || EVP_CipherUpdate(ctx, NULL, &n,
					  (const unsigned char *)p->place.at,
					  (int)p->place.len)) &&
		(!p->from.len || EVP_CipherUpdate(ctx, p->to, &n,
					 (const unsigned char *)p->from.at,
					 (int)p->from.len)) &&
		(p->sealing || EVP_CIPHER_CTX_ctrl(ctx, tag_op, TAG, p->tag)) &&
		EVP_CipherFinal_ex(ctx, p->to + p->from.len, &n) &&
		(!p->sealing || EVP_CIPHER_CTX_ctrl(ctx, tag_op, TAG, p->tag));

	EVP_CIPHER_CTX_free(ctx);
	return ok;
}

/* ---- sealing and opening ------------------------------------------------ */

bool keys_seal_write(const struct keys_seal *seal, struct arena *mem,
	const char *purpose, struct str place, struct str value,
	struct str *sealed, struct err *err)
{
	unsigned char key[KEY], *raw;
	bool ok;

	if (value.len > KEYS_SEAL_MOST || place.len > PLACE)
		return err_set(err, ERR_TOO_BIG,
			"at most %d bytes can be sealed", KEYS_SEAL_MOST);
	raw = arena_alloc(mem, SMALLEST + value.len);
	raw[0] = VERSION;
	memcpy(raw + 1, seal->keys[0].id, ID);
	hash_random(raw + 1 + ID, NONCE);
	expand(seal->keys[0].extracted, purpose, key);
	ok = run(&(struct pass){ true, key, raw, place, value, raw + HEAD,
		raw + HEAD + value.len });
	explicit_bzero(key, sizeof(key));
	if (!ok)
		return err_set(err, ERR_BROKEN, "a value could not be sealed");
	*sealed = code_text(
		mem, CODE_BASE64URL, str_of((char *)raw, SMALLEST + value.len));
	return true;
}

static int ring_find(const struct keys_seal *seal, const char *id)
{
	for (int i = 0; i < seal->count; i++)
		if (!memcmp(seal->keys[i].id, id, ID))
			return i;
	return -1;
}

static bool foreign(struct err *err, const char *why)
{
	return err_set(err, ERR_UNTRUSTED,
		"a sealed value could not be opened: %s", why);
}

bool keys_seal_read(const struct keys_seal *seal, struct arena *mem,
	const char *purpose, struct str place, struct str sealed,
	struct str *value, struct err *err)
{
	unsigned char key[KEY], tag[TAG], *plain;
	struct str raw;
	size_t len;
	bool ok;
	int i;

	if (sealed.len > CODE_BASE64URL_LEN(SMALLEST + KEYS_SEAL_MOST) ||
		place.len > PLACE ||
		!code_bytes(mem, CODE_BASE64URL, sealed, &raw) ||
		raw.len < SMALLEST || raw.at[0] != VERSION)
		return foreign(err, "it is not one of ours");
	i = ring_find(seal, raw.at + 1);
	if (i < 0)
		return foreign(err, "its key is not known any more");
	len = raw.len - SMALLEST;
	plain = arena_alloc(mem, len + 1);
	memcpy(tag, raw.at + HEAD + len, TAG);
	expand(seal->keys[i].extracted, purpose, key);
	ok = run(&(struct pass){ false, key, (const unsigned char *)raw.at,
		place, str_of(raw.at + HEAD, len), plain, tag });
	explicit_bzero(key, sizeof(key));
	if (!ok) {
		explicit_bzero(plain, len);
		return foreign(err, "it was changed or belongs elsewhere");
	}
	*value = str_of((char *)plain, len);
	return true;
}

bool keys_seal_stale(const struct keys_seal *seal, struct str sealed)
{
	unsigned char head[6];
	size_t size = 0;

	return sealed.len < 8 ||
	       !code_read(CODE_BASE64URL, str_of(sealed.at, 8), head, &size) ||
	       head[0] != VERSION ||
	       memcmp(head + 1, seal->keys[0].id, ID) != 0;
}

/*
 * keys/public.c - signatures of others, checked by libcrypto. See public.h.
 *
 * A key is handed over as SubjectPublicKeyInfo (RFC 5280), of which we write
 * the few bytes ourselves: so libcrypto judges every key by one door, points
 * that are on no curve included.
 */
#include "keys/public.h"

#include "base/code.h"
#include "base/crypto_lib.h"

enum { KEY_MOST = 2400, RSA_LEAST = 2048, RSA_MOST = 8192, SIGNATURE = 1024 };
enum { PKCS1, PSS, NONE };

typedef const EVP_MD *digest_of(void);

static const EVP_MD *none(void) { return NULL; }
static const EVP_MD *sha256(void) { return EVP_sha256(); }
static const EVP_MD *sha384(void) { return EVP_sha384(); }
static const EVP_MD *sha512(void) { return EVP_sha512(); }

static const struct {
	const char *text;
	enum keys_public_kind kind;
	digest_of *digest;
	int padding, cose;
} algs[KEYS_ALGS] = {
#define ALG(name, text, kind, digest, padding, cose) \
	{ text, kind, digest, padding, cose },
#include "keys/public.def"
#undef ALG
};

bool keys_public_alg_read(struct str text, enum keys_public_alg *out)
{
	for (size_t i = 0; i < KEYS_ALGS; i++)
		if (str_is(text, algs[i].text)) {
			*out = (enum keys_public_alg)i;
			return true;
		}
	return false;
}

bool keys_public_alg_of_cose(int64_t number, enum keys_public_alg *out)
{
	for (size_t i = 0; i < KEYS_ALGS; i++)
		if (number == algs[i].cose) {
			*out = (enum keys_public_alg)i;
			return true;
		}
	return false;
}

enum keys_public_kind keys_public_kind_of(enum keys_public_alg alg)
{
	return algs[alg].kind;
}

/* ---- JWK ---------------------------------------------------------------- */

static bool number(struct arena *mem, const struct json *jwk, const char *name,
	size_t exactly, struct str *out)
{
	struct str text = json_text(json_find(jwk, name));

	return text.len && text.len < KEY_MOST &&
	       code_bytes(mem, CODE_BASE64URL, text, out) && out->len &&
	       (!exactly || out->len == exactly);
}

bool keys_public_read(
	struct arena *mem, const struct json *jwk, struct keys_public *out)
{
	const struct json *kty = json_find(jwk, "kty"),
			  *crv = json_find(jwk, "crv");

	*out = (struct keys_public){ 0 };
	if (json_is(kty, "RSA")) {
		out->kind = KEYS_PUBLIC_RSA;
		return number(mem, jwk, "n", 0, &out->a) &&
		       number(mem, jwk, "e", 0, &out->b);
	}
	if (json_is(kty, "OKP") && json_is(crv, "Ed25519")) {
		out->kind = KEYS_PUBLIC_ED25519;
		return number(mem, jwk, "x", 32, &out->a);
	}
	if (!json_is(kty, "EC") ||
		(!json_is(crv, "P-256") && !json_is(crv, "P-384")))
		return false;
	out->kind = json_is(crv, "P-256") ? KEYS_PUBLIC_P256 : KEYS_PUBLIC_P384;
	return number(mem, jwk, "x", json_is(crv, "P-256") ? 32 : 48,
		       &out->a) &&
	       number(mem, jwk, "y", json_is(crv, "P-256") ? 32 : 48, &out->b);
}

/* ---- ASN.1 (DER) -------------------------------------------------------- */

struct der {
	unsigned char at[KEY_MOST + 64];
	size_t len;
	bool full;
};

/* Written from its end to its beginning, so that lengths are known. */
static void before(struct der *d, const void *bytes, size_t len)
{
	if (len > sizeof(d->at) - d->len) {
		d->full = true;
		return;
	}
	d->len += len;
	memcpy(d->at + sizeof(d->at) - d->len, bytes, len);
}

static void head(struct der *d, unsigned char tag, size_t len)
{
	unsigned char bytes[4] = { tag, 0x82, (unsigned char)(len >> 8),
		(unsigned char)len };

	if (len < 128) {
		bytes[1] = (unsigned char)len;
		before(d, bytes, 2);
	} else if (len < 256) {
		bytes[1] = 0x81;
		bytes[2] = (unsigned char)len;
		before(d, bytes, 3);
	} else {
		before(d, bytes, 4);
	}
}

static void whole(struct der *d, struct str n)
{
	size_t was = d->len;

	while (n.len > 1 && !*n.at) {
		n.at++;
		n.len--;
	}
	before(d, n.at, n.len);
	if (n.len && (*n.at & 0x80))
		before(d, "", 1);
	head(d, 0x02, d->len - was);
}

static const unsigned char *start(const struct der *d)
{
	return d->at + sizeof(d->at) - d->len;
}

#define BEFORE(d, text) before(d, text, sizeof(text) - 1)

static void key_write(const struct keys_public *k, struct der *d)
{
	switch (k->kind) {
	case KEYS_PUBLIC_RSA:
		whole(d, k->b);
		whole(d, k->a);
		head(d, 0x30, d->len);
		before(d, "", 1);
		head(d, 0x03, d->len);
		BEFORE(d, "\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01"
			  "\x05\x00");
		head(d, 0x30, d->len);
		break;
	case KEYS_PUBLIC_P256:
		before(d, k->b.at, k->b.len);
		before(d, k->a.at, k->a.len);
		BEFORE(d, "\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01"
			  "\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00"
			  "\x04");
		break;
	case KEYS_PUBLIC_P384:
		before(d, k->b.at, k->b.len);
		before(d, k->a.at, k->a.len);
		BEFORE(d, "\x30\x76\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01"
			  "\x06\x05\x2b\x81\x04\x00\x22\x03\x62\x00\x04");
		break;
	case KEYS_PUBLIC_ED25519:
		before(d, k->a.at, k->a.len);
		BEFORE(d, "\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00");
		break;
	}
}

/* ---- checking ----------------------------------------------------------- */

static EVP_PKEY *key_open(const struct keys_public *k)
{
	struct der d = { .len = 0 };
	const unsigned char *at;
	EVP_PKEY *out;
	int bits;

	key_write(k, &d);
	at = start(&d);
	out = d.full ? NULL : d2i_PUBKEY(NULL, &at, (long)d.len);
	bits = out ? EVP_PKEY_get_bits(out) : 0;
	if (out && k->kind == KEYS_PUBLIC_RSA &&
		(bits < RSA_LEAST || bits > RSA_MOST)) {
		EVP_PKEY_free(out);
		out = NULL;
	}
	return out;
}

/* The two numbers side by side become ASN.1. */
static bool pair_write(
	enum keys_public_kind kind, struct str raw, struct der *out)
{
	size_t half = kind == KEYS_PUBLIC_P256 ? 32 : 48;

	if (raw.len != 2 * half)
		return false;
	whole(out, str_of(raw.at + half, half));
	whole(out, str_of(raw.at, half));
	head(out, 0x30, out->len);
	return true;
}

static bool check(EVP_PKEY *key, enum keys_public_alg alg, struct str data,
	const unsigned char *signature, size_t len)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	EVP_PKEY_CTX *how = NULL;
	bool ok = ctx && EVP_DigestVerifyInit(
				 ctx, &how, algs[alg].digest(), NULL, key) == 1;

	if (ok && algs[alg].padding == PSS)
		ok = EVP_PKEY_CTX_set_rsa_padding(how, RSA_PKCS1_PSS_PADDING) ==
			     1 &&
		     EVP_PKEY_CTX_set_rsa_pss_saltlen(
			     how, RSA_PSS_SALTLEN_DIGEST) == 1;
	ok = ok && EVP_DigestVerify(ctx, signature, len,
			   (const unsigned char *)data.at, data.len) == 1;
	EVP_MD_CTX_free(ctx);
	return ok;
}

bool keys_public_check(const struct keys_public *key, enum keys_public_alg alg,
	enum keys_public_form form, struct str data, struct str signature,
	struct err *err)
{
	bool ecdsa = key->kind == KEYS_PUBLIC_P256 ||
		     key->kind == KEYS_PUBLIC_P384,
	     ok = algs[alg].kind == key->kind && signature.len &&
		  signature.len <= SIGNATURE;
	const unsigned char *at = (const unsigned char *)signature.at;
	size_t len = signature.len;
	struct der pair = { .len = 0 };
	EVP_PKEY *opened;

	if (ok && ecdsa && form == KEYS_PUBLIC_RAW) {
		ok = pair_write(key->kind, signature, &pair);
		at = start(&pair);
		len = pair.len;
	}
	opened = ok ? key_open(key) : NULL;
	ok = opened && check(opened, alg, data, at, len);
	if (opened)
		EVP_PKEY_free(opened);
	ERR_clear_error();
	return ok ||
	       err_set(err, ERR_NOT_SIGNED, "the signature is not of this key");
}

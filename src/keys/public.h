/*
 * keys/public.h - other people's public keys: is this signature theirs?
 *
 * A key is RSA (2048 to 8192 bits), a point of P-256 or P-384, or Ed25519. It
 * is a value: views into what it was read from. Which algorithm a key is for is
 * decided by its kind and by who asks, never by the message alone. Not here:
 * where keys come from (partners/oidc.h, store/passkey.h), tokens of our own
 * (jwt.h), signing.
 */
#ifndef KEYS_PUBLIC_H
#define KEYS_PUBLIC_H

#include "base/json.h"

enum keys_public_kind {
	KEYS_PUBLIC_RSA,
	KEYS_PUBLIC_P256,
	KEYS_PUBLIC_P384,
	KEYS_PUBLIC_ED25519
};

enum keys_public_alg {
#define ALG(name, text, kind, digest, padding, cose) KEYS_ALG_##name,
#include "keys/public.def"
#undef ALG
	KEYS_ALGS
};

struct keys_public {
	enum keys_public_kind kind;
	struct str a, b; /* RSA: n, e; a point: x, y; Ed25519: x alone */
};

bool keys_public_alg_read(struct str text, enum keys_public_alg *out);
bool keys_public_alg_of_cose(int64_t number, enum keys_public_alg *out);
enum keys_public_kind keys_public_kind_of(enum keys_public_alg alg);

/* A JWK (RFC 7517, RFC 8037) of one of these kinds; false: it is none. */
bool keys_public_read(
	struct arena *mem, const struct json *jwk, struct keys_public *out);

/* How the two numbers of ECDSA are written: side by side (JWS), or as ASN.1
 * (WebAuthn). */
enum keys_public_form { KEYS_PUBLIC_RAW, KEYS_PUBLIC_DER };

/* Not of this key, or the key is none: ERR_NOT_SIGNED. */
bool keys_public_check(const struct keys_public *key, enum keys_public_alg alg,
	enum keys_public_form form, struct str data, struct str signature,
	struct err *err);

#endif

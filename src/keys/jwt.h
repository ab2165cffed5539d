/*
 * keys/jwt.h - signed tokens (JWT, HMAC only): sign, check, rotate keys.
 *
 * A ring holds the key that signs and older ones that still check. A key is
 * found by `kid`, an exact match in that fixed list, and has one algorithm,
 * from configuration; what a token says of itself is believed in nothing.
 * Each use has its own type and audience, and a check of one use refuses the
 * tokens of all others.
 *
 * Every refusal is ERR_NOT_SIGNED with its reason; "the token has expired" is
 * told apart by keys_jwt_expired(). Not here: sessions and whether one was
 * revoked (app), tokens that mean nothing but themselves (keys/token.h), other
 * people's tokens (signed by RSA or ECDSA keys).
 */
#ifndef KEYS_JWT_H
#define KEYS_JWT_H

#include "base/base.h"

/* What it is good for, and nothing else: jwt.def. KEYS_JWT_ACCESS ... */
enum keys_jwt_use {
#define USE(name, typ, aud) KEYS_JWT_##name,
#include "keys/jwt.def"
#undef USE
	KEYS_JWT_USES
};

enum keys_jwt_alg { KEYS_JWT_HS256, KEYS_JWT_HS384, KEYS_JWT_HS512 };
bool keys_jwt_alg_read(
	struct str name, enum keys_jwt_alg *out, struct err *err);

enum {
	KEYS_JWT_KEYS = 8,
	KEYS_JWT_MOST = 4096, /* bytes of a token */
	KEYS_JWT_LEEWAY_S = 60,
	KEYS_JWT_CLAIM = 256, /* bytes of sub, sid, jti and the issuer */
};

struct keys_jwt_key {
	struct str
		secret; /* at least as long as the digest: 32, 48, 64 bytes */
	enum keys_jwt_alg alg;
};

struct keys_jwt; /* shared by all threads, never changed once opened */

/* keys[0] signs, all of them check. */
bool keys_jwt_open(struct keys_jwt **out, struct str issuer,
	const struct keys_jwt_key *keys, int key_count, struct err *err);
void keys_jwt_close(struct keys_jwt *ring);

/* Times are kept in whole seconds; absent texts are STR_NONE. */
struct keys_claims {
	struct str sub; /* whose: the user's id */
	struct str sid; /* the session's id; optional */
	struct str jti; /* the token's own id; optional */
	int64_t issued_ms, expires_ms;
	int64_t not_before_ms; /* 0: none */
};

bool keys_jwt_sign(const struct keys_jwt *ring, struct arena *mem,
	enum keys_jwt_use use, const struct keys_claims *claims,
	struct str *token, struct err *err);
bool keys_jwt_check(const struct keys_jwt *ring, struct arena *mem,
	enum keys_jwt_use use, struct str token, int64_t now_ms,
	struct keys_claims *out, struct err *err);

/* Was it refused only because its time is over? (So: refresh it.) */
bool keys_jwt_expired(const struct err *err);

#endif

/*
 * keys/id_token.h - what another site says of a person (OpenID Connect Core,
 * ID Token): is it signed by that site, for us, now, and whom does it name?
 *
 * Believed is nothing but what the caller expects: keys come from a set that
 * the caller fetched itself (JWKS), a key is found by `kid` and is good for
 * algorithms of its kind alone, issuer and audience are compared letter by
 * letter. Whatever else a header holds (jku, jwk, x5u ...) is not looked at;
 * what it says to be critical is refused. Not here: fetching (partners/oidc.h),
 * whether a token was shown before (app/step.h), accounts (app/identity.h).
 */
#ifndef KEYS_ID_TOKEN_H
#define KEYS_ID_TOKEN_H

#include "base/base.h"

enum {
	KEYS_ID_TOKEN_MOST = 16 * 1024,
	KEYS_ID_TOKEN_LEEWAY_S = 60,
	KEYS_ID_TOKEN_AGE_S = 24 * 3600, /* older ones are refused */
	KEYS_ID_TOKEN_TEXT = 255,        /* bytes of a subject (Core, 2.) */
};

struct keys_id_ask {
	struct str issuer, issuer_too; /* the second may be STR_NONE */
	struct str client_id;
	struct str nonce; /* at NULL: none was sent, and none is asked for */
	bool rs256_only;
	int64_t now_ms;
};

struct keys_id {
	struct str issuer, subject;
	struct str email, name; /* "" when it does not say */
	bool email_verified;
	int64_t expires_ms;
};

/* `jwks` is the text of a JSON Web Key Set. Every refusal is ERR_NOT_SIGNED
 * with its reason; *unknown: its key is not among these, fetch them anew. */
bool keys_id_token_check(struct arena *mem, struct str token, struct str jwks,
	const struct keys_id_ask *ask, struct keys_id *out, bool *unknown,
	struct err *err);

#endif

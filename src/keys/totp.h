/*
 * keys/totp.h - codes of the minute (RFC 6238: HMAC-SHA-1, six digits, thirty
 * seconds), as every authenticator app computes them.
 *
 * Not here: whose secret it is, which code was used before, how often one may
 * guess (app/second.h).
 */
#ifndef KEYS_TOTP_H
#define KEYS_TOTP_H

#include "base/base.h"

enum {
	KEYS_TOTP_SECRET = 20, /* bytes: as long as the digest (RFC 4226, 4) */
	KEYS_TOTP_DIGITS = 6,
	KEYS_TOTP_STEP_S = 30,
	KEYS_TOTP_DRIFT = 1 /* steps that a clock may be off, either way */
};

/* A new secret of so many random bytes. */
struct str keys_totp_make(struct arena *mem);
/* Base32 (RFC 4648, without padding), as people type it. */
struct str keys_totp_text(struct arena *mem, struct str secret);
/* The code of one step, `digits` of them (6 to 8), with a NUL behind. */
void keys_totp_code(struct str secret, int64_t step, int digits, char *out);
/* Is it one of now, give or take the drift, of a step behind `last`? */
bool keys_totp_check(struct str secret, struct str code, int64_t now_ms,
	int64_t last, int64_t *step);

#endif

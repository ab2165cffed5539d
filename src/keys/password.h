/*
 * keys/password.h - passwords: is this one good enough, its hash, the check.
 *
 * New hashes are Argon2id in the usual text form ($argon2id$v=19$m=...).
 * Checked are also argon2i and, for imported accounts, bcrypt. A password is
 * used byte by byte as it came: no trimming, no folding, never cut (bcrypt
 * alone looks at 72 bytes only, as it always did).
 *
 * Hashing is made to be dear, so only so many run at once in the process and
 * only so many wait for their turn; the others are told ERR_BUSY. With the
 * default settings that is 19 MiB a core; the dearest imported hash that is
 * accepted takes 256 MiB.
 *
 * Not here: accounts, attempts (base/rate), what the answer says.
 */
#ifndef KEYS_PASSWORD_H
#define KEYS_PASSWORD_H

#include "base/base.h"

enum {
	KEYS_PASSWORD_LEAST = 8,   /* characters */
	KEYS_PASSWORD_MOST = 1024, /* bytes */
	KEYS_PASSWORD_HASH = 256,  /* bytes of the longest encoded hash */
};

/* How many hash at once (0: a core each), how many wait and how long. Set
 * once at start, before other threads; without it the defaults hold. */
struct keys_password_limits {
	int at_once, waiting, wait_ms;
};
void keys_password_limit(struct keys_password_limits limits);

/* Is it long enough, not too long, not one that everybody tries first, not
 * the email or the name? Names field `at` ("/password") when not. */
bool keys_password_fit(struct str password, struct str email, struct str name,
	const char *at, struct err *err);

bool keys_password_make(struct arena *mem, struct str password,
	struct str *hash, struct err *err);

/* Wrong is ERR_NOT_SIGNED. *upgrade: the password is right, but its hash is
 * of an older kind or weaker than new ones: make and store a new one. */
bool keys_password_check(
	struct str hash, struct str password, bool *upgrade, struct err *err);

/* Takes as long as a check and fails like a wrong password: for an email
 * that is not registered. */
bool keys_password_decoy(struct str password, struct err *err);

#endif

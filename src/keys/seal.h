/*
 * keys/seal.h - values that must come back, but only to us: AES-256-GCM.
 *
 * For secrets in the database: webhook secrets, TOTP seeds, other services'
 * tokens, mails that hold one. What is sealed for one purpose or one place
 * opens for no other: the purpose ("webhook secret") decides the key, the place
 * (such as the row's id) is signed along. Older keys still open what they
 * sealed; keys_seal_stale() says what should be sealed again.
 *
 * The text is base64url of: version (1), key id (4), nonce (12), the value,
 * tag (16). Nonces are random, so a key must not seal more than 2^32 values
 * a purpose. Not here: passwords (password.h), tokens that are only ever
 * compared (token.h).
 */
#ifndef KEYS_SEAL_H
#define KEYS_SEAL_H

#include "base/base.h"

enum {
	KEYS_SEAL_KEYS = 8,
	KEYS_SEAL_LEAST = 32,         /* bytes of a secret's text */
	KEYS_SEAL_MOST = 1024 * 1024, /* bytes of a value */
};

struct keys_seal; /* shared by all threads, never changed once opened */

/* secrets[0] seals, all of them open. */
bool keys_seal_open(struct keys_seal **out, const struct str *secrets,
	int secret_count, struct err *err);
void keys_seal_close(struct keys_seal *seal);

bool keys_seal_write(const struct keys_seal *seal, struct arena *mem,
	const char *purpose, struct str place, struct str value,
	struct str *sealed, struct err *err);
/* Not ours, damaged, of another purpose or place: ERR_UNTRUSTED. */
bool keys_seal_read(const struct keys_seal *seal, struct arena *mem,
	const char *purpose, struct str place, struct str sealed,
	struct str *value, struct err *err);
/* Was it sealed by a key that is no longer the first? */
bool keys_seal_stale(const struct keys_seal *seal, struct str sealed);

#endif

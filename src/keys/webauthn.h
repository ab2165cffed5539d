/*
 * keys/webauthn.h - what a passkey says (W3C WebAuthn, Level 3): was one made
 * for us, and did one sign our question?
 *
 * Attestation is not asked for, and not looked at: which make a device is of
 * is no business of ours. Keys are ES256, EdDSA or RS256. Not here: where keys
 * are kept and whose they are (app/passkey.h).
 */
#ifndef KEYS_WEBAUTHN_H
#define KEYS_WEBAUTHN_H

#include "base/base.h"

enum {
	KEYS_WEBAUTHN_ID = 1023,     /* bytes of a credential's id (6.1.2) */
	KEYS_WEBAUTHN_KEY = 1100,    /* bytes of a public key */
	KEYS_WEBAUTHN_CLIENT = 4096, /* bytes of the client data */
	KEYS_WEBAUTHN_MADE = 16 * 1024,
};

/* What was asked, and by whom. */
struct webauthn_ask {
	struct str challenge; /* as it was sent: base64url */
	struct str origin;    /* "https://cv.example.org" */
	struct str rp_id;     /* "cv.example.org" */
	bool verified;        /* it must have known its person (UV) */
};

struct webauthn_made {
	struct str credential, public_key; /* COSE, as it came */
	int64_t counter;
	bool synced, verified;
};
/* Both are bytes. Every refusal is ERR_NOT_SIGNED with its reason. */
bool keys_webauthn_made(struct arena *mem, const struct webauthn_ask *ask,
	struct str client_data, struct str attestation,
	struct webauthn_made *out, struct err *err);

struct webauthn_shown {
	struct str client_data, authenticator_data, signature;
};
struct webauthn_seen {
	int64_t counter;
	bool synced, verified;
};
bool keys_webauthn_shown(struct arena *mem, const struct webauthn_ask *ask,
	struct str public_key, const struct webauthn_shown *shown,
	struct webauthn_seen *out, struct err *err);

#endif

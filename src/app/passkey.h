/*
 * app/passkey.h - passkeys (ACC-4): a device that knows its person signs a
 * question of ours. One that was unlocked (PIN, fingerprint, face) is two
 * factors at once; behind a password any will do as the second.
 *
 * A question goes out with its answer's rules sealed (app/step.h) and counts
 * once. What a browser is asked is JSON as W3C WebAuthn Level 3 names it; what
 * it answers is read in keys/webauthn.h.
 */
#ifndef APP_PASSKEY_H
#define APP_PASSKEY_H

#include "app/call.h"
#include "app/sign.h"
#include "base/json.h"
#include "store/passkey.h"

enum { APP_PASSKEY_NAME = 80, APP_PASSKEY_OPTIONS = 64 * 1024 };

struct passkey_way {
	struct str options; /* JSON: of create() or get() */
	struct str flow;
};
struct passkey_new {
	struct str flow, name;
	const struct json *credential;
};
struct passkey_sign {
	struct str flow, mfa_token; /* the second behind a password alone */
	const struct json *credential;
	bool cookie;
};

/* `origin`: where browsers find this server. All open the call themselves,
 * but for the list and the name. */
bool app_passkey_ask_new(struct call *c, struct str origin,
	struct str current_password, struct passkey_way *out, struct err *err);
bool app_passkey_add(struct call *c, struct str origin,
	const struct passkey_new *in, struct passkey *out, struct err *err);
/* mfa_token empty: whoever has a passkey for this site. */
bool app_passkey_ask(struct call *c, struct str origin, struct str mfa_token,
	struct passkey_way *out, struct err *err);
bool app_passkey_sign(struct call *c, struct str origin,
	const struct passkey_sign *in, struct sign_answer *out,
	struct err *err);

bool app_passkey_list(struct call *c, struct db_rows *out, struct err *err);
bool app_passkey_rename(
	struct call *c, struct str id, struct str name, struct err *err);
bool app_passkey_remove(struct call *c, struct str id, struct err *err);

#endif

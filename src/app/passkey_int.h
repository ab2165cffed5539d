/* app/passkey_int.h - inside of passkey: questions, and whose they are. */
#ifndef APP_PASSKEY_INT_H
#define APP_PASSKEY_INT_H

#include "app/passkey.h"
#include "keys/webauthn.h"

/* What a question was for; an answer to one is none to another. */
extern const char app_passkey_new[], app_passkey_get[];

struct passkey_step {
	struct str challenge;
	struct str account_id; /* whose; "": whoever has one */
};
bool app_passkey_step(struct call *c, const char *purpose, struct str flow,
	struct passkey_step *out, struct err *err);

/* "cv.example.org" of "https://cv.example.org:8443". */
struct str app_passkey_site(struct arena *mem, struct str origin);

#endif

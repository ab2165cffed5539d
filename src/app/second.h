/*
 * app/second.h - second factors (ACC-4): a code of the minute from an app, or
 * one of ten recovery codes, after a password or another site said who it is.
 * A passkey that was unlocked is both at once (app/passkey.h).
 *
 * Every code counts once. After a hundred wrong ones in a row only a recovery
 * code or a passkey opens the account: 10^6 codes are few for who may guess
 * for ever.
 */
#ifndef APP_SECOND_H
#define APP_SECOND_H

#include "app/account.h"
#include "app/sign.h"

enum { APP_SECOND_CODES = 10, APP_SECOND_FAILURES = 100 };

/* In a writing call: what is answered instead of tokens. */
bool app_second_ask(struct call *c, const struct account *a,
	struct sign_answer *out, struct err *err);
/* Whom such a token is for; the account as it is now. */
bool app_second_read(struct call *c, struct str mfa_token, struct account *out,
	struct err *err);

/* The rest opens the call itself. */

struct second_answer {
	struct str mfa_token, code;
	bool cookie;
};
bool app_second_answer(struct call *c, const struct second_answer *in,
	struct sign_answer *out, struct err *err);

struct totp_state {
	bool enabled;
	int64_t confirmed_at, recovery_codes_left;
};
bool app_second_state(struct call *c, struct totp_state *out, struct err *err);

struct totp_new {
	struct str secret, otpauth_uri;
};
bool app_second_begin(struct call *c, struct str current_password,
	struct totp_new *out, struct err *err);
struct totp_codes {
	struct {
		struct str *at;
		size_t count;
	} recovery_codes;
};
bool app_second_confirm(struct call *c, struct str code, struct totp_codes *out,
	struct err *err);
bool app_second_remove(
	struct call *c, struct str current_password, struct err *err);
bool app_second_new_codes(struct call *c, struct str current_password,
	struct totp_codes *out, struct err *err);

#endif

/* api/second.c - second factors by code: do, show. */
#include "api/api.h"
#include "api/shapes.h"
#include "app/second.h"

static const struct json_field answer_fields[] = {
	JSON(second_answer, mfa_token, JSON_MUST | JSON_WRITEONLY, 1, 8192),
	JSON(second_answer, code, JSON_MUST | JSON_WRITEONLY, 6, 40,
		.about = "six digits of the app, or a recovery code"),
	JSON(second_answer, cookie, 0, 0, 0, API_COOKIE_ABOUT),
	{ 0 },
};
const struct json_shape api_second_answer =
	JSON_SHAPE(second_answer, "SecondFactor",
		"A code, for a sign-in that is under way.", answer_fields);

static const struct json_field proof_fields[] = {
	JSON(account_proof, current_password, JSON_WRITEONLY, 1,
		APP_PASSWORD_MOST, .format = JSON_PASSWORD,
		.about = "needed where the account has one; else a sign-in of "
			 "the last five minutes is"),
	{ 0 },
};
const struct json_shape api_proof = JSON_SHAPE(
	account_proof, "Proof", "That it is really them.", proof_fields);

static const struct json_field state_fields[] = {
	JSON(totp_state, enabled, JSON_MUST, 0, 0),
	JSON_TIME(totp_state, confirmed_at, JSON_OMIT_EMPTY),
	JSON(totp_state, recovery_codes_left, JSON_MUST, 0, APP_SECOND_CODES),
	{ 0 },
};
const struct json_shape api_totp_state = JSON_SHAPE(
	totp_state, "TotpState", "Is a second factor set up?", state_fields);

static const struct json_field new_fields[] = {
	JSON(totp_new, secret, JSON_MUST, 32, 32,
		.about = "Base32, to type into an app"),
	JSON(totp_new, otpauth_uri, JSON_MUST, 1, 4096,
		.about = "the same, to show as a QR code"),
	{ 0 },
};
const struct json_shape api_totp_new = JSON_SHAPE(
	totp_new, "TotpSecret", "What an authenticator app needs.", new_fields);

struct confirm {
	struct str code;
};
static const struct json_field confirm_fields[] = {
	JSON(confirm, code, JSON_MUST | JSON_WRITEONLY, 6, 12,
		.about = "what the app shows now"),
	{ 0 },
};
const struct json_shape api_totp_confirm = JSON_SHAPE(
	confirm, "TotpCode", "That the app has the secret.", confirm_fields);

static const struct json_field codes_fields[] = {
	JSON_TEXTS(totp_codes, recovery_codes, JSON_MUST, APP_SECOND_CODES, 19,
		19, .about = "each opens the account once; shown this once"),
	{ 0 },
};
const struct json_shape api_totp_codes = JSON_SHAPE(
	totp_codes, "RecoveryCodes", "For when the app is lost.", codes_fields);

/* ---- handlers ----------------------------------------------------------- */

bool api_second_answer_code(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const struct second_answer *in = ask->in;
	struct sign_answer out;

	return api_may_sign(c, ask, in->cookie, err) &&
	       app_second_answer(c, in, &out, err) &&
	       api_show_sign(c, ask, reply, in->cookie, &out);
}

bool api_second_state(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct totp_state out;

	(void)ask;
	return app_second_state(c, &out, err) && api_show(reply, &out);
}

bool api_second_begin(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const struct account_proof *in = ask->in;
	struct totp_new out;

	return app_second_begin(c, in->current_password, &out, err) &&
	       api_show(reply, &out);
}

bool api_second_confirm(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const struct confirm *in = ask->in;
	struct totp_codes out;

	return app_second_confirm(c, in->code, &out, err) &&
	       api_show(reply, &out);
}

bool api_second_remove(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const struct account_proof *in = ask->in;

	return app_second_remove(c, in->current_password, err) &&
	       api_show_nothing(reply);
}

bool api_second_new_codes(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const struct account_proof *in = ask->in;
	struct totp_codes out;

	return app_second_new_codes(c, in->current_password, &out, err) &&
	       api_show(reply, &out);
}

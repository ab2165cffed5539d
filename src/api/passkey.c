/* api/passkey.c - passkeys: do, show. */
#include "api/api.h"
#include "api/shapes.h"
#include "app/account.h"
#include "app/passkey.h"

static const struct json_field passkey_fields[] = {
	JSON(passkey, id, JSON_MUST, 36, 36, .format = JSON_UUID),
	JSON(passkey, name, JSON_MUST, 1, APP_PASSKEY_NAME),
	JSON(passkey, transports, JSON_MUST, 0, 100,
		.about = "how it is reached, as its browser said"),
	JSON(passkey, synced, JSON_MUST, 0, 0,
		.about = "is it kept beyond one device?"),
	JSON_TIME(passkey, created_at, JSON_MUST),
	JSON_TIME(passkey, used_at, JSON_OMIT_EMPTY),
	{ 0 },
};
const struct json_shape api_passkey = JSON_SHAPE(
	passkey, "Passkey", "A device that signs in.", passkey_fields);

struct ask {
	struct str current_password;
};
static const struct json_field ask_fields[] = {
	JSON(ask, current_password, JSON_WRITEONLY, 1, APP_PASSWORD_MOST,
		.format = JSON_PASSWORD,
		.about = "needed where the account has one; else a sign-in of "
			 "the last five minutes is"),
	{ 0 },
};
const struct json_shape api_passkey_ask =
	JSON_SHAPE(ask, "PasskeyAsk", "Who wants a new passkey.", ask_fields);

static const struct json_field way_fields[] = {
	JSON_RAW(passkey_way, options, JSON_MUST, APP_PASSKEY_OPTIONS,
		.only = JSON_OBJECT,
		.about = "for PublicKeyCredential.parseCreationOptionsFromJSON "
			 "or parseRequestOptionsFromJSON (WebAuthn Level 3)"),
	JSON(passkey_way, flow, JSON_MUST, 1, 8192,
		.about = "give it back with the credential"),
	{ 0 },
};
const struct json_shape api_passkey_way = JSON_SHAPE(
	passkey_way, "PasskeyQuestion", "What to ask the browser.", way_fields);

static const struct json_field new_fields[] = {
	JSON(passkey_new, flow, JSON_MUST | JSON_WRITEONLY, 1, 8192),
	JSON(passkey_new, name, 0, 1, APP_PASSKEY_NAME, .format = JSON_LINE,
		JSON_ELSE_TEXT("Passkey"), .example = "my laptop"),
	JSON(passkey_new, credential, JSON_MUST, 0, 0, .only = JSON_OBJECT,
		.about = "toJSON() of what the browser made"),
	{ 0 },
};
const struct json_shape api_passkey_new = JSON_SHAPE(
	passkey_new, "PasskeyNew", "What the browser made.", new_fields);

static const struct json_field name_fields[] = {
	JSON(passkey, name, JSON_MUST, 1, APP_PASSKEY_NAME,
		.format = JSON_LINE),
	{ 0 },
};
const struct json_shape api_passkey_name =
	JSON_SHAPE(passkey, "PasskeyName", "What it is called.", name_fields);

struct sign_ask {
	struct str mfa_token;
};
static const struct json_field sign_ask_fields[] = {
	JSON(sign_ask, mfa_token, JSON_WRITEONLY, 1, 8192,
		.about = "behind a password: any passkey of the account then "
			 "is the second factor"),
	{ 0 },
};
const struct json_shape api_passkey_sign_ask = JSON_SHAPE(
	sign_ask, "PasskeySignInAsk", "Who wants to sign in.", sign_ask_fields);

static const struct json_field sign_fields[] = {
	JSON(passkey_sign, flow, JSON_MUST | JSON_WRITEONLY, 1, 8192),
	JSON(passkey_sign, mfa_token, JSON_WRITEONLY, 1, 8192),
	JSON(passkey_sign, credential, JSON_MUST, 0, 0, .only = JSON_OBJECT,
		.about = "toJSON() of what the browser got"),
	JSON(passkey_sign, cookie, 0, 0, 0, API_COOKIE_ABOUT),
	{ 0 },
};
const struct json_shape api_passkey_sign = JSON_SHAPE(
	passkey_sign, "PasskeySignIn", "What a passkey signed.", sign_fields);

/* ---- handlers ----------------------------------------------------------- */

bool api_passkey_begin(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const struct ask *in = ask->in;
	struct passkey_way out;

	return app_passkey_ask_new(c, api_own_origin(c, ask),
		       in->current_password, &out, err) &&
	       api_show(reply, &out);
}

bool api_passkey_add(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct passkey out;

	return app_passkey_add(c, api_own_origin(c, ask), ask->in, &out, err) &&
	       api_show(reply, &out);
}

bool api_passkey_list(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct db_rows rows;

	(void)ask;
	return app_passkey_list(c, &rows, err) &&
	       api_show_list(reply, &rows, sizeof(struct passkey), STR_NONE);
}

bool api_passkey_rename(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const struct passkey *in = ask->in;

	return app_passkey_rename(c, ask->id[0], in->name, err) &&
	       api_show_nothing(reply);
}

bool api_passkey_remove(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	return app_passkey_remove(c, ask->id[0], err) &&
	       api_show_nothing(reply);
}

bool api_passkey_sign_begin(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const struct sign_ask *in = ask->in;
	struct passkey_way out;

	return app_passkey_ask(
		       c, api_own_origin(c, ask), in->mfa_token, &out, err) &&
	       api_show(reply, &out);
}

bool api_passkey_sign_end(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const struct passkey_sign *in = ask->in;
	struct sign_answer out;

	return api_may_sign(c, ask, in->cookie, err) &&
	       app_passkey_sign(c, api_own_origin(c, ask), in, &out, err) &&
	       api_show_sign(c, ask, reply, in->cookie, &out);
}

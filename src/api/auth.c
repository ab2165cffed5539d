/* api/auth.c - signing in and out: do, show. */
#include "api/api.h"
#include "api/shapes.h"
#include "app/account.h"
#include "app/session.h"

#define PASSWORD_ABOUT "at least 8 characters; none that everybody tries first"

static const struct json_field account_new_fields[] = {
	JSON(account_new, email, JSON_MUST, 3, APP_EMAIL_MOST,
		.format = JSON_EMAIL, .example = "ada@example.org"),
	JSON(account_new, password, JSON_MUST | JSON_WRITEONLY, 1,
		APP_PASSWORD_MOST, .format = JSON_PASSWORD,
		.about = PASSWORD_ABOUT),
	JSON(account_new, full_name, JSON_MUST, 1, 200, .format = JSON_LINE,
		.example = "Ada Lovelace"),
	JSON(account_new, cookie, 0, 0, 0, API_COOKIE_ABOUT),
	{ 0 },
};
const struct json_shape api_account_new = JSON_SHAPE(
	account_new, "AccountNew", "Who wants an account.", account_new_fields);

static const struct json_field login_fields[] = {
	JSON(account_login, email, JSON_MUST, 3, APP_EMAIL_MOST,
		.format = JSON_EMAIL, .example = "ada@example.org"),
	JSON(account_login, password, JSON_MUST | JSON_WRITEONLY, 1,
		APP_PASSWORD_MOST, .format = JSON_PASSWORD),
	JSON(account_login, cookie, 0, 0, 0, API_COOKIE_ABOUT),
	{ 0 },
};
const struct json_shape api_account_login = JSON_SHAPE(
	account_login, "Login", "An email and its password.", login_fields);

struct refresh {
	struct str refresh_token;
};
static const struct json_field refresh_fields[] = {
	JSON(refresh, refresh_token, JSON_WRITEONLY, 1, 4096,
		.about = "absent: that of the cookie, and new cookies"),
	{ 0 },
};
const struct json_shape api_refresh =
	JSON_SHAPE(refresh, "Refresh", "A refresh token.", refresh_fields);

static const struct json_field sign_fields[] = {
	JSON(sign_answer, access_token, JSON_OMIT_EMPTY, 1, 4096,
		.about = "send it as 'Authorization: Bearer'"),
	JSON(sign_answer, token_type, JSON_OMIT_EMPTY, 1, 16,
		.example = "bearer"),
	JSON(sign_answer, expires_in, JSON_OMIT_EMPTY, 0, 1ll << 40,
		JSON_HAS(sign_answer, done),
		.about = "seconds that the access token counts"),
	JSON(sign_answer, refresh_token, JSON_OMIT_EMPTY, 1, 4096,
		.about = "for new tokens, once"),
	JSON_IN(sign_answer, user, JSON_OMIT_EMPTY, &api_account,
		JSON_HAS(sign_answer, done)),
	JSON(sign_answer, mfa_token, JSON_OMIT_EMPTY, 1, 8192,
		.about = "instead of tokens, where a second factor is set up: "
			 "for POST /api/auth/mfa, or a passkey"),
	JSON_TEXTS(sign_answer, mfa_methods, JSON_OMIT_EMPTY, 4, 1, 24),
	{ 0 },
};
const struct json_shape api_sign = JSON_SHAPE(sign_answer, "SignIn",
	"Tokens and whose they are (with \"cookie\" the tokens are cookies); "
	"or that a second factor is needed.",
	sign_fields);

static const struct json_field password_change_fields[] = {
	JSON(password_change, current_password, JSON_MUST | JSON_WRITEONLY, 1,
		APP_PASSWORD_MOST, .format = JSON_PASSWORD),
	JSON(password_change, new_password, JSON_MUST | JSON_WRITEONLY, 1,
		APP_PASSWORD_MOST, .format = JSON_PASSWORD,
		.about = PASSWORD_ABOUT),
	{ 0 },
};
const struct json_shape api_password_change = JSON_SHAPE(password_change,
	"PasswordChange", "The password that is and the one to be.",
	password_change_fields);

struct forgot {
	struct str email;
};
static const struct json_field forgot_fields[] = {
	JSON(forgot, email, JSON_MUST, 3, APP_EMAIL_MOST, .format = JSON_EMAIL),
	{ 0 },
};
const struct json_shape api_forgot =
	JSON_SHAPE(forgot, "Forgot", "Whose password is lost.", forgot_fields);

static const struct json_field password_reset_fields[] = {
	JSON(password_reset, token, JSON_MUST | JSON_WRITEONLY, 1, 200,
		.about = "what stood in the mail's link"),
	JSON(password_reset, new_password, JSON_MUST | JSON_WRITEONLY, 1,
		APP_PASSWORD_MOST, .format = JSON_PASSWORD,
		.about = PASSWORD_ABOUT),
	{ 0 },
};
const struct json_shape api_password_reset = JSON_SHAPE(password_reset,
	"PasswordReset", "A new password by the token of a mail.",
	password_reset_fields);

struct email_token {
	struct str token;
};
static const struct json_field email_token_fields[] = {
	JSON(email_token, token, JSON_MUST | JSON_WRITEONLY, 1, 200,
		.about = "what stood in the mail's link"),
	{ 0 },
};
const struct json_shape api_email_token = JSON_SHAPE(email_token, "EmailToken",
	"What proves that an email is one's own.", email_token_fields);

struct message {
	struct str message;
};
static const struct json_field message_fields[] = {
	JSON(message, message, JSON_MUST, 0, 500),
	{ 0 },
};
const struct json_shape api_message =
	JSON_SHAPE(message, "Message", "A sentence.", message_fields);

static const struct json_field session_fields[] = {
	JSON(session_told, id, JSON_MUST, 36, 36, .format = JSON_UUID),
	JSON(session_told, current, JSON_MUST, 0, 0,
		.about = "is it the one that asks?"),
	JSON(session_told, ip, JSON_MUST, 0, 64),
	JSON(session_told, agent, JSON_MUST, 0, 200),
	JSON(session_told, browser, JSON_OMIT_EMPTY, 0, 200,
		.about = "or program, as `agent` says", .example = "Firefox"),
	JSON(session_told, system, JSON_OMIT_EMPTY, 0, 200,
		.about = "as `agent` says", .example = "Linux"),
	JSON_TIME(session_told, created_at, JSON_MUST),
	JSON_TIME(session_told, used_at, JSON_MUST),
	JSON_TIME(session_told, expires_at, JSON_MUST),
	{ 0 },
};
const struct json_shape api_session = JSON_SHAPE(
	session_told, "Session", "A device that is signed in.", session_fields);

/* ---- handlers ----------------------------------------------------------- */

bool api_auth_register(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const struct account_new *in = ask->in;
	struct sign_answer out;

	return api_may_sign(c, ask, in->cookie, err) &&
	       app_account_register(c, in, &out, err) &&
	       api_show_sign(c, ask, reply, in->cookie, &out);
}

bool api_auth_login(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const struct account_login *in = ask->in;
	struct sign_answer out;

	return api_may_sign(c, ask, in->cookie, err) &&
	       app_account_login(c, in, &out, err) &&
	       api_show_sign(c, ask, reply, in->cookie, &out);
}

bool api_auth_refresh(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const struct refresh *in = ask->in;
	bool cookie = !in->refresh_token.len;
	struct str token = cookie ? api_cookie_find(c, ask, COOKIE_REFRESH)
				  : in->refresh_token;
	struct sign_answer out;

	if (!token.at)
		return err_field(err, "/refresh_token",
			"must be given, or be in a cookie");
	return api_may_sign(c, ask, cookie, err) &&
	       app_sign_refresh(c, token, &out, err) &&
	       api_show_sign(c, ask, reply, cookie, &out);
}

bool api_auth_me(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct account out;

	(void)ask;
	return app_account_me(c, &out, err) && api_show(reply, &out);
}

bool api_auth_logout(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	if (!app_session_end(c, STR(""), err))
		return false;
	api_cookie_drop(c, ask, reply);
	return api_show_nothing(reply);
}

bool api_auth_password(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	return app_account_change_password(c, ask->in, err) &&
	       api_show_nothing(reply);
}

bool api_auth_forgot(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const struct forgot *in = ask->in;
	struct message out = { STR("If this email has an account, a mail is on "
				   "its way.") };

	return app_account_forgot(c, in->email, err) && api_show(reply, &out);
}

bool api_auth_reset(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	return app_account_reset(c, ask->in, err) && api_show_nothing(reply);
}

bool api_auth_verify_email(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const struct email_token *in = ask->in;

	return app_account_verify_email(c, in->token, err) &&
	       api_show_nothing(reply);
}

bool api_auth_ask_email(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct message out = { STR("A mail is on its way.") };

	(void)ask;
	return app_account_ask_email_again(c, err) && api_show(reply, &out);
}

bool api_session_list(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct db_rows rows;
	struct str next;

	return app_session_list(c, ask->query, &rows, &next, err) &&
	       api_show_list(reply, &rows, sizeof(struct session_told), next);
}

bool api_session_end(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	return app_session_end(c, ask->id[0], err) && api_show_nothing(reply);
}

bool api_session_end_others(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	(void)ask;
	return app_session_end_others(c, err) && api_show_nothing(reply);
}

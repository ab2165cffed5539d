/* api/identity.c - signing in by another site: do, show. */
#include "api/api.h"
#include "api/shapes.h"
#include "app/account.h"
#include "app/identity.h"
#include "app/step.h"

static const char *const provider_words[] = { "oidc", "google", NULL };

static const struct json_field google_fields[] = {
	JSON(google_sign, id_token, JSON_MUST | JSON_WRITEONLY, 1,
		APP_IDENTITY_TOKEN,
		.about = "the credential that Google's page or app gave"),
	JSON(google_sign, nonce, JSON_WRITEONLY, 1, 255,
		.about = "where one was asked for: what the token must repeat"),
	JSON(google_sign, cookie, 0, 0, 0, API_COOKIE_ABOUT),
	{ 0 },
};
const struct json_shape api_google_sign = JSON_SHAPE(
	google_sign, "GoogleSignIn", "What Google says.", google_fields);

static const struct json_field site_ask_fields[] = {
	JSON_WORD(
		site_ask, provider, 0, provider_words, JSON_ELSE_TEXT("oidc")),
	JSON(site_ask, return_to, 0, 1, 512,
		.about = "the path of this site that a browser goes on to",
		.example = "/documents"),
	{ 0 },
};
const struct json_shape api_site_ask = JSON_SHAPE(
	site_ask, "ProviderAsk", "Which other site.", site_ask_fields);

static const struct json_field site_way_fields[] = {
	JSON(site_way, authorization_url, JSON_MUST, 1, 8192,
		.about = "send the person there"),
	JSON(site_way, flow, JSON_MUST, 1, 8192,
		.about = "give it back with the code; browsers have it in a "
			 "cookie, too"),
	{ 0 },
};
const struct json_shape api_site_way = JSON_SHAPE(
	site_way, "ProviderWay", "The way to another site.", site_way_fields);

static const struct json_field site_code_fields[] = {
	JSON(site_code, code, JSON_MUST | JSON_WRITEONLY, 1, 4096),
	JSON(site_code, state, JSON_MUST, 1, 200),
	JSON(site_code, iss, 0, 1, 1024),
	JSON(site_code, flow, JSON_MUST | JSON_WRITEONLY, 1, 8192),
	JSON(site_code, cookie, 0, 0, 0, API_COOKIE_ABOUT),
	{ 0 },
};
const struct json_shape api_site_code = JSON_SHAPE(site_code, "ProviderCode",
	"What the other site sent back.", site_code_fields);

static const struct json_field site_back_fields[] = {
	JSON(site_code, code, 0, 1, 4096),
	JSON(site_code, state, JSON_MUST, 1, 200),
	JSON(site_code, iss, 0, 1, 1024),
	JSON(site_code, error, 0, 1, 200),
	{ 0 },
};
const struct json_shape api_site_back = JSON_SHAPE(site_code, "ProviderBack",
	"How the other site sends people back.", site_back_fields);

struct providers {
	struct {
		struct provider *at;
		size_t count;
	} providers;
};
static const struct json_field provider_fields[] = {
	JSON_WORD(provider, provider, JSON_MUST, provider_words),
	JSON(provider, issuer, JSON_MUST, 1, 2048),
	JSON(provider, redirects, JSON_MUST, 0, 0,
		.about = "can people be sent there, by "
			 "GET /api/auth/oidc/start?"),
	{ 0 },
};
static const struct json_shape provider_shape = JSON_SHAPE(
	provider, "Provider", "Another site that signs in.", provider_fields);
static const struct json_field providers_fields[] = {
	JSON_ROWS(providers, providers, JSON_MUST, 2, &provider_shape),
	{ 0 },
};
const struct json_shape api_providers = JSON_SHAPE(
	providers, "Providers", "Those that are set up.", providers_fields);

static const struct json_field link_fields[] = {
	JSON_WORD(
		link_ask, provider, 0, provider_words, JSON_ELSE_TEXT("oidc")),
	JSON(link_ask, return_to, 0, 1, 512, JSON_ELSE_TEXT("/"),
		.about = "the path of this site that a browser goes on to",
		.example = "/settings/sign-in"),
	JSON(link_ask, current_password, JSON_WRITEONLY, 1, APP_PASSWORD_MOST,
		.format = JSON_PASSWORD,
		.about = "needed where the account has one; else a sign-in of "
			 "the last five minutes is"),
	{ 0 },
};
const struct json_shape api_link_ask = JSON_SHAPE(link_ask, "ProviderLink",
	"Which other site is to open my account.", link_fields);

static const struct json_field link_code_fields[] = {
	JSON(site_code, code, JSON_MUST | JSON_WRITEONLY, 1, 4096),
	JSON(site_code, state, JSON_MUST, 1, 200),
	JSON(site_code, iss, 0, 1, 1024),
	JSON(site_code, flow, JSON_MUST | JSON_WRITEONLY, 1, 8192),
	{ 0 },
};
const struct json_shape api_link_code = JSON_SHAPE(site_code,
	"ProviderLinkCode", "What the other site sent back.", link_code_fields);

static const struct json_field identity_fields[] = {
	JSON(identity, id, JSON_MUST, 36, 36, .format = JSON_UUID),
	JSON(identity, issuer, JSON_MUST, 1, 2048),
	JSON(identity, subject, JSON_MUST, 1, APP_IDENTITY_SUBJECT),
	JSON(identity, email, JSON_MUST, 0, APP_IDENTITY_TOKEN,
		.about = "as that site said it last"),
	JSON_TIME(identity, created_at, JSON_MUST),
	JSON_TIME(identity, used_at, JSON_MUST),
	{ 0 },
};
const struct json_shape api_identity = JSON_SHAPE(identity, "Identity",
	"An account at another site that opens mine.", identity_fields);

/* ---- handlers ----------------------------------------------------------- */

bool api_auth_google(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const struct google_sign *in = ask->in;
	struct sign_answer out;

	return api_may_sign(c, ask, in->cookie, err) &&
	       app_identity_google(c, in, &out, err) &&
	       api_show_sign(c, ask, reply, in->cookie, &out);
}

bool api_site_begin(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct site_way out;

	if (!app_identity_begin(c, ask->query, &out, err))
		return false;
	api_cookie_set(
		c, ask, reply, COOKIE_WALK, out.flow, APP_STEP_MS / 1000);
	return api_show(reply, &out);
}

bool api_site_end(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const struct site_code *in = ask->in;
	struct sign_answer out;
	struct str unused;

	return api_may_sign(c, ask, in->cookie, err) &&
	       app_identity_end(c, in, &out, &unused, err) &&
	       api_show_sign(c, ask, reply, in->cookie, &out);
}

static void send_on(struct api_reply *reply, struct str to)
{
	reply->res->status = 303;
	http_res_header(reply->res, "Location", to);
}

/* A browser came back: it goes on to where it wanted to, signed in or with one
 * more way in; or to where a second factor is asked for. */
bool api_site_callback(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct site_code in = *(const struct site_code *)ask->query;
	struct str to = STR("/");
	struct identity linked;
	struct sign_answer out;

	reply->sorry = STR("/sign-in");
	in.flow = api_cookie_find(c, ask, COOKIE_WALK);
	if (!in.flow.at)
		return err_set(err, ERR_NOT_SIGNED,
			"this browser did not begin this sign-in, or too long "
			"ago: begin again");
	if (app_identity_is_link(c, in.flow, &to)) {
		reply->sorry = to;
		if (!app_identity_link_end(c, &in, &linked, err))
			return false;
		api_cookie_set(c, ask, reply, COOKIE_WALK, STR(""), 0);
		send_on(reply, to);
		return true;
	}
	if (!app_identity_end(c, &in, &out, &to, err))
		return false;
	api_cookie_set(c, ask, reply, COOKIE_WALK, STR(""), 0);
	api_cookie_give(c, ask, reply, &out);
	send_on(reply, out.done ? to
				: str_fmt(c->mem, "/sign-in#mfa_token=%.*s",
					  STR_ARG(out.mfa_token)));
	return true;
}

bool api_provider_list(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct provider rows[2];
	struct providers out = { { rows, app_identity_providers(c, rows) } };

	(void)ask;
	(void)err;
	return api_show(reply, &out);
}

bool api_identity_begin(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct site_way out;

	if (!app_identity_link_begin(c, ask->in, &out, err))
		return false;
	api_cookie_set(
		c, ask, reply, COOKIE_WALK, out.flow, APP_STEP_MS / 1000);
	return api_show(reply, &out);
}

bool api_identity_add(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct identity out;

	return app_identity_link_end(c, ask->in, &out, err) &&
	       api_show(reply, &out);
}

bool api_identity_list(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct db_rows rows;

	(void)ask;
	return app_identity_list(c, &rows, err) &&
	       api_show_list(reply, &rows, sizeof(struct identity), STR_NONE);
}

bool api_identity_remove(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	return app_identity_remove(c, ask->id[0], err) &&
	       api_show_nothing(reply);
}

/*
 * api/cookie.c - browsers sign in by cookies (ACC-4): scripts of a page never
 * see a token. What changes something has to come from a page of this site:
 * the browser says so (Sec-Fetch-Site, else Origin), and the page repeats a
 * token that only it can read, in X-CSRF-Token. SameSite=Strict besides.
 *
 * Over TLS the names begin with __Host-, so that no other host of the domain
 * and no plain connection can set them. Not here: what a session is.
 */
#include "api/api_int.h"

#include "base/hash.h"

#define TLS_ONLY "__Host-" /* how a name begins over TLS */

static const struct {
	const char *name; /* as over TLS */
	bool readable;    /* by scripts of our pages */
	const char *same_site;
} cookies[] = {
	[COOKIE_ACCESS] = { TLS_ONLY "vitae", false, "Strict" },
	[COOKIE_REFRESH] = { TLS_ONLY "vitae-again", false, "Strict" },
	[COOKIE_PAGE] = { TLS_ONLY "vitae-page", true, "Strict" },
	/* it has to come along when another site sends people back */
	[COOKIE_WALK] = { TLS_ONLY "vitae-walk", false, "Lax" },
};

/* ---- where are we? ------------------------------------------------------ */

/* Up to its path. */
static struct str origin_of(struct str url)
{
	const char *at = memmem(url.at, url.len, "://", 3), *end;

	if (!at)
		return STR("");
	at += 3;
	end = memchr(at, '/', url.len - (size_t)(at - url.at));
	return end ? str_of(url.at, (size_t)(end - url.at)) : url;
}

struct str api_own_origin(struct call *c, const struct api_ask *ask)
{
	struct str front = str_c(c->house->settings->frontend_url),
		   host = http_header_find(ask->req, "host");

	if (front.len)
		return str_lower(c->mem, origin_of(front));
	return str_lower(c->mem, str_fmt(c->mem, "%s://%.*s",
					 ask->req->secure ? "https" : "http",
					 STR_ARG(host.at ? host : STR(""))));
}

static bool is_secure(const struct call *c, const struct api_ask *ask)
{
	return ask->req->secure ||
	       str_starts(str_c(c->house->settings->frontend_url),
		       STR("https://"));
}

/* ---- cookies ------------------------------------------------------------ */

static struct str name_of(
	const struct call *c, const struct api_ask *ask, enum api_cookie which)
{
	size_t plain = is_secure(c, ask) ? 0 : sizeof(TLS_ONLY) - 1;

	return str_c(cookies[which].name + plain);
}

struct str api_cookie_find(
	struct call *c, const struct api_ask *ask, enum api_cookie which)
{
	struct str name = name_of(c, ask, which),
		   rest = http_header_find(ask->req, "cookie");

	while (rest.at && rest.len) {
		struct str value = str_trim(str_cut(&rest, ';'));
		struct str its = str_cut(&value, '=');

		if (str_eq(its, name) && value.len)
			return value;
	}
	return STR_NONE;
}

void api_cookie_set(struct call *c, const struct api_ask *ask,
	struct api_reply *r, enum api_cookie which, struct str value,
	int64_t seconds)
{
	struct str name = name_of(c, ask, which);

	http_res_fmt(r->res, "Set-Cookie",
		"%.*s=%.*s; Path=/; Max-Age=%lld; SameSite=%s%s%s",
		STR_ARG(name), STR_ARG(value), (long long)seconds,
		cookies[which].same_site, is_secure(c, ask) ? "; Secure" : "",
		cookies[which].readable ? "" : "; HttpOnly");
}

void api_cookie_give(struct call *c, const struct api_ask *ask,
	struct api_reply *r, struct sign_answer *out)
{
	if (!out->done)
		return;
	api_cookie_set(
		c, ask, r, COOKIE_ACCESS, out->access_token, out->expires_in);
	api_cookie_set(c, ask, r, COOKIE_REFRESH, out->refresh_token,
		out->refresh_expires_in);
	api_cookie_set(c, ask, r, COOKIE_PAGE,
		app_sign_page_token(c->house, c->mem, out->session_id),
		out->refresh_expires_in);
	out->access_token = out->refresh_token = out->token_type = STR("");
}

void api_cookie_drop(
	struct call *c, const struct api_ask *ask, struct api_reply *r)
{
	if (!api_cookie_find(c, ask, COOKIE_ACCESS).at &&
		!api_cookie_find(c, ask, COOKIE_REFRESH).at)
		return;
	for (int i = COOKIE_ACCESS; i <= COOKIE_PAGE; i++)
		api_cookie_set(c, ask, r, (enum api_cookie)i, STR(""), 0);
	http_res_header(r->res, "Clear-Site-Data",
		STR("\"cache\", \"cookies\", \"storage\""));
}

/* ---- who asks? ---------------------------------------------------------- */

/* Did a page of this site ask, as far as the browser says? */
static bool from_our_page(
	struct call *c, const struct api_ask *ask, struct err *err)
{
	struct str site = http_header_find(ask->req, "sec-fetch-site"),
		   origin = http_header_find(ask->req, "origin");
	bool ok = site.at ? str_is(site, "same-origin")
			  : !origin.at || str_eq(str_lower(c->mem, origin),
						  api_own_origin(c, ask));

	return ok || err_set(err, ERR_FORBIDDEN,
			     "a page of another site asked for this");
}

static bool may_change(struct visit *v, const struct http_req *req,
	struct str session_id, struct err *err)
{
	struct call *c = &v->call;
	struct str given = http_header_find(req, "x-csrf-token"),
		   want = app_sign_page_token(c->house, c->mem, session_id);

	if (req->method == HTTP_GET || req->method == HTTP_HEAD)
		return true;
	if (!from_our_page(c, &v->ask, err))
		return false;
	return (given.len == want.len &&
		       hash_same(given.at, want.at, want.len)) ||
	       err_set(err, ERR_FORBIDDEN,
		       "with cookies this takes the header X-CSRF-Token: the "
		       "value of the cookie '%.*s'",
		       STR_ARG(name_of(c, &v->ask, COOKIE_PAGE)));
}

bool api_cookie_bearer(
	struct visit *v, const struct http_req *req, struct err *err)
{
	struct str token = api_cookie_find(&v->call, &v->ask, COOKIE_ACCESS);

	if (!token.at)
		return err_set(err, ERR_NOT_SIGNED,
			"sign in first: send 'Authorization: Bearer' and a "
			"token");
	if (!app_sign_bearer(&v->call, token, err))
		return false;
	/* an API key is no browser's */
	return v->call.who.kind == WHO_SESSION
		       ? may_change(v, req, v->call.who.way, err)
		       : err_set(err, ERR_NOT_SIGNED,
				 "this cookie holds no session");
}

bool api_may_sign(
	struct call *c, const struct api_ask *ask, bool cookie, struct err *err)
{
	return !cookie || from_our_page(c, ask, err);
}

bool api_show_sign(struct call *c, const struct api_ask *ask,
	struct api_reply *r, bool cookie, struct sign_answer *out)
{
	if (cookie)
		api_cookie_give(c, ask, r, out);
	return api_show(r, out);
}

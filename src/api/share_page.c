/*
 * api/share_page.c - what visitors of a shared link see: the document as our
 * own engine makes it, its PDF, a form that asks for the password, or why
 * there is nothing. Pages hold no script, and of styles only those whose hash
 * their policy names. Nobody is to index or keep them.
 */
#include "api/api_int.h"
#include "api/share_int.h"

#include "app/share.h"
#include "app/sign.h"
#include "base/code.h"
#include "base/hash.h"

static const char cookie[] = "vitae_share";

/* ---- headers ------------------------------------------------------------ */

static struct str between(struct str text, const char *from, const char *to)
{
	const char *a = memmem(text.at, text.len, from, strlen(from));
	const char *b;

	if (!a)
		return STR_NONE;
	a += strlen(from);
	b = memmem(a, (size_t)(text.at + text.len - a), to, strlen(to));
	return b ? str_of(a, (size_t)(b - a)) : STR_NONE;
}

/* A page may use the styles that stand in it, and nothing else. */
static void add_policy(struct http_res *res, struct str html)
{
	struct str style = between(html, "<style>", "</style>");
	struct arena *mem = res->headers.mem;
	unsigned char sum[HASH_SHA256_SIZE];

	hash_sha256(style.at ? style : STR(""), sum);
	http_res_fmt(res, "Content-Security-Policy",
		"default-src 'none'; style-src 'sha256-%s'; img-src data:; "
		"form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
		code_text(mem, CODE_BASE64,
			str_of((const char *)sum, sizeof(sum)))
			.at);
	http_res_header(
		res, "X-Robots-Tag", STR("noindex, nofollow, noarchive"));
}

static bool show_page(struct http_res *res, int status, struct str html)
{
	res->status = status;
	res->type = "text/html; charset=utf-8";
	res->body.len = 0;
	buf_add(&res->body, html);
	add_policy(res, html);
	return true;
}

/* ---- pages -------------------------------------------------------------- */

static bool show_words(const struct api_ask *ask, struct http_res *res,
	int status, enum share_words title, enum share_words why)
{
	const struct share_look l = api_share_look(ask->req, res->headers.mem);

	return show_page(res, status, api_share_words(&l, title, why));
}

/* A browser that was sent here asks for nothing else. */
static bool show_form(const struct api_ask *ask, struct http_res *res,
	int status, enum share_words why)
{
	const struct share_look l = api_share_look(ask->req, res->headers.mem);

	return show_page(res, status, api_share_form(&l, ask->id[0], why));
}

/* Why there is nothing, as a page; false: what people are not told here. */
static bool show_why(
	const struct api_ask *ask, struct http_res *res, const struct err *err)
{
	if (err->code == ERR_GONE)
		return show_words(ask, res, 410, SHARE_GONE, SHARE_GONE_WHY);
	if (err->code == ERR_NOT_FOUND)
		return show_words(ask, res, 404, SHARE_NONE, SHARE_NONE_WHY);
	if (err->code == ERR_FORBIDDEN)
		return show_words(ask, res, 403, SHARE_KEPT, SHARE_KEPT_WHY);
	return false;
}

/* ---- who comes ---------------------------------------------------------- */

/* Signed in where the link is theirs: their own looks do not count. */
static bool is_owner(
	struct call *c, const struct api_ask *ask, const struct share *s)
{
	struct str given = http_header_find(ask->req, "authorization");
	struct str token = api_cookie_find(c, ask, COOKIE_ACCESS);
	const struct who visitor = c->who;
	struct err err = { 0 };
	bool is;

	if (given.len > 7 && str_eq_nocase(str_of(given.at, 7), STR("bearer ")))
		token = str_trim(str_of(given.at + 7, given.len - 7));
	if (!token.len)
		return false;
	is = app_sign_bearer(c, token, &err) &&
	     str_eq(c->who.id, s->account_id);
	c->who = visitor;
	return is;
}

static bool counts(
	struct call *c, const struct api_ask *ask, const struct share *s)
{
	const struct http_req *req = ask->req;
	struct str purpose = http_header_find(req, "sec-purpose");

	if (!purpose.at)
		purpose = http_header_find(req, "purpose");
	return req->method == HTTP_GET &&
	       !str_starts(purpose, STR("prefetch")) &&
	       !app_share_is_robot(c->from.agent) && !is_owner(c, ask, s);
}

static bool is_open(
	struct call *c, const struct http_req *req, const struct share *s)
{
	return app_share_opens(c, s, http_cookie_find(req, cookie));
}

/* ---- the document ------------------------------------------------------- */

static bool show_html(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, const struct share_found *f, struct err *err)
{
	const struct share_look l = api_share_look(ask->req, c->mem);
	struct rendered said;
	struct str html;
	struct buf b;

	buf_init(&b, c->mem, reply->res->body.ceiling);
	if (!app_share_render(
		    c, f, app_render_format(STR("html")), &b, &said, err))
		return false;
	html = api_share_sheet(
		&l, buf_str(&b), ask->id[0], f->share.allow_download);
	return (!counts(c, ask, &f->share) ||
		       app_share_count(c, &f->share, false, err)) &&
	       show_page(reply->res, 200, html);
}

static bool show_pdf(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, const struct share_found *f, struct err *err)
{
	struct http_res *res = reply->res;
	struct rendered said;

	if (!f->share.allow_download)
		return err_set(err, ERR_FORBIDDEN,
			"this link shows it as a page alone");
	if (!app_share_render(c, f, app_render_format(STR("pdf")), &res->body,
		    &said, err) ||
		(counts(c, ask, &f->share) &&
			!app_share_count(c, &f->share, true, err)))
		return false;
	res->status = 200;
	res->type = "application/pdf";
	api_show_name(reply, said.name, true);
	add_policy(res, STR(""));
	return true;
}

typedef bool shower(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, const struct share_found *f, struct err *err);

static bool visit(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, shower *show, struct err *err)
{
	struct share_found f = { 0 };
	struct err why = { 0 };

	if (app_share_find(c, ask->id[0], &f, &why)) {
		if (!is_open(c, ask->req, &f.share))
			return show_form(ask, reply->res, 401, SHARE_ASK_WHY);
		if (show(c, ask, reply, &f, &why))
			return true;
	}
	if (show_why(ask, reply->res, &why))
		return true;
	*err = why;
	return false;
}

bool api_share_page(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	return visit(c, ask, reply, show_html, err);
}

bool api_share_pdf(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	return visit(c, ask, reply, show_pdf, err);
}

/* ---- the password ------------------------------------------------------- */

static struct str password_of(const struct http_req *req)
{
	struct http_req form = *req;
	struct str password;

	form.query = req->body;
	return http_query_find(&form, "password", &password) ? password
							     : STR("");
}

/* The pass goes nowhere but to this link, and no script sees it. */
static bool send_on(
	const struct api_ask *ask, struct http_res *res, struct str pass)
{
	http_res_fmt(res, "Set-Cookie",
		"%s=%.*s; Path=/s/%.*s; Max-Age=%d; HttpOnly; SameSite=Lax%s",
		cookie, STR_ARG(pass), STR_ARG(ask->id[0]), APP_SHARE_PASS_S,
		ask->req->secure ? "; Secure" : "");
	http_res_fmt(res, "Location", "/s/%.*s", STR_ARG(ask->id[0]));
	res->status = 303;
	add_policy(res, STR(""));
	return true;
}

bool api_share_unlock(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct http_res *res = reply->res;
	struct share_found f = { 0 };
	struct str pass = STR("");
	struct err why = { 0 };

	if (!app_share_find(c, ask->id[0], &f, &why)) {
		if (show_why(ask, res, &why))
			return true;
		*err = why;
		return false;
	}
	if (!f.share.password.len)
		return send_on(ask, res, pass);
	if (app_share_unlock(c, &f.share, password_of(ask->req), &pass, &why))
		return send_on(ask, res, pass);
	if (why.code == ERR_NOT_SIGNED)
		return show_form(ask, res, 401, SHARE_WRONG);
	if (why.code == ERR_RATE_LIMITED) {
		http_res_fmt(res, "Retry-After", "%lld",
			(long long)why.retry_after_ms / 1000 + 1);
		return show_form(ask, res, 429, SHARE_OFTEN);
	}
	*err = why;
	return false;
}

/*
 * api/share_page.c - what visitors of a shared link see: the document as our
 * own engine makes it, its PDF, a form that asks for the password, or why
 * there is nothing. Pages hold no script, and of styles only those whose hash
 * their policy names. Nobody is to index or keep them.
 */
#include "api/api_int.h"

#include "app/share.h"
#include "app/sign.h"
#include "base/code.h"
#include "base/hash.h"

enum { PAGE_MOST = 16 * 1024 };

static const char cookie[] = "vitae_share";

#define HEAD                                                                  \
	"<!doctype html>\n<html lang=\"en\">\n<head>\n"                       \
	"<meta charset=\"utf-8\">\n<meta name=\"viewport\" "                  \
	"content=\"width=device-width\">\n<meta name=\"robots\" "             \
	"content=\"noindex\">\n<title>%s</title>\n<style>"                    \
	"body{font:1rem/1.5 system-ui,sans-serif;margin:20vh auto 0;"         \
	"max-width:24rem;padding:0 1rem}h1{font-size:1.25rem}"                \
	"input,button{font:inherit;padding:.4rem .6rem;margin:.3rem 0;"       \
	"width:100%%;box-sizing:border-box}</style>\n</head>\n<body>\n<main>" \
	"\n<h1>%s</h1>\n"

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

static bool show_words(
	struct http_res *res, int status, const char *title, const char *words)
{
	struct buf b;

	buf_init(&b, res->headers.mem, PAGE_MOST);
	buf_addf(&b, HEAD "<p>%s</p>\n</main>\n</body>\n</html>\n", title,
		title, words);
	return show_page(res, status, buf_str(&b));
}

/* A browser that was sent here asks for nothing else. */
static bool show_form(struct http_res *res, struct str token, const char *why)
{
	struct buf b;

	buf_init(&b, res->headers.mem, PAGE_MOST);
	buf_addf(&b,
		HEAD "<p>%s</p>\n"
		     "<form method=\"post\" action=\"/s/%.*s\">\n"
		     "<label>Password <input type=\"password\" "
		     "name=\"password\" required autofocus "
		     "autocomplete=\"off\"></label>\n"
		     "<button>Show it</button>\n</form>\n</main>\n"
		     "</body>\n</html>\n",
		"A password, please", "A password, please", why,
		STR_ARG(token));
	return show_page(res, 401, buf_str(&b));
}

/* Why there is nothing, as a page; false: what people are not told here. */
static bool show_why(struct http_res *res, const struct err *err)
{
	if (err->code == ERR_GONE)
		return show_words(res, 410, "This link holds no more",
			"It has expired, or who shared it took it back. Ask "
			"them for a new one.");
	if (err->code == ERR_NOT_FOUND)
		return show_words(res, 404, "There is no such link",
			"Perhaps a letter of it was lost on the way.");
	if (err->code == ERR_FORBIDDEN)
		return show_words(res, 403, "Not to be downloaded",
			"Who shared this shows it as a page alone.");
	return false;
}

/* ---- who comes ---------------------------------------------------------- */

/* Signed in where the link is theirs: their own looks do not count. */
static bool is_owner(
	struct call *c, const struct http_req *req, const struct share *s)
{
	struct str given = http_header_find(req, "authorization");
	const struct who visitor = c->who;
	struct err err = { 0 };
	bool is;

	if (given.len < 8 ||
		!str_eq_nocase(str_of(given.at, 7), STR("bearer ")))
		return false;
	is = app_sign_bearer(
		     c, str_trim(str_of(given.at + 7, given.len - 7)), &err) &&
	     str_eq(c->who.id, s->account_id);
	c->who = visitor;
	return is;
}

static bool counts(
	struct call *c, const struct http_req *req, const struct share *s)
{
	struct str purpose = http_header_find(req, "sec-purpose");

	if (!purpose.at)
		purpose = http_header_find(req, "purpose");
	return req->method == HTTP_GET &&
	       !str_starts(purpose, STR("prefetch")) &&
	       !app_share_is_robot(c->from.agent) && !is_owner(c, req, s);
}

static bool is_open(
	struct call *c, const struct http_req *req, const struct share *s)
{
	return app_share_opens(c, s, http_cookie_find(req, cookie));
}

/* ---- the document ------------------------------------------------------- */

/* A link to the PDF, first thing on the page. */
static struct str with_download(
	struct arena *mem, struct str html, struct str token)
{
	const char *at = memmem(html.at, html.len, "<body", 5);
	struct buf b;
	size_t len;

	at = at ? memchr(at, '>', (size_t)(html.at + html.len - at)) : NULL;
	if (!at)
		return html;
	len = (size_t)(at + 1 - html.at);
	buf_init(&b, mem, html.len + 512);
	buf_add(&b, str_of(html.at, len));
	buf_addf(&b, "\n<p><a href=\"/s/%.*s/pdf\">Download as PDF</a></p>",
		STR_ARG(token));
	buf_add(&b, str_of(html.at + len, html.len - len));
	return buf_str(&b);
}

static bool show_html(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, const struct share_found *f, struct err *err)
{
	struct rendered said;
	struct str html;
	struct buf b;

	buf_init(&b, c->mem, reply->res->body.ceiling);
	if (!app_share_render(
		    c, f, app_render_format(STR("html")), &b, &said, err))
		return false;
	html = buf_str(&b);
	if (f->share.allow_download)
		html = with_download(c->mem, html, ask->id[0]);
	return (!counts(c, ask->req, &f->share) ||
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
		(counts(c, ask->req, &f->share) &&
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
			return show_form(reply->res, ask->id[0],
				"Who shared this protected it.");
		if (show(c, ask, reply, &f, &why))
			return true;
	}
	if (show_why(reply->res, &why))
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
	show_words(res, 303, "Here it is", "");
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
		if (show_why(res, &why))
			return true;
		*err = why;
		return false;
	}
	if (!f.share.password.len)
		return send_on(ask, res, pass);
	if (app_share_unlock(c, &f.share, password_of(ask->req), &pass, &why))
		return send_on(ask, res, pass);
	if (why.code == ERR_NOT_SIGNED)
		return show_form(
			res, ask->id[0], "That is not it. Please try again.");
	*err = why;
	return false;
}

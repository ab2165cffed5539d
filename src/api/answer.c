/* api/answer.c - what goes back: rows, lists, errors, headers. */
#include "api/api_int.h"
#include "api/shapes.h"
#include "app/cursor.h"
#include "base/id.h"

#include <stdio.h>

/* ---- headers ------------------------------------------------------------ */

/* For every answer. A page brings its own Content-Security-Policy. */
#define ALWAYS                                          \
	"X-Content-Type-Options: nosniff\r\n"           \
	"Referrer-Policy: no-referrer\r\n"              \
	"X-Frame-Options: DENY\r\n"                     \
	"Cross-Origin-Resource-Policy: same-origin\r\n" \
	"Cross-Origin-Opener-Policy: same-origin\r\n"
#define FOR_FILES                                       \
	"Content-Security-Policy: default-src 'none'; " \
	"frame-ancestors 'none'\r\n"
#define NO_STORE "Cache-Control: no-store\r\n"
#define FOR_DATA FOR_FILES NO_STORE
#define FOR_PAGES                                                          \
	"Content-Security-Policy: default-src 'none'; style-src 'self'; "  \
	"script-src 'self'; img-src 'self' data: blob:; font-src 'self'; " \
	"connect-src 'self'; manifest-src 'self'; form-action 'self'; "    \
	"base-uri 'none'; frame-ancestors 'none'\r\n"
#define TO_ASK_ABOUT "Cache-Control: no-cache\r\n"
#define TO_ASK_ABOUT_ALONE "Cache-Control: private, no-cache\r\n"
#define TO_KEEP "Cache-Control: public, max-age=31536000, immutable\r\n"
#define WITH_TLS \
	"Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n"

static void add_limits(struct visit *v)
{
	const struct limit_answer *l = &v->limited;
	struct buf *b = &v->res->headers;

	if (!l->limited)
		return;
	buf_add(b, STR("RateLimit-Limit: "));
	buf_add_int(b, l->rate.limit);
	buf_add(b, STR("\r\nRateLimit-Remaining: "));
	buf_add_int(b, l->rate.remaining);
	buf_add(b, STR("\r\nRateLimit-Reset: "));
	buf_add_int(b, (l->rate.reset_us + 999999) / 1000000);
	buf_add(b, STR("\r\nRateLimit-Policy: "));
	buf_add_int(b, l->strictest->limit);
	buf_add(b, STR(";w="));
	buf_add_int(b, l->strictest->period_us / 1000000);
	buf_add(b, STR("\r\n"));
}

bool api_origin_allowed(const struct settings *s, struct str origin)
{
	struct str rest = str_c(s->allowed_origins);

	while (rest.len)
		if (str_eq(str_trim(str_cut(&rest, ',')), origin))
			return true;
	return false;
}

static void add_cors(struct visit *v)
{
	const struct settings *s = v->api->house->settings;
	struct str origin;

	if (!s->enable_cors)
		return;
	buf_add(&v->res->headers, STR("Vary: Origin\r\n"));
	origin = http_header_find(v->ask.req, "origin");
	if (!origin.at || !api_origin_allowed(s, origin))
		return;
	http_res_header(v->res, "Access-Control-Allow-Origin", origin);
	buf_add(&v->res->headers,
		STR("Access-Control-Expose-Headers: X-Request-Id, Retry-After, "
		    "RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, "
		    "ETag, Content-Disposition, Vitae-Pages, Vitae-Fitted, "
		    "Vitae-Engine, Vitae-Template, Vitae-Identity, "
		    "Vitae-Pinned, Vitae-Changed, Vitae-History\r\n"));
	if (v->ask.req->method == HTTP_OPTIONS)
		buf_add(&v->res->headers,
			STR("Access-Control-Allow-Methods: GET, POST, PUT, "
			    "PATCH, DELETE\r\nAccess-Control-Allow-Headers: "
			    "Authorization, Content-Type, Idempotency-Key, "
			    "If-Match, If-None-Match, Last-Event-ID, "
			    "X-Request-Id\r\nAccess-Control-Max-Age: 600\r\n"));
}

void api_answer_headers(struct visit *v)
{
	const struct api_route *r = v->ask.route;
	struct buf *b = &v->res->headers;
	bool page = v->lost || (r && r->mode == PAGE);

	buf_add(b, r && r->own_policy ? STR(ALWAYS NO_STORE)
		   : !page && r && r->kept
			   ? STR(ALWAYS FOR_FILES TO_ASK_ABOUT_ALONE)
		   : !page           ? STR(ALWAYS FOR_DATA)
		   : r && r->forever ? STR(ALWAYS FOR_PAGES TO_KEEP)
				     : STR(ALWAYS FOR_PAGES TO_ASK_ABOUT));
	if (v->ask.req->secure)
		buf_add(b, STR(WITH_TLS));
	buf_add(b, STR("X-Request-Id: "));
	buf_add(b, v->call.from.request_id);
	buf_add(b, STR("\r\n"));
	add_limits(v);
	add_cors(v);
	if (r && r->type)
		v->res->type = r->type;
	v->res->no_compress |= r && r->secret;
}

/* ---- errors ------------------------------------------------------------- */

static void add_fields(struct json_out *out, const struct err *err)
{
	if (!err->field_count)
		return;
	json_object(json_key(out, "fields"));
	for (int i = 0; i < err->field_count; i++)
		json_put_text(json_key(out, err->fields[i].at),
			str_c(err->fields[i].why));
	json_end(out);
}

const char *api_answer_why(const struct err *err)
{
	/* what broke inside is for the log, not for a stranger */
	bool inside = err->code == ERR_BROKEN || err->code == ERR_UPSTREAM ||
		      err->code == ERR_FULL || err->code == ERR_BUSY;

	return inside || !*err->text ? err_text(err->code) : err->text;
}

/* OPS-9 writes this answer to the letter. */
static void show_limited(struct json_out *out, const struct err *err)
{
	json_put_text(json_key(out, "error"), STR("Rate limit exceeded"));
	json_put_text(json_key(out, "message"), str_c(err->text));
	json_put_text(json_key(out, "retry_after"),
		str_c(err->field_count ? err->fields[0].why : ""));
}

static void show_err(
	struct http_res *res, const struct err *err, struct str request_id)
{
	struct json_out out;

	res->body.len = 0;
	res->type = NULL;
	out = json_begin(&res->body, JSON_COMPACT);
	json_object(&out);
	if (err->code == ERR_RATE_LIMITED) {
		show_limited(&out, err);
	} else {
		json_put_text(
			json_key(&out, "error"), str_c(err_name(err->code)));
		json_put_text(
			json_key(&out, "message"), str_c(api_answer_why(err)));
		json_put_text(json_key(&out, "request_id"), request_id);
		add_fields(&out, err);
	}
	json_end(&out);
}

/* Another site sent a person here, who should not end up before JSON. */
static void say_sorry(struct visit *v, const struct err *err)
{
	struct str accept = http_header_find(v->ask.req, "accept");

	if (!v->sorry.len || !accept.at ||
		!memmem(accept.at, accept.len, "text/html", 9))
		return;
	v->res->status = 303;
	http_res_fmt(v->res, "Location", "%.*s#fault=%s", STR_ARG(v->sorry),
		err_name(err->code));
}

void api_answer_err(struct visit *v, const struct err *err)
{
	struct http_res *res = v->res;
	int64_t wait_ms = err->retry_after_ms;

	res->status = err_http(err->code);
	say_sorry(v, err);
	if (v->ask.route && v->ask.route->own_policy &&
		!http_res_find(res, "content-security-policy").at)
		buf_add(&res->headers, STR(FOR_FILES));
	show_err(res, err, v->call.from.request_id);
	if (err->code == ERR_BUSY && !wait_ms)
		wait_ms = 1000;
	if (wait_ms)
		http_res_fmt(res, "Retry-After", "%lld",
			(long long)((wait_ms + 999) / 1000));
	if (err->code == ERR_NOT_SIGNED)
		http_res_header(res, "WWW-Authenticate", STR("Bearer"));
	if (err->code == ERR_BROKEN || err->code == ERR_FULL)
		app_monitor_error(&v->call,
			v->ask.route ? v->ask.route->path : "api", err,
			err->code == ERR_FULL);
}

/* What http itself refuses: the head was never understood, there was no room
 * for it, or its body was not as planned. Only the last has a visit. */
void api_answer_refused(void *with, const struct http_req *req, int status,
	const char *why, struct http_res *res)
{
	static const struct {
		int status;
		enum err_code code;
	} codes[] = { { 400, ERR_BAD_INPUT }, { 405, ERR_BAD_METHOD },
		{ 408, ERR_TIMEOUT }, { 413, ERR_TOO_BIG },
		{ 414, ERR_HEAD_TOO_BIG }, { 417, ERR_BAD_EXPECT },
		{ 431, ERR_HEAD_TOO_BIG }, { 501, ERR_NOT_BUILT },
		{ 503, ERR_BUSY }, { 505, ERR_BAD_VERSION } };
	enum err_code code = status < 500 ? ERR_BAD_INPUT : ERR_BROKEN;
	const struct visit *v = req ? req->with : NULL;
	char id[72];
	struct err err;

	(void)with;
	for (size_t i = 0; i < LENGTH(codes); i++)
		if (codes[i].status == status)
			code = codes[i].code;
	err_set(&err, code, "%s", why);
	if (status == 413 && v && v->ask.route && v->ask.route->file)
		api_form_too_big(v, &err);
	buf_add(&res->headers, STR(ALWAYS));
	buf_add(&res->headers, STR(FOR_DATA));
	if (v)
		snprintf(id, sizeof(id), "%s", v->request_id);
	else
		id_write(id);
	http_res_header(res, "X-Request-Id", str_c(id));
	show_err(res, &err, str_c(id));
	res->status = status;
}

/* ---- rows --------------------------------------------------------------- */

static void success(struct api_reply *r)
{
	r->res->status = r->route->status ? r->route->status : 200;
}

bool api_show(struct api_reply *r, const void *row)
{
	success(r);
	json_show(&r->res->body, r->route->out, row);
	return true;
}

static const struct json_field page_fields[] = {
	API_CURSOR(page_ask),
	{ 0 },
};
const struct json_shape api_page =
	JSON_SHAPE(page_ask, "Page", "Which rows.", page_fields);

bool api_show_list(struct api_reply *r, const struct db_rows *rows,
	size_t row_size, struct str next)
{
	struct json_out out = json_begin(&r->res->body, JSON_COMPACT);

	success(r);
	json_object(&out);
	json_list(json_key(&out, r->route->many));
	for (size_t i = 0; i < rows->count; i++)
		json_put_row(&out, r->route->out,
			(const char *)rows->at + i * row_size);
	json_end(&out);
	json_put_text(json_key(&out, "next_cursor"), next);
	json_end(&out);
	return true;
}

/* For those who read no UTF-8, each other character is a "_". */
static void add_plain_name(struct buf *to, struct str name)
{
	for (size_t i = 0; i < name.len; i++) {
		unsigned char ch = (unsigned char)name.at[i];

		if (ch >= 0x20 && ch < 0x7f && ch != '"' && ch != '\\')
			buf_addc(to, (char)ch);
		else if (ch < 0x80 || ch >= 0xc0)
			buf_addc(to, '_');
	}
}

void api_show_name(struct api_reply *r, struct str name, bool shown)
{
	struct buf b;

	buf_init(&b, r->res->headers.mem, 5 * name.len + 64);
	buf_add(&b, shown ? STR("inline; filename=\"")
			  : STR("attachment; filename=\""));
	add_plain_name(&b, name);
	buf_add(&b, STR("\"; filename*=UTF-8''"));
	http_url_encode(&b, name);
	http_res_header(r->res, "Content-Disposition", buf_str(&b));
}

bool api_show_nothing(struct api_reply *r)
{
	r->res->status = 204;
	return true;
}

bool api_show_fixed(struct api_reply *r, const char *type, struct str text)
{
	success(r);
	r->res->type = type;
	r->res->fixed = text;
	return true;
}

/*
 * http/answer.c - what an answer looks like on the wire: status line, the
 * headers that are ours, 304, and which bytes follow. It sends nothing.
 */
#include "http/http_int.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { ZIP_LEAST = 1024, LINES_MOST = 512 };

static const struct {
	int status;
	const char *text;
} reasons[] = {
	{ 200, "OK" },
	{ 201, "Created" },
	{ 202, "Accepted" },
	{ 204, "No Content" },
	{ 206, "Partial Content" },
	{ 301, "Moved Permanently" },
	{ 302, "Found" },
	{ 303, "See Other" },
	{ 304, "Not Modified" },
	{ 307, "Temporary Redirect" },
	{ 308, "Permanent Redirect" },
	{ 400, "Bad Request" },
	{ 401, "Unauthorized" },
	{ 402, "Payment Required" },
	{ 403, "Forbidden" },
	{ 404, "Not Found" },
	{ 405, "Method Not Allowed" },
	{ 406, "Not Acceptable" },
	{ 408, "Request Timeout" },
	{ 409, "Conflict" },
	{ 410, "Gone" },
	{ 412, "Precondition Failed" },
	{ 413, "Content Too Large" },
	{ 414, "URI Too Long" },
	{ 415, "Unsupported Media Type" },
	{ 417, "Expectation Failed" },
	{ 422, "Unprocessable Content" },
	{ 428, "Precondition Required" },
	{ 429, "Too Many Requests" },
	{ 431, "Request Header Fields Too Large" },
	{ 500, "Internal Server Error" },
	{ 501, "Not Implemented" },
	{ 502, "Bad Gateway" },
	{ 503, "Service Unavailable" },
	{ 504, "Gateway Timeout" },
	{ 505, "HTTP Version Not Supported" },
	{ 507, "Insufficient Storage" },
};

static const char *reason(int status)
{
	for (size_t i = 0; i < LENGTH(reasons); i++)
		if (reasons[i].status == status)
			return reasons[i].text;
	return status < 400 ? "OK" : "Error";
}

struct str http_answer_brief(int status)
{
	static const char words[] = "HTTP/1.1 503 Service Unavailable\r\n"
				    "Retry-After: 1\r\nContent-Length: 0\r\n"
				    "Connection: close\r\n\r\n";

	assert(status == 503);
	return str_of(words, sizeof(words) - 1);
}

/* ---- lines -------------------------------------------------------------- */

/* A cursor over bytes that were measured before. */
static char *put(char *to, const char *text, size_t len)
{
	memcpy(to, text, len);
	return to + len;
}
#define PUT(to, lit) put(to, lit, sizeof(lit) - 1)

static char *put_int(char *to, int64_t n)
{
	char digits[24], *p = digits + sizeof(digits);

	do
		*--p = (char)('0' + n % 10);
	while (n /= 10);
	return put(to, p, (size_t)(digits + sizeof(digits) - p));
}

static char *put_date(char *to)
{
	static _Thread_local char date[HTTP_DATE_BYTES];
	static _Thread_local time_t second = -1;
	time_t now = time(NULL);

	if (now != second) {
		second = now;
		http_date_write(date, now);
	}
	to = PUT(to, "\r\nDate: ");
	return put(to, date, HTTP_DATE_BYTES - 1);
}

static char *put_status(char *to, int status)
{
	const char *text;

	if (status == 200)
		return PUT(to, "HTTP/1.1 200 OK");
	text = reason(status);
	to = PUT(to, "HTTP/1.1 ");
	to = put_int(to, status);
	*to++ = ' ';
	return put(to, text, strlen(text));
}

/* ---- what may be left out ----------------------------------------------- */

static bool zippable(const char *type)
{
	static const char *const types[] = { "text/", "application/json",
		"application/javascript", "application/xml", "image/svg+xml",
		"application/manifest+json", "application/ld+json",
		"application/problem+json" };

	if (!type)
		return true;
	for (size_t i = 0; i < LENGTH(types); i++)
		if (!strncmp(type, types[i], strlen(types[i])))
			return true;
	return false;
}

static bool same_as_theirs(const struct http_call *call)
{
	struct str theirs = http_header_find(&call->req, "if-none-match");
	struct str etag, date;
	int64_t since, changed;

	if (theirs.at) {
		etag = http_res_find(&call->res, "etag");
		return etag.at && http_etag_in(theirs, etag);
	}
	theirs = http_header_find(&call->req, "if-modified-since");
	if (!theirs.at || !http_date_read(theirs, &since))
		return false;
	date = http_res_find(&call->res, "last-modified");
	return date.at && http_date_read(date, &changed) && changed <= since;
}

static bool bodyless(int status)
{
	return status == 204 || status == 304 || status < 200;
}

/* Everything that is decided before the first line is written. */
struct look {
	struct str body;
	int64_t size;
	bool vary, zipped, typed, sized, head;
};

static void look_at_body(struct http_call *call, struct look *k, bool zip)
{
	struct http_res *res = &call->res;
	bool may = zip && !res->no_compress && k->size >= ZIP_LEAST &&
		   res->file_fd < 0 && zippable(res->type) &&
		   res->status != 206 &&
		   !http_res_find(res, "content-encoding").at;

	k->vary = may;
	if (!may || !call->understood ||
		!http_coding_wanted(
			http_header_find(&call->req, "accept-encoding"),
			STR("gzip")))
		return;
	k->zipped =
		res->status == 304 || http_zip(&call->mem, k->body, &k->body);
	if (res->status != 304)
		k->size = (int64_t)k->body.len;
}

static struct look look(struct http_call *call, bool zip)
{
	struct http_res *res = &call->res;
	struct look k = { .body = res->body.len ? buf_str(&res->body)
						: res->fixed };
	bool reads = call->understood && (call->req.method == HTTP_GET ||
						 call->req.method == HTTP_HEAD);

	k.size = res->file_fd >= 0 ? res->file_size : (int64_t)k.body.len;
	k.head = call->understood && call->req.method == HTTP_HEAD;
	if (res->status == 200 && reads && res->headers.len &&
		same_as_theirs(call))
		res->status = 304;
	look_at_body(call, &k, zip);
	k.sized = !bodyless(res->status);
	k.typed = k.sized && (k.size > 0 || res->type || k.head);
	if (!k.sized)
		k.size = 0;
	return k;
}

/* ---- the head ----------------------------------------------------------- */

/* The zipped bytes are another representation, so they need another tag:
 * "x" becomes "x-gz", and http_etag_in takes one for the other. */
static char *put_headers(
	char *to, const struct http_res *res, const struct look *k)
{
	struct str all = buf_str(&res->headers), etag = STR_NONE;
	size_t quote;

	if (k->zipped)
		etag = http_res_find(res, "etag");
	if (etag.len < 2)
		return all.len ? put(to, all.at, all.len) : to;
	quote = (size_t)(etag.at + etag.len - 1 - all.at);
	to = put(to, all.at, quote);
	to = PUT(to, "-gz");
	return put(to, all.at + quote, all.len - quote);
}

static char *put_connection(char *to, const struct http_call *call)
{
	if (!call->keep)
		return PUT(to, "Connection: close\r\n");
	return call->head.http10 ? PUT(to, "Connection: keep-alive\r\n") : to;
}

static struct str head_write(struct http_call *call, const struct look *k)
{
	struct http_res *res = &call->res;
	const char *type = res->type ? res->type : "application/json";
	size_t type_len = strlen(type);
	char *at = arena_bytes(
		&call->mem, LINES_MOST + res->headers.len + type_len);
	char *to = put_date(put_status(at, res->status));

	if (k->typed) {
		to = PUT(to, "\r\nContent-Type: ");
		to = put(to, type, type_len);
	}
	/* nobody knows how long a stream that HEAD asks for would be */
	if (k->sized && !call->open && !(k->head && res->streamed)) {
		to = PUT(to, "\r\nContent-Length: ");
		to = put_int(to, k->size);
	}
	to = PUT(to, "\r\n");
	if (call->open && !call->head.http10)
		to = PUT(to, "Transfer-Encoding: chunked\r\n");
	if (k->zipped && k->sized)
		to = PUT(to, "Content-Encoding: gzip\r\n");
	if (k->vary)
		to = PUT(to, "Vary: Accept-Encoding\r\n");
	to = put_connection(to, call);
	to = put_headers(to, res, k);
	to = PUT(to, "\r\n");
	assert((size_t)(to - at) <= LINES_MOST + res->headers.len + type_len);
	return str_of(at, (size_t)(to - at));
}

void http_answer_build(struct http_call *call, bool zip)
{
	struct http_res *res = &call->res;
	struct http_out *out = &call->out;
	struct look k;

	if (!res->status)
		res->status = 200;
	if (res->close || (call->open && call->head.http10) ||
		atomic_load_explicit(
			&call->loop->server->stopping, memory_order_relaxed))
		call->keep = false;
	k = look(call, zip && !call->open);
	if (call->open)
		k.sized = k.typed = true;
	out->bare = call->head.http10;
	out->head = head_write(call, &k);
	if (k.head || call->open || !k.sized)
		return;
	if (res->file_fd >= 0) {
		out->file_fd = res->file_fd;
		out->file_left = res->file_size;
		res->file_fd = -1;
	} else {
		out->body = k.body;
	}
}

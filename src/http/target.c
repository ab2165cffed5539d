/*
 * http/target.c - the address in a request: forms, escapes, Host. It decodes,
 * and refuses what two readers could take for two different paths.
 */
#include "http/parse.h"

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Decodes in place (the result is never longer). False: bad escape, NUL. */
static bool unescape(char *at, size_t len, bool plus_is_space, size_t *out)
{
	char *to = at;

	for (size_t i = 0; i < len; i++) {
		char c = at[i];

		if (c == '+' && plus_is_space) {
			c = ' ';
		} else if (c == '%') {
			int high = i + 2 < len ? hex(at[i + 1]) : -1;
			int low = i + 2 < len ? hex(at[i + 2]) : -1;

			if (high < 0 || low < 0 || high + low == 0)
				return false;
			c = (char)(high << 4 | low);
			i += 2;
		}
		if (!c)
			return false;
		*to++ = c;
	}
	*out = (size_t)(to - at);
	return true;
}

/* How many bytes follow `lead`, and what the first of them must lie between:
 * overlong forms, surrogates and what is above U+10FFFF fall out. */
static int utf8_tail(unsigned char lead, unsigned char *low, unsigned char *top)
{
	*low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
	*top = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
	return lead >= 0xc2 && lead <= 0xdf   ? 1
	       : lead >= 0xe0 && lead <= 0xef ? 2
	       : lead >= 0xf0 && lead <= 0xf4 ? 3
					      : -1;
}

bool http_utf8_ok(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.at;
	const unsigned char *end = p + s.len;

	while (p < end) {
		unsigned char lead = *p++, low, top;
		int tail;

		if (lead < 0x80)
			continue;
		tail = utf8_tail(lead, &low, &top);
		if (tail < 0 || end - p < tail || *p < low || *p > top)
			return false;
		for (p++; --tail > 0; p++)
			if ((*p & 0xc0) != 0x80)
				return false;
	}
	return true;
}

/* ---- Host --------------------------------------------------------------- */

static bool port_ok(struct str port)
{
	int n = 0;

	if (port.len > 5)
		return false;
	for (size_t i = 0; i < port.len; i++) {
		if (port.at[i] < '0' || port.at[i] > '9')
			return false;
		n = n * 10 + port.at[i] - '0';
	}
	return n < 65536;
}

static bool name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
	       c == '~';
}

bool http_host_ok(struct str host)
{
	size_t n = 0;

	if (host.len && *host.at == '[') {
		struct http_addr unused;

		while (n < host.len && host.at[n] != ']')
			n++;
		if (n == host.len || !memchr(host.at, ':', n) ||
			!http_addr_read(str_of(host.at + 1, n - 1), &unused))
			return false;
		n++;
	} else {
		while (n < host.len && n < 256 && name_byte(host.at[n]))
			n++;
	}
	if (n == 0)
		return false;
	return n == host.len ||
	       (host.at[n] == ':' &&
		       port_ok(str_of(host.at + n + 1, host.len - n - 1)));
}

/* ---- the target --------------------------------------------------------- */

static int refuse(struct http_head *h, const char *why)
{
	h->why = why;
	return 400;
}

/* "http://host/path": the authority must be what Host says. */
static bool absolute_cut(struct http_head *h, struct str *rest)
{
	struct str t = h->target, host;
	size_t scheme =
		t.len > 7 && str_eq_nocase(str_of(t.at, 7), STR("http://")) ? 7
		: t.len > 8 && str_eq_nocase(str_of(t.at, 8), STR("https://"))
			? 8
			: 0;
	size_t n = scheme;

	if (!scheme)
		return false;
	while (n < t.len && t.at[n] != '/' && t.at[n] != '?')
		n++;
	host = str_of(t.at + scheme, n - scheme);
	if (!http_host_ok(host) || (h->hosted && !str_eq_nocase(host, h->host)))
		return false;
	*rest = str_of(t.at + n, t.len - n);
	return true;
}

/* Is the segment that begins here "." or ".."? */
static bool is_dots(struct str path, size_t from)
{
	size_t n = from;

	while (n < path.len && path.at[n] == '.')
		n++;
	return n - from <= 2 && (n == path.len || path.at[n] == '/');
}

/* A dot, a control byte, a backslash or an escaped slash makes a path that
 * somebody in front of us could have understood otherwise. */
static bool path_ok(struct str path)
{
	for (size_t i = 1; i < path.len; i++) {
		unsigned char c = (unsigned char)path.at[i];

		if (c < 0x20 || c == 0x7f || c == '\\')
			return false;
		if (c == '.' && path.at[i - 1] == '/' && is_dots(path, i))
			return false;
	}
	return true;
}

static bool slash_escaped(struct str raw)
{
	for (size_t i = 0; i + 2 < raw.len; i++)
		if (raw.at[i] == '%' && raw.at[i + 1] == '2' &&
			(raw.at[i + 2] | 32) == 'f')
			return true;
	return false;
}

static int path_take(struct http_head *h, struct http_req *req, struct str path)
{
	size_t len = path.len;

	if (memchr(path.at, '%', path.len)) {
		/* the head lies in the connection's own buffer */
		char *at = (char *)(uintptr_t)path.at;

		if (slash_escaped(path) ||
			!unescape(at, path.len, false, &len) ||
			!http_utf8_ok(str_of(at, len)))
			return refuse(h, "the path holds a bad escape");
	}
	req->path = str_of(path.at, len);
	if (!path_ok(req->path))
		return refuse(h, "the path holds dots or marks that are "
				 "not taken");
	return HTTP_READY;
}

int http_target_read(struct http_head *h, struct http_req *req)
{
	struct str rest = h->target, path;
	const char *mark;

	req->query = str_of("", 0);
	if (str_eq(req->method_name, STR("CONNECT"))) {
		h->why = "this is no proxy";
		return 501;
	}
	if (str_eq(rest, STR("*"))) {
		req->path = rest;
		return req->method == HTTP_OPTIONS
			       ? HTTP_READY
			       : refuse(h, "'*' is for OPTIONS only");
	}
	if (*rest.at != '/' && !absolute_cut(h, &rest))
		return refuse(h, "the target is neither a path nor an "
				 "address of this host");
	mark = rest.len ? memchr(rest.at, '?', rest.len) : NULL;
	path = mark ? str_of(rest.at, (size_t)(mark - rest.at)) : rest;
	if (mark)
		req->query = str_of(mark + 1, rest.len - path.len - 1);
	return path_take(h, req, path.len ? path : STR("/"));
}

/* ---- for everybody ------------------------------------------------------ */

bool http_url_decode(
	struct arena *mem, struct str in, bool plus_is_space, struct str *out)
{
	struct str s = str_copy(mem, in);
	size_t len;

	if (!unescape((char *)(uintptr_t)s.at, s.len, plus_is_space, &len) ||
		!http_utf8_ok(str_of(s.at, len)))
		return false;
	*out = str_of(s.at, len);
	return true;
}

void http_url_encode(struct buf *out, struct str in)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < in.len; i++) {
		unsigned char c = (unsigned char)in.at[i];

		if (name_byte((char)c)) {
			buf_addc(out, (char)c);
			continue;
		}
		buf_addc(out, '%');
		buf_addc(out, digits[c >> 4]);
		buf_addc(out, digits[c & 15]);
	}
}

/*
 * http/parse.c - the head of a request, read in place. It does not look at
 * the target's inside (target.c) nor at bodies (chunk.c).
 */
#include "http/parse.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { TOKEN = 1, TARGET = 2 };

/* Targets: RFC 3986, and the five marks that browsers leave unescaped. */
static const unsigned char classes[256] = {
	['!'] = TOKEN | TARGET,
	['#'] = TOKEN,
	['$'] = TOKEN | TARGET,
	['%'] = TOKEN | TARGET,
	['&'] = TOKEN | TARGET,
	['\''] = TOKEN | TARGET,
	['('] = TARGET,
	[')'] = TARGET,
	['*'] = TOKEN | TARGET,
	['+'] = TOKEN | TARGET,
	[','] = TARGET,
	['-'] = TOKEN | TARGET,
	['.'] = TOKEN | TARGET,
	['/'] = TARGET,
	['0' ... '9'] = TOKEN | TARGET,
	[':'] = TARGET,
	[';'] = TARGET,
	['='] = TARGET,
	['?'] = TARGET,
	['@'] = TARGET,
	['A' ... 'Z'] = TOKEN | TARGET,
	['['] = TARGET,
	[']'] = TARGET,
	['^'] = TOKEN | TARGET,
	['_'] = TOKEN | TARGET,
	['`'] = TOKEN | TARGET,
	['a' ... 'z'] = TOKEN | TARGET,
	['{'] = TARGET,
	['|'] = TOKEN | TARGET,
	['}'] = TARGET,
	['~'] = TOKEN | TARGET,
};

static const char *skip(const char *p, const char *end, int class)
{
	while (p < end && classes[(unsigned char)*p] & class)
		p++;
	return p;
}

/* The first control byte (but tabs) at or behind p. */
static const char *value_end(const char *p, const char *end)
{
#if defined(__SSE2__)
	const __m128i flip = _mm_set1_epi8((char)0x80);
	const __m128i blank = _mm_set1_epi8((char)(0x20 ^ 0x80));
	const __m128i del = _mm_set1_epi8(0x7f);

	while (end - p >= 16) {
		__m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
		__m128i bad = _mm_or_si128(
			_mm_cmplt_epi8(_mm_xor_si128(x, flip), blank),
			_mm_cmpeq_epi8(x, del));
		int mask = _mm_movemask_epi8(bad);

		if (!mask) {
			p += 16;
			continue;
		}
		p += __builtin_ctz((unsigned)mask);
		if (*p != '\t')
			return p;
		p++;
	}
#endif
	while (p < end && ((unsigned char)*p >= 0x20 || *p == '\t') &&
		*p != 0x7f)
		p++;
	return p;
}

static int refuse(struct http_head *h, int status, const char *why)
{
	h->why = why;
	return status;
}

/* ---- the request line --------------------------------------------------- */

static const struct {
	const char *name;
	size_t len;
} methods[] = {
	[HTTP_GET] = { "GET", 3 },
	[HTTP_HEAD] = { "HEAD", 4 },
	[HTTP_POST] = { "POST", 4 },
	[HTTP_PUT] = { "PUT", 3 },
	[HTTP_PATCH] = { "PATCH", 5 },
	[HTTP_DELETE] = { "DELETE", 6 },
	[HTTP_OPTIONS] = { "OPTIONS", 7 },
	[HTTP_OTHER] = { "OTHER", 5 },
};

const char *http_method_name(enum http_method m) { return methods[m].name; }

static enum http_method method_of(struct str name)
{
	for (int m = 0; m < HTTP_METHODS; m++)
		if (name.len == methods[m].len &&
			!memcmp(name.at, methods[m].name, name.len))
			return (enum http_method)m;
	return HTTP_OTHER;
}

/* "HTTP/1.1\r\n", byte by byte, so that an error shows where it is. */
static int version_read(struct http_head *h, const char *p, const char *end)
{
	static const char want[] = "HTTP/1.1\r\n";
	bool other = false;

	for (int i = 0; i < 10; i++, p++) {
		if (p == end)
			return HTTP_MORE;
		if (i == 7 && *p == '0' && !other) {
			h->http10 = true;
		} else if ((i == 5 || i == 7) && *p >= '0' && *p <= '9') {
			other |= *p != '1';
		} else if (*p != want[i]) {
			return refuse(h, 400,
				"the request line is not "
				"'METHOD /path HTTP/1.1'");
		}
	}
	return other ? refuse(h, 505, "only HTTP/1.1 and HTTP/1.0 are spoken")
		     : HTTP_READY;
}

static int method_read(struct http_head *h, struct http_req *req,
	const char **p, const char *end)
{
	const char *at = *p, *stop;

	stop = skip(at, end, TOKEN);
	if (stop - at > HTTP_METHOD_BYTES)
		return refuse(h, 501, "the method is too long");
	if (stop == end)
		return HTTP_MORE;
	if (stop == at || *stop != ' ')
		return refuse(h, 400, "the method is not a word");
	req->method_name = str_of(at, (size_t)(stop - at));
	req->method = method_of(req->method_name);
	*p = stop + 1;
	return HTTP_READY;
}

static int line_read(struct http_head *h, struct http_req *req, const char *in,
	const char *end)
{
	const char *p = in, *stop;
	int verdict;

	if (p < end && *p == '\r') { /* one empty line may stand before it */
		if (end - p < 2)
			return HTTP_MORE;
		if (p[1] != '\n')
			return refuse(h, 400, "a lone carriage return");
		p += 2;
	}
	if (p == end)
		return HTTP_MORE;
	verdict = method_read(h, req, &p, end);
	if (verdict != HTTP_READY)
		return verdict;
	stop = skip(p, end, TARGET);
	if (stop == end)
		return HTTP_MORE;
	if (stop == p || *stop != ' ')
		return refuse(h, 400,
			"the target holds bytes that no "
			"address may hold");
	h->target = str_of(p, (size_t)(stop - p));
	verdict = version_read(h, stop + 1, end);
	if (verdict != HTTP_READY)
		return verdict;
	h->lined = true;
	h->at = (size_t)(stop + 11 - in);
	return HTTP_READY;
}

/* ---- headers ------------------------------------------------------------ */

/* `low` is in lower case; the name holds token bytes only, of which none but
 * a capital letter becomes a small one by |32. */
static bool name_is(struct str name, const char *low)
{
	for (size_t i = 0; i < name.len; i++)
		if ((name.at[i] | 32) != low[i])
			return false;
	return true;
}

static int host_take(struct http_head *h, struct str value)
{
	if (h->hosted)
		return refuse(h, 400, "two Host headers");
	h->hosted = true;
	h->host = value;
	return http_host_ok(value) ? HTTP_READY
				   : refuse(h, 400, "Host is not a host name");
}

static int length_take(struct http_head *h, struct str value)
{
	int64_t n = 0;

	if (h->sized)
		return refuse(h, 400, "two Content-Length headers");
	h->sized = true;
	if (value.len == 0 || value.len > 18)
		return refuse(h, 400, "Content-Length is not a number");
	for (size_t i = 0; i < value.len; i++) {
		if (value.at[i] < '0' || value.at[i] > '9')
			return refuse(h, 400, "Content-Length is not a number");
		n = n * 10 + (value.at[i] - '0');
	}
	h->length = n;
	return HTTP_READY;
}

static int coding_take(struct http_head *h, struct str value)
{
	if (h->http10)
		return refuse(h, 400, "Transfer-Encoding in HTTP/1.0");
	if (h->chunked)
		return refuse(h, 400, "two Transfer-Encoding headers");
	if (!str_eq_nocase(value, STR("chunked")))
		return refuse(h, 501,
			"the only Transfer-Encoding taken is "
			"'chunked'");
	h->chunked = true;
	return HTTP_READY;
}

static int expect_take(struct http_head *h, struct str value)
{
	if (!str_eq_nocase(value, STR("100-continue")))
		return refuse(h, 417,
			"the only Expect taken is "
			"'100-continue'");
	h->expect = true;
	return HTTP_READY;
}

static int connection_take(struct http_head *h, struct str value)
{
	while (value.len) {
		struct str word = str_trim(str_cut(&value, ','));

		h->close |= str_eq_nocase(word, STR("close"));
		h->keep_alive |= str_eq_nocase(word, STR("keep-alive"));
	}
	return HTTP_READY;
}

static int header_take(struct http_head *h, const struct http_header *f)
{
	switch (f->name.len) {
	case 4:
		return name_is(f->name, "host") ? host_take(h, f->value)
						: HTTP_READY;
	case 6:
		return name_is(f->name, "expect") ? expect_take(h, f->value)
						  : HTTP_READY;
	case 10:
		return name_is(f->name, "connection")
			       ? connection_take(h, f->value)
			       : HTTP_READY;
	case 14:
		return name_is(f->name, "content-length")
			       ? length_take(h, f->value)
			       : HTTP_READY;
	case 17:
		return name_is(f->name, "transfer-encoding")
			       ? coding_take(h, f->value)
			       : HTTP_READY;
	default:
		return HTTP_READY;
	}
}

/* One line that is not the empty one. */
static int header_read(struct http_head *h, struct http_req *req,
	const char *in, const char *end)
{
	const char *at = in + h->at, *colon = skip(at, end, TOKEN), *stop;
	struct http_header f;

	if (colon == end)
		return HTTP_MORE;
	if (colon == at || *colon != ':')
		return refuse(h, 400, "a header line is not 'Name: value'");
	if (req->header_count == HTTP_HEADERS_MAX)
		return refuse(h, 431, "too many headers");
	f.name = str_of(at, (size_t)(colon - at));
	for (at = colon + 1; at < end && (*at == ' ' || *at == '\t'); at++)
		;
	stop = value_end(at, end);
	if (stop == end)
		return HTTP_MORE;
	if (*stop != '\r')
		return refuse(h, 400, "a header holds a control byte");
	if (stop + 1 == end)
		return HTTP_MORE;
	if (stop[1] != '\n')
		return refuse(h, 400, "a lone carriage return");
	h->at = (size_t)(stop + 2 - in);
	while (stop > at && (stop[-1] == ' ' || stop[-1] == '\t'))
		stop--;
	f.value = str_of(at, (size_t)(stop - at));
	req->headers[req->header_count++] = f;
	return header_take(h, &f);
}

/* What only the whole head can say. */
static int head_check(struct http_head *h, struct http_req *req)
{
	if (!h->hosted && !h->http10)
		return refuse(h, 400, "the Host header is missing");
	if (h->chunked && h->sized)
		return refuse(
			h, 400, "both Content-Length and Transfer-Encoding");
	h->keep = !h->close && (!h->http10 || h->keep_alive);
	h->expect &= !h->http10;
	return http_target_read(h, req);
}

void http_head_init(struct http_head *h, struct http_req *req)
{
	*h = (struct http_head){ .length = -1 };
	req->header_count = 0;
}

int http_head_read(
	struct http_head *h, struct http_req *req, char *in, size_t len)
{
	const char *end = in + len;
	int verdict;

	if (!h->lined) {
		verdict = line_read(h, req, in, end);
		if (verdict != HTTP_READY)
			return verdict;
	}
	for (;;) {
		const char *p = in + h->at;

		if (p == end)
			return HTTP_MORE;
		if (*p == '\r') {
			if (end - p < 2)
				return HTTP_MORE;
			if (p[1] != '\n')
				return refuse(h, 400, "a lone carriage return");
			h->at += 2;
			return head_check(h, req);
		}
		verdict = header_read(h, req, in, end);
		if (verdict != HTTP_READY)
			return verdict;
	}
}

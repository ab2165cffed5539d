/* test/unit/http_parse_test.c - heads, targets and chunks, whole and in pieces
 */
#include "test.h"

#include "http/http_int.h"

#include <stdlib.h>

#define H "Host: a\r\n"
#define GET "GET / HTTP/1.1\r\n" H
#define POST "POST / HTTP/1.1\r\n" H
#define T(target) "GET " target " HTTP/1.1\r\n" H "\r\n"
#define HOST(host) "GET / HTTP/1.1\r\nHost: " host "\r\n\r\n"
#define LEN(len) POST "Content-Length:" len "\r\n\r\n"
#define TE(te) POST "Transfer-Encoding:" te "\r\n\r\n"
#define OK_ HTTP_READY

struct head_case {
	const char *at;
	size_t len;
	int want;
};
#define C(text, want)                        \
	{                                    \
		text, sizeof(text) - 1, want \
	}

static const struct head_case heads[] = {
	/* request lines */
	C(GET "\r\n", OK_),
	C("\r\n" GET "\r\n", OK_),
	C("\r\n\r\n" GET "\r\n", 400),
	C("\n" GET "\r\n", 400),
	C(" " GET "\r\n", 400),
	C("GET / HTTP/1.0\r\n\r\n", OK_),
	C("get / HTTP/1.1\r\n" H "\r\n", OK_), /* another method */
	C("BREW / HTTP/1.1\r\n" H "\r\n", OK_),
	C("TRACE / HTTP/1.1\r\n" H "\r\n", OK_),
	C("CONNECT a:80 HTTP/1.1\r\n" H "\r\n", 501),
	C("CONNECT /a HTTP/1.1\r\n" H "\r\n", 501),
	C("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA / HTTP/1.1\r\n" H "\r\n", OK_),
	C("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA / HTTP/1.1\r\n" H "\r\n", 501),
	C("G(T / HTTP/1.1\r\n" H "\r\n", 400),
	C("G\0T / HTTP/1.1\r\n" H "\r\n", 400),
	C("GET  / HTTP/1.1\r\n" H "\r\n", 400),
	C("GET\t/ HTTP/1.1\r\n" H "\r\n", 400),
	C("GET /  HTTP/1.1\r\n" H "\r\n", 400),
	C("GET / HTTP/1.1 \r\n" H "\r\n", 400),
	C("GET /\r\n", 400),
	C("GET / \r\n\r\n", 400),
	C("GET\r\n\r\n", 400),
	C("GET / http/1.1\r\n" H "\r\n", 400),
	C("GET / HTTP/1.1\n" H "\r\n", 400),
	C("GET / HTTP/1.1\r" H "\r\n", 400),
	C("GET / HTTP/11\r\n" H "\r\n", 400),
	C("GET / HTTP/1.10\r\n" H "\r\n", 400),
	C("GET / HTTP/.1\r\n" H "\r\n", 400),
	C("GET / HTTP/0.9\r\n" H "\r\n", 505),
	C("GET / HTTP/1.2\r\n" H "\r\n", 505),
	C("GET / HTTP/2.0\r\n" H "\r\n", 505),
	C("GET / HTTP/2.1\r\n" H "\r\n", 505),
	C("GET / HTTP/0.0\r\n" H "\r\n", 505),
	C("GET / ICAP/1.1\r\n" H "\r\n", 400),
	C("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
	C("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03", 400), /* TLS */
	/* targets */
	C(T("/a/b?c=d&e"), OK_),
	C(T("/%41"), OK_),
	C(T("/~!$&'()*+,;=:@[]^`{|}_-."), OK_),
	C(T("a"), 400),
	C(T("?a"), 400),
	C(T("*"), 400),
	C("OPTIONS * HTTP/1.1\r\n" H "\r\n", OK_),
	C("OPTIONS ** HTTP/1.1\r\n" H "\r\n", 400),
	C(T("/#x"), 400),
	C(T("/\\x"), 400),
	C(T("/?\\x"), 400),
	C(T("/\"x"), 400),
	C(T("/<x>"), 400),
	C(T("/\xc3\xa4"), 400),
	C(T("/\x7f"), 400),
	C(T("/\x01"), 400),
	C(T("/a\0b"), 400),
	C(T("/%c3%a4"), OK_),
	C(T("/%C3%A4"), OK_),
	C(T("/%c3"), 400),
	C(T("/%c0%af"), 400),    /* overlong '/' */
	C(T("/%e0%80%af"), 400), /* longer still */
	C(T("/%f0%80%80%af"), 400),
	C(T("/%ed%a0%80"), 400),    /* a surrogate */
	C(T("/%f4%90%80%80"), 400), /* above U+10FFFF */
	C(T("/%ff"), 400),
	C(T("/%"), 400),
	C(T("/%4"), 400),
	C(T("/%4g"), 400),
	C(T("/%00"), 400),
	C(T("/%0a"), 400),
	C(T("/%7f"), 400),
	C(T("/%5c"), 400),
	C(T("/a%2fb"), 400),
	C(T("/a%2Fb"), 400),
	C(T("/%252e%252e/"), OK_), /* decoded once only */
	C(T("/."), 400),
	C(T("/.."), 400),
	C(T("/./a"), 400),
	C(T("/../a"), 400),
	C(T("/a/.."), 400),
	C(T("/a/../b"), 400),
	C(T("/a/./b"), 400),
	C(T("/%2e%2e/b"), 400),
	C(T("/a/%2E"), 400),
	C(T("/a/.%2e"), 400),
	C(T("/..."), OK_),
	C(T("/.a"), OK_),
	C(T("/a..b/c."), OK_),
	C(T("/?a=/../%00"), OK_), /* the query is decoded later */
	C(T("http://a/b"), OK_),
	C(T("HTTP://A/b"), OK_),
	C(T("https://a"), OK_),
	C(T("http://a?b"), OK_),
	C(T("http://a/../b"), 400),
	C(T("http://b/"), 400),
	C(T("http://a:80/"), 400),
	C(T("http://u@a/"), 400),
	C(T("http:///"), 400),
	C(T("http://"), 400),
	C(T("ftp://a/"), 400),
	C(T("a:80"), 400),
	C("GET http://a/ HTTP/1.0\r\n\r\n", OK_),
	/* Host */
	C("GET / HTTP/1.1\r\n\r\n", 400),
	C(GET H "\r\n", 400),
	C(GET "hOsT: b\r\n\r\n", 400),
	C("GET / HTTP/1.0\r\n" H H "\r\n", 400),
	C(HOST(""), 400),
	C(HOST(" "), 400),
	C(HOST("a:8000"), OK_),
	C(HOST("a:"), OK_),
	C(HOST("a:65535"), OK_),
	C(HOST("a:65536"), 400),
	C(HOST("a:123456"), 400),
	C(HOST("a:8x"), 400),
	C(HOST(":80"), 400),
	C(HOST("a:1:2"), 400),
	C(HOST("a/b"), 400),
	C(HOST("a b"), 400),
	C(HOST("a,b"), 400),
	C(HOST("u@a"), 400),
	C(HOST("a\xc3\xa4"), 400),
	C(HOST("127.0.0.1"), OK_),
	C(HOST("[::1]"), OK_),
	C(HOST("[::1]:80"), OK_),
	C(HOST("[::1]x"), 400),
	C(HOST("[::1"), 400),
	C(HOST("[127.0.0.1]"), 400),
	C(HOST("[]"), 400),
	C(HOST("[::g]"), 400),
	/* header lines */
	C(GET "A: b\r\n\r\n", OK_),
	C(GET "A:b\r\n\r\n", OK_),
	C(GET "A:\r\n\r\n", OK_),
	C(GET "A: \t b\tc \t\r\n\r\n", OK_),
	C(GET "A: caf\xe9\r\n\r\n", OK_),
	C(GET "A!#$%&'*+-.^_`|~9: b\r\n\r\n", OK_),
	C(GET "A : b\r\n\r\n", 400),
	C(GET "A\t: b\r\n\r\n", 400),
	C(GET ": b\r\n\r\n", 400),
	C(GET "A\r\n\r\n", 400),
	C(GET "A b: c\r\n\r\n", 400),
	C(GET "A\0: b\r\n\r\n", 400),
	C(GET "A\x80: b\r\n\r\n", 400),
	C(GET "A(: b\r\n\r\n", 400),
	C(GET "A: b\0c\r\n\r\n", 400),
	C(GET "A: b\x01"
	      "c\r\n\r\n",
		400),
	C(GET "A: b\x7f\r\n\r\n", 400),
	C(GET "A: b\nc: d\r\n\r\n", 400),
	C(GET "A: b\rc\r\n\r\n", 400),
	C(GET "A: b\r\r\n\r\n", 400),
	C(GET "A: b\n\r\n", 400),
	C(GET "A: b\r\n c\r\n\r\n", 400), /* folded */
	C(GET "A: b\r\n\tc\r\n\r\n", 400),
	C(GET "A:\r\n b\r\n\r\n", 400),
	C("GET / HTTP/1.1\r\n " H "\r\n", 400),
	C(GET "\n", 400),
	C(GET "\r\r\n", 400),
	C(GET "A: 0123456789abcdef0123456789abcde\x01\r\n\r\n", 400),
	C(GET "A: 0123456789abcde\t0123456789abcdef0123\r\n\r\n", OK_),
	/* Content-Length */
	C(LEN("5"), OK_),
	C(LEN(" 5 "), OK_),
	C(LEN("0"), OK_),
	C(LEN("007"), OK_),
	C(LEN("999999999999999999"), OK_),
	C(LEN("1000000000000000000"), 400),
	C(LEN("18446744073709551616"), 400),
	C(LEN("99999999999999999999999999"), 400),
	C(LEN(""), 400),
	C(LEN("+5"), 400),
	C(LEN("-5"), 400),
	C(LEN("5 5"), 400),
	C(LEN("5,5"), 400),
	C(LEN("5, 5"), 400),
	C(LEN("0x5"), 400),
	C(LEN("5a"), 400),
	C(LEN("5.0"), 400),
	C(LEN("\xb5"), 400),
	C(LEN("5\x0b"), 400),
	C(POST "Content-Length: 5\r\nContent-Length: 5\r\n\r\n", 400),
	C(POST "Content-Length: 5\r\ncontent-length: 6\r\n\r\n", 400),
	C(POST "Content-Length : 5\r\n\r\n", 400),
	/* Transfer-Encoding */
	C(TE("chunked"), OK_),
	C(TE(" Chunked "), OK_),
	C(TE("xchunked"), 501),
	C(TE("chunked, chunked"), 501),
	C(TE("gzip, chunked"), 501),
	C(TE("chunked, gzip"), 501),
	C(TE("identity"), 501),
	C(TE("chunked;a=b"), 501),
	C(TE("\"chunked\""), 501),
	C(TE(",chunked"), 501),
	C(TE(""), 501),
	C(TE("\x0b"
	     "chunked"),
		400),
	C(TE("chunked\0"), 400),
	C(POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: "
	       "chunked\r\n\r\n",
		400),
	C(POST "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n", 400),
	C(POST "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
	C("POST / HTTP/1.0\r\n" H "Transfer-Encoding: chunked\r\n\r\n", 400),
	C(POST "Transfer-Encoding : chunked\r\n\r\n", 400),
	C(POST "Transfer-Encoding:\r\n chunked\r\n\r\n", 501),
	/* Expect, Connection */
	C(POST "Expect: 100-continue\r\nContent-Length: 1\r\n\r\n", OK_),
	C(POST "Expect: 100-Continue\r\nContent-Length: 1\r\n\r\n", OK_),
	C(POST "Expect: 200-ok\r\n\r\n", 417),
	C(GET "Connection: a, close ,b\r\n\r\n", OK_),
	/* not finished */
	C("", HTTP_MORE),
	C("\r", HTTP_MORE),
	C("GET", HTTP_MORE),
	C("GET / HTTP/1.1\r\n", HTTP_MORE),
	C(GET "\r", HTTP_MORE),
	C(GET "A: b", HTTP_MORE),
};

/* Reads it as if it came in these two pieces; exact buffers let the address
 * sanitizer see every byte read too far. */
static int read_in_two(const struct head_case *c, size_t first)
{
	struct http_req req = { .mem = &test_mem };
	struct http_head h;
	char *in = malloc(c->len ? c->len : 1);
	int verdict;

	memcpy(in, c->at, c->len);
	http_head_init(&h, &req);
	verdict = http_head_read(&h, &req, in, first);
	if (verdict == HTTP_MORE)
		verdict = http_head_read(&h, &req, in, c->len);
	free(in);
	return verdict;
}

static int read_bytewise(const struct head_case *c)
{
	struct http_req req = { .mem = &test_mem };
	struct http_head h;
	char *in = malloc(c->len ? c->len : 1);
	int verdict = HTTP_MORE;

	memcpy(in, c->at, c->len);
	http_head_init(&h, &req);
	for (size_t n = 0; n <= c->len && verdict == HTTP_MORE; n++)
		verdict = http_head_read(&h, &req, in, n);
	free(in);
	return verdict;
}

TEST(heads_are_taken_and_refused_as_the_table_says)
{
	OK(LENGTH(heads) >= 120);
	for (size_t i = 0; i < LENGTH(heads); i++)
		if (read_in_two(&heads[i], heads[i].len) != heads[i].want)
			test_fail(__FILE__, __LINE__, "case %zu: %d: %s", i,
				read_in_two(&heads[i], heads[i].len),
				heads[i].at);
}

TEST(a_head_means_the_same_however_it_is_cut)
{
	for (size_t i = 0; i < LENGTH(heads); i++) {
		for (size_t n = 0; n <= heads[i].len; n++)
			if (read_in_two(&heads[i], n) != heads[i].want)
				test_fail(__FILE__, __LINE__,
					"case %zu cut at %zu: %s", i, n,
					heads[i].at);
		if (read_bytewise(&heads[i]) != heads[i].want)
			test_fail(__FILE__, __LINE__, "case %zu bytewise: %s",
				i, heads[i].at);
	}
}

static int head_of(char *in, struct http_req *req, struct http_head *h)
{
	http_head_init(h, req);
	return http_head_read(h, req, in, strlen(in));
}

TEST(what_is_read_from_a_head_is_what_was_sent)
{
	char in[] = "PATCH /a%20b/c?d=%20&e HTTP/1.1\r\nHost: x:1\r\n"
		    "Content-Length:  12 \r\nX-Y:\tz z \r\nEmpty:\r\n\r\nrest";
	struct http_req req;
	struct http_head h;

	NEED(head_of(in, &req, &h) == HTTP_READY);
	OK(req.method == HTTP_PATCH);
	SAME_STR(req.method_name, STR("PATCH"));
	SAME_STR(req.path, STR("/a b/c"));
	SAME_STR(req.query, STR("d=%20&e"));
	SAME_INT(req.header_count, 4);
	SAME_STR(http_header_find(&req, "x-y"), STR("z z"));
	SAME_STR(http_header_find(&req, "EMPTY"), STR(""));
	OK(http_header_find(&req, "none").at == NULL);
	SAME_INT(h.length, 12);
	SAME_STR(str_c(in + h.at), STR("rest"));
}

TEST(an_absolute_target_is_cut_to_its_path)
{
	char in[] = "GET http://h:80?q HTTP/1.1\r\nHost: H:80\r\n\r\n";
	struct http_req req;
	struct http_head h;

	NEED(head_of(in, &req, &h) == HTTP_READY);
	SAME_STR(req.path, STR("/"));
	SAME_STR(req.query, STR("q"));
}

TEST(a_connection_is_kept_as_version_and_header_say)
{
	static const struct {
		const char *in;
		bool keep;
	} cases[] = {
		{ GET "\r\n", true },
		{ GET "Connection: close\r\n\r\n", false },
		{ GET "Connection: Keep-Alive, CLOSE\r\n\r\n", false },
		{ GET "Connection: closed\r\n\r\n", true },
		{ "GET / HTTP/1.0\r\n\r\n", false },
		{ "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", true },
	};

	for (size_t i = 0; i < LENGTH(cases); i++) {
		char *in = mem_text(cases[i].in);
		struct http_req req;
		struct http_head h;

		OK(head_of(in, &req, &h) == HTTP_READY);
		OK(h.keep == cases[i].keep);
		mem_free(in);
	}
}

TEST(more_headers_than_there_is_room_for_are_refused)
{
	char in[4096] = GET;
	struct http_req req;
	struct http_head h;

	for (int i = 1; i < HTTP_HEADERS_MAX; i++)
		strcat(in, "A: b\r\n");
	strcat(in, "\r\n");
	OK(head_of(in, &req, &h) == HTTP_READY);
	in[strlen(in) - 2] = '\0';
	strcat(in, "A: b\r\n\r\n");
	SAME_INT(head_of(in, &req, &h), 431);
}

/* ---- chunks -------------------------------------------------------------- */

struct chunk_case {
	const char *at;
	size_t len;
	int want;
	const char *body;
};
#define K(text, want, body)                        \
	{                                          \
		text, sizeof(text) - 1, want, body \
	}

static const struct chunk_case bodies[] = {
	K("0\r\n\r\n", OK_, ""),
	K("5\r\nhello\r\n0\r\n\r\n", OK_, "hello"),
	K("1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", OK_, "abc"),
	K("A\r\n0123456789\r\n00\r\n\r\n", OK_, "0123456789"),
	K("a\r\n0123456789\r\n0\r\n\r\n", OK_, "0123456789"),
	K("05\r\nhello\r\n0\r\n\r\n", OK_, "hello"),
	K("5;a=b\r\nhello\r\n0;c=\"d\"\r\n\r\n", OK_, "hello"),
	K("0\r\nA: b\r\nC-D:\r\n\r\n", OK_, ""),
	K("0\r\nA: b\r\n\r\n", OK_, ""),
	K("", HTTP_MORE, ""),
	K("5\r\nhel", HTTP_MORE, "hel"),
	K("0\r\n", HTTP_MORE, ""),
	K("0\r\n\r", HTTP_MORE, ""),
	K("\r\n", 400, ""),
	K(";a\r\n", 400, ""),
	K("5\nhello\r\n", 400, ""),
	K("5\rhello\r\n", 400, ""),
	K("5 \r\nhello", 400, ""),
	K(" 5\r\nhello", 400, ""),
	K("5 ;a\r\nhello", 400, ""),
	K("+5\r\nhello", 400, ""),
	K("-1\r\nhello", 400, ""),
	K("0x5\r\nhello", 400, ""),
	K("5g\r\nhello", 400, ""),
	K("5;a\nb\r\nhello", 400, ""),
	K("5;a\0b\r\nhello", 400, ""),
	K("5;a\x7f\r\nhello", 400, ""),
	K("5;a\rb\r\nhello", 400, ""),
	K("fffffffffffffff\r\nhello", HTTP_MORE, "hello"),
	K("10000000000000000\r\nhello", 400, ""),
	K("ffffffffffffffff\r\nhello", 400, ""),
	K("0000000000000000\r\n\r\n", 400, ""),
	K("5\r\nhello0\r\n\r\n", 400, "hello"),
	K("5\r\nhello\n0\r\n\r\n", 400, "hello"),
	K("5\r\nhello\r0\r\n\r\n", 400, "hello"),
	K("5\r\nhelloX\r\n0\r\n\r\n", 400, "hello"),
	K("5\r\nhello\r\n\r\n0\r\n\r\n", 400, "hello"),
	K("0\r\nContent-Length: 5\r\n\r\n", 400, ""),
	K("0\r\ncOnTeNt-LeNgTh: 5\r\n\r\n", 400, ""),
	K("0\r\nTransfer-Encoding: chunked\r\n\r\n", 400, ""),
	K("0\r\nHost: b\r\n\r\n", 400, ""),
	K("0\r\nA : b\r\n\r\n", 400, ""),
	K("0\r\n: b\r\n\r\n", 400, ""),
	K("0\r\nA: b\n\r\n", 400, ""),
	K("0\r\nA: b\r\n c\r\n\r\n", 400, ""),
	K("0\r\nA\r\n\r\n", 400, ""),
	K("0\r\nA: \0\r\n\r\n", 400, ""),
	K("0\r\n\n", 400, ""),
	K("0\r\n\rX", 400, ""),
};

static int feed(
	struct http_chunk *c, struct str in, struct buf *body, struct str *rest)
{
	struct str data;
	int verdict;

	do {
		verdict = http_chunk_read(c, &in, &data);
		buf_add(body, data);
	} while (verdict == HTTP_MORE && in.len);
	*rest = in;
	return verdict;
}

TEST(chunks_mean_the_same_however_they_are_cut)
{
	for (size_t i = 0; i < LENGTH(bodies); i++)
		for (size_t n = 0; n <= bodies[i].len; n++) {
			struct http_chunk c = { 0 };
			struct str all = str_of(bodies[i].at, bodies[i].len);
			struct str rest;
			struct buf body;
			int verdict;

			buf_init(&body, &test_mem, 100);
			verdict = feed(&c, str_of(all.at, n), &body, &rest);
			if (verdict == HTTP_MORE)
				verdict = feed(&c,
					str_of(all.at + n, all.len - n), &body,
					&rest);
			if (verdict != bodies[i].want ||
				!str_is(buf_str(&body), bodies[i].body))
				test_fail(__FILE__, __LINE__,
					"case %zu cut at %zu: %d '%.*s': %s", i,
					n, verdict, STR_ARG(buf_str(&body)),
					all.at);
		}
}

TEST(what_follows_a_chunked_body_is_left_alone)
{
	struct http_chunk c = { 0 };
	struct str rest;
	struct buf body;

	buf_init(&body, &test_mem, 100);
	SAME_INT(
		feed(&c, STR("1\r\nx\r\n0\r\nA: b\r\n\r\nGET /"), &body, &rest),
		HTTP_READY);
	SAME_STR(rest, STR("GET /"));
}

TEST(extensions_and_trailers_without_end_are_refused)
{
	struct http_chunk c = { 0 };
	struct str rest, more = STR(";aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
	struct buf body;
	int verdict = HTTP_MORE;

	buf_init(&body, &test_mem, 100);
	feed(&c, STR("5"), &body, &rest);
	for (int i = 0; i < 1000 && verdict == HTTP_MORE; i++)
		verdict = feed(&c, more, &body, &rest);
	SAME_INT(verdict, 431);
}

/* ---- fields -------------------------------------------------------------- */

TEST(a_query_value_is_found_and_decoded)
{
	struct http_req req = { .mem = &test_mem,
		.query = STR("a=1&b+c=x+y%26z&d&bad=%zz&nul=%00&utf=%ff&a=2") };
	struct str out;

	NEED(http_query_find(&req, "a", &out));
	SAME_STR(out, STR("1"));
	NEED(http_query_find(&req, "b c", &out));
	SAME_STR(out, STR("x y&z"));
	NEED(http_query_find(&req, "d", &out));
	SAME_STR(out, STR(""));
	OK(!http_query_find(&req, "bad", &out));
	OK(!http_query_find(&req, "nul", &out));
	OK(!http_query_find(&req, "utf", &out));
	OK(!http_query_find(&req, "e", &out));
}

TEST(a_cookie_is_found_by_its_whole_name)
{
	struct http_req req = { .header_count = 2,
		.headers = { { STR("Cookie"), STR("ab=1; a=2;c=") },
			{ STR("cookie"), STR("d=4=5") } } };

	SAME_STR(http_cookie_find(&req, "a"), STR("2"));
	SAME_STR(http_cookie_find(&req, "c"), STR(""));
	SAME_STR(http_cookie_find(&req, "d"), STR("4=5"));
	OK(http_cookie_find(&req, "b").at == NULL);
}

TEST(addresses_are_read_as_they_are_written)
{
	static const char *const same[] = { "127.0.0.1", "::1", "2001:db8::1",
		"255.255.255.255" };
	struct http_addr a;

	for (size_t i = 0; i < LENGTH(same); i++) {
		NEED(http_addr_read(str_c(same[i]), &a));
		SAME_STR(http_addr_text(&test_mem, &a), str_c(same[i]));
	}
	OK(http_addr_read(STR("::ffff:1.2.3.4"), &a));
	SAME_STR(http_addr_text(&test_mem, &a), STR("1.2.3.4"));
	OK(!http_addr_read(STR(""), &a));
	OK(!http_addr_read(STR("1.2.3"), &a));
	OK(!http_addr_read(STR("1.2.3.4 "), &a));
	OK(!http_addr_read(str_of("::1\0", 4), &a));
}

TEST(entity_tags_are_compared_weakly_and_zipped)
{
	struct str tag = STR("\"a\"");

	OK(http_etag_in(STR("\"a\""), tag));
	OK(http_etag_in(STR("W/\"a\""), tag));
	OK(http_etag_in(STR("\"b\", \"a-gz\""), tag));
	OK(http_etag_in(STR(" * "), tag));
	OK(!http_etag_in(STR("\"b\""), tag));
	OK(!http_etag_in(STR("a"), tag));
	OK(!http_etag_in(STR("\"A\""), tag));
	OK(!http_etag_in(STR(""), tag));
	OK(!http_etag_in(STR("\""), STR("\"")));
}

TEST(gzip_is_wanted_only_where_it_is_said)
{
	OK(http_gzip_wanted(STR("gzip")));
	OK(http_gzip_wanted(STR("br, GZip;q=0.5")));
	OK(http_gzip_wanted(STR("*")));
	OK(http_gzip_wanted(STR("gzip;q=0.001")));
	OK(!http_gzip_wanted(STR("")));
	OK(!http_gzip_wanted(STR_NONE));
	OK(!http_gzip_wanted(STR("br")));
	OK(!http_gzip_wanted(STR("gzip;q=0")));
	OK(!http_gzip_wanted(STR("gzip; Q=0.000, *")));
	OK(!http_gzip_wanted(STR("*;q=0")));
	OK(!http_gzip_wanted(STR("gzipped")));
}

TEST(dates_are_read_as_they_are_written)
{
	char text[HTTP_DATE_BYTES];
	int64_t back;

	http_date_write(text, 784111777);
	SAME_STR(str_c(text), STR("Sun, 06 Nov 1994 08:49:37 GMT"));
	NEED(http_date_read(str_c(text), &back));
	SAME_INT(back, 784111777);
	OK(!http_date_read(STR("Mon, 06 Nov 1994 08:49:37 GMT"), &back));
	OK(!http_date_read(STR("Sun, 06 Nov 1994 08:49:37 CET"), &back));
	OK(!http_date_read(STR("Sun, 31 Feb 1994 08:49:37 GMT"), &back));
	OK(!http_date_read(STR("Sunday, 06-Nov-94 08:49:37 GMT"), &back));
	OK(!http_date_read(STR("Sun, 06 ovD 1994 08:49:37 GMT"), &back));
	OK(!http_date_read(STR_NONE, &back));
}

TEST(what_is_encoded_decodes_to_the_same)
{
	char bytes[] = "a b/c?d&e=f+g%h~._-\xc3\xa4\x01\x7f";
	struct str back;
	struct buf out;

	buf_init(&out, &test_mem, 1000);
	http_url_encode(&out, str_c(bytes));
	NEED(http_url_decode(&test_mem, buf_str(&out), true, &back));
	SAME_STR(back, str_c(bytes));
}

/* ---- the wheel ----------------------------------------------------------- */

struct fired {
	struct timer timer;
	int64_t at_ms;
};
static int64_t clock_ms;

static void note(void *with, struct timer *t)
{
	(void)with;
	OWNER_OF(t, struct fired, timer)->at_ms = clock_ms;
}

TEST(a_deadline_is_never_early_and_hardly_late)
{
	static const int64_t far[] = { 0, 1, 15, 16, 17, 100, 8191, 8192, 8193,
		20000 };
	struct timer_wheel *w = mem_alloc(sizeof(*w));
	struct fired f[LENGTH(far)] = { 0 };

	clock_ms = 1000003;
	http_timer_init(w, clock_ms);
	for (size_t i = 0; i < LENGTH(far); i++)
		http_timer_set(w, &f[i].timer, clock_ms + far[i]);
	for (; clock_ms < 1000003 + 30000; clock_ms += 7)
		http_timer_run(w, clock_ms, note, NULL);
	for (size_t i = 0; i < LENGTH(far); i++)
		if (f[i].at_ms < 1000003 + far[i] ||
			f[i].at_ms > 1000003 + far[i] + TIMER_TICK_MS + 7)
			test_fail(__FILE__, __LINE__, "%lld fired at %lld",
				(long long)far[i],
				(long long)f[i].at_ms - 1000003);
	OK(http_timer_wait_ms(w, clock_ms) == -1);
	mem_free(w);
}

TEST(a_deadline_moves_both_ways_and_away)
{
	struct timer_wheel *w = mem_alloc(sizeof(*w));
	struct fired nearer = { 0 }, further = { 0 }, never = { 0 };

	clock_ms = 5000;
	http_timer_init(w, clock_ms);
	http_timer_set(w, &nearer.timer, 9000);
	http_timer_set(w, &nearer.timer, 5100);
	http_timer_set(w, &further.timer, 5100);
	http_timer_set(w, &further.timer, 9000);
	http_timer_set(w, &never.timer, 5100);
	http_timer_set(w, &never.timer, TIMER_NEVER);
	while (clock_ms < 10000) {
		int wait = http_timer_wait_ms(w, clock_ms);

		clock_ms += wait < 0 ? 10000 : wait + 1;
		http_timer_run(w, clock_ms, note, NULL);
	}
	OK(nearer.at_ms >= 5100 && nearer.at_ms <= 5100 + 2 * TIMER_TICK_MS);
	OK(further.at_ms >= 9000 && further.at_ms <= 9000 + 2 * TIMER_TICK_MS);
	OK(never.at_ms == 0);
	mem_free(w);
}

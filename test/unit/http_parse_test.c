/* test/unit/http_parse_test.c - heads and targets, whole and in pieces
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
	for (int count = HTTP_HEADERS_MAX; count <= HTTP_HEADERS_MAX + 1;
		count++) {
		struct http_req req;
		struct http_head h;
		struct buf in;

		buf_init(&in, &test_mem, 4096);
		buf_add(&in, STR(GET));
		for (int i = 1; i < count; i++)
			buf_add(&in, STR("A: b\r\n"));
		buf_add(&in, STR("\r\n"));
		SAME_INT(head_of(in.at, &req, &h),
			count > HTTP_HEADERS_MAX ? 431 : HTTP_READY);
	}
}

/* test/unit/http_chunk_test.c - bodies in chunks, whole and in pieces */
#include "test.h"

#include "http/parse.h"

#define OK_ HTTP_READY

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

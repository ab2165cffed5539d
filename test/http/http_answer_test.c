/* test/http/http_answer_test.c - what answers look like: bodies, 304, gzip */
#include "client.h"

#include <fcntl.h>
#include <zlib.h>

static const char *folder;

static void special(void *with, struct http_req *req, struct http_res *res)
{
	(void)with;
	if (str_is(req->path, "/204")) {
		res->status = 204;
	} else if (str_is(req->path, "/fixed")) {
		res->fixed = STR("{}");
	} else if (str_is(req->path, "/close")) {
		res->close = true;
	} else if (str_is(req->path, "/etag")) {
		http_res_header(res, "ETag", STR("\"v1\""));
		http_res_header(res, "Last-Modified",
			STR("Sun, 06 Nov 1994 08:49:37 GMT"));
		buf_add(&res->body, STR("{\"v\":1}"));
	} else if (str_is(req->path, "/text")) {
		http_res_header(res, "ETag", STR("\"t\""));
		res->type = query_int(req, "png") ? "image/png" : "text/html";
		res->no_compress = query_int(req, "secret") == 1;
		for (int i = 0; i < 1000; i++)
			buf_addf(&res->body, "<p>line %d</p>\n", i % 10);
	} else if (str_is(req->path, "/file")) {
		char path[4096];

		snprintf(path, sizeof(path), "%s/file", folder);
		res->file_fd = open(path, O_RDWR | O_CREAT, 0600);
		OK(pwrite(res->file_fd, "tail", 4, 1000000) == 4);
		res->file_size = 1000004;
		res->type = "application/pdf";
	}
}

static struct web *open_special(void)
{
	struct web *w = web_new();

	w->app.answer = special;
	folder = help_folder();
	web_start(w);
	return w;
}

TEST(answers_without_body_say_so)
{
	struct web *w = open_special();
	struct client c = client_open(w->port);
	struct answer a = client_ask(&c, GET_("/204"));

	SAME_INT(a.status, 204);
	OK(!head_find(a.head, "content-length").at);
	OK(!head_find(a.head, "content-type").at);
	a = client_ask(&c, GET_("/empty"));
	SAME_STR(head_find(a.head, "content-length"), STR("0"));
	a = client_ask(&c, "HEAD /fixed HTTP/1.1\r\nHost: a\r\n\r\n");
	SAME_STR(head_find(a.head, "content-length"), STR("2"));
	a = client_ask(&c, GET_("/fixed"));
	SAME_STR(a.body, STR("{}"));
	a = client_ask(&c, GET_("/close"));
	SAME_STR(head_find(a.head, "connection"), STR("close"));
	OK(client_ended(&c));
	client_close(&c);
	web_stop(w);
}

TEST(a_file_is_sent_whole)
{
	struct web *w = open_special();
	struct client c = client_open(w->port);
	struct answer a = client_ask(&c, GET_("/file"));

	SAME_INT(a.body.len, 1000004);
	OK(str_ends(a.body, str_of("\0tail", 5)));
	a = client_ask(&c, "HEAD /file HTTP/1.1\r\nHost: a\r\n\r\n");
	SAME_STR(head_find(a.head, "content-length"), STR("1000004"));
	SAME_STR(client_ask(&c, GET_("/fixed")).body, STR("{}"));
	client_close(&c);
	web_stop(w);
}

TEST(what_is_known_already_is_not_sent_again)
{
	static const struct {
		const char *head;
		int status;
	} cases[] = {
		{ "If-None-Match: \"v1\"\r\n", 304 },
		{ "If-None-Match: \"v0\", W/\"v1\"\r\n", 304 },
		{ "If-None-Match: \"v1-gz\"\r\n", 304 },
		{ "If-None-Match: *\r\n", 304 },
		{ "If-None-Match: \"v2\"\r\n", 200 },
		{ "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n", 304 },
		{ "If-Modified-Since: Mon, 07 Nov 1994 08:49:37 GMT\r\n", 304 },
		{ "If-Modified-Since: Sat, 05 Nov 1994 08:49:37 GMT\r\n", 200 },
		{ "If-Modified-Since: yesterday\r\n", 200 },
		{ "If-None-Match: \"v2\"\r\nIf-Modified-Since: Sun, 06 Nov "
		  "1994 08:49:37 GMT\r\n",
			200 },
	};
	struct web *w = open_special();
	struct client c = client_open(w->port);

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str q = str_fmt(&test_mem,
			"GET /etag HTTP/1.1\r\nHost: a\r\n%s\r\n",
			cases[i].head);
		struct answer a = client_ask(&c, q.at);

		SAME_INT(a.status, cases[i].status);
		SAME_INT(a.body.len, a.status == 304 ? 0 : 7);
		SAME_STR(head_find(a.head, "etag"), STR("\"v1\""));
	}
	SAME_INT(client_ask(&c, "POST /etag HTTP/1.1\r\nHost: a\r\n"
				"If-None-Match: *\r\n\r\n")
			 .status,
		200);
	client_close(&c);
	web_stop(w);
}

static struct str unzip(struct str in)
{
	char *out = arena_bytes(&test_mem, 1 << 20);
	z_stream z = { .next_in = (Bytef *)(uintptr_t)in.at,
		.avail_in = (uInt)in.len,
		.next_out = (Bytef *)out,
		.avail_out = 1 << 20 };

	OK(inflateInit2(&z, 15 + 16) == Z_OK);
	OK(inflate(&z, Z_FINISH) == Z_STREAM_END);
	inflateEnd(&z);
	return str_of(out, z.total_out);
}

#define ZIPPED(path) \
	"GET " path " HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n"

TEST(text_is_zipped_for_those_who_take_it)
{
	struct web *w = open_special();
	struct client c = client_open(w->port);
	struct answer plain = client_ask(&c, GET_("/text"));
	struct answer zipped = client_ask(&c, ZIPPED("/text"));

	OK(!head_find(plain.head, "content-encoding").at);
	SAME_STR(head_find(plain.head, "vary"), STR("Accept-Encoding"));
	SAME_STR(head_find(plain.head, "etag"), STR("\"t\""));
	SAME_STR(head_find(zipped.head, "content-encoding"), STR("gzip"));
	SAME_STR(head_find(zipped.head, "vary"), STR("Accept-Encoding"));
	SAME_STR(head_find(zipped.head, "etag"), STR("\"t-gz\""));
	OK(zipped.body.len < plain.body.len / 4);
	SAME_STR(unzip(zipped.body), plain.body);
	/* again, with the same compressor */
	SAME_STR(unzip(client_ask(&c, ZIPPED("/text")).body), plain.body);
	client_close(&c);
	web_stop(w);
}

TEST(some_answers_are_never_zipped)
{
	static const char *const requests[] = { ZIPPED("/text?secret=1"),
		ZIPPED("/text?png=1"), ZIPPED("/etag"), ZIPPED("/file"),
		("GET /text HTTP/1.1\r\nHost: a\r\n"
		 "Accept-Encoding: gzip;q=0\r\n\r\n") };
	struct web *w = open_special();
	struct client c = client_open(w->port);

	for (size_t i = 0; i < LENGTH(requests); i++)
		OK(!head_find(
			client_ask(&c, requests[i]).head, "content-encoding")
				.at);
	client_close(&c);
	web_stop(w);
}

TEST(an_answer_of_many_megabytes_arrives_whole)
{
	struct web *w = web_open();
	struct answer a = ask(w->port, GET_("/slow?size=6000000"));
	bool same = a.body.len == 6000000;

	for (size_t i = 0; i < a.body.len; i++)
		same &= a.body.at[i] == (char)('a' + i % 26);
	OK(same);
	web_stop(w);
}

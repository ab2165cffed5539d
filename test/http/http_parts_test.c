/* test/http/http_parts_test.c - forms with files, in memory and in a file */
#include "client.h"

#define B "--b\r\n"
#define END "\r\n--b--\r\n"
#define FIELD(name) "Content-Disposition: form-data; name=\"" name "\"\r\n"
#define TYPE "multipart/form-data; boundary=b"

static struct http_req form(const char *type, struct str body)
{
	struct http_req req = { .mem = &test_mem,
		.body = body,
		.body_size = (int64_t)body.len,
		.body_fd = -1,
		.header_count = 1 };

	req.headers[0].name = STR("Content-Type");
	req.headers[0].value = str_c(type);
	return req;
}

/* How many parts there are; -1: it is refused. */
static int count_of(const char *type, struct str body)
{
	struct http_req req = form(type, body);
	struct http_part parts[HTTP_PARTS_MAX];
	struct err err;
	int count;

	return http_parts_read(&req, parts, &count, &err) ? count : -1;
}

TEST(fields_and_files_are_found)
{
	struct http_req req = form(TYPE,
		STR(B FIELD(
			"title") "\r\nMy CV\r\n" B
				 "content-disposition: FORM-DATA; name=\"f\"; "
				 "filename=\"a \\\"b\\\".pdf\"\r\n"
				 "Content-Type: application/pdf\r\nX-Other: "
				 "1\r\n\r\n"
				 "%PDF\r\n--c\r\n\0\r\n" B FIELD(
					 "empty") "\r\n" END));
	struct http_part p[HTTP_PARTS_MAX];
	struct err err;
	int n;

	NEED_ERR(http_parts_read(&req, p, &n, &err), err);
	SAME_INT(n, 3);
	SAME_STR(p[0].name, STR("title"));
	OK(!p[0].file_name.at && !p[0].type.at);
	SAME_STR(p[0].bytes, STR("My CV"));
	SAME_STR(p[1].name, STR("f"));
	SAME_STR(p[1].file_name, STR("a \"b\".pdf"));
	SAME_STR(p[1].type, STR("application/pdf"));
	SAME_STR(p[1].bytes, STR("%PDF\r\n--c\r\n\0"));
	SAME_STR(str_of(req.body.at + p[1].at, (size_t)p[1].size), p[1].bytes);
	SAME_STR(p[2].name, STR("empty"));
	SAME_INT(p[2].size, 0);
}

TEST(boundaries_may_be_quoted)
{
	OK(count_of("multipart/form-data; boundary=\"b\"",
		   STR(B FIELD("x") "\r\n1" END)) == 1);
	OK(count_of("Multipart/Form-Data;charset=utf-8 ; BOUNDARY=b",
		   STR(B FIELD("x") "\r\n1" END)) == 1);
	OK(count_of(TYPE, STR("--b--\r\n")) == 0);
	OK(count_of(TYPE, STR("--b--")) == 0);
}

TEST(types_without_a_clear_boundary_are_refused)
{
	static const char *const types[] = { "", "multipart/form-data",
		"multipart/form-data; boundary=", "multipart/form-data; b=b",
		"multipart/form-data; boundary=b; boundary=b",
		"multipart/form-data; boundary=\"b",
		"multipart/form-data; boundary=\"b\"c",
		"multipart/form-data; boundary=b\"",
		"multipart/mixed; boundary=b", "multipart/form-data boundary=b",
		("multipart/form-data; "
		 "boundary=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
		 "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb") };

	for (size_t i = 0; i < LENGTH(types); i++)
		if (count_of(types[i], STR(B FIELD("x") "\r\n1" END)) != -1)
			test_fail(__FILE__, __LINE__, "%s", types[i]);
}

TEST(malformed_forms_are_refused)
{
	static const char *const bodies[] = { "", "-", "--b", "--b\r\n",
		"preamble\r\n" B FIELD("x") "\r\n1" END,
		"\r\n" B FIELD("x") "\r\n1" END, B FIELD("x") "\r\n1",
		B FIELD("x") "\r\n1\r\n--b", B FIELD("x") "\r\n1\r\n--b-",
		B FIELD("x") "\r\n1\r\n--b\r\n",
		B FIELD("x") "\r\n1" END "epilogue",
		B FIELD("x") "\r\n1\r\n--b--x",
		B FIELD("x") "\r\n1\r\n--bb\r\n" END,
		"--b \r\n" FIELD("x") "\r\n1" END,
		"--b\n" FIELD("x") "\r\n1" END, B "\r\n1" END,
		B "X: y\r\n\r\n1" END, B FIELD("x") FIELD("x") "\r\n1" END,
		B FIELD("x") "1" END, B FIELD("x") "\n1" END,
		B "Content-Disposition: form-data\r\n\r\n1" END,
		B "Content-Disposition: attachment; name=\"x\"\r\n\r\n1" END,
		B "Content-Disposition: form-data; name=\"x\r\n\r\n1" END,
		B "Content-Disposition: form-data; name=\"x\"; "
		  "name=\"y\"\r\n\r\n1" END,
		B "Content-Disposition: form-data; name\r\n\r\n1" END,
		B "Content-Disposition: form-data; name=\"\xff\"\r\n\r\n1" END,
		B "Content-Disposition: form-data; name=\"\x01\"\r\n\r\n1" END,
		B "Content-Disposition : form-data; name=\"x\"\r\n\r\n1" END,
		B FIELD("x") " folded\r\n\r\n1" END,
		B FIELD("x") "Content-Type: a\r\nContent-Type: "
			     "b\r\n\r\n1" END };

	for (size_t i = 0; i < LENGTH(bodies); i++)
		if (count_of(TYPE, str_c(bodies[i])) != -1)
			test_fail(__FILE__, __LINE__, "case %zu: %s", i,
				bodies[i]);
}

TEST(more_parts_than_there_is_room_for_are_refused)
{
	struct buf body;

	for (int parts = HTTP_PARTS_MAX; parts <= HTTP_PARTS_MAX + 1; parts++) {
		buf_init(&body, &test_mem, 1 << 20);
		for (int i = 0; i < parts; i++)
			buf_addf(&body, "--b\r\n" FIELD("p%d") "\r\n%d\r\n", i,
				i);
		buf_add(&body, STR("--b--\r\n"));
		SAME_INT(count_of(TYPE, buf_str(&body)),
			parts > HTTP_PARTS_MAX ? -1 : parts);
	}
}

/* ---- over a socket ------------------------------------------------------ */

/* Says for each part: name, file name, size and first bytes. */
static void show_parts(void *with, struct http_req *req, struct http_res *res)
{
	struct http_part parts[HTTP_PARTS_MAX];
	struct err err;
	int count;

	(void)with;
	if (!http_parts_read(req, parts, &count, &err)) {
		res->status = err_http(err.code);
		return;
	}
	buf_add(&res->body, req->body_fd >= 0 ? STR("file") : STR("memory"));
	for (int i = 0; i < count; i++) {
		char first[9] = "";
		size_t n = parts[i].size < 8 ? (size_t)parts[i].size : 8;

		if (req->body_fd < 0)
			memcpy(first, parts[i].bytes.at, n);
		else
			OK(pread(req->body_fd, first, n, parts[i].at) ==
				(ssize_t)n);
		buf_addf(&res->body, " %.*s/%.*s/%lld/%s",
			STR_ARG(parts[i].name), STR_ARG(parts[i].file_name),
			(long long)parts[i].size, first);
	}
}

static struct str post_form(int port, size_t size)
{
	struct client c = client_open(port);
	struct answer a;
	struct buf body;

	buf_init(&body, &test_mem, 1 << 22);
	buf_add(&body, STR(B FIELD("kind") "\r\ncv\r\n" B));
	buf_add(&body, STR("Content-Disposition: form-data; name=\"file\"; "
			   "filename=\"cv.pdf\"\r\n\r\n"));
	for (size_t i = 0; i < size; i++)
		buf_addc(&body, (char)('0' + i % 10));
	buf_add(&body, STR(END));
	client_send(&c, str_fmt(&test_mem,
				"POST /slow?spool=1 HTTP/1.1\r\nHost: a\r\n"
				"Content-Type: " TYPE "\r\n"
				"Content-Length: %zu\r\n\r\n",
				body.len));
	client_send(&c, buf_str(&body));
	a = client_answer(&c, "POST");
	SAME_INT(a.status, 200);
	client_close(&c);
	return a.body;
}

TEST(a_form_is_read_from_memory_and_from_a_file)
{
	struct web *w = web_new();

	w->app.answer = show_parts;
	w->config.spool_over = 100000;
	w->config.spool_dir = help_folder();
	NEED(web_start(w));
	SAME_STR(post_form(w->port, 50),
		STR("memory kind//2/cv file/cv.pdf/50/01234567"));
	SAME_STR(post_form(w->port, 90000),
		STR("memory kind//2/cv file/cv.pdf/90000/01234567"));
	SAME_STR(post_form(w->port, 900000),
		STR("file kind//2/cv file/cv.pdf/900000/01234567"));
	SAME_INT(ask(w->port, "POST / HTTP/1.1\r\nHost: a\r\n"
			      "Content-Type: " TYPE
			      "\r\nContent-Length: 3\r\n\r\nabc")
			 .status,
		400);
	SAME_INT(ask(w->port, GET_("/")).status, 415);
	web_stop(w);
}

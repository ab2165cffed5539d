/*
 * bench/http_bench.c - the HTTP room: reading heads, forms, gzip; and, asked to
 *`serve`, a server with a trivial handler in each lane for a load generator:
 *
 *	build/release/bench/http_bench serve [PORT]
 *
 * prints the port and runs until its standard input ends. /loop is answered
 * by the plan, /fast /write /slow by their lanes.
 */
#include "bench.h"
#include "http/http_int.h"

#include <stdio.h>
#include <unistd.h>

/* ---- heads -------------------------------------------------------------- */

/* As curl and as a browser would send them: 200 and 600 bytes. */
static const char small_head[] =
	"GET /api/projects/01HZX3V5Q8 HTTP/1.1\r\n"
	"Host: vitae.example.org\r\n"
	"User-Agent: curl/8.5.0\r\n"
	"Accept: application/json\r\n"
	"Authorization: Bearer 8f14e45fceea167a5a36dedd4bea2543\r\n"
	"Accept-Language: en\r\n\r\n";
static const char large_head[] =
	"GET /api/projects?limit=20&sort=-updated HTTP/1.1\r\n"
	"Host: vitae.example.org\r\n"
	"Connection: keep-alive\r\n"
	"sec-ch-ua: \"Chromium\";v=\"128\", \"Not;A=Brand\";v=\"24\"\r\n"
	"sec-ch-ua-mobile: ?0\r\n"
	"User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 "
	"(KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36\r\n"
	"Accept: application/json, text/plain, */*\r\n"
	"Sec-Fetch-Site: same-origin\r\n"
	"Sec-Fetch-Mode: cors\r\n"
	"Referer: https://vitae.example.org/projects\r\n"
	"Accept-Encoding: gzip, deflate, br, zstd\r\n"
	"Accept-Language: en-GB,en;q=0.9,de;q=0.8\r\n"
	"Cookie: session=8f14e45fceea167a5a36dedd4bea25438f14e45fceea167a\r\n"
	"\r\n";

struct input {
	const char *at;
	size_t len;
	char *copy;
};

static void read_head(void *with)
{
	static struct http_req req;
	struct input *in = with;
	struct http_head h;
	int verdict;

	http_head_init(&h, &req);
	verdict = http_head_read(&h, &req, in->copy, in->len);
	assert(verdict == HTTP_READY);
	BENCH_KEEP(req.header_count);
}

static void heads(const char *size, const char *at, size_t len)
{
	struct input in = { at, len, mem_alloc(len) };
	char name[64];

	memcpy(in.copy, at, len);
	bench_note("a head of %zu bytes", len);
	snprintf(name, sizeof(name), "http.head_%s", size);
	bench_say(name, bench_us(read_head, &in) * 1000, "ns");
	mem_free(in.copy);
}

/* ---- forms and gzip ----------------------------------------------------- */

static void read_form(void *with)
{
	struct http_req *req = with;
	struct http_part parts[HTTP_PARTS_MAX];
	struct err err;
	int count;

	assert(http_parts_read(req, parts, &count, &err));
	BENCH_KEEP(count);
	arena_reset(req->mem);
}

static void form(void)
{
	static struct http_req req;
	struct arena mem = { 0 }, scratch = { 0 };
	struct buf body;

	buf_init(&body, &mem, 2 << 20);
	buf_add(&body, STR("--b\r\nContent-Disposition: form-data; "
			   "name=\"f\"; filename=\"cv.pdf\"\r\n\r\n"));
	for (int i = 0; i < 1 << 20; i++)
		buf_addc(&body, (char)(i * 7 % 251));
	buf_add(&body, STR("\r\n--b--\r\n"));
	req.mem = &scratch;
	req.body = buf_str(&body);
	req.body_fd = -1;
	req.header_count = 1;
	req.headers[0].name = STR("Content-Type");
	req.headers[0].value = STR("multipart/form-data; boundary=b");
	bench_say("http.form_1mb", bench_us(read_form, &req), "us");
	arena_free(&mem);
	arena_free(&scratch);
}

static void zip(void *with)
{
	struct str in = *(struct str *)with, out;
	struct arena mem = { 0 };

	assert(http_zip(&mem, in, &out));
	BENCH_KEEP(out.len);
	arena_free(&mem);
}

static void zips(void)
{
	struct arena mem = { 0 };
	struct buf text;
	struct str in;

	buf_init(&text, &mem, 1 << 20);
	for (int i = 0; text.len < 10000; i++)
		buf_addf(&text, "{\"id\":%d,\"name\":\"project %x\"},", i,
			i * 2654435761U);
	in = buf_str(&text);
	bench_say("http.gzip_10kb", bench_us(zip, &in), "us");
	arena_free(&mem);
}

/* ---- a server ----------------------------------------------------------- */

#define HELLO STR("{\"hello\":\"world\"}")

static bool plan(void *with, struct http_req *req, struct http_plan *plan_out,
	struct http_res *res)
{
	(void)with;
	plan_out->body_most = 1 << 20;
	plan_out->lane = str_is(req->path, "/slow")    ? HTTP_SLOW
			 : str_is(req->path, "/write") ? HTTP_WRITE
						       : HTTP_FAST;
	res->fixed = HELLO;
	return !str_is(req->path, "/loop");
}

static void answer(void *with, struct http_req *req, struct http_res *res)
{
	(void)with;
	(void)req;
	res->fixed = HELLO;
}

static int serve(int port)
{
	struct http_app app = { .plan = plan, .answer = answer };
	struct http_config config = http_config_default();
	struct http_server *s;
	struct err err;
	char byte;

	config.host = "127.0.0.1";
	config.port = port;
	config.loops = 1;
	if (!http_start(&s, &config, &app, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	printf("%d\n", http_port(s));
	fflush(stdout);
	while (read(0, &byte, 1) > 0)
		;
	http_stop(s, false);
	return 0;
}

int main(int argc, char **argv)
{
	int64_t port = 0;

	if (argc > 2 && !str_int(str_c(argv[2]), &port))
		return 2;
	if (argc > 1 && str_is(str_c(argv[1]), "serve"))
		return serve((int)port);
	heads("small", small_head, sizeof(small_head) - 1);
	heads("large", large_head, sizeof(large_head) - 1);
	form();
	zips();
	return 0;
}

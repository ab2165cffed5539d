/* Requests: cut anywhere they mean the same; what is read, once written,
 * reads the same. The first byte says where to cut. */
#include "http/parse.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct seen {
	struct http_req req;
	struct http_head head;
	char *in;
	int verdict;
};

/* Reads `len` bytes that first came only to `cut`. */
static void look(struct seen *s, const char *at, size_t len, size_t cut)
{
	s->in = mem_alloc(len);
	memcpy(s->in, at, len);
	http_head_init(&s->head, &s->req);
	s->verdict = http_head_read(&s->head, &s->req, s->in, cut);
	if (s->verdict == HTTP_MORE)
		s->verdict = http_head_read(&s->head, &s->req, s->in, len);
}

static void same(const struct seen *a, const struct seen *b)
{
	assert(a->verdict == b->verdict);
	if (a->verdict != HTTP_READY)
		return;
	assert(a->req.method == b->req.method);
	assert(str_eq(a->req.method_name, b->req.method_name));
	assert(str_eq(a->req.path, b->req.path));
	assert(str_eq(a->req.query, b->req.query));
	assert(a->req.header_count == b->req.header_count);
	for (int i = 0; i < a->req.header_count; i++) {
		assert(str_eq(a->req.headers[i].name, b->req.headers[i].name));
		assert(str_eq(
			a->req.headers[i].value, b->req.headers[i].value));
	}
	assert(a->head.length == b->head.length);
	assert(a->head.chunked == b->head.chunked);
	assert(a->head.keep == b->head.keep);
	assert(a->head.expect == b->head.expect);
}

static void write_path(struct buf *out, struct str path)
{
	if (str_is(path, "*")) {
		buf_add(out, path);
		return;
	}
	path = str_of(path.at + 1, path.len - 1);
	do {
		bool more = path.len && memchr(path.at, '/', path.len);
		struct str segment = str_cut(&path, '/');

		buf_addc(out, '/');
		http_url_encode(out, segment);
		if (more && !path.len)
			buf_addc(out, '/');
	} while (path.len);
}

static void write_head(struct buf *out, const struct seen *s)
{
	buf_add(out, s->req.method_name);
	buf_addc(out, ' ');
	write_path(out, s->req.path);
	if (s->req.query.len)
		buf_addc(out, '?');
	buf_add(out, s->req.query);
	buf_add(out,
		s->head.http10 ? STR(" HTTP/1.0\r\n") : STR(" HTTP/1.1\r\n"));
	for (int i = 0; i < s->req.header_count; i++) {
		buf_add(out, s->req.headers[i].name);
		buf_add(out, STR(": "));
		buf_add(out, s->req.headers[i].value);
		buf_add(out, STR("\r\n"));
	}
	buf_add(out, STR("\r\n"));
}

static void safe(const struct http_req *req)
{
	assert(http_utf8_ok(req->path));
	assert(!req->path.len || *req->path.at == '/' ||
		str_is(req->path, "*"));
	assert(!memmem(req->path.at, req->path.len, "/../", 4));
	assert(!memmem(req->path.at, req->path.len, "/./", 3));
	assert(!memchr(req->path.at, '\0', req->path.len));
	for (int i = 0; i < req->header_count; i++) {
		struct str v = req->headers[i].value;

		assert(!memchr(v.at, '\n', v.len));
		assert(!memchr(v.at, '\r', v.len));
		assert(!memchr(v.at, '\0', v.len));
	}
}

/* ---- chunks ------------------------------------------------------------- */

static int join(struct http_chunk *c, struct str in, struct buf *body)
{
	struct str data;
	int verdict;

	do {
		verdict = http_chunk_read(c, &in, &data);
		buf_add(body, data);
	} while (verdict == HTTP_MORE && in.len);
	return verdict;
}

static void chunks(struct arena *mem, struct str all, size_t cut)
{
	struct http_chunk whole = { 0 }, parts = { 0 }, again = { 0 };
	struct buf a, b, text, c;
	int verdict, other;

	buf_init(&a, mem, all.len);
	buf_init(&b, mem, all.len);
	buf_init(&c, mem, all.len);
	buf_init(&text, mem, all.len + 100);
	verdict = join(&whole, all, &a);
	other = join(&parts, str_of(all.at, cut), &b);
	if (other == HTTP_MORE)
		other = join(&parts, str_of(all.at + cut, all.len - cut), &b);
	assert(verdict == other);
	assert(str_eq(buf_str(&a), buf_str(&b)));
	if (a.len)
		buf_addf(&text, "%zx\r\n", a.len);
	buf_add(&text, buf_str(&a));
	buf_add(&text, a.len ? STR("\r\n0\r\n\r\n") : STR("0\r\n\r\n"));
	assert(join(&again, buf_str(&text), &c) == HTTP_READY);
	assert(str_eq(buf_str(&a), buf_str(&c)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct seen whole, parts, again;
	struct arena mem = { 0 };
	const char *at = (const char *)data + 1;
	size_t cut;
	struct buf text;

	if (size < 2)
		return 0;
	size--;
	cut = data[0] % (size + 1);
	look(&whole, at, size, size);
	look(&parts, at, size, cut);
	same(&whole, &parts);
	if (whole.verdict == HTTP_READY) {
		safe(&whole.req);
		buf_init(&text, &mem, size * 4 + 100);
		write_head(&text, &whole);
		look(&again, text.at, text.len, text.len);
		same(&whole, &again);
		mem_free(again.in);
	}
	chunks(&mem, str_of(at, size), cut);
	mem_free(whole.in);
	mem_free(parts.in);
	arena_free(&mem);
	return 0;
}

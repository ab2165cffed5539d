/* Forms: parts lie within the body and in order; what is read, once written,
 * reads the same. The first line is the Content-Type. */
#include "http/parse.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool read_form(struct arena *mem, struct str type, struct str body,
	struct http_part *parts, int *count)
{
	static struct http_req req;
	struct err err;
	bool ok;

	req.mem = mem;
	req.header_count = 1;
	req.headers[0].name = STR("content-type");
	req.headers[0].value = type;
	req.body = body;
	req.body_size = (int64_t)body.len;
	req.body_fd = -1;
	ok = http_parts_read(&req, parts, count, &err);
	req.mem = NULL;
	return ok;
}

static void write_quoted(struct buf *out, const char *name, struct str value)
{
	buf_addf(out, "; %s=\"", name);
	for (size_t i = 0; i < value.len; i++) {
		if (value.at[i] == '"' || value.at[i] == '\\')
			buf_addc(out, '\\');
		buf_addc(out, value.at[i]);
	}
	buf_addc(out, '"');
}

/* "%22" is read as a quote, so it cannot be written as it is. */
static bool writable(struct str s) { return !memmem(s.at, s.len, "%22", 3); }

static void write_part(
	struct buf *out, struct str boundary, const struct http_part *p)
{
	buf_add(out, boundary);
	buf_add(out, STR("\r\nContent-Disposition: form-data"));
	write_quoted(out, "name", p->name);
	if (p->file_name.at)
		write_quoted(out, "filename", p->file_name);
	if (p->type.at) {
		buf_add(out, STR("\r\nContent-Type: "));
		buf_add(out, p->type);
	}
	buf_add(out, STR("\r\n\r\n"));
	buf_add(out, p->bytes);
	buf_add(out, STR("\r\n"));
}

static void again(struct arena *mem, struct str type, struct str boundary,
	struct http_part *parts, int count)
{
	static struct http_part back[HTTP_PARTS_MAX];
	struct buf out;
	int n;

	buf_init(&out, mem, 1 << 26);
	for (int i = 0; i < count; i++) {
		if (!writable(parts[i].name) ||
			(parts[i].file_name.at &&
				!writable(parts[i].file_name)))
			return;
		write_part(&out, boundary, &parts[i]);
	}
	buf_add(&out, boundary);
	buf_add(&out, STR("--\r\n"));
	assert(buf_ok(&out));
	assert(read_form(mem, type, buf_str(&out), back, &n));
	assert(n == count);
	for (int i = 0; i < n; i++) {
		assert(str_eq(back[i].name, parts[i].name));
		assert(!back[i].file_name.at == !parts[i].file_name.at);
		assert(!parts[i].file_name.at ||
			str_eq(back[i].file_name, parts[i].file_name));
		assert(str_eq(back[i].type, parts[i].type));
		assert(str_eq(back[i].bytes, parts[i].bytes));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct http_part parts[HTTP_PARTS_MAX];
	struct str body = str_of((const char *)data, size);
	struct str type = str_cut(&body, '\n');
	struct arena mem = { 0 };
	int64_t end = 0;
	const char *first;
	int count;

	if (size < 2 || size > 1 << 16)
		return 0;
	if (read_form(&mem, type, body, parts, &count)) {
		for (int i = 0; i < count; i++) {
			assert(parts[i].name.at && parts[i].size >= 0);
			assert(parts[i].at > end);
			end = parts[i].at + parts[i].size;
			assert(end < (int64_t)body.len);
			assert(parts[i].bytes.at == body.at + parts[i].at);
		}
		/* the boundary is what the body begins with */
		first = memmem(body.at, body.len, "\r\n", 2);
		if (count && first)
			again(&mem, type,
				str_of(body.at, (size_t)(first - body.at)),
				parts, count);
	}
	arena_free(&mem);
	return 0;
}

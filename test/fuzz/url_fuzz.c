/* Addresses, queries, dates, entity tags: what is read, once written, reads
 * the same. */
#include "http/http_int.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void decoded(struct arena *mem, struct str in, bool plus)
{
	struct str out, back;
	struct buf text;

	if (!http_url_decode(mem, in, plus, &out))
		return;
	assert(out.len <= in.len && http_utf8_ok(out));
	assert(!out.len || !memchr(out.at, '\0', out.len));
	buf_init(&text, mem, out.len * 3 + 1);
	http_url_encode(&text, out);
	assert(buf_ok(&text));
	assert(http_url_decode(mem, buf_str(&text), plus, &back));
	assert(str_eq(out, back));
}

static void query(struct arena *mem, struct str in)
{
	struct http_req req = { .mem = mem, .query = in };
	struct str out;

	if (http_query_find(&req, "a", &out))
		assert(http_utf8_ok(out));
	req.header_count = 1;
	req.headers[0].name = STR("Cookie");
	req.headers[0].value = in;
	out = http_cookie_find(&req, "a");
	assert(!out.at || (out.at >= in.at && out.at <= in.at + in.len));
}

static void address(struct arena *mem, struct str in)
{
	struct http_addr a, b;

	if (!http_addr_read(in, &a))
		return;
	assert(http_addr_read(http_addr_text(mem, &a), &b));
	assert(!memcmp(a.ip, b.ip, sizeof(a.ip)));
}

static void others(struct str in)
{
	char text[HTTP_DATE_BYTES];
	int64_t seconds;

	if (http_date_read(in, &seconds)) {
		http_date_write(text, seconds);
		assert(str_is(in, text));
	}
	http_coding_wanted(in, STR("gzip"));
	http_host_ok(in);
	http_etag_in(in, STR("\"a\""));
	if (http_etag_in(in, in) && !str_is(str_trim(in), "*"))
		assert(memchr(in.at, '"', in.len));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = str_of((const char *)data, size);
	struct arena mem = { 0 };

	if (size == 0 || size > 1 << 16)
		return 0;
	decoded(&mem, in, true);
	decoded(&mem, in, false);
	query(&mem, in);
	address(&mem, in);
	others(in);
	arena_free(&mem);
	return 0;
}

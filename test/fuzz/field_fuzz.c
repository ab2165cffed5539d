/* Headers that mean something to us: cookies, ETags, the last event, whom a
 * proxy speaks for. The first byte says which; nothing is believed of who is
 * no trusted proxy. */
#include "api/api_int.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = { "cookie", "if-none-match", "last-event-id",
	"x-forwarded-for" };

static bool inside(struct str piece, struct str whole)
{
	return !piece.len ||
	       (piece.at >= whole.at &&
		       piece.at + piece.len <= whole.at + whole.len);
}

static void read_peer(struct http_req *req, struct str text)
{
	static const struct http_addr proxy = { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
		0xff, 0xff, 127, 0, 0, 1 } };
	struct api_nets none = { 0 }, some, any;
	struct http_addr at;
	struct err err = { 0 };

	assert(api_nets_read(STR("127.0.0.0/8, ::1"), &some, &err));
	req->peer = proxy;
	at = api_peer(&none, req);
	assert(!memcmp(&at, &proxy, sizeof(at)));
	req->peer.ip[12] = 9; /* no proxy of ours */
	at = api_peer(&some, req);
	assert(!memcmp(&at, &req->peer, sizeof(at)));
	req->peer = proxy;
	api_peer(&some, req);
	if (!api_nets_read(text, &any, &err))
		assert(err.code == ERR_BAD_INPUT);
	else
		api_peer(&any, req);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 };
	struct http_req req = { .mem = &mem, .header_count = 1 };
	size_t which = size ? data[0] % LENGTH(names) : 0;
	struct str text = str_copy(&mem,
		size ? str_of((const char *)data + 1, size - 1) : STR(""));
	struct str found;

	req.headers[0] = (struct http_header){ str_c(names[which]), text };
	found = http_cookie_find(&req, "sid");
	assert(inside(found, text));
	assert(http_event_last(&req) >= 0);
	if (http_etag_in(text, STR("\"one\"")))
		assert(memmem(text.at, text.len, "one", 3) ||
			memchr(text.at, '*', text.len));
	read_peer(&req, text);
	arena_free(&mem);
	return 0;
}

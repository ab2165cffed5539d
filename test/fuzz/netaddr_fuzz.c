/* Addresses: what is read and written reads the same; no spelling of an
 * address that is not public passes as a public one. */
#include "net/dial.h"
#include "net/url.h"

#include <assert.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_addr(struct arena *mem, struct str text)
{
	unsigned char a[16], b[16];

	if (!net_addr_read(text, a))
		return;
	assert(net_addr_read(net_addr_text(mem, a), b));
	assert(!memcmp(a, b, 16));
	assert(net_addr_kind(a) == net_addr_kind(b));
}

/* What the resolver would make of the host, without asking anybody. */
static void compare_host(struct arena *mem, const struct net_url *url)
{
	struct addrinfo hints = { .ai_flags = AI_NUMERICHOST,
		.ai_socktype = SOCK_STREAM };
	struct addrinfo *list = NULL;
	int failed =
		getaddrinfo(str_copy(mem, url->host).at, NULL, &hints, &list);

	assert(url->literal == !failed);
	if (!failed)
		freeaddrinfo(list);
}

static void read_url(struct arena *mem, struct str text)
{
	struct net_url a, b;
	struct err err;
	struct str once;

	if (!net_url_read(mem, text, &a, &err))
		return;
	once = net_url_write(mem, &a);
	assert(once.len > NET_URL_MOST || net_url_read(mem, once, &b, &err));
	if (once.len > NET_URL_MOST)
		return;
	assert(str_eq(once, net_url_write(mem, &b)));
	assert(a.secure == b.secure && a.port == b.port &&
		a.literal == b.literal && str_eq(a.host, b.host) &&
		str_eq(a.path, b.path) && str_eq(a.query, b.query));
	compare_host(mem, &a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 };
	struct str text = str_of((const char *)data, size);

	read_addr(&mem, text);
	read_url(&mem, text);
	arena_free(&mem);
	return 0;
}

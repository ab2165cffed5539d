/*
 * api/peer.c - who is the client? The other end of the connection, unless
 * that is a trusted proxy: then the right-most address of X-Forwarded-For
 * that is none. What anybody else says of itself is not believed.
 */
#include "api/api_int.h"

static bool in_net(const struct http_addr *a, const struct api_net *net)
{
	int whole = net->bits / 8, rest = net->bits % 8;

	if (memcmp(a->ip, net->ip, (size_t)whole) != 0)
		return false;
	return !rest || ((a->ip[whole] ^ net->ip[whole]) >> (8 - rest)) == 0;
}

static bool trusted(const struct api_nets *nets, const struct http_addr *a)
{
	for (int i = 0; i < nets->count; i++)
		if (in_net(a, &nets->list[i]))
			return true;
	return false;
}

static bool read_net(struct str text, struct api_net *out, struct err *err)
{
	struct str rest = text, ip = str_cut(&rest, '/');
	bool v4 = memchr(ip.at, '.', ip.len) && !memchr(ip.at, ':', ip.len);
	int64_t bits = v4 ? 32 : 128;
	struct http_addr a;

	if (!http_addr_read(ip, &a) ||
		(ip.len < text.len && (!str_int(rest, &bits) || bits < 0 ||
					      bits > (v4 ? 32 : 128))))
		return err_set(err, ERR_BAD_INPUT,
			"TRUSTED_PROXIES: '%.*s' is no address and no network",
			STR_ARG(text));
	memcpy(out->ip, a.ip, sizeof(out->ip));
	out->bits = (int)bits + (v4 ? 96 : 0);
	return true;
}

bool api_nets_read(struct str text, struct api_nets *out, struct err *err)
{
	out->count = 0;
	while (text.len) {
		struct str one = str_trim(str_cut(&text, ','));

		if (!one.len)
			continue;
		if (out->count == API_NETS_MOST)
			return err_set(err, ERR_BAD_INPUT,
				"TRUSTED_PROXIES: at most %d entries",
				API_NETS_MOST);
		if (!read_net(one, &out->list[out->count++], err))
			return false;
	}
	return true;
}

/* "1.2.3.4", "1.2.3.4:567" (some proxies add the port), "[::1]:567" */
static bool read_hop(struct str hop, struct http_addr *out)
{
	const char *colon = hop.len ? memchr(hop.at, ':', hop.len) : NULL;

	if (hop.len && *hop.at == '[') {
		hop = str_of(hop.at + 1, hop.len - 1);
		hop = str_cut(&hop, ']');
	} else if (colon && memchr(hop.at, '.', hop.len) &&
		   !memchr(colon + 1, ':',
			   (size_t)(hop.at + hop.len - colon - 1))) {
		hop.len = (size_t)(colon - hop.at);
	}
	return http_addr_read(hop, out);
}

/* All lines of that name are one list: some proxies add a line of their own
 * behind those that the client sent. */
static struct str whole_chain(const struct http_req *req)
{
	struct str chain = STR_NONE;

	for (int i = 0; i < req->header_count; i++) {
		const struct http_header *h = &req->headers[i];

		if (!h->value.len ||
			!str_eq_nocase(h->name, STR("x-forwarded-for")))
			continue;
		chain = !chain.len ? h->value
				   : str_fmt(req->mem, "%.*s,%.*s",
					     STR_ARG(chain), STR_ARG(h->value));
	}
	return chain;
}

struct http_addr api_peer(
	const struct api_nets *nets, const struct http_req *req)
{
	struct http_addr at = req->peer, hop;
	struct str chain;

	if (!nets->count || !trusted(nets, &at))
		return at;
	chain = whole_chain(req);
	while (chain.len) {
		const char *comma = memrchr(chain.at, ',', chain.len);
		struct str last =
			!comma ? chain
			       : str_of(comma + 1,
					 (size_t)(chain.at + chain.len - comma -
						  1));

		if (!read_hop(str_trim(last), &hop))
			return at;
		at = hop;
		if (!comma || !trusted(nets, &at))
			return at;
		chain.len = (size_t)(comma - chain.at);
	}
	return at;
}

/*
 * net/addr.c - addresses: their text, what kind they are, who may be called.
 * See dial.h; looking names up is in dial.c.
 */
#include "net/dial.h"

#include <arpa/inet.h>

/* The first `bits` bits of an address. IPv4 is ::ffff:0:0/96. */
struct range {
	unsigned char ip[16];
	int bits;
};

enum { V4_BITS = 96, PERMITS = 64 };
#define V4(a, b, c, d, n)                                                 \
	{                                                                 \
		{ 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, d }, \
			V4_BITS + (n)                                     \
	}

/* IANA's special-purpose registries and the clouds' metadata services. The
 * first range that holds an address decides. */
static const struct {
	struct range range;
	enum net_addr_kind kind;
} kinds[] = {
	{ V4(100, 100, 100, 200, 32), NET_ADDR_NEVER }, /* metadata */
	{ V4(0, 0, 0, 0, 8), NET_ADDR_NEVER },
	{ V4(10, 0, 0, 0, 8), NET_ADDR_PRIVATE },
	{ V4(100, 64, 0, 0, 10), NET_ADDR_PRIVATE }, /* carriers' NAT */
	{ V4(127, 0, 0, 0, 8), NET_ADDR_LOOPBACK },
	{ V4(169, 254, 0, 0, 16), NET_ADDR_NEVER }, /* link-local, metadata */
	{ V4(172, 16, 0, 0, 12), NET_ADDR_PRIVATE },
	{ V4(192, 0, 0, 0, 24), NET_ADDR_NEVER },
	{ V4(192, 0, 2, 0, 24), NET_ADDR_NEVER },   /* documentation */
	{ V4(192, 88, 99, 0, 24), NET_ADDR_NEVER }, /* 6to4 relays */
	{ V4(192, 168, 0, 0, 16), NET_ADDR_PRIVATE },
	{ V4(198, 18, 0, 0, 15), NET_ADDR_NEVER },    /* benchmarks */
	{ V4(198, 51, 100, 0, 24), NET_ADDR_NEVER },  /* documentation */
	{ V4(203, 0, 113, 0, 24), NET_ADDR_NEVER },   /* documentation */
	{ V4(224, 0, 0, 0, 4), NET_ADDR_NEVER },      /* multicast */
	{ V4(240, 0, 0, 0, 4), NET_ADDR_NEVER },      /* reserved, broadcast */
	{ V4(0, 0, 0, 0, 0), NET_ADDR_PUBLIC },       /* any other IPv4 */
	{ { { [15] = 1 }, 128 }, NET_ADDR_LOOPBACK }, /* ::1 */
	{ { { 0xfd, 0, 0x0e, 0xc2, [14] = 2, 0x54 }, 128 }, NET_ADDR_NEVER },
	{ { { 0xfc }, 7 }, NET_ADDR_PRIVATE },
	{ { { 0x20, 0x01, 0 }, 23 }, NET_ADDR_NEVER }, /* Teredo, ORCHID ... */
	{ { { 0x20, 0x01, 0x0d, 0xb8 }, 32 }, NET_ADDR_NEVER },
	{ { { 0x20, 0x02 }, 16 }, NET_ADDR_NEVER }, /* 6to4 */
	{ { { 0x3f, 0xff }, 20 }, NET_ADDR_NEVER }, /* documentation */
	{ { { 0x20 }, 3 }, NET_ADDR_PUBLIC },       /* what is given out */
};

static bool inside(const unsigned char ip[16], const struct range *r)
{
	int whole = r->bits / 8, rest = r->bits % 8;

	if (memcmp(ip, r->ip, (size_t)whole) != 0)
		return false;
	return !rest || !((ip[whole] ^ r->ip[whole]) >> (8 - rest));
}

enum net_addr_kind net_addr_kind(const unsigned char ip[16])
{
	for (size_t i = 0; i < LENGTH(kinds); i++)
		if (inside(ip, &kinds[i].range))
			return kinds[i].kind;
	return NET_ADDR_NEVER; /* NAT64, link-local, multicast, unassigned */
}

/* ---- text --------------------------------------------------------------- */

bool net_addr_read(struct str text, unsigned char ip[16])
{
	static const unsigned char v4[12] = { [10] = 0xff, [11] = 0xff };
	char z[INET6_ADDRSTRLEN];

	if (!text.len || text.len >= sizeof(z) ||
		memchr(text.at, '\0', text.len))
		return false;
	memcpy(z, text.at, text.len);
	z[text.len] = '\0';
	if (inet_pton(AF_INET, z, ip + 12) == 1) {
		memcpy(ip, v4, sizeof(v4));
		return true;
	}
	return inet_pton(AF_INET6, z, ip) == 1;
}

struct str net_addr_text(struct arena *mem, const unsigned char ip[16])
{
	static const struct range v4 = V4(0, 0, 0, 0, 0);
	char z[INET6_ADDRSTRLEN] = "";

	if (inside(ip, &v4))
		inet_ntop(AF_INET, ip + 12, z, sizeof(z));
	else
		inet_ntop(AF_INET6, ip, z, sizeof(z));
	return str_copy(mem, str_c(z));
}

/* ---- who may be called -------------------------------------------------- */

static struct {
	struct range ranges[PERMITS];
	int count;
} permits;

static bool range_read(struct str text, struct range *out, struct err *err)
{
	struct str rest = text, addr = str_cut(&rest, '/');
	bool v4 = !(addr.len && memchr(addr.at, ':', addr.len));
	int64_t bits = v4 ? 32 : 128;

	if (!net_addr_read(addr, out->ip) ||
		(addr.len < text.len && (!str_int(rest, &bits) || bits < 0 ||
						bits > (v4 ? 32 : 128))))
		return err_set(err, ERR_BAD_INPUT,
			"'%.*s' is no range of addresses such as 10.1.0.0/16",
			(int)(text.len > 60 ? 60 : text.len), text.at);
	out->bits = (int)bits + (v4 ? V4_BITS : 0);
	return true;
}

bool net_dial_permit(struct str ranges, struct err *err)
{
	struct range read[PERMITS];
	int count = 0;

	while (ranges.len) {
		struct str one = str_trim(str_cut(&ranges, ','));

		if (!one.len)
			continue;
		if (count == PERMITS)
			return err_set(err, ERR_BAD_INPUT,
				"at most %d ranges can be permitted", PERMITS);
		if (!range_read(one, &read[count++], err))
			return false;
	}
	memcpy(permits.ranges, read, sizeof(read[0]) * (size_t)count);
	permits.count = count;
	return true;
}

bool net_dial_may(const unsigned char ip[16], enum net_reach reach)
{
	enum net_addr_kind kind = net_addr_kind(ip);

	if (kind == NET_ADDR_PUBLIC || (reach & NET_REACH_ANY) ||
		(kind == NET_ADDR_LOOPBACK && (reach & NET_REACH_LOOPBACK)) ||
		(kind == NET_ADDR_PRIVATE && (reach & NET_REACH_PRIVATE)))
		return true;
	for (int i = 0; i < permits.count; i++)
		if (inside(ip, &permits.ranges[i]))
			return true;
	return false;
}

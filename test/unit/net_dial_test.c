/* Whom we may call: addresses of every kind, names with mixed answers, slow
 * resolvers. */
#include "test.h"

#include "base/time.h"
#include "net/dial.h"

#include <stdatomic.h>
#include <unistd.h>

static enum net_addr_kind kind(const char *text)
{
	unsigned char ip[16];

	if (!net_addr_read(str_c(text), ip)) {
		test_fail(__FILE__, __LINE__, "no address: %s", text);
		return NET_ADDR_NEVER;
	}
	return net_addr_kind(ip);
}

TEST(addresses_that_are_not_public_are_known)
{
	static const char *const blocked[] = { "10.254.0.0", "192.168.10.65",
		"172.16.10.65", "0.1.2.3", "0.0.0.0", "127.0.0.1",
		"127.0.0.254", "127.254.254.254", "169.254.45.1",
		"255.255.255.255", "224.1.2.3", "233.252.0.16", "192.0.0.0",
		"192.0.0.255", "192.0.2.255", "198.51.100.65", "203.0.113.6",
		"100.100.0.0", "192.88.99.3", "198.18.0.0", "240.240.240.240",
		"::0", "::1", "::ffff:127.0.0.1", "::ffff:0.0.0.1",
		"2001:db8::1", "3fff::dead:beef", "fe80::dead:beef",
		"febf:ffff::dead:beef", "fdee:3a45:9057::1",
		"fd7a:115c:a1e0::1", "2002:c000:204::dead:beef",
		"2002:c0a8:1::dead:beef", "64:ff9b::c0a8:0", "64:ff9b::808:808",
		"5f00::dead:beef", "64:ff9b:1::dead:beef", "100::1:2:3:4",
		"fd00:ec2::254", "::127.0.0.1", "::ffff:a9fe:a9fe",
		"2001:0:4136:e378:8000:63bf:3fff:fdd2", "fec0::1", "ff02::1",
		"198.19.255.255", "100.127.255.255", "172.31.255.255",
		"4000::1" };
	static const char *const allowed[] = { "1.1.1.1", "8.8.8.8",
		"2001:4860:4860::8888", "::ffff:8.8.8.8", "11.0.0.0",
		"9.255.255.255", "100.63.255.255", "100.128.0.0",
		"126.255.255.255", "128.0.0.0", "172.15.255.255", "172.32.0.0",
		"192.169.0.0", "198.17.255.255", "198.20.0.0",
		"223.255.255.255", "2606:4700:4700::1111", "2001:200::1",
		"2003::1", "3ffe:ffff::1" };

	for (size_t i = 0; i < LENGTH(blocked); i++)
		if (kind(blocked[i]) == NET_ADDR_PUBLIC)
			test_fail(__FILE__, __LINE__, "public: %s", blocked[i]);
	for (size_t i = 0; i < LENGTH(allowed); i++)
		if (kind(allowed[i]) != NET_ADDR_PUBLIC)
			test_fail(__FILE__, __LINE__, "not: %s", allowed[i]);
}

TEST(metadata_services_are_never_only_private)
{
	OK(kind("127.0.0.1") == NET_ADDR_LOOPBACK);
	OK(kind("::1") == NET_ADDR_LOOPBACK);
	OK(kind("10.0.0.1") == NET_ADDR_PRIVATE);
	OK(kind("fd12::1") == NET_ADDR_PRIVATE);
	OK(kind("169.254.169.254") == NET_ADDR_NEVER);
	OK(kind("fd00:ec2::254") == NET_ADDR_NEVER);
	OK(kind("100.100.100.200") == NET_ADDR_NEVER);
}

TEST(only_plain_spellings_are_addresses)
{
	static const char *const bad[] = { "", "127.1", "2130706433",
		"0x7f000001", "0177.0.0.1", "0x7f.1", "127.0.0.1.", "0",
		"[::1]", "fe80::1%lo", "127.0.0.1 ", " 127.0.0.1", "1.1.1.256",
		"127.0.0.01", "127。0。0。1", "::1::", "1:2:3:4:5:6:7",
		"localhost" };
	unsigned char ip[16];

	for (size_t i = 0; i < LENGTH(bad); i++)
		if (net_addr_read(str_c(bad[i]), ip))
			test_fail(__FILE__, __LINE__, "read: %s", bad[i]);
	OK(!net_addr_read(STR("127.0.0.1\0"), ip));
}

/* ---- names -------------------------------------------------------------- */

static void answer(struct net_route *out, const char *ip)
{
	if (!net_addr_read(str_c(ip), out->ips[out->count++]))
		test_fail(__FILE__, __LINE__, "no address: %s", ip);
}

static atomic_bool slow_may_end;

static int lookup(struct str host, struct net_route *out)
{
	out->count = 0;
	if (str_is(host, "public.example")) {
		answer(out, "1.1.1.1");
		answer(out, "2606:4700:4700::1111");
	} else if (str_is(host, "mixed.example")) {
		answer(out, "1.1.1.1");
		answer(out, "127.0.0.1");
	} else if (str_is(host, "mixed6.example")) {
		answer(out, "1.1.1.1");
		answer(out, "::ffff:10.0.0.1");
	} else if (str_is(host, "private.example")) {
		answer(out, "10.1.2.3");
	} else if (str_is(host, "slow.example")) {
		while (!atomic_load(&slow_may_end))
			usleep(1000);
		answer(out, "1.1.1.1");
	} else if (!str_is(host, "empty.example")) {
		return -1;
	}
	return out->count;
}

static enum err_code find(const char *host, enum net_reach reach)
{
	struct net_route route;
	struct err err = { 0 };

	net_dial_fake(lookup);
	if (net_dial_find(str_c(host), reach, 60 * 1000, &route, &err))
		OK(route.count > 0);
	return err.code;
}

TEST(one_address_out_of_bounds_refuses_the_name)
{
	SAME_INT(find("public.example", NET_REACH_PUBLIC), ERR_NONE);
	SAME_INT(find("mixed.example", NET_REACH_PUBLIC), ERR_FORBIDDEN);
	SAME_INT(find("mixed6.example", NET_REACH_PUBLIC), ERR_FORBIDDEN);
	SAME_INT(find("private.example", NET_REACH_PUBLIC), ERR_FORBIDDEN);
	SAME_INT(find("empty.example", NET_REACH_PUBLIC), ERR_UPSTREAM);
	SAME_INT(find("unknown.example", NET_REACH_PUBLIC), ERR_UPSTREAM);
	SAME_INT(find("127.0.0.1", NET_REACH_PUBLIC), ERR_FORBIDDEN);
	SAME_INT(find("::1", NET_REACH_PUBLIC), ERR_FORBIDDEN);
	SAME_INT(find("1.1.1.1", NET_REACH_PUBLIC), ERR_NONE);
	SAME_INT(find("", NET_REACH_PUBLIC), ERR_BAD_INPUT);
}

TEST(a_wider_reach_is_said_out_loud)
{
	SAME_INT(find("mixed.example", NET_REACH_LOOPBACK), ERR_NONE);
	SAME_INT(find("private.example", NET_REACH_LOOPBACK), ERR_FORBIDDEN);
	SAME_INT(find("private.example", NET_REACH_PRIVATE), ERR_NONE);
	SAME_INT(
		find("169.254.169.254", NET_REACH_LOOPBACK | NET_REACH_PRIVATE),
		ERR_FORBIDDEN);
	SAME_INT(find("169.254.169.254", NET_REACH_ANY), ERR_NONE);
}

TEST(the_operator_can_permit_ranges)
{
	struct err err = { 0 };

	NEED_ERR(net_dial_permit(
			 STR("10.1.0.0/16, fd00:12::/32,127.0.0.1"), &err),
		err);
	SAME_INT(find("private.example", NET_REACH_PUBLIC), ERR_NONE);
	SAME_INT(find("10.2.0.1", NET_REACH_PUBLIC), ERR_FORBIDDEN);
	SAME_INT(find("fd00:12::9", NET_REACH_PUBLIC), ERR_NONE);
	SAME_INT(find("fd00:13::9", NET_REACH_PUBLIC), ERR_FORBIDDEN);
	SAME_INT(find("127.0.0.1", NET_REACH_PUBLIC), ERR_NONE);
	SAME_INT(find("127.0.0.2", NET_REACH_PUBLIC), ERR_FORBIDDEN);
	OK(!net_dial_permit(STR("10.0.0.0/33"), &err));
	OK(!net_dial_permit(STR("10.0.0/8"), &err));
	OK(!net_dial_permit(STR("::1/129"), &err));
	OK(!net_dial_permit(STR("10.0.0.0/"), &err));
	OK(!net_dial_permit(STR("example.com"), &err));
	OK(net_dial_permit(STR(""), &err));
	SAME_INT(find("private.example", NET_REACH_PUBLIC), ERR_FORBIDDEN);
}

TEST(a_slow_resolver_holds_nobody_up)
{
	struct net_route route;
	struct err err = { 0 };

	net_dial_fake(lookup);
	slow_may_end = false;
	OK(!net_dial_find(
		STR("slow.example"), NET_REACH_PUBLIC, 20, &route, &err));
	SAME_INT(err.code, ERR_UPSTREAM);
	OK(strstr(err.text, "20 ms"));
	slow_may_end = true;
	OK(net_dial_find(STR("slow.example"), NET_REACH_PUBLIC, 60 * 1000,
		&route, &err));
}

TEST(lookups_under_way_are_bounded)
{
	struct err err = { 0 };
	struct net_route route;
	int busy = 0;

	net_dial_fake(lookup);
	slow_may_end = false;
	for (int i = 0; i < NET_DIAL_LOOKUPS + 8; i++) {
		err.code = ERR_NONE;
		net_dial_find(
			STR("slow.example"), NET_REACH_PUBLIC, 0, &route, &err);
		busy += err.code == ERR_BUSY;
	}
	SAME_INT(busy, 8);
	/* they end by themselves, and then there is room again */
	slow_may_end = true;
	net_dial_fake(lookup);
	SAME_INT(find("slow.example", NET_REACH_PUBLIC), ERR_NONE);
	net_dial_fake(NULL);
}

TEST(the_real_resolver_knows_this_machine)
{
	struct net_route route = { 0 };
	struct err err = { 0 };

	net_dial_fake(NULL);
	OK(!net_dial_find(
		STR("localhost"), NET_REACH_PUBLIC, 5000, &route, &err));
	SAME_INT(err.code, ERR_FORBIDDEN);
	OK_ERR(net_dial_find(STR("localhost"), NET_REACH_LOOPBACK, 5000, &route,
		       &err),
		err);
	OK(route.count >= 1);
}

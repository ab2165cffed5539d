/* Addresses of the web: what is read, what two parsers could read in two
 * ways and is refused. */
#include "test.h"

#include "net/url.h"

static bool reads(const char *text, struct net_url *url)
{
	struct err err = { 0 };
	bool ok = net_url_read(&test_mem, str_c(text), url, &err);

	OK(ok || (err.code == ERR_BAD_INPUT && *err.text));
	return ok;
}

static void becomes(const char *text, const char *want)
{
	struct net_url url;

	if (!reads(text, &url))
		test_fail(__FILE__, __LINE__, "refused: %s", text);
	else
		SAME_STR(net_url_write(&test_mem, &url), str_c(want));
}

TEST(the_parts_of_an_address_are_found)
{
	struct net_url url;

	NEED(reads("HTTPS://Api.Example.COM:8443/a/%20b?x=1&y=/?", &url));
	OK(url.secure && !url.literal && url.port_given);
	SAME_STR(url.host, STR("api.example.com"));
	SAME_INT(url.port, 8443);
	SAME_STR(url.path, STR("/a/%20b"));
	SAME_STR(url.query, STR("x=1&y=/?"));
	NEED(reads("http://example.com", &url));
	OK(!url.secure && !url.port_given && !url.query.at);
	SAME_INT(url.port, 80);
	SAME_STR(url.path, STR("/"));
	NEED(reads("https://example.com?", &url));
	SAME_INT(url.port, 443);
	OK(url.query.at && !url.query.len);
}

TEST(addresses_are_written_in_one_form)
{
	becomes("HTTP://EXAMPLE.com", "http://example.com/");
	becomes("http://example.com.:80/", "http://example.com/");
	becomes("https://example.com:443/x?", "https://example.com/x?");
	becomes("https://[2001:DB8:0::1]:444/", "https://[2001:db8::1]:444/");
	becomes("http://127.0.0.1/", "http://127.0.0.1/");
	becomes("http://[::ffff:7f00:1]/", "http://127.0.0.1/");
	becomes("http://a_b.xn--bcher-kva.example/~u/;p",
		"http://a_b.xn--bcher-kva.example/~u/;p");
}

TEST(a_literal_host_brings_its_address)
{
	struct net_url url;

	NEED(reads("http://192.0.2.7:1/", &url));
	OK(url.literal && url.ip[10] == 0xff && url.ip[15] == 7);
	NEED(reads("http://[::1]/", &url));
	OK(url.literal && url.ip[0] == 0 && url.ip[15] == 1);
	SAME_STR(url.host, STR("::1"));
}

static const char *const bad[] = {
	"",
	"http://",
	"http:///x",
	"http:/example.com/",
	"//example.com/",
	"example.com",
	"ftp://example.com/",
	"file:///etc/passwd",
	"gopher://example.com/",
	"javascript:alert(1)",
	" http://example.com/",
	"http://example.com/ ",
	"http://example.com/a b",
	"http://example.com/\t",
	"http://exa\nmple.com/",
	"http://example.com\\@evil.example/",
	"http://example.com/\\evil",
	"http://user@example.com/",
	"http://user:password@example.com/",
	"http://@example.com/",
	"http://example.com:80@evil.example/",
	"http://example.com/#top",
	"http://example.com#@evil.example/",
	"http://example.com:/",
	"http://example.com:0/",
	"http://example.com:080/",
	"http://example.com:65536/",
	"http://example.com:99999999999/",
	"http://example.com:-1/",
	"http://example.com:8a/",
	"http://example.com:80:80/",
	"http://::1/",
	"http://[::1/",
	"http://[::1]x/",
	"http://[::1%25eth0]/",
	"http://[127.0.0.1]/",
	"http://[example.com]/",
	"http://2130706433/",
	"http://0x7f000001/",
	"http://0x7f.1/",
	"http://127.1/",
	"http://0177.0.0.1/",
	"http://127.0.0.1.0x1/",
	"http://256.1.1.1/",
	"http://1.2.3.4.5/",
	"http://.example.com/",
	"http://example..com/",
	"http://example.com../",
	"http://./",
	"http://-a.example/",
	"http://a-.example/",
	"http://exam%70le.com/",
	"http://ex\xc3\xa4mple.com/",
	("http://127\xe3\x80\x82"
	 "0.0.1/"),
	"http://example.com/\xc3\xa4",
	"http://example.com/%",
	"http://example.com/%4",
	"http://example.com/%zz",
	"http://example.com/<x>",
	"http://example.com/\"",
	"http://example.com/{a}",
	"http://example.com/|",
	"http://example.com/?a=[1]",
};

TEST(what_can_be_read_in_two_ways_is_refused)
{
	struct net_url url;

	for (size_t i = 0; i < LENGTH(bad); i++)
		if (reads(bad[i], &url))
			test_fail(__FILE__, __LINE__, "accepted: %s", bad[i]);
}

TEST(a_nul_ends_nothing)
{
	struct err err = { 0 };
	struct net_url url;

	OK(!net_url_read(
		&test_mem, STR("http://a.example\0.evil/"), &url, &err));
	OK(!net_url_read(&test_mem, STR("http://a.example/\0"), &url, &err));
	OK(!net_url_read(&test_mem, STR("http://127.0.0.1\0/"), &url, &err));
}

TEST(lengths_are_bounded)
{
	struct net_url url;
	struct buf b;

	buf_init(&b, &test_mem, 4096);
	buf_addf(&b, "http://example.com/");
	while (b.len < NET_URL_MOST)
		buf_addc(&b, 'x');
	OK(reads(str_copy(&test_mem, buf_str(&b)).at, &url));
	buf_addc(&b, 'x');
	OK(!reads(str_copy(&test_mem, buf_str(&b)).at, &url));
	OK(reads("http://a23456789012345678901234567890123456789012345678901"
		 "234567890123.example/",
		&url));
	OK(!reads("http://a234567890123456789012345678901234567890123456789012"
		  "345678901234.example/",
		&url));
}

TEST(escaping_leaves_only_what_is_safe_everywhere)
{
	struct buf b;

	buf_init(&b, &test_mem, 256);
	net_url_escape(&b, STR("a-Z_0.~ /?&=+%\xc3\xa4\0"));
	SAME_STR(buf_str(&b), STR("a-Z_0.~%20%2F%3F%26%3D%2B%25%C3%A4%00"));
}

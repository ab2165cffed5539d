/* test/unit/json_format_test.c - what text must look like in a shape. */
#include "test.h"

#include "base/json.h"

/* ---- formats ------------------------------------------------------------ */

struct any {
	struct str s;
};

static bool fits(enum json_format format, const char *text)
{
	const struct json_field fields[] = {
		JSON(any, s, 0, 0, 400, .format = format),
		{ 0 },
	};
	const struct json_shape shape = JSON_SHAPE(any, "Any", NULL, fields);
	struct json_out o;
	struct err err;
	struct any a;
	struct buf b;

	buf_init(&b, &test_mem, 4000);
	o = json_begin(&b, JSON_COMPACT);
	json_object(&o);
	json_put_text(json_key(&o, "s"), str_c(text));
	json_end(&o);
	return json_read_text(&test_mem, buf_str(&b), &shape, &a, &err);
}

static const struct {
	enum json_format format;
	const char *good[12], *bad[32];
} formats[] = {
	{ JSON_EMAIL,
		{ "a@b", "ann.lee+x@mail.example.org", "o'neil@example.ie",
			"söphie@exämple.de", "a@xn--exmple-cua.de",
			"a_b-c%d@1.example" },
		{ "", "a", "@", "a@", "@b", "a@b@c", "a b@c.d", "a@b c",
			".a@b.c", "a.@b.c", "a..b@c.d", "a@.b", "a@b.",
			"a@b..c", "a@-b.c", "a@b-.c", "a@b_c.d", "<a@b.c>",
			"a@b.c,d@e.f", "\"a b\"@c.d", "a@b\n.c", "a@[1.2.3.4]",
			"a\u200b@b.c", "a@b\u00a0.c", "a@b/c" } },
	{ JSON_UUID, { "0190a5d4-7c1e-7b3a-9f00-0123456789ab" },
		{ "", "x", "0190A5D4-7C1E-7B3A-9F00-0123456789AB" } },
	{ JSON_DATE, { "2024-02-29" }, { "", "2023-02-29", "29.2.2024" } },
	{ JSON_URI,
		{ "https://example.org", "HTTP://example.org/a?b=c#d",
			"http://localhost:8000/x", "https://[::1]:8443/",
			"https://exämple.org/ä%20b", "https://1.2.3.4",
			"https://[2001:db8::1]" },
		{ "", "example.org", "//example.org", "ftp://example.org",
			"javascript:alert(1)", "https:", "https://",
			"https:///x", "https://a b", "https://a/b c",
			"https://u@example.org", "https://u:p@example.org",
			"https://example.org:", "https://example.org:0",
			"https://example.org:65536", "https://example.org:x",
			"https://exa\tmple.org", "https://example.org/\"",
			"https://example.org\\@x", "https://-a.org",
			"https://a..org", "https://[::1", "https://[::g]",
			"https://[::1]x", "https://[]", "https:/example.org",
			"https://example.org/<x>", " https://example.org" } },
	{ JSON_LINE, { "", "one line", "ö 日本 🙂" },
		{ "a\nb", "a\rb", "\t", "a\x7f", "a\xc2\x85", "a\u2028" } },
	{ JSON_PASSWORD, { "", "a\nb \t\u2028" }, { NULL } },
};

TEST(formats_take_what_is_sensible_and_no_more)
{
	for (size_t i = 0; i < LENGTH(formats); i++) {
		for (const char *const *s = formats[i].good; *s; s++)
			if (!fits(formats[i].format, *s))
				test_fail(__FILE__, __LINE__,
					"%zu refused '%s'", i, *s);
		for (const char *const *s = formats[i].bad; *s; s++)
			if (fits(formats[i].format, *s))
				test_fail(__FILE__, __LINE__, "%zu took '%s'",
					i, *s);
	}
}

TEST(parts_of_an_address_have_the_lengths_of_their_rfc)
{
	char text[400];

	memset(text, 'a', sizeof(text));
	memcpy(text + 64, "@b.c", 5);
	OK(fits(JSON_EMAIL, text));
	memcpy(text + 64, "a@b.c", 6);
	OK(!fits(JSON_EMAIL, text));
	memset(text, 'a', sizeof(text));
	memcpy(text, "a@", 2);
	memcpy(text + 2 + 63, ".c", 3);
	OK(fits(JSON_EMAIL, text));
	memcpy(text + 2 + 63, "a.c", 4);
	OK(!fits(JSON_EMAIL, text));
}

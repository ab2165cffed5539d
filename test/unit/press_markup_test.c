/*
 * test/unit/press_markup_test.c - what stands between tags, which addresses
 * become links, and archives.
 */
#include "parity.h"
#include "press/link.h"
#include "press/markup.h"
#include "press/pack.h"
#include "test.h"

#include <stdio.h>

/* ---- text --------------------------------------------------------------- */

static struct str marked(
	const char *text, void (*write)(struct buf *to, struct str text))
{
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	buf_add(&b, STR(""));
	write(&b, str_c(text));
	return buf_str(&b);
}

TEST(signs_of_markup_become_entities)
{
	SAME_STR(marked("a<b>&\"c'd", markup_text),
		STR("a&lt;b&gt;&amp;&quot;c'd"));
	SAME_STR(marked("", markup_text), STR(""));
	SAME_STR(marked("]]>", markup_text), STR("]]&gt;"));
	SAME_STR(marked("a\tb\nc\rd", markup_text), STR("a b c d"));
	SAME_STR(marked("a b\tc", markup_tied), STR("a\u00a0b\u00a0c"));
}

TEST(each_character_that_xml_may_hold_stays_as_it_is)
{
	struct arena mem = { 0 };

	for (uint32_t c = 0; c <= 0x110000; c++) {
		bool ok =
			c == '\t' || c == '\n' || c == '\r' ||
			(c >= ' ' && c < 127) || (c >= 0xa0 && c < 0xd800) ||
			(c >= 0xe000 && c < 0xfdd0) ||
			(c >= 0xfdf0 && c < 0x110000 && (c & 0xfffe) != 0xfffe);
		char bytes[4];
		size_t n = (size_t)utf8_encode(c, bytes);
		struct str want = str_of(bytes, n), have;
		struct buf b;

		if (!n || c == '<' || c == '>' || c == '&' || c == '"')
			continue;
		buf_init(&b, &mem, 64);
		markup_text(&b, want);
		have = buf_str(&b);
		if (!ok)
			want = STR("\ufffd");
		else if (c < ' ')
			want = STR(" ");
		if (!str_eq(have, want))
			test_fail(__FILE__, __LINE__, "U+%04X is '%.*s'", c,
				STR_ARG(have));
		if (c % 4096 == 0)
			arena_reset(&mem);
	}
	arena_free(&mem);
}

TEST(bytes_that_are_no_text_are_shown_as_missing)
{
	SAME_STR(marked("a\xff"
			"b",
			 markup_text),
		STR("a\ufffd"
		    "b"));
	SAME_STR(marked("\xc3", markup_text), STR("\ufffd"));
	SAME_STR(marked("\xe2\x82", markup_text), STR("\ufffd"));
	SAME_STR(marked("\xc3(", markup_text), STR("\ufffd("));
	SAME_STR(marked("\xed\xa0\x80x", markup_text),
		STR("\ufffd\ufffd\ufffdx"));
	SAME_STR(marked("\x80", markup_text), STR("\ufffd"));
}

TEST(lengths_are_written_as_short_as_they_are_exact)
{
	static const struct {
		int64_t n;
		const char *text;
	} cases[] = { { 0, "0" }, { 1000, "1" }, { 1500, "1.5" },
		{ 1250, "1.25" }, { 1005, "1.005" }, { 5, "0.005" },
		{ -5, "-0.005" }, { -12960, "-12.96" },
		{ INT32_MIN, "-2147483.648" }, { 612000, "612" } };

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct buf b;

		buf_init(&b, &test_mem, 64);
		markup_milli(&b, cases[i].n);
		SAME_STR(buf_str(&b), str_c(cases[i].text));
	}
}

/* ---- links -------------------------------------------------------------- */

TEST(only_addresses_that_are_safe_to_follow_become_links)
{
	static const char *const cases[][2] = {
		{ "https://a.example", "https://a.example" },
		{ " HTTPS://a.example/x ", "https://a.example/x" },
		{ "http://a.example:8080/x?y=z#w",
			"http://a.example:8080/x?y=z#w" },
		{ "http://a.example?x", "http://a.example?x" },
		{ "https://a.example/a b", "https://a.example/a%20b" },
		{ "https://a.example/<\">", "https://a.example/%3C%22%3E" },
		{ "https://a.example/%41%4", "https://a.example/%41%254" },
		{ "https://a.example/#a#b", "https://a.example/#a%23b" },
		{ "https://a.example/[x]", "https://a.example/%5Bx%5D" },
		{ "https://m\u00fcller.example/\u00fc",
			"https://m%C3%BCller.example/%C3%BC" },
		{ "https://[::1]:80/x", "https://[::1]:80/x" },
		{ "https://a.example\\@b.example", NULL },
		{ "https://user:pw@a.example", NULL },
		{ "https://[::1", NULL },
		{ "https://[x y]", NULL },
		{ "https://a.example:80a", NULL },
		{ "https://a b.example", NULL },
		{ "https://", NULL },
		{ "https:///x", NULL },
		{ "https:a.example", NULL },
		{ "//a.example", NULL },
		{ "a.example", NULL },
		{ "javascript:alert(1)", NULL },
		{ "java\nscript:alert(1)", NULL },
		{ "data:text/html,x", NULL },
		{ "file:///etc/passwd", NULL },
		{ "ftp://a.example", NULL },
		{ "", NULL },
		{ "mailto:a@b.example", "mailto:a@b.example" },
		{ "mailto:a@b.example?subject=x y",
			"mailto:a@b.example?subject=x%20y" },
		{ "mailto:nobody", NULL },
		{ "mailto:@b.example", NULL },
		{ "mailto:a@", NULL },
		{ "tel:+46 (0)40 555", "tel:+46(0)40555" },
		{ "tel:nobody", NULL },
		{ "tel:", NULL },
	};

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str out = STR_NONE;
		bool ok = link_safe(&test_mem, str_c(cases[i][0]), &out);

		if (ok != !!cases[i][1])
			test_fail(__FILE__, __LINE__, "%s", cases[i][0]);
		if (ok)
			SAME_STR(out, str_c(cases[i][1]));
	}
}

TEST(an_address_longer_than_word_follows_is_no_link)
{
	char url[2 * LINK_MOST] = "https://a.example/";
	struct str out;

	memset(url + 18, 'x', sizeof(url) - 18);
	OK(link_safe(&test_mem, str_of(url, LINK_MOST), &out));
	SAME_INT(out.len, LINK_MOST);
	OK(!link_safe(&test_mem, str_of(url, LINK_MOST + 1), &out));
	url[20] = ' '; /* which takes three */
	OK(!link_safe(&test_mem, str_of(url, LINK_MOST), &out));
	OK(!link_safe(&test_mem, STR_NONE, &out));
}

/* ---- archives ----------------------------------------------------------- */

static struct str packed(struct str content, enum pack_how how)
{
	struct err err = { 0 };
	struct pack p;
	struct buf out;

	buf_init(&out, &test_mem, 64 << 20);
	buf_add(&out, STR("before"));
	pack_init(&p, &test_mem, &out, 1 << 20, 0);
	OK_ERR(pack_add(&p, "a.xml", content, how, &err) &&
			pack_close(&p, &err),
		err);
	return str_of(out.at + 6, out.len - 6);
}

TEST(a_part_that_is_kept_is_the_part_packed_anew)
{
	char text[PACK_KEPT_BYTES + 10];

	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)('a' + i * i % 23);
	for (int turn = 0; turn < 3; turn++)
		for (size_t n = 0; n < 3 * PACK_KEPT; n++) {
			struct str s = str_of(text, n * 700 % sizeof(text));
			struct str kept = packed(s, PACK_ALIKE);

			OK(str_eq(kept, packed(s, PACK_NEW)));
			if (s.len)
				SAME_STR(parity_part(&test_mem, kept, "a.xml"),
					s);
		}
	OK(str_eq(packed(str_of(text, sizeof(text)), PACK_ALIKE),
		packed(str_of(text, sizeof(text)), PACK_NEW)));
}

TEST(an_archive_ends_where_its_ceiling_is)
{
	struct err err = { 0 };
	struct pack p;
	struct buf out;
	char noise[4096];
	uint32_t seed = 1;

	for (size_t i = 0; i < sizeof(noise); i++)
		noise[i] = (char)((seed = seed * 1664525 + 1013904223) >> 24);
	for (size_t ceiling = 0; ceiling < 4300; ceiling += 13) {
		bool ok;

		err = (struct err){ 0 };
		buf_init(&out, &test_mem, 1 << 20);
		pack_init(&p, &test_mem, &out, ceiling, 0);
		ok = pack_add(&p, "a", str_of(noise, sizeof(noise)),
			     PACK_STORED, &err) &&
		     pack_close(&p, &err);
		OK(out.len <= ceiling);
		SAME_INT(ok, ceiling >= 4096 + 30 + 1 + 46 + 1 + 22);
		OK(ok || err.code == ERR_TOO_BIG);
	}
}

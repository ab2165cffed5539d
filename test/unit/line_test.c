/* test/unit/line_test.c - press/line.h: marks become runs, text is cleaned, and
 * nothing of it is lost. */
#include "test.h"

#include "base/utf8.h"
#include "press/line.h"

/* "<b>bold</b> plain <a x>link</a>" for what a text became. */
static struct str shown(struct tree_runs runs)
{
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	for (size_t i = 0; i < runs.count; i++) {
		const struct tree_run *r = &runs.at[i];
		const char *mark = (r->flags & 3) == 3      ? "bi"
				   : r->flags & TREE_BOLD   ? "b"
				   : r->flags & TREE_ITALIC ? "i"
							    : "";

		if (*mark)
			buf_addf(&b, "<%s>", mark);
		if (r->url.at)
			buf_addf(&b, "<a %.*s>", STR_ARG(r->url));
		buf_add(&b, r->text);
		if (r->url.at)
			buf_add(&b, STR("</a>"));
		if (*mark)
			buf_addf(&b, "</%s>", mark);
	}
	return b.len ? buf_str(&b) : STR("");
}

static struct str marked(const char *text)
{
	struct press_line l;

	press_line_begin(&l, &test_mem);
	press_line_mark(&l, str_c(text), 0);
	return shown(press_line_end(&l));
}

struct row {
	const char *text, *want;
};

static void check(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct str have = marked(rows[i].text);

		if (!str_is(have, rows[i].want))
			test_fail(__FILE__, __LINE__,
				"'%s' is '%.*s', not '%s'", rows[i].text,
				STR_ARG(have), rows[i].want);
	}
}

TEST(bold_italic_and_links_are_marks)
{
	static const struct row rows[] = {
		{ "plain", "plain" },
		{ "**bold**", "<b>bold</b>" },
		{ "*italic*", "<i>italic</i>" },
		{ "***both***", "<bi>both</bi>" },
		{ "a **b** c", "a <b>b</b> c" },
		{ "a **b *c* d** e", "a <b>b </b><bi>c</bi><b> d</b> e" },
		{ "*a **b** c*", "<i>a </i><bi>b</bi><i> c</i>" },
		{ "***a** b*", "<bi>a</bi><i> b</i>" },
		{ "***a* b**", "<bi>a</bi><b> b</b>" },
		{ "(**b**), *i*.", "(<b>b</b>), <i>i</i>." },
		{ "\"*quoted*\"", "\"<i>quoted</i>\"" },
		{ "我**喜欢**你", "我<b>喜欢</b>你" },
		{ "[site](https://a.example/x)",
			"<a https://a.example/x>site</a>" },
		{ "see [a *b*](http://a.example) now",
			"see <a http://a.example>a </a><i><a http://a.example>"
			"b</a></i> now" },
		{ "**[x](https://a.example)**",
			"<b><a https://a.example>x</a></b>" },
		{ "[mail](mailto:a@b.example) [call](tel:+1)",
			"<a mailto:a@b.example>mail</a> <a tel:+1>call</a>" },
		{ "[p](https://a.example/x_(y))",
			"<a https://a.example/x_(y)>p</a>" },
		{ "[[x](https://a.example)", "[<a https://a.example>x</a>" },
		{ "[1] [x](https://a.example)",
			"[1] <a https://a.example>x</a>" },
	};

	check(rows, LENGTH(rows));
}

TEST(all_else_stays_as_it_was_written)
{
	static const char *const same[] = { "C*", "C* and K*", "A*, IDA*",
		"snake_case", "_under_", "5 * 3", "2*3*4", "2**3**4",
		"**kwargs", "*args, **kwargs", "* item", "**", "****",
		"a * b * c", "**a", "a**", "** a **", "* a *", "**Go**lang",
		"`code` ~~no~~ # no", "\\*not\\*", "[x]", "[x](y)",
		"[x](javascript:alert(1))", "[x](data:text/html,x)",
		"[x] (https://a.example)", "[x](https://a.example",
		"[](https://a.example)", "[x](https://a b.example)", "![x]",
		"<b>x</b>", "&amp;", "f(*)", "[x](https://a.example/[y])", "*",
		"[", "]", "(*", "*)" };

	for (size_t i = 0; i < LENGTH(same); i++) {
		struct str have = marked(same[i]);

		if (!str_is(have, same[i]))
			test_fail(__FILE__, __LINE__, "'%s' became '%.*s'",
				same[i], STR_ARG(have));
	}
	SAME_STR(marked("**a*"), STR("*<i>a</i>")); /* as in CommonMark */
}

TEST(what_nobody_should_see_is_cleaned_away)
{
	static const struct row rows[] = {
		{ "a\tb\r\nc", "a b c" },
		{ "  a   b  ", "a b" },
		{ "a\x01\x7f"
		  "b",
			"ab" },
		{ "a\xc2\x85"
		  "b\xe2\x80\xa8"
		  "c",
			"a b c" },
		{ "a\xe2\x80\xae"
		  "b\xe2\x80\xac\xe2\x81\xa6"
		  "c\xe2\x81\xa9",
			"abc" },                          /* U+202E, U+2066 */
		{ "\xef\xbb\xbfx\xef\xbf\xbe", "x" },     /* U+FEFF, U+FFFE */
		{ "\xee\x80\x81x\xf3\xb0\x80\x80", "x" }, /* private use */
		{ "a\xff\xc3(b", "a\xef\xbf\xbd\xef\xbf\xbd(b" },
		{ "a\xc2\xa0"
		  "b",
			"a\xc2\xa0"
			"b" }, /* stays together */
		{ "\xe2\x80\x8f"
		  "a",
			"\xe2\x80\x8f"
			"a" }, /* U+200F */
		{ "👩🏽‍🚒 naïve ﬁ", "👩🏽‍🚒 naïve ﬁ" },
	};

	check(rows, LENGTH(rows));
}

TEST(what_is_odd_in_a_text_is_seen_wherever_it_stands)
{
	char text[64];

	for (size_t len = 1; len < 50; len++)
		for (size_t at = 0; at < len; at++) {
			struct str s = str_of(text, len);

			memset(text, 'a', sizeof(text));
			OK(press_text_plain(s));
			text[at] = ' ';
			SAME_INT(press_text_plain(s), at > 0 && at + 1 < len);
			text[at + 1] = ' ';
			OK(!press_text_plain(s) || at + 2 > len);
			for (const char *odd = "*[\n\x7f\xc2\xff"; *odd;
				odd++) {
				text[at] = *odd;
				text[at + 1] = 'a';
				OK(!press_text_plain(s));
			}
		}
}

static bool goes(uint32_t c)
{
	return c < ' ' || (c >= 0x7f && c < 0xa0) ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
	       (c >= 0xe000 && c <= 0xf8ff) || c == 0xfeff ||
	       (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xfdd0 && c <= 0xfdef) ||
	       (c & 0xfffe) == 0xfffe;
}

TEST(each_character_is_kept_or_goes_whatever_stands_around_it)
{
	for (uint32_t c = 1; c < 0x10000; c++) {
		bool ends = (c >= 9 && c <= 13) || c == ' ' || c == 0x85 ||
			    c == 0x2028 || c == 0x2029;
		char one[4];
		struct str s = { one, (size_t)utf8_encode(c, one) };
		struct str text, want;

		if (!s.len)
			continue;
		text = str_fmt(&test_mem, "many plain letters, %.*sand more",
			STR_ARG(s));
		want = ends      ? STR("many plain letters, and more")
		       : goes(c) ? STR("many plain letters, and more")
				 : text;
		SAME_STR(press_text_clean(&test_mem, text), want);
		SAME_STR(marked(text.at), c == '*' || c == '[' ? text : want);
		if (press_text_plain(text) && !str_eq(text, want))
			test_fail(__FILE__, __LINE__, "U+%04X is plain", c);
	}
}

TEST(a_plain_text_is_shown_as_it_is_and_only_then)
{
	static const char *const other[] = { "", " a", "a ", "a  b", "a\nb",
		"*", "a[", "\xff", "a\x7f" };

	OK(press_text_plain(STR("a b, c.")));
	OK(press_text_plain(STR("日本語 naïve Ελλάδα")));
	for (size_t i = 0; i < LENGTH(other); i++)
		OK(!press_text_plain(str_c(other[i])));
}

/* What a template says between things goes with what is not there. */
static struct str said(const char *const *parts, size_t count)
{
	struct press_line l;

	press_line_begin(&l, &test_mem);
	for (size_t i = 0; i < count; i++)
		if (parts[i][0] == '=')
			press_line_add(&l, str_c(parts[i] + 1), 0, STR_NONE);
		else
			press_line_say(&l, str_c(parts[i]), 0);
	return shown(press_line_end(&l));
}

TEST(separators_stand_only_between_things)
{
	static const char *const lead[] = { " · ", ", ", "=Berlin" };
	static const char *const trail[] = { "=Berlin", ", ", "= " };
	static const char *const both[] = { "=A", " · ", "=B" };
	static const char *const own[] = { "=- A -" };
	static const char *const bracket[] = { "=A", " (", "=B", ")" };

	SAME_STR(said(lead, 3), STR("Berlin"));
	SAME_STR(said(trail, 3), STR("Berlin"));
	SAME_STR(said(both, 3), STR("A · B"));
	SAME_STR(said(own, 1), STR("- A -"));
	SAME_STR(said(bracket, 4), STR("A (B)"));
}

TEST(what_stands_between_waits_for_what_follows)
{
	struct press_line l;

	press_line_begin(&l, &test_mem);
	press_line_between(&l, STR(" | "));
	press_line_add(&l, STR("a"), 0, STR_NONE);
	press_line_between(&l, STR(" | "));
	press_line_between(&l, STR(" | "));
	press_line_add(&l, STR("b"), 0, STR_NONE);
	press_line_between(&l, STR(" | "));
	SAME_STR(shown(press_line_end(&l)), STR("a | b"));
}

TEST(runs_that_look_alike_are_one)
{
	struct press_line l;
	struct tree_runs runs;

	press_line_begin(&l, &test_mem);
	press_line_add(&l, STR("a"), TREE_BOLD, STR_NONE);
	press_line_say(&l, STR(", "), TREE_BOLD);
	press_line_add(&l, STR("b"), TREE_BOLD, STR_NONE);
	press_line_say(&l, STR(" c"), 0);
	runs = press_line_end(&l);
	SAME_INT(runs.count, 2);
	SAME_STR(runs.at[0].text, STR("a, b"));
}

/* Marks by the hundred thousand: in linear time, or this would not end. */
static struct str many(const char *piece, size_t times)
{
	struct buf b;

	buf_init(&b, &test_mem, 64 << 20);
	for (size_t i = 0; i < times; i++)
		buf_add(&b, str_c(piece));
	return buf_str(&b);
}

TEST(no_text_takes_more_than_linear_time)
{
	static const char *const pieces[] = { "*a ", "a* ", "**a* ", "*a*b ",
		"[", "]", "[a](http:", "[a](http:((", "*[", "](", "*é*é",
		"***a ** " };

	for (size_t i = 0; i < LENGTH(pieces); i++) {
		struct arena mem = { 0 };
		struct press_marks m =
			press_marks(&mem, many(pieces[i], 200000));

		OK(m.count > 0);
		arena_free(&mem);
	}
}

/* test/unit/resume_lines_test.c - resume/lines.h, resume/contact.h,
 * resume/marks.h: one line at a time. */
#include "test.h"

#include "resume/contact.h"
#include "resume/lines.h"
#include "resume/marks.h"

/* ---- periods ------------------------------------------------------------ */

static const struct {
	const char *line, *left, *from, *to;
} periods[] = {
	{ "Acme Corp (2018 - 2020)", "Acme Corp", "2018", "2020" },
	{ "June 2016 – Present", "", "2016-06", "" },
	{ "2019-2021 | Berlin", "Berlin", "2019", "2021" },
	{ "Engineer, Acme, 03/2018 – 05/2019, Lund", "Engineer, Acme | Lund",
		"2018-03", "2019-05" },
	{ "Senior Registrar          June 2016 - Aug 2017", "Senior Registrar",
		"2016-06", "2017-08" },
	{ "seit März 2018, Rostock", "Rostock", "2018-03", "" },
	{ "Golden Crate, Registrars, 2021", "Golden Crate, Registrars", "2021",
		"2021" },
	{ "2010 - 2014 (expected)", "(expected)", "2010", "2014" },
};

static const char *const dateless[] = { "Room 404", "Windows 2000 support",
	"+49 30 1234567", "2 - 3 people", "", "IBM 360" };

TEST(periods_are_cut_out_of_lines)
{
	struct arena scratch = { 0 };

	for (size_t i = 0; i < LENGTH(periods); i++) {
		struct str line = str_c(periods[i].line), from, to;
		struct resume_period p = { 0 };

		NEED(resume_line_period(&test_mem, &scratch, &line, &p));
		from = resume_date_text(&test_mem, p.from);
		to = resume_date_text(&test_mem, p.to);
		SAME_STR(line, str_c(periods[i].left));
		SAME_STR(from, str_c(periods[i].from));
		SAME_STR(to, str_c(periods[i].to));
	}
	arena_free(&scratch);
}

TEST(lines_without_a_period_stay_as_they_are)
{
	struct arena scratch = { 0 };

	for (size_t i = 0; i < LENGTH(dateless); i++) {
		struct str line = str_c(dateless[i]);
		struct resume_period p = { 0 };

		OK(!resume_line_period(&test_mem, &scratch, &line, &p));
		SAME_STR(line, str_c(dateless[i]));
	}
	arena_free(&scratch);
}

/* ---- bullets, rules, parts ---------------------------------------------- */

static const struct {
	const char *line, *text;
	int indent;
} bullets[] = {
	{ "- a", "a", 1 },
	{ "  * a b", "a b", 3 },
	{ "\xe2\x80\xa2"
	  "a",
		"a", 1 },
	{ "\t\xe2\x80\xa2\ta", "a", 5 },
	{ "\xe2\x80\x93 a", "a", 1 },
	{ "\xef\x82\xb7 a", "a", 1 }, /* of a font of symbols */
	{ "   o a", "a", 4 },
	{ "-a", "-a", 0 },
	{ "*a*", "*a*", 0 },
	{ "o a", "o a", 0 },
	{ "-", "-", 0 },
	{ "", "", 0 },
};

TEST(marks_of_bullets_are_cut_off)
{
	for (size_t i = 0; i < LENGTH(bullets); i++) {
		struct str line = str_c(bullets[i].line);

		SAME_INT(resume_line_bullet(&line), bullets[i].indent);
		SAME_STR(line, str_c(bullets[i].text));
	}
}

TEST(rules_are_lines_of_one_sign)
{
	OK(resume_line_rule(STR("-----")) && resume_line_rule(STR(" = = = ")) &&
		resume_line_rule(STR("\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80")));
	OK(!resume_line_rule(STR("--")) && !resume_line_rule(STR("--- a")) &&
		!resume_line_rule(STR("")) && !resume_line_rule(STR("aaa")));
}

TEST(parts_are_between_bars_bullets_tabs_and_gaps)
{
	struct str parts[LINE_PARTS];

	SAME_INT(resume_line_parts(STR("a b | c \xc2\xb7 d\te   f - g"), parts),
		5);
	SAME_STR(parts[0], STR("a b"));
	SAME_STR(parts[4], STR("f - g"));
	SAME_INT(resume_line_pieces(STR("f - g \xe2\x80\x94 h-i"), parts), 3);
	SAME_STR(parts[2], STR("h-i"));
	SAME_INT(resume_line_parts(STR("1|2|3|4|5|6|7|8|9|10|11|12|13"), parts),
		LINE_PARTS);
	SAME_STR(parts[LINE_PARTS - 1], STR("12|13"));
}

TEST(what_stands_around_a_line_is_cut_off)
{
	SAME_STR(resume_line_plain(STR(" **a** ")), STR("a"));
	SAME_STR(resume_line_plain(STR("*a*, *b*")), STR("*a*, *b*"));
	SAME_STR(
		resume_line_plain(STR("\xf0\x9f\x93\x9e +1 23")), STR("+1 23"));
	SAME_STR(resume_line_plain(STR("<a@b.example>")), STR("a@b.example"));
	SAME_STR(resume_line_tidy(STR(" \xe2\x80\x93 a, b: ()")), STR("a, b"));
	SAME_STR(resume_line_tidy(STR(" ,;")), STR(""));
}

/* ---- how to reach somebody ---------------------------------------------- */

TEST(addresses_are_told_by_their_looks)
{
	OK(resume_email_is(STR("a.b+c@d.example")));
	OK(!resume_email_is(STR("a@b")) && !resume_email_is(STR("a b@c.de")) &&
		!resume_email_is(STR("@c.de")));
	OK(resume_url_is(STR("https://a.example/b?c=d")) &&
		resume_url_is(STR("www.x.museum")) &&
		resume_url_is(STR("github.com/ada")));
	OK(!resume_url_is(STR("Node.js")) && !resume_url_is(STR("B.Sc")) &&
		!resume_url_is(STR("e.g.")) && !resume_url_is(STR("a b.de")));
	OK(resume_phone_is(STR("+46 (0)70-000 01 23")) &&
		resume_phone_is(STR("(503) 555-0182")));
	OK(!resume_phone_is(STR("12345")) &&
		!resume_phone_is(STR("v1 2345678")));
}

struct reached {
	struct resume_basics b;
	struct resume_texts left;
	struct resume_report report;
};

static struct reached reach(const char *line)
{
	struct reached r = { .report.mem = &test_mem };

	resume_contact_take(
		&r.report, str_c(line), STR("line 1"), &r.b, &r.left);
	return r;
}

TEST(a_line_of_contacts_is_taken_apart)
{
	struct reached r = reach("Lund, Sweden \xc2\xb7 Phone: +46 46 555 01 00"
				 " \xc2\xb7 me@a.example, https://a.example");

	SAME_STR(r.b.location.city, STR("Lund"));
	SAME_STR(r.b.location.country_code, STR("SE"));
	SAME_STR(r.b.phone, STR("+46 46 555 01 00"));
	SAME_STR(r.b.email, STR("me@a.example"));
	SAME_STR(r.b.url, STR("https://a.example"));
	SAME_INT(r.left.count, 0);
}

TEST(accounts_are_taken_from_names_links_and_addresses)
{
	struct reached r =
		reach("GitHub: @ada | [Mastodon](https://m.example/@a)"
		      " | linkedin.com/in/ada");

	NEED(r.b.profiles.count == 3);
	SAME_STR(r.b.profiles.at[0].username, STR("ada"));
	SAME_STR(r.b.profiles.at[1].network, STR("Mastodon"));
	SAME_STR(r.b.profiles.at[2].url, STR("https://linkedin.com/in/ada"));
	SAME_STR(r.b.profiles.at[2].username, STR("ada"));
}

TEST(what_a_line_says_otherwise_is_left)
{
	struct reached r = reach("Engineer | me@a.example | likes: tea");

	NEED(r.left.count == 2);
	SAME_STR(r.left.at[0], STR("Engineer"));
	SAME_STR(r.left.at[1], STR("likes: tea"));
	r = reach("Date of birth: 1 May 1980");
	SAME_INT(r.left.count, 0);
	NEED(r.report.kept.count == 1);
	SAME_STR(r.report.kept.at[0].text, STR("1 May 1980"));
}

static const struct {
	const char *line, *address, *code, *city, *region, *country;
} places[] = {
	{ "Fischerstr. 8, 18055 Rostock", "Fischerstr. 8", "18055", "Rostock",
		"", "" },
	{ "221 Larch Ave, Springvale, OR 97001", "221 Larch Ave", "97001",
		"Springvale", "OR", "" },
	{ "14 Row, D02 X285 Dublin, Leinster, Ireland", "14 Row", "D02 X285",
		"Dublin", "Leinster", "IE" },
	{ "1012 AB Amsterdam, Netherlands", "", "1012 AB", "Amsterdam", "",
		"NL" },
	{ "Leeds, UK", "", "", "Leeds", "", "GB" },
	{ "San Francisco, CA", "", "", "San Francisco", "CA", "" },
};

TEST(places_are_read_as_they_are_written_in_several_countries)
{
	for (size_t i = 0; i < LENGTH(places); i++) {
		struct reached r = reach(places[i].line);

		SAME_STR(r.b.location.address, str_c(places[i].address));
		SAME_STR(r.b.location.postal_code, str_c(places[i].code));
		SAME_STR(r.b.location.city, str_c(places[i].city));
		SAME_STR(r.b.location.region, str_c(places[i].region));
		SAME_STR(r.b.location.country_code, str_c(places[i].country));
	}
}

TEST(the_netherlands_are_no_part_of_canada)
{
	SAME_STR(reach("Amsterdam, NL").b.location.country_code, STR("NL"));
}

/* ---- marks of Markdown -------------------------------------------------- */

static const struct {
	const char *line, *want;
} marks[] = {
	{ "__a__ _b_ `c`", "**a** *b* c" },
	{ "snake_case a_b", "snake_case a_b" },
	{ "1 \\* 2 \\[x\\]", "1 * 2 [x]" },
	{ "[t](https://a.example/x_y_z) _e_",
		"[t](https://a.example/x_y_z) *e*" },
	{ "https://a.example/_x_ ok", "https://a.example/_x_ ok" },
	{ "[t][ref] [ref][] [other][no]",
		"[t](https://r.example) [ref](https://r.example) [other][no]" },
};

TEST(marks_of_markdown_become_those_of_the_model)
{
	struct marks_links links;

	resume_marks_links(&test_mem,
		STR("x\n[ref]: <https://r.example> \"t\"\n"), &links);
	SAME_INT(links.count, 1);
	for (size_t i = 0; i < LENGTH(marks); i++)
		SAME_STR(resume_marks_read(
				 &test_mem, &links, str_c(marks[i].line)),
			str_c(marks[i].want));
}

TEST(comments_of_markdown_keep_their_lines)
{
	SAME_STR(resume_marks_uncommented(
			 &test_mem, STR("a<!-- b\nc -->d\n<!-- e")),
		STR("a\nd\n<!-- e"));
}

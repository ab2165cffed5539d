/*
 * test/unit/resume_check_test.c - what is wrong with a document, and where.
 * Started with --lines it reads a document from each line and writes a list of
 * [pointer, why]: so test/node/resume_test.mjs asks the official schema, too.
 */
#include "help.h"
#include "resumes.h"

#include "resume/syntax.h"

static struct resume_faults check(const char *text)
{
	struct resume_faults out;

	resume_check(&test_mem, str_c(text), &out);
	return out;
}

/* ---- for other programs ---------------------------------------------------
 */

static void answer(struct str line)
{
	struct resume_faults faults;
	struct json_out o;
	struct buf b;

	buf_init(&b, &test_mem, RESUME_BYTES);
	o = json_begin(&b, JSON_COMPACT);
	resume_check(&test_mem, line, &faults);
	json_list(&o);
	for (size_t i = 0; i < faults.count; i++) {
		json_list(&o);
		json_put_text(&o, faults.at[i].at);
		json_put_text(&o, faults.at[i].why);
		json_end(&o);
	}
	json_end(&o);
	puts(b.at);
	arena_reset(&test_mem);
}

void test_main_hook(int argc, char **argv)
{
	help_answer_lines(argc, argv, answer);
}

/* ---- single faults (DOC-4) ------------------------------------------------
 */

#define DATE "must be a date that exists: 2024, 2024-03 or 2024-03-15"
#define URL "must be an address like https://example.org"

static const struct {
	const char *text, *at, *why;
	int line, column;
} faults[] = {
	{ "", "", "expected JSON, but there is nothing", 1, 1 },
	{ "{\n  \"a\": 1,\n}", "", "expected a name in double quotes", 3, 1 },
	{ "{\"ä\": \"\t\"}", "",
		"a control character in text; write it as \\u00XX", 1, 8 },
	{ "[]", "", "must be an object, not a list", 1, 1 },
	{ " null", "", "must be an object, not null", 1, 2 },
	{ "{\"work\": {}}", "/work", "must be a list, not an object", 1, 10 },
	{ "{\"work\": [1]}", "/work/0", "must be an object, not a number", 1,
		11 },
	{ "{\"basics\":\n{\"name\":\n  true}}", "/basics/name",
		"must be text, not true or false", 3, 3 },
	{ "{\"work\":[{\"endDate\":null}]}", "/work/0/endDate",
		"must be text, not null", 1, 21 },
	{ "{\"work\":[{\"endDate\":\"\"}]}", "/work/0/endDate", DATE, 1, 21 },
	{ "{\"awards\":[{\"date\":\"2023-02-29\"}]}", "/awards/0/date", DATE, 1,
		20 },
	{ "{\"publications\":[{\"releaseDate\":\"2023-13\"}]}",
		"/publications/0/releaseDate", DATE, 1, 33 },
	{ "{\"work\":[{\"highlights\":[\"a\",2]}]}", "/work/0/highlights/1",
		"must be text, not a number", 1, 29 },
	{ "{\"work\":[{\"highlights\":\"a\"}]}", "/work/0/highlights",
		"must be a list, not text", 1, 24 },
	{ "{\"basics\":{\"email\":\"ann at example.org\"}}", "/basics/email",
		"must be an email address like name@example.org", 1, 20 },
	{ "{\"basics\":{\"url\":\"example.org\"}}", "/basics/url", URL, 1, 18 },
	{ "{\"basics\":{\"profiles\":[{\"url\":\"a b:c\"}]}}",
		"/basics/profiles/0/url", URL, 1, 31 },
	{ "{\"$schema\":\"schema\"}", "/$schema", URL, 1, 12 },
	{ "{\"basics\":{\"location\":{\"countryCode\":\"ie\"}}}",
		"/basics/location/countryCode",
		"must be a country's code of two capitals (ISO 3166-1), like "
		"IE",
		1, 38 },
	{ "{\"a\":{\"x/y~\":[{\"b\":1,\"c\":2,\"b\":3}]}}", "/a/x~1y~0/0/b",
		"is given twice", 1, 28 },
	{ "{\"basics\":{\"name\":\"a\",\"name\":\"b\"}}", "/basics/name",
		"is given twice", 1, 23 },
	{ "{\"work\":[{\"x\":[\"a\\u0000\"]}]}", "/work/0/x/0",
		"must not contain the character U+0000", 1, 16 },
	{ "{\"basics\":{\"name\":\"\\u0000\"}}", "/basics/name",
		"must not contain the character U+0000", 1, 19 },
	{ "{\"meta\":{\"vitae\":{\"kind\":\"memo\"}}}", "/meta/vitae/kind",
		"must be 'resume', 'cv', 'cover_letter' or 'revamp'", 1, 26 },
	{ "{\"meta\":{\"vitae\":{\"style\":\"x\"}}}", "/meta/vitae/style",
		"must be an object, not text", 1, 27 },
	{ "{\"meta\":{\"vitae\":{\"custom_sections\":[{\"id\":\"a\"},{\"id\":"
	  "\"b\"},{\"id\":\"a\"}]}}}",
		"/meta/vitae/custom_sections/2/id",
		"is the id of another section", 1, 66 },
	{ "{\"meta\":{\"vitae\":{\"custom_sections\":[{\"id\":\"work\"}]}}}",
		"/meta/vitae/custom_sections/0/id",
		"is the id of another section", 1, 44 },
};

TEST(each_fault_is_told_with_pointer_line_and_column)
{
	for (size_t i = 0; i < LENGTH(faults); i++) {
		struct resume_faults out = check(faults[i].text);

		SAME_INT(out.count, 1);
		NEED(out.count);
		SAME_STR(out.at[0].at, str_c(faults[i].at));
		SAME_STR(out.at[0].why, str_c(faults[i].why));
		SAME_INT(out.at[0].line, faults[i].line);
		SAME_INT(out.at[0].column, faults[i].column);
		if (test_failing()) {
			test_fail(__FILE__, __LINE__, "in %s", faults[i].text);
			return;
		}
	}
}

/* ---- what is right --------------------------------------------------------
 */

static const char *const right[] = {
	"{}",
	"{\"work\":[],\"x\":null,\"basics\":{\"summary\":\"\",\"x\":[null]}}",
	"{\"education\":[{\"location\":{},\"startDate\":\"2020\"}]}",
	/* ours is free: nobody promised what these look like */
	"{\"meta\":{\"vitae\":{\"letter\":{\"date\":\"in May\"},"
	"\"custom_sections\":[{\"entries\":[{\"date\":\"soon\",\"url\":\"x\"}]"
	"}]}}}",
};

TEST(what_keeps_to_the_schema_has_no_faults)
{
	const char *names[RESUMES_MOST];
	size_t n = resumes_names(names);
	struct resume_faults out;

	for (size_t i = 0; i < LENGTH(right); i++)
		SAME_INT(check(right[i]).count, 0);
	for (size_t i = 0; i < n; i++) {
		resume_check(&test_mem, resumes_text(names[i]), &out);
		if (out.count)
			test_fail(__FILE__, __LINE__, "%s: %.*s %.*s", names[i],
				STR_ARG(out.at[0].at), STR_ARG(out.at[0].why));
	}
}

/* ---- many faults ----------------------------------------------------------
 */

TEST(all_faults_are_told_in_the_order_of_the_text)
{
	struct resume_faults out =
		check("{\"basics\":{\"name\":1,\"email\":\"x\",\"name\":2},\n"
		      "\"work\":[{\"startDate\":\"x\"},7],\n\"basics\":null}");
	static const struct {
		const char *at;
		int line, column;
	} want[] = {
		{ "/basics/name", 1, 19 },
		{ "/basics/email", 1, 29 },
		{ "/basics/name", 1, 33 },
		{ "/basics/name", 1, 40 },
		{ "/work/0/startDate", 2, 22 },
		{ "/work/1", 2, 27 },
		{ "/basics", 3, 1 },
		{ "/basics", 3, 10 },
	};

	SAME_INT(out.count, LENGTH(want));
	for (size_t i = 0; i < LENGTH(want) && !test_failing(); i++) {
		SAME_STR(out.at[i].at, str_c(want[i].at));
		SAME_INT(out.at[i].line, want[i].line);
		SAME_INT(out.at[i].column, want[i].column);
	}
}

TEST(a_flood_of_faults_is_counted_to_its_end)
{
	struct resume_faults out;
	struct buf b;

	buf_init(&b, &test_mem, RESUME_BYTES);
	buf_add(&b, STR("{\"work\":["));
	for (int i = 0; i < 15000; i++)
		buf_add(&b, STR("{\"url\":7,\"a\":1,\"a\":2},"));
	buf_add(&b, STR("0]}"));
	resume_check(&test_mem, buf_str(&b), &out);
	SAME_INT(out.count, RESUME_FAULTS);
	SAME_INT(out.more, 30001 - RESUME_FAULTS);
	SAME_STR(out.at[999].at, STR("/work/499/a"));
}

TEST(a_document_over_the_ceiling_has_one_fault)
{
	char *text = arena_alloc(&test_mem, RESUME_BYTES + 1);
	struct resume_faults out;

	memset(text, ' ', RESUME_BYTES + 1);
	memcpy(text, "{}", 2);
	resume_check(&test_mem, str_of(text, RESUME_BYTES + 1), &out);
	SAME_INT(out.count, 1);
	SAME_STR(out.at[0].why, STR("must be at most 16 MB"));
	resume_check(&test_mem, str_of(text, RESUME_BYTES), &out);
	SAME_INT(out.count, 0);
}

/* So many values, the document itself and names among them. */
static struct str of_values(int count)
{
	struct buf b;

	buf_init(&b, &test_mem, RESUME_BYTES);
	buf_add(&b, STR("{\"x\":[0"));
	for (int i = 4; i < count; i++)
		buf_add(&b, STR(",0"));
	buf_add(&b, STR("]}"));
	return buf_str(&b);
}

TEST(a_document_of_too_many_values_is_told_and_not_read)
{
	struct resume_faults out;
	struct resume r;
	struct err err;

	resume_check(&test_mem, of_values(RESUME_VALUES), &out);
	SAME_INT(out.count, 0);
	OK(resume_read_text(&test_mem, of_values(RESUME_VALUES), &r, &err));
	resume_check(&test_mem, of_values(RESUME_VALUES + 1), &out);
	SAME_INT(out.count, 1);
	SAME_STR(out.at[0].why, STR("a document has at most 500000 values"));
	OK(!resume_read_text(
		&test_mem, of_values(RESUME_VALUES + 1), &r, &err));
	SAME_STR(str_c(err.text), STR("a document has at most 500000 values"));
}

static struct str nested(int depth)
{
	struct buf b;

	buf_init(&b, &test_mem, RESUME_BYTES);
	buf_add(&b, STR("{\"x\":"));
	for (int i = 1; i < depth; i++)
		buf_addc(&b, '[');
	for (int i = 1; i < depth; i++)
		buf_addc(&b, ']');
	buf_addc(&b, '}');
	return buf_str(&b);
}

TEST(a_document_nested_too_deep_is_told_and_not_read)
{
	struct resume_faults out;
	struct resume r;
	struct err err;

	resume_check(&test_mem, nested(RESUME_DEPTH), &out);
	SAME_INT(out.count, 0);
	OK(resume_read_text(&test_mem, nested(RESUME_DEPTH), &r, &err));
	resume_check(&test_mem, nested(RESUME_DEPTH + 1), &out);
	SAME_INT(out.count, 1);
	SAME_STR(out.at[0].why, STR("nested more than 100 deep"));
	OK(!resume_read_text(&test_mem, nested(RESUME_DEPTH + 1), &r, &err));
	SAME_STR(str_c(err.text), STR("nested more than 100 deep"));
	resume_check(&test_mem, nested(100000), &out);
	SAME_INT(out.count, 1);
	SAME_STR(out.at[0].why, STR("nested more than 128 deep"));
}

TEST(a_list_over_the_ceiling_has_one_fault)
{
	struct resume_faults out;
	struct buf b;

	buf_init(&b, &test_mem, RESUME_BYTES);
	buf_add(&b, STR("{\"work\":["));
	for (int i = 0; i < RESUME_ENTRIES; i++)
		buf_add(&b, STR("0,"));
	buf_add(&b, STR("0]}"));
	resume_check(&test_mem, buf_str(&b), &out);
	SAME_INT(out.count, 1);
	SAME_STR(out.at[0].why, STR("must be at most 20000 entries"));
}

/* ---- syntax ---------------------------------------------------------------
 */

static const char *const uris[] = { "https://example.org", "http://a",
	"a:", "mailto:ann@example.org", "urn:isbn:0451450523", "tel:+353-1-555",
	"https://ann:x@example.org:8080/a/b;c?d=e&f=%20#g/h?",
	"https://[2001:db8::1]/x", "HTTPS://EXAMPLE.ORG/?", "file:///etc/motd",
	"https://example.org/~ann/(x)" };
static const char *const no_uris[] = { "", "example.org", "www.example.org/a",
	"https//example.org", ":a", "1a:b", "https://example.org/a b",
	"https://example.org/\"", "https://example.org/%2", "https://[::1",
	"https://example.org/#a#b", "https://ex\xc3\xa4mple.org",
	"https://example.org/<x>", "https://example.org:80a/", "a:{}" };
static const char *const emails[] = { "ann@example.org", "a.b+c@x.y.example",
	"j\xc3\xbcrgen@m\xc3\xbcller.example", "o'neill@example.ie",
	"1@2.example" };
static const char *const no_emails[] = { "", "@", "ann", "ann@", "@a.b",
	"ann@example", ".ann@example.org", "ann.@example.org",
	"ann..b@example.org", "ann@example..org", "ann@.example.org",
	"ann@example.org.", "ann b@example.org", "<ann@example.org>",
	"ann@-a.org", "ann@exa_mple.org", "a@b@c.d" };

TEST(addresses_are_told_from_what_only_looks_like_them)
{
	for (size_t i = 0; i < LENGTH(uris); i++)
		if (!resume_uri_ok(str_c(uris[i])))
			test_fail(__FILE__, __LINE__, "%s", uris[i]);
	for (size_t i = 0; i < LENGTH(no_uris); i++)
		if (resume_uri_ok(str_c(no_uris[i])))
			test_fail(__FILE__, __LINE__, "%s", no_uris[i]);
	for (size_t i = 0; i < LENGTH(emails); i++)
		if (!resume_email_ok(str_c(emails[i])))
			test_fail(__FILE__, __LINE__, "%s", emails[i]);
	for (size_t i = 0; i < LENGTH(no_emails); i++)
		if (resume_email_ok(str_c(no_emails[i])))
			test_fail(__FILE__, __LINE__, "%s", no_emails[i]);
}

TEST(countries_are_those_of_the_standard)
{
	int count = 0;

	for (int a = 'A'; a <= 'Z'; a++)
		for (int b = 'A'; b <= 'Z'; b++)
			count += resume_country_ok(
				str_of((char[]){ (char)a, (char)b }, 2));
	SAME_INT(count, 250);
	OK(resume_country_ok(STR("IE")) && resume_country_ok(STR("XK")));
	OK(!resume_country_ok(STR("UK")) && !resume_country_ok(STR("ie")) &&
		!resume_country_ok(STR("IRL")) && !resume_country_ok(STR("")) &&
		!resume_country_ok(STR("DA")));
}

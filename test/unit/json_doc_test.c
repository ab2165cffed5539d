/* test/unit/json_doc_test.c - what a parsed document says of itself. */
#include "test.h"

#include "base/json.h"

#include <math.h>

static const struct json *parsed(const char *text)
{
	const struct json *doc = NULL;
	struct err err = { 0 };

	if (!json_parse(&test_mem, str_c(text), &doc, &err))
		test_fail(__FILE__, __LINE__, "'%s': %s", text, err.text);
	return doc;
}

/* ---- walking ------------------------------------------------------------ */

TEST(a_document_is_walked_in_its_order)
{
	const struct json *doc = parsed("{\"a\":1,\"b\":[2,[3,4],{}],\"c\":{"
					"\"d\":[]},\"e\":5}"),
			  *v = json_first(doc);

	SAME_INT(json_count(doc), 4);
	SAME_STR(json_name(v), STR("a"));
	v = json_next(doc, v);
	SAME_STR(json_name(v), STR("b"));
	SAME_INT(json_count(v), 3);
	SAME_INT(json_count(json_first(v)), 0);
	v = json_next(doc, v);
	SAME_STR(json_name(v), STR("c"));
	v = json_next(doc, v);
	SAME_STR(json_name(v), STR("e"));
	OK(json_next(doc, v) == NULL);
	OK(json_first(parsed("[]")) == NULL);
	OK(json_first(parsed("7")) == NULL);
}

TEST(what_is_not_there_can_be_asked_like_anything_else)
{
	int64_t n = 7;
	double x = 7;

	OK(json_kind(NULL) == JSON_NONE);
	OK(json_find(NULL, "a") == NULL);
	OK(json_at(NULL, "/a") == NULL);
	OK(json_first(NULL) == NULL);
	OK(json_text(NULL).at == NULL);
	OK(!json_is(NULL, "a") && !json_bool(NULL));
	OK(!json_int(NULL, &n) && !json_tenths(NULL, &n));
	OK(!json_real(NULL, &x));
	SAME_INT(json_count(NULL), 0);
	SAME_INT(n, 7);
}

TEST(a_value_of_another_kind_is_not_what_was_asked_for)
{
	int64_t n = 7;
	double x = 7;

	OK(json_text(parsed("1")).at == NULL);
	OK(json_text(parsed("\"\"")).at != NULL);
	OK(!json_bool(parsed("1")) && !json_bool(parsed("\"true\"")));
	OK(json_bool(parsed("true")) && !json_bool(parsed("false")));
	OK(!json_int(parsed("\"1\""), &n) && !json_int(parsed("true"), &n));
	OK(!json_real(parsed("\"1\""), &x));
	OK(json_find(parsed("[1]"), "a") == NULL);
	SAME_INT(n, 7);
}

TEST(a_member_is_found_by_its_name_and_the_last_of_equal_ones_wins)
{
	const struct json *doc =
		parsed("{\"a\":{\"b\":1},\"b\":2,\"\\u0062\":3,\"bb\":4}");
	int64_t n = 0;

	OK(json_int(json_find(doc, "b"), &n));
	SAME_INT(n, 3);
	OK(json_int(json_find(json_find(doc, "a"), "b"), &n));
	SAME_INT(n, 1);
	OK(json_find(doc, "c") == NULL);
	OK(json_find(doc, "") == NULL);
}

/* ---- text --------------------------------------------------------------- */

TEST(escapes_become_what_they_stand_for)
{
	const struct json *doc =
		parsed("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\",\"\\u00e9\\u20AC\","
		       "\"\\ud83d\\ude42\",\"x\\u0000y\",\"Zoë\\tö\"]");

	SAME_STR(json_text(json_at(doc, "/0")), STR("\"\\/\b\f\n\r\t"));
	SAME_STR(json_text(json_at(doc, "/1")), STR("é€"));
	SAME_STR(json_text(json_at(doc, "/2")), STR("🙂"));
	SAME_STR(json_text(json_at(doc, "/3")), STR("x\0y"));
	SAME_STR(json_text(json_at(doc, "/4")), STR("Zoë\tö"));
}

/* Each of the fast path's steps: the odd byte at every place of a run. */
TEST(text_of_every_length_is_read_up_to_its_quote)
{
	for (int n = 0; n < 70; n++)
		for (int escape = 0; escape < 2; escape++) {
			const char *odd = escape ? "\\n" : "é";
			struct str text = str_fmt(&test_mem, "\"%0*d%s%0*d\"",
				n + 1, 0, odd, n + 1, 0);
			struct str want = str_fmt(&test_mem, "%0*d%s%0*d",
				n + 1, 0, escape ? "\n" : "é", n + 1, 0);

			SAME_STR(json_text(parsed(text.at)), want);
		}
}

/* ---- numbers ------------------------------------------------------------ */

enum { NO = 1 }; /* no such number */
static const struct {
	const char *text;
	int no_int, no_tenths;
	int64_t whole, tenths;
} numbers[] = {
	{ "0", 0, 0, 0, 0 },
	{ "-0", 0, 0, 0, 0 },
	{ "-0.0", 0, 0, 0, 0 },
	{ "0e999999999999", 0, 0, 0, 0 },
	{ "42", 0, 0, 42, 420 },
	{ "-42", 0, 0, -42, -420 },
	{ "2.5", NO, 0, 0, 25 },
	{ "-2.5", NO, 0, 0, -25 },
	{ "0.1", NO, 0, 0, 1 },
	{ "-0.1", NO, 0, 0, -1 },
	{ "100.0", 0, 0, 100, 1000 },
	{ "100.00000", 0, 0, 100, 1000 },
	{ "2.50", NO, 0, 0, 25 },
	{ "2.55", NO, NO, 0, 0 },
	{ "2.500000000000000000000000000000000001", NO, NO, 0, 0 },
	{ "1e2", 0, 0, 100, 1000 },
	{ "1E+2", 0, 0, 100, 1000 },
	{ "25e-1", NO, 0, 0, 25 },
	{ "250e-1", 0, 0, 25, 250 },
	{ "1e-2", NO, NO, 0, 0 },
	{ "0.0001e5", 0, 0, 10, 100 },
	{ "12345.6789e4", 0, 0, 123456789, 1234567890 },
	{ "9223372036854775807", 0, NO, INT64_MAX, 0 },
	{ "-9223372036854775808", 0, NO, INT64_MIN, 0 },
	{ "9223372036854775808", NO, NO, 0, 0 },
	{ "-9223372036854775809", NO, NO, 0, 0 },
	{ "9.223372036854775807e18", 0, NO, INT64_MAX, 0 },
	{ "922337203685477580.7", NO, 0, 0, INT64_MAX },
	{ "-922337203685477580.8", NO, 0, 0, INT64_MIN },
	{ "922337203685477580.8", NO, NO, 0, 0 },
	{ "92233720368547758070", NO, NO, 0, 0 },
	{ "1e18", 0, NO, 1000000000000000000, 0 },
	{ "1e19", NO, NO, 0, 0 },
	{ "1e400", NO, NO, 0, 0 },
	{ "1e99999999999999999999", NO, NO, 0, 0 },
	{ "1e-99999999999999999999", NO, NO, 0, 0 },
};

TEST(numbers_are_exact_or_refused)
{
	for (size_t i = 0; i < LENGTH(numbers); i++) {
		const struct json *v = parsed(numbers[i].text);
		int64_t whole = 0, tenths = 0;

		if (json_int(v, &whole) == numbers[i].no_int ||
			json_tenths(v, &tenths) == numbers[i].no_tenths ||
			whole != numbers[i].whole ||
			tenths != numbers[i].tenths)
			test_fail(__FILE__, __LINE__, "%s", numbers[i].text);
	}
}

TEST(an_amount_may_be_text_as_well)
{
	static const char *const refused[] = { "\"\"", "\"-\"", "\".5\"",
		"\"5.\"", "\"2.55\"", "\" 2.5\"", "\"2,5\"", "\"2.5.0\"",
		"\"+2.5\"", "\"2.5x\"", "\"--1\"", "\"1-\"", "null", "true" };
	int64_t n = 0;

	OK(json_tenths(parsed("\"2.5\""), &n));
	SAME_INT(n, 25);
	OK(json_tenths(parsed("\"-3\""), &n));
	SAME_INT(n, -30);
	for (size_t i = 0; i < LENGTH(refused); i++)
		if (json_tenths(parsed(refused[i]), &n))
			test_fail(__FILE__, __LINE__, "%s", refused[i]);
}

TEST(real_numbers_are_as_near_as_a_double_can_be)
{
	double x = 0;

	OK(json_real(parsed("1e-7"), &x) && x == 1e-7);
	OK(json_real(json_at(parsed("[0.1]"), "/0"), &x) && x == 0.1);
	OK(json_real(parsed("-0.0"), &x) && x == 0 && signbit(x));
	OK(json_real(parsed("7"), &x) && x == 7);
	OK(json_real(parsed("1e-400"), &x) && x == 0);
	OK(!json_real(parsed("1e400"), &x));
	OK(!json_real(parsed("-1e400"), &x));
}

/* ---- pointers and places ------------------------------------------------ */

static const char rfc6901[] = "{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,"
			      "\"c%d\":2,\"e^f\":3,\"g|h\":4,\"i\\\\j\":5,"
			      "\"k\\\"l\":6,\" \":7,\"m~n\":8}";

/* The rows of RFC 6901, s. 5. */
TEST(pointers_find_what_rfc_6901_says)
{
	static const struct {
		const char *pointer;
		int64_t n;
	} rows[] = { { "/", 0 }, { "/a~1b", 1 }, { "/c%d", 2 }, { "/e^f", 3 },
		{ "/g|h", 4 }, { "/i\\j", 5 }, { "/k\"l", 6 }, { "/ ", 7 },
		{ "/m~0n", 8 } };
	const struct json *doc = parsed(rfc6901);
	int64_t n;

	OK(json_at(doc, "") == doc);
	SAME_INT(json_count(json_at(doc, "/foo")), 2);
	OK(json_is(json_at(doc, "/foo/0"), "bar"));
	for (size_t i = 0; i < LENGTH(rows); i++) {
		NEED(json_int(json_at(doc, rows[i].pointer), &n));
		SAME_INT(n, rows[i].n);
		SAME_STR(json_pointer(
				 &test_mem, doc, json_at(doc, rows[i].pointer)),
			str_c(rows[i].pointer));
	}
}

TEST(pointers_to_nothing_find_nothing)
{
	static const char *const none[] = { "foo", "/foo/2", "/foo/-",
		"/foo/00", "/foo/-0", "/foo/+1", "/foo/ 1", "/foo/", "/foo/0/x",
		"/x", "//", "/foo/99999999999999999999", "/a/b", "/foo/0a" };
	const struct json *doc = parsed(rfc6901);

	for (size_t i = 0; i < LENGTH(none); i++)
		if (json_at(doc, none[i]))
			test_fail(__FILE__, __LINE__, "'%s'", none[i]);
}

/* Goes through every value, deep ones first. */
static int check_pointers(const struct json *doc, const struct json *in)
{
	struct str at = json_pointer(&test_mem, doc, in);
	const struct json *v;
	int count = 1;

	OK(json_at(doc, str_copy(&test_mem, at).at) == in);
	for (v = json_first(in); v; v = json_next(in, v))
		count += check_pointers(doc, v);
	return count;
}

TEST(the_pointer_of_every_value_finds_it_again)
{
	const struct json *doc =
		parsed("{\"a\":[1,{\"b\":[[],[[2]]]},{}],\"c/d\":{\"~\":"
		       "{\"\":[0,1,2,3,4,5,6,7,8,9,10,[11]]}}}");

	SAME_INT(check_pointers(doc, doc), 26);
}

TEST(a_value_knows_its_place_in_the_text)
{
	struct str text = STR("{\n  \"ö\": [true,\n\t\"x\"]\n}");
	const struct json *doc = parsed(text.at);
	int line, column;

	json_place(text, json_at(doc, "/ö")->offset, &line, &column);
	SAME_INT(line, 2);
	SAME_INT(column, 8);
	json_place(text, json_at(doc, "/ö/1")->offset, &line, &column);
	SAME_INT(line, 3);
	SAME_INT(column, 2);
	json_place(text, 0, &line, &column);
	SAME_INT(line * 100 + column, 101);
}

/* ---- what cannot be stored ---------------------------------------------- */

static const struct {
	const char *text, *at, *why; /* at NULL: sound */
} flaws[] = {
	{ "{\"a\":[1,{\"b\":\"\"}],\"c\":null}", NULL, NULL },
	{ "[{\"a\":1},{\"a\":1}]", NULL, NULL },
	{ "{\"a\":{\"a\":{\"a\":1}}}", NULL, NULL },
	{ "\"\\\\u0000\"", NULL, NULL },
	{ "\"\\u0000\"", "", "must not contain the character U+0000" },
	{ "{\"a\":[0,\"x\\u0000\"]}", "/a/1",
		"must not contain the character U+0000" },
	{ "{\"a\":[0,{\"x\\u0000y\":1}]}", "/a/1/x?y",
		"must not contain the character U+0000" },
	{ "{\"a\":1,\"b\":2,\"a\":3}", "/a", "is given twice" },
	{ "{\"a\":1,\"\\u0061\":3}", "/a", "is given twice" },
	{ "[[{\"\":1,\"b\":2,\"c\":1,\"\":3}]]", "/0/0/", "is given twice" },
};

TEST(what_no_database_keeps_is_found_with_its_pointer)
{
	for (size_t i = 0; i < LENGTH(flaws); i++) {
		struct err err = { 0 };
		bool sound = json_check(&test_mem, parsed(flaws[i].text), &err);

		OK(sound == !flaws[i].at);
		if (sound || test_failing())
			continue;
		SAME_INT(err.field_count, 1);
		SAME_STR(str_c(err.fields[0].at), str_c(flaws[i].at));
		SAME_STR(str_c(err.fields[0].why), str_c(flaws[i].why));
	}
}

/* One by one against the rest, this would take minutes. */
TEST(equal_names_among_very_many_are_found_at_once)
{
	struct buf b;
	struct err err;

	buf_init(&b, &test_mem, 1 << 22);
	for (int i = 0; i < 100000; i++)
		buf_addf(&b, "%c\"name-%d\":0", i ? ',' : '{',
			i * 7919 % 100003);
	OK(json_check(&test_mem,
		parsed(str_fmt(&test_mem, "%.*s}", STR_ARG(buf_str(&b))).at),
		&err));
	buf_add(&b, STR(",\"name-7919\":1}"));
	OK(!json_check(&test_mem, parsed(b.at), &err));
	SAME_STR(str_c(err.fields[0].at), STR("/name-7919"));
}

TEST(a_pointer_too_long_for_an_error_is_cut_between_characters)
{
	struct buf b;
	struct err err;

	buf_init(&b, &test_mem, 1000);
	buf_add(&b, STR("{\"ab"));
	for (int i = 0; i < 100; i++)
		buf_add(&b, STR("ö"));
	buf_add(&b, STR("\":\"\\u0000\"}"));
	OK(!json_check(&test_mem, parsed(b.at), &err));
	SAME_INT(strlen(err.fields[0].at), 3 + 2 * 44 + 3);
	OK(str_ends(str_c(err.fields[0].at), STR("öö…")));
}

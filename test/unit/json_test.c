/*
 * test/unit/json_test.c - which texts are JSON (RFC 8259) and which are not,
 * rule by rule (json_cases.def). What becomes of them: json_doc_test.c.
 */
#include "test.h"

#include "base/json.h"

#include <stdio.h>

static const struct str taken[] = {
#define TAKEN(text) { text, sizeof(text) - 1 },
#define REFUSED(text)
#include "json_cases.def"
#undef TAKEN
#undef REFUSED
};

static const struct str refused[] = {
#define TAKEN(text)
#define REFUSED(text) { text, sizeof(text) - 1 },
#include "json_cases.def"
#undef TAKEN
#undef REFUSED
};

static bool parse(struct str text, const struct json **out, struct err *err)
{
	/* a copy of the exact size shows a byte read behind it */
	char *exact = arena_bytes(&test_mem, text.len);

	memcpy(exact, text.at, text.len);
	return json_parse(&test_mem, str_of(exact, text.len), out, err);
}

static struct str written(const struct json *v)
{
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	json_write(&b, v);
	OK(buf_ok(&b));
	return buf_str(&b);
}

TEST(well_formed_texts_are_taken_and_written_so_that_they_read_the_same)
{
	for (size_t i = 0; i < LENGTH(taken); i++) {
		const struct json *doc, *again;
		struct err err;
		struct str once;

		if (!parse(taken[i], &doc, &err)) {
			test_fail(__FILE__, __LINE__, "'%.*s': %s",
				STR_ARG(taken[i]), err.text);
			continue;
		}
		once = written(doc);
		NEED_ERR(parse(once, &again, &err), err);
		SAME_STR(written(again), once);
	}
}

TEST(what_is_not_well_formed_is_refused_with_its_place)
{
	for (size_t i = 0; i < LENGTH(refused); i++) {
		const struct json *doc = NULL;
		struct err err = { 0 };

		if (parse(refused[i], &doc, &err))
			test_fail(__FILE__, __LINE__, "took '%.*s'",
				STR_ARG(refused[i]));
		OK(err.code == ERR_BAD_INPUT && *err.text && !doc);
	}
}

/* Every text above, cut short anywhere: never a crash, and never a value
 * unless what is left is one by itself (42 is 4 as well). */
TEST(a_text_cut_short_is_never_a_container)
{
	for (size_t i = 0; i < LENGTH(taken); i++) {
		struct str s = str_trim(taken[i]);

		while (s.len && strchr(" \r\n\t", s.at[s.len - 1]))
			s.len--;
		for (size_t n = 0; n < s.len; n++) {
			const struct json *doc;
			struct err err;

			if (parse(str_of(s.at, n), &doc, &err))
				OK(json_kind(doc) < JSON_LIST);
		}
	}
}

/* ---- depth and size ----------------------------------------------------- */

static struct str nested(const char *open, int depth, const char *close)
{
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	for (int i = 0; i < depth; i++)
		buf_add(&b, str_c(open));
	for (int i = 0; i < depth; i++)
		buf_add(&b, str_c(close));
	return buf_str(&b);
}

TEST(a_text_may_be_nested_128_deep_and_not_deeper)
{
	const struct json *doc;
	struct err err;

	OK_ERR(parse(nested("[", JSON_DEPTH, "]"), &doc, &err), err);
	OK(!parse(nested("[", JSON_DEPTH + 1, "]"), &doc, &err));
	SAME_STR(str_c(err.text),
		STR("line 1, column 129: nested more than 128 deep"));
	OK(!parse(nested("{\"\":", JSON_DEPTH + 1, "}"), &doc, &err));
}

TEST(a_hundred_thousand_brackets_are_refused_at_once)
{
	const struct json *doc;
	struct err err;

	OK(!parse(nested("[", 100000, ""), &doc, &err));
	OK(!parse(nested("[{\"\":", 50000, ""), &doc, &err));
	OK(!parse(nested("[", 100000, "]"), &doc, &err));
}

TEST(a_list_of_very_many_values_is_read_whole)
{
	const struct json *doc, *v;
	struct err err;
	int64_t sum = 0, n;
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	for (int i = 0; i < 100000; i++)
		buf_add(&b, i ? STR(",7") : STR("[7"));
	buf_addc(&b, ']');
	NEED_ERR(parse(buf_str(&b), &doc, &err), err);
	SAME_INT(json_count(doc), 100000);
	for (v = json_first(doc); v; v = json_next(doc, v))
		sum += json_int(v, &n) ? n : 0;
	SAME_INT(sum, 700000);
}

/* Refused by its length alone, before a byte of it is read. */
TEST(a_text_of_more_than_a_quarter_of_a_gigabyte_is_too_big)
{
	const struct json *doc;
	struct err err;

	OK(!json_parse(
		&test_mem, str_of("[]", (size_t)JSON_BYTES + 1), &doc, &err));
	SAME_INT(err.code, ERR_TOO_BIG);
}

/* ---- the places of faults ----------------------------------------------- */

static const struct {
	const char *text, *says;
} faults[] = {
	{ "", "expected JSON, but there is nothing" },
	{ "\xef\xbb\xbf{}",
		"the JSON begins with a byte order mark; send it without" },
	{ "[1 2]", "line 1, column 4: expected ',' or ']'" },
	{ "{\"a\":1 2}", "line 1, column 8: expected ',' or '}'" },
	{ "{\n  \"a\": 1,\n  \"b\" 2\n}", "line 3, column 7: expected ':'" },
	{ "{\n  a: 1}", "line 2, column 3: expected a name in double quotes" },
	{ "{\"a\":1,}", "line 1, column 8: expected a name in double quotes" },
	{ "[\"öö\",x]", "line 1, column 7: expected a value" },
	{ "[01]", "line 1, column 2: a number must not begin with 0" },
	{ "[1.x]", "line 1, column 4: expected a digit" },
	{ "[\"a", "line 1, column 4: the text ends too soon" },
	{ "[1,", "line 1, column 4: the text ends too soon" },
	{ "{} {}", "line 1, column 4: expected the end of the text" },
	{ "[\"a\tb\"]",
		"line 1, column 4: a control character in text; write it as "
		"\\u00XX" },
	{ "[\"ab\xff\"]", "line 1, column 5: not well-formed UTF-8" },
	{ "[\"\\q\"]", "line 1, column 3: no such escape in text" },
	{ "[\"\\u12x4\"]",
		"line 1, column 7: \\u needs four hexadecimal digits" },
	{ "[\"a\\ud800b\"]", "line 1, column 4: half of a surrogate pair" },
};

TEST(a_fault_is_told_by_line_and_column)
{
	for (size_t i = 0; i < LENGTH(faults); i++) {
		const struct json *doc;
		struct err err;

		OK(!parse(str_c(faults[i].text), &doc, &err));
		SAME_STR(str_c(err.text), str_c(faults[i].says));
		SAME_INT(err.field_count, 0);
	}
}

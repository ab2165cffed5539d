/* test/unit/json_schema_test.c - what a shape says of itself. */
#include "test.h"

#include "base/json.h"

#include <stdio.h>

struct skill {
	struct str name;
	int64_t years;
};

struct doc {
	struct str id, title, plan, secret, note, link, raw, line;
	int64_t size, price, at, below, since;
	bool open, has_size;
	double ratio;
	const struct json *any;
	struct skill main, *extra;
	struct {
		struct str *at;
		size_t count;
	} tags;
	struct {
		int64_t *at;
		size_t count;
	} pages;
	struct {
		struct skill *at;
		size_t count;
	} skills;
	struct {
		struct doc *at;
		size_t count;
	} parts;
};

static const struct json_field skill_fields[] = {
	JSON(skill, name, JSON_MUST, 1, 10),
	JSON(skill, years, 0, 0, 80),
	{ 0 },
};
static const struct json_shape skill_shape =
	JSON_SHAPE(skill, "Skill", "Something one can.", skill_fields);

static const char *const plans[] = { "free", "pro", NULL };
static const struct json_shape doc_shape;
static const struct json_field doc_fields[] = {
	JSON(doc, id, JSON_MUST | JSON_READONLY, 0, 0, .format = JSON_UUID),
	JSON(doc, title, JSON_MUST, 1, 200, .about = "its \"title\"",
		.example = "My CV"),
	JSON_WORD(doc, plan, JSON_NULLABLE, plans, JSON_ELSE_TEXT("free")),
	JSON(doc, secret, JSON_WRITEONLY, 8, 100, .format = JSON_PASSWORD),
	JSON(doc, note, JSON_HIDE, 0, 10),
	JSON(doc, link, JSON_OMIT_EMPTY, 0, 500, .format = JSON_URI),
	JSON_RAW(doc, raw, 0, 500, .only = JSON_OBJECT),
	JSON(doc, size, 0, 1, INT64_MAX, JSON_HAS(doc, has_size)),
	JSON_TENTHS(doc, price, 0, 0, 15, JSON_ELSE(5)),
	JSON_TIME(doc, at, JSON_NULLABLE),
	JSON(doc, open, 0, 0, 0, JSON_ELSE(1)),
	JSON(doc, ratio, 0, 0, 1, .example = "0.5"),
	JSON(doc, line, 0, 0, 9, .format = JSON_LINE),
	JSON(doc, below, 0, INT64_MIN, 7, JSON_ELSE(-1)),
	JSON_TIME(doc, since, 0, JSON_ELSE(0)),
	JSON_INTS(doc, pages, 0, 5, 1, 99),
	JSON(doc, any, 0, 0, 0),
	JSON_IN(doc, main, JSON_MUST, &skill_shape),
	JSON_AT(doc, extra, JSON_NULLABLE, &skill_shape),
	JSON_TEXTS(doc, tags, 0, 5, 1, 20, .count_least = 1),
	JSON_ROWS(doc, skills, 0, 9, &skill_shape),
	JSON_ROWS(doc, parts, 0, 9, &doc_shape),
	{ 0 },
};
static const struct json_shape doc_shape =
	JSON_SHAPE(doc, "Doc", "A document.", doc_fields);

static const struct json *schema(unsigned use)
{
	const struct json *v = NULL;
	struct buf b;
	struct err err = { 0 };

	buf_init(&b, &test_mem, 1 << 16);
	json_shape_schema(&b, &doc_shape, use);
	if (!json_parse(&test_mem, buf_str(&b), &v, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	return v;
}

static struct str property(unsigned use, const char *name)
{
	const struct json *v =
		json_find(json_at(schema(use), "/properties"), name);
	struct buf b;

	if (!v)
		return STR_NONE;
	buf_init(&b, &test_mem, 10000);
	json_write(&b, v);
	return buf_str(&b);
}

static const struct {
	const char *name, *says;
} given[] = {
	{ "title", "{\"type\":\"string\",\"minLength\":1,\"maxLength\":200,"
		   "\"description\":\"its \\\"title\\\"\","
		   "\"examples\":[\"My CV\"]}" },
	{ "plan", "{\"type\":[\"string\",\"null\"],\"enum\":[\"free\",\"pro\","
		  "null],\"default\":\"free\"}" },
	{ "secret", "{\"type\":\"string\",\"minLength\":8,\"maxLength\":100,"
		    "\"format\":\"password\",\"writeOnly\":true}" },
	{ "link", "{\"type\":\"string\",\"maxLength\":500,"
		  "\"format\":\"uri\"}" },
	{ "raw", "{\"type\":\"object\"}" },
	{ "size", "{\"type\":\"integer\",\"format\":\"int64\","
		  "\"minimum\":1}" },
	{ "price", "{\"type\":\"number\",\"multipleOf\":0.1,\"minimum\":0.0,"
		   "\"maximum\":1.5,\"default\":0.5}" },
	{ "at", "{\"type\":[\"string\",\"null\"],"
		"\"format\":\"date-time\"}" },
	{ "open", "{\"type\":\"boolean\",\"default\":true}" },
	{ "ratio", "{\"type\":\"number\",\"format\":\"double\",\"minimum\":0,"
		   "\"maximum\":1,\"examples\":[0.5]}" },
	{ "line", "{\"type\":\"string\",\"maxLength\":9,\"pattern\":"
		  "\"^[^\\\\u0000-\\\\u001f\\\\u007f-\\\\u009f"
		  "\\\\u2028\\\\u2029]*$\"}" },
	{ "below", "{\"type\":\"integer\",\"format\":\"int64\","
		   "\"maximum\":7,\"default\":-1}" },
	{ "since", "{\"type\":\"string\",\"format\":\"date-time\","
		   "\"default\":\"1970-01-01T00:00:00.000Z\"}" },
	{ "pages", "{\"type\":\"array\",\"items\":{\"type\":\"integer\","
		   "\"format\":\"int64\",\"minimum\":1,\"maximum\":99},"
		   "\"maxItems\":5}" },
	{ "any", "{}" },
	{ "main", "{\"$ref\":\"#/components/schemas/Skill\"}" },
	{ "extra", "{\"anyOf\":[{\"$ref\":\"#/components/schemas/Skill\"},"
		   "{\"type\":\"null\"}]}" },
	{ "tags", "{\"type\":\"array\",\"items\":{\"type\":\"string\","
		  "\"minLength\":1,\"maxLength\":20},\"minItems\":1,"
		  "\"maxItems\":5}" },
	{ "skills", "{\"type\":\"array\",\"items\":{\"$ref\":"
		    "\"#/components/schemas/Skill\"},\"maxItems\":9}" },
};

TEST(what_is_given_to_us_is_described_field_by_field)
{
	for (size_t i = 0; i < LENGTH(given); i++)
		SAME_STR(property(JSON_GIVEN, given[i].name),
			str_c(given[i].says));
	OK(!property(JSON_GIVEN, "id").at);
	OK(!property(JSON_GIVEN, "note").at);
}

static struct str list_of(const struct json *list)
{
	struct buf b;

	buf_init(&b, &test_mem, 1000);
	json_write(&b, list);
	return buf_str(&b);
}

TEST(what_is_given_to_us_may_hold_nothing_else)
{
	const struct json *v = schema(JSON_GIVEN);

	OK(json_is(json_find(v, "type"), "object"));
	OK(json_is(json_find(v, "description"), "A document."));
	OK(json_kind(json_find(v, "additionalProperties")) == JSON_BOOL);
	OK(!json_bool(json_find(v, "additionalProperties")));
	SAME_STR(
		list_of(json_find(v, "required")), STR("[\"title\",\"main\"]"));
}

/* In answers all is there that is not left out when empty; some as null. */
TEST(what_we_answer_is_described_as_it_is_written)
{
	const struct json *v = schema(JSON_ANSWERED);

	OK(!json_find(v, "additionalProperties"));
	SAME_STR(list_of(json_find(v, "required")),
		STR("[\"id\",\"title\",\"plan\",\"raw\",\"size\",\"price\","
		    "\"at\",\"open\",\"ratio\",\"line\",\"below\","
		    "\"since\",\"pages\",\"any\",\"main\",\"extra\","
		    "\"tags\",\"skills\",\"parts\"]"));
	SAME_STR(property(JSON_ANSWERED, "id"),
		STR("{\"type\":\"string\",\"format\":\"uuid\","
		    "\"readOnly\":true}"));
	OK(!property(JSON_ANSWERED, "secret").at);
	SAME_STR(property(JSON_ANSWERED, "size"),
		STR("{\"type\":[\"integer\",\"null\"],\"format\":\"int64\","
		    "\"minimum\":1}"));
	SAME_STR(property(JSON_ANSWERED, "link"),
		STR("{\"type\":\"string\",\"maxLength\":500,"
		    "\"format\":\"uri\"}"));
	SAME_STR(property(JSON_ANSWERED, "raw"),
		STR("{\"type\":[\"object\",\"null\"]}"));
}

TEST(a_shape_used_both_ways_names_what_goes_only_one)
{
	const unsigned both = JSON_GIVEN | JSON_ANSWERED;

	OK(str_ends(property(both, "id"), STR("\"readOnly\":true}")));
	OK(str_ends(property(both, "secret"), STR("\"writeOnly\":true}")));
	OK(!property(both, "note").at);
	SAME_STR(list_of(json_find(schema(both), "required")),
		STR("[\"id\",\"title\",\"main\"]"));
}

TEST(shapes_within_are_collected_once_even_in_a_circle)
{
	const struct json_shape *list[4];
	size_t count = json_shape_collect(&doc_shape, list, 0, LENGTH(list));

	SAME_INT(count, 2);
	OK(list[0] == &doc_shape && list[1] == &skill_shape);
	SAME_INT(
		json_shape_collect(&skill_shape, list, count, LENGTH(list)), 2);
}

/* ---- tables that are not sound ------------------------------------------ */

static const struct {
	struct json_field fields[3];
	const char *says;
} unsound[] = {
	{ { JSON(doc, title, 0, 0, 0) },
		"'S.title' states no greatest length" },
	{ { JSON(doc, title, 0, 5, 4) },
		"'S.title' its least is more than its most" },
	{ { JSON(doc, size, 0, 0, 0) }, "'S.size' states no range" },
	{ { JSON_RAW(doc, raw, 0, 0) }, "'S.raw' states no greatest size" },
	{ { JSON_TEXTS(doc, tags, 0, 0, 1, 9) },
		"'S.tags' states no greatest count" },
	{ { JSON_TEXTS(doc, tags, 0, 9, 0, 0) },
		"'S.tags' states no greatest length" },
	{ { JSON_IN(doc, main, 0, NULL) },
		"'S.main' needs a shape, or has one too many" },
	{ { JSON_IN(doc, main, 0, &doc_shape) },
		"'S.main' is not of the struct that its shape is for" },
	{ { JSON(doc, open, 0, 0, 0, .words = plans) },
		"'S.open' has words, but is no text" },
	{ { JSON(doc, size, JSON_MUST, 0, 9, JSON_ELSE(1)) },
		"'S.size' is required, so it cannot have a default" },
	{ { JSON(doc, title, JSON_READONLY | JSON_WRITEONLY, 0, 9) },
		"'S.title' can neither be read nor written" },
	{ { JSON(doc, title, 0, 0, 9),
		  JSON(doc, note, 0, 0, 9, .as = "title") },
		"'S.title' is there twice" },
};

TEST(a_table_that_is_not_sound_is_told_apart)
{
	struct err err;

	OK_ERR(json_shape_check(&doc_shape, &err), err);
	OK_ERR(json_shape_check(&skill_shape, &err), err);
	for (size_t i = 0; i < LENGTH(unsound); i++) {
		const struct json_shape shape =
			JSON_SHAPE(doc, "S", NULL, unsound[i].fields);

		OK(!json_shape_check(&shape, &err));
		SAME_STR(str_c(err.text), str_c(unsound[i].says));
	}
}

TEST(a_table_of_too_many_fields_is_told_apart)
{
	static char names[JSON_FIELDS + 1][16];
	struct json_field fields[JSON_FIELDS + 2] = { { 0 } };
	const struct json_shape shape = JSON_SHAPE(doc, "S", NULL, fields);
	struct err err;

	for (int i = 0; i <= JSON_FIELDS; i++) {
		snprintf(names[i], sizeof(names[i]), "f%d", i);
		fields[i] = (struct json_field){ JSON_TYPE_BOOL, names[i] };
	}
	OK(!json_shape_check(&shape, &err));
	SAME_STR(str_c(err.text), STR("'S.f128' is one field too many"));
	fields[JSON_FIELDS].type = JSON_TYPE_END;
	OK_ERR(json_shape_check(&shape, &err), err);
}

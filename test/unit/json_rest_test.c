/* test/unit/json_rest_test.c - members that no table names are kept. */
#include "test.h"

#include "base/json.h"

struct place {
	struct str city;
	struct json_rest rest;
};
struct person {
	struct str name, label;
	struct place home;
	struct {
		struct str *at;
		size_t count;
	} tags;
	struct {
		struct place *at;
		size_t count;
	} places;
	struct json_rest rest;
};

static const struct json_field place_fields[] = {
	JSON(place, city, JSON_OMIT_ABSENT, 0, 9),
	JSON_REST(place, rest),
	{ 0 },
};
static const struct json_shape place_shape =
	JSON_SHAPE(place, "Place", NULL, place_fields);
static const struct json_field person_fields[] = {
	JSON(person, name, JSON_OMIT_ABSENT, 0, 9),
	JSON(person, label, JSON_OMIT_ABSENT, 0, 9),
	JSON_IN(person, home, JSON_OMIT_ABSENT, &place_shape),
	JSON_TEXTS(person, tags, JSON_OMIT_ABSENT, 9, 0, 9),
	JSON_ROWS(person, places, JSON_OMIT_ABSENT, 9, &place_shape),
	JSON_REST(person, rest),
	{ 0 },
};
static const struct json_shape person_shape =
	JSON_SHAPE(person, "Person", NULL, person_fields);

static struct person p;
static struct err err;

static bool reads(const char *text)
{
	memset(&p, 0x55, sizeof(p));
	err = (struct err){ 0 };
	return json_read_text(&test_mem, str_c(text), &person_shape, &p, &err);
}

static struct str shown(const struct person *of)
{
	struct buf b;

	buf_init(&b, &test_mem, 1 << 16);
	json_show(&b, &person_shape, of);
	OK(buf_ok(&b));
	return buf_str(&b);
}

/* Each is in the table's order, so it comes out as it went in. */
static const char *const kept[] = {
	"{}",
	"{\"name\":\"Ann\",\"x\":1}",
	"{\"rest\":[],\"\":null,\"name \":{\"a\":[1.50,{}]}}",
	"{\"name\":\"\",\"home\":{},\"tags\":[],\"places\":[]}",
	"{\"places\":[{},{\"zip\":7},{\"city\":\"\"}],\"n\\u0001\":true}",
	"{\"home\":{\"b\":2,\"a\":1}}",
};

TEST(members_that_no_table_names_are_written_behind_the_others)
{
	for (size_t i = 0; i < LENGTH(kept); i++) {
		NEED_ERR(reads(kept[i]), err);
		SAME_STR(shown(&p), str_c(kept[i]));
	}
	NEED_ERR(
		reads("{\"z\":1,\"label\":\"l\",\"a\":2,\"name\":\"n\"}"), err);
	SAME_STR(shown(&p),
		STR("{\"name\":\"n\",\"label\":\"l\",\"z\":1,\"a\":2}"));
}

TEST(an_empty_text_or_list_or_object_is_told_from_none)
{
	NEED_ERR(reads("{\"name\":\"\",\"home\":{},\"tags\":[]}"), err);
	OK(p.name.at && !p.label.at);
	OK(p.home.rest.at && !p.home.rest.count);
	OK(p.tags.at && !p.tags.count && !p.places.at);
	NEED_ERR(reads("{}"), err);
	OK(!p.name.at && !p.home.rest.at && !p.tags.at && p.rest.at);
	p = (struct person){ 0 };
	SAME_STR(shown(&p), STR("{}"));
}

static const struct {
	const char *text, *at, *why;
} faults[] = {
	{ "{\"x\":1,\"y\":2,\"x\":3}", "/x", "is given twice" },
	{ "{\"x\":{\"a\":[{\"b\":1,\"b\":1}]}}", "/x/a/0/b", "is given twice" },
	{ "{\"name\":\"a\",\"x\":1,\"name\":\"b\"}", "/name",
		"is given twice" },
	{ "{\"x\":[\"\\u0000\"]}", "/x/0",
		"must not contain the character U+0000" },
	{ "{\"a\\u0000\":1}", "/a?", "must not contain the character U+0000" },
	{ "{\"x\":1,\"home\":[]}", "/home", "must be an object" },
	{ "{\"places\":[{\"x\":1},{\"x\":1,\"x\":1}]}", "/places/1/x",
		"is given twice" },
};

TEST(members_that_no_table_names_have_no_flaws)
{
	for (size_t i = 0; i < LENGTH(faults); i++) {
		NEED(!reads(faults[i].text));
		SAME_INT(err.field_count, 1);
		SAME_STR(str_c(err.fields[0].at), str_c(faults[i].at));
		SAME_STR(str_c(err.fields[0].why), str_c(faults[i].why));
	}
}

TEST(ten_thousand_members_that_no_table_names_are_kept)
{
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	for (int i = 0; i < 10000; i++)
		buf_addf(&b, "%c\"m%d\":%d", i ? ',' : '{', i, i);
	buf_addc(&b, '}');
	NEED_ERR(
		json_read_text(&test_mem, buf_str(&b), &person_shape, &p, &err),
		err);
	SAME_INT(p.rest.count, 10000);
	NEED(json_rest_find(&p.rest, STR("m9999")));
	buf_init(&b, &test_mem, 1 << 20);
	json_show(&b, &person_shape, &p);
	OK(str_ends(buf_str(&b), STR(",\"m9999\":9999}")));
}

TEST(a_value_is_put_under_a_name_or_takes_the_place_of_one)
{
	const struct json *v;

	p = (struct person){ .name = STR("Ann") };
	NEED_ERR(
		json_parse(&test_mem, STR("[1,{\"a\":\"b\"}]"), &v, &err), err);
	json_rest_put(&test_mem, &p.rest, STR("list"), v);
	json_rest_put_text(&test_mem, &p.rest, STR("say"), STR("a\"b"));
	json_rest_put(&test_mem, &p.home.rest, STR("inner"), json_at(v, "/1"));
	SAME_STR(shown(&p),
		STR("{\"name\":\"Ann\",\"home\":{\"inner\":{\"a\":\"b\"}},"
		    "\"list\":[1,{\"a\":\"b\"}],\"say\":\"a\\\"b\"}"));
	json_rest_put_text(&test_mem, &p.rest, STR("list"), STR("gone"));
	SAME_INT(p.rest.count, 2);
	OK(json_is(json_rest_find(&p.rest, STR("list")), "gone"));
	OK(!json_rest_find(&p.rest, STR("name")));
}

TEST(a_shape_that_keeps_the_rest_says_so)
{
	static const struct json_field first[] = {
		JSON_REST(person, rest),
		JSON(person, name, 0, 0, 9),
		{ 0 },
	};
	const struct json_shape wrong = JSON_SHAPE(person, "P", NULL, first);
	struct buf b;

	OK_ERR(json_shape_check(&person_shape, &err), err);
	OK(!json_shape_check(&wrong, &err));
	SAME_STR(str_c(err.text),
		STR("'P.rest' takes what is left, so it must be the last"));
	buf_init(&b, &test_mem, 10000);
	json_shape_schema(&b, &place_shape, JSON_GIVEN);
	SAME_STR(buf_str(&b),
		STR("{\"type\":\"object\",\"properties\":{\"city\":{"
		    "\"type\":\"string\",\"maxLength\":9}},"
		    "\"additionalProperties\":true}"));
	buf_init(&b, &test_mem, 10000);
	json_shape_schema(&b, &place_shape, JSON_ANSWERED);
	OK(!strstr(b.at, "required"));
}

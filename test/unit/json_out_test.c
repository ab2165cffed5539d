/* test/unit/json_out_test.c - the writer: commas, escapes, numbers. */
#include "test.h"

#include "base/json.h"

#include <float.h>
#include <math.h>

static struct buf b;

static struct json_out *begin(enum json_form form)
{
	static struct json_out out;

	buf_init(&b, &test_mem, 1 << 20);
	out = json_begin(&b, form);
	return &out;
}

static struct str text_of(struct str s)
{
	json_put_text(begin(JSON_COMPACT), s);
	return buf_str(&b);
}

static void put_sample(struct json_out *o)
{
	json_object(o);
	json_put_int(json_key(o, "n"), -7);
	json_list(json_key(o, "list"));
	json_put_text(o, STR("a"));
	json_put_null(o);
	json_object(o);
	json_end(o);
	json_list(o);
	json_end(o);
	json_put_raw(o, STR("{\"raw\":1}"));
	json_end(o);
	json_put_bool(json_key_str(o, STR("yes")), true);
	json_put_time(json_key(o, "at"), 0);
	json_put_text(json_key(o, "none"), STR_NONE);
	json_end(o);
}

TEST(commas_and_colons_stand_where_they_belong)
{
	put_sample(begin(JSON_COMPACT));
	SAME_STR(buf_str(&b),
		STR("{\"n\":-7,\"list\":[\"a\",null,{},[],{\"raw\":1}],"
		    "\"yes\":true,\"at\":\"1970-01-01T00:00:00.000Z\","
		    "\"none\":null}"));
}

TEST(the_pretty_form_is_indented_by_two_blanks)
{
	put_sample(begin(JSON_PRETTY));
	SAME_STR(buf_str(&b), STR("{\n"
				  "  \"n\": -7,\n"
				  "  \"list\": [\n"
				  "    \"a\",\n"
				  "    null,\n"
				  "    {},\n"
				  "    [],\n"
				  "    {\"raw\":1}\n"
				  "  ],\n"
				  "  \"yes\": true,\n"
				  "  \"at\": \"1970-01-01T00:00:00.000Z\",\n"
				  "  \"none\": null\n"
				  "}"));
}

TEST(containers_nest_as_deep_as_they_are_read)
{
	struct json_out *o = begin(JSON_COMPACT);
	const struct json *doc;
	struct err err;

	for (int i = 0; i < JSON_DEPTH; i++)
		if (i % 2)
			json_object(o);
		else
			json_list(i ? json_key(o, "") : o);
	for (int i = 0; i < JSON_DEPTH; i++)
		json_end(o);
	OK_ERR(json_parse(&test_mem, buf_str(&b), &doc, &err), err);
}

TEST(only_what_must_be_is_escaped)
{
	SAME_STR(text_of(STR("\"\\\b\f\n\r\t")),
		STR("\"\\\"\\\\\\b\\f\\n\\r\\t\""));
	SAME_STR(text_of(STR("\0\x01\x1f")), STR("\"\\u0000\\u0001\\u001f\""));
	SAME_STR(text_of(STR("</script>'\x7f\xe2\x80\xa8ö🙂")),
		STR("\"</script>'\x7f\xe2\x80\xa8ö🙂\""));
	SAME_STR(text_of(STR("")), STR("\"\""));
}

TEST(bytes_that_are_no_characters_are_mended)
{
	SAME_STR(text_of(STR("a\xff\"b\xc3")), STR("\"a�\\\"b�\""));
	SAME_STR(text_of(STR("\xed\xa0\x80")), STR("\"���\""));
	SAME_STR(text_of(STR("ok\xf0\x9f\x99!")), STR("\"ok�!\""));
}

/* An odd byte at every place of a fast step. */
TEST(text_of_every_length_is_written_whole)
{
	for (int n = 1; n < 70; n++) {
		struct str s = str_fmt(&test_mem, "%0*d\"%0*dö", n, 0, n, 0);
		const struct json *v;
		struct err err;

		NEED_ERR(json_parse(&test_mem, text_of(s), &v, &err), err);
		SAME_STR(json_text(v), s);
	}
}

static struct str real_of(double x)
{
	json_put_real(begin(JSON_COMPACT), x);
	return buf_str(&b);
}

TEST(real_numbers_are_written_short_and_read_the_same)
{
	static const double list[] = { 0.1, 1e-7, 1.0 / 3, 5e-324, DBL_MAX,
		DBL_MIN, -2.5, 123456789.123456789, 1e22, 1e23, 0x1p53 };

	SAME_STR(real_of(0.1), STR("0.1"));
	SAME_STR(real_of(1e-7), STR("1e-07"));
	SAME_STR(real_of(100), STR("100"));
	SAME_STR(real_of(-0.0), STR("-0"));
	SAME_STR(real_of(NAN), STR("null"));
	SAME_STR(real_of(-INFINITY), STR("null"));
	for (size_t i = 0; i < LENGTH(list); i++) {
		const struct json *v;
		struct err err;
		double back;

		NEED_ERR(
			json_parse(&test_mem, real_of(list[i]), &v, &err), err);
		NEED(json_real(v, &back));
		OK(back == list[i]);
	}
}

static struct str tenths_of(int64_t n)
{
	json_put_tenths(begin(JSON_COMPACT), n);
	return buf_str(&b);
}

/* Credits move in halves and are never binary floats. */
TEST(tenths_have_exactly_one_decimal)
{
	SAME_STR(tenths_of(0), STR("0.0"));
	SAME_STR(tenths_of(5), STR("0.5"));
	SAME_STR(tenths_of(-5), STR("-0.5"));
	SAME_STR(tenths_of(25), STR("2.5"));
	SAME_STR(tenths_of(1000), STR("100.0"));
	SAME_STR(tenths_of(-1001), STR("-100.1"));
	SAME_STR(tenths_of(INT64_MAX), STR("922337203685477580.7"));
	SAME_STR(tenths_of(INT64_MIN), STR("-922337203685477580.8"));
}

/* DOC-1: what is kept of somebody's document comes back as it came. */
TEST(a_parsed_value_is_written_as_it_came)
{
	static const char *const texts[] = {
		("{\"a\":[1,-0,1.0,1e5,1E+05,100000000000000000000,0.10],"
		 "\"b\":{\"\":{},\"x\":[]},\"c\":\"ö\\n🙂\",\"d\":null}"),
		"[[[]],{},[{}],{\"a\":{\"b\":{\"c\":[{\"d\":1}]}}},2]",
		"\"alone\"",
		"[true,false,null,\"\",0,{\"k\\u0000\":\"\\u001f\"}]",
	};

	for (size_t i = 0; i < LENGTH(texts); i++) {
		const struct json *doc;
		struct err err;

		NEED_ERR(json_parse(&test_mem, str_c(texts[i]), &doc, &err),
			err);
		begin(JSON_COMPACT);
		json_write(&b, doc);
		SAME_STR(buf_str(&b), str_c(texts[i]));
	}
}

TEST(parsed_values_stand_within_written_ones)
{
	struct json_out *o = begin(JSON_COMPACT);
	const struct json *doc;
	struct err err;

	NEED_ERR(json_parse(&test_mem, STR("{\"a\":[1]}"), &doc, &err), err);
	json_object(o);
	json_put(json_key(o, "x"), doc);
	json_put(json_key(o, "y"), json_find(doc, "a"));
	json_put(json_key(o, "z"), json_find(doc, "none"));
	json_list(json_key(o, "l"));
	json_put(o, doc);
	json_put(o, doc);
	json_end(o);
	json_end(o);
	SAME_STR(buf_str(&b), STR("{\"x\":{\"a\":[1]},\"y\":[1],\"z\":null,"
				  "\"l\":[{\"a\":[1]},{\"a\":[1]}]}"));
}

TEST(what_does_not_fit_is_known_by_the_buf)
{
	struct json_out o;

	for (size_t ceiling = 0; ceiling <= 20; ceiling++) {
		buf_init(&b, &test_mem, ceiling);
		o = json_begin(&b, JSON_COMPACT);
		json_list(&o);
		json_put_text(&o, STR("ab\n\"c"));
		json_put_int(&o, 12345);
		json_end(&o);
		OK(buf_ok(&b) == (ceiling >= 17));
		OK(b.len <= ceiling);
	}
}

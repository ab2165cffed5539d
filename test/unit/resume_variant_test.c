/* test/unit/resume_variant_test.c - one master, many documents (DOC-5). */
#include "variants.h"

/* ---- places ------------------------------------------------------------- */

#define JOBS                                                               \
	"{\"name\":\"Acme\",\"position\":\"Cook\",\"startDate\":\"2020\"," \
	"\"summary\":\"s\",\"highlights\":[\"Cut the time of the build\"," \
	"\"Led five people to the end of it\"]},"                          \
	"{\"name\":\"Acme\",\"position\":\"Help\",\"startDate\":\"2018\"}"

/* A variant with one item in a list, made by the pointer into the master. */
static struct resume_variant pointing(const char *list, const char *master,
	const char *pointer, const char *value)
{
	struct resume_spot spot = { .at = STR_NONE };

	OK_ERR(resume_spot_make(&test_mem, parsed(str_c(master)),
		       str_c(pointer), &spot, &err),
		err);
	return variant_of(
		str_fmt(&test_mem, "{\"%s\":[{\"at\":\"%s\",\"keys\":%s%s%s}]}",
			list, pointer, compact(spot.keys).at,
			value ? ",\"value\":" : "", value ? value : ""));
}

TEST(a_place_is_told_by_what_stands_there)
{
	struct resume_spot spot;

	NEED_ERR(resume_spot_make(&test_mem,
			 parsed(STR("{\"work\":[" JOBS "]}")),
			 STR("/work/0/highlights/1"), &spot, &err),
		err);
	SAME_STR(compact(spot.keys),
		STR("[{\"name\":\"Acme\",\"position\":\"Cook\",\"startDate\":"
		    "\"2020\"},\"Led five people to the end of it\"]"));
	NEED_ERR(resume_spot_make(&test_mem,
			 parsed(STR("{\"skills\":[{\"id\":\"k1\",\"name\":\"C\""
				    "}],\"basics\":{\"name\":\"Ann\"}}")),
			 STR("/skills/0/name"), &spot, &err),
		err);
	SAME_STR(compact(spot.keys), STR("[{\"id\":\"k1\"}]"));
	OK(!resume_spot_make(&test_mem, parsed(STR("{\"work\":[]}")),
		STR("/work/0"), &spot, &err));
	SAME_INT(err.code, ERR_NOT_FOUND);
	OK(!resume_spot_make(
		&test_mem, parsed(STR("{}")), STR("work"), &spot, &err));
	SAME_INT(err.code, ERR_BAD_INPUT);
}

#define MASTER "{\"work\":[" JOBS "]}"
#define NEW "{\"name\":\"Birch\",\"position\":\"Chef\"}"

enum { NO_NOTE = -1 };

static const struct {
	const char *list, *pointer, *value;
	const char *then; /* the master, after an edit */
	const char *out;
	int note;
} survivals[] = {
	/* an entry comes before it */
	{ "set", "/work/0/summary", "\"mine\"", "{\"work\":[" NEW "," JOBS "]}",
		"{\"work\":[" NEW ",{\"name\":\"Acme\",\"position\":\"Cook\","
		"\"startDate\":\"2020\",\"summary\":\"mine\",\"highlights\":["
		"\"Cut the time of the build\",\"Led five people to the end of "
		"it\"]},{\"name\":\"Acme\",\"position\":\"Help\",\"startDate\":"
		"\"2018\"}]}",
		NO_NOTE },
	{ "off", "/work/1", NULL, "{\"work\":[" NEW "," JOBS "]}",
		"{\"work\":[" NEW ",{\"name\":\"Acme\",\"position\":\"Cook\","
		"\"startDate\":\"2020\",\"summary\":\"s\",\"highlights\":["
		"\"Cut the time of the build\",\"Led five people to the end of "
		"it\"]}]}",
		NO_NOTE },
	/* other fields of it change: the edit is there, and the override */
	{ "set", "/work/1/position", "\"Hand\"",
		"{\"work\":[{\"name\":\"Acme\",\"position\":\"Help\","
		"\"startDate\":\"2018\",\"endDate\":\"2019\"}]}",
		"{\"work\":[{\"name\":\"Acme\",\"position\":\"Hand\","
		"\"startDate\":\"2018\",\"endDate\":\"2019\"}]}",
		NO_NOTE },
	/* what it is called changes */
	{ "set", "/work/1/summary", "\"mine\"",
		"{\"work\":[" NEW ",{\"name\":\"Acme Ltd\",\"position\":"
		"\"Help\",\"startDate\":\"2018\"}]}",
		"{\"work\":[" NEW ",{\"name\":\"Acme Ltd\",\"position\":"
		"\"Help\",\"startDate\":\"2018\",\"summary\":\"mine\"}]}",
		RESUME_STALE },
	/* bullets move, and are edited */
	{ "off", "/work/0/highlights/1", NULL,
		"{\"work\":[{\"name\":\"Acme\",\"position\":\"Cook\","
		"\"startDate\":\"2020\",\"highlights\":[\"Led six people to "
		"the end of it\",\"Cut the time of the build\",\"New\"]}]}",
		"{\"work\":[{\"name\":\"Acme\",\"position\":\"Cook\","
		"\"startDate\":\"2020\",\"highlights\":[\"Cut the time of the "
		"build\",\"New\"]}]}",
		NO_NOTE },
	{ "set", "/work/0/highlights/1", "\"Leitete f\xc3\xbcnf Leute\"",
		"{\"work\":[{\"name\":\"Acme\",\"position\":\"Cook\","
		"\"startDate\":\"2020\",\"highlights\":[\"Led six people to "
		"the end of it\"]}]}",
		"{\"work\":[{\"name\":\"Acme\",\"position\":\"Cook\","
		"\"startDate\":\"2020\",\"highlights\":[\"Leitete f\xc3\xbcnf "
		"Leute\"]}]}",
		RESUME_STALE },
	/* it is gone */
	{ "set", "/work/0/summary", "\"mine\"", "{\"work\":[" NEW "]}",
		"{\"work\":[" NEW "]}", RESUME_LOST },
	{ "off", "/work/0/highlights/0", NULL,
		"{\"work\":[{\"name\":\"Acme\",\"position\":\"Cook\","
		"\"startDate\":\"2020\",\"highlights\":[\"Something else\"]}]}",
		"{\"work\":[{\"name\":\"Acme\",\"position\":\"Cook\","
		"\"startDate\":\"2020\",\"highlights\":[\"Something else\"]}]}",
		RESUME_LOST },
	/* two could be it: neither is touched */
	{ "off", "/work/0", NULL,
		"{\"work\":[{\"name\":\"Acme\",\"position\":\"x\"},{\"name\":"
		"\"Acme\",\"position\":\"y\"}]}",
		"{\"work\":[{\"name\":\"Acme\",\"position\":\"x\"},{\"name\":"
		"\"Acme\",\"position\":\"y\"}]}",
		RESUME_LOST },
	{ "off", "/work/0/summary", NULL, "{\"work\":[" NEW "," JOBS "]}",
		"{\"work\":[" NEW ",{\"name\":\"Acme\",\"position\":\"Cook\","
		"\"startDate\":\"2020\",\"highlights\":[\"Cut the time of the "
		"build\",\"Led five people to the end of it\"]},{\"name\":"
		"\"Acme\",\"position\":\"Help\",\"startDate\":\"2018\"}]}",
		NO_NOTE },
};

TEST(a_variant_holds_through_edits_of_the_master)
{
	for (size_t i = 0; i < LENGTH(survivals); i++) {
		struct resume_variant v = pointing(survivals[i].list, MASTER,
			survivals[i].pointer, survivals[i].value);

		SAME_STR(applied(str_c(survivals[i].then), &v, NULL),
			str_c(survivals[i].out));
		SAME_INT(notes.count, survivals[i].note == NO_NOTE ? 0 : 1);
		if (notes.count) {
			SAME_INT(notes.at[0].kind, survivals[i].note);
			SAME_STR(str_c(notes.at[0].list),
				str_c(survivals[i].list));
			SAME_STR(notes.at[0].at, str_c(survivals[i].pointer));
		}
		if (test_failing()) {
			test_fail(__FILE__, __LINE__, "in row %zu", i);
			return;
		}
	}
}

/* What DOC-5 asks: an edit of the master is in every variant that says nothing
 * else there, and in none that does. */
TEST(an_edit_of_the_master_flows_into_each_variant_that_does_not_override_it)
{
	static const char *const texts[] = { "{}",
		"{\"tags\":{\"exclude\":[\"x\"]}}",
		"{\"set\":[{\"at\":\"/basics/summary\",\"value\":\"mine\"}]}",
		"{\"set\":[{\"at\":\"/basics/label\",\"value\":\"mine\"}]}",
		"{\"off\":[{\"at\":\"/basics/label\"}],\"locale\":\"de\"}" };
	static const struct {
		const char *at, *then;
		bool kept[LENGTH(texts)];
	} edits[] = {
		{ "/basics/summary",
			"{\"basics\":{\"name\":\"n\",\"label\":\"l\","
			"\"summary\":\"EDIT\"}}",
			{ true, true, false, true, true } },
		{ "/basics/label",
			"{\"basics\":{\"name\":\"n\",\"label\":\"EDIT\","
			"\"summary\":\"s\"}}",
			{ true, true, true, false, false } },
		{ "/basics/phone",
			"{\"basics\":{\"name\":\"n\",\"label\":\"l\","
			"\"summary\":\"s\",\"phone\":\"EDIT\"}}",
			{ true, true, true, true, true } },
	};

	for (size_t i = 0; i < LENGTH(edits); i++)
		for (size_t k = 0; k < LENGTH(texts); k++) {
			struct str out = says(edits[i].then, texts[k]);
			bool is = json_is(
				json_at(parsed(out), edits[i].at), "EDIT");

			if (is != edits[i].kept[k])
				test_fail(__FILE__, __LINE__, "%s in %s",
					edits[i].at, texts[k]);
		}
}

/* ---- the master changed underneath -------------------------------------- */

TEST(what_was_written_for_another_text_is_told)
{
	const char *const variant =
		"{\"set\":[{\"at\":\"/basics/label\",\"was\":\"Engineer\","
		"\"value\":\"Ingenieurin\"}]}";

	SAME_STR(says("{\"basics\":{\"label\":\"Engineer\"}}", variant),
		STR("{\"basics\":{\"label\":\"Ingenieurin\"}}"));
	SAME_INT(notes.count, 0);
	SAME_STR(says("{\"basics\":{\"label\":\"Manager\"}}", variant),
		STR("{\"basics\":{\"label\":\"Ingenieurin\"}}"));
	SAME_INT(notes.count, 1);
	SAME_INT(notes.at[0].kind, RESUME_STALE);
	SAME_STR(notes.at[0].say, STR("the master says something else by now"));
	SAME_STR(says("{\"basics\":{}}", variant),
		STR("{\"basics\":{\"label\":\"Ingenieurin\"}}"));
	SAME_INT(notes.count, 1);
	SAME_STR(says("{}", variant), STR("{}"));
	SAME_INT(notes.count, 1);
	SAME_INT(notes.at[0].kind, RESUME_LOST);
}

/* ---- languages ---------------------------------------------------------- */

TEST(fields_in_another_language_count_in_that_one)
{
	struct resume_variant v = variant_of(
		STR("{\"locale\":\"de\",\"set\":[{\"at\":\"/basics/label\","
		    "\"language\":\"de\",\"value\":\"K\xc3\xb6"
		    "chin\"},{\"at\":"
		    "\"/basics/label\",\"language\":\"fr\",\"value\":"
		    "\"Cuisini\xc3\xa8re\"},{\"at\":\"/basics/name\",\"value\":"
		    "\"Ann\"}],\"add\":[{\"at\":\"/languages/-\",\"language\":"
		    "\"fr\",\"value\":{\"language\":\"x\"}}]}"));
	struct str master = STR("{\"basics\":{\"label\":\"Cook\"}}");

	SAME_STR(applied(master, &v, NULL),
		STR("{\"basics\":{\"label\":\"K\xc3\xb6"
		    "chin\",\"name\":\"Ann\""
		    "},\"meta\":{\"vitae\":{\"locale\":\"de\"}}}"));
	SAME_STR(applied(master, &v, "FR"),
		STR("{\"basics\":{\"label\":\"Cuisini\xc3\xa8re\",\"name\":"
		    "\"Ann\"},\"languages\":[{\"language\":\"x\"}],\"meta\":"
		    "{\"vitae\":{\"locale\":\"FR\"}}}"));
	SAME_STR(applied(master, &v, "en"),
		STR("{\"basics\":{\"label\":\"Cook\",\"name\":\"Ann\"},"
		    "\"meta\":{\"vitae\":{\"locale\":\"en\"}}}"));
}

/* ---- what is added ------------------------------------------------------ */

TEST(a_variant_adds_what_the_master_does_not_have)
{
	SAME_STR(says("{\"work\":[{\"name\":\"a\",\"highlights\":[\"x\"]},"
		      "{\"name\":\"b\"}]}",
			 "{\"add\":[{\"at\":\"/work/0/highlights/-\",\"keys\":"
			 "[{\"name\":\"a\"}],\"value\":\"y\"},{\"at\":"
			 "\"/work/0/highlights/0\",\"keys\":[{\"name\":\"b\"}],"
			 "\"value\":\"z\"},{\"at\":\"/work/0\",\"value\":"
			 "{\"name\":\"c\"}},{\"at\":\"/skills/9\",\"value\":"
			 "{\"name\":\"C\"}}]}"),
		STR("{\"work\":[{\"name\":\"c\"},{\"name\":\"a\","
		    "\"highlights\":[\"x\",\"y\"]},{\"name\":\"b\","
		    "\"highlights\":[\"z\"]}],\"skills\":[{\"name\":\"C\"}]}"));
	SAME_INT(notes.count, 0);
	SAME_STR(says("{\"work\":{},\"x\":1}",
			 "{\"add\":[{\"at\":\"/work/-\",\"value\":1},"
			 "{\"at\":\"/x/y/-\",\"value\":1},{\"at\":\"-\","
			 "\"value\":1},{\"at\":\"/new/x\",\"value\":1}]}"),
		STR("{\"work\":{},\"x\":1,\"new\":[]}"));
	SAME_INT(notes.count, 4);
}

TEST(both_a_whole_entry_and_what_is_in_it_can_be_said_otherwise)
{
	SAME_STR(says("{\"work\":[{\"name\":\"a\",\"summary\":\"s\"}]}",
			 "{\"set\":[{\"at\":\"/work/0\",\"keys\":[{\"name\":"
			 "\"a\"}],\"value\":{\"name\":\"b\"}},{\"at\":"
			 "\"/work/0/summary\",\"keys\":[{\"name\":\"a\"}],"
			 "\"value\":\"t\"}],\"add\":[{\"at\":"
			 "\"/work/0/highlights/-\",\"keys\":[{\"name\":\"a\"}],"
			 "\"value\":\"u\"}]}"),
		STR("{\"work\":[{\"name\":\"b\",\"highlights\":[\"u\"]}]}"));
}

/* ---- the text of a variant ---------------------------------------------- */

TEST(a_variant_is_written_as_it_was_read)
{
	static const char text[] =
		"{\n  \"title\": \"Berlin\",\n  \"locale\": \"de\",\n  "
		"\"tags\": {\n    \"include\": [\n      \"web\"\n    ]\n  },\n "
		" \"off\": [\n    {\n      \"at\": \"/work/0\",\n      "
		"\"keys\": [\n        {\n          \"name\": \"a\"\n        }\n"
		"      ]\n    }\n  ],\n  \"set\": [\n    {\n      \"at\": "
		"\"/basics/name\",\n      \"value\": {}\n    }\n  ],\n  \"x\": "
		"1\n}\n";
	struct resume_variant v = variant_of(str_c(text));
	struct buf b;

	buf_init(&b, &test_mem, 10000);
	resume_variant_write(&b, &v);
	SAME_STR(buf_str(&b), str_c(text));
	OK_ERR(json_shape_check(&resume_variant_shape, &err), err);
	OK(!json_read_text(&test_mem,
		STR("{\"set\":[{\"at\":\"/a\",\"value\":null}]}"),
		&resume_variant_shape, &v, &err));
	SAME_STR(str_c(err.fields[0].at), STR("/set/0/value"));
}

/* ---- all of it ---------------------------------------------------------- */

TEST(a_variant_that_says_nothing_is_the_master)
{
	const char *names[RESUMES_MOST];
	size_t n = resumes_names(names);

	for (size_t i = 0; i < n; i++) {
		struct str text = resumes_text(names[i]);

		SAME_STR(says(text.at, "{}"), compact(parsed(text)));
		SAME_INT(notes.count, 0);
	}
}

TEST(pointers_that_lead_nowhere_change_nothing)
{
	static const char *const nowhere[] = { "/x/y", "/work/9", "/work/x",
		"/work/-/x", "/basics/name/x", "a", "/a~2", "/work/0/x/y" };

	for (size_t i = 0; i < LENGTH(nowhere); i++) {
		struct str variant = str_fmt(&test_mem,
			"{\"off\":[{\"at\":\"%s\"}],\"set\":[{\"at\":\"%s\","
			"\"value\":1}]}",
			nowhere[i], nowhere[i]);

		SAME_STR(says("{\"basics\":{\"name\":\"a\"},\"work\":[{}]}",
				 variant.at),
			STR("{\"basics\":{\"name\":\"a\"},\"work\":[{}]}"));
		SAME_INT(notes.count, 2);
	}
}

/* Each is looked for near where it was, so that one that comes before all of
 * them costs little; what costs too much is refused. */
TEST(twenty_thousand_places_are_found_in_as_many_entries)
{
	struct str masters[3];
	struct resume_variant v;
	const struct json *out;
	struct buf m, t;

	buf_init(&t, &test_mem, RESUME_BYTES);
	buf_add(&t, STR("{\"off\":["));
	for (int i = 0; i < 20000; i++)
		buf_addf(&t,
			"%s{\"at\":\"/work/%d\",\"keys\":[{\"name\":\"n%d\"}]}",
			i ? "," : "", i, i);
	buf_add(&t, STR("]}"));
	v = variant_of(buf_str(&t));
	for (int k = 0; k < 3; k++) {
		buf_init(&m, &test_mem, RESUME_BYTES);
		buf_add(&m, STR("{\"work\":[{\"name\":\"first\"}"));
		for (int i = 0; i < 20000; i++)
			buf_addf(&m, ",{\"name\":\"n%d\"}",
				k == 0   ? i
				: k == 1 ? 19999 - i
					 : i + 20000);
		buf_add(&m, STR("]}"));
		masters[k] = buf_str(&m);
	}
	SAME_STR(applied(masters[0], &v, NULL),
		STR("{\"work\":[{\"name\":\"first\"}]}"));
	for (int k = 1; k < 3; k++) {
		OK(!resume_variant_apply(&test_mem, parsed(masters[k]), &v,
			STR_NONE, &out, &notes, &err));
		SAME_INT(err.code, ERR_TOO_BIG);
	}
}

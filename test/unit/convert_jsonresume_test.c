/*
 * test/unit/convert_jsonresume_test.c - JSON Resume as it is found in the wild
 * (DOC-3).
 */
#include "resumes.h"

#include "resume/convert.h"

static struct err err;
static struct resume_report report;

static bool imports(struct str text, const char *name, struct resume *out)
{
	report = (struct resume_report){ .mem = &test_mem };
	err = (struct err){ 0 };
	return resume_import(&test_mem,
		(struct resume_source){ .bytes = text, .name = str_c(name) },
		out, &report, &err);
}

/* What comes of a text, compact. */
static struct str imported(const char *text)
{
	struct resume r;
	struct buf b;

	if (!imports(str_c(text), "a.json", &r)) {
		test_fail(__FILE__, __LINE__, "%s: %s", text, err.text);
		return STR("");
	}
	buf_init(&b, &test_mem, RESUME_BYTES);
	json_show(&b, &resume_shape, &r);
	return buf_str(&b);
}

/* ---- one by one --------------------------------------------------------- */

#define SAYS_NOTHING "null is left out: it says nothing"

static const struct {
	const char *from, *to;
	enum resume_note_kind kind;
	const char *at, *say; /* of the only note; NULL: there is none */
} rows[] = {
	/* older spellings */
	{ "{\"work\":[{\"company\":\"Acme\"}]}",
		"{\"work\":[{\"name\":\"Acme\"}]}", RESUME_CHANGED,
		"/work/0/company", "'company' is called 'name' now" },
	{ "{\"basics\":{\"website\":\"https://a.example\"}}",
		"{\"basics\":{\"url\":\"https://a.example\"}}", RESUME_CHANGED,
		"/basics/website", "'website' is called 'url' now" },
	{ "{\"basics\":{\"picture\":\"p\"}}", "{\"basics\":{\"image\":\"p\"}}",
		RESUME_CHANGED, "/basics/picture",
		"'picture' is called 'image' now" },
	{ "{\"education\":[{\"gpa\":\"3.8\"}]}",
		"{\"education\":[{\"score\":\"3.8\"}]}", RESUME_CHANGED,
		"/education/0/gpa", "'gpa' is called 'score' now" },
	{ "{\"work\":[{\"company\":\"A\",\"name\":\"B\"}]}",
		"{\"work\":[{\"name\":\"B\",\"company\":\"A\"}]}", 0, NULL,
		NULL },
	{ "{\"skills\":[{\"website\":\"x\",\"picture\":\"y\"}]}",
		"{\"skills\":[{\"website\":\"x\",\"picture\":\"y\"}]}", 0, NULL,
		NULL },
	/* what editors leave */
	{ "{\"basics\":{\"summary\":\"<p>Bakes <b>well</b>.</p>"
	  "<ul><li>Rye</li></ul>\"}}",
		"{\"basics\":{\"summary\":\"Bakes **well**.\\n\\n- Rye\"}}",
		RESUME_CHANGED, "/basics/summary", "HTML is written as text" },
	{ "{\"work\":[{\"highlights\":[\"<p>Rye &amp; oats</p>\"]}]}",
		"{\"work\":[{\"highlights\":[\"Rye & oats\"]}]}",
		RESUME_CHANGED, "/work/0/highlights/0",
		"HTML is written as text" },
	{ "{\"work\":[{\"highlights\":[\"<p> tags are closed by </p>.\"]}]}",
		"{\"work\":[{\"highlights\":[\"<p> tags are closed by "
		"</p>.\"]}]}",
		0, NULL, NULL },
	/* open ends */
	{ "{\"work\":[{\"endDate\":\"present\"}]}", "{\"work\":[{}]}",
		RESUME_CHANGED, "/work/0/endDate",
		"'present' is left out: what has no end goes on" },
	{ "{\"work\":[{\"endDate\":\"Present\"}]}", "{\"work\":[{}]}",
		RESUME_CHANGED, "/work/0/endDate",
		"'Present' is left out: what has no end goes on" },
	{ "{\"work\":[{\"endDate\":\"\"}]}", "{\"work\":[{}]}", RESUME_CHANGED,
		"/work/0/endDate", "'' is left out: it is empty" },
	{ "{\"work\":[{\"endDate\":null}]}", "{\"work\":[{}]}", RESUME_CHANGED,
		"/work/0/endDate", SAYS_NOTHING },
	/* dates */
	{ "{\"work\":[{\"startDate\":\"2020-03-01T00:00:00.000Z\"}]}",
		"{\"work\":[{\"startDate\":\"2020-03-01\"}]}", RESUME_CHANGED,
		"/work/0/startDate",
		"'2020-03-01T00:00:00.000Z' is written '2020-03-01'" },
	{ "{\"work\":[{\"startDate\":\"March 2020\"}]}",
		"{\"work\":[{\"startDate\":\"2020-03\"}]}", RESUME_CHANGED,
		"/work/0/startDate", "'March 2020' is written '2020-03'" },
	{ "{\"work\":[{\"startDate\":2020}]}",
		"{\"work\":[{\"startDate\":\"2020\"}]}", RESUME_CHANGED,
		"/work/0/startDate", "what is no text is written as one" },
	{ "{\"work\":[{\"startDate\":\"when it rained\"}]}",
		"{\"work\":[{\"startDate\":\"when it rained\"}]}",
		RESUME_DOUBTFUL, "/work/0/startDate",
		"'when it rained' was not understood as a date" },
	/* other types */
	{ "{\"basics\":{\"phone\":3531555}}",
		"{\"basics\":{\"phone\":\"3531555\"}}", RESUME_CHANGED,
		"/basics/phone", "what is no text is written as one" },
	{ "{\"basics\":{\"location\":{\"postalCode\":1010}}}",
		"{\"basics\":{\"location\":{\"postalCode\":\"1010\"}}}",
		RESUME_CHANGED, "/basics/location/postalCode",
		"what is no text is written as one" },
	{ "{\"education\":[{\"score\":3.80}]}",
		"{\"education\":[{\"score\":\"3.80\"}]}", RESUME_CHANGED,
		"/education/0/score", "what is no text is written as one" },
	{ "{\"basics\":{\"location\":\"Cork\"}}",
		"{\"basics\":{\"location\":{\"city\":\"Cork\"}}}",
		RESUME_CHANGED, "/basics/location",
		"a place as one text is taken for the city" },
	{ "{\"work\":[{\"location\":{\"city\":\"Cork\",\"countryCode\":\"IE\"}"
	  "}]}",
		"{\"work\":[{\"location\":\"Cork, IE\"}]}", RESUME_CHANGED,
		"/work/0/location", "an object is written as one text" },
	{ "{\"work\":[{\"summary\":[\"a\",\"b\"]}]}",
		"{\"work\":[{\"summary\":\"a\\nb\"}]}", RESUME_CHANGED,
		"/work/0/summary", "a list is written as one text" },
	/* lists */
	{ "{\"work\":null}", "{}", RESUME_CHANGED, "/work", SAYS_NOTHING },
	{ "{\"work\":[{\"highlights\":null}]}", "{\"work\":[{}]}",
		RESUME_CHANGED, "/work/0/highlights", SAYS_NOTHING },
	{ "{\"work\":[null,{}]}", "{\"work\":[{}]}", RESUME_CHANGED, "/work/0",
		SAYS_NOTHING },
	{ "{\"work\":[{\"highlights\":[\"a\",null]}]}",
		"{\"work\":[{\"highlights\":[\"a\"]}]}", RESUME_CHANGED,
		"/work/0/highlights/1", SAYS_NOTHING },
	{ "{\"work\":[{\"highlights\":\"a\\n\\n b\"}]}",
		"{\"work\":[{\"highlights\":[\"a\",\"b\"]}]}", RESUME_CHANGED,
		"/work/0/highlights", "a text is written as a list" },
	{ "{\"skills\":[{\"keywords\":\"C, Go ,\"}]}",
		"{\"skills\":[{\"keywords\":[\"C\",\"Go\"]}]}", RESUME_CHANGED,
		"/skills/0/keywords", "a text is written as a list" },
	{ "{\"education\":[{\"courses\":[101]}]}",
		"{\"education\":[{\"courses\":[\"101\"]}]}", RESUME_CHANGED,
		"/education/0/courses/0", "what is no text is written as one" },
	{ "{\"skills\":[\"C\"]}", "{\"skills\":[{\"name\":\"C\"}]}",
		RESUME_CHANGED, "/skills/0",
		"a text is written as an entry of that name" },
	{ "{\"languages\":{\"language\":\"Irish\"}}",
		"{\"languages\":[{\"language\":\"Irish\"}]}", RESUME_CHANGED,
		"/languages", "one entry is written as a list" },
	/* addresses */
	{ "{\"basics\":{\"url\":\"example.org/~ann\"}}",
		"{\"basics\":{\"url\":\"https://example.org/~ann\"}}",
		RESUME_CHANGED, "/basics/url",
		"'example.org/~ann' is written 'https://example.org/~ann'" },
	{ "{\"basics\":{\"url\":\"//example.org\"}}",
		"{\"basics\":{\"url\":\"https://example.org\"}}",
		RESUME_CHANGED, "/basics/url",
		"'//example.org' is written 'https://example.org'" },
	{ "{\"basics\":{\"url\":\"https://example.org/a b/\xc3\xa4\"}}",
		"{\"basics\":{\"url\":\"https://example.org/a%20b/%C3%A4\"}}",
		RESUME_CHANGED, "/basics/url",
		"'https://example.org/a b/\xc3\xa4' is written "
		"'https://example.org/a%20b/%C3%A4'" },
	{ "{\"work\":[{\"url\":\"\"}]}", "{\"work\":[{}]}", RESUME_CHANGED,
		"/work/0/url", "'' is left out: it is empty" },
	{ "{\"work\":[{\"url\":\"ask me\"}]}",
		"{\"work\":[{\"url\":\"ask me\"}]}", RESUME_DOUBTFUL,
		"/work/0/url", "'ask me' is no web address" },
	{ "{\"basics\":{\"email\":\" mailto:a@b.example\"}}",
		"{\"basics\":{\"email\":\"a@b.example\"}}", RESUME_CHANGED,
		"/basics/email",
		"' mailto:a@b.example' is written 'a@b.example'" },
	{ "{\"basics\":{\"email\":\"a at b\"}}",
		"{\"basics\":{\"email\":\"a at b\"}}", RESUME_DOUBTFUL,
		"/basics/email", "'a at b' is no email address" },
	/* countries */
	{ "{\"basics\":{\"location\":{\"countryCode\":\"ie\"}}}",
		"{\"basics\":{\"location\":{\"countryCode\":\"IE\"}}}",
		RESUME_CHANGED, "/basics/location/countryCode",
		"'ie' is written 'IE'" },
	{ "{\"basics\":{\"location\":{\"countryCode\":\"Ireland\"}}}",
		"{\"basics\":{\"location\":{\"countryCode\":\"IE\"}}}",
		RESUME_CHANGED, "/basics/location/countryCode",
		"'Ireland' is written 'IE'" },
	{ "{\"basics\":{\"location\":{\"countryCode\":\"Narnia\"}}}",
		"{\"basics\":{\"location\":{\"countryCode\":\"Narnia\"}}}",
		RESUME_DOUBTFUL, "/basics/location/countryCode",
		"'Narnia' is no country that is known here" },
	/* what fits nowhere */
	{ "{\"basics\":{\"name\":{\"first\":\"A\"}}}",
		"{\"basics\":{},\"meta\":{\"imported\":{\"jsonresume\":"
		"{\"/basics/name\":{\"first\":\"A\"}}}}}",
		RESUME_KEPT, "/basics/name",
		"'name' has no field of its own; it is kept" },
	{ "{\"work\":[7]}",
		"{\"work\":[],\"meta\":{\"imported\":{\"jsonresume\":"
		"{\"/work/0\":7}}}}",
		RESUME_KEPT, "/work/0",
		"'work' has no field of its own; it is kept" },
	{ "{\"basics\":{},\"meta\":{\"vitae\":{\"kind\":\"memo\"}}}",
		"{\"basics\":{},\"meta\":{\"vitae\":{},\"imported\":"
		"{\"jsonresume\":{\"/meta/vitae/kind\":\"memo\"}}}}",
		RESUME_KEPT, "/meta/vitae/kind",
		"'kind' has no field of its own; it is kept" },
};

TEST(what_is_found_in_the_wild_is_read_and_each_change_is_told)
{
	for (size_t i = 0; i < LENGTH(rows); i++) {
		SAME_STR(imported(rows[i].from), str_c(rows[i].to));
		SAME_INT(report.count, rows[i].say ? 1 : 0);
		if (rows[i].say && report.count) {
			SAME_INT(report.at[0].kind, rows[i].kind);
			SAME_STR(report.at[0].at, str_c(rows[i].at));
			SAME_STR(report.at[0].say, str_c(rows[i].say));
		}
		if (test_failing()) {
			test_fail(__FILE__, __LINE__, "of %s", rows[i].from);
			return;
		}
	}
}

/* ---- whole documents ---------------------------------------------------- */

TEST(what_keeps_to_the_schema_is_read_without_a_change)
{
	const char *names[RESUMES_MOST];
	size_t n = resumes_names(names);

	for (size_t i = 0; i < n; i++) {
		struct str text = resumes_text(names[i]);
		struct resume r;
		struct buf b;

		NEED_ERR(imports(text, "a.json", &r), err);
		SAME_STR(str_c(report.format), STR("jsonresume"));
		SAME_INT(report.count, 0);
		buf_init(&b, &test_mem, RESUME_BYTES);
		resume_write(&b, &r);
		SAME_STR(buf_str(&b), text);
	}
}

TEST(what_was_mended_keeps_to_the_schema)
{
	struct resume_faults faults;
	struct resume r;
	struct buf b;

	for (size_t i = 0; i < LENGTH(rows); i++) {
		if (rows[i].kind == RESUME_DOUBTFUL)
			continue;
		NEED_ERR(imports(str_c(rows[i].from), "a.json", &r), err);
		buf_init(&b, &test_mem, RESUME_BYTES);
		resume_write(&b, &r);
		resume_check(&test_mem, buf_str(&b), &faults);
		SAME_INT(faults.count, 0);
	}
}

TEST(json_resume_is_read_as_yaml_and_behind_a_byte_order_mark)
{
	struct resume r;

	NEED_ERR(imports(STR("basics:\n  name: Ann\n  phone: 353\nwork:\n"
			     "  - company: Acme\n    endDate:\n"),
			 "a.yaml", &r),
		err);
	SAME_STR(str_c(report.format), STR("jsonresume"));
	SAME_STR(r.basics.name, STR("Ann"));
	SAME_STR(r.basics.phone, STR("353"));
	SAME_STR(r.section[RESUME_WORK].at[0].name, STR("Acme"));
	SAME_INT(report.count, 3);
	NEED_ERR(imports(STR("\xef\xbb\xbf{\"basics\":{\"name\":\"Bea\"}}"), "",
			 &r),
		err);
	SAME_STR(r.basics.name, STR("Bea"));
}

TEST(what_is_no_resume_is_refused_with_the_reason)
{
	struct resume r;

	OK(!imports(STR("{\"basics\":{\"name\":\"a\",\"name\":\"b\"}}"),
		"a.json", &r));
	SAME_STR(str_c(err.text), STR("'/basics/name' is given twice"));
	OK(!imports(STR("{\"basics\":{,}}"), "a.json", &r));
	OK(strstr(err.text, "line 1, column 12"));
}

TEST(a_file_of_more_than_a_document_has_is_refused)
{
	struct resume r;
	struct buf b;

	buf_init(&b, &test_mem, RESUME_BYTES);
	buf_add(&b, STR("basics:\n  name: Ann\nwork:\n- highlights:\n"));
	for (int i = 0; i < RESUME_ENTRIES; i++)
		buf_add(&b, STR("  - a\n"));
	OK_ERR(imports(buf_str(&b), "a.yaml", &r), err);
	buf_add(&b, STR("  - a\n"));
	OK(!imports(buf_str(&b), "a.yaml", &r));
	OK(strstr(err.text, "must be at most 20000 entries"));
	buf_init(&b, &test_mem, RESUME_BYTES);
	buf_add(&b, STR("{\"basics\":{\"x\":[0"));
	for (int i = 0; i < RESUME_VALUES; i++)
		buf_add(&b, STR(",0"));
	buf_add(&b, STR("]}}"));
	OK(!imports(buf_str(&b), "a.json", &r));
	OK(strstr(err.text, "at most 500000 values"));
}

/* test/unit/resume_model_test.c - the struct of a resume and its text. */
#include "test.h"

#include "resume/resume.h"

static struct resume r;
static struct err err;

static bool reads(const char *text)
{
	memset(&r, 0x55, sizeof(r));
	err = (struct err){ 0 };
	return resume_read_text(&test_mem, str_c(text), &r, &err);
}

static struct str written(const struct resume *of)
{
	struct buf b;

	buf_init(&b, &test_mem, RESUME_BYTES * 2);
	resume_write(&b, of);
	OK(buf_ok(&b));
	return buf_str(&b);
}

/* ---- tables ---------------------------------------------------------------
 */

TEST(every_table_of_the_model_is_sound)
{
	const struct json_shape *list[64];
	size_t n = json_shape_collect(&resume_shape, list, 0, LENGTH(list));

	OK(n > RESUME_SECTIONS);
	for (size_t i = 0; i < n; i++) {
		OK_ERR(json_shape_check(list[i], &err), err);
		for (size_t k = 0; k < i; k++)
			OK(strcmp(list[i]->name, list[k]->name));
	}
}

TEST(sections_stand_in_the_order_of_json_resume)
{
	SAME_STR(str_c(resume_sections[RESUME_WORK].name), STR("work"));
	SAME_STR(
		str_c(resume_sections[RESUME_PROJECTS].title), STR("Projects"));
	SAME_INT(RESUME_SECTIONS, 11);
}

/* ---- every field ----------------------------------------------------------
 */

/* JSON Resume v1.0.0 in full (DOC-1), in canonical form. */
static const char whole[] =
	"{\n"
	"  \"$schema\": \"https://example.org/schema.json\",\n"
	"  \"basics\": {\n"
	"    \"name\": \"Ann\",\n"
	"    \"label\": \"l\",\n"
	"    \"image\": \"i\",\n"
	"    \"email\": \"e\",\n"
	"    \"phone\": \"p\",\n"
	"    \"url\": \"u\",\n"
	"    \"summary\": \"s\",\n"
	"    \"location\": {\n"
	"      \"address\": \"a\",\n"
	"      \"postalCode\": \"z\",\n"
	"      \"city\": \"c\",\n"
	"      \"countryCode\": \"IE\",\n"
	"      \"region\": \"r\",\n"
	"      \"planet\": \"Earth\"\n"
	"    },\n"
	"    \"profiles\": [\n"
	"      {\n"
	"        \"network\": \"n\",\n"
	"        \"username\": \"u\",\n"
	"        \"url\": \"u\"\n"
	"      }\n"
	"    ],\n"
	"    \"pronouns\": \"she\"\n"
	"  },\n"
	"  \"work\": [\n"
	"    {\n"
	"      \"name\": \"n\",\n"
	"      \"location\": \"l\",\n"
	"      \"description\": \"d\",\n"
	"      \"position\": \"p\",\n"
	"      \"url\": \"u\",\n"
	"      \"startDate\": \"2020\",\n"
	"      \"endDate\": \"2021\",\n"
	"      \"summary\": \"s\",\n"
	"      \"highlights\": [\n"
	"        \"h\"\n"
	"      ],\n"
	"      \"keywords\": 7\n"
	"    }\n"
	"  ],\n"
	"  \"volunteer\": [\n"
	"    {\n"
	"      \"organization\": \"o\",\n"
	"      \"position\": \"p\",\n"
	"      \"url\": \"u\",\n"
	"      \"startDate\": \"2020\",\n"
	"      \"endDate\": \"2021\",\n"
	"      \"summary\": \"s\",\n"
	"      \"highlights\": [\n"
	"        \"h\"\n"
	"      ]\n"
	"    }\n"
	"  ],\n"
	"  \"education\": [\n"
	"    {\n"
	"      \"institution\": \"i\",\n"
	"      \"url\": \"u\",\n"
	"      \"area\": \"a\",\n"
	"      \"studyType\": \"s\",\n"
	"      \"startDate\": \"2020\",\n"
	"      \"endDate\": \"2021\",\n"
	"      \"score\": \"1\",\n"
	"      \"courses\": [\n"
	"        \"c\"\n"
	"      ]\n"
	"    }\n"
	"  ],\n"
	"  \"awards\": [\n"
	"    {\n"
	"      \"title\": \"t\",\n"
	"      \"date\": \"2020\",\n"
	"      \"awarder\": \"a\",\n"
	"      \"summary\": \"s\"\n"
	"    }\n"
	"  ],\n"
	"  \"certificates\": [\n"
	"    {\n"
	"      \"name\": \"n\",\n"
	"      \"date\": \"2020\",\n"
	"      \"url\": \"u\",\n"
	"      \"issuer\": \"i\"\n"
	"    }\n"
	"  ],\n"
	"  \"publications\": [\n"
	"    {\n"
	"      \"name\": \"n\",\n"
	"      \"publisher\": \"p\",\n"
	"      \"releaseDate\": \"2020\",\n"
	"      \"url\": \"u\",\n"
	"      \"summary\": \"s\"\n"
	"    }\n"
	"  ],\n"
	"  \"skills\": [\n"
	"    {\n"
	"      \"name\": \"n\",\n"
	"      \"level\": \"l\",\n"
	"      \"keywords\": [\n"
	"        \"k\"\n"
	"      ]\n"
	"    }\n"
	"  ],\n"
	"  \"languages\": [\n"
	"    {\n"
	"      \"language\": \"l\",\n"
	"      \"fluency\": \"f\"\n"
	"    }\n"
	"  ],\n"
	"  \"interests\": [\n"
	"    {\n"
	"      \"name\": \"n\",\n"
	"      \"keywords\": [\n"
	"        \"k\"\n"
	"      ]\n"
	"    }\n"
	"  ],\n"
	"  \"references\": [\n"
	"    {\n"
	"      \"name\": \"n\",\n"
	"      \"reference\": \"r\"\n"
	"    }\n"
	"  ],\n"
	"  \"projects\": [\n"
	"    {\n"
	"      \"name\": \"n\",\n"
	"      \"description\": \"d\",\n"
	"      \"highlights\": [\n"
	"        \"h\"\n"
	"      ],\n"
	"      \"keywords\": [\n"
	"        \"k\"\n"
	"      ],\n"
	"      \"startDate\": \"2020\",\n"
	"      \"endDate\": \"2021\",\n"
	"      \"url\": \"u\",\n"
	"      \"roles\": [\n"
	"        \"r\"\n"
	"      ],\n"
	"      \"entity\": \"e\",\n"
	"      \"type\": \"t\"\n"
	"    }\n"
	"  ],\n"
	"  \"meta\": {\n"
	"    \"canonical\": \"c\",\n"
	"    \"version\": \"v1.0.0\",\n"
	"    \"lastModified\": \"2020-01-01T00:00:00\",\n"
	"    \"vitae\": {\n"
	"      \"kind\": \"cover_letter\",\n"
	"      \"template\": \"modern\",\n"
	"      \"locale\": \"de\",\n"
	"      \"paper\": \"a4\",\n"
	"      \"photo\": \"p\",\n"
	"      \"style\": {\n"
	"        \"font_size\": 9.50\n"
	"      },\n"
	"      \"section_order\": [\n"
	"        \"work\"\n"
	"      ],\n"
	"      \"hidden_sections\": [],\n"
	"      \"custom_sections\": [\n"
	"        {\n"
	"          \"id\": \"talks\",\n"
	"          \"title\": \"Talks\",\n"
	"          \"entries\": [\n"
	"            {\n"
	"              \"title\": \"t\",\n"
	"              \"keywords\": [\n"
	"                \"k\"\n"
	"              ],\n"
	"              \"year\": 2020\n"
	"            }\n"
	"          ]\n"
	"        }\n"
	"      ],\n"
	"      \"letter\": {\n"
	"        \"date\": \"2020-01-01\",\n"
	"        \"subject\": \"s\",\n"
	"        \"salutation\": \"s\",\n"
	"        \"closing\": \"c\",\n"
	"        \"signature\": \"s\",\n"
	"        \"addressee\": [\n"
	"          \"a\"\n"
	"        ],\n"
	"        \"paragraphs\": [\n"
	"          \"p\"\n"
	"        ]\n"
	"      }\n"
	"    },\n"
	"    \"imported\": null\n"
	"  },\n"
	"  \"x-mine\": {}\n"
	"}\n";

TEST(every_field_survives_reading_and_writing)
{
	NEED_ERR(reads(whole), err);
	SAME_STR(written(&r), str_c(whole));
	SAME_STR(r.meta.vitae.custom_sections.at[0].entries.at[0].title,
		STR("t"));
	SAME_STR(r.section[RESUME_EDUCATION].at[0].study_type, STR("s"));
}

TEST(members_in_any_order_are_written_in_one)
{
	NEED_ERR(reads("{\"z\":1,\"meta\":{},\"work\":[{\"position\":\"p\","
		       "\"x\":[],\"name\":\"n\"}],\"basics\":{}}"),
		err);
	SAME_STR(written(&r),
		STR("{\n  \"basics\": {},\n  \"work\": [\n    {\n      "
		    "\"name\":"
		    " \"n\",\n      \"position\": \"p\",\n      \"x\": []\n    "
		    "}\n  ],\n  \"meta\": {},\n  \"z\": 1\n}\n"));
}

TEST(what_is_empty_is_kept_and_what_is_absent_is_not_written)
{
	static const char text[] = "{\n  \"basics\": {\n    \"name\": \"\"\n  "
				   "},\n  \"work\": []\n}\n";

	NEED_ERR(reads(text), err);
	SAME_STR(written(&r), str_c(text));
	r = (struct resume){ 0 };
	SAME_STR(written(&r), STR("{}\n"));
}

/* An importer fills any field of any section; the table of the section does
 * not decide whether it is lost. */
TEST(a_field_that_a_section_does_not_know_is_written_all_the_same)
{
	struct str courses[] = { STR("a"), STR("b\"") };
	struct resume_entry entries[] = { { .name = STR("n") },
		{ .name = STR("m"),
			.location = STR("Cork"),
			.courses = { courses, 2 } } };
	const char *const text = "{\n  \"skills\": [\n    {\n      \"name\": "
				 "\"n\"\n    },\n    {\n      \"name\": \"m\","
				 "\n      \"location\": \"Cork\",\n      "
				 "\"courses\": [\n        \"a\",\n        "
				 "\"b\\\"\"\n      ]\n    }\n  ]\n}\n";

	r = (struct resume){ 0 };
	r.section[RESUME_SKILLS] = (struct resume_entries){ entries, 2 };
	SAME_STR(written(&r), str_c(text));
	OK(!entries[1].rest.count);
	NEED_ERR(reads(text), err);
	SAME_STR(written(&r), str_c(text));
	SAME_STR(resume_field(&r.section[RESUME_SKILLS].at[1], "location"),
		STR("Cork"));
	/* set where it is in the rest, too: the field is what counts */
	r.section[RESUME_SKILLS].at[1].location = STR("Bray");
	OK(strstr(written(&r).at, "\"location\": \"Bray\""));
	OK(!strstr(written(&r).at, "Cork"));
	SAME_STR(json_text(json_rest_find(&r.section[RESUME_SKILLS].at[1].rest,
			 STR("location"))),
		STR("Cork"));
}

/* ---- refusing -------------------------------------------------------------
 */

static const struct {
	const char *text, *at, *why;
} faults[] = {
	{ "[]", "", "must be an object" },
	{ "{\"work\":{}}", "/work", "must be a list" },
	{ "{\"work\":[{\"endDate\":null}]}", "/work/0/endDate",
		"must not be null" },
	{ "{\"basics\":{\"location\":{\"postalCode\":1010}}}",
		"/basics/location/postalCode", "must be text" },
	{ "{\"work\":[{\"x\":{\"a\":1,\"a\":2}}]}", "/work/0/x/a",
		"is given twice" },
	{ "{\"meta\":{\"vitae\":{\"kind\":\"memo\"}}}", "/meta/vitae/kind",
		"must be 'resume', 'cv', 'cover_letter' or 'revamp'" },
	{ "{\"meta\":{\"vitae\":{\"style\":[]}}}", "/meta/vitae/style",
		"must be an object" },
};

TEST(a_document_of_other_types_is_refused_with_the_place)
{
	for (size_t i = 0; i < LENGTH(faults); i++) {
		NEED(!reads(faults[i].text));
		SAME_STR(str_c(err.fields[0].at), str_c(faults[i].at));
		SAME_STR(str_c(err.fields[0].why), str_c(faults[i].why));
	}
}

/* ---- fields by name -------------------------------------------------------
 */

TEST(a_field_is_found_by_its_json_name_wherever_it_stands)
{
	const struct resume_entry *e;
	struct resume_texts list;

	NEED_ERR(reads("{\"education\":[{\"studyType\":\"BSc\",\"location\":"
		       "\"Cork\",\"courses\":[\"a\",\"b\"],\"doi\":\"10.1\","
		       "\"authors\":[\"x\",1,\"y\"],\"n\":7,\"score\":\"\"}]}"),
		err);
	e = r.section[RESUME_EDUCATION].at;
	SAME_STR(resume_field(e, "studyType"), STR("BSc"));
	SAME_STR(resume_field(e, "location"), STR("Cork"));
	SAME_STR(resume_field(e, "doi"), STR("10.1"));
	OK(resume_field(e, "score").at && !resume_field(e, "score").len);
	OK(!resume_field(e, "n").at && !resume_field(e, "courses").at &&
		!resume_field(e, "none").at && !resume_field(e, "").at);
	SAME_INT(resume_field_list(&test_mem, e, "courses").count, 2);
	list = resume_field_list(&test_mem, e, "authors");
	SAME_INT(list.count, 2);
	SAME_STR(list.at[1], STR("y"));
	list = resume_field_list(&test_mem, e, "doi");
	SAME_INT(list.count, 1);
	SAME_STR(list.at[0], STR("10.1"));
	SAME_INT(resume_field_list(&test_mem, e, "none").count, 0);
}

/* ---- sizes ----------------------------------------------------------------
 */

TEST(a_text_of_ten_megabytes_and_many_bullets_are_taken)
{
	enum { BULLETS = 10000, SUMMARY = 10 << 20 };
	struct buf b;
	struct str once;

	buf_init(&b, &test_mem, RESUME_BYTES);
	buf_add(&b, STR("{\"basics\":{\"summary\":\""));
	for (size_t i = 0; i < SUMMARY / 8; i++)
		buf_add(&b, STR("a word, "));
	buf_add(&b, STR("\"},\"work\":[{\"highlights\":["));
	for (int i = 0; i < BULLETS; i++)
		buf_addf(&b, "%s\"did %d\"", i ? "," : "", i);
	buf_add(&b, STR("]}]}"));
	NEED(buf_ok(&b));
	NEED_ERR(resume_read_text(&test_mem, buf_str(&b), &r, &err), err);
	SAME_INT(r.basics.summary.len, SUMMARY);
	SAME_INT(r.section[RESUME_WORK].at[0].highlights.count, BULLETS);
	once = written(&r);
	NEED_ERR(resume_read_text(&test_mem, once, &r, &err), err);
	SAME_STR(written(&r), once);
}

TEST(a_document_past_the_ceiling_is_too_big)
{
	char *text = arena_alloc(&test_mem, RESUME_BYTES + 1);

	memset(text, ' ', RESUME_BYTES + 1);
	memcpy(text, "{}", 2);
	OK_ERR(resume_read_text(
		       &test_mem, str_of(text, RESUME_BYTES), &r, &err),
		err);
	OK(!resume_read_text(
		&test_mem, str_of(text, RESUME_BYTES + 1), &r, &err));
	SAME_INT(err.code, ERR_TOO_BIG);
}

/* ---- dates ----------------------------------------------------------------
 */

static const struct {
	const char *text;
	struct resume_date date;
} dates[] = {
	{ "2024", { 2024, 0, 0 } },
	{ "2024-03", { 2024, 3, 0 } },
	{ "2024-02-29", { 2024, 2, 29 } },
	{ "1000-01-31", { 1000, 1, 31 } },
	{ "2999-12-31", { 2999, 12, 31 } },
};
static const char *const no_dates[] = { "", "24", "0999", "3000", "2024-",
	"2024-3", "2024-00", "2024-13", "2024-03-", "2024-03-00", "2023-02-29",
	"2024-04-31", "2024-03-15T00:00:00Z", " 2024", "2024 ", "present",
	"2024/03", "20240315", "-2024", "+2024" };

TEST(a_date_is_a_year_a_month_or_a_day_that_exists)
{
	struct resume_date d;

	for (size_t i = 0; i < LENGTH(dates); i++) {
		NEED(resume_date_read(str_c(dates[i].text), &d));
		SAME_INT(d.year, dates[i].date.year);
		SAME_INT(d.month, dates[i].date.month);
		SAME_INT(d.day, dates[i].date.day);
		SAME_STR(resume_date_text(&test_mem, d), str_c(dates[i].text));
	}
	for (size_t i = 0; i < LENGTH(no_dates); i++)
		if (resume_date_read(str_c(no_dates[i]), &d))
			test_fail(__FILE__, __LINE__, "'%s'", no_dates[i]);
	OK(!resume_date_text(&test_mem, (struct resume_date){ 0 }).at);
}

/* ---- roles (DOC-6) --------------------------------------------------------
 */

static struct resume_entry job(
	const char *name, const char *from, const char *to)
{
	return (struct resume_entry){ .name = str_c(name),
		.start_date = str_c(from),
		.end_date = str_c(to) };
}

TEST(roles_that_follow_each_other_under_one_employer_are_one_block)
{
	struct resume_entry at[] = { job("Acme", "2022-05", NULL),
		job(" ACME ", "2020", "2022-05"),
		job("Acme", "2019-02", "2019-12"), job("Birch", "2017", "2018"),
		job("Acme", "2015", "2016"), job(NULL, "2014", "2015"),
		job("", "2013", "2014") };
	struct resume_entries work = { at, LENGTH(at) };

	SAME_INT(resume_roles(&work, 0), 3);
	SAME_INT(resume_roles(&work, 1), 2);
	SAME_INT(resume_roles(&work, 3), 1);
	SAME_INT(resume_roles(&work, 4), 1);
	SAME_INT(resume_roles(&work, 5), 1);
	SAME_INT(resume_roles(&work, 6), 1);
}

TEST(a_block_spans_from_its_first_beginning_to_its_last_end)
{
	struct resume_entry open[] = { job("A", "2020-03", NULL),
		job("A", "2018-11", "2020-03") };
	struct resume_entry shut[] = { job("A", "2020", "2021-12-31"),
		job("A", "2019-06", "2021"), job("A", "soon", "late") };
	struct resume_entry none[] = { job("A", NULL, NULL) };
	struct resume_span s = resume_span(open, LENGTH(open));

	OK(s.open && !s.to.year);
	SAME_STR(resume_date_text(&test_mem, s.from), STR("2018-11"));
	s = resume_span(shut, LENGTH(shut));
	OK(!s.open);
	SAME_STR(resume_date_text(&test_mem, s.from), STR("2019-06"));
	SAME_STR(resume_date_text(&test_mem, s.to), STR("2021"));
	s = resume_span(none, LENGTH(none));
	OK(!s.open && !s.from.year && !s.to.year);
}

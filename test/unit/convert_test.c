/*
 * test/unit/convert_test.c - which format some bytes are, what an import tells
 * and what it keeps. What a format means is tested beside its importer.
 */
#include "converts.h"
#include "resume/build.h"
#include "resume/convert_int.h"
#include "resume/show.h"

static struct err err;

static const char *format_of(const char *bytes, const char *name)
{
	const struct resume_format *f = resume_format_guess(
		&test_mem, (struct resume_source){ .bytes = str_c(bytes),
				   .name = str_c(name) });

	return f ? f->name : "none";
}

static bool import_text(struct converted *c, const char *bytes)
{
	err = (struct err){ 0 };
	return convert_import(c, str_c(bytes), "", &err);
}

/* ---- which one ---------------------------------------------------------- */

TEST(formats_are_told_by_what_is_in_them_not_by_names)
{
	SAME_STR(str_c(format_of("cv:\n  name: A\n", "resume.json")),
		STR("rendercv"));
	SAME_STR(str_c(format_of("{\"cv\":{\"sections\":{}}}", "a.txt")),
		STR("rendercv"));
	SAME_STR(str_c(format_of("content:\n  basics: {}\nlayouts: []\n", "")),
		STR("yamlresume"));
	SAME_STR(str_c(format_of("\"content\": {}\nlocale: {}\n", "")),
		STR("yamlresume"));
	SAME_STR(str_c(format_of("\xef\xbb\xbf{\"basics\":{\"name\":\"A\"}}",
			 "cv.yaml")),
		STR("jsonresume"));
	SAME_STR(str_c(format_of("basics:\n  name: A\nwork: []\n", "")),
		STR("jsonresume"));
}

TEST(every_format_that_is_listed_can_be_found_and_does_something)
{
	OK(resume_format_count >= 8);
	for (size_t i = 0; i < resume_format_count; i++) {
		const struct resume_format *f = &resume_formats[i];

		OK(resume_format_find(str_c(f->name)) == f);
		OK(f->read || f->write);
		OK(!f->read == !f->sniff);
		OK(*f->title && *f->endings == '.');
	}
	OK(!resume_format_find(STR("pdf")));
	OK(!resume_format_find(STR("")));
}

/* ---- what is refused ---------------------------------------------------- */

TEST(broken_json_is_told_with_its_place_and_not_taken_for_text)
{
	struct converted c;

	OK(!import_text(&c, "{\"basics\": {\"name\": \"A\",}}"));
	OK(strstr(err.text, "line 1, column 25"));
	OK(!import_text(&c, "{\"basics\": {}"));
	OK(strstr(err.text, "looks like JSON"));
}

TEST(what_cannot_be_imported_is_refused)
{
	struct converted c;
	struct buf b;

	OK(!import_text(&c, ""));
	OK(!import_text(&c, " \n\t"));
	OK(strstr(err.text, "nothing"));
	OK(!import_text(&c, "{\"cv\": []}"));
	OK(!import_text(&c, "{\"cv\": {\"name\": \"a\", \"name\": \"b\"}}"));
	OK(strstr(err.text, "/cv/name"));
	OK(!import_text(&c, "cv:\n  name: a\n  name: b\n"));
	OK(strstr(err.text, "line 3, column 3"));
	OK(!import_text(&c, "cv:\n  name: [\n"));
	OK(strstr(err.text, "line 3"));
	buf_init(&b, &test_mem, 1 << 20);
	buf_add(&b, STR("{\"cv\":{\"x\":"));
	for (int i = 0; i < 64; i++)
		buf_addc(&b, '[');
	for (int i = 0; i < 64; i++)
		buf_addc(&b, ']');
	buf_add(&b, STR("}}"));
	OK(!import_text(&c, b.at));
	OK(strstr(err.text, "nested more than 64 deep"));
}

TEST(what_is_too_big_is_refused_before_it_is_read)
{
	struct resume_source source = {
		.bytes = { "{", RESUME_BYTES + 1 },
	};
	struct resume_report report = { .mem = &test_mem };
	struct resume r;

	err = (struct err){ 0 };
	OK(!resume_import(&test_mem, source, &r, &report, &err));
	SAME_INT(err.code, ERR_TOO_BIG);
}

TEST(no_import_makes_a_list_that_is_not_read_again)
{
	struct converted c;
	struct buf b;

	buf_init(&b, &test_mem, 4 << 20);
	buf_add(&b, STR("cv:\n  sections:\n    skills:\n"));
	for (int i = 0; i < RESUME_ENTRIES; i++)
		buf_add(&b, STR("      - {label: a, details: b}\n"));
	OK(import_text(&c, b.at));
	SAME_INT(json_count(json_at(c.doc, "/skills")), RESUME_ENTRIES);
	buf_add(&b, STR("      - {label: a, details: b}\n"));
	OK(!import_text(&c, b.at));
	SAME_INT(err.code, ERR_TOO_BIG);
	OK(strstr(err.text, "skills"));
}

TEST(a_format_that_is_only_written_says_so)
{
	static const struct resume_format only = { .name = "x", .title = "X" };
	struct resume_report report = { .mem = &test_mem };
	struct resume r;

	err = (struct err){ 0 };
	OK(!resume_import_as(&test_mem, &only,
		(struct resume_source){ .bytes = STR("a") }, &r, &report,
		&err));
	OK(strstr(err.text, "X is written here, but not read"));
}

/* ---- what is kept ------------------------------------------------------- */

static struct str kept_of(const struct resume *r)
{
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	json_write(&b, json_rest_find(&r->meta.rest, STR("imported")));
	return buf_str(&b);
}

TEST(what_is_kept_is_told_once_for_each_name)
{
	struct resume_report report = { .mem = &test_mem, .format = "f" };
	struct resume r = { 0 };

	resume_keep_text(&report, STR("/b/1"), STR("icon"), STR("star"));
	resume_keep_text(&report, STR("/a/0"), STR("icon"), STR("moon"));
	resume_keep_text(&report, STR("/a/0"), STR("icon"), STR("sun"));
	resume_keep_text(&report, STR("/c"), STR("css"), STR_NONE);
	NEED_ERR(resume_keep_all(&report, &r, &err), err);
	SAME_STR(kept_of(&r), STR("{\"f\":{\"/a/0\":\"moon\",\"/a/0#2\":"
				  "\"sun\",\"/b/1\":\"star\",\"/c\":\"\"}}"));
	SAME_INT(report.count, 2);
	SAME_STR(report.at[0].say,
		STR("'css' has no field of its own; it is kept"));
	SAME_STR(report.at[1].at, STR("/b/1"));
	SAME_STR(report.at[1].say,
		STR("'icon' has no field of its own; it is kept, here and in 2 "
		    "other places"));
	SAME_STR(json_text(resume_kept_of(&r, "f", "/b/1")), STR("star"));
	OK(!resume_kept_of(&r, "g", "/b/1"));
}

TEST(what_an_earlier_import_kept_stays)
{
	struct resume_report report = { .mem = &test_mem, .format = "f" };
	struct resume r;

	NEED_ERR(resume_read_text(&test_mem,
			 STR("{\"meta\":{\"imported\":{\"g\":{\"/x\":1},"
			     "\"f\":{\"/old\":2}},\"other\":3}}"),
			 &r, &err),
		err);
	resume_keep_text(&report, STR("/y"), STR("y"), STR("new"));
	NEED_ERR(resume_keep_all(&report, &r, &err), err);
	SAME_STR(kept_of(&r), STR("{\"g\":{\"/x\":1},\"f\":{\"/y\":\"new\"}}"));
	SAME_INT(r.meta.rest.count, 2);
}

TEST(a_thousand_notes_are_told_and_the_others_counted)
{
	struct resume_report report = { .mem = &test_mem };

	for (int i = 0; i < RESUME_FAULTS + 7; i++)
		resume_note(&report, RESUME_CHANGED, STR("/a"), "%d", i);
	SAME_INT(report.count, RESUME_FAULTS);
	SAME_INT(report.more, 7);
	SAME_STR(report.at[RESUME_FAULTS - 1].say, STR("999"));
}

TEST(a_note_is_cut_between_characters)
{
	struct resume_report report = { .mem = &test_mem };
	struct buf b;

	buf_init(&b, &test_mem, 1000);
	buf_addc(&b, 'x');
	for (int i = 0; i < 200; i++)
		buf_add(&b, STR("é"));
	resume_note(&report, RESUME_CHANGED, STR("/a"), "%s", b.at);
	OK(report.at[0].say.len < 300);
	OK(str_ends(report.at[0].say, STR("é")));
}

/* ---- taking ------------------------------------------------------------- */

static const char source[] =
	"{\"a\":\"x\",\"b\":{\"c\":1.50,\"d\":[\"e\",null,{\"f/g\":true}],"
	"\"h\":\"\"},\"i\":[],\"j\":{\"k\":{}},\"l\":[1,\"m\",[2]]}";

static void begin(struct resume_take *t, struct resume_report *report)
{
	const struct json *doc = NULL;

	*report = (struct resume_report){ .mem = &test_mem, .format = "f" };
	OK_ERR(json_parse(&test_mem, str_c(source), &doc, &err), err);
	resume_take_begin(t, &test_mem, doc, report);
}

static struct str left(struct resume_take *t, struct resume_report *report)
{
	struct resume r = { 0 };

	resume_take_end(t);
	OK_ERR(resume_keep_all(report, &r, &err), err);
	return report->kept.count ? kept_of(&r) : STR("");
}

TEST(what_nobody_takes_is_kept_in_the_biggest_pieces)
{
	struct resume_report report;
	struct resume_take t;

	begin(&t, &report);
	SAME_STR(left(&t, &report),
		str_fmt(&test_mem, "{\"f\":{\"\":%s}}", source));
	begin(&t, &report);
	SAME_STR(resume_take_text(&t, t.doc, "a"), STR("x"));
	SAME_STR(left(&t, &report),
		STR("{\"f\":{\"/b\":{\"c\":1.50,\"d\":[\"e\",null,{\"f/g\":"
		    "true}],\"h\":\"\"},\"/j\":{\"k\":{}},\"/l\":[1,\"m\",[2]]"
		    "}}"));
	begin(&t, &report);
	SAME_STR(resume_take_text(&t, json_find(t.doc, "b"), "c"), STR("1.50"));
	SAME_INT(resume_take_texts(&t, t.doc, "l").count, 2);
	resume_take_all(&t, json_find(t.doc, "j"));
	SAME_STR(left(&t, &report),
		STR("{\"f\":{\"/a\":\"x\",\"/b/d\":[\"e\",null,{\"f/g\":true}],"
		    "\"/l/2\":[2]}}"));
}

TEST(places_of_what_is_kept_are_pointers)
{
	struct resume_report report;
	struct resume_take t;

	begin(&t, &report);
	resume_take_all(&t, json_at(t.doc, "/a"));
	resume_take_all(&t, json_at(t.doc, "/b/c"));
	resume_take_all(&t, json_at(t.doc, "/b/d/0"));
	resume_take_all(&t, json_at(t.doc, "/j"));
	resume_take_all(&t, json_at(t.doc, "/l"));
	SAME_STR(left(&t, &report), STR("{\"f\":{\"/b/d/2\":{\"f/g\":true}}}"));
	begin(&t, &report);
	resume_take_all(&t, t.doc);
	SAME_STR(left(&t, &report), STR(""));
}

/* ---- what exporters share ----------------------------------------------- */

static struct str order_of(const char *json)
{
	struct resume_parts parts;
	struct resume r;
	struct buf b;

	OK_ERR(resume_read_text(&test_mem, str_c(json), &r, &err), err);
	resume_parts_list(&test_mem, &r, &parts);
	buf_init(&b, &test_mem, 1000);
	buf_add(&b, STR(""));
	for (size_t i = 0; i < parts.count; i++)
		buf_addf(&b, "%s%.*s=%.*s%s", i ? " " : "",
			STR_ARG(parts.at[i].id), STR_ARG(parts.at[i].title),
			parts.at[i].hidden ? "!" : "");
	return buf_str(&b);
}

TEST(sections_come_in_their_order_then_in_that_of_the_model)
{
	SAME_STR(order_of("{\"basics\":{\"summary\":\"s\"},\"work\":[{}],"
			  "\"skills\":[{}],\"awards\":[],\"meta\":{\"vitae\":{"
			  "\"custom_sections\":[{\"id\":\"t\",\"title\":\"T\","
			  "\"entries\":[{}]},{\"id\":\"e\",\"entries\":[]},"
			  "{\"id\":\"t\",\"title\":\"U\",\"entries\":[{}]}],"
			  "\"section_order\":[\"skills\",\"t\",\"none\","
			  "\"skills\",\"awards\"],"
			  "\"hidden_sections\":[\"work\"],"
			  "\"section_titles\":{\"skills\":\"Can\"}}}}"),
		STR("skills=Can t=T summary=Summary work=Experience! t=U"));
	SAME_STR(order_of("{}"), STR(""));
}

TEST(dates_are_said_so_that_they_can_be_read_again)
{
	static const struct {
		const char *from, *to, *date, *want;
	} rows[] = {
		{ "2020-03", "2021-05", NULL, "Mar 2020 – May 2021" },
		{ "2020-03-15", NULL, NULL, "15 Mar 2020 – Present" },
		{ "2020", "2020", NULL, "2020" },
		{ NULL, "2020-12", NULL, "Dec 2020" },
		{ NULL, NULL, "2020-12", "Dec 2020" },
		{ NULL, NULL, NULL, "" },
		{ "some day", "2020", NULL, "some day – 2020" },
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct resume_entry e = { .start_date = str_c(rows[i].from),
			.end_date = str_c(rows[i].to),
			.date = str_c(rows[i].date) };

		SAME_STR(resume_dates_text(&test_mem, &e), str_c(rows[i].want));
	}
}

/* "city|region|country" */
static struct str place_of(const char *text)
{
	struct resume_place p = { 0 };

	resume_place_read(str_c(text), &p);
	return str_fmt(&test_mem, "%.*s|%.*s|%.*s", STR_ARG(p.city),
		STR_ARG(p.region), STR_ARG(p.country_code));
}

TEST(san_francisco_ca_is_not_in_canada)
{
	SAME_STR(place_of("San Francisco, CA"), STR("San Francisco|CA|"));
	SAME_STR(place_of("Berlin, DE"), STR("Berlin|DE|"));
	SAME_STR(place_of("Austin, TX, US"), STR("Austin|TX|US"));
	SAME_STR(place_of("Toronto, Canada"), STR("Toronto||CA"));
	SAME_STR(place_of("Utrecht, NL"), STR("Utrecht||NL"));
	SAME_STR(place_of("CA"), STR("||CA"));
	SAME_STR(
		place_of("Munich, Bavaria, Germany"), STR("Munich|Bavaria|DE"));
}

/* ---- big ones ----------------------------------------------------------- */

/* More than anybody has done. */
TEST(three_thousand_entries_go_in_and_out_of_every_format)
{
	struct resume_report report;
	struct converted c;
	struct buf b;

	buf_init(&b, &test_mem, 8 << 20);
	buf_add(&b, STR("cv:\n  sections:\n    experience:\n"));
	for (int i = 0; i < 3000; i++)
		buf_addf(&b,
			"      - {company: c%d, position: p, date: Fall 2019, "
			"x%d: y, highlights: [a, b]}\n",
			i, i);
	for (int i = 0; i < 3000; i++)
		buf_addf(&b, "    s%d: [{name: n, date: March 2020}]\n", i);
	NEED_ERR(import_text(&c, b.at), err);
	SAME_INT(c.resume.section[RESUME_WORK].count, 3000);
	SAME_INT(c.resume.meta.vitae.custom_sections.count, 3000);
	for (size_t i = 0; i < resume_format_count; i++)
		if (resume_formats[i].write)
			OK(convert_written(
				   resume_formats[i].name, &c.resume, &report)
					.len > 100000);
}

/* test/unit/shown_test.c - resume/shown.h: what its owner hides is in no file
 * for others. Pages are in compose_test.c. */
#include "converts.h"
#include "resume/shown.h"

static const char mara[] =
	"{\"basics\":{\"name\":\"Mara Quill\",\"profiles\":["
	"{\"network\":\"Weirbook\",\"username\":\"mara\",\"url\":\"https://"
	"weir.example/mara\",\"hidden\":true},"
	"{\"network\":\"GitHub\",\"username\":\"quill\"}]},"
	"\"work\":[{\"name\":\"Mill\",\"position\":\"Miller\"},"
	"{\"name\":\"Mill\",\"position\":\"Poacher\",\"hidden\":true}],"
	"\"meta\":{\"vitae\":{\"custom_sections\":[{\"id\":\"own\",\"title\":"
	"\"Own\",\"entries\":[{\"title\":\"Secret\",\"hidden\":true},"
	"{\"title\":\"Known\"}]}]}}}";

static struct str written(const char *format, struct resume_report *report)
{
	const struct resume_format *f = resume_format_find(str_c(format));
	struct resume r = { 0 };
	struct err err = { 0 };
	struct buf b;

	report->mem = &test_mem;
	buf_init(&b, &test_mem, 1 << 20);
	OK_ERR(resume_read_text(&test_mem, str_c(mara), &r, &err), err);
	OK_ERR(f->write(&test_mem, &r, &b, report, &err), err);
	return buf_str(&b);
}

static bool has(struct str text, const char *word)
{
	return memmem(text.at, text.len, word, strlen(word)) != NULL;
}

static bool noted(const struct resume_report *report, const char *at)
{
	for (size_t i = 0; i < report->count; i++)
		if (report->at[i].kind == RESUME_LEFT &&
			str_is(report->at[i].at, at))
			return true;
	return false;
}

TEST(formats_without_hidden_entries_leave_them_out_and_say_so)
{
	static const char *const formats[] = { "europass", "rendercv" };

	for (size_t i = 0; i < LENGTH(formats); i++) {
		struct resume_report report = { 0 };
		struct str text = written(formats[i], &report);

		OK(has(text, "Miller") && has(text, "Known"));
		OK(has(text, "quill"));
		OK(!has(text, "Poacher") && !has(text, "Secret"));
		OK(!has(text, "Weirbook"));
		OK(noted(&report, "/work/1"));
		OK(noted(&report, "/basics/profiles/0"));
		OK(noted(&report, "/meta/vitae/custom_sections/0/entries/0"));
	}
}

TEST(reactive_resume_keeps_hidden_entries_hidden)
{
	struct resume_report report = { 0 };
	struct str text = written("reactive", &report);
	const struct json *doc, *items, *v;
	struct err err;
	int hidden = 0;

	OK_ERR(json_parse(&test_mem, text, &doc, &err), err);
	items = json_at(doc, "/sections/experience/items");
	NEED(json_count(items) == 2);
	for (v = json_first(items); v; v = json_next(items, v))
		hidden += json_bool(json_find(v, "hidden"));
	SAME_INT(hidden, 1);
	OK(json_bool(json_at(doc, "/sections/profiles/items/0/hidden")));
}

TEST(a_plain_copy_has_all_of_it)
{
	struct resume_report report = { 0 };
	struct str text = written("jsonresume", &report);

	OK(has(text, "Poacher") && has(text, "Secret"));
	SAME_INT(report.count, 0);
}

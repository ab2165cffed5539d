/* What crosses the pipe of a child that reads a file: it comes out as it went
 * in, and what cannot be is refused. */
#include "test.h"

#include "base/json.h"
#include "intake/answer.h"

#include <math.h>
#include <stdio.h>

enum { ROOM = 1 << 20 };

/* ---- a small answer ----------------------------------------------------- */

static struct intake_word words[] = {
	{ .text = { "Ada", 3 },
		.box = { 72, 50.25f, 100.5f, 62 },
		.base = 60,
		.size = 12.5f,
		.flags = INTAKE_BOLD,
		.place = 7 },
	{ .text = { "Example", 7 },
		.url = { "mailto:ada@example.org", 22 },
		.box = { 104, 50, 150, 62 },
		.base = 60,
		.size = 12.5f,
		.flags = INTAKE_BOLD | INTAKE_CELL,
		.turn = 1,
		.place = 4000000000u,
		.sure = 93 },
};
static struct intake_line lines[] = {
	{ .at = words,
		.count = 2,
		.box = { 72, 50, 150, 62 },
		.base = 60,
		.size = 12.5f,
		.flags = INTAKE_BOLD,
		.heading = 1 },
	{ .at = words,
		.count = 1,
		.box = { 72, 70, 100, 82 },
		.base = 80,
		.size = 10,
		.block = 1,
		.column = 2,
		.repeated = true,
		.rtl = true,
		.joined = true,
		.item = 3 },
};
static struct intake_page pages[] = {
	{ .at = lines,
		.count = 2,
		.width = 595.28f,
		.height = 841.89f,
		.glyphs = 10,
		.unknown = 1,
		.icons = 2,
		.pictures = 3 },
	{ .width = 595.28f, .height = 841.89f },
};
static struct intake_trace traces[] = {
	{ STR("/basics/name"), 0, 0, 2, 0.875f },
};
static struct intake_left left[] = { { 0, 1 } };

static struct intake_answer sample(void)
{
	struct intake_answer a = { .format = INTAKE_FORMAT_PDF,
		.doc = { .at = pages, .count = 2, .mended = true },
		.parsed = true };

	a.found.resume.basics.name = STR("Ada Example");
	a.found.traces.at = traces;
	a.found.traces.count = 1;
	a.found.left.at = left;
	a.found.left.count = 1;
	return a;
}

static struct str written(const struct intake_answer *a)
{
	struct buf b;

	buf_init(&b, &test_mem, ROOM);
	intake_answer_write(&b, a);
	return buf_str(&b);
}

static bool same_box(struct intake_box a, struct intake_box b)
{
	return fabsf(a.x0 - b.x0) < 0.01f && fabsf(a.y0 - b.y0) < 0.01f &&
	       fabsf(a.x1 - b.x1) < 0.01f && fabsf(a.y1 - b.y1) < 0.01f;
}

static void same_word(const struct intake_word *a, const struct intake_word *b)
{
	SAME_STR(a->text, b->text);
	SAME_STR(a->url, b->url);
	OK((a->url.at == NULL) == (b->url.at == NULL));
	OK(same_box(a->box, b->box));
	OK(fabsf(a->base - b->base) < 0.01f &&
		fabsf(a->size - b->size) < 0.01f);
	OK(a->flags == b->flags && a->turn == b->turn && a->sure == b->sure);
	OK(a->place == b->place);
}

static void same_line(const struct intake_line *a, const struct intake_line *b)
{
	NEED(a->count == b->count);
	for (size_t i = 0; i < a->count; i++)
		same_word(&a->at[i], &b->at[i]);
	OK(same_box(a->box, b->box));
	OK(a->base == b->base && a->size == b->size && a->flags == b->flags);
	OK(a->block == b->block && a->column == b->column);
	OK(a->repeated == b->repeated && a->rtl == b->rtl);
	OK(a->joined == b->joined && a->heading == b->heading);
	SAME_INT(a->item, b->item);
}

static void same_page(const struct intake_page *a, const struct intake_page *b)
{
	OK(fabsf(a->width - b->width) < 0.01f);
	OK(fabsf(a->height - b->height) < 0.01f);
	OK(a->glyphs == b->glyphs && a->unknown == b->unknown);
	OK(a->icons == b->icons && a->pictures == b->pictures);
	NEED(a->count == b->count);
	for (size_t i = 0; i < a->count; i++)
		same_line(&a->at[i], &b->at[i]);
}

/* ---- answers ------------------------------------------------------------ */

TEST(an_answer_comes_out_as_it_went_in)
{
	struct intake_answer a = sample(), b;
	struct err err = { 0 };

	NEED_ERR(intake_answer_read(&test_mem, written(&a), &b, &err), err);
	OK(b.format == INTAKE_FORMAT_PDF && b.parsed);
	OK(b.doc.mended && !b.doc.scan && b.doc.count == 2);
	same_page(&a.doc.at[0], &b.doc.at[0]);
	same_page(&a.doc.at[1], &b.doc.at[1]);
	SAME_STR(b.found.resume.basics.name, STR("Ada Example"));
	OK(json_is(json_at(b.json, "/basics/name"), "Ada Example"));
	OK(str_ends(b.text, STR("\n")));
	NEED(b.found.traces.count == 1 && b.found.left.count == 1);
	SAME_STR(b.found.traces.at[0].at, STR("/basics/name"));
	SAME_INT(b.found.traces.at[0].count, 2);
	OK(b.found.traces.at[0].sure == 0.875f);
	SAME_INT(b.found.left.at[0].line, 1);
}

TEST(a_field_that_its_section_does_not_have_is_sent)
{
	struct intake_answer a = sample(), b;
	struct resume_entry project = { .name = STR("Loom"),
		.summary = STR("Weaves.") };
	struct intake_trace trace = { STR("/projects/0/summary"), 0, 0, 1, 1 };
	struct err err = { 0 };

	a.found.resume.section[RESUME_PROJECTS].at = &project;
	a.found.resume.section[RESUME_PROJECTS].count = 1;
	a.found.traces.at = &trace;
	NEED_ERR(intake_answer_read(&test_mem, written(&a), &b, &err), err);
	OK(json_is(json_at(b.json, "/projects/0/summary"), "Weaves."));
}

TEST(a_resume_is_made_to_keep_its_schema_before_it_is_sent)
{
	struct intake_trace list[] = {
		{ STR("/basics/name"), 0, 0, 1, 1 },
		{ STR("/basics/email"), 0, 1, 1, 1 },
		{ STR("/basics/phone"), 0, 1, 1, 1 },
	};
	struct intake_found f = { 0 };
	struct err err = { 0 };

	f.resume.basics.name = STR("Ada Example");
	f.resume.basics.email = STR("nowhere");
	f.traces.at = list;
	f.traces.count = 3;
	NEED_ERR(intake_found_settle(&test_mem, &f, &err), err);
	SAME_STR(f.resume.basics.name, STR("Ada Example"));
	SAME_INT(f.resume.basics.email.len, 0);
	SAME_INT(f.traces.count, 1);
	SAME_STR(f.traces.at[0].at, STR("/basics/name"));
}

TEST(pages_that_need_ocr_come_without_a_resume)
{
	uint32_t unread[] = { 0, 1 };
	struct intake_answer a = { .format = INTAKE_FORMAT_PDF,
		.doc = { .at = pages + 1, .count = 1, .scan = true } },
			     b;
	struct err err = { 0 };

	a.unread.at = unread;
	a.unread.count = 1;
	NEED_ERR(intake_answer_read(&test_mem, written(&a), &b, &err), err);
	OK(!b.parsed && b.doc.scan);
	SAME_INT(b.unread.count, 1);
	a.unread.count = 2;
	OK(!intake_answer_read(&test_mem, written(&a), &b, &err));
	OK(strstr(err.text, "not there"));
}

/* The answer with one piece of its text changed; refused because of `says`. */
static void refused(const char *was, const char *is, const char *says)
{
	struct intake_answer a = sample(), b;
	struct str text = written(&a);
	char *at = strstr(text.at, was);
	struct err err = { 0 };
	struct buf bad;

	NEED(at);
	buf_init(&bad, &test_mem, ROOM);
	buf_add(&bad, str_of(text.at, (size_t)(at - text.at)));
	buf_add(&bad, str_c(is));
	buf_add(&bad, str_c(at + strlen(was)));
	OK(!intake_answer_read(&test_mem, buf_str(&bad), &b, &err));
	SAME_INT(err.code, ERR_UNTRUSTED);
	if (!strstr(err.text, says))
		test_fail(__FILE__, __LINE__, "%s for %s: '%s' lacks '%s'", is,
			was, err.text, says);
}

TEST(an_answer_that_cannot_be_is_refused)
{
	refused("\"format\":\"pdf\"", "\"format\":\"elf\"", "/format");
	refused("\"mended\":true", "\"mended\":true,\"more\":1", "/more");
	refused("\"left\":[", "\"left\":[}", "expected a value");
	refused("\"at\":\"/basics/name\"", "\"at\":\"/basics/email\"",
		"nowhere");
	refused("\"at\":\"/basics/name\"", "\"at\":\"/basics\\u0000\"",
		"trace");
	refused("\"page\":0,\"line\":0,\"count\":2",
		"\"page\":2,\"line\":0,\"count\":2", "nowhere");
	refused("\"page\":0,\"line\":0,\"count\":2",
		"\"page\":0,\"line\":1,\"count\":2", "nowhere");
	refused("\"page\":0,\"line\":0,\"count\":2",
		"\"page\":0,\"line\":0,\"count\":0", "/count");
	refused("\"page\":0,\"line\":0,\"count\":2",
		"\"page\":-1,\"line\":0,\"count\":2", "/page");
	refused("\"sure\":8750", "\"sure\":10001", "/sure");
	refused("\"left\":[{\"page\":0,\"line\":1",
		"\"left\":[{\"page\":0,\"line\":2", "not there");
	refused("\"text\":\"Ada\"", "\"text\":\"\"", "/text");
	refused("\"text\":\"Ada\"", "\"text\":\"\xff\"", "UTF-8");
	refused("[7200,5025,10050,6200,", "[7200,5025,7100,6200,", "cannot be");
	refused("[7200,5025,10050,6200,", "[7200,5025,", "/n");
	refused("6000,1250,1,0,7,0]", "6000,1250,128,0,7,0]", "cannot be");
	refused("6000,1250,1,0,7,0]", "6000,1250,1,4,7,0]", "cannot be");
	refused("6000,1250,1,0,7,0]", "6000,1250,1,0,7,101]", "cannot be");
	refused("6000,1250,1,0,7,0]", "6000,-1250,1,0,7,0]", "cannot be");
}

TEST(a_resume_that_breaks_its_schema_is_refused)
{
	refused("\"name\": \"Ada Example\"", "\"name\":7", "/basics/name");
	refused("\"name\": \"Ada Example\"",
		"\"name\": \"Ada Example\",\"email\":\"nowhere\"",
		"/basics/email");
	refused("\"name\": \"Ada Example\"",
		"\"name\": \"Ada Example\",\"name\":\"Eve\"", "name");
	refused("\"resume\":{", "\"none\":{", "/none");
}

TEST(what_has_no_number_goes_as_one)
{
	struct intake_word w = { .text = STR("x"),
		.box = { NAN, -INFINITY, INFINITY, 3e38f } };
	struct intake_line l = { .at = &w, .count = 1 };
	struct intake_page p = { .at = &l, .count = 1 }, back;
	struct err err = { 0 };
	struct buf b;

	buf_init(&b, &test_mem, ROOM);
	intake_page_write(&b, &p);
	NEED_ERR(intake_page_read(&test_mem, buf_str(&b), &back, &err), err);
	OK(back.at[0].at[0].box.x0 <= back.at[0].at[0].box.x1);
	OK(isfinite(back.at[0].at[0].box.x1));
}

/* ---- requests ----------------------------------------------------------- */

TEST(a_request_comes_out_as_it_went_in)
{
	struct intake_seen seen[] = { { 0, STR("{\"a\":1}") },
		{ 3, STR("second\n") } };
	struct intake_request q = { .lines = true,
		.ocr = INTAKE_OCR_ALWAYS,
		.seen = { seen, 2 },
		.file = STR("%PDF-\n\0\n") },
			      r;
	struct err err = { 0 };
	struct buf b;

	buf_init(&b, &test_mem, ROOM);
	intake_request_write(&b, &q);
	NEED_ERR(intake_request_read(&test_mem, buf_str(&b), &r, &err), err);
	OK(r.lines && r.ocr == INTAKE_OCR_ALWAYS);
	NEED(r.seen.count == 2);
	SAME_INT(r.seen.at[1].page, 3);
	SAME_STR(r.seen.at[0].text, seen[0].text);
	SAME_STR(r.seen.at[1].text, seen[1].text);
	SAME_STR(r.file, q.file);
	for (size_t n = 0; n + q.file.len < b.len; n++)
		OK(!intake_request_read(&test_mem, str_of(b.at, n), &r, &err));
}

/*
 * intake/answer.c - what a child found in a file, as JSON: written there, and
 * read where nothing of it is believed. See answer.h.
 */
#include "intake/answer_int.h"

#include <math.h>

enum { SURE = 10000, MARGIN_MOST = 100000 };

/* ---- the tables --------------------------------------------------------- */

struct sent_trace {
	struct str at;
	int64_t page, line, count, sure;
};

static const struct json_field trace_fields[] = {
	JSON(sent_trace, at, JSON_MUST, 1, 1000),
	JSON(sent_trace, page, JSON_MUST, 0, INTAKE_PAGES - 1),
	JSON(sent_trace, line, JSON_MUST, 0, INTAKE_LIST),
	JSON(sent_trace, count, JSON_MUST, 1, INTAKE_LIST),
	JSON(sent_trace, sure, JSON_MUST, 0, SURE),
	{ 0 },
};
static const struct json_shape trace_shape = JSON_SHAPE(
	sent_trace, "IntakeTrace", "Where a value was found.", trace_fields);

struct sent_left {
	int64_t page, line;
};

static const struct json_field left_fields[] = {
	JSON(sent_left, page, JSON_MUST, 0, INTAKE_PAGES - 1),
	JSON(sent_left, line, JSON_MUST, 0, INTAKE_LIST),
	{ 0 },
};
static const struct json_shape left_shape = JSON_SHAPE(
	sent_left, "IntakeLeft", "A line that no value took.", left_fields);

static const char *const format_names[] = {
#define FORMAT(id, name, ...) name,
#include "intake/formats.def"
#undef FORMAT
	NULL,
};

struct sent {
	struct str format;
	bool scan, mended;
	struct {
		int64_t *at; /* top, right, bottom, left; hundredths */
		size_t count;
	} margins;
	struct {
		struct sent_page *at;
		size_t count;
	} pages;
	struct {
		int64_t *at;
		size_t count;
	} unread;
	const struct json *resume;
	struct {
		struct sent_trace *at;
		size_t count;
	} traces;
	struct {
		struct sent_left *at;
		size_t count;
	} left;
};

static const struct json_field sent_fields[] = {
	JSON(sent, format, JSON_MUST, 1, 20, .words = format_names),
	JSON(sent, scan, JSON_MUST, 0, 0),
	JSON(sent, mended, JSON_MUST, 0, 0),
	JSON_INTS(sent, margins, 0, 4, 0, MARGIN_MOST, .count_least = 4),
	JSON_ROWS(sent, pages, JSON_MUST, INTAKE_PAGES, &intake_page_shape),
	JSON_INTS(sent, unread, JSON_MUST, INTAKE_PAGES, 0, INTAKE_PAGES - 1),
	JSON(sent, resume, 0, 0, 0, .only = JSON_OBJECT),
	JSON_ROWS(sent, traces, JSON_MUST, INTAKE_LIST, &trace_shape),
	JSON_ROWS(sent, left, JSON_MUST, INTAKE_LIST, &left_shape),
	{ 0 },
};
static const struct json_shape sent_shape =
	JSON_SHAPE(sent, "IntakeAnswer", "What a file holds.", sent_fields);

/* ---- writing ------------------------------------------------------------ */

/* As documents are written: with fields that the table of their section does
 * not have. */
static void put_resume(struct json_out *o, const struct resume *r)
{
	struct buf text;

	buf_init(&text, o->to->mem, RESUME_BYTES);
	resume_write(&text, r);
	o->to->overflow = o->to->overflow || !buf_ok(&text);
	json_put_raw(o, str_trim(buf_str(&text)));
}

static void put_found(struct json_out *o, const struct intake_answer *a)
{
	const struct intake_found *f = &a->found;

	if (a->parsed)
		put_resume(json_key(o, "resume"), &f->resume);
	json_list(json_key(o, "traces"));
	for (size_t i = 0; i < f->traces.count; i++) {
		const struct intake_trace *t = &f->traces.at[i];

		json_object(o);
		json_put_text(json_key(o, "at"), t->at);
		json_put_int(json_key(o, "page"), t->page);
		json_put_int(json_key(o, "line"), t->line);
		json_put_int(json_key(o, "count"), t->count);
		json_put_int(json_key(o, "sure"), lrintf(t->sure * SURE));
		json_end(o);
	}
	json_end(o);
	json_list(json_key(o, "left"));
	for (size_t i = 0; i < f->left.count; i++) {
		json_object(o);
		json_put_int(json_key(o, "page"), f->left.at[i].page);
		json_put_int(json_key(o, "line"), f->left.at[i].line);
		json_end(o);
	}
	json_end(o);
}

static void put_margins(struct json_out *o, const struct intake_margins *m)
{
	if (m->top + m->right + m->bottom + m->left <= 0)
		return;
	json_list(json_key(o, "margins"));
	json_put_int(o, lrintf(m->top * 100));
	json_put_int(o, lrintf(m->right * 100));
	json_put_int(o, lrintf(m->bottom * 100));
	json_put_int(o, lrintf(m->left * 100));
	json_end(o);
}

void intake_answer_write(struct buf *out, const struct intake_answer *a)
{
	struct json_out o = json_begin(out, JSON_COMPACT);

	json_object(&o);
	json_put_text(json_key(&o, "format"), str_c(format_names[a->format]));
	json_put_bool(json_key(&o, "scan"), a->doc.scan);
	json_put_bool(json_key(&o, "mended"), a->doc.mended);
	put_margins(&o, &a->doc.margins);
	json_list(json_key(&o, "pages"));
	for (size_t i = 0; i < a->doc.count; i++)
		intake_page_put(&o, &a->doc.at[i]);
	json_end(&o);
	json_list(json_key(&o, "unread"));
	for (size_t i = 0; i < a->unread.count; i++)
		json_put_int(&o, a->unread.at[i]);
	json_end(&o);
	put_found(&o, a);
	json_end(&o);
}

/* ---- reading ------------------------------------------------------------ */

/* What is no valid resume in itself is none of ours. */
static bool take_resume(struct arena *mem, const struct json *from,
	struct intake_answer *out, struct err *err)
{
	struct resume *r = &out->found.resume;
	struct resume_faults faults;
	struct buf text;

	buf_init(&text, mem, RESUME_BYTES);
	if (!json_check(mem, from, err) || !resume_read(mem, from, r, err))
		return false;
	resume_write(&text, r);
	if (!buf_ok(&text))
		return err_set(err, ERR_UNTRUSTED, "the resume is too big");
	out->text = buf_str(&text);
	resume_check(mem, out->text, &faults);
	if (faults.count)
		return err_set(err, ERR_UNTRUSTED, "%.*s %.*s",
			STR_ARG(faults.at[0].at), STR_ARG(faults.at[0].why));
	return json_parse(mem, out->text, &out->json, err);
}

static bool line_exists(
	const struct intake_doc *doc, int64_t page, int64_t line, int64_t count)
{
	return (size_t)page < doc->count &&
	       (size_t)(line + count) <= doc->at[page].count;
}

static bool take_traces(struct arena *mem, const struct sent *from,
	struct intake_answer *out, struct err *err)
{
	struct intake_found *f = &out->found;

	f->traces.at = ARENA_LIST(mem, struct intake_trace, from->traces.count);
	f->traces.count = from->traces.count;
	for (size_t i = 0; i < f->traces.count; i++) {
		const struct sent_trace *t = &from->traces.at[i];
		struct str at = str_copy(mem, t->at);

		if (memchr(at.at, '\0', at.len) || !json_at(out->json, at.at) ||
			!line_exists(&out->doc, t->page, t->line, t->count))
			return err_set(err, ERR_UNTRUSTED,
				"trace %zu leads nowhere", i);
		f->traces.at[i] = (struct intake_trace){ .at = at,
			.page = (uint32_t)t->page,
			.line = (uint32_t)t->line,
			.count = (uint32_t)t->count,
			.sure = (float)t->sure / SURE };
	}
	return true;
}

static bool take_left(struct arena *mem, const struct sent *from,
	struct intake_answer *out, struct err *err)
{
	struct intake_found *f = &out->found;

	f->left.at = ARENA_LIST(mem, struct intake_left, from->left.count);
	f->left.count = from->left.count;
	for (size_t i = 0; i < f->left.count; i++) {
		const struct sent_left *l = &from->left.at[i];

		if (!line_exists(&out->doc, l->page, l->line, 1))
			return err_set(err, ERR_UNTRUSTED,
				"a line is left that is not there");
		f->left.at[i] = (struct intake_left){ (uint32_t)l->page,
			(uint32_t)l->line };
	}
	return true;
}

static bool take_pages(struct arena *mem, const struct sent *from,
	struct intake_answer *out, struct err *err)
{
	struct intake_doc *doc = &out->doc;
	int64_t before = -1;

	*doc = (struct intake_doc){
		.at = ARENA_LIST(mem, struct intake_page, from->pages.count),
		.count = from->pages.count,
		.scan = from->scan,
		.mended = from->mended,
	};
	if (from->margins.count)
		doc->margins = (struct intake_margins){
			(float)from->margins.at[0] / 100,
			(float)from->margins.at[1] / 100,
			(float)from->margins.at[2] / 100,
			(float)from->margins.at[3] / 100,
		};
	for (size_t i = 0; i < doc->count; i++)
		if (!intake_page_take(
			    mem, &from->pages.at[i], &doc->at[i], err))
			return err_in(err, "page %zu", i + 1);
	out->unread.at = ARENA_LIST(mem, uint32_t, from->unread.count);
	out->unread.count = from->unread.count;
	for (size_t i = 0; i < from->unread.count; i++) {
		int64_t page = from->unread.at[i];

		if (page <= before || (size_t)page >= doc->count)
			return err_set(err, ERR_UNTRUSTED,
				"a page is unread that is not there");
		before = page;
		out->unread.at[i] = (uint32_t)page;
	}
	return true;
}

static bool take(struct arena *mem, const struct sent *from,
	struct intake_answer *out, struct err *err)
{
	*out = (struct intake_answer){ .parsed = from->resume };
	while (!str_is(from->format, format_names[out->format]))
		out->format++;
	if (!out->parsed && (from->traces.count || from->left.count))
		return err_set(err, ERR_UNTRUSTED, "traces, but no resume");
	return take_pages(mem, from, out, err) &&
	       (!out->parsed || (take_resume(mem, from->resume, out, err) &&
					take_traces(mem, from, out, err) &&
					take_left(mem, from, out, err)));
}

bool intake_answer_read(struct arena *mem, struct str bytes,
	struct intake_answer *out, struct err *err)
{
	struct err why = { 0 };
	struct sent sent;

	if (bytes.len <= INTAKE_ANSWER_BYTES &&
		json_read_text(mem, bytes, &sent_shape, &sent, &why) &&
		take(mem, &sent, out, &why))
		return true;
	return err_set(err, ERR_UNTRUSTED,
		"what came of the file is malformed: %s", why.text);
}

/*
 * app/document_data.c - documents as data: compared, checked, imported and
 * exported. See document_data.h.
 */
#include "app/document_data.h"

#include "base/json.h"
#include "resume/convert.h"
#include "resume/diff.h"
#include "resume/runs.h"

/* ---- well formed? ------------------------------------------------------- */

void app_document_check(
	struct arena *mem, struct str text, struct document_verdict *out)
{
	struct resume_faults faults;

	resume_check(mem, text, &faults);
	*out = (struct document_verdict){ .valid = !faults.count,
		.more = (int64_t)faults.more };
	out->faults.count = faults.count;
	out->faults.at = ARENA_LIST(mem, struct document_fault, faults.count);
	for (size_t i = 0; i < faults.count; i++)
		out->faults.at[i] = (struct document_fault){ faults.at[i].at,
			faults.at[i].why, faults.at[i].line,
			faults.at[i].column };
}

/* ---- what differs ------------------------------------------------------- */

enum { PATCH_MOST = 64 << 20 };

/* What people would read, without what programs need. */
static bool as_text(struct arena *mem, const struct json *doc, struct str *out,
	struct err *err)
{
	const struct resume_format *markdown =
		resume_format_find(STR("markdown"));
	struct resume_report report = { .mem = mem };
	struct resume r;
	struct buf b;

	buf_init(&b, mem, PATCH_MOST);
	buf_add(&b, STR(""));
	if (!resume_read(mem, doc, &r, err) ||
		!markdown->write(mem, &r, &b, &report, err))
		return false;
	*out = buf_str(&b);
	return buf_ok(&b) || err_set(err, ERR_TOO_BIG, "it is too long");
}

static bool tell_words(struct arena *mem, const struct json *from,
	const struct json *to, struct document_difference *out, struct err *err)
{
	static const char *const kinds[RESUME_RUN_KINDS] = {
		[RESUME_RUN_SAME] = "same",
		[RESUME_RUN_DELETED] = "deleted",
		[RESUME_RUN_INSERTED] = "inserted",
	};
	struct resume_runs runs;
	struct str a, b;

	if (!as_text(mem, from, &a, err) || !as_text(mem, to, &b, err))
		return false;
	resume_runs_of(mem, a, b, &runs);
	out->words.count = runs.count;
	out->words.at = ARENA_LIST(mem, struct document_run, runs.count);
	for (size_t i = 0; i < runs.count; i++)
		out->words.at[i] =
			(struct document_run){ str_c(kinds[runs.at[i].kind]),
				runs.at[i].text };
	return true;
}

static void tell_sections(struct arena *mem, const struct json *from,
	const struct json *to, struct document_difference *out)
{
	struct resume_changes changes;

	resume_changes_of(mem, from, to, &changes);
	out->summary = resume_changes_line(mem, &changes, APP_DOCUMENT_SUMMARY);
	out->sections.count = changes.count;
	out->sections.at =
		ARENA_LIST(mem, struct document_section, changes.count);
	for (size_t i = 0; i < changes.count; i++)
		out->sections.at[i] =
			(struct document_section){ changes.at[i].section,
				changes.at[i].title, changes.at[i].say };
}

static bool read_one(struct arena *mem, struct str text, const char *where,
	const struct json **out, struct err *err)
{
	struct resume r;

	if (json_parse(mem, text, out, err) && json_check(mem, *out, err) &&
		resume_read(mem, *out, &r, err))
		return true;
	if (err->field_count) {
		struct err_field first = err->fields[0];

		err->field_count = 0;
		return err_field(err, str_fmt(mem, "%s%s", where, first.at).at,
			"%s", first.why);
	}
	return err_in(err, "%s", where);
}

bool app_document_diff(struct arena *mem, const struct document_pair *pair,
	struct document_difference *out, struct err *err)
{
	const struct json *from, *to;
	struct buf patch;

	*out = (struct document_difference){ 0 };
	buf_init(&patch, mem, PATCH_MOST);
	if (!read_one(mem, pair->from, "/from", &from, err) ||
		!read_one(mem, pair->to, "/to", &to, err) ||
		!resume_diff(mem, from, to, &patch, err))
		return false;
	if (!buf_ok(&patch))
		return err_set(err, ERR_TOO_BIG, "the difference is too big");
	out->patch = buf_str(&patch);
	tell_sections(mem, from, to, out);
	return tell_words(mem, from, to, out, err);
}

bool app_document_compare(struct call *c, struct str id,
	const struct version_pair *pair, struct document_difference *out,
	struct err *err)
{
	struct document_pair texts;
	struct document of;

	if (!app_call_snapshot(c, err) ||
		!app_document_resume(
			c, id, pair->from, &of, &texts.from, err) ||
		!app_document_resume(c, id, pair->to, &of, &texts.to, err) ||
		!app_call_close(c, true, err) ||
		!app_document_diff(c->mem, &texts, out, err))
		return false;
	out->from = pair->from ? pair->from : of.version;
	out->to = pair->to ? pair->to : of.version;
	return true;
}

/* ---- in ----------------------------------------------------------------- */

const char *const app_formats_read[] = {
#define READS(id, ...) #id,
#define WRITES(id, ...)
#define BOTH(id, ...) #id,
#include "resume/formats.def"
#undef READS
#undef WRITES
#undef BOTH
	NULL
};
const char *const app_formats_written[] = {
#define READS(id, ...)
#define WRITES(id, ...) #id,
#define BOTH(id, ...) #id,
#include "resume/formats.def"
#undef READS
#undef WRITES
#undef BOTH
	NULL
};

static void take_notes(struct arena *mem, const struct resume_report *report,
	struct document_imported *out)
{
	static const char *const kinds[RESUME_NOTE_KINDS] = {
		[RESUME_KEPT] = "kept",
		[RESUME_CHANGED] = "changed",
		[RESUME_DOUBTFUL] = "doubtful",
		[RESUME_LEFT] = "left",
	};

	out->format = str_c(report->format);
	out->more = (int64_t)report->more;
	out->notes.count = report->count;
	out->notes.at = ARENA_LIST(mem, struct import_note, report->count);
	for (size_t i = 0; i < report->count; i++)
		out->notes.at[i] =
			(struct import_note){ str_c(kinds[report->at[i].kind]),
				report->at[i].at, report->at[i].say };
}

static bool read_any(struct arena *mem, struct str bytes,
	const struct document_import *in, struct resume *r,
	struct document_imported *out, struct err *err)
{
	const struct resume_source source = { .bytes = bytes,
		.name = in->name.len ? in->name : STR("") };
	struct resume_report report = { .mem = mem };
	const struct resume_format *format =
		in->format.len ? resume_format_find(in->format) : NULL;

	if (!bytes.len)
		return err_set(err, ERR_BAD_INPUT,
			"send the file as the body: there is none");
	if (!(format ? resume_import_as(mem, format, source, r, &report, err)
		     : resume_import(mem, source, r, &report, err)))
		return false;
	take_notes(mem, &report, out);
	return true;
}

bool app_document_import(struct call *c, struct str bytes,
	const struct document_import *in, struct document_imported *out,
	struct err *err)
{
	struct resume r;
	struct buf b;

	if (!read_any(c->mem, bytes, in, &r, out, err))
		return false;
	buf_init(&b, c->mem, RESUME_BYTES);
	resume_write(&b, &r);
	if (!buf_ok(&b))
		return err_set(err, ERR_TOO_BIG, "it is too long");
	return app_document_create(c,
		&(struct document_new){ .kind = in->kind,
			.title = in->title,
			.body = buf_str(&b),
			.way = DOCUMENT_IMPORTED },
		&out->document, err);
}

/* ---- out ---------------------------------------------------------------- */

static const struct {
	const char *format, *type, *ending;
} files[] = {
	{ "jsonresume", "application/json", ".json" },
	{ "rendercv", "application/yaml", ".yaml" },
	{ "europass", "application/xml", ".xml" },
	{ "reactive", "application/json", ".json" },
	{ "markdown", "text/markdown; charset=utf-8", ".md" },
};

static void name_file(struct document_file *out, const char *format)
{
	out->type = "application/octet-stream";
	out->ending = "";
	for (size_t i = 0; i < LENGTH(files); i++)
		if (!strcmp(files[i].format, format)) {
			out->type = files[i].type;
			out->ending = files[i].ending;
		}
}

bool app_document_export(struct call *c, struct str id,
	const struct document_export *in, struct document_file *out,
	struct err *err)
{
	const struct resume_format *format = resume_format_find(
		in->format.len ? in->format : STR("jsonresume"));
	struct resume_report report = { .mem = c->mem };
	struct str text;
	struct resume r;
	struct buf b;

	if (!format || !format->write)
		return err_field(err, "/format", "is not written here");
	if (!app_call_snapshot(c, err) ||
		!app_document_resume(
			c, id, in->version, &out->of, &text, err) ||
		!app_call_close(c, true, err) ||
		!resume_read_text(c->mem, text, &r, err))
		return false;
	buf_init(&b, c->mem, PATCH_MOST);
	if (!format->write(c->mem, &r, &b, &report, err))
		return false;
	out->text = buf_str(&b);
	name_file(out, format->name);
	return buf_ok(&b) || err_set(err, ERR_TOO_BIG, "it is too long");
}

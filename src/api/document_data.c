/* api/document_data.c - documents as data, and other formats: do, show. */
#include "api/document_int.h"

#include "api/shapes.h"
#include "app/document_data.h"

/* ---- well formed? ------------------------------------------------------- */

static const struct json_field fault_fields[] = {
	JSON(document_fault, at, JSON_MUST, 0, 100000,
		.about = "a JSON pointer; empty: the document"),
	JSON(document_fault, expected, JSON_MUST, 0, 1000),
	JSON(document_fault, line, JSON_MUST, 0, INT64_MAX),
	JSON(document_fault, column, JSON_MUST, 0, INT64_MAX),
	{ 0 },
};
static const struct json_shape fault_shape = JSON_SHAPE(
	document_fault, "DocumentFault", "What is wrong.", fault_fields);
static const struct json_field verdict_fields[] = {
	JSON(document_verdict, valid, JSON_MUST, 0, 0),
	JSON_ROWS(document_verdict, faults, JSON_MUST, 1000, &fault_shape),
	JSON(document_verdict, more, JSON_MUST, 0, INT64_MAX,
		.about = "so many others"),
	{ 0 },
};
const struct json_shape api_document_verdict = JSON_SHAPE(document_verdict,
	"DocumentVerdict", "Is it a JSON Resume document?", verdict_fields);

bool api_document_check(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct document_verdict out;

	(void)err;
	app_document_check(c->mem, ask->req->body, &out);
	return api_show(reply, &out);
}

/* ---- what differs ------------------------------------------------------- */

static const struct json_field pair_fields[] = {
	JSON_RAW(document_pair, from, JSON_MUST, API_DOCUMENT_GIVEN,
		.only = JSON_OBJECT),
	JSON_RAW(document_pair, to, JSON_MUST, API_DOCUMENT_GIVEN,
		.only = JSON_OBJECT),
	{ 0 },
};
const struct json_shape api_document_pair = JSON_SHAPE(document_pair,
	"DocumentPair", "Two JSON Resume documents.", pair_fields);

static const struct json_field section_fields[] = {
	JSON(document_section, section, JSON_MUST, 0, 100000),
	JSON(document_section, title, JSON_MUST, 0, 100000),
	JSON(document_section, summary, JSON_MUST, 0, 100000),
	{ 0 },
};
static const struct json_shape section_shape = JSON_SHAPE(document_section,
	"DocumentSection", "What changed in a section.", section_fields);
static const struct json_field run_fields[] = {
	JSON(document_run, kind, JSON_MUST, 1, 16,
		.about = "same, deleted or inserted"),
	JSON(document_run, text, JSON_MUST, 0, 64 << 20),
	{ 0 },
};
static const struct json_shape run_shape = JSON_SHAPE(document_run,
	"DocumentRun", "Text that stayed, went or came.", run_fields);

static const struct json_field difference_fields[] = {
	JSON(document_difference, from, JSON_MUST, 0, INT64_MAX),
	JSON(document_difference, to, JSON_MUST, 0, INT64_MAX),
	JSON(document_difference, summary, JSON_MUST, 0, 1000),
	JSON_ROWS(document_difference, sections, JSON_MUST, 100000,
		&section_shape),
	JSON_RAW(document_difference, patch, JSON_MUST, 64 << 20,
		.only = JSON_LIST, .about = "JSON Patch (RFC 6902)"),
	JSON_ROWS(document_difference, words, JSON_MUST, 1 << 24, &run_shape,
		.about = "both as Markdown: what is not deleted is the new "
			 "text, what is not inserted the old one"),
	{ 0 },
};
const struct json_shape api_document_difference =
	JSON_SHAPE(document_difference, "DocumentDifference",
		"What differs: for programs, by section, and word by word.",
		difference_fields);

bool api_document_diff(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct document_difference out;

	return app_document_diff(c->mem, ask->in, &out, err) &&
	       api_show(reply, &out);
}

/* ---- in ----------------------------------------------------------------- */

static const struct json_field import_fields[] = {
	JSON_WORD(document_import, format, 0, app_formats_read,
		.about = "absent: it is recognised"),
	JSON(document_import, name, 0, 0, 255,
		.about = "of the file: helps to recognise it"),
	JSON_WORD(document_import, kind, 0, app_document_kinds),
	JSON(document_import, title, 0, 0, APP_DOCUMENT_TITLE,
		.format = JSON_LINE),
	{ 0 },
};
const struct json_shape api_document_import = JSON_SHAPE(
	document_import, "DocumentImport", "What it is.", import_fields);

static const struct json_field note_fields[] = {
	JSON(import_note, kind, JSON_MUST, 1, 16,
		.about = "kept: no place in the model, kept under "
			 "meta.imported; changed: written differently; "
			 "doubtful: look at it; left: not taken over"),
	JSON(import_note, at, JSON_MUST, 0, 100000,
		.about = "where in the file"),
	JSON(import_note, say, JSON_MUST, 0, 100000),
	{ 0 },
};
static const struct json_shape note_shape = JSON_SHAPE(
	import_note, "ImportNote", "What became of something.", note_fields);

struct import_answer {
	struct str format;
	struct document_whole document;
	struct {
		struct import_note *at;
		size_t count;
	} notes;
	int64_t more;
};
static const struct json_field imported_fields[] = {
	JSON(import_answer, format, JSON_MUST, 1, 32),
	JSON_IN(import_answer, document, JSON_MUST, &api_document_whole),
	JSON_ROWS(import_answer, notes, JSON_MUST, 1000, &note_shape),
	JSON(import_answer, more, JSON_MUST, 0, INT64_MAX,
		.about = "so many other notes"),
	{ 0 },
};
const struct json_shape api_document_imported = JSON_SHAPE(import_answer,
	"DocumentImported", "The new document, and what could not be placed.",
	imported_fields);

bool api_document_import_it(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct document_imported got;
	struct import_answer out;

	if (!app_document_import(c, ask->req->body, ask->query, &got, err) ||
		!app_document_show_it(c, &got.document, &out.document, err))
		return false;
	out.format = got.format;
	out.notes.at = got.notes.at;
	out.notes.count = got.notes.count;
	out.more = got.more;
	http_res_fmt(reply->res, "Location", "/api/resumes/%.*s",
		STR_ARG(got.document.id));
	return api_show(reply, &out);
}

/* ---- out ---------------------------------------------------------------- */

static const struct json_field export_fields[] = {
	JSON_WORD(document_export, format, 0, app_formats_written,
		.about = "absent: jsonresume"),
	JSON(document_export, version, 0, 0, INT64_MAX,
		.about = "absent: the newest"),
	{ 0 },
};
const struct json_shape api_document_export = JSON_SHAPE(
	document_export, "DocumentExport", "As what.", export_fields);

bool api_document_data(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct document_file out;

	if (!app_document_export(c, ask->id[0], ask->query, &out, err))
		return false;
	reply->res->status = 200;
	reply->res->type = out.type;
	http_res_fmt(reply->res, "Content-Disposition",
		"attachment; filename=\"resume%s\"", out.ending);
	buf_add(&reply->res->body, out.text);
	return true;
}

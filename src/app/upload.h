/*
 * app/upload.h - a file that a person hands in becomes their base resume
 * (INT-7, 8): taken in, read by a job, kept with the document it became.
 *
 * A person has one base resume. Uploading again makes a new version of it,
 * called after what it says unless its owner gave it a title; the file of the
 * version before is kept for 30 days more. Reading files is
 * not done here: see work/resume_intake.c.
 */
#ifndef APP_UPLOAD_H
#define APP_UPLOAD_H

#include "app/document.h"
#include "app/file.h"
#include "app/render.h"
#include "base/json.h"
#include "base/settings.h"

/* ---- taking in ---------------------------------------------------------- */

/* MAX_UPLOAD_SIZE, or MAX_FILE_UPLOAD_SIZE_MB where that is set. */
size_t app_upload_most(const struct settings *s);
/* Says so of a file that has more than `most` bytes. False. */
bool app_upload_too_big(size_t most, struct err *err);

struct upload_file {
	struct str name, type; /* as its owner's program has it */
	struct file_bytes bytes;
	int64_t size;
};
/* What can be seen at once. ERR_UNTRUSTED, ERR_TOO_BIG. */
bool app_upload_fits(
	struct call *c, const struct upload_file *f, struct err *err);

/* OWN. The file is kept and a job added that reads it; *job_id names it. */
bool app_upload_create(struct call *c, const struct upload_file *in,
	struct str *job_id, struct err *err);

/* ---- reading ------------------------------------------------------------ */

/* What the job is to read; `input` is the job's. Opens and closes the call. */
bool app_upload_take(struct call *c, struct str input, struct file *out,
	struct str *bytes, struct err *err);

/* Of the pages of the file, in points. */
struct upload_margins {
	double top, right, bottom, left;
};
enum {
	APP_UPLOAD_WARNINGS = 4,
	APP_UPLOAD_FIELDS = 2 << 20, /* bytes */
	APP_UPLOAD_CHECKED = 1000,
	APP_UPLOAD_POINTER = 200 /* bytes */
};
struct upload_found {
	struct str body;   /* the resume, JSON */
	struct str fields; /* where its fields were found, JSON; or empty */
	struct str format; /* "pdf" */
	int64_t pages, doubtful;
	struct {
		struct str *at;
		size_t count;
	} warnings;
	const struct upload_margins *margins; /* NULL: it has none */
};

/* How an upload ended; kept with the job and with the file. */
struct upload {
	struct str document_id;
	int64_t version;
	struct str name, format;
	int64_t size, pages, doubtful;
	struct {
		struct str *at;
		size_t count;
	} warnings;
	struct upload_margins *margins; /* NULL: none */
	struct {
		struct str *at;
		size_t count;
	} checked; /* fields that its owner looked at (original.h) */
};
extern const struct json_shape app_upload_shape;

/* OWN, by the job. The base resume says what was found, the file becomes its
 * original, and what waited for the job is gone. */
bool app_upload_keep(struct call *c, const struct file *file,
	const struct upload_found *found, struct upload *out, struct err *err);
/* OWN. Nothing came of it, and nobody will try again. */
bool app_upload_drop(struct call *c, const struct file *file, struct err *err);

/* ---- the base resume ---------------------------------------------------- */

struct base {
	struct document document;
	struct file file; /* its original; id at NULL: it has none any more */
	struct upload upload;
};
/* ERR_NOT_FOUND: nothing was uploaded yet. */
bool app_upload_base(struct call *c, struct base *out, struct err *err);
/* The base resume as a Word document, so. ERR_CONFLICT: its file was none.
 * OWN, as app_render. */
bool app_upload_recreate(struct call *c, struct buf *out, struct rendered *said,
	struct err *err);
/* Where the fields of the original were found, JSON. */
bool app_upload_fields(struct call *c, struct str *out, struct err *err);

#endif

/* work/intake.c - see work/intake.h. */
#include "work/intake.h"

#include "app/upload.h"
#include "base/time.h"
#include "work/ocr.h"

enum { REQUEST_HEAD = 64 * 1024 };

const char *const work_intake_stages[WORK_INTAKE_STAGES] = {
	[WORK_INTAKE_VALIDATING] = "validating",
	[WORK_INTAKE_EXTRACTING] = "extracting",
	[WORK_INTAKE_OCR] = "ocr",
	[WORK_INTAKE_PARSING] = "parsing",
};

/* Where each begins, of the whole. */
static const int percents[WORK_INTAKE_STAGES] = {
	[WORK_INTAKE_VALIDATING] = 0,
	[WORK_INTAKE_EXTRACTING] = 5,
	[WORK_INTAKE_OCR] = 20,
	[WORK_INTAKE_PARSING] = 90,
};

static void tell(
	const struct work_intake_ask *ask, enum work_intake_stage stage)
{
	if (ask->step)
		ask->step(ask->with, &(struct work_intake_step){
					     stage, percents[stage], 0, 0 });
}

/* ---- before ------------------------------------------------------------- */

bool work_intake_too_big(size_t most, struct err *err)
{
	return app_upload_too_big(most, err);
}

static bool check(
	const struct work_intake_ask *ask, struct str bytes, struct err *err)
{
	if (!ask->jail)
		return err_set(err, ERR_BROKEN,
			"files are not read here: the jail is not closed; "
			"'vitae health' says why");
	return bytes.len <= ask->bytes_most ||
	       work_intake_too_big(ask->bytes_most, err);
}

/* ---- in the jail -------------------------------------------------------- */

static bool run(struct arena *mem, const struct work_intake_ask *ask,
	const struct intake_request *q, struct intake_answer *out,
	struct err *err)
{
	const struct jail_kind *kind = jail_kind_find(ask->jail, STR("intake"));
	struct buf request, answer;
	size_t most = REQUEST_HEAD + q->file.len;

	for (size_t i = 0; i < q->seen.count; i++)
		most += q->seen.at[i].text.len;
	buf_init(&request, mem, most);
	buf_init(&answer, mem, INTAKE_ANSWER_BYTES);
	intake_request_write(&request, q);
	return jail_run_bytes(
		       ask->jail, kind, buf_str(&request), &answer, err) &&
	       intake_answer_read(mem, buf_str(&answer), out, err) &&
	       (out->parsed || out->unread.count || q->lines ||
		       err_set(err, ERR_UNTRUSTED, "nothing came of the file"));
}

/* ---- pictures ----------------------------------------------------------- */

/* What the other pages say is worth having; without any it is an error. */
static bool unread(struct arena *mem, struct work_intake *out, size_t count,
	const struct err *why, struct err *err)
{
	size_t all = out->found.doc.count;

	if (count == all) {
		*err = *why;
		return false;
	}
	out->warnings.at[out->warnings.count++] = str_fmt(mem,
		"%zu of %zu pages are pictures that were not read: %s", count,
		all, why->text);
	return true;
}

static bool with_ocr(struct arena *mem, const struct work_intake_ask *ask,
	struct intake_request *q, struct work_intake *out, struct err *err)
{
	size_t count = out->found.unread.count;
	struct err why = { 0 };

	q->seen.at = ARENA_LIST(mem, struct intake_seen, count);
	if (ask->ocr)
		q->seen.count = work_ocr_pages(mem, ask->ocr, ask, q->file,
			out->found.unread.at, count, q->seen.at, &why);
	else
		err_set(&why, ERR_NOT_BUILT,
			"pictures of text are not read here");
	if (q->seen.count < count &&
		!unread(mem, out, count - q->seen.count, &why, err))
		return false;
	if (!q->seen.count)
		q->ocr = INTAKE_OCR_NEVER;
	tell(ask, WORK_INTAKE_PARSING);
	return run(mem, ask, q, &out->found, err);
}

/* ---- all of it ---------------------------------------------------------- */

static void note_warnings(
	struct arena *mem, struct str name, struct work_intake *out)
{
	const struct intake_format *is = &intake_formats[out->found.format];
	const struct intake_format *says =
		intake_format_named(out->found.format, name);

	if (says)
		out->warnings.at[out->warnings.count++] = str_fmt(mem,
			"its name says that it is %s, but it is %s",
			says->title, is->title);
	if (out->found.doc.mended)
		out->warnings.at[out->warnings.count++] =
			STR("it is damaged; what could be found in it was "
			    "read");
}

bool work_intake(struct arena *mem, const struct work_intake_ask *ask,
	struct str name, struct str bytes, struct work_intake *out,
	struct err *err)
{
	struct intake_request q = {
		.lines = ask->lines, .ocr = ask->mode, .file = bytes
	};
	bool ok;

	*out = (struct work_intake){ 0 };
	tell(ask, WORK_INTAKE_VALIDATING);
	if (!check(ask, bytes, err))
		return false;
	tell(ask, WORK_INTAKE_EXTRACTING);
	if (!run(mem, ask, &q, &out->found, err))
		return false;
	/* the same child read and parsed it */
	if (!out->found.unread.count)
		tell(ask, WORK_INTAKE_PARSING);
	ok = !out->found.unread.count || with_ocr(mem, ask, &q, out, err);
	if (ok)
		note_warnings(mem, name, out);
	return ok;
}

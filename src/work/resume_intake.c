/*
 * work/resume_intake.c - an uploaded file becomes its owner's base resume
 * (INT-7, 8), in the jail.
 *
 * Safe to run again: nothing is kept before the transaction that ends the job,
 * and that keeps all of it.
 */
#include "work/work.h"

#include "app/house.h"
#include "app/upload.h"
#include "base/time.h"
#include "work/intake.h"
#include "work/intake_fields.h"
#include "work/status.h"

#include <unistd.h>

enum { SAVING_PERCENT = 95, DEADLINE_MS = 5 * MINUTE_MS };

static void step(void *with, const struct work_intake_step *s)
{
	work_status_say(with, work_intake_stages[s->stage], s->percent, s->page,
		s->pages);
}

static bool read_file(struct call *c, struct work_status *status,
	const struct file *file, struct str bytes, struct work_intake *out,
	struct err *err)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	struct work_intake_ask ask = {
		.jail = c->house->jail,
		.ocr = c->house->ocr,
		.bytes_most = app_upload_most(c->house->settings),
		.pages_at_once = cores > 1 ? (int)cores : 1,
		.until_us = time_mono_us() + DEADLINE_MS * 1000LL,
		.step = step,
		.with = status,
	};

	return work_intake(c->mem, &ask, file->name, bytes, out, err);
}

static bool keep(struct call *c, struct job *job, const struct file *file,
	struct work_intake *got, struct err *err)
{
	const struct intake_answer *a = &got->found;
	struct upload_found found = { .body = a->text,
		.format = str_c(intake_formats[a->format].name),
		.pages = (int64_t)a->doc.count,
		.doubtful = (int64_t)work_intake_doubtful(a),
		.warnings = { got->warnings.at, got->warnings.count } };
	const struct intake_margins *m = &a->doc.margins;
	const struct upload_margins margins = { (double)m->top,
		(double)m->right, (double)m->bottom, (double)m->left };
	struct buf fields, result;
	struct upload upload;

	if (m->top + m->right + m->bottom + m->left > 0)
		found.margins = &margins;
	buf_init(&fields, c->mem, APP_UPLOAD_FIELDS);
	work_intake_fields(a, &fields);
	/* the resume is worth having without */
	found.fields = buf_ok(&fields) ? buf_str(&fields) : STR("");
	if (!app_upload_keep(c, file, &found, &upload, err))
		return false;
	buf_init(&result, job->mem, APP_FILE_ABOUT);
	json_show(&result, &app_upload_shape, &upload);
	job->result = buf_str(&result);
	return true;
}

/* What is the file's doing will not be otherwise the next time. */
static bool is_hopeless(const struct err *err)
{
	return err->code != ERR_BUSY && err->code != ERR_BROKEN &&
	       err->code != ERR_STALE && err->code != ERR_FULL;
}

static bool give_up(struct call *c, struct job *job, const struct file *file,
	struct err *err)
{
	struct err why = *err;

	if (!is_hopeless(&why))
		return false;
	return app_call_close(c, false, err) &&
	       (!file->id.len || app_upload_drop(c, file, err)) &&
	       work_refuse(job, &why);
}

bool work_resume_intake(struct call *c, struct job *job, struct err *err)
{
	struct work_status status;
	struct work_intake got;
	struct file file = { 0 };
	struct str bytes;
	bool ok;

	work_status_open(&status, job);
	ok = app_upload_take(c, job->input, &file, &bytes, err) &&
	     read_file(c, &status, &file, bytes, &got, err);
	work_status_say(&status, "saving", SAVING_PERCENT, 0, 0);
	work_status_close(&status);
	ok = ok && keep(c, job, &file, &got, err) &&
	     work_status_keep(&status, c->db, err);
	return ok || give_up(c, job, &file, err);
}

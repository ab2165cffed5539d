/*
 * work/intake_house.c - reads a file while somebody waits for it, in the jail,
 * and keeps nothing of it.
 */
#include "work/intake_house.h"

#include "app/house.h"
#include "base/time.h"
#include "work/intake.h"
#include "work/intake_fields.h"

enum { DEADLINE_MS = MINUTE_MS };

static enum intake_ocr_mode mode_of(struct str word)
{
	return str_is(word, "always")  ? INTAKE_OCR_ALWAYS
	       : str_is(word, "never") ? INTAKE_OCR_NEVER
				       : INTAKE_OCR_AUTO;
}

static bool show(struct call *c, const struct parse_ask *ask,
	const struct work_intake *got, struct parse_answer *out,
	struct err *err)
{
	const struct intake_answer *a = &got->found;
	struct buf fields;

	out->format = str_c(intake_formats[a->format].name);
	out->pages = (int64_t)a->doc.count;
	out->warnings.count = got->warnings.count;
	out->warnings.at = ARENA_LIST(c->mem, struct str, got->warnings.count);
	for (size_t i = 0; i < got->warnings.count; i++)
		out->warnings.at[i] = got->warnings.at[i];
	if (ask->text)
		return intake_text(c->mem, &a->doc, &out->text, err);
	out->resume = a->text;
	out->doubtful = (int64_t)work_intake_doubtful(a);
	if (!ask->fields)
		return true;
	buf_init(&fields, c->mem, APP_UPLOAD_FIELDS);
	work_intake_fields(a, &fields);
	out->fields = buf_str(&fields);
	return buf_ok(&fields) ||
	       err_set(err, ERR_TOO_BIG,
		       "more was found in the file than is told of one: ask "
		       "without 'fields'");
}

static bool read_here(struct call *c, const struct parse_ask *ask,
	struct str name, struct str bytes, struct parse_answer *out,
	struct err *err)
{
	struct work_intake_ask how = {
		.jail = c->house->jail,
		.ocr = c->house->ocr,
		.mode = mode_of(ask->ocr),
		.lines = ask->text,
		.bytes_most = app_upload_most(c->house->settings),
		.until_us = time_mono_us() + DEADLINE_MS * 1000LL,
	};
	struct work_intake got;

	return work_intake(c->mem, &how, name, bytes, &got, err) &&
	       show(c, ask, &got, out, err);
}

const struct app_intake work_intake_house = { read_here };

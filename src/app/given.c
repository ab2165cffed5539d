/* app/given.c - see given.h. */
#include "app/given.h"

#include "app/document.h"
#include "base/time.h"
#include "match/page.h"

#include <stdio.h>

enum { YEAR_LEAST = 1950, YEAR_MOST = 2150 };

/* ---- when --------------------------------------------------------------- */

bool app_given_month(
	const struct call *c, struct str as_of, int *out, struct err *err)
{
	struct date d = date_of(time_day(c->now));
	int64_t year, month;

	if (as_of.len) {
		if (as_of.len != 7 || as_of.at[4] != '-' ||
			!str_int(str_of(as_of.at, 4), &year) ||
			!str_int(str_of(as_of.at + 5, 2), &month) ||
			year < YEAR_LEAST || year > YEAR_MOST || month < 1 ||
			month > 12)
			return err_field(
				err, "/as_of", "must be a month like 2026-11");
		d.year = (int)year;
		d.month = (int)month;
	}
	*out = 12 * d.year + d.month - 1;
	return true;
}

/* ---- the resume --------------------------------------------------------- */

bool app_given_json(
	struct call *c, const struct given *g, struct str *out, struct err *err)
{
	struct document of;

	if (g->resume.len && g->resume_id.len)
		return err_field(err, "/resume_id",
			"stands beside 'resume': give one of them");
	if (!app_call_read(c, err))
		return false;
	if (g->resume.len) {
		*out = g->resume;
		return true;
	}
	if (!g->resume_id.len)
		return err_field(err, "/resume",
			"is missing: give it, or the 'resume_id' of one of "
			"your documents");
	return app_document_resume(c, g->resume_id, 0, &of, out, err);
}

/* Faults of a resume stand in the request below "/resume". */
static void put_below(struct err *err)
{
	for (int i = 0; i < err->field_count; i++) {
		char at[sizeof(err->fields[i].at)];

		snprintf(at, sizeof(at), "/resume%.*s", (int)sizeof(at) - 8,
			err->fields[i].at);
		memcpy(err->fields[i].at, at, sizeof(at));
	}
}

bool app_given_resume(struct call *c, const struct given *g, struct resume *out,
	struct err *err)
{
	struct str json;

	if (!app_given_json(c, g, &json, err))
		return false;
	if (resume_read_text(c->mem, json, out, err))
		return true;
	if (g->resume.len)
		put_below(err);
	return false;
}

/* ---- the posting -------------------------------------------------------- */

struct str app_given_text(struct arena *mem, struct str job_description)
{
	return posting_page_is(job_description)
		       ? posting_page_text(mem, job_description)
		       : job_description;
}

static bool has_words(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!strchr(" \t\r\n", text.at[i]))
			return true;
	return false;
}

bool app_given_posting(struct call *c, struct str job_description,
	struct posting *out, struct err *err)
{
	struct str text = app_given_text(c->mem, job_description);
	struct err why = { 0 };

	if (!has_words(text))
		return err_field(err, "/job_description", "has no words in it");
	if (posting_read(c->mem, text, out, &why))
		return true;
	return why.code == ERR_BAD_INPUT
		       ? err_field(err, "/job_description", "%s", why.text)
		       : (*err = why, false);
}

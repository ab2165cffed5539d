/*
 * work/error_report.c - tells Sentry of an unexpected error.
 *
 * Safe to run twice: Sentry drops an event whose id it knows.
 */
#include "work/work.h"

#include "app/errors.h"

bool work_error_report(struct call *c, struct job *job, struct err *err)
{
	if (app_errors_report(c, job->input, err))
		return true;
	job->hopeless =
		err->code == ERR_BAD_INPUT || err->code == ERR_NOT_FOUND;
	return false;
}

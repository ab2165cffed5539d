/*
 * work/account_forgot.c - the mail for a lost password, made when nobody
 * waits for it any more: so no answer tells whether there is such an account.
 *
 * Its ticket and its mail are kept together with the end of the job.
 */
#include "work/work.h"

#include "app/account.h"

bool work_account_forgot(struct call *c, struct job *job, struct err *err)
{
	if (app_account_send_reset(c, job->input, err))
		return true;
	job->hopeless = err->code == ERR_BAD_INPUT;
	return false;
}

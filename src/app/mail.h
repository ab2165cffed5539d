/*
 * app/mail.h - mails to people. A mail is a job, added in the transaction of
 * what it tells of: nobody hears of what did not happen.
 */
#ifndef APP_MAIL_H
#define APP_MAIL_H

#include "app/call.h"

struct mail_new {
	struct str to, to_name, subject, text;
	struct str html; /* may be absent */
};

/* With ENABLE_EMAIL_NOTIFICATIONS=false nothing is sent. The job's input is
 * sealed: a mail may hold what opens an account, and a job's input goes into
 * backups and into the export that an API key can read. */
bool app_mail_send(struct call *c, struct str account_id,
	const struct mail_new *mail, struct err *err);

/* The mail in the input of such a job. */
bool app_mail_read(struct house *h, struct arena *mem, struct str account_id,
	struct str input, struct mail_new *out, struct err *err);

/* An address of this site that a person may open: FRONTEND_URL (or where the
 * server listens), `path`, and `token` behind it. */
struct str app_mail_link(struct call *c, const char *path, struct str token);

#endif

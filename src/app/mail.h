/*
 * app/mail.h - mails to people. A mail is a job, added in the transaction of
 * what it tells of: nobody hears of what did not happen.
 */
#ifndef APP_MAIL_H
#define APP_MAIL_H

#include "app/call.h"
#include "base/json.h"

struct mail_new {
	struct str to, to_name, subject, text;
	struct str html; /* may be absent */
};
extern const struct json_shape app_mail_shape; /* the job's input */

/* With ENABLE_EMAIL_NOTIFICATIONS=false nothing is sent. */
bool app_mail_send(struct call *c, struct str account_id,
	const struct mail_new *mail, struct err *err);

/* An address of this site that a person may open: FRONTEND_URL (or where the
 * server listens), `path`, and `token` behind it. */
struct str app_mail_link(struct call *c, const char *path, struct str token);

#endif

/* app/mail.c - mails become jobs. See mail.h. */
#include "app/mail.h"

#include "app/house.h"
#include "base/id.h"
#include "net/mail.h"
#include "store/job.h"

static const struct json_field fields[] = {
	JSON(mail_new, to, JSON_MUST, 3, NET_MAIL_ADDRESS),
	JSON(mail_new, to_name, JSON_OMIT_EMPTY, 0, NET_MAIL_SUBJECT),
	JSON(mail_new, subject, JSON_MUST, 1, NET_MAIL_SUBJECT),
	JSON(mail_new, text, JSON_MUST, 1, NET_MAIL_BODY),
	JSON(mail_new, html, JSON_OMIT_EMPTY, 0, NET_MAIL_BODY),
	{ 0 },
};
const struct json_shape app_mail_shape =
	JSON_SHAPE(mail_new, "Mail", "A mail to a person.", fields);

bool app_mail_send(struct call *c, struct str account_id,
	const struct mail_new *mail, struct err *err)
{
	struct buf input;
	struct job_new job = {
		.id = id_new(c->mem),
		.kind = STR("mail.send"),
		.account_id = account_id,
		.run_at = c->now,
		.created_at = c->now,
	};

	if (!c->house->settings->enable_email_notifications)
		return true;
	buf_init(&input, c->mem, STORE_JOB_INPUT);
	json_show(&input, &app_mail_shape, mail);
	job.input = buf_str(&input);
	return store_job_add(c->db, &job, NULL, err);
}

struct str app_mail_link(struct call *c, const char *path, struct str token)
{
	const struct settings *s = c->house->settings;
	struct str base = str_c(s->frontend_url);

	if (!base.len)
		base = str_fmt(c->mem, "%s://%s:%lld",
			*s->tls_cert ? "https" : "http",
			*s->host && strcmp(s->host, "*") != 0 ? s->host
							      : "127.0.0.1",
			(long long)s->port);
	while (base.len && base.at[base.len - 1] == '/')
		base.len--;
	return str_fmt(
		c->mem, "%.*s%s%.*s", STR_ARG(base), path, STR_ARG(token));
}

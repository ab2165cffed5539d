/* app/mail.c - mails become jobs. See mail.h. */
#include "app/mail.h"

#include "app/house.h"
#include "base/id.h"
#include "base/json.h"
#include "net/mail.h"
#include "store/job.h"

static const char PURPOSE[] = "mail";

static const struct json_field fields[] = {
	JSON(mail_new, to, JSON_MUST, 3, NET_MAIL_ADDRESS),
	JSON(mail_new, to_name, JSON_OMIT_EMPTY, 0, NET_MAIL_SUBJECT),
	JSON(mail_new, subject, JSON_MUST, 1, NET_MAIL_SUBJECT),
	JSON(mail_new, text, JSON_MUST, 1, NET_MAIL_BODY),
	JSON(mail_new, html, JSON_OMIT_EMPTY, 0, NET_MAIL_BODY),
	{ 0 },
};
static const struct json_shape shape =
	JSON_SHAPE(mail_new, "Mail", "A mail to a person.", fields);

bool app_mail_send(struct call *c, struct str account_id,
	const struct mail_new *mail, struct err *err)
{
	struct buf text;
	struct job_new job = {
		.id = id_new(c->mem),
		.kind = STR("mail.send"),
		.account_id = account_id,
		.run_at = c->now,
		.created_at = c->now,
	};

	if (!c->house->settings->enable_email_notifications)
		return true;
	buf_init(&text, c->mem, KEYS_SEAL_MOST);
	json_show(&text, &shape, mail);
	if (!buf_ok(&text))
		return err_set(err, ERR_TOO_BIG, "the mail is too big");
	return keys_seal_write(c->house->seal, c->mem, PURPOSE, account_id,
		       buf_str(&text), &job.input, err) &&
	       store_job_add(c->db, &job, NULL, err);
}

bool app_mail_read(struct house *h, struct arena *mem, struct str account_id,
	struct str input, struct mail_new *out, struct err *err)
{
	struct str text;

	return keys_seal_read(
		       h->seal, mem, PURPOSE, account_id, input, &text, err) &&
	       json_read_text(mem, text, &shape, out, err);
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

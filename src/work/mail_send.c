/*
 * work/mail_send.c - hands one mail to the mail server, or lays it into the
 * development folder.
 *
 * Safe to run twice: the Message-ID is the job's, so that a receiver that got
 * the first one drops the second.
 */
#include "work/work.h"

#include "app/house.h"
#include "app/mail.h"
#include "net/mail.h"

/* "Vitae <vitae@localhost>" or just the address. */
static void read_from(struct str text, struct net_mail *mail)
{
	struct str rest = str_trim(text), name = str_cut(&rest, '<');

	if (!rest.len) {
		mail->from = str_trim(name);
		return;
	}
	mail->from = str_trim(str_cut(&rest, '>'));
	name = str_trim(name);
	if (name.len > 1 && *name.at == '"' && name.at[name.len - 1] == '"')
		name = str_of(name.at + 1, name.len - 2);
	if (name.len)
		mail->from_name = name;
}

static struct str or_none(struct str s) { return s.len ? s : STR_NONE; }

bool work_mail_send(struct call *c, struct job *job, struct err *err)
{
	const struct settings *s = c->house->settings;
	struct net_mail_post post = { .url = or_none(str_c(s->smtp_url)),
		.folder = str_fmt(job->mem, "%s/mail", s->data_dir) };
	struct net_mail_fate fate = { 0 };
	struct mail_new in = { 0 };
	struct net_mail mail;

	job->hopeless = true; /* what cannot be read never will be */
	if (!app_mail_read(
		    c->house, job->mem, job->account_id, job->input, &in, err))
		return false;
	mail = (struct net_mail){ .to = in.to,
		.to_name = or_none(in.to_name),
		.subject = in.subject,
		.text = in.text,
		.html = or_none(in.html),
		.id = job->id,
		.at_ms = job->now };
	read_from(str_c(s->mail_from), &mail);
	if (!net_mail_send(job->mem, &post, &mail, &fate, err)) {
		job->hopeless = !fate.retry;
		return false;
	}
	job->result = fate.stand_in ? STR("{\"stand_in\":true}")
				    : STR("{\"stand_in\":false}");
	return true;
}

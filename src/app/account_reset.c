/* app/account_reset.c - a lost password: the mail, and the new password. */
#include "app/account.h"

#include "app/house.h"
#include "app/limit.h"
#include "app/mail.h"
#include "app/seen.h"
#include "base/id.h"
#include "base/json.h"
#include "base/time.h"
#include "keys/password.h"
#include "keys/token.h"
#include "store/job.h"
#include "store/session.h"
#include "store/ticket.h"

enum { VALID_MS = 30 * MINUTE_MS };
static const char PURPOSE[] = "password";
static const char PREFIX[] = "vp_";

/* ---- the mail ----------------------------------------------------------- */

static bool send_mail(struct call *c, const struct account *a, struct str token,
	struct err *err)
{
	struct str link = app_mail_link(c, "/reset-password#token=", token);
	struct mail_new mail = {
		.to = a->email,
		.to_name = a->full_name,
		.subject = STR("Your new password"),
		.text = str_fmt(c->mem,
			"Hello %.*s,\n\n"
			"somebody, probably you, asked for a new password for "
			"your account.\nThis link lets you choose one during "
			"the next %d minutes, once:\n\n  %.*s\n\n"
			"If it was not you, do nothing: your password stays as "
			"it is.\n",
			STR_ARG(a->full_name), VALID_MS / MINUTE_MS,
			STR_ARG(link)),
	};

	return app_mail_send(c, a->id, &mail, err);
}

bool app_account_drop_resets(
	struct call *c, struct str account_id, struct err *err)
{
	return store_ticket_drop_all(c->db, account_id, str_c(PURPOSE), err);
}

struct forgotten {
	struct str email_key;
};
static const struct json_field forgotten_fields[] = {
	JSON(forgotten, email_key, JSON_MUST, 3, APP_EMAIL_MOST),
	{ 0 },
};
static const struct json_shape forgotten_shape = JSON_SHAPE(
	forgotten, "Forgotten", "Whose password is lost.", forgotten_fields);

/* Whether there is such an account shows neither in the answer nor in the
 * time it takes: the same rows are written either way, and what is different
 * is done by a job, when the answer is gone. */
bool app_account_forgot(struct call *c, struct str email, struct err *err)
{
	struct job_new job = { .id = id_new(c->mem),
		.kind = STR("account.forgot"),
		.run_at = c->now,
		.created_at = c->now };
	struct account a = { 0 };
	bool found = false;
	struct str key;
	struct buf input;

	if (!app_account_email_key(c->mem, email, "/email", &key, err) ||
		!app_limit_target(c, LIMIT_SIGN_IN, key, err) ||
		!app_call_write(c, err) ||
		!store_account_find_email(c->db, key, &a, &found, err))
		return false;
	c->audit = (struct audit_note){
		.entity_type = STR("account"), .entity_id = a.id, .email = key
	};
	buf_init(&input, c->mem, STORE_JOB_INPUT);
	json_show(&input, &forgotten_shape, &(struct forgotten){ key });
	job.input = buf_str(&input);
	return store_job_add(c->db, &job, NULL, err);
}

bool app_account_send_reset(struct call *c, struct str input, struct err *err)
{
	struct keys_token_hash hash;
	struct forgotten in = { 0 };
	struct account a = { 0 };
	bool found = false;
	struct str token;

	if (!json_read_text(c->mem, input, &forgotten_shape, &in, err) ||
		!app_call_write(c, err) ||
		!store_account_find_email(c->db, in.email_key, &a, &found, err))
		return false;
	if (!found || a.suspended_at)
		return true;
	token = keys_token_make(c->mem, PREFIX, &hash);
	return app_account_drop_resets(c, a.id, err) &&
	       store_ticket_add(c->db,
		       &(struct ticket){
			       .hash = { (char *)hash.bytes, KEYS_TOKEN_HASH },
			       .account_id = a.id,
			       .purpose = str_c(PURPOSE),
			       .created_at = c->now,
			       .expires_at = c->now + VALID_MS },
		       err) &&
	       send_mail(c, &a, token, err);
}

/* ---- the new password --------------------------------------------------- */

static bool refuse(struct err *err)
{
	return err_field(
		err, "/token", "does not count any more: ask for a new mail");
}

static bool use_ticket(struct call *c, const struct keys_token_hash *hash,
	struct account *out, struct err *err)
{
	struct ticket t;
	bool found = false;

	if (!app_call_write(c, err) ||
		!store_ticket_take(c->db,
			(struct bytes){
				(const char *)hash->bytes, KEYS_TOKEN_HASH },
			str_c(PURPOSE), &t, &found, err))
		return false;
	if (!found || t.expires_at <= c->now)
		return refuse(err);
	return store_account_get(c->db, t.account_id, out, err);
}

/* The password is hashed before the ticket is taken, so that no lock is held
 * meanwhile; a bad ticket costs a hash, which the limit bounds. */
bool app_account_reset(
	struct call *c, const struct password_reset *in, struct err *err)
{
	struct keys_token_hash ticket;
	struct account a;
	struct str hash;

	if (!keys_token_read(in->token, PREFIX, &ticket))
		return refuse(err);
	if (!keys_password_fit(
		    in->new_password, STR(""), STR(""), "/new_password", err) ||
		!keys_password_make(c->mem, in->new_password, &hash, err) ||
		!use_ticket(c, &ticket, &a, err) ||
		!keys_password_fit(in->new_password, a.email_key, a.full_name,
			"/new_password", err))
		return false;
	c->audit = (struct audit_note){ .entity_type = STR("account"),
		.entity_id = a.id,
		.email = a.email_key };
	/* the mail proves the email; who made the account never did */
	if (!a.email_verified && !app_account_reclaim(c, &a, err))
		return false;
	return app_account_trust_email(c, &a, err) &&
	       store_account_set_password(c->db, a.id, hash, c->now, err) &&
	       store_session_set_all_ended(c->db, a.id, STR(""), c->now, err) &&
	       app_seen_change(c, a.id, err);
}

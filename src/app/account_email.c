/*
 * app/account_email.c - whose is an email? A mail with a link that works once;
 * and what an address that is proven to be theirs brings (ACC-4, ACC-6).
 */
#include "app/account.h"

#include "app/house.h"
#include "app/limit.h"
#include "app/mail.h"
#include "app/seen.h"
#include "base/time.h"
#include "keys/token.h"
#include "store/api_key.h"
#include "store/identity.h"
#include "store/passkey.h"
#include "store/session.h"
#include "store/ticket.h"
#include "store/totp.h"

enum { VALID_MS = 24 * HOUR_MS };
static const char PURPOSE[] = "email";
static const char PREFIX[] = "ve_";

/* ---- the mail ----------------------------------------------------------- */

static bool send_mail(struct call *c, const struct account *a, struct str token,
	struct err *err)
{
	struct str link = app_mail_link(c, "/verify-email#token=", token);
	struct mail_new mail = {
		.to = a->email,
		.to_name = a->full_name,
		.subject = STR("Confirm your email"),
		.text = str_fmt(c->mem,
			"Hello %.*s,\n\n"
			"an account here was given this address. This link, "
			"once and during the\nnext %d hours, says that it is "
			"yours:\n\n  %.*s\n\n"
			"If you made no account, do nothing: without the link "
			"the address counts for\nnothing.\n",
			STR_ARG(a->full_name), VALID_MS / HOUR_MS,
			STR_ARG(link)),
	};

	return app_mail_send(c, a->id, &mail, err);
}

static bool drop_tickets(struct call *c, struct str account_id, struct err *err)
{
	return store_ticket_drop_all(c->db, account_id, str_c(PURPOSE), err);
}

bool app_account_ask_email(
	struct call *c, const struct account *a, struct err *err)
{
	struct keys_token_hash hash;
	struct str token;

	if (a->email_verified)
		return true;
	if (!drop_tickets(c, a->id, err))
		return false;
	if (!c->house->settings->enable_email_notifications)
		return true;
	token = keys_token_make(c->mem, PREFIX, &hash);
	return store_ticket_add(c->db,
		       &(struct ticket){
			       .hash = { (char *)hash.bytes, KEYS_TOKEN_HASH },
			       .account_id = a->id,
			       .purpose = str_c(PURPOSE),
			       .created_at = c->now,
			       .expires_at = c->now + VALID_MS },
		       err) &&
	       send_mail(c, a, token, err);
}

bool app_account_ask_email_again(struct call *c, struct err *err)
{
	struct account a;

	if (!app_limit_target(c, LIMIT_SIGN_IN, c->who.id, err) ||
		!app_call_write(c, err) || !app_account_me(c, &a, err))
		return false;
	c->audit = (struct audit_note){ .entity_type = STR("account"),
		.entity_id = a.id };
	if (a.email_verified)
		return err_set(err, ERR_CONFLICT,
			"this email is known to be yours already");
	return app_account_ask_email(c, &a, err);
}

/* ---- the answer --------------------------------------------------------- */

static bool is_named(const struct settings *s, struct str key)
{
	struct str rest = str_c(s->admin_emails);

	while (rest.len)
		if (str_eq_nocase(str_trim(str_cut(&rest, ',')), key))
			return true;
	return false;
}

static bool promote(struct call *c, struct account *a, struct err *err)
{
	if (str_is(a->role, "admin") ||
		!is_named(c->house->settings, a->email_key))
		return true;
	a->role = STR("admin");
	return store_account_set_role(c->db, a->id, a->role, c->now, err) &&
	       app_seen_change(c, a->id, err);
}

bool app_account_trust_email(struct call *c, struct account *a, struct err *err)
{
	bool known = a->email_verified;

	a->email_verified = true;
	return (known ||
		       (store_account_set_verified(c->db, a->id, c->now, err) &&
			       drop_tickets(c, a->id, err))) &&
	       promote(c, a, err);
}

bool app_account_reclaim(struct call *c, struct account *a, struct err *err)
{
	a->password = STR("");
	a->has_password = false;
	return store_account_set_password(
		       c->db, a->id, a->password, c->now, err) &&
	       store_session_set_all_ended(
		       c->db, a->id, STR(""), c->now, err) &&
	       store_api_key_drop_all(c->db, a->id, err) &&
	       store_identity_drop_all(c->db, a->id, err) &&
	       store_passkey_drop_all(c->db, a->id, err) &&
	       store_totp_drop(c->db, a->id, err) &&
	       app_account_drop_resets(c, a->id, err) &&
	       app_seen_change(c, a->id, err);
}

static bool refuse(struct err *err)
{
	return err_field(
		err, "/token", "does not count any more: ask for a new mail");
}

bool app_account_verify_email(struct call *c, struct str token, struct err *err)
{
	struct keys_token_hash hash;
	bool found = false;
	struct account a;
	struct ticket t;

	if (!keys_token_read(token, PREFIX, &hash))
		return refuse(err);
	if (!store_ticket_take(c->db,
		    (struct bytes){ (char *)hash.bytes, KEYS_TOKEN_HASH },
		    str_c(PURPOSE), &t, &found, err))
		return false;
	if (!found || t.expires_at <= c->now)
		return refuse(err);
	if (!store_account_get(c->db, t.account_id, &a, err))
		return false;
	c->audit = (struct audit_note){ .entity_type = STR("account"),
		.entity_id = a.id,
		.email = a.email_key };
	return app_account_trust_email(c, &a, err);
}

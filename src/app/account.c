/*
 * app/account.c - the rules about accounts: joining, signing in, changing.
 * Passwords that were lost are in account_reset.c, leaving in
 * account_erase.c, what administrators do in account_admin.c.
 */
#include "app/account.h"

#include "app/audit.h"
#include "app/house.h"
#include "app/limit.h"
#include "app/seen.h"
#include "base/id.h"
#include "base/time.h"
#include "base/utf8.h"
#include "keys/password.h"
#include "net/mail.h"
#include "store/session.h"

enum { FRESH_MS = 5 * MINUTE_MS };

/* ---- addresses ---------------------------------------------------------- */

bool app_account_email_key(struct arena *mem, struct str email, const char *at,
	struct str *out, struct err *err)
{
	*out = str_lower(mem, str_trim(email));
	return net_mail_address_ok(*out) ||
	       err_field(err, at, "must be an email address");
}

/* ---- names -------------------------------------------------------------- */

/* What was typed at a terminal was read by no shape, and goes to others. */
bool app_account_name_fit(struct str given, struct str *out, struct err *err)
{
	struct str rest = str_trim(given);
	uint32_t c;

	*out = rest;
	while (rest.len) {
		int n = utf8_decode(rest, &c);

		if (n <= 0 || c < ' ' || (c >= 0x7f && c < 0xa0) ||
			c == 0x2028 || c == 0x2029)
			return err_field(err, "/full_name",
				"must be one line without control characters");
		rest = str_of(rest.at + n, rest.len - (size_t)n);
	}
	return (out->len && utf8_count(*out) <= APP_NAME_MOST) ||
	       err_field(err, "/full_name", "must be 1 to %d characters long",
		       APP_NAME_MOST);
}

/* ---- joining ------------------------------------------------------------ */

struct account app_account_new(
	struct call *c, struct str email, struct str email_key)
{
	return (struct account){
		.id = id_new(c->mem),
		.email = str_trim(email),
		.email_key = email_key,
		.password = STR(""),
		.role = STR("user"),
		.plan = STR("free"),
		.credits = c->house->settings->initial_credits,
		.created_at = c->now,
		.updated_at = c->now,
	};
}

static bool make(struct call *c, const struct account_new *in, struct str key,
	struct account *out, struct err *err)
{
	*out = app_account_new(c, in->email, key);
	out->has_password = true;
	return app_account_name_fit(in->full_name, &out->full_name, err) &&
	       keys_password_make(c->mem, in->password, &out->password, err);
}

bool app_account_register(struct call *c, const struct account_new *in,
	struct sign_answer *out, struct err *err)
{
	struct account a;
	struct str key;

	if (!app_account_email_key(c->mem, in->email, "/email", &key, err) ||
		!keys_password_fit(
			in->password, key, in->full_name, "/password", err) ||
		!make(c, in, key, &a, err) || !app_call_write(c, err))
		return false;
	c->audit = (struct audit_note){
		.entity_type = STR("account"), .entity_id = a.id, .email = key
	};
	if (!store_account_add(c->db, &a, err))
		return err->code == ERR_CONFLICT
			       ? err_set(err, ERR_CONFLICT,
					 "this email cannot be used: sign in, "
					 "or ask "
					 "for a new password")
			       : false;
	return (in->trusted ? app_account_trust_email(c, &a, err)
			    : app_account_ask_email(c, &a, err)) &&
	       app_sign_begin(c, &a, out, err);
}

/* ---- signing in --------------------------------------------------------- */

static bool refuse(struct err *err)
{
	return err_set(
		err, ERR_NOT_SIGNED, "the email or the password is wrong");
}

/* An old kind of hash is replaced while the password is at hand; and whoever
 * was named an administrator since, becomes one. */
static bool refresh_account(struct call *c, struct account *a, bool upgrade,
	struct str hash, struct err *err)
{
	return (!upgrade || store_account_set_password(
				    c->db, a->id, hash, c->now, err)) &&
	       (!a->email_verified || app_account_trust_email(c, a, err));
}

static bool check_password(const struct account *a, bool found,
	struct str password, bool *upgrade, struct err *err)
{
	if (!found || !a->password.len) {
		keys_password_decoy(password, err);
		return err->code == ERR_BUSY ? false : refuse(err);
	}
	if (!keys_password_check(a->password, password, upgrade, err))
		return err->code == ERR_NOT_SIGNED ? refuse(err) : false;
	return true;
}

/* The account may have changed while its password was being checked. */
static bool begin_again(struct call *c, const struct account *was,
	struct account *now, struct err *err)
{
	return app_call_write(c, err) &&
	       (store_account_get(c->db, was->id, now, err) ||
		       (err->code == ERR_NOT_FOUND && refuse(err))) &&
	       (str_eq(was->password, now->password) || refuse(err));
}

bool app_account_login(struct call *c, const struct account_login *in,
	struct sign_answer *out, struct err *err)
{
	struct account was = { 0 }, a = { 0 };
	bool found = false, upgrade = false;
	struct str key, hash = STR("");

	if (!app_account_email_key(c->mem, in->email, "/email", &key, err) ||
		!app_limit_target(c, LIMIT_SIGN_IN, key, err) ||
		!app_call_read(c, err) ||
		!store_account_find_email(c->db, key, &was, &found, err) ||
		!app_call_close(c, true, err))
		return false;
	c->audit = (struct audit_note){
		.entity_type = STR("account"), .entity_id = was.id, .email = key
	};
	if (!check_password(&was, found, in->password, &upgrade, err) ||
		(upgrade && !keys_password_make(
				    c->mem, in->password, &hash, err)) ||
		!begin_again(c, &was, &a, err))
		return false;
	if (!a.suspended_at && !refresh_account(c, &a, upgrade, hash, err))
		return false;
	return app_sign_enter(c, &a, false, out, err);
}

bool app_account_me(struct call *c, struct account *out, struct err *err)
{
	return store_account_get(c->db, c->who.id, out, err);
}

/* ---- changing ----------------------------------------------------------- */

bool app_account_is_fresh(struct call *c, struct err *err)
{
	struct session s;

	if (!store_session_get(c->db, c->who.way, &s, err))
		return false;
	return c->now - s.created_at <= FRESH_MS ||
	       err_set(err, ERR_FORBIDDEN,
		       "sign in again first: without a password this takes a "
		       "sign-in of the last five minutes");
}

bool app_account_prove(struct call *c, struct str password, const char *at,
	struct account *out, struct err *err)
{
	bool upgrade;

	if (!app_limit_target(c, LIMIT_SIGN_IN, c->who.id, err) ||
		!app_call_read(c, err) || !app_account_me(c, out, err) ||
		(!out->password.len && !app_account_is_fresh(c, err)) ||
		!app_call_close(c, true, err))
		return false;
	if (!out->password.len ||
		(password.len && keys_password_check(out->password, password,
					 &upgrade, err)))
		return true;
	return password.len && err->code != ERR_NOT_SIGNED
		       ? false
		       : err_field(err, at, "is not your password");
}

static struct str profile_of(struct arena *mem, const struct account *a)
{
	return APP_AUDIT_VALUES(
		mem, { "email", a->email }, { "full_name", a->full_name });
}

static bool take_profile(struct call *c, const struct account_change *in,
	struct str key, struct account *a, struct err *err)
{
	struct account was;

	if (!app_call_write(c, err) || !app_account_me(c, &was, err))
		return false;
	*a = was;
	a->updated_at = c->now;
	if (in->full_name.at &&
		!app_account_name_fit(in->full_name, &a->full_name, err))
		return false;
	if (in->email.at) {
		a->email = str_trim(in->email);
		a->email_key = key;
		a->email_verified &= str_eq(was.email_key, key);
	}
	c->audit = (struct audit_note){ .entity_type = STR("account"),
		.entity_id = a->id,
		.old_values = profile_of(c->mem, &was),
		.new_values = profile_of(c->mem, a) };
	if (!store_account_set_profile(c->db, a, err))
		return err->code == ERR_CONFLICT
			       ? err_field(err, "/email", "cannot be used")
			       : false;
	return str_eq(was.email_key, a->email_key) ||
	       (app_account_drop_resets(c, a->id, err) &&
		       app_account_ask_email(c, a, err));
}

bool app_account_change(struct call *c, const struct account_change *in,
	struct account *out, struct err *err)
{
	struct str key = STR("");
	struct account a;

	/* another address is another way in: it takes the password */
	if (in->email.at && (!app_account_email_key(
				     c->mem, in->email, "/email", &key, err) ||
				    !app_account_prove(c, in->current_password,
					    "/current_password", &a, err)))
		return false;
	return take_profile(c, in, key, out, err);
}

bool app_account_change_password(
	struct call *c, const struct password_change *in, struct err *err)
{
	struct account a;
	struct str hash;

	if (!app_account_prove(
		    c, in->current_password, "/current_password", &a, err) ||
		!keys_password_fit(in->new_password, a.email_key, a.full_name,
			"/new_password", err) ||
		!keys_password_make(c->mem, in->new_password, &hash, err) ||
		!app_call_write(c, err))
		return false;
	c->audit = (struct audit_note){ .entity_type = STR("account"),
		.entity_id = a.id };
	return store_account_set_password(c->db, a.id, hash, c->now, err) &&
	       app_account_drop_resets(c, a.id, err) &&
	       store_session_set_all_ended(
		       c->db, a.id, c->who.way, c->now, err) &&
	       app_seen_change(c, a.id, err);
}

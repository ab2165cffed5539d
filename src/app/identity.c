/*
 * app/identity.c - from what another site says to an account here. The walk to
 * that site and back is identity_site.c. See identity.h.
 */
#include "app/identity_int.h"

#include "app/account.h"
#include "app/audit.h"
#include "app/house.h"
#include "app/limit.h"
#include "app/step.h"
#include "base/id.h"
#include "base/time.h"
#include "base/utf8.h"
#include "store/passkey.h"

/* ---- believing it ------------------------------------------------------- */

static struct str without_scheme(struct str issuer)
{
	const char *at = issuer.len ? strstr(issuer.at, "://") : NULL;

	return at ? str_c(at + 3) : STR_NONE;
}

bool app_identity_believe(struct call *c, const struct app_site *site,
	struct str token, struct str nonce, struct keys_id *out,
	struct err *err)
{
	struct str issuer = partners_oidc_issuer(site->oidc), keys;
	struct keys_id_ask ask = { .issuer = issuer,
		.issuer_too = site->google ? without_scheme(issuer) : STR_NONE,
		.client_id = partners_oidc_client(site->oidc),
		.nonce = nonce,
		.rs256_only = site->google,
		.now_ms = c->now };
	bool unknown = false, ok;

	if (!partners_oidc_keys(site->oidc, c->mem, false, &keys, err))
		return false;
	ok = keys_id_token_check(c->mem, token, keys, &ask, out, &unknown, err);
	if (ok || !unknown)
		return ok;
	return partners_oidc_keys(site->oidc, c->mem, true, &keys, err) &&
	       keys_id_token_check(
		       c->mem, token, keys, &ask, out, &unknown, err);
}

/* ---- whose is it? ------------------------------------------------------- */

bool app_identity_add(struct call *c, const struct keys_id *id,
	struct str account_id, struct identity *out, struct err *err)
{
	struct db_rows rows;

	*out = (struct identity){ .id = id_new(c->mem),
		.account_id = account_id,
		.issuer = id->issuer,
		.subject = id->subject,
		.email = id->email,
		.created_at = c->now,
		.used_at = c->now };
	return store_identity_list(c->db, account_id, &rows, err) &&
	       (rows.count < STORE_IDENTITIES ||
		       err_set(err, ERR_CONFLICT,
			       "this account has too many ways in")) &&
	       store_identity_add(c->db, out, err);
}

/* What the site calls them, where that is a name; else what stands before the
 * '@'. They can change it. */
static void name_of(struct call *c, const struct keys_id *id, struct account *a)
{
	struct str rest = id->email;
	struct err err;

	if (!app_account_name_fit(
		    utf8_fit(id->name, APP_NAME_MOST), &a->full_name, &err) &&
		!app_account_name_fit(str_cut(&rest, '@'), &a->full_name, &err))
		a->full_name = STR("New here");
	a->full_name = str_copy(c->mem, a->full_name);
}

/* The first time: by the email, if the site has seen that it is theirs. */
static bool meet(struct call *c, const struct keys_id *id, struct account *out,
	struct err *err)
{
	bool found = false;
	struct identity added;
	struct str key;
	struct err why;

	if (!id->email_verified ||
		!app_account_email_key(c->mem, id->email, "/email", &key, &why))
		return err_set(err, ERR_FORBIDDEN,
			"the provider does not say that your email is yours: "
			"verify it there, or register here");
	if (!store_account_find_email(c->db, key, out, &found, err))
		return false;
	if (found && !out->email_verified && !app_account_reclaim(c, out, err))
		return false;
	if (!found) {
		*out = app_account_new(c, id->email, key);
		name_of(c, id, out);
		if (!store_account_add(c->db, out, err))
			return false;
	}
	return app_account_trust_email(c, out, err) &&
	       app_identity_add(c, id, out->id, &added, err);
}

static bool known(struct call *c, const struct keys_id *id, struct account *out,
	struct err *err)
{
	struct identity i;
	bool found = false;

	if (!store_identity_find(
		    c->db, id->issuer, id->subject, &i, &found, err))
		return false;
	return found ? store_identity_set_used(
			       c->db, &i, id->email, c->now, err) &&
			       store_account_get(c->db, i.account_id, out, err)
		     : meet(c, id, out, err);
}

bool app_identity_enter(struct call *c, const struct keys_id *id,
	struct sign_answer *out, struct err *err)
{
	struct account a;

	c->audit = (struct audit_note){ .entity_type = STR("account"),
		.email = utf8_fit(id->email, APP_EMAIL_MOST) };
	if (!known(c, id, &a, err))
		return false;
	c->audit.entity_id = a.id;
	c->audit.email = a.email_key;
	c->audit.new_values =
		APP_AUDIT_VALUES(c->mem, { "issuer", id->issuer });
	return app_sign_enter(c, &a, false, out, err);
}

/* ---- Google, by the page ------------------------------------------------ */

bool app_identity_google(struct call *c, const struct google_sign *in,
	struct sign_answer *out, struct err *err)
{
	const struct app_site *site;
	struct keys_id id;

	return app_sites_find(c, STR("google"), &site, err) &&
	       app_identity_believe(c, site, in->id_token,
		       in->nonce.len ? in->nonce : STR_NONE, &id, err) &&
	       app_call_write(c, err) &&
	       app_step_spend(
		       c, in->id_token, id.expires_ms + 2 * MINUTE_MS, err) &&
	       app_identity_enter(c, &id, out, err);
}

/* ---- mine --------------------------------------------------------------- */

bool app_identity_list(struct call *c, struct db_rows *out, struct err *err)
{
	return store_identity_list(c->db, c->who.id, out, err);
}

bool app_identity_remove(struct call *c, struct str id, struct err *err)
{
	bool has_passkey = false;
	struct db_rows rows;
	struct account a;

	c->audit = (struct audit_note){ .entity_type = STR("identity"),
		.entity_id = id };
	if (!app_call_write(c, err) || !app_account_me(c, &a, err) ||
		!store_identity_drop(c->db, c->who.id, id, err) ||
		!store_identity_list(c->db, c->who.id, &rows, err) ||
		!store_passkey_any(c->db, c->who.id, &has_passkey, err))
		return false;
	return a.password.len || rows.count || has_passkey ||
	       err_set(err, ERR_CONFLICT,
		       "this is the last way in: have a mail sent for a new "
		       "password first");
}

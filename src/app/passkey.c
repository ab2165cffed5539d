/*
 * app/passkey.c - making passkeys and signing in by them. What a browser is
 * asked is written in passkey_ask.c. See passkey.h.
 */
#include "app/passkey_int.h"

#include "app/account.h"
#include "app/audit.h"
#include "app/second.h"
#include "app/step.h"
#include "base/code.h"
#include "base/id.h"
#include "store/identity.h"
#include "store/totp.h"

enum { TRANSPORTS = 100 };

static bool refuse(struct err *err, const char *why)
{
	return err_set(err, ERR_NOT_SIGNED, "%s", why);
}

/* Bytes of an answer: base64url in a member of `in`. */
static bool bytes_of(struct arena *mem, const struct json *in, const char *name,
	struct str *out, struct err *err)
{
	struct str text = json_text(json_find(in, name));

	return (text.len && code_bytes(mem, CODE_BASE64URL, text, out)) ||
	       err_field(
		       err, "/credential", "holds no '%s' in base64url", name);
}

/* ---- a new one ---------------------------------------------------------- */

/* Words for the browser, when it is to find the device again. */
static struct str transports_of(struct arena *mem, const struct json *list)
{
	const struct json *one;
	struct buf b;

	buf_init(&b, mem, TRANSPORTS);
	buf_add(&b, STR(""));
	for (one = json_first(list); one; one = json_next(list, one)) {
		struct str word = json_text(one);
		bool fits = word.len && word.len <= 16 &&
			    b.len + word.len + 1 < TRANSPORTS;

		for (size_t i = 0; fits && i < word.len; i++)
			fits = (word.at[i] >= 'a' && word.at[i] <= 'z') ||
			       word.at[i] == '-';
		if (fits)
			buf_addf(&b, "%s%.*s", b.len ? " " : "", STR_ARG(word));
	}
	return buf_str(&b);
}

static bool read_new(struct call *c, const struct webauthn_ask *ask,
	const struct json *credential, struct passkey *out, struct err *err)
{
	const struct json *answer = json_find(credential, "response");
	struct webauthn_made made;
	struct str client, attestation;

	if (!bytes_of(c->mem, answer, "clientDataJSON", &client, err) ||
		!bytes_of(c->mem, answer, "attestationObject", &attestation,
			err) ||
		!keys_webauthn_made(
			c->mem, ask, client, attestation, &made, err))
		return err->code != ERR_NOT_SIGNED
			       ? false
			       : err_field(err, "/credential", "%s", err->text);
	out->credential =
		(struct bytes){ made.credential.at, made.credential.len };
	out->public_key =
		(struct bytes){ made.public_key.at, made.public_key.len };
	out->counter = made.counter;
	out->synced = made.synced;
	out->transports =
		transports_of(c->mem, json_find(answer, "transports"));
	return true;
}

static bool room_for_more(struct call *c, struct err *err)
{
	struct db_rows rows;

	return store_passkey_list(c->db, c->who.id, &rows, err) &&
	       (rows.count < STORE_PASSKEYS ||
		       err_set(err, ERR_CONFLICT,
			       "%d passkeys are enough: remove one first",
			       STORE_PASSKEYS));
}

bool app_passkey_add(struct call *c, struct str origin,
	const struct passkey_new *in, struct passkey *out, struct err *err)
{
	struct webauthn_ask ask = { .origin = origin };
	struct passkey_step step;

	if (!app_passkey_step(c, app_passkey_new, in->flow, &step, err))
		return false;
	if (!str_eq(step.account_id, c->who.id))
		return refuse(err, "this was begun by somebody else");
	*out = (struct passkey){ .id = id_new(c->mem),
		.account_id = c->who.id,
		.name = in->name,
		.created_at = c->now };
	c->audit = (struct audit_note){ .entity_type = STR("passkey"),
		.entity_id = out->id,
		.new_values = APP_AUDIT_VALUES(c->mem, { "name", in->name }) };
	ask.challenge = step.challenge;
	ask.rp_id = app_passkey_site(c->mem, origin);
	if (!read_new(c, &ask, in->credential, out, err) ||
		!app_call_write(c, err) ||
		!app_step_spend(c, in->flow, c->now + APP_STEP_MS, err) ||
		!room_for_more(c, err))
		return false;
	if (store_passkey_add(c->db, out, err))
		return true;
	return err->code == ERR_CONFLICT
		       ? err_set(err, ERR_CONFLICT,
				 "this passkey is known here already")
		       : false;
}

/* ---- signing in --------------------------------------------------------- */

static bool read_shown(struct call *c, const struct json *credential,
	struct webauthn_shown *out, struct str *handle, struct err *err)
{
	const struct json *answer = json_find(credential, "response");

	*handle = STR("");
	return bytes_of(c->mem, answer, "clientDataJSON", &out->client_data,
		       err) &&
	       bytes_of(c->mem, answer, "authenticatorData",
		       &out->authenticator_data, err) &&
	       bytes_of(c->mem, answer, "signature", &out->signature, err) &&
	       (!json_text(json_find(answer, "userHandle")).len ||
		       bytes_of(c->mem, answer, "userHandle", handle, err));
}

static bool find_passkey(struct call *c, const struct json *credential,
	struct str handle, struct passkey *out, struct err *err)
{
	bool found = false;
	struct str id;

	if (!bytes_of(c->mem, credential, "id", &id, err) ||
		!store_passkey_find(c->db, (struct bytes){ id.at, id.len }, out,
			&found, err))
		return false;
	return (found && (!handle.len || str_eq(handle, out->account_id))) ||
	       refuse(err, "this passkey is not known here");
}

/* A counter that goes back means a copy of the device. */
static bool note_use(struct call *c, struct passkey *p,
	const struct webauthn_seen *seen, struct err *err)
{
	bool moved = false;

	p->counter = seen->counter;
	p->synced = seen->synced;
	p->used_at = c->now;
	return store_passkey_set_used(c->db, p, &moved, err) &&
	       (moved || refuse(err, "this passkey counts backwards: it may "
				     "have been copied"));
}

/* Whose sign-in it ends: of the password before, or the passkey's own. */
static bool whose(struct call *c, const struct passkey_step *step,
	struct str mfa_token, struct account *out, struct err *err)
{
	if (!step->account_id.len)
		return app_call_write(c, err);
	return app_second_read(c, mfa_token, out, err) &&
	       (str_eq(out->id, step->account_id) ||
		       refuse(err, "this was begun by somebody else"));
}

bool app_passkey_sign(struct call *c, struct str origin,
	const struct passkey_sign *in, struct sign_answer *out, struct err *err)
{
	struct webauthn_ask ask = { .origin = origin };
	struct account a = { 0 };
	struct webauthn_shown shown;
	struct webauthn_seen seen;
	struct passkey_step step;
	struct passkey p;
	struct str handle;

	if (!app_passkey_step(c, app_passkey_get, in->flow, &step, err) ||
		!read_shown(c, in->credential, &shown, &handle, err) ||
		!whose(c, &step, in->mfa_token, &a, err) ||
		!find_passkey(c, in->credential, handle, &p, err))
		return false;
	if (a.id.len && !str_eq(a.id, p.account_id))
		return refuse(err, "this passkey is of another account");
	c->audit = (struct audit_note){ .entity_type = STR("account"),
		.entity_id = p.account_id,
		.new_values = APP_AUDIT_VALUES(c->mem, { "passkey", p.id }) };
	ask.challenge = step.challenge;
	ask.rp_id = app_passkey_site(c->mem, origin);
	ask.verified = !a.id.len;
	return keys_webauthn_shown(c->mem, &ask,
		       str_of(p.public_key.at, p.public_key.len), &shown, &seen,
		       err) &&
	       app_step_spend(c, in->flow, c->now + APP_STEP_MS, err) &&
	       (!a.id.len || app_step_spend(c, in->mfa_token,
				     c->now + APP_STEP_MS, err)) &&
	       note_use(c, &p, &seen, err) &&
	       store_totp_set_right(c->db, p.account_id, err) &&
	       store_account_get(c->db, p.account_id, &a, err) &&
	       app_sign_enter(c, &a, true, out, err);
}

/* ---- mine --------------------------------------------------------------- */

bool app_passkey_list(struct call *c, struct db_rows *out, struct err *err)
{
	return store_passkey_list(c->db, c->who.id, out, err);
}

bool app_passkey_rename(
	struct call *c, struct str id, struct str name, struct err *err)
{
	c->audit = (struct audit_note){ .entity_type = STR("passkey"),
		.entity_id = id,
		.new_values = APP_AUDIT_VALUES(c->mem, { "name", name }) };
	return store_passkey_set_name(c->db, c->who.id, id, name, err);
}

bool app_passkey_remove(struct call *c, struct str id, struct err *err)
{
	struct db_rows sites;
	bool more = false;
	struct account a;

	c->audit = (struct audit_note){ .entity_type = STR("passkey"),
		.entity_id = id };
	if (!app_call_write(c, err) || !app_account_me(c, &a, err) ||
		!store_passkey_drop(c->db, c->who.id, id, err) ||
		!store_passkey_any(c->db, c->who.id, &more, err) ||
		!store_identity_list(c->db, c->who.id, &sites, err))
		return false;
	return a.password.len || sites.count || more ||
	       err_set(err, ERR_CONFLICT,
		       "this is the last way in: have a mail sent for a new "
		       "password first");
}

/* app/passkey_ask.c - what browsers are asked about passkeys. See passkey.h. */
#include "app/passkey_int.h"

#include "app/account.h"
#include "app/second.h"
#include "app/step.h"
#include "base/code.h"
#include "base/id.h"

enum { WAIT_MS = 5 * 60 * 1000 };

const char app_passkey_new[] = "new passkey", app_passkey_get[] = "passkey";

static const struct json_field step_fields[] = {
	JSON(passkey_step, challenge, JSON_MUST, 43, 43),
	JSON(passkey_step, account_id, JSON_MUST, 0, 36),
	{ 0 },
};
static const struct json_shape step_shape = JSON_SHAPE(
	passkey_step, "PasskeyStep", "A question to a passkey.", step_fields);

bool app_passkey_step(struct call *c, const char *purpose, struct str flow,
	struct passkey_step *out, struct err *err)
{
	return app_step_read(c, purpose, &step_shape, flow, out, err);
}

struct str app_passkey_site(struct arena *mem, struct str origin)
{
	const char *at = memmem(origin.at, origin.len, "://", 3);
	struct str host =
		at ? str_of(at + 3, origin.len - (size_t)(at + 3 - origin.at))
		   : origin;
	const char *colon = host.len ? memrchr(host.at, ':', host.len) : NULL;

	if (colon && !memchr(colon, ']', (size_t)(host.at + host.len - colon)))
		host.len = (size_t)(colon - host.at);
	return str_copy(mem, host);
}

/* ---- pieces ------------------------------------------------------------- */

static void put_bytes(
	struct json_out *o, struct arena *mem, const char *name, struct str s)
{
	json_put_text(json_key(o, name), code_text(mem, CODE_BASE64URL, s));
}

static void put_transports(struct json_out *o, struct str words)
{
	if (!words.len)
		return;
	json_list(json_key(o, "transports"));
	while (words.len)
		json_put_text(o, str_cut(&words, ' '));
	json_end(o);
}

static void put_known(struct json_out *o, struct arena *mem, const char *name,
	const struct db_rows *rows)
{
	const struct passkey *p = rows->at;

	json_list(json_key(o, name));
	for (size_t i = 0; i < rows->count; i++) {
		json_object(o);
		json_put_text(json_key(o, "type"), STR("public-key"));
		put_bytes(o, mem, "id",
			str_of(p[i].credential.at, p[i].credential.len));
		put_transports(o, p[i].transports);
		json_end(o);
	}
	json_end(o);
}

static void put_kinds(struct json_out *o)
{
	static const int64_t kinds[] = { -7, -8, -257 };

	json_list(json_key(o, "pubKeyCredParams"));
	for (size_t i = 0; i < LENGTH(kinds); i++) {
		json_object(o);
		json_put_text(json_key(o, "type"), STR("public-key"));
		json_put_int(json_key(o, "alg"), kinds[i]);
		json_end(o);
	}
	json_end(o);
}

static bool seal(struct call *c, const char *purpose,
	const struct passkey_step *step, const struct buf *options,
	struct passkey_way *out, struct err *err)
{
	out->options = buf_str(options);
	return (buf_ok(options) ||
		       err_set(err, ERR_TOO_BIG, "too many passkeys")) &&
	       app_step_write(c, purpose, &step_shape, step, &out->flow, err);
}

/* ---- for a new one ------------------------------------------------------ */

static void put_person(
	struct json_out *o, struct arena *mem, const struct account *a)
{
	json_object(json_key(o, "user"));
	put_bytes(o, mem, "id", a->id);
	json_put_text(json_key(o, "name"), a->email);
	json_put_text(json_key(o, "displayName"), a->full_name);
	json_end(o);
}

bool app_passkey_ask_new(struct call *c, struct str origin,
	struct str current_password, struct passkey_way *out, struct err *err)
{
	struct passkey_step step = { id_token(c->mem), c->who.id };
	struct account a;
	struct json_out o;
	struct db_rows known;
	struct buf b;

	if (!app_account_prove(
		    c, current_password, "/current_password", &a, err) ||
		!app_call_read(c, err) ||
		!store_passkey_list(c->db, a.id, &known, err))
		return false;
	buf_init(&b, c->mem, APP_PASSKEY_OPTIONS);
	o = json_begin(&b, JSON_COMPACT);
	json_object(&o);
	json_object(json_key(&o, "rp"));
	json_put_text(json_key(&o, "id"), app_passkey_site(c->mem, origin));
	json_put_text(json_key(&o, "name"), STR("Vitae"));
	json_end(&o);
	put_person(&o, c->mem, &a);
	json_put_text(json_key(&o, "challenge"), step.challenge);
	put_kinds(&o);
	json_put_int(json_key(&o, "timeout"), WAIT_MS);
	put_known(&o, c->mem, "excludeCredentials", &known);
	json_object(json_key(&o, "authenticatorSelection"));
	json_put_text(json_key(&o, "residentKey"), STR("preferred"));
	json_put_text(json_key(&o, "userVerification"), STR("preferred"));
	json_end(&o);
	json_put_text(json_key(&o, "attestation"), STR("none"));
	json_end(&o);
	return seal(c, app_passkey_new, &step, &b, out, err);
}

/* ---- for a sign-in ------------------------------------------------------ */

bool app_passkey_ask(struct call *c, struct str origin, struct str mfa_token,
	struct passkey_way *out, struct err *err)
{
	struct passkey_step step = { id_token(c->mem), STR("") };
	struct db_rows known = { 0 };
	struct account a;
	struct json_out o;
	struct buf b;

	if (mfa_token.len) {
		if (!app_second_read(c, mfa_token, &a, err) ||
			!store_passkey_list(c->db, a.id, &known, err))
			return false;
		step.account_id = a.id;
	}
	buf_init(&b, c->mem, APP_PASSKEY_OPTIONS);
	o = json_begin(&b, JSON_COMPACT);
	json_object(&o);
	json_put_text(json_key(&o, "challenge"), step.challenge);
	json_put_text(json_key(&o, "rpId"), app_passkey_site(c->mem, origin));
	json_put_int(json_key(&o, "timeout"), WAIT_MS);
	/* without a list the browser offers what it has for this site, and
	 * nobody learns who has which */
	put_known(&o, c->mem, "allowCredentials", &known);
	json_put_text(json_key(&o, "userVerification"),
		mfa_token.len ? STR("preferred") : STR("required"));
	json_end(&o);
	return seal(c, app_passkey_get, &step, &b, out, err);
}

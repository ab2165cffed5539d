/* app/second.c - codes of the minute and recovery codes. See second.h. */
#include "app/second.h"

#include "app/audit.h"
#include "app/house.h"
#include "app/limit.h"
#include "app/step.h"
#include "base/code.h"
#include "base/hash.h"
#include "base/json.h"
#include "keys/totp.h"
#include "net/url.h"
#include "store/passkey.h"
#include "store/totp.h"

enum { CODE_BYTES = 10, URI_MOST = 1024, MARK = 16 };
static const char PURPOSE[] = "totp secret", STEP[] = "second factor";

/* ---- the step between --------------------------------------------------- */

struct asked {
	struct str account_id, mark;
};
static const struct json_field asked_fields[] = {
	JSON(asked, account_id, JSON_MUST, 36, 36),
	JSON(asked, mark, JSON_MUST, MARK, MARK),
	{ 0 },
};
static const struct json_shape asked_shape =
	JSON_SHAPE(asked, "Asked", "Who has to show more.", asked_fields);

/* Another password since, and the step is none any more. */
static struct str mark_of(struct arena *mem, const struct account *a)
{
	unsigned char hash[HASH_SHA256_SIZE];

	hash_sha256(a->password, hash);
	return code_text(mem, CODE_HEX, str_of((char *)hash, MARK / 2));
}

static bool methods_of(struct call *c, const struct account *a,
	struct sign_answer *out, struct err *err)
{
	bool has_passkey = false;
	struct str *list = ARENA_LIST(c->mem, struct str, 3);
	size_t n = 0;

	if (!store_passkey_any(c->db, a->id, &has_passkey, err))
		return false;
	list[n++] = STR("totp");
	list[n++] = STR("recovery_code");
	if (has_passkey)
		list[n++] = STR("passkey");
	out->mfa_methods.at = list;
	out->mfa_methods.count = n;
	return true;
}

bool app_second_ask(struct call *c, const struct account *a,
	struct sign_answer *out, struct err *err)
{
	struct asked asked = { a->id, mark_of(c->mem, a) };

	*out = (struct sign_answer){ 0 };
	c->audit.new_values =
		APP_AUDIT_VALUES(c->mem, { "next", STR("second factor") });
	return methods_of(c, a, out, err) &&
	       app_step_write(
		       c, STEP, &asked_shape, &asked, &out->mfa_token, err);
}

bool app_second_read(struct call *c, struct str mfa_token, struct account *out,
	struct err *err)
{
	struct asked asked;

	if (!app_step_read(c, STEP, &asked_shape, mfa_token, &asked, err) ||
		!app_limit_target(c, LIMIT_CODE, asked.account_id, err) ||
		!app_call_write(c, err))
		return false;
	if (!store_account_get(c->db, asked.account_id, out, err))
		return err->code == ERR_NOT_FOUND
			       ? err_set(err, ERR_NOT_SIGNED, "begin again")
			       : false;
	return str_eq(mark_of(c->mem, out), asked.mark) ||
	       err_set(err, ERR_NOT_SIGNED,
		       "the password was changed meanwhile: begin again");
}

/* ---- codes -------------------------------------------------------------- */

static void hash_code(
	struct str account_id, struct str letters, unsigned char *out)
{
	struct hash h;

	hash_begin(&h);
	hash_more(&h, STR("recovery code "));
	hash_more(&h, account_id);
	hash_more(&h, letters);
	hash_end(&h, out);
}

/* As people type it: of either case, with blanks and dashes anywhere. */
static struct str plain_code(struct arena *mem, struct str code)
{
	struct buf b;

	buf_init(&b, mem, code.len + 1);
	for (size_t i = 0; i < code.len; i++)
		if (!strchr(" -\t", code.at[i]))
			buf_addc(&b,
				(char)(code.at[i] >= 'a' && code.at[i] <= 'z'
						? code.at[i] - 32
						: code.at[i]));
	return b.at ? buf_str(&b) : STR("");
}

static bool make_codes(struct call *c, struct str account_id,
	struct totp_codes *out, struct err *err)
{
	struct str *list = ARENA_LIST(c->mem, struct str, APP_SECOND_CODES);
	unsigned char hash[HASH_SHA256_SIZE], bytes[CODE_BYTES];

	if (!store_recovery_drop_all(c->db, account_id, err))
		return false;
	for (int i = 0; i < APP_SECOND_CODES; i++) {
		struct str text;

		hash_random(bytes, sizeof(bytes));
		text = keys_totp_text(
			c->mem, str_of((char *)bytes, sizeof(bytes)));
		hash_code(account_id, text, hash);
		list[i] = str_fmt(c->mem, "%.4s-%.4s-%.4s-%.4s", text.at,
			text.at + 4, text.at + 8, text.at + 12);
		if (!store_recovery_add(c->db,
			    &(struct recovery_code){ account_id,
				    { (char *)hash, sizeof(hash) }, c->now },
			    err))
			return false;
	}
	out->recovery_codes.at = list;
	out->recovery_codes.count = APP_SECOND_CODES;
	return true;
}

static bool refuse(struct err *err)
{
	return err_set(
		err, ERR_NOT_SIGNED, "this code is wrong, or was used already");
}

static bool open_secret(struct call *c, const struct totp *t,
	struct str *secret, struct err *err)
{
	return keys_seal_read(c->house->seal, c->mem, PURPOSE, t->account_id,
		t->secret, secret, err);
}

static bool check_code(struct call *c, const struct totp *t, struct str code,
	bool *right, struct err *err)
{
	struct str secret;
	int64_t step;

	*right = false;
	if (!open_secret(c, t, &secret, err))
		return false;
	return !keys_totp_check(secret, code, c->now, t->step, &step) ||
	       store_totp_set_step(
		       c->db, t->account_id, step, c->now, right, err);
}

static bool check_recovery(struct call *c, struct str account_id,
	struct str code, bool *right, struct err *err)
{
	unsigned char hash[HASH_SHA256_SIZE];

	hash_code(account_id, code, hash);
	return store_recovery_take(c->db, account_id,
		       (struct bytes){ (char *)hash, sizeof(hash) }, right,
		       err) &&
	       (!*right || store_totp_set_right(c->db, account_id, err));
}

/* ---- the second step of a sign-in --------------------------------------- */

static bool note_wrong(struct call *c, struct str account_id, struct err *err)
{
	return store_totp_add_failed(c->db, account_id, err) &&
	       app_call_close(c, true, err) && refuse(err);
}

bool app_second_answer(struct call *c, const struct second_answer *in,
	struct sign_answer *out, struct err *err)
{
	struct str code = plain_code(c->mem, in->code);
	bool found = false, right = false;
	struct account a;
	struct totp t;

	if (!app_second_read(c, in->mfa_token, &a, err))
		return false;
	c->audit = (struct audit_note){ .entity_type = STR("account"),
		.entity_id = a.id,
		.email = a.email_key };
	if (!store_totp_find(c->db, a.id, &t, &found, err))
		return false;
	if (!found || !t.confirmed_at)
		return err_set(err, ERR_NOT_SIGNED,
			"no second factor is set any more: begin again");
	if (code.len == KEYS_TOTP_DIGITS) {
		if (t.failed >= APP_SECOND_FAILURES)
			return err_set(err, ERR_FORBIDDEN,
				"too many wrong codes: use a recovery code or "
				"a passkey");
		if (!check_code(c, &t, code, &right, err))
			return false;
	} else if (!check_recovery(c, a.id, code, &right, err)) {
		return false;
	} else if (right) {
		c->audit.new_values = APP_AUDIT_VALUES(
			c->mem, { "by", STR("recovery code") });
	}
	if (!right)
		return note_wrong(c, a.id, err);
	return app_step_spend(c, in->mfa_token, c->now + APP_STEP_MS, err) &&
	       app_sign_enter(c, &a, true, out, err);
}

/* ---- setting it up ------------------------------------------------------ */

bool app_second_state(struct call *c, struct totp_state *out, struct err *err)
{
	bool found = false;
	struct totp t;

	*out = (struct totp_state){ 0 };
	if (!store_totp_find(c->db, c->who.id, &t, &found, err))
		return false;
	if (!found || !t.confirmed_at)
		return true;
	out->enabled = true;
	out->confirmed_at = t.confirmed_at;
	return store_recovery_count(
		c->db, c->who.id, &out->recovery_codes_left, err);
}

/* What apps read: https://github.com/google/google-authenticator/wiki */
static struct str uri_of(
	struct call *c, const struct account *a, struct str secret)
{
	struct buf b;

	buf_init(&b, c->mem, 4 * URI_MOST);
	buf_add(&b, STR("otpauth://totp/Vitae:"));
	net_url_escape(&b, a->email);
	buf_addf(&b, "?secret=%.*s&issuer=Vitae", STR_ARG(secret));
	return buf_str(&b);
}

static void note(struct call *c, struct str account_id)
{
	c->audit = (struct audit_note){ .entity_type = STR("account"),
		.entity_id = account_id };
}

bool app_second_begin(struct call *c, struct str current_password,
	struct totp_new *out, struct err *err)
{
	struct totp t = { .created_at = c->now };
	struct str secret = keys_totp_make(c->mem);
	struct account a;
	bool set = false;

	if (!app_account_prove(
		    c, current_password, "/current_password", &a, err) ||
		!app_call_write(c, err))
		return false;
	note(c, a.id);
	t.account_id = a.id;
	out->secret = keys_totp_text(c->mem, secret);
	out->otpauth_uri = uri_of(c, &a, out->secret);
	return keys_seal_write(c->house->seal, c->mem, PURPOSE, a.id, secret,
		       &t.secret, err) &&
	       store_totp_set(c->db, &t, &set, err) &&
	       (set || err_set(err, ERR_CONFLICT,
			       "codes are set up already: remove them first"));
}

bool app_second_confirm(struct call *c, struct str code, struct totp_codes *out,
	struct err *err)
{
	bool found = false, right = false;
	struct totp t;

	note(c, c->who.id);
	if (!app_limit_target(c, LIMIT_CODE, c->who.id, err) ||
		!app_call_write(c, err) ||
		!store_totp_find(c->db, c->who.id, &t, &found, err))
		return false;
	if (!found || t.confirmed_at)
		return err_set(err, ERR_CONFLICT,
			"there is nothing to confirm: begin by asking for a "
			"secret");
	if (!check_code(c, &t, plain_code(c->mem, code), &right, err))
		return false;
	return right ? make_codes(c, c->who.id, out, err)
		     : err_field(
			       err, "/code", "is not the code of this minute");
}

/* With the password at hand, codes that are set up. */
static bool open_set(struct call *c, struct str current_password,
	struct account *a, struct err *err)
{
	bool found = false;
	struct totp t;

	if (!app_account_prove(
		    c, current_password, "/current_password", a, err) ||
		!app_call_write(c, err) ||
		!store_totp_find(c->db, a->id, &t, &found, err))
		return false;
	note(c, a->id);
	return (found && t.confirmed_at) ||
	       err_set(err, ERR_CONFLICT, "no codes are set up");
}

bool app_second_remove(
	struct call *c, struct str current_password, struct err *err)
{
	struct account a;

	return open_set(c, current_password, &a, err) &&
	       store_totp_drop(c->db, a.id, err);
}

bool app_second_new_codes(struct call *c, struct str current_password,
	struct totp_codes *out, struct err *err)
{
	struct account a;

	return open_set(c, current_password, &a, err) &&
	       make_codes(c, a.id, out, err);
}

/* app/sign.c - tokens and keys become a `who`. See sign.h. */
#include "app/sign.h"

#include "app/house.h"
#include "app/seen.h"
#include "base/time.h"
#include "base/utf8.h"
#include "keys/token.h"
#include "store/api_key.h"
#include "store/session.h"

enum { USED_EVERY_MS = HOUR_MS };

const char *const app_sign_scope_words[] = {
#define SCOPE_WORD(name, word) word,
	APP_SCOPES(SCOPE_WORD)
#undef SCOPE_WORD
		NULL
};

bool app_sign_scopes(struct str words, uint32_t *out, struct err *err)
{
	*out = 0;
	while (words.len) {
		struct str word = str_cut(&words, ' ');
		unsigned bit = 0;

		if (!word.len)
			continue;
		while (app_sign_scope_words[bit] &&
			!str_is(word, app_sign_scope_words[bit]))
			bit++;
		if (!app_sign_scope_words[bit])
			return err_field(err, "/scopes", "has no scope '%.*s'",
				STR_ARG(word));
		*out |= 1u << bit;
	}
	return true;
}

enum who_role app_sign_role(struct str word)
{
	return str_is(word, "admin") ? ROLE_ADMIN : ROLE_USER;
}

static bool refuse(struct err *err)
{
	return err_set(err, ERR_NOT_SIGNED,
		"this sign-in does not count any more: sign in again");
}

static void take(struct call *c, const struct seen *seen)
{
	c->who = (struct who){
		.kind = seen->kind,
		.role = seen->role,
		.id = str_copy(c->mem, str_c(seen->account_id)),
		.way = str_copy(c->mem, str_c(seen->way)),
		.plan = str_copy(c->mem, str_c(seen->plan)),
		.scopes = seen->scopes,
	};
}

/* ---- sessions ----------------------------------------------------------- */

static bool look_up_session(
	struct call *c, struct str token, struct seen *out, struct err *err)
{
	struct keys_claims claims;
	struct session_owner o;
	uint64_t noticed;

	if (!keys_jwt_check(c->house->jwt, c->mem, KEYS_JWT_ACCESS, token,
		    c->now, &claims, err))
		return false;
	noticed = app_seen_noticed(c->house->db, claims.sub);
	if (!app_call_read(c, err))
		return false;
	if (!store_session_get_owner(c->db, claims.sid, &o, err))
		return err->code == ERR_NOT_FOUND ? refuse(err) : false;
	if (o.ended_at || o.suspended_at || o.expires_at <= c->now ||
		!str_eq(o.account_id, claims.sub))
		return refuse(err);
	*out = (struct seen){ .kind = WHO_SESSION,
		.role = app_sign_role(o.role),
		.scopes = ~0u,
		.until = o.expires_at < claims.expires_ms ? o.expires_at
							  : claims.expires_ms };
	utf8_keep(out->account_id, sizeof(out->account_id), o.account_id);
	utf8_keep(out->way, sizeof(out->way), claims.sid);
	utf8_keep(out->plan, sizeof(out->plan), o.plan);
	app_seen_keep(c->house, token, out, noticed);
	return true;
}

/* ---- API keys ----------------------------------------------------------- */

/* When a key was last used is kept to the hour, so that reading stays
 * reading. */
static bool note_use(
	struct call *c, const struct api_key_owner *o, struct err *err)
{
	return o->used_at > c->now - USED_EVERY_MS ||
	       (app_call_write(c, err) &&
		       store_api_key_set_used(c->db, o->id, c->now, err) &&
		       app_call_close(c, true, err));
}

static bool look_up_key(struct call *c, struct str token, struct bytes hash,
	struct seen *out, struct err *err)
{
	struct api_key_owner o;
	uint64_t noticed = 0;
	uint32_t scopes;
	bool found = false;

	/* the first look tells whose notices count, the second one counts */
	for (int look = 0; look < 2; look++) {
		if (!app_call_read(c, err) ||
			!store_api_key_find_owner(c->db, hash, &o, &found, err))
			return false;
		if (!found || o.suspended_at ||
			(o.expires_at && o.expires_at <= c->now))
			return err_set(err, ERR_NOT_SIGNED,
				"this API key does not count");
		if (look == 0)
			noticed = app_seen_noticed(c->house->db, o.account_id);
	}
	if (!app_sign_scopes(o.scopes, &scopes, err))
		return err_set(err, ERR_NOT_SIGNED,
			"this API key has a scope that is no more: make a new "
			"key");
	*out = (struct seen){ .kind = WHO_API_KEY,
		.role = app_sign_role(o.role),
		.scopes = scopes,
		.until = o.expires_at };
	utf8_keep(out->account_id, sizeof(out->account_id), o.account_id);
	utf8_keep(out->way, sizeof(out->way), o.id);
	utf8_keep(out->plan, sizeof(out->plan), o.plan);
	app_seen_keep(c->house, token, out, noticed);
	return note_use(c, &o, err);
}

static bool look_up(
	struct call *c, struct str token, struct seen *out, struct err *err)
{
	struct keys_token_hash hash;

	if (!keys_token_read(token, "vk_", &hash))
		return look_up_session(c, token, out, err);
	return look_up_key(c, token,
		(struct bytes){ (const char *)hash.bytes, KEYS_TOKEN_HASH },
		out, err);
}

bool app_sign_bearer(struct call *c, struct str token, struct err *err)
{
	struct seen seen;

	if (!app_seen_find(c->house, token, c->now, &seen) &&
		!look_up(c, token, &seen, err))
		return false;
	take(c, &seen);
	return true;
}

/* app/session.c - sessions: begin, refresh, list, end. */
#include "app/session.h"

#include "app/audit.h"
#include "app/device.h"
#include "app/house.h"
#include "app/seen.h"
#include "app/sign.h"
#include "base/id.h"
#include "base/time.h"
#include "base/utf8.h"

enum { AGENT_MOST = 200, GRACE_MS = 10 * SECOND_MS };

/* A session that nobody uses ends, and none lives longer than this. */
static const int64_t idle_ms = 30ll * DAY_MS;
static const int64_t life_ms = 180ll * DAY_MS;

/* ---- tokens ------------------------------------------------------------- */

static bool make_tokens(struct call *c, const struct session *s,
	int64_t generation, struct sign_answer *out, struct err *err)
{
	int64_t minutes = c->house->settings->jwt_expiration_minutes;
	struct keys_claims access = { .sub = s->account_id,
		.sid = s->id,
		.issued_ms = c->now,
		.expires_ms = c->now + minutes * MINUTE_MS };
	struct keys_claims refresh = { .sub = s->account_id,
		.sid = s->id,
		.jti = str_fmt(c->mem, "%lld", (long long)generation),
		.issued_ms = c->now,
		.expires_ms = s->expires_at };

	out->done = true;
	out->token_type = STR("bearer");
	out->expires_in = minutes * 60;
	out->refresh_expires_in = (s->expires_at - c->now) / 1000;
	out->session_id = s->id;
	return keys_jwt_sign(c->house->jwt, c->mem, KEYS_JWT_ACCESS, &access,
		       &out->access_token, err) &&
	       keys_jwt_sign(c->house->jwt, c->mem, KEYS_JWT_REFRESH, &refresh,
		       &out->refresh_token, err);
}

bool app_sign_begin(struct call *c, const struct account *a,
	struct sign_answer *out, struct err *err)
{
	struct session s = {
		.id = id_new(c->mem),
		.account_id = a->id,
		.rotated_at = c->now,
		.ip = c->from.ip,
		.agent = utf8_fit(c->from.agent, AGENT_MOST),
		.created_at = c->now,
		.used_at = c->now,
		.expires_at = c->now + idle_ms,
	};

	*out = (struct sign_answer){ .user = *a };
	out->user.signed_in_at = c->now;
	c->who = (struct who){ WHO_SESSION, app_sign_role(a->role), a->id, s.id,
		a->plan, ~0u };
	return store_session_add(c->db, &s, err) &&
	       store_account_set_signed_in(c->db, a->id, c->now, err) &&
	       make_tokens(c, &s, 0, out, err);
}

/* ---- refresh ------------------------------------------------------------ */

static bool refuse(struct err *err)
{
	return err_set(err, ERR_NOT_SIGNED,
		"this refresh token does not count any more: sign in again");
}

/* Somebody holds a copy of a token: whoever is who, the session ends. */
static bool end_reused(struct call *c, const struct session *s, struct err *err)
{
	struct audit_note note = { .entity_type = STR("session"),
		.entity_id = s->id };

	c->who.id = s->account_id;
	return store_session_set_ended(
		       c->db, s->account_id, s->id, c->now, err) &&
	       app_seen_change(c, s->account_id, err) &&
	       app_audit_add(c, "session.reuse_detected", &note, AUDIT_DENIED,
		       "a refresh token was used twice", err) &&
	       app_call_close(c, true, err) && refuse(err);
}

static int64_t next_expiry(const struct session *s, int64_t now)
{
	int64_t end = s->created_at + life_ms;

	return now + idle_ms < end ? now + idle_ms : end;
}

static bool rotate(struct call *c, struct session *s, int64_t generation,
	struct sign_answer *out, struct err *err)
{
	bool moved = false;

	if (generation == s->generation) {
		s->expires_at = next_expiry(s, c->now);
		if (!store_session_set_rotated(c->db, s->id, generation, c->now,
			    s->expires_at, &moved, err))
			return false;
		if (moved)
			return make_tokens(c, s, generation + 1, out, err);
		/* a twin was faster: what did it make of the session? */
		if (!store_session_get(c->db, s->id, s, err))
			return false;
		if (s->ended_at)
			return refuse(err);
	}
	/* two tabs, or a retry whose answer was lost: the same device again */
	if (generation == s->generation - 1 &&
		c->now - s->rotated_at <= GRACE_MS &&
		str_eq(s->agent, utf8_fit(c->from.agent, AGENT_MOST)))
		return make_tokens(c, s, s->generation, out, err);
	return end_reused(c, s, err);
}

bool app_sign_refresh(struct call *c, struct str refresh_token,
	struct sign_answer *out, struct err *err)
{
	struct keys_claims claims;
	struct session s;
	int64_t generation;

	*out = (struct sign_answer){ 0 };
	if (!keys_jwt_check(c->house->jwt, c->mem, KEYS_JWT_REFRESH,
		    refresh_token, c->now, &claims, err) ||
		!str_int(claims.jti, &generation))
		return refuse(err);
	if (!app_call_write(c, err))
		return false;
	if (!store_session_get(c->db, claims.sid, &s, err))
		return err->code == ERR_NOT_FOUND ? refuse(err) : false;
	if (s.ended_at || s.expires_at <= c->now ||
		!str_eq(s.account_id, claims.sub))
		return refuse(err);
	return store_account_get(c->db, s.account_id, &out->user, err) &&
	       (!out->user.suspended_at || refuse(err)) &&
	       rotate(c, &s, generation, out, err);
}

/* ---- lists and ends ----------------------------------------------------- */

static struct session_told told_of(
	const struct call *c, const struct session *s)
{
	struct device d = app_device_read(s->agent);

	return (struct session_told){
		.id = s->id,
		.ip = s->ip,
		.agent = s->agent,
		.browser = d.browser,
		.system = d.system,
		.current = str_eq(s->id, c->who.way),
		.created_at = s->created_at,
		.used_at = s->used_at,
		.expires_at = s->expires_at,
	};
}

bool app_session_list(struct call *c, const struct page_ask *ask,
	struct db_rows *out, struct str *next, struct err *err)
{
	const struct session *last, *row;
	struct session_told *told;
	struct page p;

	if (!app_cursor_read(c->mem, ask->cursor, ask->limit, &p, err) ||
		!store_session_list(c->db,
			&(struct session_wish){ c->who.id, c->now, p.before_at,
				p.before_id, p.limit + 1 },
			out, err))
		return false;
	last = app_cursor_last(out, sizeof(*last), &p);
	*next = last ? app_cursor_write(c->mem, last->created_at, last->id)
		     : STR_NONE;
	row = out->at;
	told = ARENA_LIST(c->mem, struct session_told, out->count);
	for (size_t i = 0; i < out->count; i++)
		told[i] = told_of(c, &row[i]);
	out->at = told;
	return true;
}

bool app_session_end(struct call *c, struct str id, struct err *err)
{
	struct str which = id.len ? id : c->who.way;

	c->audit = (struct audit_note){ .entity_type = STR("session"),
		.entity_id = which };
	return store_session_set_ended(c->db, c->who.id, which, c->now, err) &&
	       app_seen_change(c, c->who.id, err);
}

bool app_session_end_others(struct call *c, struct err *err)
{
	c->audit = (struct audit_note){ .entity_type = STR("account"),
		.entity_id = c->who.id };
	return store_session_set_all_ended(
		       c->db, c->who.id, c->who.way, c->now, err) &&
	       app_seen_change(c, c->who.id, err);
}

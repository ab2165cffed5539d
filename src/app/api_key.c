/* app/api_key.c - making and ending API keys. See api_key.h. */
#include "app/api_key.h"

#include "app/audit.h"
#include "app/seen.h"
#include "app/sign.h"
#include "base/id.h"
#include "keys/token.h"

enum { SHOWN = 9 /* characters that people recognise it by */ };

static bool fit(struct call *c, const struct api_key_new *in, struct err *err)
{
	uint32_t scopes;
	int64_t have;

	if (!app_sign_scopes(in->scopes, &scopes, err))
		return false;
	if (!scopes)
		return err_field(
			err, "/scopes", "must name at least one scope");
	if (scopes & SCOPE(ADMIN) && c->who.role != ROLE_ADMIN)
		return err_field(err, "/scopes",
			"has 'admin', which only administrators can give");
	if (in->expires_at && in->expires_at <= c->now)
		return err_field(err, "/expires_at", "must lie in the future");
	if (!store_api_key_count(c->db, c->who.id, &have, err))
		return false;
	return have < APP_API_KEYS_MOST ||
	       err_set(err, ERR_CONFLICT,
		       "you have %lld API keys already: remove one first",
		       (long long)have);
}

bool app_api_key_create(struct call *c, const struct api_key_new *in,
	struct api_key_made *out, struct err *err)
{
	struct keys_token_hash hash;

	if (!fit(c, in, err))
		return false;
	out->secret = keys_token_make(c->mem, "vk_", &hash);
	out->key = (struct api_key){
		.id = id_new(c->mem),
		.account_id = c->who.id,
		.name = in->name,
		.prefix = str_of(out->secret.at, SHOWN),
		.hash = { str_copy(c->mem,
				  str_of((char *)hash.bytes, KEYS_TOKEN_HASH))
				  .at,
			KEYS_TOKEN_HASH },
		.scopes = in->scopes,
		.created_at = c->now,
		.expires_at = in->expires_at,
	};
	c->audit = (struct audit_note){ .entity_type = STR("api_key"),
		.entity_id = out->key.id,
		.new_values = APP_AUDIT_VALUES(c->mem, { "name", in->name },
			{ "scopes", in->scopes }) };
	return store_api_key_add(c->db, &out->key, err);
}

bool app_api_key_list(struct call *c, const struct page_ask *ask,
	struct db_rows *out, struct str *next, struct err *err)
{
	const struct api_key *last;
	struct page p;

	if (!app_cursor_read(c->mem, ask->cursor, ask->limit, &p, err) ||
		!store_api_key_list(c->db,
			&(struct api_key_wish){ c->who.id, p.before_at,
				p.before_id, p.limit + 1 },
			out, err))
		return false;
	last = app_cursor_last(out, sizeof(*last), &p);
	*next = last ? app_cursor_write(c->mem, last->created_at, last->id)
		     : STR_NONE;
	return true;
}

bool app_api_key_remove(struct call *c, struct str id, struct err *err)
{
	c->audit = (struct audit_note){ .entity_type = STR("api_key"),
		.entity_id = id };
	return store_api_key_drop(c->db, c->who.id, id, err) &&
	       app_seen_change(c, c->who.id, err);
}

/* app/account_admin.c - what administrators do with accounts. */
#include "app/account.h"

#include "app/audit.h"
#include "app/cursor.h"
#include "app/house.h"
#include "app/seen.h"
#include "store/session.h"

/* Databases refuse much longer patterns as broken queries. */
enum { LIKE_MOST = 4096 };

/* Lower case, and what LIKE would take for a pattern made plain. */
static struct str like_of(struct arena *mem, struct str like)
{
	struct str lower = str_lower(mem, str_trim(like));
	struct buf out;

	buf_init(&out, mem, 2 * lower.len + 1);
	for (size_t i = 0; i < lower.len; i++) {
		if (strchr("%_\\", lower.at[i]))
			buf_addc(&out, '\\');
		buf_addc(&out, lower.at[i]);
	}
	return out.at ? buf_str(&out) : STR("");
}

bool app_account_list(struct call *c, const struct account_page *ask,
	struct db_rows *out, struct str *next, struct err *err)
{
	const struct account *last;
	struct page p;

	if (ask->like.len > LIKE_MOST)
		return err_field(err, "/like", "must be at most %d bytes long",
			LIKE_MOST);
	if (!app_cursor_read(c->mem, ask->cursor, ask->limit, &p, err) ||
		!store_account_list(c->db, like_of(c->mem, ask->like),
			p.before_at, p.before_id, p.limit + 1, out, err))
		return false;
	last = app_cursor_last(out, sizeof(*last), &p);
	*next = last ? app_cursor_write(c->mem, last->created_at, last->id)
		     : STR_NONE;
	return true;
}

bool app_account_get(
	struct call *c, struct str id, struct account *out, struct err *err)
{
	return store_account_get(c->db, id, out, err);
}

bool app_account_find_email(
	struct call *c, struct str email, struct account *out, struct err *err)
{
	bool found = false;
	struct str key;

	return app_account_email_key(c->mem, email, "/email", &key, err) &&
	       store_account_find_email(c->db, key, out, &found, err) &&
	       (found || err_set(err, ERR_NOT_FOUND,
				 "there is no account '%.*s'", STR_ARG(key)));
}

static bool set_suspended(
	struct call *c, struct account *a, bool suspended, struct err *err)
{
	a->suspended_at = suspended ? c->now : 0;
	return store_account_set_suspended(
		       c->db, a->id, a->suspended_at, c->now, err) &&
	       (!suspended || store_session_set_all_ended(
				      c->db, a->id, STR(""), c->now, err));
}

static struct str standing_of(struct arena *mem, const struct account *a)
{
	return APP_AUDIT_VALUES(mem, { "role", a->role },
		{ "status",
			a->suspended_at ? STR("suspended") : STR("active") });
}

bool app_account_rule(struct call *c, struct str id,
	const struct account_rule *in, struct account *out, struct err *err)
{
	bool lock_out = str_eq(id, c->who.id) &&
			((in->role.at && !str_is(in->role, "admin")) ||
				(in->has_suspended && in->suspended));

	if (lock_out)
		return err_set(err, ERR_CONFLICT,
			"nobody can take their own role or suspend "
			"themselves");
	c->audit = (struct audit_note){ .entity_type = STR("account"),
		.entity_id = id };
	if (!store_account_get(c->db, id, out, err))
		return false;
	c->audit.old_values = standing_of(c->mem, out);
	if (in->role.at) {
		out->role = in->role;
		if (!store_account_set_role(c->db, id, in->role, c->now, err))
			return false;
	}
	if (in->has_suspended && !set_suspended(c, out, in->suspended, err))
		return false;
	out->updated_at = c->now;
	c->audit.new_values = standing_of(c->mem, out);
	return app_seen_change(c, id, err);
}

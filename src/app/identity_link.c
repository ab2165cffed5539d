/*
 * app/identity_link.c - one more way into an account that is there: somebody
 * who is signed in walks to another site and back. What that site says of
 * emails does not matter, for it is not by them that anything is found. See
 * identity.h.
 */
#include "app/identity_int.h"

#include "app/account.h"
#include "app/audit.h"
#include "store/session.h"

bool app_identity_link_begin(struct call *c, const struct link_ask *in,
	struct site_way *out, struct err *err)
{
	struct walk w = { .provider = in->provider,
		.return_to = in->return_to,
		.account_id = c->who.id,
		.session_id = c->who.way };
	struct account a;

	c->audit = (struct audit_note){ .entity_type = STR("account"),
		.entity_id = c->who.id };
	return app_account_prove(
		       c, in->current_password, "/current_password", &a, err) &&
	       app_identity_go(c, WALK_LINK, &w, out, err);
}

bool app_identity_is_link(
	struct call *c, struct str flow, struct str *return_to)
{
	struct walk w;
	struct err err;

	if (!app_identity_read(c, WALK_LINK, flow, &w, &err))
		return false;
	*return_to = w.return_to;
	return true;
}

/* Who began may have been signed out, or erased, on the way. */
static bool still_counts(struct call *c, const struct walk *w, struct err *err)
{
	struct session_owner o;

	if (!store_session_get_owner(c->db, w->session_id, &o, err))
		return err->code == ERR_NOT_FOUND &&
		       err_set(err, ERR_NOT_SIGNED,
			       "this sign-in is over: begin again");
	return (!o.ended_at && !o.suspended_at && o.expires_at > c->now &&
		       str_eq(o.account_id, w->account_id)) ||
	       err_set(err, ERR_NOT_SIGNED,
		       "this sign-in is over: begin again");
}

static bool link_it(struct call *c, const struct keys_id *id,
	const struct walk *w, struct identity *out, struct err *err)
{
	bool found = false;

	if (!store_identity_find(
		    c->db, id->issuer, id->subject, out, &found, err))
		return false;
	if (!found)
		return app_identity_add(c, id, w->account_id, out, err);
	return (str_eq(out->account_id, w->account_id) ||
		       err_set(err, ERR_CONFLICT,
			       "it opens another account here already: unlink "
			       "it there first")) &&
	       store_identity_set_used(c->db, out, id->email, c->now, err);
}

bool app_identity_link_end(struct call *c, const struct site_code *in,
	struct identity *out, struct err *err)
{
	struct keys_id id;
	struct walk w;

	if (!app_identity_read(c, WALK_LINK, in->flow, &w, err))
		return false;
	if (c->who.id.len && !str_eq(c->who.id, w.account_id))
		return err_set(
			err, ERR_FORBIDDEN, "this was begun by somebody else");
	c->who.id = w.account_id;
	c->audit = (struct audit_note){ .entity_type = STR("account"),
		.entity_id = w.account_id };
	if (!app_identity_return(c, in, &w, &id, err))
		return false;
	c->audit.new_values = APP_AUDIT_VALUES(c->mem, { "linked", id.issuer });
	return still_counts(c, &w, err) && link_it(c, &id, &w, out, err);
}

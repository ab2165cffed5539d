/* app/account_erase.c - leaving: all that is theirs goes (ACC-5). */
#include "app/account.h"

#include "app/audit.h"
#include "app/house.h"
#include "app/monitor.h"
#include "app/seen.h"
#include "store/personal.h"

/* The record that somebody left names nobody: an id that leads nowhere. */
static bool record(struct call *c, struct str id, struct err *err)
{
	struct audit_note note = { .entity_type = STR("account"),
		.entity_id = id };
	struct origin from = c->from;
	bool ok;

	if (str_eq(c->who.id, id))
		c->from.ip = c->from.agent = STR("");
	ok = app_audit_add(c, "account.erase", &note, AUDIT_SUCCESS, "", err);
	c->from = from;
	return ok;
}

bool app_account_erase(struct call *c, struct str id, struct erase_answer *out,
	struct err *err)
{
	struct account a;

	/* notes that wait in memory would bring the person back */
	if (c->house->monitor)
		app_monitor_flush(c->house->monitor);
	*out = (struct erase_answer){ c->now,
		STR("The audit log keeps that something was done, when and by "
		    "which id, without name, address, device or values, "
		    "because it must stay whole. Sums of used features and "
		    "records of faults are kept without the person.") };
	return app_call_write(c, err) &&
	       store_account_get(c->db, id, &a, err) &&
	       store_personal_erase(c->db, id, err) && record(c, id, err) &&
	       app_seen_change(c, id, err);
}

bool app_account_leave(struct call *c, struct str password,
	struct erase_answer *out, struct err *err)
{
	struct account a;

	if (password.at)
		return app_account_prove(
			       c, password, "/current_password", &a, err) &&
		       app_account_erase(c, a.id, out, err);
	return app_call_read(c, err) && app_account_is_fresh(c, err) &&
	       app_account_erase(c, c->who.id, out, err);
}

/* app/errors.c - see errors.h. */
#include "app/errors.h"

#include "app/cursor.h"

enum { EVENTS = 20, SLOW = 50 };

bool app_errors_list(struct call *c, const struct error_page *ask,
	struct db_rows *out, struct str *next, struct err *err)
{
	const struct error_group *last;
	struct page p;

	if (!app_cursor_read(c->mem, ask->cursor, ask->limit, &p, err) ||
		!store_error_list(c->db, ask->state.at ? ask->state : STR(""),
			p.before_at, p.before_id, p.limit + 1, out, err))
		return false;
	last = app_cursor_last(out, sizeof(*last), &p);
	*next = last ? app_cursor_write(
			       c->mem, last->last_at, last->fingerprint)
		     : STR_NONE;
	return true;
}

bool app_errors_get(struct call *c, struct str fingerprint,
	struct error_detail *out, struct err *err)
{
	struct db_rows events;

	if (!store_error_get(c->db, fingerprint, &out->group, err) ||
		!store_error_events(c->db, fingerprint, EVENTS, &events, err))
		return false;
	out->events.at = events.at;
	out->events.count = events.count;
	return true;
}

bool app_errors_rule(struct call *c, struct str fingerprint, struct str state,
	struct error_group *out, struct err *err)
{
	c->audit = (struct audit_note){ .entity_type = STR("error"),
		.entity_id = fingerprint,
		.new_values = state };
	return store_error_set_state(c->db, fingerprint, state, err) &&
	       store_error_get(c->db, fingerprint, out, err);
}

bool app_errors_slow(struct call *c, struct db_rows *out, struct err *err)
{
	return store_error_slow(c->db, 0, SLOW, out, err);
}

/*
 * app/delivery.c - the log of deliveries, and asking for more of them. See
 * delivery.h; how they are sent is in delivery_turn.c.
 */
#include "app/delivery_int.h"

#include "app/audit.h"
#include "base/id.h"
#include "base/json.h"
#include "store/event.h"

static const char TEST[] = "webhook.test";

/* ---- what is sent ------------------------------------------------------- */

struct str app_delivery_payload(
	struct arena *mem, struct str type, int64_t at, struct str data)
{
	struct json_out o;
	struct buf b;

	buf_init(&b, mem, APP_DELIVERY_PAYLOAD);
	o = json_begin(&b, JSON_COMPACT);
	json_object(&o);
	json_put_text(json_key(&o, "type"), type);
	json_put_time(json_key(&o, "timestamp"), at);
	json_put_raw(json_key(&o, "data"), data);
	json_end(&o);
	return buf_str(&b);
}

/* ---- the log ------------------------------------------------------------ */

bool app_delivery_list(struct call *c, struct str webhook_id,
	const struct delivery_page *ask, struct db_rows *out, struct str *next,
	struct err *err)
{
	const struct delivery *last;
	struct webhook w;
	struct page p;

	if (!app_cursor_read(c->mem, ask->cursor, ask->limit, &p, err) ||
		!store_webhook_get(c->db, c->who.id, webhook_id, &w, err) ||
		!store_delivery_list(c->db,
			&(struct delivery_wish){ .account_id = c->who.id,
				.webhook_id = webhook_id,
				.state = ask->state.at ? ask->state : STR(""),
				.before_at = p.before_at,
				.before_id = p.before_id,
				.limit = p.limit + 1 },
			out, err))
		return false;
	last = app_cursor_last(out, sizeof(*last), &p);
	*next = last ? app_cursor_write(
			       c->mem, last->created_at, last->event_id)
		     : STR_NONE;
	for (size_t i = 0; i < out->count; i++) {
		struct delivery *d = (struct delivery *)out->at + i;

		if (!str_is(d->state, "pending"))
			d->next_at = 0;
	}
	return true;
}

bool app_delivery_get(struct call *c, struct str webhook_id,
	struct str event_id, struct delivery_told *out, struct err *err)
{
	struct delivery_whole d;
	struct db_rows rows;
	struct attempt *at;

	if (!store_delivery_get(
		    c->db, c->who.id, webhook_id, event_id, &d, err) ||
		!store_delivery_attempts(
			c->db, webhook_id, event_id, &rows, err))
		return false;
	at = rows.at;
	*out = (struct delivery_told){ .event_id = d.event_id,
		.type = d.type,
		.state = d.state,
		.created_at = d.created_at,
		.next_at = str_is(d.state, "pending") ? d.next_at : 0,
		.manual = d.manual,
		.payload = app_delivery_payload(
			c->mem, d.type, d.created_at, d.data),
		.attempts = { at, rows.count } };
	return true;
}

/* ---- asking for one ----------------------------------------------------- */

static void note(struct call *c, struct str webhook_id, struct audit_value what)
{
	c->audit = (struct audit_note){ .entity_type = STR("webhook"),
		.entity_id = webhook_id,
		.new_values = APP_AUDIT_VALUES(c->mem, what) };
}

bool app_delivery_test(struct call *c, struct str webhook_id,
	struct delivery_told *out, struct err *err)
{
	struct event e = { .id = id_new(c->mem),
		.at = c->now,
		.account_id = c->who.id,
		.type = str_c(TEST) };
	struct webhook w;

	note(c, webhook_id, (struct audit_value){ "event_id", e.id });
	e.data = str_fmt(
		c->mem, "{\"webhook_id\":\"%.*s\"}", STR_ARG(webhook_id));
	return store_webhook_hold(c->db, c->who.id, webhook_id, &w, err) &&
	       store_event_keep(c->db, &e, err) &&
	       store_delivery_add_manual(c->db,
		       &(struct delivery_new){ webhook_id, e.id, c->now },
		       err) &&
	       app_delivery_get(c, webhook_id, e.id, out, err);
}

bool app_delivery_resend(struct call *c, struct str webhook_id,
	struct str event_id, struct delivery_told *out, struct err *err)
{
	struct delivery_whole d;
	struct webhook w;

	note(c, webhook_id, (struct audit_value){ "event_id", event_id });
	return store_webhook_hold(c->db, c->who.id, webhook_id, &w, err) &&
	       store_delivery_get(
		       c->db, c->who.id, webhook_id, event_id, &d, err) &&
	       store_delivery_resend(c->db,
		       &(struct delivery_new){ webhook_id, event_id, c->now },
		       err) &&
	       app_delivery_get(c, webhook_id, event_id, out, err);
}

bool app_delivery_recover(struct call *c, struct str webhook_id,
	const struct delivery_recover *in, struct delivery_recovered *out,
	struct err *err)
{
	struct webhook w;

	note(c, webhook_id,
		(struct audit_value){ "since", .number = in->since });
	if (in->since > c->now)
		return err_field(err, "/since", "must lie in the past");
	if (in->since < c->now - APP_DELIVERY_KEPT_MS)
		return err_field(
			err, "/since", "is longer ago than events are kept");
	if (!store_webhook_hold(c->db, c->who.id, webhook_id, &w, err))
		return false;
	if (!w.is_active)
		return err_set(err, ERR_CONFLICT,
			"the webhook is not active: set is_active first");
	return store_delivery_recover(c->db,
		&(struct delivery_recovery){ .account_id = c->who.id,
			.webhook_id = webhook_id,
			.events = w.events,
			.since = in->since,
			.now = c->now },
		&out->count, err);
}

bool app_delivery_stats(
	struct call *c, struct delivery_stats *out, struct err *err)
{
	return store_delivery_stats(c->db, c->now, out, err);
}

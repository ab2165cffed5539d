/*
 * app/webhook.c - naming receivers, changing and ending them. See webhook.h;
 * secrets and signatures are in webhook_sign.c.
 */
#include "app/webhook_int.h"

#include "app/audit.h"
#include "app/event.h"
#include "app/house.h"
#include "base/id.h"
#include "net/url.h"
#include "store/delivery.h"

enum { FIND_MS = 5000, EVENTS_TEXT = 4096 };
static const char EVERY[] = "*";

/* ---- the address -------------------------------------------------------- */

enum net_reach app_webhook_reach(const struct settings *s)
{
	return s->webhook_allow_loopback &&
			       strcmp(s->environment, "production") != 0
		       ? NET_REACH_LOOPBACK
		       : NET_REACH_PUBLIC;
}

/* Without TLS only on this machine itself, for development. */
static bool plain_ok(
	const struct net_url *url, const struct net_route *route, bool loopback)
{
	for (int i = 0; i < route->count; i++)
		if (!loopback ||
			net_addr_kind(route->ips[i]) != NET_ADDR_LOOPBACK)
			return url->secure;
	return true;
}

static bool url_ok(struct call *c, struct str text, struct err *err)
{
	enum net_reach reach = app_webhook_reach(c->house->settings);
	struct net_route route;
	struct net_url url;
	struct err why;

	if (!net_url_read(c->mem, text, &url, &why))
		return err_field(err, "/url", "%s", why.text);
	if (!url.secure && !reach)
		return err_field(err, "/url", "must begin with https://");
	if (!net_dial_find(url.host, reach, FIND_MS, &route, &why)) {
		if (why.code != ERR_BUSY)
			return err_field(err, "/url", "%s", why.text);
		*err = why;
		return false;
	}
	return plain_ok(&url, &route, reach) ||
	       err_field(err, "/url",
		       "must begin with https:// (http:// is for receivers on "
		       "this machine)");
}

/* ---- the events --------------------------------------------------------- */

static bool known(struct str word)
{
	for (size_t i = 0; app_event_words[i]; i++)
		if (str_is(word, app_event_words[i]))
			return true;
	return str_is(word, EVERY);
}

/* ",a,b," without doubles; with '*' among them, that alone. */
static bool events_join(struct arena *mem, const struct webhook_events *in,
	struct str *out, struct err *err)
{
	bool every = false;
	struct buf b;

	if (!in->count)
		return err_field(err, "/events",
			"must name at least one event, or be [\"*\"]");
	buf_init(&b, mem, EVENTS_TEXT);
	buf_addc(&b, ',');
	for (size_t i = 0; i < in->count; i++) {
		bool before = false;

		if (!known(in->at[i]))
			return err_field(err, str_fmt(mem, "/events/%zu", i).at,
				"is no event that is told of: the "
				"description of this field names them");
		for (size_t k = 0; k < i; k++)
			before |= str_eq(in->at[i], in->at[k]);
		every |= str_is(in->at[i], EVERY);
		if (!before)
			buf_addf(&b, "%.*s,", STR_ARG(in->at[i]));
	}
	*out = every ? STR(",*,") : buf_str(&b);
	return true;
}

static struct webhook_events events_split(struct arena *mem, struct str text)
{
	struct webhook_events out = { 0 };
	struct str rest = text;

	out.at = ARENA_LIST(mem, struct str, APP_WEBHOOK_EVENTS);
	while (rest.len && out.count < APP_WEBHOOK_EVENTS) {
		struct str word = str_cut(&rest, ',');

		if (word.len)
			out.at[out.count++] = word;
	}
	return out;
}

static struct webhook_told told_of(
	struct arena *mem, const struct webhook *w, int64_t now)
{
	return (struct webhook_told){ .id = w->id,
		.url = w->url,
		.events = events_split(mem, w->events),
		.is_active = w->is_active,
		.disabled_why = w->disabled_why,
		.failures = w->failures,
		.triggered_at = w->triggered_at,
		.old_until = w->old_until > now ? w->old_until : 0,
		.created_at = w->created_at,
		.updated_at = w->updated_at };
}

/* ---- create, change, end ------------------------------------------------ */

static void note(struct call *c, const struct webhook *w)
{
	c->audit = (struct audit_note){ .entity_type = STR("webhook"),
		.entity_id = w->id,
		.new_values =
			w->url.at ? APP_AUDIT_VALUES(c->mem, { "url", w->url })
				  : STR("") };
}

static bool room_left(struct call *c, struct err *err)
{
	int64_t have;

	return store_webhook_count(c->db, c->who.id, &have, err) &&
	       (have < APP_WEBHOOKS_MOST ||
		       err_set(err, ERR_CONFLICT,
			       "you have %lld webhooks already: remove one "
			       "first",
			       (long long)have));
}

bool app_webhook_create(struct call *c, const struct webhook_new *in,
	struct webhook_made *out, struct err *err)
{
	struct webhook w = { .id = id_new(c->mem),
		.account_id = c->who.id,
		.url = in->url,
		.old_secret = STR(""),
		.disabled_why = STR(""),
		.is_active = in->is_active,
		.created_at = c->now,
		.updated_at = c->now };

	note(c, &w);
	if (!events_join(c->mem, &in->events, &w.events, err) ||
		!app_call_close(c, true, err) || !url_ok(c, in->url, err) ||
		!app_webhook_secret(c, w.id, &out->secret, &w.secret, err) ||
		!app_call_write(c, err) || !room_left(c, err) ||
		!store_webhook_add(c->db, &w, err))
		return false;
	out->webhook = told_of(c->mem, &w, c->now);
	return true;
}

static bool apply(struct call *c, struct webhook *w,
	const struct webhook_change *in, struct err *err)
{
	bool ended = in->has_is_active && !in->is_active && w->is_active;

	if (in->has_url)
		w->url = in->url;
	if (in->has_events &&
		!events_join(c->mem, &in->events, &w->events, err))
		return false;
	if (in->has_is_active && in->is_active && !w->is_active) {
		w->failures = 0;
		w->troubled = false;
		w->disabled_why = STR("");
	}
	if (in->has_is_active)
		w->is_active = in->is_active;
	w->updated_at = c->now;
	return store_webhook_set(c->db, w, err) &&
	       (!ended || store_delivery_stop(c->db, w->id, err));
}

bool app_webhook_change(struct call *c, struct str id,
	const struct webhook_change *in, struct webhook_told *out,
	struct err *err)
{
	struct webhook w = { .id = id };

	note(c, &w);
	/* whose it is comes first: the lookup would tell strangers of ids */
	if (!app_call_read(c, err) ||
		!store_webhook_get(c->db, c->who.id, id, &w, err) ||
		!app_call_close(c, true, err) ||
		(in->has_url && !url_ok(c, in->url, err)) ||
		!app_call_write(c, err) ||
		!store_webhook_hold(c->db, c->who.id, id, &w, err) ||
		!apply(c, &w, in, err))
		return false;
	note(c, &w);
	*out = told_of(c->mem, &w, c->now);
	return true;
}

bool app_webhook_list(struct call *c, const struct page_ask *ask,
	struct db_rows *out, struct str *next, struct err *err)
{
	struct webhook_told *told;
	const struct webhook *row, *last;
	struct page p;

	if (!app_cursor_read(c->mem, ask->cursor, ask->limit, &p, err) ||
		!store_webhook_list(c->db,
			&(struct webhook_wish){ c->who.id, p.before_at,
				p.before_id, p.limit + 1 },
			out, err))
		return false;
	last = app_cursor_last(out, sizeof(*last), &p);
	*next = last ? app_cursor_write(c->mem, last->created_at, last->id)
		     : STR_NONE;
	row = out->at;
	told = ARENA_LIST(c->mem, struct webhook_told, out->count);
	for (size_t i = 0; i < out->count; i++)
		told[i] = told_of(c->mem, &row[i], c->now);
	out->at = told;
	return true;
}

bool app_webhook_get(struct call *c, struct str id, struct webhook_told *out,
	struct err *err)
{
	struct webhook w;

	if (!store_webhook_get(c->db, c->who.id, id, &w, err))
		return false;
	*out = told_of(c->mem, &w, c->now);
	return true;
}

bool app_webhook_remove(struct call *c, struct str id, struct err *err)
{
	note(c, &(struct webhook){ .id = id });
	return store_webhook_drop(c->db, c->who.id, id, err);
}

bool app_webhook_rotate(struct call *c, struct str id, struct webhook_made *out,
	struct err *err)
{
	struct webhook w = { .id = id };

	note(c, &w);
	if (!store_webhook_hold(c->db, c->who.id, id, &w, err))
		return false;
	w.old_secret = w.secret;
	w.old_until = c->now + APP_WEBHOOK_OVERLAP_MS;
	w.updated_at = c->now;
	note(c, &w);
	if (!app_webhook_secret(c, w.id, &out->secret, &w.secret, err) ||
		!store_webhook_set(c->db, &w, err))
		return false;
	out->webhook = told_of(c->mem, &w, c->now);
	return true;
}

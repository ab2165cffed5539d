/*
 * app/delivery_turn.c - what comes of an attempt, and what is sent next. See
 * delivery.h.
 *
 * Locks are taken in this order, as everywhere: webhooks, deliveries, the turn
 * of nodes, the end of the audit log.
 */
#include "app/delivery_int.h"

#include "app/audit.h"
#include "app/house.h"
#include "app/mail.h"
#include "base/hash.h"
#include "base/id.h"
#include "base/time.h"
#include "base/utf8.h"
#include "store/account.h"
#include "store/event.h"

#include <stdlib.h>

enum {
	LEASE_SLACK_MS = 15 * 1000, /* beyond the longest call */
	CONNECT_MS = 5000,
	GONE = 410,
	WHY = 256
};

/* ---- how this house is set ---------------------------------------------- */

bool app_delivery_plan(
	const struct settings *s, struct delivery_plan *out, struct err *err)
{
	struct str rest = str_c(s->webhook_retry_delays_ms);
	int n = 0;

	*out = (struct delivery_plan){ .timeout_ms = (int)s->webhook_timeout_ms,
		.retries = (int)s->webhook_retry_attempts };
	while (rest.len) {
		struct str one = str_trim(str_cut(&rest, ','));
		int64_t ms;

		if (n == APP_DELIVERY_RETRIES || !str_int(one, &ms) || ms < 1 ||
			ms > DAY_MS)
			return err_set(err, ERR_BAD_INPUT,
				"WEBHOOK_RETRY_DELAYS_MS must be at most %d "
				"numbers of ms, from 1 to a day, separated by "
				"commas",
				APP_DELIVERY_RETRIES);
		out->delays_ms[n++] = ms;
	}
	if (!n && out->retries)
		return err_set(err, ERR_BAD_INPUT,
			"WEBHOOK_RETRY_DELAYS_MS is empty, and "
			"WEBHOOK_RETRY_ATTEMPTS is not 0");
	for (int i = n; n && i < APP_DELIVERY_RETRIES; i++)
		out->delays_ms[i] = out->delays_ms[n - 1];
	return true;
}

/* Within a fifth of what is set, so that what failed together does not come
 * together; longer, up to twice, where the receiver asked for that. */
static int64_t delay_ms(
	const struct delivery_plan *plan, int64_t round, int64_t asked_ms)
{
	int64_t base = plan->delays_ms[round - 1], jittered;
	uint32_t dice;

	hash_random(&dice, sizeof(dice));
	jittered = base - base / 5 + (int64_t)(dice % 1001) * base * 2 / 5000;
	if (asked_ms > 2 * base)
		asked_ms = 2 * base;
	return asked_ms > jittered ? asked_ms : jittered;
}

/* ---- what came of an attempt -------------------------------------------- */

static struct str clean(struct arena *mem, struct str bytes, size_t most)
{
	struct buf b;
	size_t kept = 0;

	if (bytes.len > most)
		bytes.len = most;
	buf_init(&b, mem, 4 * most + 4);
	utf8_mend(&b, utf8_whole(bytes));
	/* no database keeps U+0000 */
	for (size_t i = 0; i < b.len; i++)
		if (b.at[i])
			b.at[kept++] = b.at[i];
	return kept ? utf8_fit(str_of(b.at, kept), most) : STR("");
}

static bool succeeded(const struct delivery_outcome *o)
{
	return !o->why.len && o->status / 100 == 2;
}

static struct str reason(struct arena *mem, const struct delivery_outcome *o)
{
	if (o->why.len)
		return clean(mem, o->why, WHY);
	if (succeeded(o))
		return STR("");
	return str_fmt(mem, "the receiver answered %lld%s",
		(long long)o->status,
		o->status / 100 == 3 ? ", and no redirect is followed" : "");
}

/* Shall it be tried again, and does it count? */
static struct delivery_result judge(struct call *c,
	const struct delivery_plan *plan, const struct delivery_outcome *o)
{
	int64_t round = o->due.round + 1;
	bool again = !succeeded(o) && !o->due.manual && o->status != GONE &&
		     round <= plan->retries;

	return (struct delivery_result){ .webhook_id = o->due.webhook_id,
		.event_id = o->due.event_id,
		.lease = o->due.lease,
		.state = again          ? STR("pending")
			 : succeeded(o) ? STR("succeeded")
					: STR("failed"),
		.attempts = o->due.attempts + 1,
		.round = round,
		.next_at = again ? c->now + delay_ms(plan, round,
						    o->retry_after_ms)
				 : c->now,
		.attempt = { .n = o->due.attempts + 1,
			.at = o->at,
			.status = o->status,
			.duration_ms = o->duration_ms,
			.error = reason(c->mem, o),
			.answer = clean(
				c->mem, o->answer, STORE_DELIVERY_ANSWER) } };
}

/* True: it is to be disabled. */
static bool judge_health(struct webhook *w, const struct delivery_outcome *o,
	const struct delivery_result *r, struct arena *mem)
{
	w->triggered_at = o->at;
	w->troubled = !succeeded(o);
	if (succeeded(o))
		w->failures = 0;
	else if (!o->due.manual && str_is(r->state, "failed"))
		w->failures++;
	if (!w->is_active || o->due.manual ||
		(o->status != GONE && w->failures < APP_WEBHOOK_FAILURES))
		return false;
	w->is_active = false;
	w->disabled_why =
		o->status == GONE
			? STR("the receiver answered 410: it is gone")
			: str_fmt(mem, "%lld deliveries in a row failed: %.*s",
				  (long long)w->failures,
				  STR_ARG(r->attempt.error));
	return true;
}

/* disabled->id stays empty where it was not. */
static bool settle(struct call *c, const struct delivery_plan *plan,
	const struct delivery_outcome *o, struct webhook *disabled,
	struct err *err)
{
	struct delivery_result r = judge(c, plan, o);
	struct webhook w;
	struct err gone;
	bool mine, off;

	*disabled = (struct webhook){ .id = STR("") };
	if (!store_webhook_hold(
		    c->db, o->due.account_id, o->due.webhook_id, &w, &gone)) {
		if (gone.code == ERR_NOT_FOUND)
			return true; /* ended meanwhile: nobody to tell */
		*err = gone;
		return false;
	}
	if (!store_delivery_end(c->db, &r, &mine, err))
		return false;
	if (!mine)
		return true;
	off = judge_health(&w, o, &r, c->mem);
	if (off)
		*disabled = w;
	return store_webhook_set_health(c->db, &w, err) &&
	       (!off || store_delivery_stop(c->db, w.id, err));
}

/* ---- telling the owner -------------------------------------------------- */

static bool tell(struct call *c, const struct webhook *w, struct err *err)
{
	const struct audit_note note = { .entity_type = STR("webhook"),
		.entity_id = w->id,
		.new_values = APP_AUDIT_VALUES(
			c->mem, { "disabled_why", w->disabled_why }) };
	struct mail_new mail = { .subject = STR("A webhook was switched off") };
	struct account a;

	if (!store_account_get(c->db, w->account_id, &a, err))
		return false;
	mail.to = a.email;
	mail.to_name = a.full_name;
	mail.text = str_fmt(c->mem,
		"Hello %.*s,\n\n"
		"your webhook for\n\n  %.*s\n\n"
		"was switched off, because %.*s.\n\n"
		"Nothing is lost: once it is set active again, whatever "
		"happened during the last 30 days can be sent by 'recover', "
		"since the moment that you name.\n",
		STR_ARG(a.full_name), STR_ARG(w->url),
		STR_ARG(w->disabled_why));
	c->who.id = w->account_id;
	return app_mail_send(c, a.id, &mail, err) &&
	       app_audit_add(
		       c, "webhook.disable", &note, AUDIT_SUCCESS, "", err);
}

/* ---- a turn ------------------------------------------------------------- */

static bool take(struct call *c, struct delivery_turn *t, bool troubled,
	int room, struct err *err)
{
	const struct delivery_take ask = { .lease = id_new(c->mem),
		.now = c->now,
		.lease_end = c->now + t->plan->timeout_ms + LEASE_SLACK_MS,
		.troubled = troubled,
		.limit = room };
	struct delivery_due *all;
	struct db_rows rows;

	if (room <= 0)
		return true;
	if (!store_delivery_take(c->db, &ask, &rows, err))
		return false;
	if (!rows.count)
		return true;
	all = ARENA_LIST(
		c->mem, struct delivery_due, t->due_count + rows.count);
	if (t->due_count)
		memcpy(all, t->due, t->due_count * sizeof(*all));
	memcpy(all + t->due_count, rows.at, rows.count * sizeof(*all));
	t->due = all;
	t->due_count += rows.count;
	return true;
}

static int by_webhook(const void *a, const void *b)
{
	const struct delivery_outcome *x = a, *y = b;

	return strcmp(x->due.webhook_id.at, y->due.webhook_id.at);
}

/* In one order, so that no two who hold several wait for each other. */
static struct delivery_outcome *in_order(
	struct call *c, const struct delivery_turn *t)
{
	struct delivery_outcome *list = ARENA_LIST(
		c->mem, struct delivery_outcome, t->outcome_count + 1);

	if (t->outcome_count) {
		memcpy(list, t->outcomes, t->outcome_count * sizeof(*list));
		qsort(list, t->outcome_count, sizeof(*list), by_webhook);
	}
	return list;
}

bool app_delivery_turn(struct call *c, struct delivery_turn *t, struct err *err)
{
	const struct delivery_outcome *outcomes = in_order(c, t);
	struct webhook *off =
		ARENA_LIST(c->mem, struct webhook, t->outcome_count + 1);

	t->due = NULL;
	t->due_count = 0;
	for (size_t i = 0; i < t->outcome_count; i++)
		if (!settle(c, t->plan, &outcomes[i], &off[i], err))
			return false;
	if (!store_delivery_turn(c->db, err) ||
		!take(c, t, false, t->room, err) ||
		!take(c, t, true, t->troubled_room, err) ||
		!store_delivery_next(c->db, c->now, &t->next_at, err))
		return false;
	for (size_t i = 0; i < t->outcome_count; i++)
		if (off[i].id.len && !tell(c, &off[i], err))
			return false;
	return true;
}

uint64_t app_delivery_noticed(const struct house *h)
{
	return db_noticed(h->db, NOTICE_DELIVERIES);
}

bool app_delivery_next(struct call *c, int64_t *next_at, struct err *err)
{
	return store_delivery_next(c->db, 0, next_at, err);
}

bool app_delivery_give_back(
	struct call *c, const struct delivery_due *due, struct err *err)
{
	return store_delivery_give_back(
		c->db, due->webhook_id, due->event_id, due->lease, c->now, err);
}

/* ---- the request -------------------------------------------------------- */

bool app_delivery_request(struct house *h, struct arena *mem,
	const struct delivery_plan *plan, const struct delivery_due *due,
	int64_t now, struct delivery_request *out, struct err *err)
{
	const struct webhook_secrets secrets = { .webhook_id = due->webhook_id,
		.secret = due->secret,
		.old_secret =
			due->old_until > now ? due->old_secret : STR("") };
	struct str body =
		app_delivery_payload(mem, due->type, due->at, due->data);
	struct webhook_signed by;
	int n = 0;

	if (!app_webhook_sign(
		    h, mem, &secrets, due->event_id, now, body, &by, err))
		return false;
	out->headers[n++] = (struct net_header){ STR("Content-Type"),
		STR("application/json") };
	out->headers[n++] = (struct net_header){ STR("User-Agent"),
		STR("Vitae-Webhooks/" VITAE_VERSION) };
	out->headers[n++] =
		(struct net_header){ STR("webhook-id"), due->event_id };
	out->headers[n++] =
		(struct net_header){ STR("webhook-timestamp"), by.timestamp };
	out->headers[n++] =
		(struct net_header){ STR("webhook-signature"), by.signature };
	out->headers[n++] =
		(struct net_header){ STR("X-Vitae-Signature"), by.hex };
	out->call = (struct net_http_call){ .url = due->url,
		.headers = out->headers,
		.header_count = n,
		.body = body,
		.connect_ms = CONNECT_MS,
		.total_ms = plan->timeout_ms,
		.answer_most = STORE_DELIVERY_ANSWER,
		.answer_cut = true };
	return true;
}

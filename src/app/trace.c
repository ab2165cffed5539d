/* app/trace.c - see trace.h. */
#include "app/telemetry_int.h"

#include "base/hash.h"
#include "base/time.h"
#include "base/utf8.h"

_Thread_local struct app_trace *app_trace_here;

/* ---- is it traced? ------------------------------------------------------ */

/* A share of all that is random. */
static bool lucky(const unsigned char random[8], double rate)
{
	uint64_t n;

	memcpy(&n, random, sizeof(n));
	return (double)(n >> 11) < rate * (double)(1ull << 53);
}

struct draw {
	unsigned char trace[SPAN_TRACE], id[SPAN_ID], luck[8];
};

static unsigned decide(const struct app_telemetry *t, const struct draw *d,
	const struct span_parent *parent)
{
	const struct outlet *traces = &t->outlets[SIGNAL_TRACES];
	const struct outlet *sentry = &t->outlets[SIGNAL_SENTRY];
	unsigned to = 0;

	if (traces->on &&
		(parent ? parent->sampled : lucky(d->trace + 8, traces->rate)))
		to |= 1u << SIGNAL_TRACES;
	/* its share is one of cost, which no stranger's header decides */
	if (sentry->on && lucky(d->luck, sentry->rate))
		to |= 1u << SIGNAL_SENTRY;
	return to;
}

struct app_trace *app_trace_begin(
	const struct call *c, struct str traceparent, int64_t mono_us)
{
	struct span_parent parent;
	bool asked = span_parent_read(traceparent, &parent);
	struct app_trace *t;
	struct draw draw;
	unsigned to;

	hash_random(&draw, sizeof(draw));
	to = decide(c->house->telemetry, &draw, asked ? &parent : NULL);
	if (!to)
		return NULL;
	t = arena_bytes(c->mem, sizeof(*t));
	t->to = to;
	t->mono_us = mono_us;
	t->left_out = 0;
	t->count = 1;
	t->spans[0] = (struct span){ .kind = SPAN_REQUEST,
		.began_us = c->now * 1000 };
	memcpy(t->spans[0].id, draw.id, SPAN_ID);
	memcpy(t->spans[0].trace, asked ? parent.trace : draw.trace,
		SPAN_TRACE);
	if (asked)
		memcpy(t->spans[0].parent, parent.id, SPAN_ID);
	t->spans[0].remote = asked;
	return t;
}

/* ---- what happens in it ------------------------------------------------- */

void app_trace_add(const struct span *within)
{
	struct app_trace *t = app_trace_here;
	const struct span *request;
	struct span *s;
	uint64_t id;

	if (!t)
		return;
	request = &t->spans[0];
	if (t->count == APP_TRACE_SPANS) {
		t->left_out++;
		return;
	}
	s = &t->spans[t->count];
	*s = *within;
	memcpy(s->trace, request->trace, SPAN_TRACE);
	memcpy(s->parent, request->id, SPAN_ID);
	/* unlike its neighbours', and as random as the request's */
	memcpy(&id, request->id, SPAN_ID);
	id ^= (uint64_t)t->count * 0x9e3779b97f4a7c15u;
	memcpy(s->id, &id, SPAN_ID);
	t->count++;
}

void app_trace_query(const struct db_query *q, int64_t us)
{
	const struct app_trace *t = app_trace_here;
	const struct span query = { .kind = SPAN_QUERY,
		.name = q->name,
		.took_us = us,
		.began_us = t->spans[0].began_us + time_mono_us() - t->mono_us -
			    us };

	app_trace_add(&query);
}

void app_trace_end(
	struct house *h, struct app_trace *t, const struct trace_end *how)
{
	struct span *s = &t->spans[0];

	s->name = how->name;
	s->method = how->method;
	s->route = how->route;
	s->status = how->status;
	s->secure = how->secure;
	s->took_us = how->took_us;
	utf8_keep(s->request_id, sizeof(s->request_id), how->request_id);
	for (int i = 0; i < SIGNALS; i++) {
		struct outlet *o = &h->telemetry->outlets[i];

		if (!(t->to & 1u << i))
			continue;
		app_telemetry_put(h->telemetry, o, t->spans, (size_t)t->count);
		atomic_fetch_add(&o->dropped, t->left_out);
	}
}

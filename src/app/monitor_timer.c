/* app/monitor_timer.c - timers around operations: lock-free histograms. */
#include "app/monitor_int.h"

#include "app/trace.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>

const double app_timer_bounds_s[16] = { 0.0001, 0.00025, 0.0005, 0.001, 0.0025,
	0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, INFINITY };

/* Under the lock. */
static struct app_timer *timer_of(struct app_monitor *m, const char *name)
{
	struct app_timer *t = NULL;
	int n = m->timer_count;

	for (int i = 0; i < n && !t; i++)
		if (!strcmp(m->timers[i]->name, name))
			t = m->timers[i];
	if (!t && n < APP_TIMERS_MOST) {
		t = mem_alloc(sizeof(*t));
		t->name = str_copy(&m->names, str_c(name)).at;
		m->timers[n] = t;
		m->timer_count = n + 1;
	}
	return t;
}

struct app_timer *app_monitor_timer(struct app_monitor *m, const char *name)
{
	struct app_timer *t;

	pthread_mutex_lock(&m->lock);
	t = timer_of(m, name);
	pthread_mutex_unlock(&m->lock);
	return t;
}

/* Below 8 us each us has its own bucket, above each octave has eight. */
static int bucket_of(int64_t us)
{
	int octave;

	if (us < 8)
		return us < 0 ? 0 : (int)us;
	octave = 63 - __builtin_clzll((uint64_t)us);
	octave = (octave - 2) * 8 + (int)(us >> (octave - 3) & 7);
	return octave < TIMER_BUCKETS ? octave : TIMER_BUCKETS - 1;
}

/* The largest duration that falls into the bucket. */
static int64_t bucket_top(int bucket)
{
	int octave = bucket / 8 + 2;

	if (bucket < 8)
		return bucket;
	return (((int64_t)(bucket % 8) + 9) << (octave - 3)) - 1;
}

void app_monitor_time(struct app_monitor *m, struct app_timer *t, int64_t us,
	struct str request_id)
{
	int64_t most;

	if (!t)
		return;
	atomic_fetch_add_explicit(&t->count, 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&t->sum_us, us, memory_order_relaxed);
	atomic_fetch_add_explicit(
		&t->buckets[bucket_of(us)], 1, memory_order_relaxed);
	most = atomic_load_explicit(&t->most_us, memory_order_relaxed);
	while (us > most &&
		!atomic_compare_exchange_weak(&t->most_us, &most, us))
		;
	if (us >= APP_SLOW_US)
		app_monitor_slow(m, t->name, us, request_id);
}

/* ---- queries ------------------------------------------------------------ */

/* Its seat, or the empty one that it would take: there are more seats than
 * queries. */
static struct query_timer *seat_of(
	struct app_monitor *m, const struct db_query *q)
{
	size_t at = (uintptr_t)q / sizeof(*q);
	const struct db_query *here;

	for (size_t i = 0;; i++) {
		struct query_timer *seat = &m->queries[(at + i) % QUERY_SEATS];

		assert(i < QUERY_SEATS);
		here = atomic_load_explicit(&seat->query, memory_order_acquire);
		if (!here || here == q)
			return seat;
	}
}

static void sit_down(struct app_monitor *m, const struct db_query *q)
{
	struct query_timer *seat;
	char name[96];

	snprintf(name, sizeof(name), "query %s", q->name);
	pthread_mutex_lock(&m->lock);
	seat = seat_of(m, q);
	if (!atomic_load_explicit(&seat->query, memory_order_relaxed)) {
		seat->timer = timer_of(m, name);
		atomic_store_explicit(&seat->query, q, memory_order_release);
	}
	pthread_mutex_unlock(&m->lock);
}

void app_monitor_query(void *monitor, const struct db_query *q, int64_t us)
{
	struct app_monitor *m = monitor;
	const struct query_timer *seat = seat_of(m, q);

	/* another may have taken the seat that was empty a moment ago */
	if (atomic_load_explicit(&seat->query, memory_order_acquire) != q) {
		sit_down(m, q);
		seat = seat_of(m, q);
	}
	app_monitor_time(m, seat->timer, us, STR(""));
	if (app_trace_here)
		app_trace_query(q, us);
}

/* ---- looking ------------------------------------------------------------ */

static void view_of(struct app_timer *t, struct timer_view *v)
{
	int64_t below = 0, *points[3] = { &v->p50_us, &v->p95_us, &v->p99_us };
	const double shares[3] = { 0.5, 0.95, 0.99 };
	int next = 0;

	*v = (struct timer_view){ .name = t->name,
		.count = t->count,
		.sum_us = t->sum_us,
		.most_us = t->most_us };
	for (int i = 0; i < TIMER_BUCKETS; i++) {
		int64_t n = t->buckets[i], top = bucket_top(i);

		below += n;
		while (next < 3 && below &&
			(double)below >= shares[next] * (double)v->count)
			*points[next++] = top < v->most_us ? top : v->most_us;
		for (int b = 0; n && b < 16; b++)
			if ((double)top <= app_timer_bounds_s[b] * 1e6)
				v->buckets[b] += n;
	}
}

int app_monitor_timers(struct app_monitor *m, struct timer_view *out, int most)
{
	int n = 0, all = m->timer_count;

	for (int i = 0; i < all && n < most; i++)
		if (m->timers[i]->count)
			view_of(m->timers[i], &out[n++]);
	return n;
}

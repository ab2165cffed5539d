/*
 * app/monitor.h - what is kept of requests behind their backs: unexpected
 * errors (OPS-2), slow operations and timers (OPS-3), used features (OPS-6).
 *
 * Noting costs a copy into a bounded queue, under a microsecond; one thread
 * writes the queue to the database, many notes in one transaction, at least
 * once a second. When it is full (the database is away) the oldest of the
 * less important go, and the number of what was lost is known. Nothing here
 * was ever acknowledged to anybody: what must not be lost is written by the
 * call itself.
 */
#ifndef APP_MONITOR_H
#define APP_MONITOR_H

#include "app/call.h"

struct app_monitor;

struct app_monitor *app_monitor_open(struct house *h);
void app_monitor_close(struct app_monitor *m); /* writes what is left */
void app_monitor_flush(struct app_monitor *m); /* waits until it is written */

/* An unexpected error of this call (ERR_BROKEN), with its trace. */
void app_monitor_error(struct call *c, const char *context,
	const struct err *err, bool critical);

/* A feature was used, or tried: `name` and `path` live for good. The same use
 * by the same person again, before the last is written, is added to it. */
void app_monitor_usage(struct call *c, const char *name, const char *path,
	int status, int64_t duration_us);

/* ---- timers -----------------------------------------------------------------
 * A timer lives as long as the monitor; noting a duration is lock-free.
 * Over 5 s it is kept as slow.
 */
enum { APP_TIMERS_MOST = 512, APP_SLOW_US = 5 * 1000 * 1000 };

struct app_timer;
/* The timer of that name, made when it is new; keep the pointer. */
struct app_timer *app_monitor_timer(struct app_monitor *m, const char *name);
void app_monitor_time(struct app_monitor *m, struct app_timer *t, int64_t us,
	struct str request_id);

/* For db_on_query; `monitor` is one. Queries have timers of their own. */
void app_monitor_query(void *monitor, const struct db_query *q, int64_t us);

struct timer_view {
	const char *name;
	int64_t count, sum_us, p50_us, p95_us, p99_us, most_us;
	int64_t buckets[16]; /* cumulative, see app_timer_bounds_s */
};
extern const double app_timer_bounds_s[16]; /* the last one is infinite */
/* All timers that ran, at most `most`; returns how many. */
int app_monitor_timers(struct app_monitor *m, struct timer_view *out, int most);

struct monitor_stats {
	int64_t queued, lost, written;
};
struct monitor_stats app_monitor_stats(struct app_monitor *m);

#endif

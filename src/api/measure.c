/*
 * api/measure.c - what this process counts, gathered at one moment (OPS-3).
 * The labels are routes and names of ours, so their number is bounded. How
 * the numbers are written is the business of who asks.
 */
#include "api/api_int.h"

#include "app/delivery.h"
#include "app/job.h"
#include "app/telemetry.h"
#include "base/time.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- the process -------------------------------------------------------- */

static int64_t resident_bytes(void)
{
	char text[80] = "", *end;
	FILE *f = fopen("/proc/self/statm", "re");

	if (f && !fgets(text, sizeof(text), f))
		text[0] = '\0';
	if (f)
		fclose(f);
	(void)strtoll(text, &end, 10); /* the program's size comes first */
	return strtoll(end, NULL, 10) * sysconf(_SC_PAGESIZE);
}

static int64_t open_files(void)
{
	DIR *d = opendir("/proc/self/fd");
	int64_t n = -3; /* ".", "..", and the folder itself */

	if (!d)
		return 0;
	while (readdir(d))
		n++;
	closedir(d);
	return n;
}

static void add_process(struct metrics *all, const struct api *a)
{
	struct metric_point *build = metric_point(
		metric_add(all, METRIC_GAUGE, "build_info", "What runs."),
		"version", VITAE_VERSION, 1);

	build->labels[1] =
		(struct metric_label){ "database", app_house_engine(a->house) };
	metric_one(all, METRIC_GAUGE, "start_time_seconds",
		"When this process began.", a->house->started_at / SECOND_MS);
	metric_one(all, METRIC_GAUGE, "resident_bytes", "Memory in use.",
		resident_bytes());
	metric_one(all, METRIC_GAUGE, "open_files", "Open descriptors.",
		open_files());
}

/* ---- requests ----------------------------------------------------------- */

static void add_timers(struct metrics *all, const struct api *a)
{
	struct timer_view *views =
		ARENA_LIST(all->mem, struct timer_view, APP_TIMERS_MOST);
	int n = app_monitor_timers(a->house->monitor, views, APP_TIMERS_MOST);
	struct metric *m = metric_add(all, METRIC_HISTOGRAM,
		"operation_seconds", "How long operations take.");

	for (int i = 0; i < n; i++) {
		struct metric_times *t =
			ARENA_NEW(all->mem, struct metric_times);

		t->bounds = app_timer_bounds_s;
		t->sum_us = views[i].sum_us;
		memcpy(t->below, views[i].buckets, sizeof(t->below));
		metric_point(m, "name", views[i].name, 0)->times = t;
	}
}

static void add_requests(struct metrics *all, const struct api *a)
{
	static const char *const classes[] = { "", "1xx", "2xx", "3xx", "4xx",
		"5xx" };
	struct metric *m = metric_add(all, METRIC_COUNTER, "http_answers_total",
		"Answers by class of status.");

	for (int i = 1; i <= 5; i++)
		metric_point(m, "class", classes[i], a->statuses[i]);
	metric_one(all, METRIC_COUNTER, "http_not_understood_total",
		"Requests refused before their head was understood.",
		a->statuses[0]);
	add_timers(all, a);
}

/* False: the server has not begun, or is about to go. */
static bool server_stats(struct api *a, struct http_stats *out)
{
	bool there;

	pthread_mutex_lock(&a->server_lock);
	there = a->server != NULL;
	if (there)
		http_stats(a->server, out);
	pthread_mutex_unlock(&a->server_lock);
	return there;
}

static void add_server(struct metrics *all, struct api *a)
{
	static const char *const lanes[] = { "fast", "write", "turn", "slow" };
	struct metric *queued, *running;
	struct http_stats s;

	if (!server_stats(a, &s))
		return;
	metric_one(all, METRIC_GAUGE, "http_connections", "Open connections.",
		s.connections);
	metric_one(all, METRIC_COUNTER, "http_accepted_total",
		"Connections accepted.", s.accepted_total);
	metric_one(all, METRIC_GAUGE, "http_streams", "Open event streams.",
		s.streams);
	metric_one(all, METRIC_GAUGE, "http_memory_bytes",
		"Memory of requests and answers.", s.memory_bytes);
	queued = metric_add(all, METRIC_GAUGE, "http_queued",
		"Requests that wait for a thread.");
	for (int i = 0; i < HTTP_LANES; i++)
		metric_point(queued, "lane", lanes[i], s.queued[i]);
	running = metric_add(all, METRIC_GAUGE, "http_running",
		"Requests that are being answered.");
	for (int i = 0; i < HTTP_LANES; i++)
		metric_point(running, "lane", lanes[i], s.running[i]);
}

/* ---- the rest ----------------------------------------------------------- */

static void add_database(struct metrics *all, const struct api *a)
{
	struct db_stats s;

	app_house_stats(a->house, &s);
	metric_one(all, METRIC_GAUGE, "db_connections", "Connections open.",
		s.connections);
	metric_one(
		all, METRIC_GAUGE, "db_in_use", "Connections lent.", s.in_use);
	metric_one(all, METRIC_GAUGE, "db_waiting", "Calls that wait for one.",
		s.waiting);
	metric_one(all, METRIC_COUNTER, "db_commits_total", "Commits.",
		(int64_t)s.commits);
	metric_one(all, METRIC_COUNTER, "db_calls_total",
		"Writing calls in them.", (int64_t)s.calls);
	metric_one(all, METRIC_COUNTER, "db_shared_total",
		"Rows that were asked for together.", (int64_t)s.shared);
}

static void add_jobs(struct metrics *all, struct call *c)
{
	struct job_stats s;
	struct err err;

	if (!app_call_read(c, &err) || !app_job_stats(c, &s, &err))
		return;
	metric_one(all, METRIC_GAUGE, "jobs_ready", "Jobs waiting.", s.ready);
	metric_one(all, METRIC_GAUGE, "jobs_leased", "Jobs running.", s.leased);
	metric_one(all, METRIC_GAUGE, "jobs_buried",
		"Jobs that failed for good.", s.buried);
	metric_one(all, METRIC_GAUGE, "jobs_oldest_due_seconds",
		"For how long the oldest has been due.",
		s.due_since ? (c->now - s.due_since) / SECOND_MS : 0);
}

static void add_webhooks(struct metrics *all, struct call *c)
{
	struct delivery_stats s;
	struct err err;

	if (!app_call_read(c, &err) || !app_delivery_stats(c, &s, &err))
		return;
	metric_one(all, METRIC_GAUGE, "webhooks_pending",
		"Deliveries to webhooks that wait, retries among them.",
		s.pending);
	metric_one(all, METRIC_GAUGE, "webhooks_oldest_due_seconds",
		"For how long the oldest of them has been due.",
		s.due_since ? (c->now - s.due_since) / SECOND_MS : 0);
}

static void add_monitor(struct metrics *all, const struct api *a)
{
	struct monitor_stats s = app_monitor_stats(a->house->monitor);

	metric_one(all, METRIC_COUNTER, "notes_written_total",
		"Notes of the monitor kept.", s.written);
	metric_one(all, METRIC_COUNTER, "notes_lost_total",
		"Notes of the monitor lost.", s.lost);
	metric_one(all, METRIC_COUNTER, "rate_evicted_total",
		"Live entries that the limiter forgot.",
		(int64_t)rate_evicted(a->house->rate));
}

void api_measure(struct api *a, struct call *c, struct metrics *out)
{
	c->who.role = ROLE_ADMIN; /* to count everybody's jobs */
	add_process(out, a);
	add_requests(out, a);
	add_server(out, a);
	add_database(out, a);
	add_jobs(out, c);
	add_webhooks(out, c);
	add_monitor(out, a);
	app_telemetry_measure(a->house->telemetry, out);
}

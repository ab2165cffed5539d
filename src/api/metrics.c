/*
 * api/metrics.c - numbers in Prometheus' text format 0.0.4 (OPS-3). The
 * labels are routes and names of ours, so their number is bounded.
 */
#include "api/api_int.h"
#include "app/job.h"
#include "base/hash.h"
#include "base/time.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void head(
	struct buf *b, const char *name, const char *type, const char *help)
{
	buf_addf(b, "# HELP vitae_%s %s\n# TYPE vitae_%s %s\n", name, help,
		name, type);
}

static void one(struct buf *b, const char *name, const char *type,
	const char *help, int64_t value)
{
	head(b, name, type, help);
	buf_addf(b, "vitae_%s %lld\n", name, (long long)value);
}

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

static void add_process(struct buf *b, const struct api *a)
{
	head(b, "build_info", "gauge", "What runs.");
	buf_addf(b, "vitae_build_info{version=\"%s\",database=\"%s\"} 1\n",
		VITAE_VERSION, app_house_engine(a->house));
	one(b, "start_time_seconds", "gauge", "When this process began.",
		a->house->started_at / SECOND_MS);
	one(b, "resident_bytes", "gauge", "Memory in use.", resident_bytes());
	one(b, "open_files", "gauge", "Open descriptors.", open_files());
}

/* ---- requests ----------------------------------------------------------- */

static void add_timer(struct buf *b, const struct timer_view *v)
{
	for (int i = 0; i < 16; i++) {
		buf_addf(b, "vitae_operation_seconds_bucket{name=\"%s\",le=",
			v->name);
		if (isinf(app_timer_bounds_s[i]))
			buf_addf(b, "\"+Inf\"} %lld\n", (long long)v->count);
		else
			buf_addf(b, "\"%g\"} %lld\n", app_timer_bounds_s[i],
				(long long)v->buckets[i]);
	}
	buf_addf(b,
		"vitae_operation_seconds_sum{name=\"%s\"} %.6f\n"
		"vitae_operation_seconds_count{name=\"%s\"} %lld\n",
		v->name, (double)v->sum_us / 1e6, v->name, (long long)v->count);
}

static void add_requests(struct buf *b, struct call *c, struct api *a)
{
	struct timer_view *views =
		ARENA_LIST(c->mem, struct timer_view, APP_TIMERS_MOST);
	int n = app_monitor_timers(a->house->monitor, views, APP_TIMERS_MOST);

	head(b, "http_answers_total", "counter", "Answers by class of status.");
	for (int i = 1; i <= 5; i++)
		buf_addf(b, "vitae_http_answers_total{class=\"%dxx\"} %lld\n",
			i, (long long)a->statuses[i]);
	one(b, "http_not_understood_total", "counter",
		"Requests refused before their head was understood.",
		a->statuses[0]);
	head(b, "operation_seconds", "histogram", "How long operations take.");
	for (int i = 0; i < n; i++)
		add_timer(b, &views[i]);
}

static void add_server(struct buf *b, const struct api *a)
{
	static const char *const lanes[] = { "fast", "write", "slow" };
	struct http_stats s;

	if (!a->server)
		return;
	http_stats(a->server, &s);
	one(b, "http_connections", "gauge", "Open connections.", s.connections);
	one(b, "http_accepted_total", "counter", "Connections accepted.",
		s.accepted_total);
	one(b, "http_streams", "gauge", "Open event streams.", s.streams);
	one(b, "http_memory_bytes", "gauge", "Memory of requests and answers.",
		s.memory_bytes);
	head(b, "http_queued", "gauge", "Requests that wait for a thread.");
	for (int i = 0; i < HTTP_LANES; i++)
		buf_addf(b, "vitae_http_queued{lane=\"%s\"} %lld\n", lanes[i],
			(long long)s.queued[i]);
	head(b, "http_running", "gauge", "Requests that are being answered.");
	for (int i = 0; i < HTTP_LANES; i++)
		buf_addf(b, "vitae_http_running{lane=\"%s\"} %lld\n", lanes[i],
			(long long)s.running[i]);
}

/* ---- the rest ----------------------------------------------------------- */

static void add_database(struct buf *b, const struct api *a)
{
	struct db_stats s;

	app_house_stats(a->house, &s);
	one(b, "db_connections", "gauge", "Connections open.", s.connections);
	one(b, "db_in_use", "gauge", "Connections lent.", s.in_use);
	one(b, "db_waiting", "gauge", "Calls that wait for one.", s.waiting);
	one(b, "db_commits_total", "counter", "Commits.", s.commits);
	one(b, "db_calls_total", "counter", "Writing calls in them.", s.calls);
}

static void add_jobs(struct buf *b, struct call *c)
{
	struct job_stats s;
	struct err err;

	if (!app_call_read(c, &err) || !app_job_stats(c, &s, &err))
		return;
	one(b, "jobs_ready", "gauge", "Jobs waiting.", s.ready);
	one(b, "jobs_leased", "gauge", "Jobs running.", s.leased);
	one(b, "jobs_buried", "gauge", "Jobs that failed for good.", s.buried);
	one(b, "jobs_oldest_due_seconds", "gauge",
		"For how long the oldest has been due.",
		s.due_since ? (c->now - s.due_since) / SECOND_MS : 0);
}

static void add_monitor(struct buf *b, const struct api *a)
{
	struct monitor_stats s = app_monitor_stats(a->house->monitor);

	one(b, "notes_written_total", "counter", "Notes of the monitor kept.",
		s.written);
	one(b, "notes_lost_total", "counter", "Notes of the monitor lost.",
		s.lost);
	one(b, "rate_evicted_total", "counter",
		"Live entries that the limiter forgot.",
		(int64_t)rate_evicted(a->house->rate));
}

/* Asked from this machine, and on nobody's behalf: a proxy here may be one
 * that TRUSTED_PROXIES forgot. */
static bool is_local(const struct call *c, const struct http_req *req)
{
	static const char *const proxied[] = { "forwarded", "x-forwarded-for",
		"x-real-ip", "via" };

	for (size_t i = 0; i < LENGTH(proxied); i++)
		if (http_header_find(req, proxied[i]).at)
			return false;
	return str_starts(c->from.ip, STR("127.")) || str_is(c->from.ip, "::1");
}

static bool may_read(const struct call *c, const struct api_ask *ask)
{
	struct str token = str_c(c->house->settings->metrics_token);
	struct str given = http_header_find(ask->req, "authorization");

	if (!token.len)
		return is_local(c, ask->req);
	return given.len == token.len + 7 &&
	       str_starts(given, STR("Bearer ")) &&
	       hash_same(given.at + 7, token.at, token.len);
}

bool api_metrics(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct buf *b = &reply->res->body;

	if (!may_read(c, ask))
		return err_set(err, ERR_FORBIDDEN,
			"numbers are for this machine, or for who knows "
			"METRICS_TOKEN");
	c->who.role = ROLE_ADMIN; /* to count everybody's jobs */
	reply->res->status = 200;
	add_process(b, ask->api);
	add_requests(b, c, ask->api);
	add_server(b, ask->api);
	add_database(b, ask->api);
	add_jobs(b, c);
	add_monitor(b, ask->api);
	return buf_ok(b) || err_set(err, ERR_TOO_BIG, "more numbers than fit");
}

/* app/health.c - the checks of health.def. See health.h. */
#include "app/health.h"

#include "app/monitor.h"
#include "base/time.h"
#include "net/mail.h"
#include "store/job.h"

#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum {
	DEADLINE_MS = 2000,
	REMEMBER_MS = 1000,
	DISK_LOW_MB = 512,
	DISK_OUT_MB = 32,
	MEMORY_LOW_MB = 64,
	JOB_LATE_MS = 5 * MINUTE_MS,
	BURIED_MANY = 100,
	/* other people's servers are not asked each time that we are */
	LLM_GOOD_MS = MINUTE_MS,
	LLM_BAD_MS = 5 * SECOND_MS
};

const char *const app_health_words[] = { "healthy", "degraded", "unhealthy" };

/* A check says how it is, in words too. */
typedef enum health check_run(struct house *h, char message[160]);

static enum health say(char message[160], enum health status, const char *fmt,
	...) PRINTF_LIKE(3, 4);
static enum health say(
	char message[160], enum health status, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(message, 160, fmt, ap);
	va_end(ap);
	return status;
}

/* ---- the checks --------------------------------------------------------- */

static enum health check_database(struct house *h, char message[160])
{
	struct err err;

	if (!db_ping(h->db, DEADLINE_MS, &err))
		return say(message, HEALTH_BAD, "%s", err.text);
	return say(message, HEALTH_GOOD, "%s answers", db_engine(h->db));
}

/* A token that was just signed must count. */
static enum health check_authentication(struct house *h, char message[160])
{
	struct arena mem = { 0 };
	int64_t now = time_now_ms();
	struct keys_claims claims = { .sub = STR("health"),
		.issued_ms = now,
		.expires_ms = now + MINUTE_MS };
	struct keys_claims back;
	struct str token;
	struct err err;
	bool ok;

	ok = keys_jwt_sign(
		     h->jwt, &mem, KEYS_JWT_TICKET, &claims, &token, &err) &&
	     keys_jwt_check(
		     h->jwt, &mem, KEYS_JWT_TICKET, token, now, &back, &err);
	arena_free(&mem);
	return ok ? say(message, HEALTH_GOOD, "tokens are signed and checked")
		  : say(message, HEALTH_BAD, "%s", err.text);
}

static enum health look_at_folder(const char *path, char message[160])
{
	struct statvfs fs;
	long long mb;

	if (statvfs(path, &fs))
		return say(message, HEALTH_BAD, "cannot look at '%.100s': %s",
			path, strerror(errno));
	if (access(path, W_OK))
		return say(message, HEALTH_BAD, "cannot write to '%.100s': %s",
			path, strerror(errno));
	mb = (long long)(fs.f_bavail * (fs.f_frsize >> 10) >> 10);
	return say(message,
		mb < DISK_OUT_MB   ? HEALTH_BAD
		: mb < DISK_LOW_MB ? HEALTH_DEGRADED
				   : HEALTH_GOOD,
		"%lld MB free in '%.100s'", mb, path);
}

/* The uploads may lie on a disk of their own; the worse of the two counts. */
static enum health check_disk(struct house *h, char message[160])
{
	const struct settings *s = h->settings;
	enum health data = look_at_folder(s->data_dir, message), uploads;
	char words[160];

	if (!s->upload_dir || !*s->upload_dir)
		return data;
	uploads = look_at_folder(s->upload_dir, words);
	if (uploads <= data)
		return data;
	memcpy(message, words, sizeof(words));
	return uploads;
}

/* What could be had without swapping: memory that holds files read earlier
 * is not free, and yet there for the asking. */
static long long available_mb(void)
{
	FILE *f = fopen("/proc/meminfo", "re");
	char line[128];
	long long kb = -1;

	if (!f)
		return -1;
	while (kb < 0 && fgets(line, sizeof(line), f))
		if (!strncmp(line, "MemAvailable:", 13))
			kb = strtoll(line + 13, NULL, 10);
	fclose(f);
	return kb < 0 ? -1 : kb / 1024;
}

static enum health check_memory(struct house *h, char message[160])
{
	long long mb = available_mb();

	(void)h;
	if (mb < 0)
		return say(message, HEALTH_DEGRADED,
			"/proc/meminfo does not say how much is available");
	return say(message, mb < MEMORY_LOW_MB ? HEALTH_DEGRADED : HEALTH_GOOD,
		"%lld MB available", mb);
}

static enum health check_jobs(struct house *h, char message[160])
{
	struct arena mem = { 0 };
	struct job_stats stats = { 0 };
	int64_t now = time_now_ms(), late;
	struct db *db;
	struct err err;
	bool ok = db_begin(h->db, DB_READ, &mem, &db, &err) &&
		  (store_job_stats(db, now, &stats, &err)
				  ? db_end(db, true, &err)
				  : (db_end(db, false, &(struct err){ 0 }),
					    false));

	arena_free(&mem);
	if (!ok)
		return say(message, HEALTH_BAD, "%s", err.text);
	late = stats.due_since ? now - stats.due_since : 0;
	return say(message,
		late > JOB_LATE_MS || stats.buried > BURIED_MANY
			? HEALTH_DEGRADED
			: HEALTH_GOOD,
		"%lld ready, %lld running, %lld buried, the oldest due for "
		"%lld s",
		(long long)stats.ready, (long long)stats.leased,
		(long long)stats.buried, (long long)(late / SECOND_MS));
}

static enum health check_monitor(struct house *h, char message[160])
{
	struct monitor_stats s = app_monitor_stats(h->monitor);

	return say(message, s.lost ? HEALTH_DEGRADED : HEALTH_GOOD,
		"%lld notes written, %lld waiting, %lld lost",
		(long long)s.written, (long long)s.queued, (long long)s.lost);
}

static enum health check_mail(struct house *h, char message[160])
{
	struct net_mail_post post = { .url = str_c(h->settings->smtp_url) };
	struct err err;

	if (!*h->settings->smtp_url)
		return say(message, HEALTH_GOOD,
			"no SMTP_URL: mails go to a folder, not to people");
	return net_mail_post_ok(&post, &err)
		       ? say(message, HEALTH_GOOD, "a mail server is set")
		       : say(message, HEALTH_DEGRADED, "%s", err.text);
}

static enum health check_redis(struct house *h, char message[160])
{
	struct err err;

	if (!h->redis)
		return say(message, HEALTH_GOOD,
			"no REDIS_URL: this node counts for itself");
	return partners_redis_ok(h->redis, &err)
		       ? say(message, HEALTH_GOOD, "Redis answers")
		       : say(message, HEALTH_DEGRADED,
				 "%s; this node counts for itself meanwhile",
				 err.text);
}

static enum health ask_llm(struct house *h, char message[160])
{
	struct arena mem = { 0 };
	bool ok, listed;
	struct err err;

	ok = partners_llm_check(&mem, h->llm, DEADLINE_MS, &listed, &err);
	arena_free(&mem);
	if (!ok)
		return say(message, HEALTH_DEGRADED, "%s", err.text);
	return listed ? say(message, HEALTH_GOOD, "'%.60s' has '%.60s'",
				h->llm->host.at, h->llm->model.at)
		      : say(message, HEALTH_GOOD,
				"'%.50s' answers; it does not list '%.50s'",
				h->llm->host.at, h->llm->model.at);
}

/* One check at a time is made, so this needs no lock. */
static enum health check_llm(struct house *h, char message[160])
{
	static struct {
		const struct llm_server *whose;
		enum health status;
		int64_t until_us;
		char message[160];
	} last;

	if (!h->llm)
		return say(message, HEALTH_GOOD,
			"AI_PROVIDER is builtin: no model is asked");
	if (last.whose != h->llm || time_mono_us() > last.until_us) {
		last.status = ask_llm(h, last.message);
		last.whose = h->llm;
		last.until_us = time_mono_us() + (last.status == HEALTH_GOOD
								 ? LLM_GOOD_MS
								 : LLM_BAD_MS) *
							 (int64_t)1000;
	}
	memcpy(message, last.message, sizeof(last.message));
	return last.status;
}

/* ---- the last report ---------------------------------------------------- */

/* One is made at a time, and not under the lock: a check may hang. */
static struct {
	pthread_mutex_t lock;
	pthread_cond_t made;
	struct health_report last;
	const struct house *whose; /* it is of; NULL: there is none */
	bool stale;                /* what it says no longer holds */
	const struct house *making;
	size_t at;        /* the check that is being made, */
	int64_t since_us; /* and since when */
} board = { .lock = PTHREAD_MUTEX_INITIALIZER,
	.made = PTHREAD_COND_INITIALIZER };

void app_health_jail(struct house *h, enum health status, struct str words)
{
	pthread_mutex_lock(&board.lock);
	h->jail_word.status = status;
	snprintf(h->jail_word.text, sizeof(h->jail_word.text), "%.*s",
		STR_ARG(words));
	board.stale = true;
	pthread_mutex_unlock(&board.lock);
}

static enum health check_jail(struct house *h, char message[160])
{
	struct house_word word;

	pthread_mutex_lock(&board.lock);
	word = h->jail_word;
	pthread_mutex_unlock(&board.lock);
	if (!*word.text)
		return say(message, HEALTH_GOOD, "not opened by this process");
	return say(message, (enum health)word.status, "%s", word.text);
}

static const struct {
	const char *service;
	check_run *run;
	bool critical;
} checks[] = {
#define CHECK(service, run, critical) { service, check_##run, critical },
#include "app/health.def"
#undef CHECK
};
_Static_assert(LENGTH(checks) <= APP_HEALTH_CHECKS, "room for all checks");

/* ---- all together ------------------------------------------------------- */

static void run_check(struct house *h, size_t i, struct health_check *out)
{
	int64_t began = time_mono_us();

	*out = (struct health_check){ .service = checks[i].service,
		.at = time_now_ms() };
	out->status = checks[i].run(h, out->message);
	out->response_us = time_mono_us() - began;
	if (out->status == HEALTH_GOOD && out->response_us > DEADLINE_MS * 1000)
		out->status = HEALTH_DEGRADED;
	if (out->status == HEALTH_BAD && !checks[i].critical)
		out->status = HEALTH_DEGRADED;
}

/* Under the lock, which is let go for each check. */
static void make_report(struct house *h)
{
	struct health_report r = { .count = LENGTH(checks) };

	board.making = h;
	board.stale = false;
	for (size_t i = 0; i < LENGTH(checks); i++) {
		board.at = i;
		board.since_us = time_mono_us();
		pthread_mutex_unlock(&board.lock);
		run_check(h, i, &r.checks[i]);
		if (r.checks[i].status > r.status)
			r.status = r.checks[i].status;
		pthread_mutex_lock(&board.lock);
	}
	r.at = time_now_ms();
	board.last = r;
	board.whose = h;
	board.making = NULL;
	pthread_cond_broadcast(&board.made);
}

static bool remembered(const struct house *h)
{
	return board.whose == h && !board.stale &&
	       time_now_ms() - board.last.at <= REMEMBER_MS;
}

/* The check that the next report waits for, if it is past its deadline. */
static void tell_late(struct health_report *r)
{
	struct health_check *c = &r->checks[board.at];
	int64_t late_us = time_mono_us() - board.since_us;

	if (late_us <= DEADLINE_MS * 1000)
		return;
	c->response_us = late_us;
	if (c->status < HEALTH_DEGRADED)
		c->status = HEALTH_DEGRADED;
	if (r->status < c->status)
		r->status = c->status;
	say(c->message, c->status, "has not answered for %lld s",
		(long long)(late_us / 1000000));
}

void app_health_check(struct house *h, struct health_report *out)
{
	pthread_mutex_lock(&board.lock);
	while (!remembered(h)) {
		if (!board.making) {
			make_report(h);
			break;
		}
		/* while a new one is made, the last one will do */
		if (board.making == h && board.whose == h)
			break;
		pthread_cond_wait(&board.made, &board.lock);
	}
	*out = board.last;
	if (board.making == h)
		tell_late(out);
	pthread_mutex_unlock(&board.lock);
}

bool app_health_ready(struct house *h, const char **why)
{
	static _Thread_local struct health_report report;

	*why = "draining";
	if (h->draining)
		return false;
	app_health_check(h, &report);
	for (int i = 0; i < report.count; i++)
		if (report.checks[i].status == HEALTH_BAD) {
			*why = report.checks[i].service;
			return false;
		}
	return true;
}

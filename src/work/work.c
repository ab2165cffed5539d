/* work/work.c - the table of jobs, and how an attempt becomes a call. */
#include "work/work.h"

#include "app/house.h"
#include "app/monitor.h"
#include "base/json.h"
#include "base/log.h"
#include "base/time.h"
#include "work/deliver.h"

enum { REFUSAL_MOST = 4096 };

/* ---- an attempt is a call ----------------------------------------------- */

static struct call call_of(struct house *h, const struct job *job)
{
	return (struct call){ .mem = job->mem,
		.house = h,
		.who = { .kind = WHO_SYSTEM,
			.id = job->account_id,
			.scopes = ~0u },
		.from = { .request_id = job->id },
		.now = job->now };
}

bool work_attempt(struct house *h, struct job *job, work_handler *handler,
	struct err *err)
{
	struct call c = call_of(h, job);
	struct err ignored;
	bool ok = handler(&c, job, err) &&
		  (!c.writing || job_finish(job, c.db, err));

	if (ok)
		return app_call_close(&c, true, err);
	app_call_close(&c, false, &ignored);
	return false;
}

bool work_refuse(struct job *job, const struct err *why)
{
	struct json_out o;
	struct buf b;

	buf_init(&b, job->mem, REFUSAL_MOST);
	o = json_begin(&b, JSON_COMPACT);
	json_object(&o);
	json_put_text(json_key(&o, "error"), str_c(err_name(why->code)));
	json_put_text(json_key(&o, "message"), str_c(why->text));
	json_end(&o);
	job->result = buf_str(&b);
	return true;
}

#define JOB(                                                                \
	name, handler, tries, lease_s, backoff_s, at_once, schedule, words) \
	static bool run_##handler(                                          \
		void *with, struct job *job, struct err *err)               \
	{                                                                   \
		return work_attempt(with, job, work_##handler, err);        \
	}
#include "work/jobs.def"
#undef JOB

/* ---- the tables --------------------------------------------------------- */

const struct work_kind work_kinds[] = {
#define JOB(                                                                \
	name, handler, tries, lease_s, backoff_s, at_once, schedule, words) \
	{ name, schedule, words },
#include "work/jobs.def"
#undef JOB
};
const size_t work_kind_count = LENGTH(work_kinds);

static const struct job_kind kinds[] = {
#define JOB(                                                                \
	name, handler, tries, lease_s, backoff_s, at_once, schedule, words) \
	{ name, run_##handler, tries, lease_s, backoff_s, at_once },
#include "work/jobs.def"
#undef JOB
};

static const char *const timers[] = {
#define JOB(                                                                \
	name, handler, tries, lease_s, backoff_s, at_once, schedule, words) \
	"job " name,
#include "work/jobs.def"
#undef JOB
};

/* Those that are settings join here, too. */
static size_t schedules_of(struct job_schedule list[JOB_SCHEDULES])
{
	size_t n = 0;

	for (size_t i = 0; i < work_kind_count; i++)
		if (*work_kinds[i].schedule)
			list[n++] = (struct job_schedule){ work_kinds[i].name,
				work_kinds[i].name, work_kinds[i].schedule };
	return n;
}

/* ---- what is told ------------------------------------------------------- */

static enum log_level level_of(enum job_outcome outcome)
{
	return outcome == JOB_BURIED                         ? LOG_ERROR
	       : outcome == JOB_AGAIN || outcome == JOB_LOST ? LOG_WARN
							     : LOG_INFO;
}

static void note_time(struct house *h, const struct job_report *report)
{
	const struct job *job = report->job;

	if (h->monitor && h->settings->enable_performance_monitoring)
		app_monitor_time(h->monitor,
			app_monitor_timer(
				h->monitor, timers[job->kind - kinds]),
			report->took_us, job->id);
}

static void ended(void *with, const struct job_report *report)
{
	const struct job *job = report->job;
	const struct err *err = report->err;
	struct call c = call_of(with, job);
	struct log_line l;

	log_begin(&l, level_of(report->outcome), "work", "job");
	log_str(&l, "id", job->id);
	log_str(&l, "kind", str_c(job->kind->name));
	log_str(&l, "outcome", str_c(job_outcome_name(report->outcome)));
	log_int(&l, "attempt", job->attempt);
	log_ms(&l, "ms", report->took_us);
	if (err->code != ERR_NONE) {
		log_str(&l, "error", str_c(err_name(err->code)));
		log_str(&l, "why", str_c(err->text));
	}
	log_end(&l);
	note_time(c.house, report);
	if (err->code == ERR_BROKEN && c.house->monitor)
		app_monitor_error(&c, job->kind->name, err, false);
}

static void troubled(void *with, const struct err *err)
{
	(void)with;
	log_say(LOG_ERROR, "work", "the queue: %s", err->text);
}

/* ---- the threads -------------------------------------------------------- */

static struct job_config config_of(struct house *h)
{
	return (struct job_config){ .db = h->db,
		.node = h->node,
		.kinds = kinds,
		.kind_count = LENGTH(kinds),
		.workers = (int)h->settings->workers,
		.with = h,
		.ended = ended,
		.troubled = troubled };
}

bool work_start(struct house *h, struct work *out, struct err *err)
{
	struct job_config config = config_of(h);

	*out = (struct work){ .drain_ms = (int)h->settings->drain_timeout_ms };
	pthread_mutex_init(&out->lock, NULL);
	if (!config.workers)
		return true;
	config.schedules = out->schedules;
	config.schedule_count = schedules_of(out->schedules);
	if (!work_deliver_start(&out->deliver, h, err))
		return false;
	if (!job_start(&out->runner, &config, err)) {
		work_deliver_stop(out->deliver, 0);
		out->deliver = NULL;
		return false;
	}
	out->awake = out->runner;
	return true;
}

void work_wake(struct work *w)
{
	pthread_mutex_lock(&w->lock);
	if (w->awake)
		job_wake(w->awake);
	if (w->awake && w->deliver)
		work_deliver_wake(w->deliver);
	pthread_mutex_unlock(&w->lock);
}

bool work_stop(struct work *w)
{
	int64_t until_us = time_mono_us() + w->drain_ms * 1000LL, left_us;
	bool rested;

	/* a notice may be on its way while the runner goes */
	pthread_mutex_lock(&w->lock);
	w->awake = NULL;
	pthread_mutex_unlock(&w->lock);
	rested = !w->runner || job_stop(w->runner, w->drain_ms);
	if (rested)
		w->runner = NULL;
	left_us = until_us - time_mono_us();
	if (w->deliver)
		work_deliver_stop(
			w->deliver, left_us > 0 ? (int)(left_us / 1000) : 0);
	w->deliver = NULL;
	return rested;
}

void work_load(struct work *w, struct job_load *out)
{
	*out = (struct job_load){ 0 };
	pthread_mutex_lock(&w->lock);
	if (w->awake)
		job_load(w->awake, out);
	pthread_mutex_unlock(&w->lock);
}

bool work_step(struct house *h, enum job_outcome *out, struct err *err)
{
	struct job_config config = config_of(h);

	return job_step(&config, out, err);
}

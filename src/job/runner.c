/*
 * job/runner.c - threads started and stopped, and the workers, which do no
 * more than run what stands in line. Leasing is keeper.c's.
 */
#include "job/job_int.h"

#include "base/time.h"

#include <errno.h>
#include <signal.h>
#include <time.h>

int64_t job_mono_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

void job_wait(pthread_cond_t *cond, pthread_mutex_t *lock, int64_t until_us)
{
	struct timespec t = { until_us / 1000000, until_us % 1000000 * 1000 };

	pthread_cond_timedwait(cond, lock, &t);
}

void job_forget(struct job_runner *r, struct job_held *h)
{
	struct job_held **at = &r->all;

	while (*at != h)
		at = &(*at)->next_held;
	*at = h->next_held;
}

void job_trouble(struct job_runner *r, const struct err *err)
{
	int64_t now_us = job_mono_us();
	bool say;

	pthread_mutex_lock(&r->lock);
	say = !r->trouble_said_us ||
	      now_us - r->trouble_said_us > JOB_TROUBLE_SAY_MS * 1000LL;
	if (say)
		r->trouble_said_us = now_us;
	pthread_mutex_unlock(&r->lock);
	if (say && r->config.troubled)
		r->config.troubled(r->config.with, err);
}

/* ---- workers ------------------------------------------------------------ */

/* The lock is held. */
static struct job_held *begin(struct job_runner *r)
{
	struct job_held *h = r->line;

	r->line = h->next;
	if (!r->line)
		r->line_end = &r->line;
	h->next = NULL;
	h->begun = true;
	r->waiting--;
	r->running++;
	if (r->waiting <= r->ahead / 2) {
		r->hungry = true;
		pthread_cond_signal(&r->wake_keeper);
	}
	return h;
}

static void end(struct job_runner *r, struct job_held *h)
{
	job_forget(r, h);
	r->running--;
	if (h->job.kind->at_once)
		r->freed = r->woken = true;
	if (!r->line)
		r->dry = r->hungry = true;
	if (r->freed || !r->line)
		pthread_cond_signal(&r->wake_keeper);
	pthread_cond_broadcast(&r->left);
	job_held_free(h);
}

static void *work(void *runner)
{
	struct job_runner *r = runner;
	struct job_held *h;
	struct err err;

	pthread_mutex_lock(&r->lock);
	for (;;) {
		while (!r->line && !r->stopping)
			pthread_cond_wait(&r->wake_workers, &r->lock);
		if (r->stopping)
			break;
		h = begin(r);
		pthread_mutex_unlock(&r->lock);
		if (!job_run(h, &err))
			job_trouble(r, &err);
		pthread_mutex_lock(&r->lock);
		end(r, h);
	}
	pthread_mutex_unlock(&r->lock);
	return NULL;
}

/* ---- starting ----------------------------------------------------------- */

static struct job_runner *runner_new(const struct job_config *config)
{
	struct job_runner *r = mem_alloc(sizeof(*r));
	pthread_condattr_t attr;

	r->config = *config;
	if (!r->config.poll_ms)
		r->config.poll_ms = JOB_POLL_MS;
	r->line_end = &r->line;
	pthread_mutex_init(&r->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&r->wake_keeper, &attr);
	pthread_cond_init(&r->wake_workers, &attr);
	pthread_cond_init(&r->left, &attr);
	pthread_condattr_destroy(&attr);
	return r;
}

static void runner_free(struct job_runner *r)
{
	pthread_cond_destroy(&r->wake_keeper);
	pthread_cond_destroy(&r->wake_workers);
	pthread_cond_destroy(&r->left);
	pthread_mutex_destroy(&r->lock);
	mem_free(r);
}

/* Signals are main's business. */
static bool thread_start(pthread_t *out, void *(*run)(void *),
	struct job_runner *r, struct err *err)
{
	sigset_t all, was;
	int failed;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &was);
	failed = pthread_create(out, NULL, run, r);
	pthread_sigmask(SIG_SETMASK, &was, NULL);
	return !failed || err_set(err, ERR_BUSY, "no thread for jobs: %s",
				  strerrordesc_np(failed));
}

static bool threads_start(struct job_runner *r, struct err *err)
{
	r->keeper_runs = thread_start(&r->keeper, job_keep, r, err);
	while (r->keeper_runs && r->workers_run < r->config.workers) {
		if (!thread_start(&r->workers[r->workers_run], work, r, err))
			return false;
		r->workers_run++;
	}
	return r->keeper_runs;
}

bool job_start(struct job_runner **out, const struct job_config *config,
	struct err *err)
{
	struct job_runner *r;

	if (config->workers < 1 || config->workers > JOB_WORKERS)
		return err_set(err, ERR_BAD_INPUT, "workers must be 1 to %d",
			JOB_WORKERS);
	r = runner_new(config);
	if (!job_room_all(config, &r->room, err) ||
		!job_clocks_read(&r->config, &r->clocks, err)) {
		runner_free(r);
		return false;
	}
	if (!threads_start(r, err)) {
		job_stop(r, JOB_REST_MS);
		return false;
	}
	*out = r;
	return true;
}

/* ---- while it runs ------------------------------------------------------ */

void job_wake(struct job_runner *r)
{
	/* most notices are about something else */
	if (db_noticed(r->config.db, NOTICE_JOBS) ==
			atomic_load(&r->seen_jobs) &&
		db_noticed(r->config.db, NOTICE_JOB_CANCEL) ==
			atomic_load(&r->seen_cancels))
		return;
	pthread_mutex_lock(&r->lock);
	r->woken = true;
	pthread_cond_signal(&r->wake_keeper);
	pthread_mutex_unlock(&r->lock);
}

void job_load(struct job_runner *r, struct job_load *out)
{
	pthread_mutex_lock(&r->lock);
	*out = (struct job_load){ r->config.workers, r->running, r->waiting };
	pthread_mutex_unlock(&r->lock);
}

/* ---- stopping ----------------------------------------------------------- */

/* The lock is held. */
static void wait_idle(struct job_runner *r, int64_t ms)
{
	int64_t until = job_mono_us() + ms * 1000;

	while (r->running && job_mono_us() < until)
		job_wait(&r->left, &r->lock, until);
}

/* The lock is held: leases of what runs, once. Ids are copied, as a handler
 * may return at any time. */
static size_t abandon(
	struct job_runner *r, struct arena *mem, struct job_renewal *list)
{
	size_t n = 0;

	for (struct job_held *h = r->all; h; h = h->next_held) {
		if (!h->begun || h->gone)
			continue;
		h->gone = true;
		list[n] = (struct job_renewal){ h->lease, h->due_at, false };
		list[n].lease.id = str_copy(mem, h->lease.id);
		n++;
	}
	return n;
}

/* Only now: a handler that heard it before its lease was given back would
 * be counted as one that failed. */
static void stop_abandoned(struct job_runner *r)
{
	pthread_mutex_lock(&r->lock);
	for (struct job_held *h = r->all; h; h = h->next_held)
		if (h->gone)
			atomic_store(&h->stop, true);
	pthread_mutex_unlock(&r->lock);
}

static void give_back_running(struct job_runner *r)
{
	struct job_renewal list[JOB_WORKERS];
	struct arena mem = { 0 };
	struct err err;
	size_t n;

	pthread_mutex_lock(&r->lock);
	n = abandon(r, &mem, list);
	pthread_mutex_unlock(&r->lock);
	if (n && !job_give_back(&r->config, &mem, list, n, &err))
		job_trouble(r, &err);
	stop_abandoned(r);
	arena_free(&mem);
}

bool job_stop(struct job_runner *r, int drain_ms)
{
	bool left;

	pthread_mutex_lock(&r->lock);
	r->stopping = true;
	pthread_cond_broadcast(&r->wake_keeper);
	pthread_cond_broadcast(&r->wake_workers);
	wait_idle(r, drain_ms);
	left = r->running > 0;
	pthread_mutex_unlock(&r->lock);
	if (left) {
		give_back_running(r);
		pthread_mutex_lock(&r->lock);
		wait_idle(r, JOB_LINGER_MS); /* those that ask stop now */
		left = r->running > 0;
		pthread_mutex_unlock(&r->lock);
	}
	if (left)
		return false;
	while (r->workers_run)
		pthread_join(r->workers[--r->workers_run], NULL);
	if (r->keeper_runs)
		pthread_join(r->keeper, NULL);
	runner_free(r);
	return true;
}

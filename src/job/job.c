/* job/job.c - one attempt: run, and what becomes of it. See job.h. */
#include "job/job_int.h"

#include "base/hash.h"
#include "base/time.h"

#include <assert.h>

const char *job_outcome_name(enum job_outcome outcome)
{
	static const char *const names[] = { "idle", "done", "again", "buried",
		"cancelled", "lost" };

	return names[outcome];
}

int64_t job_now(const struct job_config *config)
{
	return config->clock ? config->clock() : time_now_ms();
}

int64_t job_backoff_ms(
	const struct job_kind *kind, int64_t attempt, uint64_t dice)
{
	int64_t most = kind->backoff_s * 1000LL, half;

	while (--attempt > 0 && most < JOB_BACKOFF_MOST_MS)
		most *= 2;
	if (most > JOB_BACKOFF_MOST_MS)
		most = JOB_BACKOFF_MOST_MS;
	half = most / 2;
	return most - half + (int64_t)(dice % (uint64_t)(half + 1));
}

bool job_cancelled(const struct job *job)
{
	return atomic_load_explicit(&job->held->stop, memory_order_relaxed);
}

const _Atomic bool *job_stop_sign(const struct job *job)
{
	return &job->held->stop;
}

bool job_finish(struct job *job, struct db *db, struct err *err)
{
	struct job_held *h = job->held;
	bool mine = false;

	if (!store_job_done(
		    db, &h->lease, job->result, job_now(h->config), &mine, err))
		return false;
	if (!mine)
		return err_set(err, ERR_CONFLICT,
			"another worker has taken over this job");
	h->finished = true;
	return true;
}

/* ---- what becomes of it ------------------------------------------------- */

static bool write_done(struct job_held *h, struct err *err)
{
	struct db *db;
	bool mine = false, ok;

	if (!db_begin(h->config->db, DB_WRITE, &h->mem, &db, err))
		return false;
	ok = store_job_done(
		db, &h->lease, h->job.result, job_now(h->config), &mine, err);
	if (!db_end(db, ok, err) || !ok)
		return false;
	h->outcome = mine ? JOB_DONE : JOB_LOST;
	return true;
}

static int64_t next_try(const struct job_held *h, int64_t now)
{
	int64_t wait, asked = h->err.retry_after_ms;
	uint64_t dice;

	if (h->job.hopeless || h->job.attempt >= h->job.tries)
		return 0;
	hash_random(&dice, sizeof(dice));
	wait = job_backoff_ms(h->job.kind, h->job.attempt, dice);
	if (asked > JOB_BACKOFF_MOST_MS)
		asked = JOB_BACKOFF_MOST_MS;
	return now + (asked > wait ? asked : wait);
}

static enum job_outcome outcome_of(struct str state)
{
	return str_is(state, "ready")    ? JOB_AGAIN
	       : str_is(state, "buried") ? JOB_BURIED
					 : JOB_CANCELLED;
}

static bool write_failed(struct job_held *h, struct err *err)
{
	int64_t now = job_now(h->config);
	struct job_failure f = { h->lease, str_c(err_name(h->err.code)),
		str_c(h->err.text), next_try(h, now), now };
	struct str state;
	struct db *db;
	bool mine = false, ok;

	if (!db_begin(h->config->db, DB_WRITE, &h->mem, &db, err))
		return false;
	ok = store_job_failed(db, &f, &state, &mine, err);
	if (!db_end(db, ok, err) || !ok)
		return false;
	h->outcome = mine ? outcome_of(state) : JOB_LOST;
	return true;
}

static bool run(struct job_held *h, struct err *err)
{
	if (job_cancelled(&h->job)) {
		err_set(&h->err, ERR_GONE, "it was stopped before it began");
		return write_failed(h, err);
	}
	if (!h->job.kind->run(h->config->with, &h->job, &h->err)) {
		assert(h->err.code != ERR_NONE);
		return write_failed(h, err);
	}
	h->err = (struct err){ 0 };
	h->outcome = JOB_DONE;
	return h->finished || write_done(h, err);
}

bool job_run(struct job_held *h, struct err *err)
{
	int64_t began_us = time_mono_us();
	const struct job_config *config = h->config;
	bool ok = true;

	if (!h->over) {
		h->outcome = JOB_LOST;
		h->job.now = job_now(config);
		ok = run(h, err);
	}
	if (config->ended)
		config->ended(config->with,
			&(struct job_report){ &h->job, h->outcome,
				time_mono_us() - began_us, &h->err });
	return ok;
}

bool job_step(
	const struct job_config *config, enum job_outcome *out, struct err *err)
{
	struct job_room room;
	struct job_held *h;
	int count;
	bool ok;

	if (!job_room_all(config, &room, err) ||
		!job_take(config, &room, 1, &h, &count, err))
		return false;
	*out = JOB_IDLE;
	if (!count)
		return true;
	ok = job_run(h, err);
	*out = h->outcome;
	job_held_free(h);
	return ok;
}

/*
 * job/keeper.c - the thread that does the queue's bookkeeping: it leases for
 * the workers, renews what they hold, passes on who wants to stop, fires
 * schedules. It runs no handler, so that none can keep it from renewing.
 *
 * It sleeps until something is due or it is told of something new. How many
 * it leases beyond what idle workers can begin (`ahead`) grows while workers
 * run out of work, so that many short jobs share one transaction, and falls
 * to none when a job had to wait that another node could have begun.
 */
#include "job/job_int.h"

#include <limits.h>

/* ---- giving back -------------------------------------------------------- */

/* Takes out of the line what has waited too long; all of it when stopping. */
static struct job_held *stale(struct job_runner *r, int64_t now_us)
{
	struct job_held *list = NULL, **end = &list, *h;
	int64_t before = now_us - JOB_AHEAD_MS * 1000LL;

	while ((h = r->line) && (r->stopping || h->taken_us <= before)) {
		r->line = h->next;
		r->waiting--;
		job_forget(r, h);
		h->next = NULL;
		*end = h;
		end = &h->next;
	}
	if (!r->line)
		r->line_end = &r->line;
	if (list) {
		r->ahead = 0;
		r->dry = false;
		r->more = true;
	}
	return list;
}

static bool give_back(struct job_runner *r, int64_t now_us, struct err *err)
{
	struct job_held *list, *h;
	struct job_renewal back[JOB_AHEAD_MOST + JOB_WORKERS];
	struct arena mem = { 0 };
	size_t n = 0;
	bool ok;

	pthread_mutex_lock(&r->lock);
	list = stale(r, now_us);
	pthread_mutex_unlock(&r->lock);
	if (!list)
		return true;
	for (h = list; h; h = h->next)
		back[n++] = (struct job_renewal){ h->lease, h->due_at, false };
	ok = job_give_back(&r->config, &mem, back, n, err);
	while ((h = list)) {
		list = h->next;
		job_held_free(h);
	}
	arena_free(&mem);
	return ok;
}

/* ---- renewing ----------------------------------------------------------- */

static struct job_held *held_find(
	struct job_runner *r, struct str id, int64_t attempt)
{
	struct job_held *h = r->all;

	while (h && !(str_eq(h->lease.id, id) && h->lease.attempt == attempt))
		h = h->next_held;
	return h;
}

/* A third of the lease has passed: a missed turn or two do no harm. */
static size_t renewals(struct job_runner *r, struct arena *mem,
	struct job_renewal *list, size_t room)
{
	int64_t now = job_now(&r->config);
	size_t n = 0;

	for (struct job_held *h = r->all; h && n < room; h = h->next_held) {
		int64_t whole = job_lease_ms(h->job.kind);

		if (h->gone || h->lease_end - now > whole * 2 / 3)
			continue;
		list[n] = (struct job_renewal){ h->lease, now + whole, false };
		/* a worker may free the original meanwhile */
		list[n].lease.id = str_copy(mem, h->lease.id);
		n++;
	}
	return n;
}

static void renewed(struct job_runner *r, const struct job_renewal *one)
{
	struct job_held *h = held_find(r, one->lease.id, one->lease.attempt);

	if (!h)
		return;
	if (one->mine)
		h->lease_end = one->until;
	else
		atomic_store(&h->stop, true);
}

static bool renew(struct job_runner *r, struct err *err)
{
	struct job_renewal list[JOB_AHEAD_MOST + JOB_WORKERS];
	struct arena mem = { 0 };
	bool ok = true;
	size_t n;

	pthread_mutex_lock(&r->lock);
	n = renewals(r, &mem, list, LENGTH(list));
	pthread_mutex_unlock(&r->lock);
	if (n) {
		ok = job_renew(&r->config, &mem, list, n, err);
		pthread_mutex_lock(&r->lock);
		for (size_t i = 0; ok && i < n; i++)
			renewed(r, &list[i]);
		pthread_mutex_unlock(&r->lock);
	}
	arena_free(&mem);
	return ok;
}

/* ---- who should stop ---------------------------------------------------- */

static void stop_asked(struct job_runner *r, const struct db_rows *rows)
{
	const struct job_asked *row = rows->at;

	pthread_mutex_lock(&r->lock);
	for (size_t i = 0; i < rows->count; i++) {
		struct job_held *h = held_find(r, row[i].id, row[i].attempts);

		if (h)
			atomic_store(&h->stop, true);
	}
	pthread_mutex_unlock(&r->lock);
}

static bool pass_on_cancels(struct job_runner *r, struct err *err)
{
	struct arena mem = { 0 };
	struct db_rows rows;
	struct db *db;
	bool ok = db_begin(r->config.db, DB_READ, &mem, &db, err);

	if (ok) {
		ok = store_job_asked(db, str_c(r->config.node), &rows, err);
		ok = db_end(db, ok, err) && ok;
	}
	if (ok)
		stop_asked(r, &rows);
	arena_free(&mem);
	return ok;
}

/* ---- leasing ------------------------------------------------------------ */

/* The lock is held. */
static void room_now(struct job_runner *r, struct job_room *out)
{
	*out = r->room;
	for (struct job_held *h = r->all; h; h = h->next_held)
		out->free[h->job.kind - r->config.kinds]--;
}

/* How many to lease now, and of which kinds; 0: the workers have enough. */
static int wanted(struct job_runner *r, struct job_room *room)
{
	int idle, want;

	pthread_mutex_lock(&r->lock);
	room_now(r, room);
	idle = r->config.workers - r->running;
	if (r->dry && r->more && r->ahead < JOB_AHEAD_MOST)
		r->ahead = r->ahead ? r->ahead * 2 : 1;
	r->dry = false;
	want = idle + r->ahead - r->waiting;
	if (r->waiting > idle + r->ahead / 2)
		want = 0;
	pthread_mutex_unlock(&r->lock);
	return want > 0 ? want : 0;
}

/* Jobs that were already over need no worker. */
static void hand_out(struct job_runner *r, struct job_held *list)
{
	struct job_held *h;
	struct err err;

	while ((h = list)) {
		list = h->next;
		h->next = NULL;
		if (h->over) {
			job_run(h, &err);
			job_held_free(h);
			continue;
		}
		pthread_mutex_lock(&r->lock);
		h->next_held = r->all;
		r->all = h;
		*r->line_end = h;
		r->line_end = &h->next;
		r->waiting++;
		pthread_cond_signal(&r->wake_workers);
		pthread_mutex_unlock(&r->lock);
	}
}

static bool take(struct job_runner *r, int64_t now_us, int want,
	const struct job_room *room, struct err *err)
{
	struct job_held *list;
	int count;

	if (!job_take(&r->config, room, want, &list, &count, err))
		return false;
	hand_out(r, list);
	r->more = count == want;
	if (!count)
		r->look_us = now_us + JOB_CROWDED_MS * 1000LL;
	else if (count < want)
		r->look_us = now_us;
	return true;
}

/* Sets look_us to when something is due. */
static bool look(struct job_runner *r, int64_t now_us,
	const struct job_room *room, bool *due, struct err *err)
{
	struct arena mem = { 0 };
	int64_t at = 0, wait_ms;
	bool found = false, ok;
	struct db *db;

	ok = db_begin(r->config.db, DB_READ, &mem, &db, err);
	if (ok) {
		ok = job_next(&r->config, db, room, &at, &found, err);
		ok = db_end(db, ok, err) && ok;
	}
	arena_free(&mem);
	if (!ok)
		return false;
	wait_ms = at - job_now(&r->config);
	*due = found && wait_ms <= 0;
	if (found && !*due && wait_ms < r->config.poll_ms)
		r->look_us = now_us + wait_ms * 1000;
	return true;
}

static bool lease(
	struct job_runner *r, int64_t now_us, bool told, struct err *err)
{
	struct job_room room;
	bool due = r->more;
	int want;

	if (!told && !r->more && now_us < r->look_us)
		return true;
	want = wanted(r, &room);
	if (!want) {
		r->more = true; /* for all that is known */
		return true;
	}
	r->look_us = now_us + r->config.poll_ms * 1000LL;
	if (!due && !look(r, now_us, &room, &due, err))
		return false;
	return !due || take(r, now_us, want, &room, err);
}

/* ---- the thread --------------------------------------------------------- */

/* A kind that was full has room: its jobs are not found in another way. */
static bool freed(struct job_runner *r)
{
	bool was;

	pthread_mutex_lock(&r->lock);
	was = r->freed;
	r->freed = false;
	pthread_mutex_unlock(&r->lock);
	return was;
}

static bool changed(struct job_runner *r, unsigned slot, _Atomic uint64_t *seen)
{
	uint64_t now = db_noticed(r->config.db, slot);

	return atomic_exchange(seen, now) != now;
}

static bool fire(struct job_runner *r, struct err *err)
{
	int fired;

	return r->fire_at > job_now(&r->config) ||
	       job_clocks_fire(
		       &r->config, &r->clocks, &fired, &r->fire_at, err);
}

/* One turn; what failed is tried again after a rest. */
static bool turn(
	struct job_runner *r, bool stopping, bool busy, struct err *err)
{
	int64_t now_us = job_mono_us();
	bool poll = now_us >= r->poll_us;
	bool jobs = changed(r, NOTICE_JOBS, &r->seen_jobs);
	bool cancels = changed(r, NOTICE_JOB_CANCEL, &r->seen_cancels);
	bool told = freed(r) || jobs;

	if (poll)
		r->poll_us = now_us + r->config.poll_ms * 1000LL;
	return give_back(r, now_us, err) && renew(r, err) &&
	       (!busy || !(poll || cancels) || pass_on_cancels(r, err)) &&
	       (stopping || (fire(r, err) && lease(r, now_us, told, err)));
}

static int64_t next_turn(struct job_runner *r)
{
	int64_t until = r->poll_us, fire_ms;

	if (r->stopping)
		return until;
	/* while `more`, it is the workers who say when */
	if (!r->more && r->look_us < until)
		until = r->look_us;
	if (r->line && r->line->taken_us + JOB_AHEAD_MS * 1000LL < until)
		until = r->line->taken_us + JOB_AHEAD_MS * 1000LL;
	fire_ms = r->fire_at - job_now(&r->config);
	if (r->fire_at != INT64_MAX && fire_ms < r->config.poll_ms &&
		job_mono_us() + fire_ms * 1000 < until)
		until = job_mono_us() + fire_ms * 1000;
	return until;
}

static void rest(struct job_runner *r, const struct err *err)
{
	int64_t until = job_mono_us() + JOB_REST_MS * 1000LL;

	job_trouble(r, err);
	pthread_mutex_lock(&r->lock);
	while (!r->stopping && job_mono_us() < until)
		job_wait(&r->wake_keeper, &r->lock, until);
	r->more = true;
	pthread_mutex_unlock(&r->lock);
}

/* The lock is held: sleeps until there is something to do. */
static void sleep_on(struct job_runner *r, bool stopping)
{
	int64_t until = next_turn(r);

	while (!r->woken && !(r->hungry && r->more && !stopping) &&
		!(stopping && !r->all) && r->stopping == stopping &&
		job_mono_us() < until)
		job_wait(&r->wake_keeper, &r->lock, until);
	r->woken = r->hungry = false;
}

void *job_keep(void *runner)
{
	struct job_runner *r = runner;
	bool stopping = false, busy = false;
	struct err err;

	do {
		if (!turn(r, stopping, busy, &err))
			rest(r, &err);
		pthread_mutex_lock(&r->lock);
		sleep_on(r, stopping);
		stopping = r->stopping;
		busy = r->all != NULL;
		pthread_mutex_unlock(&r->lock);
	} while (busy || !stopping);
	return NULL;
}

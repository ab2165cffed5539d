/*
 * work/deliver.c - the sender of deliveries. See deliver.h.
 *
 * No receiver has more than one call under way (store/delivery.h), and those
 * whose last attempt failed have but a quarter of the calls that may be under
 * way at a time: however many are dead or slow, the others do not feel it.
 */
#include "work/deliver.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

#include "app/delivery.h"
#include "app/monitor.h"
#include "base/log.h"
#include "base/time.h"
#include "net/many.h"

enum {
	ROOM = APP_DELIVERY_ROOM, /* calls under way */
	ROOM_TROUBLED = ROOM / 4,
	POLL_MS = 5000,  /* where notices do not come */
	AGAIN_MS = 1000, /* after the database failed us */
	AGAIN_MOST = 15
};

/* One attempt, from being taken to being written. */
struct attempt_run {
	struct attempt_run *next;
	struct work_deliver *deliver;
	struct arena mem;
	struct delivery_outcome outcome;
};

struct work_deliver {
	struct house *house;
	struct delivery_plan plan;
	struct net_many *many; /* NULL: nothing was ever sent */
	struct app_timer *calls;
	pthread_t thread;

	pthread_mutex_t lock; /* of all that follows */
	pthread_cond_t wake;
	bool woken, stopping;
	uint64_t seen;
	int under_way, troubled;
	struct attempt_run *over, **over_end;
};

/* ---- an attempt --------------------------------------------------------- */

static struct str keep(struct arena *mem, struct str s)
{
	return s.len ? str_copy(mem, s) : STR("");
}

static struct attempt_run *run_new(
	struct work_deliver *d, const struct delivery_due *due)
{
	struct attempt_run *a = mem_alloc(sizeof(*a));
	struct delivery_due *own = &a->outcome.due;

	a->deliver = d;
	*own = *due;
	own->webhook_id = keep(&a->mem, due->webhook_id);
	own->account_id = keep(&a->mem, due->account_id);
	own->event_id = keep(&a->mem, due->event_id);
	own->lease = keep(&a->mem, due->lease);
	own->url = own->secret = own->old_secret = STR("");
	own->type = own->data = STR("");
	return a;
}

static void run_free(struct attempt_run *a)
{
	struct arena mem = a->mem;

	mem_free(a);
	arena_free(&mem);
}

/* From any thread: it is over, and waits to be written. */
static void run_over(struct attempt_run *a)
{
	struct work_deliver *d = a->deliver;

	pthread_mutex_lock(&d->lock);
	a->next = NULL;
	*d->over_end = a;
	d->over_end = &a->next;
	pthread_cond_signal(&d->wake);
	pthread_mutex_unlock(&d->lock);
}

static void ended(void *with, void *of, const struct net_http_answer *answer,
	const struct err *err)
{
	struct work_deliver *d = with;
	struct attempt_run *a = of;
	struct delivery_outcome *o = &a->outcome;

	o->duration_ms = answer->took_us / 1000;
	o->status = answer->status;
	o->answer = keep(&a->mem, answer->body);
	o->retry_after_ms = net_http_retry_ms(answer, time_now_ms());
	if (err)
		o->why = keep(&a->mem, str_c(err->text));
	if (d->calls && !err)
		app_monitor_time(d->house->monitor, d->calls, answer->took_us,
			o->due.event_id);
	run_over(a);
}

/* libcurl and its thread come with the first: most houses send nothing. */
static bool ready(struct work_deliver *d, struct err *err)
{
	return d->many ||
	       net_many_open(&d->many, app_webhook_reach(d->house->settings),
		       ended, d, err);
}

static void send(struct work_deliver *d, const struct delivery_due *due)
{
	struct attempt_run *a = run_new(d, due);
	struct delivery_request request;
	struct arena mem = { 0 };
	struct err err;

	a->outcome.at = time_now_ms();
	pthread_mutex_lock(&d->lock);
	d->under_way++;
	d->troubled += due->troubled;
	pthread_mutex_unlock(&d->lock);
	if (!ready(d, &err) ||
		!app_delivery_request(d->house, &mem, &d->plan, due,
			a->outcome.at, &request, &err) ||
		!net_many_send(d->many, &request.call, a, &err)) {
		a->outcome.why = keep(&a->mem, str_c(err.text));
		run_over(a);
	}
	arena_free(&mem);
}

/* ---- a turn ------------------------------------------------------------- */

static void trouble(const struct err *err)
{
	log_say(LOG_ERROR, "deliver", "webhooks: %s", err->text);
}

static struct call call_of(struct work_deliver *d, struct arena *mem)
{
	return (struct call){ .mem = mem,
		.house = d->house,
		.who = { .kind = WHO_SYSTEM, .scopes = ~0u },
		.now = time_now_ms() };
}

static bool turn(struct work_deliver *d, struct arena *mem,
	struct delivery_turn *t, struct err *err)
{
	struct call c = call_of(d, mem);
	struct err ignored;

	if (app_call_write(&c, err) && app_delivery_turn(&c, t, err))
		return app_call_close(&c, true, err);
	app_call_close(&c, false, &ignored);
	return false;
}

/* A look that writes nothing: most of the time nothing is due. */
static bool idle(struct work_deliver *d, int64_t *wait_ms)
{
	struct arena mem = { 0 };
	struct call c = call_of(d, &mem);
	int64_t next_at = 0;
	struct err err, ignored;
	bool ok = app_call_read(&c, &err) &&
		  app_delivery_next(&c, &next_at, &err);

	app_call_close(&c, ok, &ignored);
	arena_free(&mem);
	if (!ok)
		trouble(&err);
	*wait_ms = !ok ? AGAIN_MS : next_at ? next_at - c.now : POLL_MS;
	if (*wait_ms > POLL_MS)
		*wait_ms = POLL_MS;
	return *wait_ms > 0;
}

/* One that cannot be written alone must not keep the others from it. Its
 * lease runs out, and it is sent again. */
static void write_each(
	struct work_deliver *d, const struct delivery_outcome *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct delivery_turn t = { .plan = &d->plan,
			.outcomes = &list[i],
			.outcome_count = 1 };
		struct arena mem = { 0 };
		struct err err;

		if (!turn(d, &mem, &t, &err))
			trouble(&err);
		arena_free(&mem);
	}
}

static struct attempt_run *take_over(
	struct work_deliver *d, size_t *count, int *room, int *troubled_room)
{
	struct attempt_run *list;

	pthread_mutex_lock(&d->lock);
	list = d->over;
	d->over = NULL;
	d->over_end = &d->over;
	d->woken = false;
	*count = 0;
	for (const struct attempt_run *a = list; a; a = a->next) {
		(*count)++;
		d->under_way--;
		d->troubled -= a->outcome.due.troubled;
	}
	*room = d->stopping ? 0 : ROOM - d->under_way;
	*troubled_room = ROOM_TROUBLED - d->troubled;
	if (*troubled_room > *room)
		*troubled_room = *room;
	*room -= *troubled_room;
	pthread_mutex_unlock(&d->lock);
	return list;
}

static void pause_for(struct work_deliver *d, int64_t ms)
{
	int64_t until_us = time_mono_us() + ms * 1000;
	struct timespec t = { until_us / 1000000, until_us % 1000000 * 1000 };

	pthread_mutex_lock(&d->lock);
	while (!d->stopping && time_mono_us() < until_us)
		pthread_cond_timedwait(&d->wake, &d->lock, &t);
	pthread_mutex_unlock(&d->lock);
}

/* While the database is away, what is over waits for it, as long as its
 * leases may last. */
static bool turn_or_wait(struct work_deliver *d, struct arena *mem,
	struct delivery_turn *t, struct err *err)
{
	bool ok = turn(d, mem, t, err);

	for (int i = 0; !ok && t->outcome_count && err->code == ERR_BUSY &&
			i < AGAIN_MOST;
		i++) {
		trouble(err);
		pause_for(d, AGAIN_MS);
		ok = turn(d, mem, t, err);
	}
	return ok;
}

/* Writes what is over, and sends what is due. How long nothing is to do, in
 * ms. */
static int64_t step(struct work_deliver *d)
{
	struct delivery_turn t = { .plan = &d->plan };
	struct attempt_run *over, *next;
	struct delivery_outcome *list;
	struct arena mem = { 0 };
	int64_t wait_ms = POLL_MS;
	size_t count, i = 0;
	struct err err;

	over = take_over(d, &count, &t.room, &t.troubled_room);
	if (!count && idle(d, &wait_ms))
		return wait_ms;
	list = ARENA_LIST(&mem, struct delivery_outcome, count + 1);
	for (const struct attempt_run *a = over; a; a = a->next)
		list[i++] = a->outcome;
	t.outcomes = list;
	t.outcome_count = count;
	if (turn_or_wait(d, &mem, &t, &err)) {
		for (i = 0; i < t.due_count; i++)
			send(d, &t.due[i]);
		wait_ms = t.next_at ? t.next_at - time_now_ms() : POLL_MS;
	} else {
		trouble(&err);
		if (err.code != ERR_BUSY)
			write_each(d, list, count);
		wait_ms = AGAIN_MS;
	}
	for (; over; over = next) {
		next = over->next;
		run_free(over);
	}
	arena_free(&mem);
	return wait_ms < POLL_MS ? wait_ms : POLL_MS;
}

/* ---- the thread --------------------------------------------------------- */

static void rest(struct work_deliver *d, int64_t ms)
{
	int64_t until_us = time_mono_us() + ms * 1000;
	struct timespec t = { until_us / 1000000, until_us % 1000000 * 1000 };

	pthread_mutex_lock(&d->lock);
	while (!d->woken && !d->over && !d->stopping &&
		time_mono_us() < until_us)
		pthread_cond_timedwait(&d->wake, &d->lock, &t);
	pthread_mutex_unlock(&d->lock);
}

static bool stopping(struct work_deliver *d)
{
	bool yes;

	pthread_mutex_lock(&d->lock);
	yes = d->stopping;
	pthread_mutex_unlock(&d->lock);
	return yes;
}

static void *deliver(void *with)
{
	struct work_deliver *d = with;

	while (!stopping(d))
		rest(d, step(d));
	return NULL;
}

/* ---- from outside ------------------------------------------------------- */

static bool thread_start(struct work_deliver *d, struct err *err)
{
	sigset_t all, was;
	int failed;

	sigfillset(&all); /* signals are main's business */
	pthread_sigmask(SIG_SETMASK, &all, &was);
	failed = pthread_create(&d->thread, NULL, deliver, d);
	pthread_sigmask(SIG_SETMASK, &was, NULL);
	return !failed || err_set(err, ERR_BUSY, "no thread for webhooks: %s",
				  strerrordesc_np(failed));
}

static void deliver_free(struct work_deliver *d)
{
	pthread_cond_destroy(&d->wake);
	pthread_mutex_destroy(&d->lock);
	mem_free(d);
}

bool work_deliver_start(
	struct work_deliver **out, struct house *h, struct err *err)
{
	struct work_deliver *d = mem_alloc(sizeof(*d));
	pthread_condattr_t attr;

	d->house = h;
	d->over_end = &d->over;
	pthread_mutex_init(&d->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&d->wake, &attr);
	pthread_condattr_destroy(&attr);
	if (h->monitor && h->settings->enable_performance_monitoring)
		d->calls = app_monitor_timer(h->monitor, "webhook call");
	if (!app_delivery_plan(h->settings, &d->plan, err) ||
		!thread_start(d, err)) {
		deliver_free(d);
		return false;
	}
	*out = d;
	return true;
}

void work_deliver_wake(struct work_deliver *d)
{
	uint64_t seen = app_delivery_noticed(d->house);

	pthread_mutex_lock(&d->lock);
	if (seen != d->seen) {
		d->seen = seen;
		d->woken = true;
		pthread_cond_signal(&d->wake);
	}
	pthread_mutex_unlock(&d->lock);
}

/* Until nothing is under way; what is over meanwhile is written. */
static void drain(struct work_deliver *d, int64_t until_us)
{
	int left = 1;

	while (left && time_mono_us() < until_us) {
		struct timespec t = { until_us / 1000000,
			until_us % 1000000 * 1000 };

		pthread_mutex_lock(&d->lock);
		while (d->under_way && !d->over && time_mono_us() < until_us)
			pthread_cond_timedwait(&d->wake, &d->lock, &t);
		left = d->under_way;
		pthread_mutex_unlock(&d->lock);
		if (left)
			step(d);
	}
}

/* What came to an end after all is written, what was broken off is given
 * back. */
static void clear(struct work_deliver *d)
{
	struct attempt_run *next;

	for (struct attempt_run *a = d->over; a; a = next) {
		struct arena mem = { 0 };
		struct call c = call_of(d, &mem);
		struct err err, ignored;
		bool ok;

		next = a->next;
		if (!a->outcome.why.len) {
			write_each(d, &a->outcome, 1);
		} else {
			ok = app_call_write(&c, &err) &&
			     app_delivery_give_back(&c, &a->outcome.due, &err);
			if (ok)
				ok = app_call_close(&c, true, &err);
			else
				app_call_close(&c, false, &ignored);
			if (!ok)
				trouble(&err);
		}
		run_free(a);
		arena_free(&mem);
	}
	d->over = NULL;
}

void work_deliver_stop(struct work_deliver *d, int drain_ms)
{
	pthread_mutex_lock(&d->lock);
	d->stopping = true;
	pthread_cond_signal(&d->wake);
	pthread_mutex_unlock(&d->lock);
	pthread_join(d->thread, NULL);
	drain(d, time_mono_us() + drain_ms * 1000LL);
	if (d->many)
		net_many_close(d->many); /* what it breaks off is over, too */
	clear(d);
	deliver_free(d);
}

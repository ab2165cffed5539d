/*
 * http/lane.c - the queues between loops and the threads that answer. It
 * decides who is woken when, and knows nothing of what is answered.
 */
#include "http/http_int.h"

#include <time.h>

/* A wake costs more than a short read, so a lazy lane wakes a thread only
 * when none is up, or when the oldest call has waited this long. */
enum { LAZY_US = 200 };
/* `settle` is called at least behind so many answers in a row: what one has
 * changed does not wait for the slow work of another. */
static const int settle_most[HTTP_LANES] = {
	[HTTP_WRITE] = 128, [HTTP_TURN] = 128, [HTTP_SLOW] = 1
};

static int64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * (int64_t)1000000 + t.tv_nsec / 1000;
}

/* With the lock held: takes one idle thread to be woken. */
static bool call_up(struct http_lane_queue *q)
{
	if (!q->idle)
		return false;
	q->idle--;
	q->calls++;
	return true;
}

static bool late(const struct http_lane_queue *q)
{
	return q->first && now_us() - q->first->queued_us > LAZY_US;
}

struct http_call *http_lane_push(
	struct http_lane_queue *q, struct http_batch *b)
{
	struct http_call *call, **rest = &b->first;
	int taken = 0, wakes = 0, room;

	pthread_mutex_lock(&q->mu);
	room = q->most - atomic_load_explicit(&q->queued, memory_order_relaxed);
	for (; (call = *rest) && taken < room; rest = &call->next)
		taken++;
	*rest = NULL;
	if (taken) {
		*q->last = b->first;
		q->last = rest;
		atomic_fetch_add_explicit(
			&q->queued, taken, memory_order_relaxed);
		if (http_lane_lazy(q->lane))
			wakes = q->idle == q->total && call_up(q);
		else
			while (wakes < taken && call_up(q))
				wakes++;
	}
	pthread_mutex_unlock(&q->mu);
	while (wakes-- > 0)
		pthread_cond_signal(&q->wake);
	b->first = NULL;
	b->last = &b->first;
	return call;
}

void http_lane_kick(struct http_lane_queue *q)
{
	bool wake;

	if (!atomic_load_explicit(&q->queued, memory_order_relaxed))
		return;
	pthread_mutex_lock(&q->mu);
	wake = late(q) && call_up(q);
	pthread_mutex_unlock(&q->mu);
	if (wake)
		pthread_cond_signal(&q->wake);
}

/* With the lock held. */
static struct http_call *pop(struct http_lane_queue *q)
{
	struct http_call *call = q->first;

	q->first = call->next;
	if (!q->first)
		q->last = &q->first;
	atomic_fetch_sub_explicit(&q->queued, 1, memory_order_relaxed);
	atomic_fetch_add_explicit(&q->running, 1, memory_order_relaxed);
	return call;
}

/* The next call, or NULL: `settle` is due, or (unless *unsettled) the end. */
static struct http_call *next(struct http_lane_queue *q, int unsettled)
{
	struct http_call *call = NULL;
	bool wake = false;

	pthread_mutex_lock(&q->mu);
	while (!q->first && !q->stop && !unsettled) {
		q->idle++;
		while (!q->calls && !q->stop)
			pthread_cond_wait(&q->wake, &q->mu);
		if (q->calls)
			q->calls--;
		else
			q->idle--;
	}
	if (q->first && (!unsettled || unsettled < settle_most[q->lane])) {
		call = pop(q);
		wake = late(q) && call_up(q);
	}
	pthread_mutex_unlock(&q->mu);
	if (wake)
		pthread_cond_signal(&q->wake);
	return call;
}

static bool waited_too_long(
	const struct http_lane_queue *q, const struct http_call *call)
{
	int64_t most_us = q->server->config.wait_ms[q->lane] * (int64_t)1000;

	return most_us && now_us() - call->queued_us > most_us;
}

static void *lane_main(void *with)
{
	struct http_lane_queue *q = with;
	struct http_app *app = &q->server->app;
	bool settles = q->lane != HTTP_FAST && app->settle;
	int unsettled = 0;

	for (;;) {
		struct http_call *call = next(q, unsettled);

		if (call) {
			if (waited_too_long(q, call))
				http_call_give_up(call);
			else
				http_call_run(call);
			atomic_fetch_sub_explicit(
				&q->running, 1, memory_order_relaxed);
			unsettled += settles;
		} else if (unsettled) {
			app->settle(app->with);
			unsettled = 0;
		} else {
			return NULL;
		}
	}
}

bool http_lane_open(struct http_lane_queue *q, struct http_server *s,
	enum http_lane lane, struct err *err)
{
	int threads = s->config.threads[lane];

	q->server = s;
	q->lane = lane;
	q->most = s->config.queue[lane];
	q->total = threads;
	q->last = &q->first;
	pthread_mutex_init(&q->mu, NULL);
	pthread_cond_init(&q->wake, NULL);
	q->threads = mem_alloc(sizeof(*q->threads) * (size_t)threads);
	for (; q->started < threads; q->started++)
		if (pthread_create(&q->threads[q->started], NULL, lane_main, q))
			return err_set(err, ERR_BROKEN,
				"thread %d of a lane could not be started",
				q->started + 1);
	return true;
}

void http_lane_close(struct http_lane_queue *q)
{
	if (!q->threads)
		return;
	pthread_mutex_lock(&q->mu);
	q->stop = true;
	pthread_mutex_unlock(&q->mu);
	pthread_cond_broadcast(&q->wake);
	for (int i = 0; i < q->started; i++)
		pthread_join(q->threads[i], NULL);
	pthread_cond_destroy(&q->wake);
	pthread_mutex_destroy(&q->mu);
	mem_free(q->threads);
	q->threads = NULL;
}

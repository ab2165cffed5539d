/*
 * http/loop.c - the thread that owns connections: waits for events, takes
 * mail, runs the clock, hands calls to lanes. It never blocks elsewhere.
 */
#include "http/http_int.h"

#include <errno.h>
#include <sched.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

enum { EVENTS_MOST = 256, DRAIN_STEP_MS = 20 };

static void tell_time(struct http_loop *l)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	l->now_us = t.tv_sec * (int64_t)1000000 + t.tv_nsec / 1000;
	l->now_ms = l->now_us / 1000;
}

/* ---- mail --------------------------------------------------------------- */

static void ring(struct http_loop *l)
{
	uint64_t one = 1;

	if (write(l->bell_fd, &one, sizeof(one)) != sizeof(one))
		abort();
}

void http_mail_post(struct http_loop *l, struct http_mail *m)
{
	struct http_mail *first = atomic_load(&l->inbox);

	do
		m->next = first;
	while (!atomic_compare_exchange_weak(&l->inbox, &first, m));
	if (atomic_load(&l->asleep) && atomic_exchange(&l->asleep, false))
		ring(l);
}

static void take_mail(struct http_loop *l)
{
	struct http_mail *m = atomic_exchange(&l->inbox, NULL),
			 *in_order = NULL;

	while (m) {
		struct http_mail *next = m->next;

		m->next = in_order;
		in_order = m;
		m = next;
	}
	while (in_order) {
		m = in_order;
		in_order = m->next;
		m->take(l, m);
	}
}

/* ---- one round ---------------------------------------------------------- */

static void push_batches(struct http_loop *l)
{
	for (int i = 0; i < HTTP_LANES; i++) {
		struct http_lane_queue *q = &l->server->lanes[i];

		while (l->batch[i].first) {
			struct http_call *call =
				http_lane_push(q, &l->batch[i]);

			while (call) {
				struct http_call *next = call->next;

				http_call_turn_away(call);
				call = next;
			}
		}
		if (http_lane_lazy(i))
			http_lane_kick(q);
	}
}

static void bury(struct http_loop *l)
{
	while (l->dead) {
		struct http_conn *c = l->dead;

		l->dead = c->next;
		mem_free(c);
	}
}

static int wait_ms(struct http_loop *l)
{
	int ms = http_timer_wait_ms(&l->wheel, l->now_ms);

	for (int i = 0; i < HTTP_LANES; i++)
		if (http_lane_lazy(i) &&
			atomic_load_explicit(&l->server->lanes[i].queued,
				memory_order_relaxed))
			return ms < 0 || ms > 1 ? 1 : ms;
	if ((l->draining || l->listen_again_ms) &&
		(ms < 0 || ms > DRAIN_STEP_MS))
		return DRAIN_STEP_MS;
	return ms;
}

static void fire(void *with, struct timer *t)
{
	(void)with;
	http_conn_expire(OWNER_OF(t, struct http_conn, timer));
}

static void events(struct http_loop *l)
{
	struct epoll_event list[EVENTS_MOST];
	int ms = wait_ms(l), n;

	atomic_store(&l->asleep, true);
	if (atomic_load(&l->inbox))
		ms = 0;
	n = epoll_wait(l->epoll_fd, list, EVENTS_MOST, ms);
	atomic_store(&l->asleep, false);
	assert(n >= 0 || errno == EINTR);
	tell_time(l);
	for (int i = 0; i < n; i++) {
		if (list[i].data.ptr == &l->listening)
			http_listen_accept(l);
		else if (list[i].data.ptr != &l->bell_fd)
			http_conn_event(list[i].data.ptr, list[i].events);
	}
}

/* ---- the end ------------------------------------------------------------ */

static void drain_begin(struct http_loop *l)
{
	struct http_conn *c, *next;

	l->draining = true;
	l->drain_until_ms = l->now_ms + l->server->config.drain_ms;
	http_listen_stop(l);
	for (c = l->conns; c; c = next) {
		next = c->next;
		if (c->at == CONN_HEAD && !c->call) {
			c->readable = true; /* see whether it really is idle */
			http_conn_go(c);
		} else if (c->at == CONN_WRITE && c->call->sub) {
			http_sub_end(c->call);
		}
	}
}

/* Whether nothing is left to do. */
static bool drained(struct http_loop *l)
{
	if (!l->draining)
		drain_begin(l);
	if (l->now_ms >= l->drain_until_ms)
		while (l->conns)
			http_conn_close(l->conns);
	return !l->conns && !l->calls_out;
}

static void *loop_main(void *with)
{
	struct http_loop *l = with;
	bool over = false;

	tell_time(l);
	http_timer_init(&l->wheel, l->now_ms);
	http_listen_start(l);
	while (!over) {
		events(l);
		if (atomic_load_explicit(&l->inbox, memory_order_relaxed))
			take_mail(l);
		http_timer_run(&l->wheel, l->now_ms, fire, l);
		if (l->listen_again_ms && l->now_ms >= l->listen_again_ms)
			http_listen_start(l);
		if (atomic_load_explicit(
			    &l->server->stopping, memory_order_acquire))
			over = drained(l);
		push_batches(l);
		bury(l);
	}
	return NULL;
}

bool http_loop_open(struct http_loop *l, struct err *err)
{
	struct epoll_event e = { .events = EPOLLIN | EPOLLET,
		.data.ptr = &l->bell_fd };

	for (int i = 0; i < HTTP_LANES; i++)
		l->batch[i].last = &l->batch[i].first;
	l->scratch = mem_alloc(HTTP_SCRATCH);
	l->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	l->bell_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (l->epoll_fd >= 0 && l->bell_fd >= 0 &&
		!epoll_ctl(l->epoll_fd, EPOLL_CTL_ADD, l->bell_fd, &e))
		return true;
	return err_set(err, ERR_BROKEN, "a loop could not be opened: %s",
		strerror(errno));
}

bool http_loop_start(struct http_loop *l, struct err *err)
{
	int failed = pthread_create(&l->thread, NULL, loop_main, l);

	l->started = !failed;
	return l->started ||
	       err_set(err, ERR_BROKEN, "a loop could not be started: %s",
		       strerror(failed));
}

void http_loop_join(struct http_loop *l)
{
	if (l->started)
		pthread_join(l->thread, NULL);
}

void http_loop_close(struct http_loop *l)
{
	while (atomic_load(&l->guests))
		sched_yield();
	take_mail(l); /* events for topics that nobody listens to any more */
	while (l->spare) {
		struct http_call *call = l->spare;

		l->spare = call->next;
		arena_free(&call->mem);
		mem_free(call);
	}
	mem_free(l->scratch);
	if (l->epoll_fd >= 0)
		close(l->epoll_fd);
	if (l->bell_fd >= 0)
		close(l->bell_fd);
	if (l->spare_fd >= 0)
		close(l->spare_fd);
}

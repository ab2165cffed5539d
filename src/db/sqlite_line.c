/*
 * db/sqlite_line.c - threads that wait, first come, first served, each
 * woken by name. The lock is always the owner's.
 */
#include "db/sqlite_int.h"

void db_lite_wait_init(struct lite_wait *w)
{
	pthread_condattr_t clock;

	*w = (struct lite_wait){ 0 };
	pthread_condattr_init(&clock);
	pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
	pthread_cond_init(&w->wake, &clock);
	pthread_condattr_destroy(&clock);
}

bool db_lite_wait(struct lite_wait *w, pthread_mutex_t *lock, int64_t until_ms)
{
	struct timespec until = db_timespec(until_ms);
	bool late = false;

	while (!w->woken && !late)
		if (until_ms < 0)
			pthread_cond_wait(&w->wake, lock);
		else
			late = pthread_cond_timedwait(&w->wake, lock, &until);
	pthread_cond_destroy(&w->wake);
	return w->woken;
}

void db_lite_wake(struct lite_wait *w)
{
	w->woken = true;
	pthread_cond_signal(&w->wake);
}

void db_lite_list_init(struct lite_list *l)
{
	l->first = NULL;
	l->last = &l->first;
}

void db_lite_list_add(struct lite_list *l, struct lite_wait *w)
{
	w->next = NULL;
	*l->last = w;
	l->last = &w->next;
}

struct lite_wait *db_lite_list_take(struct lite_list *l)
{
	struct lite_wait *w = l->first;

	if (w)
		db_lite_list_drop(l, w);
	return w;
}

void db_lite_list_drop(struct lite_list *l, struct lite_wait *w)
{
	struct lite_wait **at = &l->first;

	while (*at && *at != w)
		at = &(*at)->next;
	if (!*at)
		return;
	*at = w->next;
	if (!*at)
		l->last = at;
}

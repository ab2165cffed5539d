/*
 * db/line.c - threads that wait, first come, first served, each
 * woken by name. The lock is always the owner's.
 */
#include "db/db_int.h"

void db_wait_init(struct db_wait *w)
{
	pthread_condattr_t clock;

	*w = (struct db_wait){ 0 };
	pthread_condattr_init(&clock);
	pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
	pthread_cond_init(&w->wake, &clock);
	pthread_condattr_destroy(&clock);
}

bool db_wait_for(struct db_wait *w, pthread_mutex_t *lock, int64_t until_ms)
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

void db_wake(struct db_wait *w)
{
	w->woken = true;
	pthread_cond_signal(&w->wake);
}

void db_line_init(struct db_line *l)
{
	l->first = NULL;
	l->last = &l->first;
}

void db_line_add(struct db_line *l, struct db_wait *w)
{
	w->next = NULL;
	*l->last = w;
	l->last = &w->next;
}

struct db_wait *db_line_take(struct db_line *l)
{
	struct db_wait *w = l->first;

	if (w)
		db_line_drop(l, w);
	return w;
}

void db_line_drop(struct db_line *l, struct db_wait *w)
{
	struct db_wait **at = &l->first;

	while (*at && *at != w)
		at = &(*at)->next;
	if (!*at)
		return;
	*at = w->next;
	if (!*at)
		l->last = at;
}

/*
 * db/line.c - threads that wait, first come, first served, each woken by
 * name. Waiting is on a word of the thread's own (a futex): a condition
 * would have all of them meet again at its mutex.
 */
#include "db/db_int.h"

#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

/* ---- one thread --------------------------------------------------------- */

bool db_wait_for(struct db_wait *w, int64_t until_us)
{
	struct timespec until = db_timespec(until_us);

	while (!atomic_load(&w->woken))
		if (syscall(SYS_futex, &w->woken, FUTEX_WAIT_BITSET_PRIVATE, 0,
			    until_us < 0 ? NULL : &until, NULL,
			    FUTEX_BITSET_MATCH_ANY) != 0 &&
			errno == ETIMEDOUT)
			break;
	return atomic_load(&w->woken);
}

void db_wake(struct db_wait *w)
{
	atomic_store(&w->woken, 1);
	syscall(SYS_futex, &w->woken, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

/* ---- many --------------------------------------------------------------- */

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

bool db_line_drop(struct db_line *l, struct db_wait *w)
{
	struct db_wait **at = &l->first;

	while (*at && *at != w)
		at = &(*at)->next;
	if (!*at)
		return false;
	*at = w->next;
	if (!*at)
		l->last = at;
	return true;
}

bool db_line_stand(struct db_line *l, struct db_wait *w, pthread_mutex_t *lock,
	int64_t until_us)
{
	db_line_add(l, w);
	pthread_mutex_unlock(lock);
	db_wait_for(w, until_us);
	pthread_mutex_lock(lock);
	/* who is not in line any more was called, if only just now */
	return !db_line_drop(l, w);
}

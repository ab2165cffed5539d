/*
 * http/timer.c - a wheel of deadlines. Late by a tick at most, never early.
 */
#include "http/http_int.h"

void http_timer_init(struct timer_wheel *w, int64_t now_ms)
{
	memset(w, 0, sizeof(*w));
	for (int i = 0; i < TIMER_SLOTS; i++)
		w->slots[i].prev = w->slots[i].next = &w->slots[i];
	w->tick = now_ms / TIMER_TICK_MS;
}

void http_timer_unset(struct timer *t)
{
	if (!t->next)
		return;
	t->prev->next = t->next;
	t->next->prev = t->prev;
	t->prev = t->next = NULL;
}

/* One slot further than the deadline's own, which may be under way. */
static void place(struct timer_wheel *w, struct timer *t)
{
	int64_t tick = t->at_ms / TIMER_TICK_MS + 1;
	unsigned slot;
	struct timer *head;

	if (tick <= w->tick)
		tick = w->tick + 1;
	slot = (unsigned)(tick % TIMER_SLOTS);
	head = &w->slots[slot];
	t->placed_ms = t->at_ms;
	t->next = head;
	t->prev = head->prev;
	head->prev->next = t;
	head->prev = t;
	w->used[slot / 64] |= (uint64_t)1 << slot % 64;
}

void http_timer_set(struct timer_wheel *w, struct timer *t, int64_t at_ms)
{
	t->at_ms = at_ms;
	if (t->next && at_ms >= t->placed_ms)
		return; /* found out of date, it will be moved then */
	http_timer_unset(t);
	if (at_ms != TIMER_NEVER)
		place(w, t);
}

static void run_slot(struct timer_wheel *w, unsigned slot, int64_t now_ms,
	void (*fire)(void *with, struct timer *t), void *with)
{
	struct timer due = w->slots[slot], *head = &w->slots[slot], *t;

	w->used[slot / 64] &= ~((uint64_t)1 << slot % 64);
	if (head->next == head)
		return;
	due.next->prev = due.prev->next = &due;
	head->next = head->prev = head;
	while ((t = due.next) != &due) {
		http_timer_unset(t);
		if (t->at_ms == TIMER_NEVER)
			continue;
		if (t->at_ms <= now_ms)
			fire(with, t);
		else
			place(w, t);
	}
}

void http_timer_run(struct timer_wheel *w, int64_t now_ms,
	void (*fire)(void *with, struct timer *t), void *with)
{
	int64_t to = now_ms / TIMER_TICK_MS;

	if (to - w->tick > TIMER_SLOTS)
		w->tick = to - TIMER_SLOTS;
	while (w->tick < to) {
		w->tick++;
		run_slot(w, (unsigned)(w->tick % TIMER_SLOTS), now_ms, fire,
			with);
	}
}

int http_timer_wait_ms(const struct timer_wheel *w, int64_t now_ms)
{
	for (int ahead = 1; ahead <= TIMER_SLOTS;) {
		unsigned slot = (unsigned)((w->tick + ahead) % TIMER_SLOTS);
		uint64_t bits = w->used[slot / 64] >> slot % 64;

		if (bits) {
			int64_t at = w->tick + ahead + __builtin_ctzll(bits);
			int64_t ms = at * TIMER_TICK_MS - now_ms;

			return ms > 0 ? (int)ms : 0;
		}
		ahead += 64 - (int)(slot % 64);
	}
	return -1;
}

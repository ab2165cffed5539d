/*
 * work/deliver.h - the sender of deliveries (EVT-2, EVT-5): what is due is
 * sent at once, and what came of it is written.
 *
 * Two threads. One takes turns with the database (app/delivery.h), the other
 * makes the calls (net/many.h), so that neither a slow receiver nor a slow
 * disk keeps the other waiting. Why this is no job: doc/webhooks.md.
 */
#ifndef WORK_DELIVER_H
#define WORK_DELIVER_H

#include "app/house.h"

struct work_deliver;

/* A setting that cannot be is an error here. */
bool work_deliver_start(
	struct work_deliver **out, struct house *h, struct err *err);
/* For every notice of the database, from any thread; costs next to nothing. */
void work_deliver_wake(struct work_deliver *d);
/* Takes no more, lets what is under way end for drain_ms, then breaks it off
 * and gives it back. */
void work_deliver_stop(struct work_deliver *d, int drain_ms);

#endif

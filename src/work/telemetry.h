/*
 * work/telemetry.h - sends numbers and traces out by the clock: a thread a
 * signal (app/telemetry.h). Where it fails, it waits longer each time, up to
 * a minute, or as long as it is told; the log has a line when that begins and
 * one when it is over.
 */
#ifndef WORK_TELEMETRY_H
#define WORK_TELEMETRY_H

#include "app/telemetry.h"

#include <pthread.h>

/* Gathers numbers; the call is not open, and is closed behind it. */
typedef void work_measure(void *with, struct call *c, struct metrics *out);

struct work_telemetry;
struct work_sender {
	struct work_telemetry *all;
	enum app_signal signal;
	pthread_t thread;
	bool running;

	/* its thread's alone */
	bool failing;
	int64_t wait_ms;
};

/* The caller's; nothing runs where the settings ask for nothing. */
struct work_telemetry {
	struct house *house;
	work_measure *measure;
	void *with;
	struct work_sender senders[SIGNALS];
};

void work_telemetry_start(struct work_telemetry *t, struct house *h,
	work_measure *measure, void *with);
/* Sends what is left; seconds at most, whatever the other side does. */
void work_telemetry_stop(struct work_telemetry *t);

#endif

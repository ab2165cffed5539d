/*
 * app/sweep.h - deletes what is older than it is kept (store/sweep.c says
 * how long that is), in batches of a bounded size, each its own transaction.
 */
#ifndef APP_SWEEP_H
#define APP_SWEEP_H

#include "app/call.h"

enum { APP_SWEEP_BATCH = 500 };

/* Opens and closes the call itself. `stop` (may be NULL) is asked before each
 * batch; what is left then waits for the next sweep. *gone: rows deleted. */
bool app_sweep(struct call *c, bool (*stop)(void *with), void *with,
	int64_t *gone, struct err *err);

#endif

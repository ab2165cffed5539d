/* app/telemetry_int.h - between telemetry.c, telemetry_ring.c and trace.c. */
#ifndef APP_TELEMETRY_INT_H
#define APP_TELEMETRY_INT_H

#include "app/house.h"
#include "app/telemetry.h"
#include "partners/otlp.h"
#include "partners/sentry.h"

#include <pthread.h>
#include <stdatomic.h>

enum { RING_SPANS = 4096, BATCH_SPANS = 512 };

/* One signal on its way out. */
struct outlet {
	bool on;
	double rate; /* share of requests */
	int64_t every_ms;
	pthread_cond_t more;
	bool hurry; /* it fills up: do not wait any longer */

	/* of traces, under the lock */
	struct span *ring;
	size_t first, len;

	/* the sender's alone: what is being sent */
	struct span *batch;
	size_t batch_len;

	_Atomic int64_t sent, dropped, failed;
};

struct app_telemetry {
	pthread_mutex_t lock;
	bool ending;
	_Atomic bool stop; /* calls under way */
	struct otlp_place place;
	struct otlp_source source;
	struct sentry_dsn dsn;
	struct str sentry_environment;
	int timeout_ms;
	struct outlet outlets[SIGNALS];
	struct arena mem;
};

/* ---- telemetry_ring.c --------------------------------------------------- */

void app_telemetry_ring_open(struct outlet *o);
void app_telemetry_ring_close(struct outlet *o);
/* All of them, or none. */
void app_telemetry_put(struct app_telemetry *t, struct outlet *o,
	const struct span *spans, size_t count);
/* Fills the batch, where the last one was sent: with one request and what is
 * within it (`alone`), or with as much as fits. Is there anything? */
bool app_telemetry_take(struct app_telemetry *t, struct outlet *o, bool alone);

#endif

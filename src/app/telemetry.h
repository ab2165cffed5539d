/*
 * app/telemetry.h - numbers and traces on their way out (OPS-3): to a
 * collector over OTLP, and traces to Sentry (OPS-2).
 *
 * Requests lay their spans into bounded rings; what finds no room is dropped
 * and counted. Each signal is sent by a thread of its own (work/telemetry.c),
 * so that a collector that hangs holds up nobody, the other signals included.
 */
#ifndef APP_TELEMETRY_H
#define APP_TELEMETRY_H

#include "app/trace.h"
#include "base/metric.h"

enum app_signal { SIGNAL_METRICS, SIGNAL_TRACES, SIGNAL_SENTRY, SIGNALS };
extern const char *const app_signal_words[SIGNALS];

struct app_telemetry;

/* As the settings ask; house->telemetry stays NULL when they ask nothing. */
bool app_telemetry_open(struct house *h, struct err *err);
void app_telemetry_close(struct app_telemetry *t);

bool app_telemetry_wants(const struct app_telemetry *t, enum app_signal s);
/* How often it goes out. */
int64_t app_telemetry_every_ms(
	const struct app_telemetry *t, enum app_signal s);

/* Waits for so long; less when much has come, unless it is told to be
 * patient. False: this is the end, send what is left. */
bool app_telemetry_wait(
	struct app_telemetry *t, enum app_signal s, int64_t ms, bool patient);
/* The end: nobody waits any more, calls under way break off. */
void app_telemetry_stop(struct app_telemetry *t);
bool app_telemetry_ending(const struct app_telemetry *t);

/* Sends what there is, or a part of it: `more`. `all` is for METRICS. A
 * failure keeps what can be sent again (ERR_UPSTREAM) and drops the rest. */
struct telemetry_round {
	const struct metrics *all;
	bool last; /* in a hurry */
	bool more;
};
bool app_telemetry_send(struct arena *mem, struct app_telemetry *t,
	enum app_signal s, struct telemetry_round *round, struct err *err);

/* What became of it, as metrics. NULL: nothing. */
void app_telemetry_measure(struct app_telemetry *t, struct metrics *out);

#endif

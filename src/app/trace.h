/*
 * app/trace.h - what is noted of a request that is traced: when it began, how
 * it ended, which queries it asked. Whether it is traced is decided when it
 * begins, by who asks (traceparent) and by the settings; most are not, and
 * cost a comparison. Where traces go is in telemetry.h.
 */
#ifndef APP_TRACE_H
#define APP_TRACE_H

#include "app/call.h"
#include "base/span.h"

/* Of one trace here, the request itself included. */
enum { APP_TRACE_SPANS = 32 };

struct app_trace {
	unsigned to; /* signals (telemetry.h), a bit each */
	int64_t mono_us;
	int64_t left_out; /* queries that found no room */
	int count;
	struct span spans[APP_TRACE_SPANS]; /* [0]: the request */
};

/* NULL: not traced. `mono_us` is when it began. */
struct app_trace *app_trace_begin(
	const struct call *c, struct str traceparent, int64_t mono_us);

/* The one that this thread works for; NULL: none. */
extern _Thread_local struct app_trace *app_trace_here;
/* A query of it is over. */
void app_trace_query(const struct db_query *q, int64_t us);
/* So is something else within it: an ask to a model (partners/llm.h). Its ids
 * are made here. Nothing where nothing is traced. */
void app_trace_add(const struct span *within);

/* How it ended; what the struct names lives as long as the program. */
struct trace_end {
	const char *name, *method, *route;
	int status;
	bool secure;
	int64_t took_us;
	struct str request_id;
};
void app_trace_end(
	struct house *h, struct app_trace *t, const struct trace_end *how);

#endif

/* partners/sentry_int.h - between sentry.c and sentry_trace.c. */
#ifndef PARTNERS_SENTRY_INT_H
#define PARTNERS_SENTRY_INT_H

#include "partners/sentry.h"

struct sentry_post {
	const struct sentry_dsn *dsn;
	struct str envelope;
	int total_ms;
	const _Atomic bool *stop; /* see net_http_call */
	int64_t now_ms;
};
bool partners_sentry_post(
	struct arena *mem, const struct sentry_post *post, struct err *err);

#endif

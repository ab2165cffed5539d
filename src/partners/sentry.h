/*
 * partners/sentry.h - tells Sentry, or what speaks its protocol, of an error or
 * of a traced request.
 *
 * One event is one envelope and one POST; the server drops an event that it
 * got already. Only what is in the struct is sent: no headers, no bodies, of
 * the person nothing but the id. Not here: which errors and requests, and how
 * often (app).
 */
#ifndef PARTNERS_SENTRY_H
#define PARTNERS_SENTRY_H

#include "base/base.h"
#include "base/span.h"

struct sentry_dsn {
	struct str url; /* of envelopes */
	struct str key; /* the public one */
};

/* https://KEY@HOST[:PORT]/[PATH/]PROJECT, as Sentry shows it. */
bool partners_sentry_read(struct arena *mem, struct str dsn,
	struct sentry_dsn *out, struct err *err);

struct sentry_event {
	struct str id; /* a UUID */
	int64_t at;
	bool critical;
	struct str message, fingerprint, context;
	struct str environment, release;
	struct str request_id, account_id, path, trace;
};

/* ERR_UPSTREAM: not taken, but may be later (not before
 * err->retry_after_ms); ERR_BAD_INPUT: will never be. */
bool partners_sentry_send(struct arena *mem, const struct sentry_dsn *dsn,
	const struct sentry_event *event, int64_t now_ms, struct err *err);

/* A request and what it did: the first span, and those within it. */
struct sentry_trace {
	const struct span *spans;
	size_t count;
	struct str environment, release;
	int total_ms;
	const _Atomic bool *stop; /* see net_http_call */
};
/* Fails as partners_sentry_send. */
bool partners_sentry_trace(struct arena *mem, const struct sentry_dsn *dsn,
	const struct sentry_trace *trace, int64_t now_ms, struct err *err);

#endif

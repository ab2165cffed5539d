/*
 * partners/otlp.h - tells a collector of OpenTelemetry numbers and traces:
 * OTLP over HTTP in its JSON form (/v1/metrics, /v1/traces).
 *
 * One call is one POST. Only what is in the structs is sent: of a request its
 * route, never its path, address or person. Not here: what is sampled, how
 * often it goes out, what happens when it cannot (app, work).
 */
#ifndef PARTNERS_OTLP_H
#define PARTNERS_OTLP_H

#include "base/metric.h"
#include "base/span.h"
#include "net/http.h"

enum { OTLP_HEADERS = 16 };

struct otlp_place {
	struct str metrics, traces; /* their URLs */
	struct net_header headers[OTLP_HEADERS + 1];
	int header_count;
};
/* As OTEL_EXPORTER_OTLP_ENDPOINT and _HEADERS have them: a base URL; pairs
 * NAME=VALUE between commas, values percent-encoded. */
bool partners_otlp_read(struct arena *mem, struct str endpoint,
	struct str headers, struct otlp_place *out, struct err *err);

/* Who tells. */
struct otlp_source {
	struct str service, version, instance, environment, database;
	int64_t started_at; /* counters grow since then */
};

struct str partners_otlp_metrics_body(struct arena *mem,
	const struct otlp_source *from, const struct metrics *all,
	int64_t now_ms);
struct str partners_otlp_spans_body(struct arena *mem,
	const struct otlp_source *from, const struct span *spans, size_t count);

struct otlp_post {
	const struct otlp_place *place;
	struct str url, body;
	int total_ms;
	const _Atomic bool *stop; /* see net_http_call */
	int64_t now_ms;
};
/* ERR_UPSTREAM: not taken, but may be later (not before err->retry_after_ms);
 * ERR_BAD_INPUT: will never be, or only in part: *refused of it. */
bool partners_otlp_send(struct arena *mem, const struct otlp_post *post,
	int64_t *refused, struct err *err);

#endif

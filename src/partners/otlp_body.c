/*
 * partners/otlp_body.c - numbers and spans in OTLP's JSON: names in camel
 * case, whole numbers of 64 bits as text, ids in hex, enums as numbers.
 */
#include "partners/otlp.h"

#include "base/code.h"
#include "base/json.h"

#include <stdio.h>

enum { BODY_MOST = 8 * 1024 * 1024 };
enum { CUMULATIVE = 2, SERVER = 2, CLIENT = 3, FAILED = 2 };
enum { KNOWS_REMOTE = 0x100, IS_REMOTE = 0x200, SAMPLED = 1 };

/* ---- values ------------------------------------------------------------- */

static void put_long(struct json_out *o, const char *name, int64_t n)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", (long long)n);
	json_put_text(json_key(o, name), str_c(text));
}

/* A time in us, as OTLP has it: in ns. */
static void put_time(struct json_out *o, const char *name, int64_t us)
{
	put_long(o, name, us * 1000);
}

static void put_id(struct json_out *o, const char *name,
	const unsigned char *id, size_t size)
{
	char text[CODE_HEX_LEN(SPAN_TRACE)];

	code_write(CODE_HEX, str_of((const char *)id, size), text);
	json_put_text(json_key(o, name), str_of(text, CODE_HEX_LEN(size)));
}

static void attribute(struct json_out *o, const char *name, struct str value)
{
	json_object(o);
	json_put_text(json_key(o, "key"), str_c(name));
	json_object(json_key(o, "value"));
	json_put_text(json_key(o, "stringValue"), value);
	json_end(o);
	json_end(o);
}

static void attribute_int(struct json_out *o, const char *name, int64_t n)
{
	json_object(o);
	json_put_text(json_key(o, "key"), str_c(name));
	json_object(json_key(o, "value"));
	put_long(o, "intValue", n);
	json_end(o);
	json_end(o);
}

/* ---- who tells ---------------------------------------------------------- */

/* Opens {"resourceX":[{"resource":...,"scopeX":[{"scope":...,"X":[ */
static void begin(struct json_out *o, const struct otlp_source *from,
	const char *resources, const char *scopes, const char *what)
{
	json_object(o);
	json_list(json_key(o, resources));
	json_object(o);
	json_object(json_key(o, "resource"));
	json_list(json_key(o, "attributes"));
	attribute(o, "service.name", from->service);
	attribute(o, "service.version", from->version);
	attribute(o, "service.instance.id", from->instance);
	attribute(o, "deployment.environment.name", from->environment);
	json_end(o);
	json_end(o);
	json_list(json_key(o, scopes));
	json_object(o);
	json_object(json_key(o, "scope"));
	json_put_text(json_key(o, "name"), STR("vitae"));
	json_put_text(json_key(o, "version"), from->version);
	json_end(o);
	json_list(json_key(o, what));
}

static struct str end(struct json_out *o)
{
	for (int i = 0; i < 6; i++)
		json_end(o);
	return buf_ok(o->to) ? buf_str(o->to) : STR_NONE;
}

/* ---- numbers ------------------------------------------------------------ */

static void put_times(struct json_out *o, const struct metric_times *t)
{
	int64_t before = 0;

	put_long(o, "count", t->below[METRIC_BOUNDS - 1]);
	json_put_real(json_key(o, "sum"), (double)t->sum_us / 1e6);
	json_list(json_key(o, "bucketCounts"));
	for (int i = 0; i < METRIC_BOUNDS; i++) {
		char text[24];

		snprintf(text, sizeof(text), "%lld",
			(long long)(t->below[i] - before));
		json_put_text(o, str_c(text));
		before = t->below[i];
	}
	json_end(o);
	/* the last one is infinite, and goes without saying */
	json_list(json_key(o, "explicitBounds"));
	for (int i = 0; i < METRIC_BOUNDS - 1; i++)
		json_put_real(o, t->bounds[i]);
	json_end(o);
}

static void put_point(struct json_out *o, const struct metric *m,
	const struct metric_point *p, int64_t began_us, int64_t now_us)
{
	json_object(o);
	json_list(json_key(o, "attributes"));
	for (int i = 0; i < METRIC_LABELS && p->labels[i].name; i++)
		attribute(o, p->labels[i].name, str_c(p->labels[i].value));
	json_end(o);
	if (m->kind != METRIC_GAUGE)
		put_time(o, "startTimeUnixNano", began_us);
	put_time(o, "timeUnixNano", now_us);
	if (p->times)
		put_times(o, p->times);
	else
		put_long(o, "asInt", p->value);
	json_end(o);
}

static void put_metric(struct json_out *o, const struct metric *m,
	int64_t began_us, int64_t now_us)
{
	static const char *const kinds[] = { [METRIC_GAUGE] = "gauge",
		[METRIC_COUNTER] = "sum",
		[METRIC_HISTOGRAM] = "histogram" };
	char name[96];

	snprintf(name, sizeof(name), "vitae_%s", m->name);
	json_object(o);
	json_put_text(json_key(o, "name"), str_c(name));
	json_put_text(json_key(o, "description"), str_c(m->help));
	json_put_text(json_key(o, "unit"), str_c(metric_unit(m)));
	json_object(json_key(o, kinds[m->kind]));
	if (m->kind != METRIC_GAUGE)
		json_put_int(json_key(o, "aggregationTemporality"), CUMULATIVE);
	if (m->kind == METRIC_COUNTER)
		json_put_bool(json_key(o, "isMonotonic"), true);
	json_list(json_key(o, "dataPoints"));
	for (const struct metric_point *p = m->points; p; p = p->next)
		put_point(o, m, p, began_us, now_us);
	json_end(o);
	json_end(o);
	json_end(o);
}

struct str partners_otlp_metrics_body(struct arena *mem,
	const struct otlp_source *from, const struct metrics *all,
	int64_t now_ms)
{
	struct json_out o;
	struct buf b;

	buf_init(&b, mem, BODY_MOST);
	o = json_begin(&b, JSON_COMPACT);
	begin(&o, from, "resourceMetrics", "scopeMetrics", "metrics");
	for (const struct metric *m = all->first; m; m = m->next)
		if (m->points)
			put_metric(
				&o, m, from->started_at * 1000, now_ms * 1000);
	return end(&o);
}

/* ---- spans -------------------------------------------------------------- */

static bool is_zero(const unsigned char id[SPAN_ID])
{
	static const unsigned char none[SPAN_ID];

	return !memcmp(id, none, SPAN_ID);
}

/* OpenTelemetry's conventions for generative AI. What was said is no part of
 * it. */
static void put_model(struct json_out *o, const struct span *s)
{
	attribute(o, "gen_ai.operation.name", STR("chat"));
	attribute(o, "gen_ai.provider.name", STR("openai"));
	attribute(o, "gen_ai.request.model", str_c(s->model));
	attribute(o, "gen_ai.output.type", s->json ? STR("json") : STR("text"));
	attribute_int(o, "gen_ai.request.max_tokens", s->tokens_most);
	if (*s->answered)
		attribute(o, "gen_ai.response.model", str_c(s->answered));
	if (s->tokens_in || s->tokens_out) {
		attribute_int(o, "gen_ai.usage.input_tokens", s->tokens_in);
		attribute_int(o, "gen_ai.usage.output_tokens", s->tokens_out);
	}
	attribute(o, "server.address", str_c(s->host));
	attribute_int(o, "server.port", s->port);
	if (s->fault)
		attribute(o, "error.type", str_c(s->fault));
}

static void put_attributes(struct json_out *o, const struct otlp_source *from,
	const struct span *s)
{
	char status[16];

	json_list(json_key(o, "attributes"));
	if (s->kind == SPAN_QUERY) {
		attribute(o, "db.system.name", from->database);
		attribute(o, "db.query.summary", str_c(s->name));
	} else if (s->kind == SPAN_MODEL) {
		put_model(o, s);
	} else {
		attribute(o, "http.request.method", str_c(s->method));
		if (s->route)
			attribute(o, "http.route", str_c(s->route));
		attribute(o, "url.scheme",
			s->secure ? STR("https") : STR("http"));
		attribute_int(o, "http.response.status_code", s->status);
		snprintf(status, sizeof(status), "%d", s->status);
		if (s->status >= 500)
			attribute(o, "error.type", str_c(status));
		attribute(o, "vitae.request_id", str_c(s->request_id));
	}
	json_end(o);
}

static void put_span(struct json_out *o, const struct otlp_source *from,
	const struct span *s)
{
	json_object(o);
	put_id(o, "traceId", s->trace, SPAN_TRACE);
	put_id(o, "spanId", s->id, SPAN_ID);
	if (!is_zero(s->parent))
		put_id(o, "parentSpanId", s->parent, SPAN_ID);
	json_put_int(json_key(o, "flags"),
		SAMPLED | KNOWS_REMOTE | (s->remote ? IS_REMOTE : 0));
	json_put_text(json_key(o, "name"), str_c(s->name));
	json_put_int(
		json_key(o, "kind"), s->kind == SPAN_REQUEST ? SERVER : CLIENT);
	put_time(o, "startTimeUnixNano", s->began_us);
	put_time(o, "endTimeUnixNano", s->began_us + s->took_us);
	put_attributes(o, from, s);
	json_object(json_key(o, "status"));
	if (s->status >= 500 || s->fault)
		json_put_int(json_key(o, "code"), FAILED);
	json_end(o);
	json_end(o);
}

struct str partners_otlp_spans_body(struct arena *mem,
	const struct otlp_source *from, const struct span *spans, size_t count)
{
	struct json_out o;
	struct buf b;

	buf_init(&b, mem, BODY_MOST);
	o = json_begin(&b, JSON_COMPACT);
	begin(&o, from, "resourceSpans", "scopeSpans", "spans");
	for (size_t i = 0; i < count; i++)
		put_span(&o, from, &spans[i]);
	return end(&o);
}

/*
 * api/metrics.c - numbers in Prometheus' text format 0.0.4 (OPS-3), and who
 * may read them. What they are is in measure.c.
 */
#include "api/api_int.h"

#include "base/hash.h"

#include <math.h>

/* ---- the format --------------------------------------------------------- */

static void add_labels(struct buf *b, const struct metric_point *p)
{
	for (int i = 0; i < METRIC_LABELS && p->labels[i].name; i++)
		buf_addf(b, "%s%s=\"%s\"", i ? "," : "", p->labels[i].name,
			p->labels[i].value);
}

static void add_number(
	struct buf *b, const struct metric *m, const struct metric_point *p)
{
	buf_addf(b, "vitae_%s", m->name);
	if (p->labels[0].name) {
		buf_addc(b, '{');
		add_labels(b, p);
		buf_addc(b, '}');
	}
	buf_addf(b, " %lld\n", (long long)p->value);
}

static void add_times(
	struct buf *b, const struct metric *m, const struct metric_point *p)
{
	const struct metric_times *t = p->times;
	long long count = t->below[METRIC_BOUNDS - 1];

	for (int i = 0; i < METRIC_BOUNDS; i++) {
		buf_addf(b, "vitae_%s_bucket{", m->name);
		add_labels(b, p);
		if (isinf(t->bounds[i]))
			buf_addf(b, ",le=\"+Inf\"} %lld\n", count);
		else
			buf_addf(b, ",le=\"%g\"} %lld\n", t->bounds[i],
				(long long)t->below[i]);
	}
	buf_addf(b, "vitae_%s_sum{", m->name);
	add_labels(b, p);
	buf_addf(
		b, "} %.6f\nvitae_%s_count{", (double)t->sum_us / 1e6, m->name);
	add_labels(b, p);
	buf_addf(b, "} %lld\n", count);
}

static void add_metric(struct buf *b, const struct metric *m)
{
	static const char *const types[] = { [METRIC_GAUGE] = "gauge",
		[METRIC_COUNTER] = "counter",
		[METRIC_HISTOGRAM] = "histogram" };

	buf_addf(b, "# HELP vitae_%s %s\n# TYPE vitae_%s %s\n", m->name,
		m->help, m->name, types[m->kind]);
	for (const struct metric_point *p = m->points; p; p = p->next)
		if (p->times)
			add_times(b, m, p);
		else
			add_number(b, m, p);
}

/* ---- who may read them -------------------------------------------------- */

/* Asked from this machine, and on nobody's behalf: a proxy here may be one
 * that TRUSTED_PROXIES forgot. */
static bool is_local(const struct call *c, const struct http_req *req)
{
	static const char *const proxied[] = { "forwarded", "x-forwarded-for",
		"x-real-ip", "via" };

	for (size_t i = 0; i < LENGTH(proxied); i++)
		if (http_header_find(req, proxied[i]).at)
			return false;
	return str_starts(c->from.ip, STR("127.")) || str_is(c->from.ip, "::1");
}

static bool may_read(const struct call *c, const struct api_ask *ask)
{
	struct str token = str_c(c->house->settings->metrics_token);
	struct str given = http_header_find(ask->req, "authorization");

	if (!token.len)
		return is_local(c, ask->req);
	return given.len == token.len + 7 &&
	       str_starts(given, STR("Bearer ")) &&
	       hash_same(given.at + 7, token.at, token.len);
}

bool api_metrics(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct metrics all = { .mem = c->mem };
	struct buf *b = &reply->res->body;

	if (!may_read(c, ask))
		return err_set(err, ERR_FORBIDDEN,
			"numbers are for this machine, or for who knows "
			"METRICS_TOKEN");
	reply->res->status = 200;
	api_measure(ask->api, c, &all);
	for (const struct metric *m = all.first; m; m = m->next)
		add_metric(b, m);
	return buf_ok(b) || err_set(err, ERR_TOO_BIG, "more numbers than fit");
}

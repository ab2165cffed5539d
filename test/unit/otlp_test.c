/*
 * test/unit/otlp_test.c - partners/otlp.h: where a collector is, and numbers
 * that are not of every day. That the official messages read it is shown in
 * test/node/telemetry_test.mjs.
 */
#include "test.h"

#include "base/json.h"
#include "partners/otlp.h"

#include <math.h>

static bool reads(
	const char *endpoint, const char *headers, struct otlp_place *out)
{
	struct err err;

	return partners_otlp_read(
		&test_mem, str_c(endpoint), str_c(headers), out, &err);
}

TEST(an_endpoint_is_the_base_of_both_addresses)
{
	static const char *const same[] = { "http://10.0.0.7:4318/otlp",
		"http://10.0.0.7:4318/otlp/", "http://10.0.0.7:4318/otlp//" };
	struct otlp_place p;

	for (size_t i = 0; i < LENGTH(same); i++) {
		NEED(reads(same[i], "", &p));
		SAME_STR(
			p.metrics, STR("http://10.0.0.7:4318/otlp/v1/metrics"));
		SAME_STR(p.traces, STR("http://10.0.0.7:4318/otlp/v1/traces"));
	}
}

TEST(what_is_no_endpoint_is_refused_by_the_settings_name)
{
	static const char *const wrong[] = { "x", "ftp://example.org",
		"https://", "https://exa mple.org", "https://example.org/?a=b",
		"https://me:secret@example.org" };
	struct otlp_place p;
	struct err err;

	for (size_t i = 0; i < LENGTH(wrong); i++) {
		OK(!partners_otlp_read(
			&test_mem, str_c(wrong[i]), STR(""), &p, &err));
		SAME_INT(err.code, ERR_BAD_INPUT);
		OK(strstr(err.text, "OTEL_EXPORTER_OTLP_ENDPOINT"));
	}
}

TEST(headers_are_pairs_whose_values_are_unescaped)
{
	struct otlp_place p;

	NEED(reads("http://a", "api-key=a%2Cb%3d , x = y=z,,empty=", &p));
	SAME_INT(p.header_count, 4);
	SAME_STR(p.headers[0].name, STR("Content-Type"));
	SAME_STR(p.headers[1].name, STR("api-key"));
	SAME_STR(p.headers[1].value, STR("a,b="));
	SAME_STR(p.headers[2].name, STR("x"));
	SAME_STR(p.headers[2].value, STR("y=z"));
	SAME_STR(p.headers[3].value, STR(""));
}

TEST(headers_that_are_none_are_refused_and_their_values_not_told)
{
	static const char *const wrong[] = { "hunter2", "=hunter2",
		"a b=hunter2", "a=hunter2%0d%0ax: y", "a=hunter2%zz",
		"a=hunter2%4", "a=1,hunter2" };
	struct otlp_place p;
	struct err err;

	for (size_t i = 0; i < LENGTH(wrong); i++) {
		OK(!partners_otlp_read(
			&test_mem, STR("http://a"), str_c(wrong[i]), &p, &err));
		OK(strstr(err.text, "OTEL_EXPORTER_OTLP_HEADERS"));
		OK(!strstr(err.text, "hunter2"));
	}
	OK(reads("http://a",
		"a=,b=,c=,d=,e=,f=,g=,h=,i=,j=,k=,l=,m=,n=,o=,p=", &p));
	OK(!reads("http://a",
		"a=,b=,c=,d=,e=,f=,g=,h=,i=,j=,k=,l=,m=,n=,o=,p=,q=", &p));
}

/* ---- bodies ------------------------------------------------------------- */

static const struct otlp_source source = { .service = STR("vi\"tae"),
	.version = STR("1"),
	.instance = STR("i"),
	.environment = STR("e"),
	.database = STR("sqlite"),
	.started_at = 1000 };

#define POINT "/resourceMetrics/0/scopeMetrics/0/metrics/0"

static const struct json *body_of(struct metrics *all)
{
	struct str text = partners_otlp_metrics_body(
		&test_mem, &source, all, 1795284174544);
	const struct json *doc = NULL;
	struct err err;

	OK_ERR(json_parse(&test_mem, text, &doc, &err), err);
	return doc;
}

TEST(whole_numbers_beyond_a_double_are_not_rounded)
{
	struct metrics all = { .mem = &test_mem };
	const struct json *doc;

	metric_one(&all, METRIC_COUNTER, "big_total", "Big.", INT64_MAX);
	doc = body_of(&all);
	OK(json_is(json_at(doc, POINT "/sum/dataPoints/0/asInt"),
		"9223372036854775807"));
	OK(json_is(json_at(doc, POINT "/sum/dataPoints/0/startTimeUnixNano"),
		"1000000000"));
	OK(json_is(json_at(doc, "/resourceMetrics/0/resource/attributes/0"
				"/value/stringValue"),
		"vi\"tae"));
}

TEST(the_buckets_of_a_histogram_are_each_ones_own)
{
	static const double bounds[METRIC_BOUNDS] = { 1, 2, 3, 4, 5, 6, 7, 8, 9,
		10, 11, 12, 13, 14, 15, INFINITY };
	struct metrics all = { .mem = &test_mem };
	struct metric_times times = { .bounds = bounds, .sum_us = 2500000 };
	struct metric *m =
		metric_add(&all, METRIC_HISTOGRAM, "wait_seconds", "Waiting.");
	const struct json *doc, *at;

	for (int i = 1; i < METRIC_BOUNDS; i++)
		times.below[i] = i < 15 ? 2 : 5;
	metric_point(m, "name", "a", 0)->times = &times;
	doc = body_of(&all);
	at = json_at(doc, POINT "/histogram/dataPoints/0");
	NEED(at);
	OK(json_is(json_find(at, "count"), "5"));
	SAME_INT(json_count(json_find(at, "bucketCounts")), 16);
	SAME_INT(json_count(json_find(at, "explicitBounds")), 15);
	OK(json_is(json_at(at, "/bucketCounts/0"), "0"));
	OK(json_is(json_at(at, "/bucketCounts/1"), "2"));
	OK(json_is(json_at(at, "/bucketCounts/2"), "0"));
	OK(json_is(json_at(at, "/bucketCounts/15"), "3"));
	OK(json_is(json_at(doc, POINT "/unit"), "s"));
}

TEST(what_does_not_fit_is_no_body)
{
	struct metrics all = { .mem = &test_mem };
	struct metric *m = metric_add(&all, METRIC_GAUGE, "many", "Many.");

	for (int i = 0; i < 100 * 1000; i++)
		metric_point(m, "name", "a", i);
	OK(!partners_otlp_metrics_body(&test_mem, &source, &all, 0).at);
}

/* ---- spans -------------------------------------------------------------- */

#define SPAN "/resourceSpans/0/scopeSpans/0/spans/0"

/* An attribute of the first span, whatever its type; NULL: none. */
static const struct json *attribute(const struct json *doc, const char *name)
{
	const struct json *list = json_at(doc, SPAN "/attributes"), *a;

	for (a = json_first(list); a; a = json_next(list, a))
		if (json_is(json_find(a, "key"), name))
			return json_first(json_find(a, "value"));
	return NULL;
}

static const struct json *spans_body(const struct span *s)
{
	struct str text = partners_otlp_spans_body(&test_mem, &source, s, 1);
	const struct json *doc = NULL;
	struct err err;

	OK_ERR(json_parse(&test_mem, text, &doc, &err), err);
	return doc;
}

TEST(an_ask_to_a_model_goes_by_the_conventions_for_generative_ai)
{
	struct span s = { .kind = SPAN_MODEL,
		.name = "chat small",
		.model = "small",
		.host = "localhost",
		.port = 11434,
		.json = true,
		.tokens_in = 120,
		.tokens_out = 34,
		.tokens_most = 4096,
		.answered = "small:latest" };
	const struct json *doc = spans_body(&s);
	int64_t kind = 0;

	OK(json_is(json_at(doc, SPAN "/name"), "chat small"));
	OK(json_int(json_at(doc, SPAN "/kind"), &kind) && kind == 3);
	OK(json_is(attribute(doc, "gen_ai.operation.name"), "chat"));
	OK(json_is(attribute(doc, "gen_ai.provider.name"), "openai"));
	OK(json_is(attribute(doc, "gen_ai.request.model"), "small"));
	OK(json_is(attribute(doc, "gen_ai.response.model"), "small:latest"));
	OK(json_is(attribute(doc, "gen_ai.output.type"), "json"));
	OK(json_is(attribute(doc, "gen_ai.request.max_tokens"), "4096"));
	OK(json_is(attribute(doc, "gen_ai.usage.input_tokens"), "120"));
	OK(json_is(attribute(doc, "gen_ai.usage.output_tokens"), "34"));
	OK(json_is(attribute(doc, "server.address"), "localhost"));
	OK(json_is(attribute(doc, "server.port"), "11434"));
	OK(!attribute(doc, "error.type"));
	OK(!json_at(doc, SPAN "/status/code"));
}

TEST(an_ask_that_failed_says_how)
{
	struct span s = { .kind = SPAN_MODEL,
		.name = "chat small",
		.model = "small",
		.host = "localhost",
		.fault = "cut" };
	const struct json *doc = spans_body(&s);
	int64_t code = 0;

	OK(json_is(attribute(doc, "error.type"), "cut"));
	OK(json_int(json_at(doc, SPAN "/status/code"), &code) && code == 2);
	OK(!attribute(doc, "gen_ai.usage.input_tokens"));
}

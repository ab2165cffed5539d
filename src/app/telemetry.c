/* app/telemetry.c - what goes where, and what becomes of it. See
 * telemetry.h. */
#include "app/telemetry_int.h"

#include "base/time.h"

enum { SENTRY_MS = 10 * SECOND_MS, LAST_MS = 2 * SECOND_MS };

const char *const app_signal_words[SIGNALS] = {
	[SIGNAL_METRICS] = "metrics",
	[SIGNAL_TRACES] = "traces",
	[SIGNAL_SENTRY] = "traces for Sentry",
};

/* ---- opening and closing ------------------------------------------------ */

static void outlet_open(struct outlet *o, double rate, int64_t every_ms)
{
	o->on = true;
	o->rate = rate;
	o->every_ms = every_ms;
}

static bool read_places(
	struct app_telemetry *t, const struct settings *s, struct err *err)
{
	if (*s->otel_exporter_otlp_endpoint) {
		if (!partners_otlp_read(&t->mem,
			    str_c(s->otel_exporter_otlp_endpoint),
			    str_c(s->otel_exporter_otlp_headers), &t->place,
			    err))
			return false;
		outlet_open(&t->outlets[SIGNAL_METRICS], 0,
			s->otel_metric_export_interval);
		outlet_open(&t->outlets[SIGNAL_TRACES],
			s->otel_traces_sampler_arg, s->otel_bsp_schedule_delay);
	}
	if (*s->sentry_dsn && s->sentry_trace_sample_rate > 0) {
		if (!partners_sentry_read(
			    &t->mem, str_c(s->sentry_dsn), &t->dsn, err))
			return err_in(err, "SENTRY_DSN");
		outlet_open(&t->outlets[SIGNAL_SENTRY],
			s->sentry_trace_sample_rate,
			s->otel_bsp_schedule_delay);
	}
	return true;
}

static struct otlp_source source_of(const struct house *h)
{
	const struct settings *s = h->settings;

	return (struct otlp_source){ .service = str_c(s->otel_service_name),
		.version = STR(VITAE_VERSION),
		.instance = str_c(h->node),
		.environment = str_c(s->environment),
		.database = str_c(app_house_engine(h)),
		.started_at = h->started_at };
}

bool app_telemetry_open(struct house *h, struct err *err)
{
	const struct settings *s = h->settings;
	struct app_telemetry *t = mem_alloc(sizeof(*t));
	pthread_condattr_t attr;

	pthread_mutex_init(&t->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	for (int i = 0; i < SIGNALS; i++)
		pthread_cond_init(&t->outlets[i].more, &attr);
	pthread_condattr_destroy(&attr);
	t->source = source_of(h);
	t->timeout_ms = (int)s->otel_exporter_otlp_timeout;
	t->sentry_environment =
		str_c(*s->sentry_environment ? s->sentry_environment
					     : s->environment);
	if (!read_places(t, s, err)) {
		app_telemetry_close(t);
		return false;
	}
	for (int i = SIGNAL_TRACES; i < SIGNALS; i++)
		if (t->outlets[i].on)
			app_telemetry_ring_open(&t->outlets[i]);
	if (t->outlets[SIGNAL_TRACES].on || t->outlets[SIGNAL_SENTRY].on)
		h->telemetry = t;
	else
		app_telemetry_close(t);
	return true;
}

void app_telemetry_close(struct app_telemetry *t)
{
	for (int i = 0; i < SIGNALS; i++) {
		app_telemetry_ring_close(&t->outlets[i]);
		pthread_cond_destroy(&t->outlets[i].more);
	}
	pthread_mutex_destroy(&t->lock);
	arena_free(&t->mem);
	mem_free(t);
}

bool app_telemetry_wants(const struct app_telemetry *t, enum app_signal s)
{
	return t->outlets[s].on;
}

/* ---- when --------------------------------------------------------------- */

int64_t app_telemetry_every_ms(const struct app_telemetry *t, enum app_signal s)
{
	return t->outlets[s].every_ms;
}

bool app_telemetry_wait(
	struct app_telemetry *t, enum app_signal s, int64_t ms, bool patient)
{
	struct outlet *o = &t->outlets[s];
	struct timespec until;
	bool going;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += ms / SECOND_MS;
	until.tv_nsec += ms % SECOND_MS * 1000000;
	until.tv_sec += until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	pthread_mutex_lock(&t->lock);
	while (!t->ending && (patient || !o->hurry) &&
		!pthread_cond_timedwait(&o->more, &t->lock, &until))
		;
	going = !t->ending;
	pthread_mutex_unlock(&t->lock);
	return going;
}

void app_telemetry_stop(struct app_telemetry *t)
{
	pthread_mutex_lock(&t->lock);
	t->ending = true;
	t->stop = true;
	for (int i = 0; i < SIGNALS; i++)
		pthread_cond_broadcast(&t->outlets[i].more);
	pthread_mutex_unlock(&t->lock);
}

bool app_telemetry_ending(const struct app_telemetry *t) { return t->stop; }

/* ---- sending ------------------------------------------------------------ */

static bool post(struct arena *mem, struct app_telemetry *t, struct str url,
	struct str body, bool last, int64_t *refused, struct err *err)
{
	const struct otlp_post p = { .place = &t->place,
		.url = url,
		.body = body,
		.total_ms = last && t->timeout_ms > LAST_MS ? LAST_MS
							    : t->timeout_ms,
		.stop = last ? NULL : &t->stop,
		.now_ms = time_now_ms() };

	return partners_otlp_send(mem, &p, refused, err);
}

static bool send_metrics(struct arena *mem, struct app_telemetry *t,
	const struct telemetry_round *round, struct err *err)
{
	int64_t refused;
	struct str body = partners_otlp_metrics_body(
		mem, &t->source, round->all, time_now_ms());

	return post(mem, t, t->place.metrics, body, round->last, &refused, err);
}

static bool send_spans(struct arena *mem, struct app_telemetry *t, bool last,
	int64_t *refused, struct err *err)
{
	const struct outlet *o = &t->outlets[SIGNAL_TRACES];
	struct str body = partners_otlp_spans_body(
		mem, &t->source, o->batch, o->batch_len);

	return post(mem, t, t->place.traces, body, last, refused, err);
}

static bool send_to_sentry(
	struct arena *mem, struct app_telemetry *t, bool last, struct err *err)
{
	const struct outlet *o = &t->outlets[SIGNAL_SENTRY];
	const struct sentry_trace trace = { .spans = o->batch,
		.count = o->batch_len,
		.environment = t->sentry_environment,
		.release = STR("vitae@" VITAE_VERSION),
		.total_ms = last ? LAST_MS : SENTRY_MS,
		.stop = last ? NULL : &t->stop };

	return partners_sentry_trace(mem, &t->dsn, &trace, time_now_ms(), err);
}

/* What was refused for good, or in part, is not sent again. */
static void settle(
	struct outlet *o, bool ok, int64_t refused, const struct err *err)
{
	int64_t all = (int64_t)o->batch_len;

	if (!ok && err->code == ERR_UPSTREAM)
		return;
	if (!ok && (refused <= 0 || refused > all))
		refused = all;
	o->dropped += refused;
	o->sent += all - refused;
	o->batch_len = 0;
}

static bool send_traces(struct arena *mem, struct app_telemetry *t,
	enum app_signal s, struct telemetry_round *round, struct err *err)
{
	struct outlet *o = &t->outlets[s];
	bool sentry = s == SIGNAL_SENTRY, ok;
	int64_t refused = 0;

	round->more = app_telemetry_take(t, o, sentry);
	if (!round->more)
		return true;
	ok = sentry ? send_to_sentry(mem, t, round->last, err)
		    : send_spans(mem, t, round->last, &refused, err);
	settle(o, ok, refused, err);
	return ok;
}

bool app_telemetry_send(struct arena *mem, struct app_telemetry *t,
	enum app_signal s, struct telemetry_round *round, struct err *err)
{
	bool ok;

	round->more = false;
	ok = s == SIGNAL_METRICS ? send_metrics(mem, t, round, err)
				 : send_traces(mem, t, s, round, err);
	if (!ok)
		t->outlets[s].failed++;
	return ok;
}

/* ---- what became of it -------------------------------------------------- */

void app_telemetry_measure(struct app_telemetry *t, struct metrics *out)
{
	static const char *const places[] = { [SIGNAL_METRICS] = "otlp metrics",
		[SIGNAL_TRACES] = "otlp",
		[SIGNAL_SENTRY] = "sentry" };
	struct metric *sent, *dropped, *failed;

	if (!t)
		return;
	sent = metric_add(out, METRIC_COUNTER, "spans_sent_total",
		"Spans of traces that were taken.");
	dropped = metric_add(out, METRIC_COUNTER, "spans_dropped_total",
		"Spans of traces that found no room or were refused.");
	failed = metric_add(out, METRIC_COUNTER, "exports_failed_total",
		"Attempts to send numbers or traces that failed.");
	for (int i = 0; i < SIGNALS; i++) {
		struct outlet *o = &t->outlets[i];

		if (!o->on)
			continue;
		metric_point(failed, "to", places[i], o->failed);
		if (i == SIGNAL_METRICS)
			continue;
		metric_point(sent, "to", places[i], o->sent);
		metric_point(dropped, "to", places[i], o->dropped);
	}
}

/* api/note.c - behind the answer: the log line, timers, used features. */
#include "api/api_int.h"

#include "base/code.h"
#include "base/log.h"
#include "base/time.h"

static struct str trace_id(
	const struct app_trace *t, char hex[CODE_HEX_LEN(SPAN_TRACE)])
{
	code_write(CODE_HEX,
		str_of((const char *)t->spans[0].trace, SPAN_TRACE), hex);
	return str_of(hex, CODE_HEX_LEN(SPAN_TRACE));
}

static void log_request(const struct visit *v, const struct http_res *res,
	int64_t took_us, int64_t sent_bytes)
{
	const struct origin *from = &v->call.from;
	char hex[CODE_HEX_LEN(SPAN_TRACE)];
	struct log_line l;

	log_begin(&l, res->status >= 500 ? LOG_WARN : LOG_INFO, "http",
		"request");
	log_str(&l, "method", from->method);
	log_str(&l, "route",
		v->ask.route ? str_c(v->ask.route->path) : STR("(none)"));
	log_int(&l, "status", res->status);
	log_ms(&l, "ms", took_us);
	log_int(&l, "bytes", sent_bytes);
	log_str(&l, "request_id", from->request_id);
	if (v->trace)
		log_str(&l, "trace_id", trace_id(v->trace, hex));
	if (v->call.who.id.len)
		log_str(&l, "user_id", v->call.who.id);
	log_str(&l, "ip", from->ip);
	log_str(&l, "agent", from->agent);
	log_end(&l);
}

static void log_refused(const struct http_res *res)
{
	struct log_line l;

	log_begin(&l, LOG_INFO, "http", "refused");
	log_int(&l, "status", res->status);
	log_str(&l, "request_id", http_res_find(res, "x-request-id"));
	log_end(&l);
}

static void end_trace(const struct visit *v, const struct http_req *req,
	int status, int64_t took_us)
{
	const struct api_route *r = v->ask.route;
	const char *method = req->method < HTTP_METHODS
				     ? http_method_name(req->method)
				     : NULL;
	struct trace_end end = { .method = method ? method : "_OTHER",
		.name = method ? method : "HTTP",
		.status = status,
		.secure = req->secure,
		.took_us = took_us,
		.request_id = v->call.from.request_id };

	if (r) {
		end.name = v->api->names[r - api_routes];
		end.route = r->path;
	}
	app_trace_end(v->api->house, v->trace, &end);
}

void api_done(void *with, const struct http_req *req,
	const struct http_res *res, int64_t sent_bytes)
{
	struct api *a = with;
	const struct settings *s = a->house->settings;
	struct visit *v = req ? req->with : NULL;
	int64_t took_us;
	int hundreds = res->status / 100;

	if (hundreds >= 1 && hundreds <= 5)
		a->statuses[hundreds]++;
	if (!v) {
		a->statuses[0]++;
		if (s->enable_request_logging)
			log_refused(res);
		return;
	}
	took_us = time_mono_us() - v->began_us;
	if (v->ask.route && s->enable_performance_monitoring)
		app_monitor_time(a->house->monitor,
			a->timers[v->ask.route - api_routes], took_us,
			v->call.from.request_id);
	if (v->ask.route && v->ask.route->feature)
		app_monitor_usage(&v->call, v->ask.route->feature,
			v->ask.route->path, res->status, took_us);
	if (v->trace)
		end_trace(v, req, res->status, took_us);
	if (s->enable_request_logging && log_on(LOG_INFO))
		log_request(v, res, took_us, sent_bytes);
}

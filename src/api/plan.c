/*
 * api/plan.c - on the loop, from the head alone: which route, is it on, may
 * this address ask again so soon, what body may follow. Nothing here waits.
 */
#include "api/api_int.h"

#include "base/id.h"
#include "base/time.h"
#include "base/utf8.h"

#include <stdio.h>

/* ---- the visit ---------------------------------------------------------- */

static bool id_fits(struct str id)
{
	bool ok = id.len >= 8 && id.len <= 64;

	for (size_t i = 0; ok && i < id.len; i++) {
		char c = id.at[i];

		ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		     (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
	}
	return ok;
}

/* It is shown and stored as text, and may be any bytes. */
static struct str origin_agent(const struct http_req *req, struct arena *mem)
{
	struct str agent = http_header_find(req, "user-agent");
	struct buf mended;

	if (!agent.at)
		return STR("");
	if (utf8_ok(agent))
		return agent;
	buf_init(&mended, mem, 3 * agent.len);
	utf8_mend(&mended, agent);
	return buf_str(&mended);
}

/* Who sends two has no say: W3C's Trace Context. */
static struct str only_parent(const struct http_req *req)
{
	struct str found = STR_NONE;

	for (int i = 0; i < req->header_count; i++)
		if (str_eq_nocase(req->headers[i].name, STR("traceparent"))) {
			if (found.at)
				return STR_NONE;
			found = req->headers[i].value;
		}
	return found;
}

static struct visit *visit_new(
	struct api *a, struct http_req *req, struct http_res *res)
{
	struct visit *v = ARENA_NEW(req->mem, struct visit);
	struct str sent = http_header_find(req, "x-request-id");

	v->api = a;
	v->known = req->with; /* a connection brings none */
	v->res = res;
	v->began_us = time_mono_us();
	v->ask.api = a;
	v->ask.req = req;
	if (id_fits(sent))
		snprintf(v->request_id, sizeof(v->request_id), "%.*s",
			STR_ARG(sent));
	else
		id_write(v->request_id);
	v->peer = api_peer(&a->trusted, req);
	v->call = (struct call){
		.mem = req->mem,
		.house = a->house,
		.now = time_now_ms(),
		.from = { .ip = http_addr_text(req->mem, &v->peer),
			.agent = origin_agent(req, req->mem),
			.method = req->method_name,
			.path = req->path,
			.request_id = str_c(v->request_id) },
	};
	if (a->house->telemetry)
		v->trace = app_trace_begin(
			&v->call, only_parent(req), v->began_us);
	req->with = v;
	return v;
}

/* ---- what may stop it --------------------------------------------------- */

static void show_allow(struct visit *v, const struct api_node *n)
{
	struct buf allow;

	buf_init(&allow, v->call.mem, 128);
	for (int m = 0; m < HTTP_METHODS; m++)
		if (n->routes[m] || (m == HTTP_HEAD && n->routes[HTTP_GET]) ||
			m == HTTP_OPTIONS)
			buf_addf(&allow, "%s%s", allow.len ? ", " : "",
				http_method_name((enum http_method)m));
	http_res_header(v->res, "Allow", buf_str(&allow));
}

static bool find_route(
	struct visit *v, const struct http_req *req, struct err *err)
{
	const struct api_node *n =
		api_tree_find(&v->api->tree, req->path, v->ask.id);
	enum http_method m = req->method == HTTP_HEAD ? HTTP_GET : req->method;

	if (!n)
		return err_set(err, ERR_NOT_FOUND,
			"there is nothing at this path; /docs lists what there "
			"is");
	if (m < HTTP_METHODS && n->routes[m]) {
		v->ask.route = &api_routes[n->routes[m] - 1];
		return true;
	}
	show_allow(v, n);
	if (m == HTTP_OPTIONS) {
		v->res->status = 204;
		return err_set(err, ERR_NONE, "%s", "");
	}
	return err_set(err, ERR_BAD_METHOD,
		"'%.*s' is not offered at this path",
		STR_ARG(req->method_name));
}

static bool switched_on(
	const struct settings *s, const struct api_route *r, struct err *err)
{
	const bool on[] = { [ALWAYS] = true,
		[SWITCH_AI] = s->enable_ai_features,
		[SWITCH_PAYMENT] = s->enable_payment_processing,
		[SWITCH_EMAIL] = s->enable_email_notifications,
		[SWITCH_DEMO] = s->enable_demo };

	return on[r->needs] || err_set(err, ERR_FEATURE_DISABLED,
				       "this feature is switched off here");
}

static bool is_json(struct str type)
{
	return str_eq_nocase(
		str_trim(str_cut(&type, ';')), STR("application/json"));
}

static bool body_fits(const struct visit *v, const struct http_req *req,
	struct http_plan *plan, struct err *err)
{
	const struct api_route *r = v->ask.route;
	size_t most = (size_t)v->api->house->settings->max_request_size;
	struct str type = http_header_find(req, "content-type");

	if (r->file)
		return api_form_plan(v, req, plan, err);
	plan->body_most = r->body_most ? r->body_most
			  : r->in      ? API_BODY
				       : API_NO_BODY;
	if (plan->body_most > most)
		plan->body_most = most;
	if ((!r->in && !api_raw_is_json(r)) || is_json(type))
		return true;
	return err_set(
		err, ERR_BAD_TYPE, "Content-Type must be 'application/json'");
}

/* Method and path; that of another version is the same. */
static struct str route_as_asked(struct arena *mem, const struct http_req *req)
{
	struct str path = req->path, version = STR("/api/v1");

	if (str_starts(path, version))
		path = str_of(path.at + version.len, path.len - version.len);
	else if (str_starts(path, STR("/api")))
		path = str_of(path.at + 4, path.len - 4);
	return str_fmt(
		mem, "%.*s %.*s", STR_ARG(req->method_name), STR_ARG(path));
}

static bool once_fits(
	struct visit *v, const struct http_req *req, struct err *err)
{
	struct str key = http_header_find(req, "idempotency-key");

	if (!v->ask.route->once || !key.at)
		return true;
	v->has_once = true;
	v->once.key = key;
	v->once.route = route_as_asked(v->call.mem, req);
	return app_idempotency_fit(key, err);
}

/* Our pages ask more often than scripts need to. Who only says that he is one
 * gets as far as the sign-in. */
static enum limit_class limit_of(struct visit *v)
{
	enum limit_class class = v->ask.route->limit;

	return class == LIMIT_API &&
			       api_cookie_find(&v->call, &v->ask, COOKIE_ACCESS)
				       .at
		       ? LIMIT_PAGES
		       : class;
}

/* ---- all together ------------------------------------------------------- */

static const enum http_lane lane_of[] = { [DIRECT] = HTTP_FAST,
	[PAGE] = HTTP_FAST,
	[READ] = HTTP_FAST,
	[WRITE] = HTTP_WRITE,
	[SAVE] = HTTP_TURN,
	[OWN] = HTTP_SLOW };

bool api_plan(void *with, struct http_req *req, struct http_plan *plan,
	struct http_res *res)
{
	struct api *a = with;
	struct visit *v = visit_new(a, req, res);
	struct err err = { 0 };

	if (!find_route(v, req, &err)) {
		/* what finds nothing is counted, too: it is how one scans */
		struct limit_answer unused;
		struct err over;

		if (!app_limit_address(
			    a->house, LIMIT_API, v->peer.ip, &unused, &over))
			err = over;
		if (err.code == ERR_NOT_FOUND)
			api_web_lost(v, req);
		api_answer_headers(v);
		if (err.code != ERR_NONE && !v->lost)
			api_answer_err(v, &err);
		return false;
	}
	v->limit = limit_of(v);
	if ((!v->known && !app_limit_address(a->house, v->limit, v->peer.ip,
				  &v->limited, &err)) ||
		!switched_on(a->house->settings, v->ask.route, &err) ||
		!body_fits(v, req, plan, &err) || !once_fits(v, req, &err)) {
		api_answer_headers(v);
		api_answer_err(v, &err);
		return false;
	}
	plan->lane = lane_of[v->ask.route->mode];
	if (v->ask.route->mode != DIRECT || req->method == HTTP_POST)
		return true;
	api_answer(a, req, res);
	return false;
}

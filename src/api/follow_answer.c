/*
 * api/follow_answer.c - requests whose answer is what becomes of a job: its
 * events, or one answer when it has ended. They wait here, on no thread.
 */
#include "api/follow_int.h"

#include "api/shapes.h"
#include "app/audit.h"
#include "app/job.h"
#include "base/time.h"

#include <assert.h>
#include <stdatomic.h>

enum { WAIT_MOST_S = 50 /* proxies tend to give up after a minute */ };

/* ---- what was asked for ------------------------------------------------- */

bool api_wants_events(const struct http_req *req)
{
	struct str rest = http_header_find(req, "accept");

	while (rest.len) {
		struct str one = str_cut(&rest, ',');

		if (str_eq_nocase(str_trim(str_cut(&one, ';')),
			    STR("text/event-stream")))
			return true;
	}
	return false;
}

/* RFC 7240. */
static int64_t wait_s(const struct http_req *req)
{
	struct str rest = http_header_find(req, "prefer");
	int64_t most = WAIT_MOST_S, n;

	while (rest.len) {
		struct str value = str_cut(&rest, ',');
		struct str name = str_trim(str_cut(&value, '='));

		if (str_eq_nocase(name, STR("respond-async")))
			most = 0;
		if (str_eq_nocase(name, STR("wait")) &&
			str_int(str_trim(value), &n) && n >= 0 && n < most)
			most = n;
	}
	return most;
}

/* ---- in the handler ----------------------------------------------------- */

/* The job as it is now is what is kept for a twin, and sent where nobody can
 * wait any more. */
bool api_follow_answer(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct str id, struct err *err)
{
	struct visit *v = ask->req->with;
	struct job_row job;

	assert(reply->route->follow);
	if (!app_job_get(c, id, &job, err))
		return false;
	v->job = str_copy(v->call.mem, id);
	reply->res->status = 202;
	json_show(&reply->res->body, &api_job, &job);
	return true;
}

void api_follow_go(struct visit *v)
{
	struct api_follow *f = v->api->follow;
	struct follower *one = ARENA_NEW(v->call.mem, struct follower);
	bool stop;

	one->visit = v;
	http_res_fmt(v->res, "Location", "/api/jobs/%.*s", STR_ARG(v->job));
	pthread_mutex_lock(&f->lock);
	stop = f->stop || !f->running;
	if (!stop) {
		one->next = f->coming;
		f->coming = one;
		f->news = true;
		pthread_cond_signal(&f->more);
	}
	pthread_mutex_unlock(&f->lock);
	if (stop)
		http_res_send(v->res);
}

/* ---- answers ------------------------------------------------------------ */

static void send_err(struct visit *v, const struct err *err)
{
	api_answer_err(v, err);
	http_res_send(v->res);
}

static void send_end(struct visit *v, const struct follow_end *end)
{
	const struct api_route *r = v->ask.route;

	if (end->err.code != ERR_NONE) {
		send_err(v, &end->err);
		return;
	}
	v->res->body.len = 0;
	buf_add(&v->res->body, end->data);
	v->res->status = r->status ? r->status : 200;
	http_res_send(v->res);
}

static void send_job(struct visit *v, const struct job_row *job)
{
	v->res->body.len = 0;
	json_show(&v->res->body, &api_job, job);
	http_res_send(v->res);
}

/* The job was kept: that it cannot be read is no refusal. The answer still
 * says how it was when it was added. */
static void send_as_it_was(struct visit *v, const struct err *err)
{
	if (err_http(err->code) < 500)
		send_err(v, err);
	else
		http_res_send(v->res);
}

/* ---- coming ------------------------------------------------------------- */

static struct call call_of(const struct visit *v, struct arena *mem)
{
	return (struct call){ .mem = mem,
		.house = v->call.house,
		.who = v->call.who,
		.now = time_now_ms() };
}

static void come_for_events(
	struct api_follow *f, struct call *c, struct visit *v)
{
	int64_t last;
	struct err err;

	v->res->body.len = 0;
	v->res->status = 200;
	if (api_follow_replay(c, v->job, http_event_last(v->ask.req), v->res,
		    &last, &err) &&
		api_follow_remember(f, v->job, last, &err))
		http_res_send(v->res);
	else
		send_err(v, &err);
}

static void come_for_answer(
	struct api_follow *f, struct call *c, struct follower *one)
{
	struct visit *v = one->visit;
	int64_t wait_us = wait_s(v->ask.req) * 1000000;
	struct follow_end end;
	struct job_row job;
	struct err err;

	if (!app_job_get(c, v->job, &job, &err)) {
		send_as_it_was(v, &err);
	} else if (job.ended_at) {
		api_follow_end(c, &job, &end);
		send_end(v, &end);
	} else if (!wait_us ||
		   !api_follow_remember(f, v->job, job.events, &err)) {
		send_job(v, &job);
	} else {
		one->until_us = time_mono_us() + wait_us;
		one->next = f->waiting;
		f->waiting = one;
	}
}

void api_follow_come(struct api_follow *f, struct follower *one)
{
	struct arena mem = { 0 };
	struct visit *v = one->visit;
	struct call c = call_of(v, &mem);
	struct err err;

	if (!app_call_read(&c, &err))
		send_as_it_was(v, &err);
	else if (api_wants_events(v->ask.req))
		come_for_events(f, &c, v);
	else
		come_for_answer(f, &c, one);
	app_call_close(&c, true, &err);
	arena_free(&mem);
}

/* ---- waiting ------------------------------------------------------------ */

bool api_follow_awaited(const struct api_follow *f, struct str id)
{
	const struct follower *one = f->waiting;

	while (one && !str_eq(one->visit->job, id))
		one = one->next;
	return one;
}

int64_t api_follow_until(const struct api_follow *f)
{
	int64_t until_us = INT64_MAX;

	for (const struct follower *one = f->waiting; one; one = one->next)
		if (one->until_us < until_us)
			until_us = one->until_us;
	return until_us;
}

void api_follow_tell_all(
	struct api_follow *f, struct str id, const struct job_news *news)
{
	for (struct follower *one = f->waiting; one; one = one->next) {
		struct http_alone *a = one->visit->res->alone;

		if (!a || !a->told || !str_eq(one->visit->job, id))
			continue;
		for (size_t i = 0; i < news->count; i++)
			a->told(a->with, news->at[i].name, news->at[i].data);
	}
}

void api_follow_answer_all(
	struct api_follow *f, struct str id, const struct follow_end *end)
{
	struct follower **at = &f->waiting, *one;

	while ((one = *at))
		if (str_eq(one->visit->job, id)) {
			*at = one->next;
			send_end(one->visit, end);
		} else {
			at = &one->next;
		}
}

void api_follow_fail_all(
	struct api_follow *f, struct str id, const struct err *err)
{
	api_follow_answer_all(f, id, &(struct follow_end){ .err = *err });
}

/* How far it is; where that cannot be read, how far it was. */
static void let_go(struct visit *v)
{
	struct arena mem = { 0 };
	struct call c = call_of(v, &mem);
	struct job_row job;
	struct err err;

	if (app_call_read(&c, &err) && app_job_get(&c, v->job, &job, &err))
		send_job(v, &job);
	else
		http_res_send(v->res);
	app_call_close(&c, true, &err);
	arena_free(&mem);
}

static bool is_given_up(const struct follower *one)
{
	const struct http_alone *a = one->visit->res->alone;

	return a && atomic_load(&a->given_up);
}

/* As its owner would by POST /api/jobs/{id}/cancel. That it has ended
 * meanwhile is as good. */
static void cancel(struct visit *v)
{
	struct arena mem = { 0 };
	struct call c = call_of(v, &mem);
	struct err err;
	bool ok;

	c.from = v->call.from;
	ok = app_call_write(&c, &err) &&
	     app_job_cancel(&c, v->job, NULL, &err) &&
	     app_audit_add(&c, "job.cancel", &c.audit, AUDIT_SUCCESS, "", &err);
	app_call_close(&c, ok, &err);
	arena_free(&mem);
}

void api_follow_let_go(struct api_follow *f, bool all)
{
	int64_t now_us = time_mono_us();
	struct follower **at = &f->waiting, *one;

	while ((one = *at))
		if (all || one->until_us <= now_us || is_given_up(one)) {
			*at = one->next;
			if (is_given_up(one))
				cancel(one->visit);
			let_go(one->visit);
		} else {
			at = &one->next;
		}
}

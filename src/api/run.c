/*
 * api/run.c - in a lane: who asks, may they, the input, the transaction, the
 * handler, and what the table says must be kept of it.
 */
#include "api/api_int.h"

#include "app/audit.h"
#include "app/sign.h"
#include "base/time.h"

/* ---- may they? ---------------------------------------------------------- */

static bool sign_in(
	struct visit *v, const struct http_req *req, struct err *err)
{
	struct str given = http_header_find(req, "authorization");

	if (v->known) {
		v->call.who = *v->known;
		return true;
	}
	if (v->ask.route->who == ANYONE)
		return true;
	if (!given.at)
		return api_cookie_bearer(v, req, err);
	if (given.len < 7 ||
		!str_eq_nocase(str_of(given.at, 7), STR("bearer ")))
		return err_set(err, ERR_NOT_SIGNED,
			"Authorization must be 'Bearer' and a token");
	return app_sign_bearer(
		&v->call, str_trim(str_of(given.at + 7, given.len - 7)), err);
}

static bool may(struct visit *v, struct err *err)
{
	const struct api_route *r = v->ask.route;
	const struct who *who = &v->call.who;

	if (r->who == ADMIN && who->role != ROLE_ADMIN)
		return err_set(
			err, ERR_FORBIDDEN, "this is for administrators");
	if (who->kind == WHO_API_KEY && !r->scope)
		return err_set(err, ERR_FORBIDDEN,
			"this cannot be done with an API key: sign in");
	if (who->kind == WHO_API_KEY && !(who->scopes & r->scope))
		return err_set(err, ERR_FORBIDDEN,
			"this API key has not the scope '%s'",
			app_sign_scope_words[__builtin_ctz(r->scope)]);
	return true;
}

/* What this node counts was asked on the loop, where nothing may wait. */
static bool address_may(struct visit *v, struct err *err)
{
	return v->known || app_limit_address_shared(v->call.house, v->limit,
				   v->peer.ip, &v->limited, err);
}

/* The answer tells of the stricter one, of the address or of the person. */
static bool not_too_often(struct visit *v, struct err *err)
{
	struct limit_answer person, *told = &v->limited;
	bool ok = app_limit_person(&v->call, v->limit, &person, err);

	if (person.limited &&
		(!ok || !told->limited ||
			person.rate.remaining < told->rate.remaining))
		*told = person;
	return ok;
}

/* ---- the call ----------------------------------------------------------- */

static bool open_call(struct visit *v, struct err *err)
{
	switch (v->ask.route->mode) {
	case READ:
		return app_call_read(&v->call, err);
	case WRITE:
		return app_call_write(&v->call, err);
	case SAVE:
	case OWN:
		return app_call_close(&v->call, true, err);
	case DIRECT:
	case PAGE:
		break;
	}
	return true;
}

static void replay(struct visit *v, const struct kept_answer *kept)
{
	const struct json *job;
	struct err err;

	v->res->status = (int)kept->status;
	v->res->body.len = 0;
	buf_add(&v->res->body, kept->body);
	if (v->ask.route->follow &&
		json_parse(v->call.mem, kept->body, &job, &err))
		v->job = json_text(json_find(job, "id"));
	http_res_header(v->res, "Idempotent-Replayed", STR("true"));
}

/* Was this very request answered before? */
static bool look_back(struct visit *v, bool *answered, struct err *err)
{
	struct kept_answer kept;

	*answered = false;
	if (!v->has_once)
		return true;
	if (!app_call_read(&v->call, err) ||
		!app_idempotency_find(&v->call, &v->once, &kept, answered, err))
		return false;
	if (*answered)
		replay(v, &kept);
	return *answered || v->ask.route->mode < SAVE ||
	       app_call_close(&v->call, true, err);
}

/* What must be kept with the change. A twin that was first wins: its answer
 * is ours, and our change is given up. */
static bool keep(struct visit *v, bool *twin, struct err *err)
{
	struct call *c = &v->call;
	struct kept_answer answer;

	*twin = false;
	/* what is not open may be answered by another thread by now */
	if (!c->db || !c->writing)
		return true;
	answer = (struct kept_answer){ v->res->status, buf_str(&v->res->body) };
	if (v->has_once && !app_idempotency_keep(c, &v->once, &answer, err)) {
		*twin = err->code == ERR_CONFLICT;
		return *twin ? err_set(err, ERR_BUSY, "try again") : false;
	}
	return !v->ask.route->audit ||
	       app_audit_add(c, v->ask.route->audit, &c->audit, AUDIT_SUCCESS,
		       "", err);
}

/* A conflict may be one with a twin that ended since we looked back. */
static bool run(struct visit *v, bool *twin, struct err *err)
{
	struct api_reply reply = { v->ask.route, v->res, STR_NONE };

	if (v->ask.route->run(&v->call, &v->ask, &reply, err))
		return keep(v, twin, err);
	*twin = v->has_once && err->code == ERR_CONFLICT;
	v->sorry = reply.sorry;
	return false;
}

static bool work(struct visit *v, bool *twin, struct err *err)
{
	bool answered;

	*twin = false;
	return open_call(v, err) && look_back(v, &answered, err) &&
	       (answered || run(v, twin, err));
}

/* ---- how it ends -------------------------------------------------------- */

/* Attempts that were refused are recorded as well, in a call of their own. */
static void audit_failure(struct visit *v, const struct err *why)
{
	bool denied = why->code == ERR_FORBIDDEN || why->code == ERR_NOT_SIGNED;
	struct call *c = &v->call;
	struct err err = { 0 };

	if (!v->ask.route->audit || err_http(why->code) >= 500 ||
		why->code == ERR_BAD_INPUT || why->code == ERR_RATE_LIMITED)
		return;
	if (!app_call_write(c, &err) ||
		!app_audit_add(c, v->ask.route->audit, &c->audit,
			denied ? AUDIT_DENIED : AUDIT_FAILED, why->text,
			&err) ||
		!app_call_close(c, true, &err)) {
		app_call_close(c, false, &(struct err){ 0 });
		app_monitor_error(c, "audit", &err, true);
	}
}

static void fail(struct visit *v, const struct err *err)
{
	struct err second;

	app_call_close(&v->call, false, &second);
	audit_failure(v, err);
	api_answer_err(v, err);
}

/* The commit that the answer waited for. */
static void committed(void *with, const struct err *err)
{
	struct visit *v = with;

	if (err)
		api_answer_err(v, err);
	if (!err && v->job.len)
		api_follow_go(v);
	else
		http_res_send(v->res);
}

static void follow(struct visit *v)
{
	if (!v->job.len)
		return;
	http_res_later(v->res);
	api_follow_go(v);
}

static void succeed(struct visit *v)
{
	struct err err = { 0 };

	if (v->call.db && v->call.writing) {
		http_res_later(v->res);
		app_call_close_later(&v->call, true, committed, v);
	} else if (!app_call_close(&v->call, true, &err)) {
		api_answer_err(v, &err);
	} else {
		follow(v);
	}
}

/* `why`: what is said when there was no twin. */
static void answer_as_twin(struct visit *v, const struct err *why)
{
	struct err err = { 0 }, second;
	bool answered = false;

	app_call_close(&v->call, false, &second);
	if (!look_back(v, &answered, &err))
		fail(v, &err);
	else if (!answered)
		fail(v, why);
	else if (app_call_close(&v->call, true, &second))
		follow(v);
}

void api_answer(void *with, struct http_req *req, struct http_res *res)
{
	struct visit *v = req->with;
	struct app_trace *outer = app_trace_here;
	bool let_in, twin = false;
	struct err err = { 0 };

	(void)with;
	v->res = res;
	app_trace_here = v->trace;
	let_in = address_may(v, &err) && sign_in(v, req, &err) &&
		 may(v, &err) && not_too_often(v, &err);
	/* not before: they tell of the person's limit, too */
	api_answer_headers(v);
	if (let_in && api_input(v, req, &err) && work(v, &twin, &err))
		succeed(v);
	else if (twin)
		answer_as_twin(v, &err);
	else
		fail(v, &err);
	app_trace_here = outer;
}

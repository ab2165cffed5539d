/*
 * http/call.c - the life of one request with its answer: taken, planned,
 * given to a lane, come back, forgotten.
 */
#include "http/http_int.h"

#include <unistd.h>

enum { RES_HEADERS_MOST = 64 * 1024 };

/* ---- memory ------------------------------------------------------------- */

void http_call_charge(struct http_call *call)
{
	int64_t now = (int64_t)sizeof(*call) + (int64_t)call->mem.bytes +
		      (int64_t)call->body_room + (int64_t)call->after.len +
		      (call->in == call->first ? 0 : (int64_t)call->in_room);

	http_count(&call->loop->memory, now - call->charged);
	call->charged = now;
}

bool http_call_fits(struct http_call *call, int64_t more)
{
	struct http_server *s = call->loop->server;

	return http_memory(s) + more <= s->config.memory_max;
}

/* Everything that a request leaves behind but the bytes that follow it. */
static void forget(struct http_call *call)
{
	if (call->sub)
		http_sub_drop(call);
	if (call->stream)
		http_stream_free(call);
	if (call->req.body_fd >= 0)
		close(call->req.body_fd);
	if (call->res.file_fd >= 0)
		close(call->res.file_fd);
	http_out_free(&call->out);
	mem_free(call->body);
	call->body = NULL;
	call->body_room = 0;
	arena_reset(&call->mem);
}

static void res_init(struct http_call *call)
{
	struct http_res *res = &call->res;

	*res = (struct http_res){ .file_fd = -1, .call = call };
	buf_init(&res->headers, &call->mem, RES_HEADERS_MOST);
	buf_init(&res->body, &call->mem,
		(size_t)call->loop->server->config.memory_max);
}

static void init(struct http_call *call)
{
	call->req.body_fd = -1;
	call->req.body = str_of("", 0);
	call->req.body_size = 0;
	call->req.with = NULL;
	call->req.mem = &call->mem;
	call->understood = call->keep = call->open = call->at_lane = false;
	call->late = false;
	call->used = 0;
	call->got = 0;
	call->chunk = (struct http_chunk){ 0 };
	call->plan = (struct http_plan){ 0 };
	atomic_store_explicit(&call->gone, false, memory_order_relaxed);
	atomic_store_explicit(&call->on_gone, NULL, memory_order_relaxed);
	http_out_init(&call->out);
	res_init(call);
	http_head_init(&call->head, &call->req);
}

struct http_call *http_call_take(struct http_loop *l, struct http_conn *c)
{
	struct http_call *call = l->spare;

	if (call) {
		l->spare = call->next;
		l->spare_count--;
	} else {
		call = mem_alloc(sizeof(*call));
		call->loop = l;
		call->in = call->first;
	}
	call->conn = c;
	call->in = call->first;
	call->in_room = sizeof(call->first);
	call->in_len = 0;
	init(call);
	http_call_charge(call);
	return call;
}

static void said(struct http_call *call)
{
	struct http_loop *l = call->loop;
	struct http_app *app = &l->server->app;

	if (!call->understood && !call->res.status)
		return; /* the head never came to its end */
	http_count(&l->requests, 1);
	if (app->done)
		app->done(app->with, call->understood ? &call->req : NULL,
			&call->res, call->out.total);
}

static void free_in(struct http_call *call)
{
	if (call->in != call->first)
		mem_free(call->in);
	mem_free((char *)(uintptr_t)call->after.at);
	call->after = STR_NONE;
	call->in = call->first;
	call->in_room = sizeof(call->first);
}

/* A larger buffer for the same bytes, which are read from the start again. */
void http_call_grow(struct http_call *call, size_t room)
{
	char *in = mem_alloc(room);

	memcpy(in, call->in, call->in_len);
	free_in(call);
	call->in = in;
	call->in_room = room;
	http_head_init(&call->head, &call->req);
	http_call_charge(call);
}

void http_call_drop(struct http_call *call)
{
	struct http_loop *l = call->loop;

	said(call);
	forget(call);
	free_in(call);
	http_count(&l->memory, -call->charged);
	call->charged = 0;
	if (l->spare_count >= HTTP_SPARE_CALLS) {
		arena_free(&call->mem);
		mem_free(call);
		return;
	}
	call->next = l->spare;
	l->spare = call;
	l->spare_count++;
}

void http_call_again(struct http_call *call)
{
	struct str left = call->after.len ? call->after
					  : str_of(call->in + call->used,
						    call->in_len - call->used);
	bool fits = left.len <= sizeof(call->first);
	char *in = call->first;

	said(call);
	forget(call);
	if (!fits)
		in = mem_alloc(left.len);
	if (left.len)
		memmove(in, left.at, left.len);
	free_in(call);
	call->in = in;
	call->in_len = left.len;
	if (!fits)
		call->in_room = left.len;
	call->req.arrived_us = call->loop->now_us;
	call->started_ms = call->loop->now_ms;
	init(call);
	http_call_charge(call);
}

/* ---- towards the answer ------------------------------------------------- */

/* The answer is there, on the loop. */
static void show(struct http_call *call)
{
	call->conn->at = CONN_WRITE;
	http_call_charge(call);
}

static void refuse_fill(struct http_call *call, int status, const char *why)
{
	struct http_app *app = &call->loop->server->app;

	if (call->res.file_fd >= 0)
		close(call->res.file_fd);
	res_init(call);
	call->res.status = status;
	if (status == 503)
		http_res_header(&call->res, "Retry-After", STR("1"));
	if (app->refuse)
		app->refuse(app->with, call->understood ? &call->req : NULL,
			status, why, &call->res);
	call->res.status = status;
}

void http_call_refuse(struct http_call *call, int status, const char *why)
{
	http_count(&call->loop->refused, 1);
	refuse_fill(call, status, why);
	http_answer_build(call, false);
	show(call);
}

/* The plan said no: whether the connection can go on depends on whether the
 * body is here already. */
static void plan_refused(struct http_call *call)
{
	int64_t here = (int64_t)(call->in_len - call->used);

	if (call->head.chunked || call->head.length > here)
		call->keep = false;
	else if (call->head.length > 0)
		call->used += (size_t)call->head.length;
	http_answer_build(call, false);
	show(call);
}

void http_call_begin(struct http_call *call)
{
	struct http_app *app = &call->loop->server->app;

	call->understood = true;
	call->keep = call->head.keep;
	call->used = call->head.at;
	call->req.peer = call->conn->peer;
	call->req.secure = call->conn->tls != NULL;
	if (!http_call_fits(call, 0)) {
		call->keep = false;
		http_call_refuse(call, 503, "no memory is left");
	} else if (!app->plan(app->with, &call->req, &call->plan, &call->res)) {
		plan_refused(call);
	} else if (call->head.chunked || call->head.length > 0) {
		http_body_begin(call);
	} else {
		http_call_dispatch(call);
	}
}

void http_call_dispatch(struct http_call *call)
{
	struct http_batch *b = &call->loop->batch[call->plan.lane];

	call->conn->at = CONN_WORK;
	call->queued_us = call->loop->now_us;
	call->at_lane = true;
	call->loop->calls_out++;
	call->next = NULL;
	*b->last = call;
	b->last = &call->next;
}

/* ---- back from the lane ------------------------------------------------- */

static void come_back(struct http_loop *l, struct http_mail *m)
{
	struct http_call *call = OWNER_OF(m, struct http_call, mail);
	struct http_conn *c = call->conn;

	l->calls_out--;
	call->at_lane = false;
	if (!c) {
		http_call_drop(call);
		return;
	}
	if (call->sub)
		http_sub_start(call);
	if (call->stream)
		http_stream_end(call);
	if (call->late)
		http_call_refuse(call, 503, "it waited too long");
	else
		show(call);
	http_conn_go(c);
}

void http_call_turn_away(struct http_call *call)
{
	call->loop->calls_out--;
	call->at_lane = false;
	if (!call->conn) {
		http_call_drop(call);
		return;
	}
	http_call_refuse(call, 503, "too much is waiting already");
	http_conn_go(call->conn);
}

static void hand_back(struct http_call *call)
{
	call->mail.take = come_back;
	http_mail_post(call->loop, &call->mail);
}

/* One of two has spoken: `answer` returned, or http_res_send. */
static void answered(struct http_call *call)
{
	if (atomic_fetch_sub(&call->waits, 1) > 1)
		return;
	if (!call->stream) {
		if (!buf_ok(&call->res.headers) || !buf_ok(&call->res.body))
			refuse_fill(call, 500, "the answer is too big");
		http_answer_build(call, true);
	}
	hand_back(call);
}

void http_call_run(struct http_call *call)
{
	struct http_app *app = &call->loop->server->app;
	bool safe =
		call->req.method == HTTP_GET || call->req.method == HTTP_HEAD;

	if (safe && atomic_load(&call->gone)) {
		/* nobody waits for it, and it would change nothing */
		hand_back(call);
		return;
	}
	atomic_store_explicit(&call->waits, 1, memory_order_relaxed);
	app->answer(app->with, &call->req, &call->res);
	answered(call);
}

void http_call_give_up(struct http_call *call)
{
	call->late = true;
	hand_back(call);
}

void http_res_later(struct http_res *res)
{
	res->later = true;
	if (res->alone) {
		atomic_store(&res->alone->waits, 2);
		return;
	}
	atomic_store_explicit(&res->call->waits, 2, memory_order_relaxed);
}

/* Whoever of the two comes second sees what the other did. */
void http_res_on_gone(struct http_res *res, http_gone *gone, void *with)
{
	if (res->alone)
		return;
	res->call->gone_with = with;
	atomic_store(&res->call->on_gone, gone);
	if (atomic_load(&res->call->gone))
		gone(with);
}

void http_res_send(struct http_res *res)
{
	struct http_loop *l;

	if (res->alone) {
		http_alone_answered(res->alone);
		return;
	}
	l = res->call->loop;
	/* once it is sent, nothing but this keeps the loop for us */
	atomic_fetch_add(&l->guests, 1);
	answered(res->call);
	atomic_fetch_sub(&l->guests, 1);
}

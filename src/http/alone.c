/*
 * http/alone.c - a request that no connection brought: somebody in this
 * process asks an http_app as a client would, and gets the answer as bytes.
 * Nothing is parsed and no lane waits: it runs on the thread that asks.
 */
#include "http/http_int.h"

#include <unistd.h>

enum { HEADERS_MOST = 64 * 1024 };

void http_alone_init(
	struct http_alone *a, struct arena *mem, size_t answer_most)
{
	*a = (struct http_alone){ .req = { .mem = mem, .body_fd = -1 },
		.res = { .file_fd = -1, .alone = a } };
	buf_init(&a->res.headers, mem, HEADERS_MOST);
	buf_init(&a->res.body, mem, answer_most);
}

void http_alone_header(struct http_alone *a, const char *name, struct str value)
{
	assert(a->req.header_count < HTTP_HEADERS_MAX);
	a->req.headers[a->req.header_count++] =
		(struct http_header){ str_c(name), value };
}

/* One of two has spoken: `answer` returned, or http_res_send. */
void http_alone_answered(struct http_alone *a)
{
	struct http_app app = a->app;

	if (atomic_fetch_sub(&a->waits, 1) > 1)
		return;
	if (app.done)
		app.done(app.with, &a->req, &a->res, (int64_t)a->res.body.len);
	a->then(a->with, a);
}

void http_alone_ask(struct http_alone *a, const struct http_app *app,
	void (*then)(void *with, struct http_alone *a), void *with)
{
	struct http_plan plan = { 0 };
	bool settles;

	a->app = *app;
	a->then = then;
	a->with = with;
	a->req.method_name = str_c(http_method_name(a->req.method));
	a->req.body_size = (int64_t)a->req.body.len;
	a->waits = 1;
	if (app->plan(app->with, &a->req, &plan, &a->res)) {
		settles = plan.lane != HTTP_FAST && app->settle;
		app->answer(app->with, &a->req, &a->res);
		/* `a` may be gone as soon as nobody waits for this */
		if (settles)
			app->settle(app->with);
	}
	http_alone_answered(a);
}

bool http_alone_body(
	struct http_alone *a, size_t most, struct str *out, struct err *err)
{
	struct http_res *res = &a->res;
	char *at;

	*out = res->body.len ? buf_str(&res->body) : res->fixed;
	if (!buf_ok(&res->body) || res->file_size > (int64_t)most ||
		out->len > most)
		return err_set(err, ERR_TOO_BIG,
			"the answer has more than %zu MB", most >> 20);
	if (res->file_fd < 0)
		return true;
	at = arena_bytes(a->req.mem, (size_t)res->file_size + 1);
	*out = str_of(at, (size_t)res->file_size);
	for (size_t got = 0; got < out->len;) {
		ssize_t n = pread(
			res->file_fd, at + got, out->len - got, (off_t)got);

		if (n <= 0)
			return err_set(err, ERR_BROKEN,
				"the file of the answer cannot be read");
		got += (size_t)n;
	}
	return true;
}

void http_alone_free(struct http_alone *a)
{
	if (a->res.file_fd >= 0)
		close(a->res.file_fd);
	a->res.file_fd = -1;
}

/*
 * test/http/client.h - a server with a small app behind it, and a client that
 * sends raw bytes and reads answers one by one. For the tests of http/ only.
 */
#ifndef CLIENT_H
#define CLIENT_H

#include "help.h"
#include "http/http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

MAYBE int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * (int64_t)1000 + t.tv_nsec / 1000000;
}

MAYBE void sleep_ms(int ms) { poll(NULL, 0, ms); }

/* Only guards against hanging: what is waited for comes at once. */
enum { HANG_MS = 60 * 1000 };

/* Waits for what another thread will bring about. */
#define WAIT_FOR(cond)                                 \
	do {                                           \
		for (int64_t by_ = now_ms() + HANG_MS; \
			!(cond) && now_ms() < by_;)    \
			sleep_ms(2);                   \
		OK(cond);                              \
	} while (0)

/* ---- a client ----------------------------------------------------------- */

struct client {
	int fd;
	char *at; /* read, but not yet taken */
	size_t len, room;
};

struct answer {
	int status; /* 0: none came */
	struct str head, body;
};

MAYBE struct client client_new(void)
{
	struct client c = { .fd = socket(AF_INET, SOCK_STREAM, 0) };
	struct timeval most = { .tv_sec = HANG_MS / 1000 };

	setsockopt(c.fd, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof(most));
	setsockopt(c.fd, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof(most));
	return c;
}

MAYBE bool client_connect(struct client *c, int port)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };

	return !connect(c->fd, (struct sockaddr *)&a, sizeof(a));
}

MAYBE struct client client_open(int port)
{
	struct client c = client_new();

	OK(client_connect(&c, port));
	return c;
}

MAYBE void client_close(struct client *c)
{
	if (c->fd >= 0)
		close(c->fd);
	free(c->at);
	*c = (struct client){ .fd = -1 };
}

MAYBE void client_send(struct client *c, struct str s)
{
	while (s.len) {
		ssize_t n = send(c->fd, s.at, s.len, MSG_NOSIGNAL);

		if (n <= 0)
			return;
		s = str_of(s.at + n, s.len - (size_t)n);
	}
}

/* Reads some more; false at the end. */
MAYBE bool client_more(struct client *c)
{
	ssize_t n;

	if (c->room - c->len < 65536) {
		c->room = c->room * 2 + 65536;
		c->at = mem_grow(c->at, c->room);
	}
	n = recv(c->fd, c->at + c->len, c->room - c->len, 0);
	if (n > 0)
		c->len += (size_t)n;
	return n > 0;
}

/* Takes n bytes, or fewer at the end. */
MAYBE struct str client_take(struct client *c, size_t n)
{
	struct str out;

	while (c->len < n && client_more(c))
		;
	if (n > c->len)
		n = c->len;
	out = str_copy(&test_mem, str_of(c->at, n));
	memmove(c->at, c->at + n, c->len - n);
	c->len -= n;
	return out;
}

/* Takes all up to `mark`, with it; STR_NONE when it does not come. */
MAYBE struct str client_until(struct client *c, const char *mark)
{
	size_t n = strlen(mark);

	for (;;) {
		char *at = c->len >= n ? memmem(c->at, c->len, mark, n) : NULL;

		if (at)
			return client_take(c, (size_t)(at - c->at) + n);
		if (!client_more(c))
			return STR_NONE;
	}
}

MAYBE struct str head_find(struct str head, const char *name)
{
	struct str rest = head;

	while (rest.len) {
		struct str value = str_cut(&rest, '\n');
		struct str key = str_cut(&value, ':');

		if (str_eq_nocase(key, str_c(name)))
			return str_trim(str_of(value.at, value.len - 1));
	}
	return STR_NONE;
}

MAYBE struct str client_chunks(struct client *c)
{
	struct buf out;

	buf_init(&out, &test_mem, (size_t)1 << 30);
	for (;;) {
		struct str line = client_until(c, "\r\n");
		size_t n = line.at ? strtoul(line.at, NULL, 16) : 0;

		buf_add(&out, client_take(c, n));
		if (!line.at || client_take(c, 2).len < 2)
			return STR_NONE; /* it ended too early */
		if (n == 0)
			return out.at ? buf_str(&out) : STR("");
	}
}

/* One answer to a `method` request. */
MAYBE struct answer client_answer(struct client *c, const char *method)
{
	struct answer a = { 0 };
	struct str length;
	int64_t n = 0;

	a.head = client_until(c, "\r\n\r\n");
	if (!a.head.at || !str_starts(a.head, STR("HTTP/1.1 ")))
		return a;
	a.status = str_int(str_of(a.head.at + 9, 3), &n) ? (int)n : 0;
	a.body = STR("");
	if (!strcmp(method, "HEAD") || a.status < 200 || a.status == 204 ||
		a.status == 304)
		return a;
	if (head_find(a.head, "transfer-encoding").at) {
		a.body = client_chunks(c);
		return a;
	}
	length = head_find(a.head, "content-length");
	if (length.at && str_int(length, &n)) {
		a.body = client_take(c, (size_t)n);
		return a;
	}
	while (client_more(c))
		;
	a.body = client_take(c, c->len);
	return a;
}

/* Nothing more comes and the other end has said good-bye. */
MAYBE bool client_ended(struct client *c)
{
	return c->len == 0 && !client_more(c) && errno != EAGAIN;
}

MAYBE struct answer client_ask(struct client *c, const char *request)
{
	char method[16] = "";

	sscanf(request, "%15s", method);
	client_send(c, str_c(request));
	return client_answer(c, method);
}

/* One connection, one request. */
MAYBE struct answer ask(int port, const char *request)
{
	struct client c = client_open(port);
	struct answer a = client_ask(&c, request);

	client_close(&c);
	return a;
}

#define GET_(path) "GET " path " HTTP/1.1\r\nHost: a\r\n\r\n"

/* ---- an app ------------------------------------------------------------- */

struct web {
	struct http_server *server;
	struct http_config config;
	struct http_app app;
	int port;
	atomic_int planned, answered, settled, refused, done;
	_Atomic int64_t sent;
	atomic_int last_status;
	atomic_bool open; /* may ?hold=1 go on? */
};

MAYBE int64_t query_int(const struct http_req *req, const char *name)
{
	struct str text;
	int64_t n;

	return http_query_find(req, name, &text) && str_int(text, &n) ? n : 0;
}

/* /loop answers at once, /deny refuses the body, /slow, /turn and /write have
 * their lanes, ?most= is the largest body, ?spool=1 may go to a file. */
MAYBE bool web_plan(void *with, struct http_req *req, struct http_plan *plan,
	struct http_res *res)
{
	struct web *w = with;

	atomic_fetch_add(&w->planned, 1);
	plan->body_most = 1 << 20;
	if (query_int(req, "most"))
		plan->body_most = (size_t)query_int(req, "most");
	plan->spool = query_int(req, "spool") == 1;
	plan->lane = str_starts(req->path, STR("/slow"))    ? HTTP_SLOW
		     : str_starts(req->path, STR("/turn"))  ? HTTP_TURN
		     : str_starts(req->path, STR("/write")) ? HTTP_WRITE
							    : HTTP_FAST;
	if (str_is(req->path, "/loop")) {
		buf_add(&res->body, STR("from the loop"));
		return false;
	}
	if (str_is(req->path, "/deny")) {
		res->status = 403;
		buf_add(&res->body, STR("no"));
		return false;
	}
	return true;
}

/* Says what came: "METHOD path body"; ?hold=1 waits until the test lets it
 * go, ?ms= sleeps, ?size= makes it larger. */
MAYBE void web_answer(void *with, struct http_req *req, struct http_res *res)
{
	struct web *w = with;
	int64_t size = query_int(req, "size");

	if (query_int(req, "ms"))
		sleep_ms((int)query_int(req, "ms"));
	while (query_int(req, "hold") && !atomic_load(&w->open))
		sleep_ms(1);
	atomic_fetch_add(&w->answered, 1);
	res->type = "text/plain";
	if (size) {
		for (int64_t i = 0; i < size; i++)
			buf_addc(&res->body, (char)('a' + i % 26));
		return;
	}
	buf_addf(&res->body, "%.*s %.*s ", STR_ARG(req->method_name),
		STR_ARG(req->path));
	buf_add(&res->body, req->body);
}

MAYBE void web_settle(void *with)
{
	atomic_fetch_add(&((struct web *)with)->settled, 1);
}

MAYBE void web_refuse(void *with, const struct http_req *req, int status,
	const char *why, struct http_res *res)
{
	(void)req;
	atomic_fetch_add(&((struct web *)with)->refused, 1);
	res->type = "text/plain";
	buf_addf(&res->body, "%d %s", status, why);
}

MAYBE void web_done(void *with, const struct http_req *req,
	const struct http_res *res, int64_t sent)
{
	struct web *w = with;

	(void)req;
	atomic_store(&w->last_status, res->status);
	atomic_fetch_add(&w->sent, sent);
	atomic_fetch_add(&w->done, 1);
}

/* Change config and app between these two. */
MAYBE struct web *web_new(void)
{
	struct web *w = mem_alloc(sizeof(*w));

	w->config = http_config_default();
	w->config.host = "127.0.0.1";
	w->config.port = 0;
	w->config.threads[HTTP_SLOW] = 4;
	w->config.drain_ms = HANG_MS;
	w->app = (struct http_app){ .with = w,
		.plan = web_plan,
		.answer = web_answer,
		.settle = web_settle,
		.refuse = web_refuse,
		.done = web_done };
	return w;
}

MAYBE bool web_start(struct web *w)
{
	struct err err;

	if (!http_start(&w->server, &w->config, &w->app, &err)) {
		test_fail(__FILE__, __LINE__, "%s", err.text);
		return false;
	}
	w->port = http_port(w->server);
	return true;
}

MAYBE struct http_stats web_stats(struct web *w)
{
	struct http_stats s;

	http_stats(w->server, &s);
	return s;
}

MAYBE void web_stop(struct web *w)
{
	atomic_store(&w->open, true);
	if (w->server)
		http_stop(w->server, false);
	mem_free(w);
}

/* A server like all others. */
MAYBE struct web *web_open(void)
{
	struct web *w = web_new();

	web_start(w);
	return w;
}

#endif

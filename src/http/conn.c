/*
 * http/conn.c - one connection: what is read, what comes next, when it ends.
 * Each step does one thing; http_conn_go takes steps until one must wait.
 */
#include "http/http_int.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

/* How long the other end may take to say good-bye, in silence and in all,
 * lest unread bytes destroy the answer on its way (RFC 9112, 9.6). */
enum { LINGER_SILENT_MS = 2000, LINGER_MS = 10000 };
/* While stopping: an idle connection this fresh may have a request under
 * way, so it is waited for. */
enum { FRESH_MS = 1000 };
enum { ROOM_TRIES = 8 };

void http_conn_deadline(struct http_conn *c, int64_t ms_from_now)
{
	int64_t at = ms_from_now == TIMER_NEVER ? TIMER_NEVER
						: c->loop->now_ms + ms_from_now;

	http_timer_set(&c->loop->wheel, &c->timer, at);
}

static const struct http_config *config(const struct http_conn *c)
{
	return &c->loop->server->config;
}

/* ---- idle ones ---------------------------------------------------------- */

static void idle_begin(struct http_conn *c)
{
	struct http_loop *l = c->loop;

	c->idle = true;
	c->idle_prev = l->idle_new;
	c->idle_next = NULL;
	*(c->idle_prev ? &c->idle_prev->idle_next : &l->idle_old) = c;
	l->idle_new = c;
}

static void idle_end(struct http_conn *c)
{
	struct http_loop *l = c->loop;

	if (!c->idle)
		return;
	c->idle = false;
	*(c->idle_prev ? &c->idle_prev->idle_next : &l->idle_old) =
		c->idle_next;
	*(c->idle_next ? &c->idle_next->idle_prev : &l->idle_new) =
		c->idle_prev;
}

bool http_conn_make_room(struct http_loop *l)
{
	int64_t before_ms = l->now_ms - l->server->config.idle_least_ms;
	struct http_conn *c = l->idle_old;
	char byte;

	for (int i = 0; c && i < ROOM_TRIES && c->since_ms <= before_ms; i++) {
		/* from which something has just come is idle no more */
		if (recv(c->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) <= 0) {
			http_conn_close(c);
			return true;
		}
		c = c->idle_next;
	}
	return false;
}

/* ---- the end ------------------------------------------------------------ */

void http_conn_close(struct http_conn *c)
{
	struct http_loop *l = c->loop;
	struct http_call *call = c->call;
	http_gone *gone;

	if (c->dead)
		return;
	c->dead = true;
	http_timer_unset(&c->timer);
	idle_end(c);
	if (c->tls)
		http_tls_free(c);
	/* While a process is started its child holds this socket, too, and
	 * closing ours alone would not end its events. */
	epoll_ctl(l->epoll_fd, EPOLL_CTL_DEL, c->fd, NULL);
	close(c->fd);
	if (c->next)
		c->next->prev = c->prev;
	*(c->prev ? &c->prev->next : &l->conns) = c->next;
	c->next = l->dead; /* this round's events may still name it */
	l->dead = c;
	http_count(&l->connections, -1);
	c->call = NULL;
	if (!call)
		return;
	call->conn = NULL;
	if (!call->at_lane) {
		http_call_drop(call);
		return;
	}
	atomic_store(&call->gone, true);
	http_stream_gone(call);
	gone = atomic_load(&call->on_gone);
	if (gone)
		gone(call->gone_with);
}

/* The answer is out and is the last: wait for the other end's good-bye. */
static bool linger(struct http_conn *c)
{
	if (c->call)
		http_call_drop(c->call);
	c->call = NULL;
	if (c->tls)
		http_tls_end(c);
	if (shutdown(c->fd, SHUT_WR)) {
		http_conn_close(c);
		return false;
	}
	c->at = CONN_LINGER;
	c->since_ms = c->loop->now_ms;
	http_conn_deadline(c, LINGER_SILENT_MS);
	return true;
}

static bool linger_step(struct http_conn *c)
{
	ssize_t n;

	if (!c->readable)
		return false;
	do /* TCP drops the bytes without copying them */
		n = recv(c->fd, NULL, 1 << 20, MSG_TRUNC);
	while (n < 0 && errno == EINTR);
	if (n == 0 || (n < 0 && errno != EAGAIN) ||
		c->loop->now_ms - c->since_ms > LINGER_MS) {
		http_conn_close(c);
		return false;
	}
	if (n < 0)
		c->readable = false;
	else
		http_conn_deadline(c, LINGER_SILENT_MS);
	return n > 0;
}

static bool hello_step(struct http_conn *c)
{
	int done = http_tls_hello(c);

	if (done < 0)
		http_conn_close(c);
	if (done > 0)
		c->at = CONN_HEAD;
	return done > 0;
}

/* ---- heads -------------------------------------------------------------- */

/* Nothing was read: the connection is idle and gives its buffers back. */
static bool rest(struct http_conn *c)
{
	struct http_loop *l = c->loop;
	int64_t ms = c->served ? config(c)->idle_timeout_ms
			       : config(c)->head_timeout_ms;

	http_call_drop(c->call);
	c->call = NULL;
	if (l->draining) {
		int64_t left = c->since_ms + FRESH_MS - l->now_ms;

		if (left <= 0) {
			http_conn_close(c);
			return false;
		}
		ms = left;
	}
	idle_begin(c);
	http_conn_deadline(c, ms);
	return false;
}

static bool refuse_head(struct http_conn *c, int status, const char *why)
{
	c->call->keep = false;
	http_call_refuse(c->call, status, why);
	return true;
}

/* The head is longer than the buffer that came with the call. */
static bool grow(struct http_conn *c)
{
	struct http_call *call = c->call;
	size_t most = config(c)->head_max;

	if (call->in_len >= most)
		return refuse_head(c, call->head.lined ? 431 : 414,
			"the head of the request is too big");
	if (!http_call_fits(call, (int64_t)most))
		return refuse_head(c, 503, "no memory is left for it");
	http_call_grow(call, most);
	http_call_charge(call);
	return true;
}

static bool head_more(struct http_conn *c)
{
	struct http_call *call = c->call;
	ssize_t n;

	if (call->in_len == call->in_room ||
		call->in_len >= config(c)->head_max)
		return grow(c);
	n = http_conn_read(
		c, call->in + call->in_len, call->in_room - call->in_len);
	if (n > 0) {
		if (call->in_len == 0) {
			call->req.arrived_us = c->loop->now_us;
			call->started_ms = c->loop->now_ms;
		}
		call->in_len += (size_t)n;
		return true;
	}
	if (n == READ_LATER && call->in_len == 0)
		return rest(c);
	if (n == READ_LATER)
		http_timer_set(&c->loop->wheel, &c->timer,
			call->started_ms + config(c)->head_timeout_ms);
	else
		http_conn_close(c);
	return false;
}

static bool head_step(struct http_conn *c)
{
	struct http_call *call = c->call;
	int verdict = HTTP_MORE;

	if (!call) {
		if (!c->readable)
			return false;
		idle_end(c);
		call = c->call = http_call_take(c->loop, c);
	}
	if (call->in_len)
		verdict = http_head_read(
			&call->head, &call->req, call->in, call->in_len);
	if (verdict == HTTP_MORE)
		return head_more(c);
	http_conn_deadline(c, TIMER_NEVER);
	if (verdict == HTTP_READY && call->head.at > config(c)->head_max)
		return refuse_head(
			c, 431, "the head of the request is too big");
	if (verdict != HTTP_READY)
		return refuse_head(c, verdict, call->head.why);
	http_call_begin(call);
	return true;
}

/* ---- answers ------------------------------------------------------------ */

static bool finish(struct http_conn *c)
{
	struct http_call *call = c->call;

	c->served = true;
	c->since_ms = c->loop->now_ms;
	if (!call->keep)
		return linger(c);
	http_call_again(call);
	c->at = CONN_HEAD;
	return true;
}

static bool write_step(struct http_conn *c)
{
	struct http_call *call = c->call;
	size_t queued = call->out.queued;
	enum http_sent sent = http_conn_send(c);

	if (sent == SENT_BROKEN) {
		http_conn_close(c);
		return false;
	}
	if (call->at_lane && queued > call->out.queued)
		http_stream_sent(call, queued - call->out.queued);
	if (sent == SENT_SOME)
		return false;
	if (!call->open)
		return finish(c);
	http_conn_deadline(c, call->sub ? HTTP_BEAT_MS : TIMER_NEVER);
	return false;
}

static bool step(struct http_conn *c)
{
	switch (c->at) {
	case CONN_HELLO:
		return hello_step(c);
	case CONN_HEAD:
		return head_step(c);
	case CONN_BODY:
		return http_body_step(c);
	case CONN_WRITE:
		return write_step(c);
	case CONN_LINGER:
		return linger_step(c);
	default:
		return false;
	}
}

void http_conn_short_queue(struct http_conn *c)
{
	int bytes = HTTP_BEHIND_MOST / 4;

	setsockopt(
		c->fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &bytes, sizeof(bytes));
}

void http_conn_go(struct http_conn *c)
{
	while (!c->dead && step(c))
		;
}

void http_conn_event(struct http_conn *c, uint32_t events)
{
	if (c->dead)
		return;
	if (events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR))
		c->readable = true;
	if (events & EPOLLOUT)
		c->writable = true;
	if (events & EPOLLRDHUP)
		c->ended = true;
	/* who listens to events and stops speaking has left */
	if (events & (EPOLLHUP | EPOLLERR) ||
		(c->ended && c->at == CONN_WRITE &&
			(c->call->sub || c->call->res.pushed)))
		http_conn_close(c);
	else
		http_conn_go(c);
}

void http_conn_expire(struct http_conn *c)
{
	int64_t by;

	if (c->at == CONN_BODY) {
		by = http_body_deadline(c->call);
		if (by > c->loop->now_ms) {
			http_timer_set(&c->loop->wheel, &c->timer, by);
			return;
		}
	}
	if (c->at == CONN_BODY || (c->at == CONN_HEAD && c->call)) {
		refuse_head(c, 408, "the request took too long to arrive");
		http_conn_go(c);
	} else if (c->at == CONN_WRITE && !c->stalled && c->call->sub) {
		http_sub_beat(c->call);
	} else if (c->at != CONN_WORK) {
		http_conn_close(c);
	}
}

/* ---- the beginning ------------------------------------------------------ */

/* No room for it: a few words, then good-bye. */
static void turn_away(struct http_conn *c)
{
	struct str words = http_answer_brief(503);

	http_count(&c->loop->refused, 1);
	if (config(c)->tls_cert ||
		send(c->fd, words.at, words.len, MSG_NOSIGNAL) < 0 ||
		http_connections(c->loop->server) >
			config(c)->connections_max * 5 / 4 + 8)
		http_conn_close(c);
	else
		linger(c);
}

void http_conn_open(
	struct http_loop *l, int fd, const struct http_addr *peer, bool refuse)
{
	struct http_conn *c = mem_alloc(sizeof(*c));
	struct epoll_event e = { .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP |
					   EPOLLET,
		.data.ptr = c };
	int on = 1;

	c->loop = l;
	c->fd = fd;
	c->peer = *peer;
	c->at = l->server->tls_cert ? CONN_HELLO : CONN_HEAD;
	c->writable = true;
	c->since_ms = l->now_ms;
	c->timer.at_ms = TIMER_NEVER;
	c->next = l->conns;
	if (c->next)
		c->next->prev = c;
	l->conns = c;
	http_count(&l->connections, 1);
	http_count(&l->accepted, 1);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	if (epoll_ctl(l->epoll_fd, EPOLL_CTL_ADD, fd, &e)) {
		http_conn_close(c);
	} else if (refuse) {
		turn_away(c);
	} else if (c->at == CONN_HELLO && !http_tls_start(c)) {
		http_conn_close(c);
	} else {
		if (c->at == CONN_HEAD)
			idle_begin(c);
		http_conn_deadline(c, config(c)->head_timeout_ms);
	}
}

/*
 * http/stream.c - bodies written piece by piece by a running handler. The
 * writer waits while the client is behind; the loop does the sending.
 */
#include "http/http_int.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

struct http_stream {
	struct http_mail mail;
	struct http_call *call;
	pthread_mutex_t mu;
	pthread_cond_t room;
	struct http_out waiting; /* pieces that the loop has not taken yet */
	size_t behind;           /* bytes that the client has not taken yet */
	bool posted;
};

/* ---- on the loop -------------------------------------------------------- */

static void take(struct http_loop *l, struct http_mail *m)
{
	struct http_stream *s = OWNER_OF(m, struct http_stream, mail);
	struct http_call *call = s->call;
	struct http_conn *c = call->conn;

	(void)l;
	pthread_mutex_lock(&s->mu);
	s->posted = false;
	if (c)
		http_out_move(&call->out, &s->waiting);
	pthread_mutex_unlock(&s->mu);
	if (!c)
		return;
	if (c->at == CONN_WORK)
		http_conn_short_queue(c);
	c->at = CONN_WRITE;
	if (c->ended && call->res.pushed)
		http_conn_close(c);
	else
		http_conn_go(c);
}

void http_stream_sent(struct http_call *call, size_t bytes)
{
	struct http_stream *s = call->stream;

	pthread_mutex_lock(&s->mu);
	s->behind -= bytes;
	pthread_mutex_unlock(&s->mu);
	pthread_cond_signal(&s->room);
}

void http_stream_gone(struct http_call *call)
{
	struct http_stream *s = atomic_load(&call->stream);

	if (!s)
		return;
	pthread_mutex_lock(&s->mu);
	pthread_mutex_unlock(&s->mu);
	pthread_cond_broadcast(&s->room);
}

void http_stream_end(struct http_call *call)
{
	if (!call->out.bare)
		http_out_add(&call->out, http_piece_new(str_of("", 0)));
	call->open = false;
}

void http_stream_free(struct http_call *call)
{
	struct http_stream *s = call->stream;

	call->stream = NULL;
	http_out_free(&s->waiting);
	pthread_cond_destroy(&s->room);
	pthread_mutex_destroy(&s->mu);
	mem_free(s);
}

/* ---- on the handler's thread -------------------------------------------- */

static struct http_stream *begin(struct http_call *call)
{
	struct http_stream *s = mem_alloc(sizeof(*s));

	s->call = call;
	s->mail.take = take;
	http_out_init(&s->waiting);
	pthread_mutex_init(&s->mu, NULL);
	pthread_cond_init(&s->room, NULL);
	call->res.streamed = call->open = true;
	http_answer_build(call, false);
	atomic_store(&call->stream, s);
	return s;
}

static void add(struct http_stream *s, struct str piece)
{
	struct http_piece *p = http_piece_new(piece);

	s->behind += p->size;
	http_out_add(&s->waiting, p);
	if (s->posted)
		return;
	s->posted = true;
	http_mail_post(s->call->loop, &s->mail);
}

/* False: there is nothing to write to. */
static bool ready(struct http_call *call)
{
	assert(!call->sub);
	if (call->req.method == HTTP_HEAD) {
		call->res.streamed = true;
		return false;
	}
	if (!call->stream)
		begin(call);
	return true;
}

static bool write_alone(struct http_res *res, struct str piece)
{
	res->streamed = true;
	buf_add(&res->body, piece);
	return buf_ok(&res->body);
}

/* The client may be so far behind; < 0: as far as it likes. */
static bool put(struct http_call *call, struct str piece, int64_t most)
{
	struct http_stream *s = call->stream;
	bool gone;

	pthread_mutex_lock(&s->mu);
	if (piece.len && !atomic_load(&call->gone))
		add(s, piece);
	while (most >= 0 && (int64_t)s->behind > most &&
		!atomic_load(&call->gone))
		pthread_cond_wait(&s->room, &s->mu);
	gone = atomic_load(&call->gone);
	pthread_mutex_unlock(&s->mu);
	return !gone;
}

bool http_stream_write(struct http_res *res, struct str piece)
{
	if (res->alone)
		return write_alone(res, piece);
	return ready(res->call) && put(res->call, piece, HTTP_BEHIND_MOST);
}

bool http_stream_push(struct http_res *res, struct str piece)
{
	if (res->alone)
		return write_alone(res, piece);
	return ready(res->call) && put(res->call, piece, -1);
}

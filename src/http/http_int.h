/*
 * http/http_int.h - the inside of the engine.
 *
 * A `http_conn` is one TCP connection; it belongs to one loop, and only that
 * loop's thread touches it. A `http_call` is one request with its answer; it
 * carries every buffer, so an idle connection has none. It belongs to the
 * loop too, except between http_lane_push and its mail coming back: then
 * whoever answers owns request, answer and arena, and the loop owns the rest
 * (connection, output), so that a client may vanish at any moment.
 *
 * Threads speak to a loop by mail only: a list pushed to without locks, taken
 * whole, in order.
 *
 *   loop.c    the thread: events, mail, clock      timer.c   deadlines
 *   listen.c  new connections                      conn.c    what is read
 *   body.c    bodies, in memory or in a file       call.c    life of a call
 *   answer.c  the head of an answer, 304           zip.c     gzip
 *   send.c    what is written                      tls.c     OpenSSL
 *   lane.c    queues and threads                   stream.c  slow bodies
 *   event.c   server-sent events                   server.c  start and stop
 *   alone.c   requests that no connection brought
 */
#ifndef HTTP_INT_H
#define HTTP_INT_H

#include "http/parse.h"

#include <assert.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>

#define OWNER_OF(at, type, member) \
	((type *)(void *)((char *)(at)-offsetof(type, member)))

struct ssl_st;
struct ssl_ctx_st;
struct iovec;
struct http_loop;
struct http_lane_queue;

/* ---- deadlines ---------------------------------------------------------- */

#define TIMER_NEVER INT64_MAX
enum { TIMER_SLOTS = 512, TIMER_TICK_MS = 16 };

struct timer {
	struct timer *prev, *next; /* NULL: in no slot */
	int64_t at_ms, placed_ms;
};

struct timer_wheel {
	struct timer slots[TIMER_SLOTS];
	uint64_t used[TIMER_SLOTS / 64]; /* may say yes for an empty one */
	int64_t tick;
};

void http_timer_init(struct timer_wheel *w, int64_t now_ms);
/* Moving a deadline away costs a store; only nearer ones are moved at once. */
void http_timer_set(struct timer_wheel *w, struct timer *t, int64_t at_ms);
void http_timer_unset(struct timer *t);
void http_timer_run(struct timer_wheel *w, int64_t now_ms,
	void (*fire)(void *with, struct timer *t), void *with);
/* How long to sleep; -1: for ever. */
int http_timer_wait_ms(const struct timer_wheel *w, int64_t now_ms);

/* ---- mail --------------------------------------------------------------- */

struct http_mail {
	struct http_mail *next;
	void (*take)(struct http_loop *l, struct http_mail *m);
};

void http_mail_post(struct http_loop *l, struct http_mail *m);

/* ---- output ------------------------------------------------------------- */

/* Bytes that may go to many connections: framed as a chunk, or bare. */
struct http_piece {
	atomic_int owners;
	int64_t id;                 /* of the event in it; 0: none */
	size_t size, before, after; /* framing around the payload */
	char bytes[];
};

struct http_out_node {
	struct http_out_node *next;
	struct http_piece *piece;
};

struct http_out {
	struct str head, body;
	size_t sent; /* of head, body and first piece, from where it is */
	int file_fd;
	int64_t file_at, file_left;
	struct http_out_node *first, **last;
	size_t queued; /* bytes in pieces not sent yet */
	int64_t total; /* bytes sent in all */
	bool bare;     /* pieces go without their framing */
};

enum http_sent { SENT_ALL, SENT_SOME, SENT_BROKEN };

/* `payload` framed as one chunk, owned once. */
struct http_piece *http_piece_new(struct str payload);
void http_piece_drop(struct http_piece *p);
void http_out_init(struct http_out *o);
void http_out_add(struct http_out *o, struct http_piece *p);    /* takes it */
void http_out_move(struct http_out *to, struct http_out *from); /* pieces */
void http_out_free(struct http_out *o);

/* ---- calls -------------------------------------------------------------- */

enum { HTTP_IN_BYTES = 4096 };

struct http_stream;
struct http_sub;

struct http_call {
	struct http_req req;
	struct http_res res;
	struct http_plan plan;
	struct http_head head;
	struct arena mem;
	struct http_loop *loop;
	struct http_conn *conn; /* NULL: the client is gone. The loop's own */
	struct http_call *next; /* in a lane, a batch, or among the spare */
	struct http_mail mail;  /* "it is answered" */
	atomic_int waits;       /* how many must still say so */
	atomic_bool gone;       /* nobody will read the answer */
	bool understood;        /* the head was read: req holds */
	bool keep;              /* the connection goes on behind it */
	bool open;              /* more output may come */
	bool at_lane;           /* not the loop's at the moment */
	bool late;              /* waited in the queue for too long */
	int64_t queued_us, started_ms, charged;
	char *in; /* what was read: head, body in place, what follows */
	size_t in_len, in_room, used;
	char *body; /* a body that did not come along with the head */
	size_t body_room;
	int64_t got; /* bytes of body so far */
	struct http_chunk chunk;
	struct str after; /* read behind a chunked body, in `after_at` */
	struct http_out out;
	_Atomic(struct http_stream *) stream;
	struct http_sub *sub;
	_Atomic(http_gone *) on_gone;
	void *gone_with;
	char first[HTTP_IN_BYTES];
};

struct http_call *http_call_take(struct http_loop *l, struct http_conn *c);
/* Says that it is done with, and puts it among the spare. */
void http_call_drop(struct http_call *call);
/* Makes it ready for what was read behind the last request. */
void http_call_again(struct http_call *call);
void http_call_grow(struct http_call *call, size_t room);
void http_call_charge(struct http_call *call);
bool http_call_fits(struct http_call *call, int64_t more);
/* The head is there: plan, then body, then lane. */
void http_call_begin(struct http_call *call);
void http_call_dispatch(struct http_call *call); /* the body is there */
void http_call_refuse(struct http_call *call, int status, const char *why);
void http_call_run(struct http_call *call);       /* on a thread of a lane */
void http_call_give_up(struct http_call *call);   /* there, waited too long */
void http_call_turn_away(struct http_call *call); /* its lane is full */

/* Turns res into output; `zip` where time may be spent. */
void http_answer_build(struct http_call *call, bool zip);
bool http_zip(struct arena *mem, struct str in, struct str *out);
/* An answer that no call is needed for; closes the connection. */
struct str http_answer_brief(int status);

/* ---- connections -------------------------------------------------------- */

enum http_conn_at {
	CONN_HELLO, /* TLS handshake */
	CONN_HEAD,  /* idle or reading a head */
	CONN_BODY,
	CONN_WORK,  /* a lane has the call */
	CONN_WRITE, /* output goes out, and more may come (call->open) */
	CONN_LINGER /* said good-bye; waits for the other end to do so */
};

struct http_conn {
	struct http_loop *loop;
	struct http_call *call; /* NULL: idle */
	struct ssl_st *tls;
	struct http_conn *prev, *next;
	struct http_conn *idle_prev, *idle_next;
	struct timer timer;
	int64_t since_ms; /* of the last answer, or of the good-bye */
	struct http_addr peer;
	int fd;
	unsigned char at;
	bool readable, writable;
	bool ended;   /* the other end says no more */
	bool stalled; /* output waits, and the deadline is for that */
	bool dead, served, idle;
};

void http_conn_open(
	struct http_loop *l, int fd, const struct http_addr *peer, bool refuse);
void http_conn_close(struct http_conn *c);
/* Closes the one that has been idle longest; false: none has been for long. */
bool http_conn_make_room(struct http_loop *l);
/* Goes on until nothing can be done without waiting. */
void http_conn_go(struct http_conn *c);
void http_conn_event(struct http_conn *c, uint32_t events);
void http_conn_expire(struct http_conn *c);
void http_conn_deadline(struct http_conn *c, int64_t ms_from_now);
/* > 0 bytes; 0 the end; READ_LATER; READ_BROKEN */
enum { READ_LATER = -1, READ_BROKEN = -2 };
ssize_t http_conn_read(struct http_conn *c, char *at, size_t room);
enum http_sent http_conn_send(struct http_conn *c);
/* Keeps what is not sent yet with us rather than in the kernel, so that it
 * is seen how far behind a client is. */
void http_conn_short_queue(struct http_conn *c);
bool http_body_begin(struct http_call *call);
bool http_body_step(struct http_conn *c);
int64_t http_body_deadline(const struct http_call *call);

/* ---- TLS ---------------------------------------------------------------- */

bool http_tls_open(struct http_server *s, struct err *err);
void http_tls_close(struct http_server *s);
bool http_tls_start(struct http_conn *c);
void http_tls_end(struct http_conn *c); /* says good-bye */
void http_tls_free(struct http_conn *c);
/* 1: done; 0: later; -1: broken */
int http_tls_hello(struct http_conn *c);
ssize_t http_tls_read(struct http_conn *c, char *at, size_t room);
ssize_t http_tls_write(struct http_conn *c, const char *at, size_t len);

/* ---- lanes -------------------------------------------------------------- */

struct http_lane_queue {
	struct http_server *server;
	enum http_lane lane;
	pthread_mutex_t mu;
	pthread_cond_t wake;
	struct http_call *first, **last;
	int most, total, idle, calls; /* calls: workers called, not yet up */
	bool stop;
	atomic_int queued, running;
	int started;
	pthread_t *threads;
};

/* Of short calls, worth no wake each: see http_lane_kick. */
static inline bool http_lane_lazy(enum http_lane lane)
{
	return lane <= HTTP_WRITE;
}

/* Calls waiting to be pushed in one go. */
struct http_batch {
	struct http_call *first, **last;
};

bool http_lane_open(struct http_lane_queue *q, struct http_server *s,
	enum http_lane lane, struct err *err);
void http_lane_close(struct http_lane_queue *q);
/* Returns those for which there was no room. */
struct http_call *http_lane_push(
	struct http_lane_queue *q, struct http_batch *b);
/* Wakes one more thread where the oldest call has waited too long. */
void http_lane_kick(struct http_lane_queue *q);

/* ---- streams and events ------------------------------------------------- */

enum {
	HTTP_BEHIND_MOST = 256 * 1024, /* how far a client may fall behind */
	HTTP_BEAT_MS = 15 * 1000
};

void http_stream_gone(struct http_call *call);
void http_stream_sent(struct http_call *call, size_t bytes);
void http_stream_end(struct http_call *call); /* `answer` has returned */
void http_stream_free(struct http_call *call);

struct http_topics;
struct http_topics *http_topics_open(int loops);
void http_topics_close(struct http_topics *t);
void http_sub_start(struct http_call *call); /* the answer is back */
void http_sub_beat(struct http_call *call);
void http_sub_end(struct http_call *call);
void http_sub_drop(struct http_call *call);

/* ---- alone.c ------------------------------------------------------------ */

void http_alone_answered(struct http_alone *a);

/* ---- loops and the server ----------------------------------------------- */

enum { HTTP_SCRATCH = 64 * 1024, HTTP_SPARE_CALLS = 256 };

struct http_loop {
	struct http_server *server;
	int index, epoll_fd, bell_fd, spare_fd;
	pthread_t thread;
	bool started, listening, draining;
	int64_t now_ms, now_us, drain_until_ms, listen_again_ms;
	_Atomic(struct http_mail *) inbox;
	atomic_bool asleep;
	atomic_int guests; /* threads in http_res_send */
	struct timer_wheel wheel;
	struct http_conn *conns, *dead;
	struct http_conn *idle_old, *idle_new; /* in the order they came to */
	int calls_out;                         /* given to lanes */
	struct http_call *spare;
	int spare_count;
	struct http_batch batch[HTTP_LANES];
	char *scratch;
	/* counted by this thread, read by any */
	_Atomic int64_t connections, accepted, requests, refused, streams;
	_Atomic int64_t memory;
};

struct http_server {
	struct http_config config;
	struct http_app app;
	int listen_fd, port;
	atomic_bool stopping, handed_over;
	atomic_int listening; /* loops that still do */
	struct http_lane_queue lanes[HTTP_LANES];
	struct http_topics *topics;
	pthread_mutex_t tls_mu;
	struct ssl_ctx_st *tls;
	char *tls_cert, *tls_key, *spool_dir;
	int loop_count;
	struct http_loop *loops;
};

static inline void http_count(_Atomic int64_t *n, int64_t by)
{
	atomic_store_explicit(n,
		atomic_load_explicit(n, memory_order_relaxed) + by,
		memory_order_relaxed);
}

bool http_loop_open(struct http_loop *l, struct err *err);
bool http_loop_start(struct http_loop *l, struct err *err);
void http_loop_join(struct http_loop *l);
void http_loop_close(struct http_loop *l);
int64_t http_memory(struct http_server *s);
int64_t http_connections(struct http_server *s);

bool http_listen_open(struct http_server *s, struct err *err);
void http_listen_start(struct http_loop *l);
void http_listen_stop(struct http_loop *l);
void http_listen_accept(struct http_loop *l);

/* ---- fields ------------------------------------------------------------- */

enum { HTTP_DATE_BYTES = 30 };
void http_date_write(char out[HTTP_DATE_BYTES], int64_t seconds);
bool http_date_read(struct str text, int64_t *seconds);

#endif

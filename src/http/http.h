/*
 * http/http.h - the HTTP/1.1 server: connections, requests and answers as
 * bytes. Knows no route.
 *
 * One or more loops (epoll) own the connections: they accept, read, parse
 * and write, and never wait for anything else. A request whose head has
 * arrived is shown to `plan`, on the loop; it answers at once (not found, too
 * many requests), or says how much body may follow and which lane the request
 * runs in. When the body is there, `answer` runs on a thread of that lane, as
 * a plain synchronous function. Lanes:
 *
 *   FAST   short reads; few threads, woken lazily (no switch per request)
 *   WRITE  short durable changes
 *   TURN   changes that compute before they take their turn at the database;
 *          woken eagerly, many threads, so that many may share one commit
 *   SLOW   what computes or waits (hashing, rendering, calling out); woken
 *          eagerly, many threads
 *
 * When the queue of one is empty (but FAST's) `settle` is called, so that many
 * changes can share one commit: at the latest behind 128 answers of a thread,
 * however many are waiting.
 *
 * When all places are taken, the connection that has been idle longest gives
 * way to a new one; only when none is idle are new ones told 503.
 *
 * Each lane's queue is bounded: full means 503 with Retry-After; so does
 * having waited in it for longer than the lane's wait_ms. A GET or HEAD whose
 * client has gone before its turn is dropped unanswered; a change is carried
 * out all the same.
 *
 * Requests are read strictly (see parse.h): what two readers could understand
 * differently is refused and the connection closed. `done` is told of that,
 * too, with a NULL request.
 *
 * Of an answer with status 200 to GET or HEAD that carries ETag or
 * Last-Modified, the engine makes a 304 where the client has it already. Text
 * over 1 kB that a lane answered is zipped for those who accept it; its ETag
 * "x" then goes out as "x-gz" (http_etag_in knows). Date, Content-Length,
 * Connection, Content-Encoding: gzip and Vary are the engine's to write, unless
 * the answer brings a Content-Encoding of its own.
 */
#ifndef HTTP_H
#define HTTP_H

#include "base/base.h"

enum http_method {
	HTTP_GET,
	HTTP_HEAD,
	HTTP_POST,
	HTTP_PUT,
	HTTP_PATCH,
	HTTP_DELETE,
	HTTP_OPTIONS,
	HTTP_METHODS,
	HTTP_OTHER = HTTP_METHODS /* well formed, not one of ours */
};
const char *http_method_name(enum http_method m);

enum { HTTP_HEADERS_MAX = 64 };

struct http_header {
	struct str name, value;
};

/* Who is at the other end: IPv4 as ::ffff:a.b.c.d, network order. */
struct http_addr {
	unsigned char ip[16];
};
bool http_addr_read(struct str text, struct http_addr *out);
struct str http_addr_text(struct arena *mem, const struct http_addr *a);

struct http_req {
	enum http_method method;
	struct str method_name;
	struct str path;  /* percent-decoded, valid UTF-8, begins with '/' and
			   * holds no '.' or '..' ("*" for OPTIONS) */
	struct str query; /* as sent, without the '?' */
	struct http_header headers[HTTP_HEADERS_MAX];
	int header_count;
	struct http_addr peer; /* the other end of the connection */
	bool secure;           /* came over TLS */
	int64_t arrived_us;    /* monotonic: when its first byte came */
	struct arena *mem;     /* lives until the answer is sent */

	/* The body: in memory, or (over spool_over bytes, where the plan allows
	 * it) in an unnamed file; never both. */
	struct str body;
	int body_fd; /* -1: in memory */
	int64_t body_size;

	void *with; /* whatever the plan wants to tell the answer */
};

struct str http_header_find(const struct http_req *req, const char *name);
/* The decoded value of ?name=; false when absent. Bad escapes: absent. */
bool http_query_find(
	const struct http_req *req, const char *name, struct str *out);
/* One cookie's value; STR_NONE when absent. */
struct str http_cookie_find(const struct http_req *req, const char *name);

/* Is `etag` in the list that came as If-Match or If-None-Match ("*": any)?
 * Weak or strong, and zipped on its way or not, is the same here. */
bool http_etag_in(struct str list, struct str etag);
/* Is "gzip", "br" ... taken by who sent this Accept-Encoding? "text/html" of
 * an Accept, the same way. */
bool http_coding_wanted(struct str accept, struct str coding);

/* ---- answers ------------------------------------------------------------ */

struct http_call;

struct http_res {
	int status;
	struct buf headers; /* "Name: value\r\n" each; see http_res_header */
	struct buf body;
	const char *type; /* Content-Type; NULL: application/json */
	bool no_compress; /* secrets beside what a stranger chose */
	bool close;       /* end the connection behind this answer */

	/* A body that is not in `body`: bytes that outlive the answer ... */
	struct str fixed;
	/* ... or a file, sent and closed by the engine (-1: none) ... */
	int file_fd;
	int64_t file_size;
	/* ... or written piece by piece after the headers (http_stream_*). */

	struct http_call *call; /* the engine's own; NULL: see http_alone */
	struct http_alone *alone;
	bool later; /* set by http_res_later */
	bool streamed;
	bool pushed; /* set by http_res_push_events */
};

/* Values with CR, LF or NUL are our own bug and abort. */
void http_res_header(struct http_res *res, const char *name, struct str value);
void http_res_fmt(struct http_res *res, const char *name, const char *fmt, ...)
	PRINTF_LIKE(3, 4);
/* STR_NONE: there is none. */
struct str http_res_find(const struct http_res *res, const char *name);

/*
 * The answer is complete but must not be sent yet (a commit is under way):
 * call this before `answer` returns, and http_res_send() exactly once, from
 * any thread, when it may go out. Until then request, answer and their arena
 * stay alive, and may be changed by whoever will call http_res_send().
 */
void http_res_later(struct http_res *res);
void http_res_send(struct http_res *res);

/* A body of unknown length, chunked, from the running handler (SLOW lane).
 * Each write waits while the client is behind; false: the client is gone or
 * too slow, or asked by HEAD, so stop. Headers and status go out with the
 * first write. */
bool http_stream_write(struct http_res *res, struct str piece);
/* The same for who must not wait, from any thread, one at a time, until
 * http_res_send(). What the client does not take stays in memory: the caller
 * sees to it that it is not much. */
bool http_stream_push(struct http_res *res, struct str piece);
/* It will be events that the caller pushes: a client that ends its side of the
 * connection has left. */
void http_res_push_events(struct http_res *res);
/* The text of one, as http_publish() writes it. */
void http_event_write(
	struct buf *out, int64_t id, struct str name, struct str data);
/* `gone` is called when the client leaves before http_res_send(); perhaps
 * twice, on a loop: it must not wait. Behind http_res_later(). */
typedef void http_gone(void *with);
void http_res_on_gone(struct http_res *res, http_gone *gone, void *with);

/* ---- server-sent events -------------------------------------------------
 * http_res_events() turns the answer into a stream of the topic's events.
 * Ids grow within a topic; a client that comes back says the last one it saw
 * (Last-Event-ID), and events up to `after` are not sent again, so a handler
 * subscribes first and then replays what it finds in the store by
 * http_event_replay(): nothing is lost or doubled between the two. A handler
 * that comes to another status than 200 after all has refused: what is in
 * `body` is sent, and the stream is over.
 */
void http_res_events(struct http_res *res, struct str topic, int64_t after);
void http_event_replay(
	struct http_res *res, int64_t id, struct str name, struct str data);
/* The Last-Event-ID that came with the request; 0: none. */
int64_t http_event_last(const struct http_req *req);

struct http_server;
/* From any thread. id 0: an event without a place (not replayed). */
void http_publish(struct http_server *s, struct str topic, int64_t id,
	struct str name, struct str data);
/* Ends all streams of a topic behind what was published. */
void http_publish_end(struct http_server *s, struct str topic);
/* Is anybody here listening to it? */
bool http_topic_has(struct http_server *s, struct str topic);

/* ---- the server --------------------------------------------------------- */

enum http_lane { HTTP_FAST, HTTP_WRITE, HTTP_TURN, HTTP_SLOW, HTTP_LANES };

struct http_plan {
	enum http_lane lane;
	size_t body_most; /* larger is 413 before it is read */
	bool spool;       /* a body over spool_over bytes goes to a file */
};

struct http_app {
	void *with;
	/* Told of the server before its first request (may be NULL). */
	void (*begin)(void *with, struct http_server *s);
	/* On the loop, head only; must not wait. True: go on as `plan` says.
	 * False: `res` already is the answer. */
	bool (*plan)(void *with, struct http_req *req, struct http_plan *plan,
		struct http_res *res);
	/* On a thread of the lane; fills res. */
	void (*answer)(void *with, struct http_req *req, struct http_res *res);
	/* A lane that changes something has no more to do (may be NULL). */
	void (*settle)(void *with);
	/* The engine itself refused something (400, 408, 413, 431, 503 ...):
	 * write the body. NULL: no body. `req` is NULL when its head was never
	 * understood; else req->with is what `plan` left there, if it ran. */
	void (*refuse)(void *with, const struct http_req *req, int status,
		const char *why, struct http_res *res);
	/* An answer has left or was given up: for logs and metrics. `req` is
	 * NULL when its head was never understood. On the loop. */
	void (*done)(void *with, const struct http_req *req,
		const struct http_res *res, int64_t sent_bytes);
};

struct http_config {
	const char *host; /* address to listen on; "" or "*": all */
	int port;         /* 0: any free one, see http_port */
	int listen_fd;    /* an open listener to take over; -1: none */
	int loops;
	int threads[HTTP_LANES], queue[HTTP_LANES];
	int wait_ms[HTTP_LANES]; /* in the queue; 0: as long as it takes */
	int connections_max;
	int64_t memory_max; /* bytes of heads, bodies and answers in all */
	size_t head_max;    /* bytes of request line and headers */
	size_t spool_over;  /* see http_plan.spool */
	const char *spool_dir;
	int head_timeout_ms;  /* from the first byte to the end of the head */
	int body_timeout_ms;  /* whole body; see also body_rate_min */
	int body_rate_min;    /* bytes/s, lest large uploads hit the time-out */
	int idle_timeout_ms;  /* between requests */
	int idle_least_ms;    /* after that it may give way to a new one */
	int write_timeout_ms; /* without progress while we write */
	int drain_ms;         /* how long http_stop waits for what runs */
	const char *tls_cert, *tls_key; /* NULL: plain HTTP */
};

/* What people get who set nothing; the caller changes what it wants. */
struct http_config http_config_default(void);

/* Opens the listener and starts the threads. */
bool http_start(struct http_server **out, const struct http_config *config,
	const struct http_app *app, struct err *err);
int http_port(const struct http_server *s);
int http_listen_fd(const struct http_server *s); /* to hand over */

/* Stops accepting; requests that run are finished and answered (with
 * Connection: close), idle connections closed; what is left after drain_ms
 * is cut. With `handed_over` the listener is somebody else's now and stays
 * open for them. Frees everything. */
void http_stop(struct http_server *s, bool handed_over);

/* Reads certificate and key again, for new connections; on failure the old
 * ones stay. */
bool http_tls_reload(struct http_server *s, struct err *err);

/* ---- without a connection -----------------------------------------------
 * A request that somebody in this process makes, answered by `app` as if it
 * had come over the network: by the thread that asks, `then` once the answer
 * is there, perhaps later and elsewhere. What is written piece by piece comes
 * whole; a stream of events ends behind what was replayed.
 */
struct http_alone {
	struct http_req req; /* the caller's: method, path, query, body, peer,
			      * and what `with` shall tell the plan */
	struct http_res res;
	struct http_app app;
	void (*then)(void *with, struct http_alone *a);
	/* How far it is, until then; the caller's to set. May be NULL. */
	void (*told)(void *with, struct str name, struct str data);
	void *with;
	_Atomic int waits;
	_Atomic bool given_up; /* nobody waits for it; the app's to heed */
};
void http_alone_init(
	struct http_alone *a, struct arena *mem, size_t answer_most);
void http_alone_header(
	struct http_alone *a, const char *name, struct str value);
void http_alone_ask(struct http_alone *a, const struct http_app *app,
	void (*then)(void *with, struct http_alone *a), void *with);
/* What `then` reads: the body, wherever it is; a file of at most so much. */
bool http_alone_body(
	struct http_alone *a, size_t most, struct str *out, struct err *err);
void http_alone_free(struct http_alone *a); /* but its arena */

struct http_stats {
	int64_t connections, accepted_total, requests_total, refused_total;
	int64_t memory_bytes, queued[HTTP_LANES], running[HTTP_LANES];
	int64_t streams;
};
void http_stats(struct http_server *s, struct http_stats *out);

/* ---- small parsers, shared with the rest -------------------------------- */

/* Percent-decodes into `mem`; false on bad escapes, NUL or bad UTF-8. */
bool http_url_decode(
	struct arena *mem, struct str in, bool plus_is_space, struct str *out);
void http_url_encode(struct buf *out, struct str in); /* RFC 3986 unreserved */

/* multipart/form-data over a body in memory or in a file: parts one after
 * another, their bytes as views or as a range of the file. Names are valid
 * UTF-8 without control bytes, but a file name may hold slashes: never make a
 * path of one. */
struct http_part {
	struct str name, file_name, type; /* file_name.at NULL: a field */
	struct str bytes;                 /* of a body in memory */
	int64_t at, size;                 /* range within the body */
};
enum { HTTP_PARTS_MAX = 64 };
bool http_parts_read(const struct http_req *req, struct http_part *parts,
	int *count, struct err *err);

#endif

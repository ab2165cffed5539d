/*
 * net/http.h - calls to other services over HTTP, by libcurl.
 *
 * One call, one answer in memory; deadlines and sizes are always bounded.
 * Only http and https, certificates always checked, no proxy from the
 * environment, no cookies, and no redirects unless asked for; each redirect
 * is judged like a first call. Any answer is a success here, 500 as well:
 * what it means is the caller's business, and so are retries. A handle is kept
 * a thread; connections are kept only for NET_REACH_ANY.
 */
#ifndef NET_HTTP_H
#define NET_HTTP_H

#include "base/base.h"
#include "net/dial.h"

enum {
	NET_HTTP_HEADERS = 64,
	NET_HTTP_CONNECT_MS = 5 * 1000,
	NET_HTTP_TOTAL_MS = 30 * 1000,
	NET_HTTP_ANSWER = 1024 * 1024,
};

struct net_header {
	struct str name, value;
};

struct net_http_call {
	const char *method; /* NULL: GET, or POST when there is a body */
	struct str url;
	const struct net_header *headers; /* Content-Type among them */
	int header_count;
	struct str body; /* at == NULL: none */
	enum net_reach reach;
	int connect_ms, total_ms; /* 0: the defaults above */
	size_t answer_most;       /* 0: the default above */
	bool answer_cut;          /* a longer answer is cut, not an error */
	int redirects;            /* how many to follow; not with a body */
	const char *ca_file;      /* NULL: the system's certificates */
	const char *proxy;        /* NULL: none */
	const _Atomic bool *stop; /* true: end the call within a second, with
				   * ERR_UPSTREAM; NULL: never */

	/* Instead of answer.body: each piece of the body of a 2xx answer, as
	 * it comes; false stops the call. answer_most still holds. */
	bool (*piece)(void *with, struct str piece);
	void *with;
};

struct net_http_answer {
	int status;
	struct net_header headers[NET_HTTP_HEADERS]; /* of the last answer */
	int header_count;
	struct str body;
	bool cut;      /* the body was longer than answer_most */
	struct str ip; /* who answered; also set on most failures */
	int64_t took_us;
};

/* What this thread kept open for the next call ends. */
void net_http_end(void);

/*
 * ERR_BAD_INPUT: the URL or a header; ERR_FORBIDDEN: an address out of
 * bounds; ERR_UPSTREAM: no connection, bad certificate, too slow, too long.
 */
bool net_http_send(struct arena *mem, const struct net_http_call *call,
	struct net_http_answer *out, struct err *err);

/* STR_NONE when absent; names are matched without case. */
struct str net_http_header(
	const struct net_http_answer *answer, const char *name);

/* What Retry-After asks for, in ms from `now_ms`; 0: nothing usable. */
int64_t net_http_retry_ms(const struct net_http_answer *answer, int64_t now_ms);

#endif

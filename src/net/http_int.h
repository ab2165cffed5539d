/*
 * net/http_int.h - between http.c (one call), http_curl.c (one exchange with
 * one server, by libcurl) and many.c (many of them at a time). Not for other
 * rooms.
 */
#ifndef NET_HTTP_INT_H
#define NET_HTTP_INT_H

#include "net/curl.h"
#include "net/http.h"
#include "net/url.h"

struct exchange {
	struct arena *mem;
	const struct net_http_call *call;
	const struct net_url *url;
	struct net_http_answer *answer;
	bool foreign;    /* redirected: secrets stay behind */
	bool kept;       /* the connection may serve the next */
	int64_t left_ms; /* of the whole call */
	size_t head_most;

	/* how it went */
	struct buf body;
	size_t head, passed; /* bytes of heads; those given to call->piece */
	bool forbidden, too_long, head_too_long, stopped;

	/* what libcurl is lent meanwhile */
	CURL *handle;
	struct curl_slist *headers, *names;
	char detail[CURL_ERROR_SIZE];
};

enum { NET_HTTP_HEAD = 512 * 1024 /* of an answer, 100 Continue and all */ };

/* The handle of this thread, clean. */
CURL *net_http_handle(void);
void net_http_once(void); /* what libcurl needs before anything else */
/* Is all well formed that the call holds? */
bool net_http_call_ok(const struct net_http_call *call, struct err *err);
bool net_http_exchange(struct exchange *x, struct err *err);

/* Between these two the exchange is run on `h`; the first must have its
 * second. `route` is judged; it may be empty where there is a proxy. */
void net_http_begin(CURL *h, struct exchange *x, const struct net_route *route);
bool net_http_finish(struct exchange *x, CURLcode code, struct err *err);

#endif

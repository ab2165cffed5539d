/*
 * net/http_int.h - between http.c (one call) and http_curl.c (one exchange
 * with one server, by libcurl). Not for other rooms.
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
	int64_t left_ms; /* of the whole call */

	/* how it went */
	struct buf body;
	size_t passed; /* bytes given to call->piece */
	bool forbidden, too_long, stopped, too_many;
};

/* The handle of this thread, clean. */
CURL *net_http_handle(void);
bool net_http_exchange(struct exchange *x, struct err *err);

#endif

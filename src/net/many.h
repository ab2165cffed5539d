/*
 * net/many.h - many calls to other services at a time, on one thread.
 *
 * For calls that are worth nothing more than whether they arrived: webhooks.
 * None waits for another, neither for its name to be found nor for its
 * answer; each has its own deadline. Guarded as in http.h: every address that
 * a name has is judged, and whom a socket is connected to is judged once more
 * before each request. A connection may be kept for a later call to the same
 * receiver for a minute, as all calls here have one reach.
 *
 * Not here: how many may wait for one receiver, in which order, what to do
 * with one that failed.
 */
#ifndef NET_MANY_H
#define NET_MANY_H

#include "net/http.h"

enum { NET_MANY_MOST = 1024 };

struct net_many;

/* One call is over; from the thread of the calls, which waits meanwhile. The
 * answer lives until it returns. `err` is NULL where there was an answer,
 * whatever it says. */
typedef void net_many_ended(void *with, void *of,
	const struct net_http_answer *answer, const struct err *err);

/* ERR_BUSY: libcurl is not there, or no thread. */
bool net_many_open(struct net_many **out, enum net_reach reach,
	net_many_ended *ended, void *with, struct err *err);
/* Ends what is under way: `ended` is told of each, ERR_UPSTREAM. */
void net_many_close(struct net_many *m);

/*
 * From any thread; the call is copied, and `of` handed back when it ended,
 * which may be before this returns. Of the call, redirects, piece, stop and
 * reach count for nothing, and a longer answer is cut. False: it was not
 * begun, and is not told of. ERR_BUSY: NET_MANY_MOST are under way.
 */
bool net_many_send(struct net_many *m, const struct net_http_call *call,
	void *of, struct err *err);

#endif

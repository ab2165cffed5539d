/*
 * net/event.h - reads an event stream (Server-Sent Events, as WHATWG's HTML
 * has them) in whatever pieces it arrives, and hands on each event.
 *
 * Knows no connection: http.h brings the pieces. `id` and `retry` are for who
 * connects anew, which nobody here does, and are passed over. Not here:
 * writing such streams (http/).
 */
#ifndef NET_EVENT_H
#define NET_EVENT_H

#include "base/base.h"

/* `name` is empty where the stream gives none. False: no more of this. */
typedef bool net_event_take(void *with, struct str name, struct str data);

struct net_events {
	net_event_take *take;
	void *with;

	/* between two pieces */
	struct buf line, name, data;
	bool began, cr, filled;
};

/* Neither a line nor the data of an event may be longer than `most`. */
void net_event_begin(struct net_events *e, struct arena *mem, size_t most,
	net_event_take *take, void *with);

enum net_event_end {
	NET_EVENT_MORE,    /* all is well */
	NET_EVENT_LONG,    /* a line or an event is too long */
	NET_EVENT_STOPPED, /* take() wanted no more */
};
enum net_event_end net_event_feed(struct net_events *e, struct str piece);
/* The stream is over: what stands in it without the empty line that should
 * end it is handed on, too; whether it is whole is the taker's to judge. */
enum net_event_end net_event_last(struct net_events *e);

#endif

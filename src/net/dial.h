/*
 * net/dial.h - whom may we call? Guards every outgoing connection.
 *
 * A name is looked up once, all its addresses are judged, and only these
 * judged addresses are connected to; the socket's own address is judged once
 * more when it is opened and when it is connected. One address out of bounds
 * refuses the whole name. Not here: protocols (http.h, mail.h).
 */
#ifndef NET_DIAL_H
#define NET_DIAL_H

#include "base/base.h"

enum net_addr_kind {
	NET_ADDR_PUBLIC,
	NET_ADDR_LOOPBACK,
	NET_ADDR_PRIVATE, /* 10/8, 172.16/12, 192.168/16, 100.64/10, fc00::/7 */
	NET_ADDR_NEVER,   /* link-local, metadata, multicast, reserved, ... */
};

/* IPv4 as ::ffff:a.b.c.d, network order. */
enum net_addr_kind net_addr_kind(const unsigned char ip[16]);
/* Dotted IPv4 or IPv6 text, strict; no zone, no brackets. */
bool net_addr_read(struct str text, unsigned char ip[16]);
struct str net_addr_text(struct arena *mem, const unsigned char ip[16]);

/* Where a call may go. An address from a user goes to NET_REACH_PUBLIC; one
 * that the operator configured may go to NET_REACH_ANY. */
enum net_reach {
	NET_REACH_PUBLIC = 0,
	NET_REACH_LOOPBACK = 1,
	NET_REACH_PRIVATE = 2,
	NET_REACH_ANY = 4,
};

/* The operator's own exceptions: "10.1.0.0/16, fd00:12::/32". Set once at
 * start, before other threads. */
bool net_dial_permit(struct str ranges, struct err *err);
bool net_dial_may(const unsigned char ip[16], enum net_reach reach);

enum {
	NET_DIAL_ADDRESSES = 64,
	NET_DIAL_LOOKUPS = 64,      /* at once */
	NET_DIAL_LATER_MOST = 1024, /* the same, of those nobody waits for */
};

struct net_route {
	int count;
	unsigned char ips[NET_DIAL_ADDRESSES][16];
};

/* ERR_FORBIDDEN: out of bounds; ERR_UPSTREAM: no such name or no answer
 * within the time; ERR_BUSY: too many lookups at once. */
bool net_dial_find(struct str host, enum net_reach reach, int timeout_ms,
	struct net_route *out, struct err *err);

/*
 * The same for who must not wait: begin it, and when `wake` was called (from
 * another thread, once, never after net_dial_end) or whenever it pleases, ask
 * whether it ended. Each begin needs its end; that of a lookup which still
 * runs, like any that fails, is false: ERR_UPSTREAM, nothing found in time.
 */
struct net_dial;
bool net_dial_begin(struct str host, void (*wake)(void *with), void *with,
	struct net_dial **out, struct err *err);
bool net_dial_ended(struct net_dial *d);
bool net_dial_end(struct net_dial *d, enum net_reach reach,
	struct net_route *out, struct err *err);

#ifdef VITAE_CHECKED
/* Answers lookups instead of the resolver; returns the count, -1: no such
 * name. NULL: the resolver again. First the lookups under way end. */
void net_dial_fake(int (*lookup)(struct str host, struct net_route *out));
#endif

#endif

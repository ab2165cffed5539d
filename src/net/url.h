/*
 * net/url.h - addresses of the web that we call ourselves: http and https.
 *
 * Stricter than browsers, on purpose: what two parsers could read in two ways
 * is refused. Hosts are names in ASCII, dotted IPv4 (four plain decimal
 * numbers; no 0x7f.1, no 2130706433), or [IPv6]; no user:password@, no
 * spaces, no backslashes, no fragment. Not here: whether the host may be
 * called (dial.h), addresses that browsers follow.
 */
#ifndef NET_URL_H
#define NET_URL_H

#include "base/base.h"

enum { NET_URL_MOST = 2048, NET_URL_HOST = 253 };

struct net_url {
	bool secure;          /* https */
	struct str host;      /* lower case, without brackets or a last dot */
	bool literal;         /* the host is an address, not a name */
	unsigned char ip[16]; /* if literal; IPv4 as ::ffff:a.b.c.d */
	int port;
	bool port_given;
	struct str path;  /* begins with '/' */
	struct str query; /* behind '?'; at == NULL: none */
};

/* The views lie in mem. */
bool net_url_read(struct arena *mem, struct str text, struct net_url *out,
	struct err *err);
/* Canonical text; what is read from it is the same. */
struct str net_url_write(struct arena *mem, const struct net_url *url);

/* Is each escape %XX, each byte one that may stand in a URL? Adds text to a
 * query or path with everything but unreserved characters escaped. */
void net_url_escape(struct buf *out, struct str text);

#endif

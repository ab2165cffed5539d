/*
 * net/dial.c - looks names up, within a time, and judges what comes. See
 * dial.h; addresses themselves are in addr.c.
 *
 * The resolver can't be told to hurry, so it runs on a thread of its own. Who
 * stops waiting leaves the thread behind; the last of the two frees what they
 * share. There are never more than NET_DIAL_LOOKUPS such threads.
 */
#include "net/dial.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { HOST = 253, STACK = 512 * 1024 };

struct net_dial {
	pthread_mutex_t lock;
	pthread_cond_t ended;
	int holders; /* who asked, and the thread */
	bool done;
	int failed; /* of getaddrinfo */
	char host[HOST + 1];
	struct net_route route;
	bool too_many;
	void (*wake)(void *with); /* NULL: who asked waits, or has left */
	void *with;
	atomic_int *among; /* those that run like this one */
};

static atomic_int running, running_later;

#ifdef VITAE_CHECKED
static int (*_Atomic fake)(struct str host, struct net_route *out);
void net_dial_fake(int (*lookup)(struct str host, struct net_route *out))
{
	while (running || running_later)
		usleep(1000);
	fake = lookup;
}
#endif

static void lookup_leave(struct net_dial *l)
{
	bool last;

	pthread_mutex_lock(&l->lock);
	last = --l->holders == 0;
	pthread_mutex_unlock(&l->lock);
	if (!last)
		return;
	pthread_cond_destroy(&l->ended);
	pthread_mutex_destroy(&l->lock);
	mem_free(l);
}

static void route_add(struct net_dial *l, const struct sockaddr *at)
{
	unsigned char *ip = l->route.ips[l->route.count];

	if (at->sa_family != AF_INET && at->sa_family != AF_INET6)
		return;
	if (l->route.count == NET_DIAL_ADDRESSES) {
		l->too_many = true;
		return;
	}
	memset(ip, 0, 16);
	ip[10] = ip[11] = 0xff;
	if (at->sa_family == AF_INET)
		memcpy(ip + 12, &((const struct sockaddr_in *)at)->sin_addr, 4);
	else
		memcpy(ip, &((const struct sockaddr_in6 *)at)->sin6_addr, 16);
	l->route.count++;
}

static int resolve(struct net_dial *l)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *list = NULL;
	int failed;

#ifdef VITAE_CHECKED
	int (*pretend)(struct str host, struct net_route * out) = fake;

	if (pretend) {
		l->route.count = pretend(str_c(l->host), &l->route);
		return l->route.count < 0 ? EAI_NONAME : 0;
	}
#endif
	failed = getaddrinfo(l->host, NULL, &hints, &list);
	if (failed)
		return failed;
	for (struct addrinfo *a = list; a; a = a->ai_next)
		route_add(l, a->ai_addr);
	freeaddrinfo(list);
	return 0;
}

static void *lookup_run(void *with)
{
	struct net_dial *l = with;
	atomic_int *among = l->among;
	int failed = resolve(l);

	pthread_mutex_lock(&l->lock);
	l->failed = failed;
	l->done = true;
	pthread_cond_signal(&l->ended);
	if (l->wake)
		l->wake(l->with);
	pthread_mutex_unlock(&l->lock);
	lookup_leave(l);
	atomic_fetch_sub(among, 1);
	return NULL;
}

static bool too_busy(atomic_int *among, struct err *err)
{
	atomic_fetch_sub(among, 1);
	err_set(err, ERR_BUSY, "too many names are being looked up");
	err->retry_after_ms = 1000;
	return false;
}

static bool lookup_start(struct str host, void (*wake)(void *), void *with,
	struct net_dial **out, struct err *err)
{
	atomic_int *among = wake ? &running_later : &running;
	int most = wake ? NET_DIAL_LATER_MOST : NET_DIAL_LOOKUPS;
	struct net_dial *l;
	pthread_attr_t attr;
	pthread_t thread;
	bool started;

	if (atomic_fetch_add(among, 1) >= most)
		return too_busy(among, err);
	l = mem_alloc(sizeof(*l));
	l->wake = wake;
	l->with = with;
	l->among = among;
	pthread_mutex_init(&l->lock, NULL);
	pthread_cond_init(&l->ended, NULL);
	l->holders = 2;
	memcpy(l->host, host.at, host.len);
	pthread_attr_init(&attr);
	pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	pthread_attr_setstacksize(&attr, STACK);
	started = pthread_create(&thread, &attr, lookup_run, l) == 0;
	pthread_attr_destroy(&attr);
	if (!started) {
		lookup_leave(l);
		lookup_leave(l);
		return too_busy(among, err);
	}
	*out = l;
	return true;
}

static bool lookup_wait(struct net_dial *l, int timeout_ms)
{
	struct timespec end;
	int late = 0;
	bool done;

	clock_gettime(CLOCK_MONOTONIC, &end);
	end.tv_sec += timeout_ms / 1000;
	end.tv_nsec += timeout_ms % 1000 * 1000000L;
	if (end.tv_nsec >= 1000000000L) {
		end.tv_sec++;
		end.tv_nsec -= 1000000000L;
	}
	pthread_mutex_lock(&l->lock);
	while (!l->done && late != ETIMEDOUT)
		late = pthread_cond_clockwait(
			&l->ended, &l->lock, CLOCK_MONOTONIC, &end);
	done = l->done;
	pthread_mutex_unlock(&l->lock);
	return done;
}

static bool judge(struct str host, const struct net_route *route,
	enum net_reach reach, struct err *err)
{
	for (int i = 0; i < route->count; i++)
		if (!net_dial_may(route->ips[i], reach))
			return err_set(err, ERR_FORBIDDEN,
				"'%.*s' is not an address of the public "
				"network, and no other may be called from here",
				STR_ARG(host));
	return true;
}

/* Of a lookup that is done. */
static bool take(
	const struct net_dial *l, struct net_route *out, struct err *err)
{
	if (l->failed)
		return err_set(err, ERR_UPSTREAM, "the name '%s': %s", l->host,
			gai_strerror(l->failed));
	if (!l->route.count || l->too_many)
		return err_set(err, ERR_UPSTREAM,
			"the name '%s' has %s addresses", l->host,
			l->too_many ? "too many" : "no");
	*out = l->route;
	return true;
}

static bool lookup(
	struct str host, int timeout_ms, struct net_route *out, struct err *err)
{
	struct net_dial *l;
	bool ok;

	if (!lookup_start(host, NULL, NULL, &l, err))
		return false;
	ok = lookup_wait(l, timeout_ms)
		     ? take(l, out, err)
		     : err_set(err, ERR_UPSTREAM,
			       "the name '%.*s' was not found within %d ms",
			       STR_ARG(host), timeout_ms);
	lookup_leave(l);
	return ok;
}

static bool host_ok(struct str host, struct err *err)
{
	return (host.len && host.len <= HOST &&
		       !memchr(host.at, '\0', host.len)) ||
	       err_set(err, ERR_BAD_INPUT, "there is no such host");
}

bool net_dial_find(struct str host, enum net_reach reach, int timeout_ms,
	struct net_route *out, struct err *err)
{
	struct net_route route = { .count = 1 };

	if (!host_ok(host, err))
		return false;
	if (!net_addr_read(host, route.ips[0]) &&
		!lookup(host, timeout_ms, &route, err))
		return false;
	if (!judge(host, &route, reach, err))
		return false;
	*out = route;
	return true;
}

/* ---- without waiting ---------------------------------------------------- */

bool net_dial_begin(struct str host, void (*wake)(void *with), void *with,
	struct net_dial **out, struct err *err)
{
	return host_ok(host, err) && lookup_start(host, wake, with, out, err);
}

bool net_dial_ended(struct net_dial *d)
{
	bool done;

	pthread_mutex_lock(&d->lock);
	done = d->done;
	pthread_mutex_unlock(&d->lock);
	return done;
}

bool net_dial_end(struct net_dial *d, enum net_reach reach,
	struct net_route *out, struct err *err)
{
	struct net_route route = { 0 };
	bool done, ok;

	pthread_mutex_lock(&d->lock);
	d->wake = NULL;
	done = d->done;
	pthread_mutex_unlock(&d->lock);
	ok = done ? take(d, &route, err) &&
			     judge(str_c(d->host), &route, reach, err)
		  : err_set(err, ERR_UPSTREAM,
			    "the name '%s' was not found in time", d->host);
	if (ok)
		*out = route;
	lookup_leave(d);
	return ok;
}

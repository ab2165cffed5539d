/*
 * base/rate.h - how often may somebody do something?
 *
 * GCRA: of each (policy, key) only one instant is kept, the "theoretical
 * arrival time". A policy of `limit` a `period` lets `burst` through at once
 * and then one every period/limit; in any stretch of time t at most
 * burst + t * limit / period get through.
 *
 * The table is in memory, its size is fixed when it is made, and old entries
 * need no sweeping: an entry whose bucket is full again is as good as none.
 * It is set-associative. When more keys are alive than a set holds, the one
 * that consumed least is forgotten and begins again with a full bucket; so a
 * full table errs towards letting through, never towards locking out, and
 * never grows. Nobody can choose whom to push out, as the hash is keyed, and
 * pushing out a heavy user takes a whole table of heavier ones.
 *
 * Every call may come from any thread; decisions are exact. Where state must
 * be shared by many nodes, partners/redis takes the same asks.
 */
#ifndef RATE_H
#define RATE_H

#include "base/base.h"

enum { RATE_ASKS = 8 /* policies in one decision */, RATE_NAME = 24 };

struct rate_policy {
	char name[RATE_NAME]; /* "minute": shown to clients, part of the key */
	int64_t limit, period_us, burst;
	int64_t every_us; /* period / limit, rounded up */
	uint64_t salt;    /* of the name */
};

/* burst 0: as limit. Names are made of a-z, 0-9 and '-'. */
bool rate_policy_init(struct rate_policy *out, const char *name, int64_t limit,
	int64_t period_us, int64_t burst, struct err *err);

/* Who is asking, as a keyed hash; never the address or the email itself.
 * Nodes that share their limits share the secret, too. */
struct rate_secret {
	unsigned char bytes[16];
};
struct rate_key {
	uint64_t high, low;
};
struct rate_secret rate_secret_random(void);
struct rate_secret rate_secret_of(struct str text); /* from SECRET_KEY */
struct rate_key rate_key_for(const struct rate_secret *s, struct str who);
/* One IPv4 address (::ffff:a.b.c.d) or one IPv6 /64, network order. */
struct rate_key rate_key_for_ip(
	const struct rate_secret *s, const unsigned char ip[16]);

/* One policy of a decision. The same policy and key twice is our own bug. */
struct rate_ask {
	const struct rate_policy *policy;
	struct rate_key key;
	int64_t cost; /* 1; 0 looks without taking */

	/* filled by the decision */
	int64_t remaining; /* how many more could follow at once */
	int64_t reset_us;  /* until the bucket is full again */
	int64_t retry_us;  /* 0: this policy lets it pass; -1: never will */
};

struct rate_answer {
	bool allowed;
	int which; /* the strictest ask: the others are in the asks */
	int64_t limit, remaining, reset_us, retry_after_us;
};

struct rate;

/* About `bytes` of memory (26 an entry), used only as it fills. */
struct rate *rate_new(size_t bytes);
void rate_free(struct rate *r);

/*
 * All or nothing: when one policy refuses, none is charged. now_us must come
 * from one clock, the monotonic one; should it step back, nobody waits longer
 * than an empty bucket takes for its next request.
 */
struct rate_answer rate_take(
	struct rate *r, struct rate_ask *asks, int count, int64_t now_us);

/* The answer to filled asks, for other stores of the same state. */
struct rate_answer rate_sum_up(const struct rate_ask *asks, int count);

/* Entries forgotten while still alive, since the start: for metrics. */
uint64_t rate_evicted(const struct rate *r);

#endif

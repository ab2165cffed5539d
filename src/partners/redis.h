/*
 * partners/redis.h - rate limits shared by many nodes, in Redis or Valkey.
 *
 * Decides the same asks as base/rate by the same rules: all policies in one
 * round trip, in one script, on the server's clock. Commands have 50 ms;
 * after a failure nobody tries again for a second, growing to ten, so that a
 * caller falls back to memory at once. Not here: the falling back (app), any
 * other use of Redis.
 */
#ifndef PARTNERS_REDIS_H
#define PARTNERS_REDIS_H

#include "base/base.h"
#include "base/rate.h"

enum {
	PARTNERS_REDIS_COMMAND_MS = 50,
	PARTNERS_REDIS_CONNECTIONS = 8,
	PARTNERS_REDIS_REST_MS = 1000,
	PARTNERS_REDIS_REST_MOST_MS = 10 * 1000,
};

struct partners_redis; /* shared by all threads */

/* redis://[user:password@]host[:port][/database] or unix:///path. Does not
 * connect yet: fails only when the address is not well formed. */
bool partners_redis_open(
	struct partners_redis **out, struct str url, struct err *err);
void partners_redis_close(struct partners_redis *r);

/* now_us 0: the server's clock. False: decide by other means (ERR_UPSTREAM,
 * or ERR_BUSY while resting or when all connections are in use). */
bool partners_redis_take(struct partners_redis *r, struct rate_ask *asks,
	int count, int64_t now_us, struct rate_answer *out, struct err *err);

/* Did the last command work? Asks (PING) unless it is resting. */
bool partners_redis_ok(struct partners_redis *r, struct err *err);

#ifdef VITAE_CHECKED
/* New connections give commands so long: no test is to fail of a busy machine.
 */
void partners_redis_wait(int command_ms);
#endif

#endif

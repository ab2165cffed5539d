/*
 * partners/redis_int.h - between redis.c (the decision) and redis_conn.c
 * (connections, and resting after failures). Not for other files.
 */
#ifndef PARTNERS_REDIS_INT_H
#define PARTNERS_REDIS_INT_H

#include <hiredis/hiredis.h>

#include "partners/redis.h"

enum { REDIS_ARGS = 4 + RATE_ASKS * 4 };

struct redis_command {
	int argc;
	const char *argv[REDIS_ARGS];
	size_t lens[REDIS_ARGS];
};

/* The reply, also when it is an error of the server; NULL: err says why. */
redisReply *partners_redis_ask(struct partners_redis *r,
	const struct redis_command *cmd, struct err *err);
/* The command worked; it didn't, so nobody tries for a while. */
void partners_redis_worked(struct partners_redis *r);
bool partners_redis_failed(
	struct partners_redis *r, const char *why, struct err *err);

#endif

/*
 * app/limit.h - who may ask how often (OPS-9). The table is app/limits.def.
 *
 * Each route has a class. Policies of the client's address are asked as soon
 * as the head of a request is there; those of the person behind it once the
 * person is known; those of a target (the account that somebody tries to sign
 * in to) by the rule that knows it. All policies of one decision are charged
 * together or not at all. With Redis the count is shared by all nodes; when
 * Redis is away each node counts for itself.
 */
#ifndef APP_LIMIT_H
#define APP_LIMIT_H

#include "app/call.h"
#include "base/rate.h"
#include "base/settings.h"

enum limit_class {
	LIMIT_NONE,
	LIMIT_API,
	LIMIT_PAGES, /* the same routes, for browsers that are signed in */
	LIMIT_DEMO,  /* what somebody without an account may try */
	LIMIT_SIGN_IN,
	LIMIT_CODE,
	LIMIT_EXPORT,
	LIMIT_PREVIEW,
	LIMIT_UPLOAD,
	LIMIT_MCP,
	LIMIT_CLASSES
};

struct app_limits;

bool app_limits_open(struct app_limits **out, const struct settings *settings,
	struct err *err);
void app_limits_close(struct app_limits *l);

struct limit_answer {
	bool limited; /* some policy applied */
	const struct rate_policy *strictest;
	struct rate_answer rate;
};

/* ERR_RATE_LIMITED says how many in which time; its first field holds the
 * time in words ("60 seconds"). */
/*
 * An address is asked for twice: by what this node counts, which never waits
 * and keeps a flood of one node from the others; and, where nodes share, by
 * what all of them count, which may wait for Redis. What the nodes share is
 * never less than what one of them counts.
 */
bool app_limit_address(struct house *h, enum limit_class class,
	const unsigned char ip[16], struct limit_answer *out, struct err *err);
bool app_limit_address_shared(struct house *h, enum limit_class class,
	const unsigned char ip[16], struct limit_answer *out, struct err *err);
bool app_limit_person(struct call *c, enum limit_class class,
	struct limit_answer *out, struct err *err);
bool app_limit_target(struct call *c, enum limit_class class, struct str target,
	struct err *err);

#endif

/*
 * app/idempotency.h - the same request twice is done once.
 *
 * A client that cannot know whether its request arrived sends it again with
 * the same Idempotency-Key. The answer of the first is kept, sealed, in the
 * transaction of the change; a retry gets it again. The same key with another
 * request is a conflict. Kept for a day.
 */
#ifndef APP_IDEMPOTENCY_H
#define APP_IDEMPOTENCY_H

#include "app/call.h"

enum { APP_IDEMPOTENCY_KEY = 200, APP_IDEMPOTENCY_ANSWER = 60 * 1024 };

struct kept_request {
	struct str owner; /* who asked, before the call signed anybody in */
	struct str key;
	struct str route; /* method and path as sent */
	struct str body;
};
struct kept_answer {
	int64_t status;
	struct str body;
};

bool app_idempotency_fit(struct str key, struct err *err);
/* The answer to an earlier twin; ERR_CONFLICT: another request's key. */
bool app_idempotency_find(struct call *c, const struct kept_request *r,
	struct kept_answer *out, bool *found, struct err *err);
/* In the writing call. ERR_CONFLICT: a twin was first; give up this call's
 * changes and find again. */
bool app_idempotency_keep(struct call *c, const struct kept_request *r,
	const struct kept_answer *answer, struct err *err);

#endif

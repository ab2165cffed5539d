/* app/usage.h - which features are used, in sums. */
#ifndef APP_USAGE_H
#define APP_USAGE_H

#include "app/call.h"
#include "store/usage.h"

struct usage_span {
	int64_t from, until; /* 0: 30 days ago, now */
};
bool app_usage_sums(struct call *c, const struct usage_span *span,
	struct db_rows *out, struct err *err);

#endif

/* app/usage.c - see usage.h. */
#include "app/usage.h"

#include "base/time.h"

bool app_usage_sums(struct call *c, const struct usage_span *span,
	struct db_rows *out, struct err *err)
{
	int64_t until = span->until ? span->until : c->now + 1;
	int64_t from = span->from ? span->from : until - 30ll * DAY_MS;

	return store_usage_sums(c->db, from, until, out, err);
}

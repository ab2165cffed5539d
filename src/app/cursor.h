/*
 * app/cursor.h - pages of lists that run from the newest to the oldest.
 *
 * A cursor is opaque to clients: it names the last row that was seen by
 * (created_at, id), so that rows that come or go meanwhile neither repeat nor
 * hide others. It grants nothing: whose rows are listed is not in it.
 */
#ifndef APP_CURSOR_H
#define APP_CURSOR_H

#include "base/base.h"
#include "db/db.h"

enum { APP_PAGE_LIMIT = 20, APP_PAGE_MOST = 100, APP_CURSOR_TEXT = 400 };

/* What is asked of a list that is filtered by nothing else. */
struct page_ask {
	struct str cursor;
	int64_t limit;
};

struct page {
	int64_t limit;     /* as many rows are shown */
	int64_t before_at; /* the query's: rows before (at, id) */
	struct str before_id;
};

/* cursor empty or absent: from the newest; limit 0: APP_PAGE_LIMIT. Names
 * what is wrong by "/cursor", "/limit". */
bool app_cursor_read(struct arena *mem, struct str cursor, int64_t limit,
	struct page *out, struct err *err);
struct str app_cursor_write(struct arena *mem, int64_t at, struct str id);

/* Of rows that were asked for with one more than the page shows: takes that
 * one away and gives the last of the page. NULL: there was none. */
const void *app_cursor_last(
	struct db_rows *rows, size_t row_size, const struct page *p);

#endif

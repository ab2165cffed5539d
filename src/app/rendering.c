/* app/rendering.c - see rendering.h. */
#include "app/rendering.h"

#include "app/cursor.h"
#include "app/document.h"
#include "app/document_int.h"

enum { YES, NO, ALL };
const char *const app_history_archived[] = {
	[YES] = "yes", [NO] = "no", [ALL] = "all", NULL
};

static struct str any(struct str s) { return s.len ? s : STR(""); }

static bool wish_of(struct call *c, const struct history_ask *ask,
	struct rendering_wish *out, struct page *p, struct err *err)
{
	bool all = str_is(ask->archived, app_history_archived[ALL]);
	bool yes = str_is(ask->archived, app_history_archived[YES]);
	struct str w[STORE_DOCUMENT_WORDS];

	if (!app_cursor_read(c->mem, ask->cursor, ask->limit, p, err) ||
		!app_document_looked_for(c->mem, any(ask->q), w, err))
		return false;
	*out = (struct rendering_wish){ .account_id = c->who.id,
		.from_at = ask->from,
		.until_at = ask->until ? ask->until : INT64_MAX,
		.before_at = p->before_at,
		.before_id = p->before_id,
		.archived_least = yes ? 1 : 0,
		.archived_most = yes || all ? INT64_MAX : 0,
		.document_id = any(ask->document_id),
		.project_id = any(ask->project_id),
		.format = any(ask->format),
		.template = any(ask->template),
		.kind = any(ask->kind),
		.w0 = w[0],
		.w1 = w[1],
		.w2 = w[2],
		.w3 = w[3],
		.w4 = w[4],
		.w5 = w[5],
		.w6 = w[6],
		.w7 = w[7],
		.limit = p->limit + 1 };
	return true;
}

bool app_history(struct call *c, const struct history_ask *ask,
	struct history *out, struct err *err)
{
	struct rendering_wish wish;
	const struct rendering *last;
	struct db_rows rows, counts;
	struct page p;

	*out = (struct history){ 0 };
	if (!wish_of(c, ask, &wish, &p, err) ||
		!store_rendering_list(c->db, &wish, &rows, err) ||
		!store_rendering_counts(c->db, &wish, &counts, err))
		return false;
	last = app_cursor_last(&rows, sizeof(*last), &p);
	out->next_cursor =
		last ? app_cursor_write(c->mem, last->at, last->id) : STR_NONE;
	out->history.at = rows.at;
	out->history.count = rows.count;
	out->counts.at = counts.at;
	out->counts.count = counts.count;
	for (size_t i = 0; i < counts.count; i++)
		out->total += out->counts.at[i].count;
	return true;
}

bool app_history_get(
	struct call *c, struct str id, struct rendering *out, struct err *err)
{
	return store_rendering_get(c->db, c->who.id, id, out, err);
}

bool app_history_archive(struct call *c, struct str id, bool archive,
	struct rendering *out, struct err *err)
{
	c->audit = (struct audit_note){ .entity_type = STR("rendering"),
		.entity_id = id };
	return store_rendering_set_archived(
		       c->db, c->who.id, id, archive ? c->now : 0, err) &&
	       store_rendering_get(c->db, c->who.id, id, out, err);
}

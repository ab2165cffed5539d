/*
 * app/document_list.c - which documents there are: all, found by words, the
 * variants of one, those in the trash. See document.h.
 */
#include "app/document_int.h"

static void next_page(struct call *c, struct db_rows *rows,
	const struct page *p, bool by_deletion, struct str *next)
{
	const struct document *last =
		app_cursor_last(rows, sizeof(struct document), p);

	*next = !last ? STR_NONE
		      : app_cursor_write(c->mem,
				by_deletion ? last->deleted_at
					    : last->updated_at,
				last->id);
}

bool app_document_list(struct call *c, const struct document_page *ask,
	struct db_rows *out, struct str *next, struct err *err)
{
	struct str words[STORE_DOCUMENT_WORDS];
	struct page p;

	if (!app_cursor_read(c->mem, ask->cursor, ask->limit, &p, err) ||
		!app_document_looked_for(c->mem, ask->q, words, err) ||
		!store_document_list(c->db,
			&(struct document_wish){ .account_id = c->who.id,
				.kind = ask->kind.len ? ask->kind : STR(""),
				.from_at = ask->from,
				.until_at = ask->until ? ask->until : INT64_MAX,
				.before_at = p.before_at,
				.before_id = p.before_id,
				.w0 = words[0],
				.w1 = words[1],
				.w2 = words[2],
				.w3 = words[3],
				.w4 = words[4],
				.w5 = words[5],
				.w6 = words[6],
				.w7 = words[7],
				.limit = p.limit + 1 },
			out, err))
		return false;
	next_page(c, out, &p, false, next);
	return true;
}

bool app_document_trash(struct call *c, const struct page_ask *ask,
	struct db_rows *out, struct str *next, struct err *err)
{
	struct page p;

	if (!app_cursor_read(c->mem, ask->cursor, ask->limit, &p, err) ||
		!store_document_trash(c->db,
			&(struct document_wish){ .account_id = c->who.id,
				.before_at = p.before_at,
				.before_id = p.before_id,
				.limit = p.limit + 1 },
			out, err))
		return false;
	next_page(c, out, &p, true, next);
	return true;
}

bool app_document_variants(struct call *c, struct str master_id,
	const struct page_ask *ask, struct db_rows *out, struct str *next,
	struct err *err)
{
	struct document master;
	struct page p;

	if (!app_cursor_read(c->mem, ask->cursor, ask->limit, &p, err) ||
		!app_document_get(c, master_id, &master, err) ||
		!store_document_variants(c->db,
			&(struct variant_wish){ c->who.id, master.id,
				p.before_at, p.before_id, p.limit + 1 },
			out, err))
		return false;
	next_page(c, out, &p, false, next);
	return true;
}

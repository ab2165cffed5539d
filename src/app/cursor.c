/* app/cursor.c - where a page begins. See cursor.h. */
#include "app/cursor.h"

#include "base/code.h"
#include "base/utf8.h"

static bool decode(struct arena *mem, struct str cursor, struct page *out)
{
	struct str text, at;

	if (cursor.len > APP_CURSOR_TEXT ||
		!code_bytes(mem, CODE_BASE64URL, cursor, &text) ||
		memchr(text.at, '\0', text.len) || !utf8_ok(text))
		return false;
	at = str_cut(&text, ' ');
	out->before_id = text;
	return text.len && str_int(at, &out->before_at);
}

bool app_cursor_read(struct arena *mem, struct str cursor, int64_t limit,
	struct page *out, struct err *err)
{
	*out = (struct page){ .limit = limit ? limit : APP_PAGE_LIMIT,
		.before_at = INT64_MAX,
		.before_id = STR("") };
	if (limit < 0 || limit > APP_PAGE_MOST)
		return err_field(err, "/limit",
			"must be a whole number from 1 to %d", APP_PAGE_MOST);
	return !cursor.len || decode(mem, cursor, out) ||
	       err_field(err, "/cursor",
		       "is none of ours: begin without it, then take "
		       "'next_cursor'");
}

struct str app_cursor_write(struct arena *mem, int64_t at, struct str id)
{
	return code_text(mem, CODE_BASE64URL,
		str_fmt(mem, "%lld %.*s", (long long)at, STR_ARG(id)));
}

const void *app_cursor_last(
	struct db_rows *rows, size_t row_size, const struct page *p)
{
	if ((int64_t)rows->count <= p->limit)
		return NULL;
	rows->count = (size_t)p->limit;
	return (const char *)rows->at + (rows->count - 1) * row_size;
}

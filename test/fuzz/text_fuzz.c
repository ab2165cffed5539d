/* Small texts that strangers send: ids, times, dates, codes, cursors. What
 * is taken, once written, is the text that came, or reads the same. */
#include "app/cursor.h"
#include "base/code.h"
#include "base/id.h"
#include "base/time.h"
#include "base/utf8.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_code(struct arena *mem, enum code code, struct str text)
{
	struct str bytes, once;

	once = code_text(mem, code, text);
	assert(code_bytes(mem, code, once, &bytes) && str_eq(bytes, text));
	if (!code_bytes(mem, code, text, &bytes))
		return;
	assert(bytes.len <= code_room(code, text.len));
	/* one spelling each: two would be two keys for one thing */
	once = code_text(mem, code, bytes);
	assert(code == CODE_HEX ? str_eq_nocase(once, text)
				: str_eq(once, text));
}

static void read_times(struct arena *mem, struct str text)
{
	int64_t ms, again;
	struct date d;

	if (time_read(text, &ms))
		assert(time_read(time_text(mem, ms), &again) && again == ms);
	if (date_read(text, &d)) {
		struct date same = date_of(date_days(d));

		assert(same.year == d.year && same.month == d.month &&
			same.day == d.day);
	}
}

static void read_cursor(struct arena *mem, struct str text)
{
	struct page a, b;
	struct err err = { 0 };
	struct str once;

	if (!app_cursor_read(mem, text, 0, &a, &err)) {
		assert(err.code == ERR_BAD_INPUT && err.field_count == 1);
		return;
	}
	if (!text.len)
		return;
	assert(utf8_ok(a.before_id) &&
		!memchr(a.before_id.at, '\0', a.before_id.len));
	once = app_cursor_write(mem, a.before_at, a.before_id);
	if (once.len > APP_CURSOR_TEXT)
		return;
	assert(app_cursor_read(mem, once, 0, &b, &err));
	assert(a.before_at == b.before_at && str_eq(a.before_id, b.before_id));
}

static void read_characters(struct str text)
{
	size_t count = utf8_count(text);
	struct str cut = utf8_fit(text, text.len / 2);

	if (!utf8_ok(text))
		return;
	assert(count <= text.len && utf8_ok(cut) && cut.len <= text.len / 2);
	assert(utf8_count(utf8_first(text, count / 2)) == count / 2);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 };
	struct str text = str_copy(&mem, str_of((const char *)data, size));

	if (id_ok(text))
		assert(text.len == ID_TEXT && utf8_ok(text));
	for (int code = CODE_HEX; code <= CODE_BASE64URL; code++)
		read_code(&mem, (enum code)code, text);
	read_times(&mem, text);
	read_cursor(&mem, text);
	read_characters(text);
	arena_free(&mem);
	return 0;
}

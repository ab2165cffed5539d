/* Orders to machines in any bytes: what is found lies within the text, and what
 * is cleaned is no longer, keeps to UTF-8 where the text does, and has nothing
 * left that cannot be seen. */
#include "base/utf8.h"
#include "tailor/intent_int.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_clean(struct str clean, struct str text)
{
	assert(clean.len <= text.len);
	assert(!utf8_ok(text) || utf8_ok(clean));
	for (size_t i = 0; i < clean.len;) {
		uint32_t c;
		int n = utf8_decode(str_of(clean.at + i, clean.len - i), &c);

		assert(n <= 0 || !intent_is_unseen(c) || clean.at == text.at);
		i += (size_t)abs(n);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = str_of((const char *)data, size);
	struct arena mem = { 0 };
	struct intent_report report;
	struct intent_request q = { text, text, NULL };
	struct err err = { 0 };

	intent_find(&mem, text, INTENT_POSTING, &report);
	assert(report.count <= INTENT_FOUND);
	for (size_t i = 0; i < report.count; i++) {
		assert(report.at[i].kind < INTENT_KINDS);
		assert(report.at[i].at + report.at[i].len <= size + 1);
	}
	check_clean(intent_clean(&mem, text, INTENT_POSTING), text);
	if (!intent_validate(&mem, &q, &report, &err))
		assert(err.code == ERR_BAD_INPUT && *err.text);
	arena_free(&mem);
	return 0;
}

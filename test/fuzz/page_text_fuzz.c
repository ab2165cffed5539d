/* Pages in any bytes: what can be read of them is text of our own, whole
 * characters where the page has them, and no longer than the page allows; the
 * same page reads the same. What is cut out of a page reads, too. */
#include "base/utf8.h"
#include "match/page.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LONGEST = 1 << 16 };

static void check_text(struct arena *mem, struct str html)
{
	struct str text = posting_page_text(mem, html);
	struct str again = posting_page_text(mem, html);

	assert(str_eq(text, again));
	assert(!text.len || text.at);
	assert(!utf8_ok(html) || utf8_ok(text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str html = str_of((const char *)data, size);
	struct arena mem = { 0 };

	if (size > LONGEST)
		return 0;
	posting_page_is(html);
	check_text(&mem, html);
	check_text(&mem, posting_page_cut(&mem, html));
	arena_free(&mem);
	return 0;
}

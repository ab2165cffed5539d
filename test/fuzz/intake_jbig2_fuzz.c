/* Pages that scanners packed as JBIG2: whatever the bytes, reading them ends
 * within its bounds, and what comes out is as large as was asked for. The
 * first two bytes are the sides of the page; shared parts end at a mark. */
#include "intake/jbig2.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 };
	struct str bytes = str_of((const char *)data, size), shared = STR("");
	uint32_t wide, high;
	const char *mark;
	struct str out;

	if (size < 2)
		return 0;
	wide = 1 + data[0];
	high = 1 + data[1];
	bytes = str_of(bytes.at + 2, size - 2);
	mark = memmem(bytes.at, bytes.len, "\n\n\n\n", 4);
	if (mark) {
		shared = str_of(bytes.at, (size_t)(mark - bytes.at));
		bytes = str_of(mark + 4, bytes.len - shared.len - 4);
	}
	out = intake_jbig2(&mem, shared, bytes, wide, high);
	assert(!out.at || out.len == (size_t)((wide + 7) / 8) * high);
	arena_free(&mem);
	return 0;
}

/* Archives of strangers: one is refused, or its entries stay within it and
 * within their ceilings, and their names lead nowhere else. */
#include "base/utf8.h"
#include "resume/unzip.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_name(struct str name)
{
	struct str rest = name;

	assert(name.len && utf8_ok(name) && *name.at != '/');
	while (rest.len)
		assert(!str_is(str_cut(&rest, '/'), ".."));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 }, scratch = { 0 };
	struct str bytes = str_of((const char *)data, size), out;
	struct unzip zip;
	struct err err = { 0 };

	if (resume_unzip_open(&mem, bytes, &zip, &err)) {
		assert(zip.count <= UNZIP_ENTRIES);
		for (size_t i = 0; i < zip.count; i++) {
			err = (struct err){ 0 };
			check_name(zip.at[i].name);
			if (resume_unzip_read(
				    &scratch, &zip, &zip.at[i], &out, &err))
				assert(out.len == zip.at[i].size &&
					out.len <= UNZIP_ENTRY);
			else
				assert(err.text[0]);
			arena_reset(&scratch);
		}
	} else {
		assert(err.text[0]);
	}
	arena_free(&mem);
	arena_free(&scratch);
	return 0;
}

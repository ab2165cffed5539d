/* What a file is: one answer for whatever bytes, the same each time, or a
 * sentence. Names that say another format never make it crash. */
#include "base/utf8.h"
#include "intake/intake.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = str_of((const char *)data, size);
	struct err err = { 0 }, again = { 0 };
	enum intake_format_id is = INTAKE_FORMATS, other = INTAKE_FORMATS;

	if (intake_format_find(bytes, &is, &err)) {
		assert(is < INTAKE_FORMATS);
		assert(intake_format_find(bytes, &other, &again));
		assert(is == other);
		intake_format_named(is, bytes);
	} else {
		assert(err.code == ERR_BAD_TYPE && *err.text);
		assert(utf8_ok(str_c(err.text)));
		assert(!intake_format_find(bytes, &other, &again));
		assert(!strcmp(err.text, again.text));
	}
	return 0;
}

/* Web pages that people hand in. */
#include "lines_checked.h"

#include "intake/html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return checked_read(data, size, intake_html);
}

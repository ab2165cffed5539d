/* Plain texts that people hand in, in any encoding. */
#include "lines_checked.h"

#include "intake/plain.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return checked_read(data, size, intake_plain);
}

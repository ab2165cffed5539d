/* Old Word documents that people hand in. */
#include "lines_checked.h"

#include "intake/doc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return checked_read(data, size, intake_doc_word);
}

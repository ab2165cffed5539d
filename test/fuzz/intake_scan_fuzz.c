/* Pictures that people hand in, alone and within PDFs: whatever the bytes, the
 * heads end, sizes keep to their limits, and what is drawn of a page stays
 * within it. No letter is read: that is Tesseract's, which is not loaded. */
#include "base/utf8.h"
#include "intake/ocr.h"
#include "intake/picture.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = str_of((const char *)data, size);
	struct arena mem = { 0 };
	struct intake_doc doc;
	struct intake_page page;
	struct err err = { 0 };

	if (intake_picture(&mem, bytes, &doc, &err)) {
		assert(doc.count && doc.count <= INTAKE_PICTURE_PAGES);
		for (size_t i = 0; i < doc.count; i++)
			assert(doc.at[i].width > 0 && doc.at[i].height > 0);
	} else {
		assert(err.code == ERR_UNTRUSTED || err.code == ERR_TOO_BIG);
		assert(*err.text && utf8_ok(str_c(err.text)));
	}
	err = (struct err){ 0 };
	if (!intake_ocr_page(&mem, bytes, 0, INTAKE_OCR_ALWAYS, &page, &err))
		assert(*err.text && utf8_ok(str_c(err.text)));
	arena_free(&mem);
	return 0;
}

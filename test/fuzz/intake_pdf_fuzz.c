/* PDFs that people hand in: whatever the bytes, the reader ends, says why or
 * gives words that are text, at places that are numbers. Unlike those of other
 * formats, lines may overlap and lie beyond the page. */
#include "lines_checked.h"

#include "intake/pdf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_page(const struct intake_page *page)
{
	int block = 0, column = 0;

	assert(checked_number(page->width) && checked_number(page->height));
	assert(page->unknown <= page->glyphs && page->icons <= page->glyphs);
	for (size_t i = 0; i < page->count; i++) {
		const struct intake_line *l = &page->at[i];

		assert(l->block >= block && l->column >= column);
		block = l->block;
		column = l->column;
		checked_line(l);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return checked_pages(data, size, intake_pdf, check_page);
}

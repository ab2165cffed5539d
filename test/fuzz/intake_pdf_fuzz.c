/* PDFs that people hand in: whatever the bytes, the reader ends, says why or
 * gives words that are text, at places that are numbers. */
#include "base/utf8.h"
#include "intake/pdf.h"

#include <assert.h>
#include <math.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool number(float f) { return !isnan(f) && fabsf(f) < 1e8f; }

static void check_box(const struct intake_box *b)
{
	assert(number(b->x0) && number(b->x1) && number(b->y0) &&
		number(b->y1));
	assert(b->x0 <= b->x1 && b->y0 <= b->y1);
}

static void check_page(const struct intake_page *page)
{
	int block = 0, column = 0;

	assert(number(page->width) && number(page->height));
	assert(page->unknown <= page->glyphs && page->icons <= page->glyphs);
	for (size_t i = 0; i < page->count; i++) {
		const struct intake_line *l = &page->at[i];

		assert(l->count && l->block >= block && l->column >= column);
		block = l->block;
		column = l->column;
		check_box(&l->box);
		for (size_t k = 0; k < l->count; k++) {
			const struct intake_word *w = &l->at[k];

			assert(w->text.len && utf8_ok(w->text));
			assert(utf8_ok(w->url));
			check_box(&w->box);
			assert(number(w->base) && w->size > 0);
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 };
	struct intake_doc doc;
	struct err err = { 0 };
	struct str text;

	if (intake_pdf(&mem, str_of((const char *)data, size), &doc, &err)) {
		assert(doc.count && doc.count <= INTAKE_PDF_PAGES);
		for (size_t i = 0; i < doc.count; i++)
			check_page(&doc.at[i]);
		if (intake_text(&mem, &doc, &text, &err))
			assert(utf8_ok(text));
	} else {
		assert(err.code == ERR_UNTRUSTED || err.code == ERR_TOO_BIG);
		assert(*err.text && utf8_ok(str_c(err.text)));
	}
	arena_free(&mem);
	return 0;
}

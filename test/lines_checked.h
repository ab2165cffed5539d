/*
 * test/lines_checked.h - for fuzzers: whatever the bytes, a reader of intake
 * ends, says why, or gives words that are text, at places that are numbers, on
 * pages that they are within.
 */
#ifndef LINES_CHECKED_H
#define LINES_CHECKED_H

#include "test.h"

#include "base/utf8.h"
#include "intake/lines.h"

#include <assert.h>
#include <math.h>

MAYBE bool checked_number(float f) { return !isnan(f) && fabsf(f) < 1e8f; }

MAYBE void checked_box(const struct intake_box *b)
{
	assert(checked_number(b->x0) && checked_number(b->x1));
	assert(checked_number(b->y0) && checked_number(b->y1));
	assert(b->x0 <= b->x1 && b->y0 <= b->y1);
}

MAYBE void checked_line(const struct intake_line *l)
{
	assert(l->count);
	assert(l->heading <= 9 && l->item <= 9);
	checked_box(&l->box);
	for (size_t k = 0; k < l->count; k++) {
		const struct intake_word *w = &l->at[k];

		assert(w->text.len && utf8_ok(w->text));
		assert(utf8_ok(w->url));
		assert(k || !(w->flags & INTAKE_CELL));
		checked_box(&w->box);
		assert(checked_number(w->base) && w->size > 0);
	}
}

MAYBE void checked_page(const struct intake_page *page)
{
	int block = 0, column = 0;
	float base = 0;

	assert(checked_number(page->width) && checked_number(page->height));
	assert(page->unknown <= page->glyphs && page->icons <= page->glyphs);
	for (size_t i = 0; i < page->count; i++) {
		const struct intake_line *l = &page->at[i];

		assert(l->block >= block && l->column >= column);
		assert(l->base > base && l->box.y1 <= page->height);
		assert(l->box.x1 <= page->width);
		block = l->block;
		column = l->column;
		base = l->base;
		checked_line(l);
	}
}

typedef bool checked_reader(struct arena *mem, struct str bytes,
	struct intake_doc *out, struct err *err);

MAYBE int checked_pages(const uint8_t *data, size_t size, checked_reader *read,
	void (*check)(const struct intake_page *page))
{
	struct arena mem = { 0 };
	struct intake_doc doc = { 0 };
	struct err err = { 0 };
	struct str text;

	if (read(&mem, str_of((const char *)data, size), &doc, &err)) {
		assert(doc.count && doc.count <= 200);
		for (size_t i = 0; i < doc.count; i++)
			check(&doc.at[i]);
		if (intake_text(&mem, &doc, &text, &err))
			assert(utf8_ok(text));
	} else {
		assert(err.code == ERR_UNTRUSTED || err.code == ERR_TOO_BIG);
		assert(*err.text && utf8_ok(str_c(err.text)));
	}
	arena_free(&mem);
	return 0;
}

/* For LLVMFuzzerTestOneInput: 0. */
MAYBE int checked_read(const uint8_t *data, size_t size, checked_reader *read)
{
	return checked_pages(data, size, read, checked_page);
}

#endif

/*
 * test/office_packed.h - for fuzzers of packed documents: what a document says
 * is mutated, and packed with right sums here; mutated archives would all end
 * at the first check. And what holds for any lines that were read.
 */
#ifndef OFFICE_PACKED_H
#define OFFICE_PACKED_H

#include "base/utf8.h"
#include "intake/lines.h"

#include <assert.h>
#include <libdeflate.h>
#include <math.h>

/* ---- archives ----------------------------------------------------------- */

struct packed {
	struct buf file, directory;
	unsigned count;
};

static void packed_number(struct buf *b, size_t n, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buf_addc(b, (char)(i < 8 ? n >> 8 * i : 0));
}

/* What both records of a part have in common. */
static void packed_record(struct buf *b, const char *name, struct str text)
{
	packed_number(b, 20, 2);
	packed_number(b, 0, 8); /* flags, method, time, date */
	packed_number(b, libdeflate_crc32(0, text.at, text.len), 4);
	packed_number(b, text.len, 4);
	packed_number(b, text.len, 4);
	packed_number(b, strlen(name), 2);
	packed_number(b, 0, 2);
}

static void packed_open(struct packed *p, struct arena *mem)
{
	*p = (struct packed){ 0 };
	buf_init(&p->file, mem, 64 << 20);
	buf_init(&p->directory, mem, 1 << 20);
}

static void packed_part(struct packed *p, const char *name, struct str text)
{
	size_t at = p->file.len;

	buf_add(&p->file, STR("PK\3\4"));
	packed_record(&p->file, name, text);
	buf_add(&p->file, str_c(name));
	buf_add(&p->file, text);
	buf_add(&p->directory, STR("PK\1\2"));
	packed_number(&p->directory, 20, 2);
	packed_record(&p->directory, name, text);
	packed_number(&p->directory, 0, 10);
	packed_number(&p->directory, at, 4);
	buf_add(&p->directory, str_c(name));
	p->count++;
}

static struct str packed_close(struct packed *p)
{
	size_t at = p->file.len;

	buf_add(&p->file, buf_str(&p->directory));
	buf_add(&p->file, STR("PK\5\6"));
	packed_number(&p->file, 0, 4);
	packed_number(&p->file, p->count, 2);
	packed_number(&p->file, p->count, 2);
	packed_number(&p->file, p->directory.len, 4);
	packed_number(&p->file, at, 4);
	packed_number(&p->file, 0, 2);
	return buf_str(&p->file);
}

/* ---- lines -------------------------------------------------------------- */

static bool packed_is_number(float f) { return !isnan(f) && fabsf(f) < 1e8f; }

static void packed_check_box(const struct intake_box *b)
{
	assert(packed_is_number(b->x0) && packed_is_number(b->x1) &&
		packed_is_number(b->y0) && packed_is_number(b->y1));
	assert(b->x0 <= b->x1 && b->y0 <= b->y1);
}

static void packed_check_line(const struct intake_line *l)
{
	assert(l->count && l->size > 0 && packed_is_number(l->base));
	packed_check_box(&l->box);
	for (size_t k = 0; k < l->count; k++) {
		const struct intake_word *w = &l->at[k];

		assert(w->text.len && utf8_ok(w->text) && utf8_ok(w->url));
		packed_check_box(&w->box);
		assert(packed_is_number(w->base) && w->size > 0);
	}
}

static void packed_check_page(const struct intake_page *page)
{
	int block = 0, column = 0;

	assert(packed_is_number(page->width) && page->width > 0);
	assert(packed_is_number(page->height) && page->height > 0);
	assert(page->unknown <= page->glyphs && page->icons <= page->glyphs);
	for (size_t i = 0; i < page->count; i++) {
		const struct intake_line *l = &page->at[i];

		assert(l->block >= block && l->column >= column);
		block = l->block;
		column = l->column;
		packed_check_line(l);
	}
}

static void packed_check(struct arena *mem, const struct intake_doc *doc)
{
	struct err err = { 0 };
	struct str text;

	assert(doc->count);
	for (size_t i = 0; i < doc->count; i++)
		packed_check_page(&doc->at[i]);
	if (intake_text(mem, doc, &text, &err))
		assert(utf8_ok(text));
}

#endif

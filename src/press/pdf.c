/*
 * press/pdf.c - leads: reads the pages, writes fonts, pictures, pages, then
 * the structure that ties them together. What each of these is made of is in
 * the files named in pdf_int.h.
 */
#include "press/pdf_int.h"

#include "press/press.h"
#include "press/subset.h"

#include <libdeflate.h>
#include <stdlib.h>

enum {
	/* Of deflate, by measurement: the third takes twice as long for 1 %,
	 * and another third of a megabyte. */
	LEVEL = 1,
	PACKED_MOST = 2 << 20, /* bytes that are kept between documents */
	SUBSETS_MOST = 3 << 20,
	SCRATCH_MOST = 1 << 20,
	CONTENT_MOST = 64 << 20 /* of a page, before it is packed */
};

static void scratch_new(struct pdf *pdf)
{
	arena_free(&pdf->scratch);
	buf_init(&pdf->content, &pdf->scratch, CONTENT_MOST);
	buf_init(&pdf->objects, &pdf->scratch, CONTENT_MOST);
	buf_init(&pdf->small, &pdf->scratch, CONTENT_MOST);
	buf_init(&pdf->zipped, &pdf->scratch, 2 * CONTENT_MOST);
}

struct pdf *pdf_open(void)
{
	struct pdf *pdf = mem_alloc(sizeof(*pdf));

	pdf->deflate = libdeflate_alloc_compressor(LEVEL);
	if (!pdf->deflate)
		mem_none();
	pdf->packed = memo_open(PACKED_MOST);
	pdf->subsets = memo_open(SUBSETS_MOST);
	scratch_new(pdf);
	return pdf;
}

void pdf_close(struct pdf *pdf)
{
	if (!pdf)
		return;
	for (size_t i = 0; i < PDF_FONTS; i++) {
		subset_close(pdf->known[i].source);
		mem_free(pdf->known[i].slot);
	}
	libdeflate_free_compressor(pdf->deflate);
	memo_close(pdf->packed);
	memo_close(pdf->subsets);
	arena_free(&pdf->scratch);
	mem_free(pdf);
}

/* ---- a document --------------------------------------------------------- */

static void put_catalogue(
	struct pdf_doc *d, int number, int pages, int profile, int xmp)
{
	int outline = pdf_outline_write(d), tags = pdf_tags_write(d);
	struct buf *b = pdf_object(d, number);

	buf_add(b, STR("<</Type/Catalog/Pages "));
	pdf_ref(b, pages);
	buf_add(b, STR("/Lang"));
	pdf_text(b, pdf_language(d->pages->tree));
	buf_add(b, STR("/MarkInfo<</Marked true>>/ViewerPreferences"
		       "<</DisplayDocTitle true"));
	if (d->pages->tree->rtl)
		buf_add(b, STR("/Direction/R2L"));
	buf_add(b, STR(">>/StructTreeRoot "));
	pdf_ref(b, tags);
	if (outline) {
		buf_add(b, STR("/Outlines "));
		pdf_ref(b, outline);
	}
	buf_add(b, STR("/Metadata "));
	pdf_ref(b, xmp);
	buf_add(b, STR("/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
		       "/OutputConditionIdentifier(sRGB)/Info(sRGB)"
		       "/DestOutputProfile "));
	pdf_ref(b, profile);
	buf_add(b, STR(">>]>>\n"));
}

static void put_page_list(struct pdf_doc *d, int number)
{
	struct buf *b = pdf_object(d, number);

	buf_add(b, STR("<</Type/Pages/Count "));
	buf_add_int(b, (int64_t)d->pages->count);
	buf_add(b, STR("/Kids["));
	for (size_t i = 0; i < d->pages->count; i++) {
		if (i)
			buf_addc(b, ' ');
		pdf_ref(b, d->page_object[i]);
	}
	buf_add(b, STR("]>>\n"));
}

static bool write_document(struct pdf_doc *d)
{
	int catalogue, list, xmp, profile, info;

	pdf_file_begin(d);
	catalogue = pdf_number(d);
	list = pdf_number(d);
	pdf_glyphs_read(d);
	if (!pdf_fonts_write(d) || !pdf_picture_write(d))
		return false;
	pdf_tags_prepare(d);
	pdf_pages_write(d, list);
	xmp = pdf_about_xmp(d);
	profile = pdf_about_profile(d);
	put_page_list(d, list);
	put_catalogue(d, catalogue, list, profile, xmp);
	info = pdf_about_info(d);
	pdf_file_end(d, catalogue, info);
	return true;
}

static bool check(const struct pages *pages, struct err *err)
{
	if (pages->count < 1 || pages->count > PRESS_PAGES)
		return err_set(err, ERR_TOO_BIG,
			"the document has %zu pages; at most %d can be made",
			pages->count, PRESS_PAGES);
	return true;
}

static bool whole(const struct pdf_doc *d)
{
	const struct pdf *p = d->pdf;

	return d->out->len - d->begin <= PRESS_FILE_BYTES && buf_ok(d->out) &&
	       buf_ok(&p->content) && buf_ok(&p->objects) &&
	       buf_ok(&p->small) && buf_ok(&p->zipped);
}

bool pdf_write(struct pdf *pdf, struct arena *mem, const struct pages *pages,
	struct buf *out, struct err *err)
{
	struct pdf_doc d = {
		.pdf = pdf, .mem = mem, .pages = pages, .err = err, .out = out
	};
	size_t begin = out->len;
	bool ok;

	if (!check(pages, err))
		return false;
	ok = write_document(&d);
	if (ok && !whole(&d))
		ok = err_set(err, ERR_TOO_BIG,
			"the PDF is larger than %d MB; at most that can be "
			"made",
			PRESS_FILE_BYTES >> 20);
	pdf_glyphs_forget(&d);
	if (!ok || pdf->scratch.bytes > SCRATCH_MOST)
		scratch_new(pdf);
	if (!ok && out->at) {
		out->len = begin;
		out->at[begin] = '\0';
	}
	return ok;
}

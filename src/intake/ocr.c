/*
 * intake/ocr.c - which pages are for OCR, what a process that reads one is
 * asked, and one page from its bytes to its lines. See ocr.h.
 */
#include "intake/ocr_int.h"
#include "intake/pdf_scan.h"

#include "base/utf8.h"

/* ---- which pages -------------------------------------------------------- */

static size_t letters(const struct intake_page *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->count && n < INTAKE_OCR_ENOUGH; i++)
		for (size_t k = 0; k < p->at[i].count; k++)
			n += utf8_count(p->at[i].at[k].text);
	return n;
}

/* A few are signs within text. */
bool intake_ocr_nameless(size_t letters, size_t unknown)
{
	return unknown > 8 && 5 * unknown > letters;
}

static bool wanted(const struct intake_page *p)
{
	if (intake_ocr_nameless(p->glyphs, p->unknown))
		return true;
	return letters(p) < INTAKE_OCR_ENOUGH && (p->pictures || p->unknown);
}

size_t intake_ocr_wanted(
	const struct intake_doc *doc, enum intake_ocr_mode mode, bool *want)
{
	size_t count = 0;

	for (size_t i = 0; i < doc->count; i++) {
		want[i] = count < INTAKE_OCR_PAGES &&
			  mode != INTAKE_OCR_NEVER &&
			  (mode == INTAKE_OCR_ALWAYS || wanted(&doc->at[i]));
		count += want[i];
	}
	return count;
}

/* ---- the request -------------------------------------------------------- */

static const char mark[8] = "VitaeOcr";

struct str intake_ocr_ask(struct arena *mem, struct str bytes, size_t page,
	enum intake_ocr_mode mode)
{
	char *to = arena_bytes(mem, INTAKE_OCR_HEAD + bytes.len + 1);
	uint32_t head[2] = { (uint32_t)page, mode };

	memcpy(to, mark, sizeof(mark));
	memcpy(to + sizeof(mark), head, sizeof(head));
	if (bytes.len)
		memcpy(to + INTAKE_OCR_HEAD, bytes.at, bytes.len);
	return str_of(to, INTAKE_OCR_HEAD + bytes.len);
}

bool intake_ocr_answer(struct arena *mem, struct str request,
	struct intake_page *out, struct err *err)
{
	uint32_t head[2];

	if (request.len < INTAKE_OCR_HEAD ||
		memcmp(request.at, mark, sizeof(mark)) != 0)
		return err_set(err, ERR_BAD_INPUT, "is no request for OCR");
	memcpy(head, request.at + sizeof(mark), sizeof(head));
	return intake_ocr_page(mem,
		str_of(request.at + INTAKE_OCR_HEAD,
			request.len - INTAKE_OCR_HEAD),
		head[0],
		head[1] == INTAKE_OCR_ALWAYS ? INTAKE_OCR_ALWAYS
					     : INTAKE_OCR_AUTO,
		out, err);
}

/* ---- a page ------------------------------------------------------------- */

bool intake_ocr_words(struct ocr_page *page, struct glyphs *g, struct err *err)
{
	bool ok = intake_ocr_ready(err) && intake_pix_clean(page, err) &&
		  intake_pix_words(page, g, err);

	if (page->pix)
		pixDestroy(&page->pix);
	return ok;
}

static bool read_glyphs(
	struct str bytes, size_t page, struct glyphs *g, struct err *err)
{
	struct ocr_page p = { 0 };

	if (!intake_pix_read(bytes, page, &p, err))
		return false;
	g->width = (float)(72 * pixGetWidth(p.pix) / p.dpi);
	g->height = (float)(72 * pixGetHeight(p.pix) / p.dpi);
	g->pictures = 1;
	return intake_ocr_words(&p, g, err);
}

static bool read_picture(struct arena *mem, struct str bytes, size_t page,
	struct intake_page *out, struct err *err)
{
	struct arena own = { 0 };
	struct glyphs g = { .mem = &own };
	bool ok = read_glyphs(bytes, page, &g, err);

	if (ok)
		intake_lines(mem, &g, out);
	arena_free(&own);
	return ok;
}

bool intake_ocr_page(struct arena *mem, struct str bytes, size_t page,
	enum intake_ocr_mode mode, struct intake_page *out, struct err *err)
{
	*out = (struct intake_page){ 0 };
	if (!intake_lept_load(err))
		return false;
	if (intake_picture_kind(bytes) != INTAKE_PICTURE_NONE)
		return read_picture(mem, bytes, page, out, err);
	return intake_pdf_scan(mem, bytes, page, mode, out, err);
}

/*
 * intake/pdf.c - from a file to its pages, and what is refused.
 */
#include "intake/pdf_int.h"

struct walk {
	struct pdf *pdf;
	struct intake_doc *out;
	size_t room, found;
	uint32_t seen[PDF_TREE_DEPTH];
};

static void take_page(
	struct walk *w, const struct pdf_obj *page, const struct pdf_obj *above)
{
	struct intake_page *more;
	struct pdf *pdf = w->pdf;

	if (w->found++ >= INTAKE_PDF_PAGES)
		return;
	if (pdf->watch && w->found != pdf->watch->page + 1)
		return;
	if (w->out->count == w->room) {
		w->room = w->room ? 2 * w->room : 4;
		more = ARENA_LIST(pdf->mem, struct intake_page, w->room);
		if (w->out->count)
			memcpy(more, w->out->at, w->out->count * sizeof(*more));
		w->out->at = more;
	}
	intake_pdf_page(pdf, page, above, &w->out->at[w->out->count++]);
	arena_reset(&pdf->spare);
}

static void walk(struct walk *w, const struct pdf_obj *raw,
	const struct pdf_obj *above, int depth)
{
	const struct pdf_obj *node = intake_pdf_see(w->pdf, raw), *kids;

	if (node->kind != PDF_DICT || depth == PDF_TREE_DEPTH ||
		!intake_pdf_work(w->pdf, 100))
		return;
	w->seen[depth] = raw->kind == PDF_REF ? raw->as.ref : 0;
	for (int i = 0; i < depth; i++)
		if (w->seen[depth] && w->seen[i] == w->seen[depth])
			return;
	kids = intake_pdf_key(w->pdf, node, "Kids");
	if (kids->kind != PDF_LIST) {
		take_page(w, node, above);
		return;
	}
	for (uint32_t i = 0; i < kids->count && !w->pdf->spent; i++)
		walk(w, &kids->as.items[i], node, depth + 1);
}

/* Where the tree of pages is broken: whatever calls itself one. */
static void take_any(struct walk *w)
{
	struct pdf *pdf = w->pdf;
	const struct pdf_obj *o;

	if (!pdf->tried_to_mend)
		intake_pdf_mend(pdf);
	pdf->mended = true;
	for (uint32_t i = 0; i < pdf->entry_count && !pdf->spent; i++) {
		o = intake_pdf_get(pdf, i);
		if (o->kind == PDF_DICT &&
			intake_pdf_is(intake_pdf_key(pdf, o, "Type"), "Page"))
			take_page(w, o, intake_pdf_key(pdf, o, "Parent"));
	}
}

static void find_scan(struct intake_doc *doc)
{
	size_t lines = 0, pictures = 0;

	for (size_t i = 0; i < doc->count; i++) {
		lines += doc->at[i].count;
		pictures += doc->at[i].pictures;
	}
	doc->scan = !lines && pictures;
}

static bool read_pages(struct pdf *pdf, struct intake_doc *out, struct err *err)
{
	struct walk w = { .pdf = pdf, .out = out };
	const struct pdf_obj *root;

	root = intake_pdf_key(pdf, &pdf->trailer, "Root");
	walk(&w, intake_pdf_raw(root, STR("Pages")), &intake_pdf_null, 0);
	if (!out->count && !pdf->spent)
		take_any(&w);
	if (w.found > INTAKE_PDF_PAGES)
		return err_set(err, ERR_TOO_BIG,
			"the PDF has %zu pages; up to %d are read", w.found,
			INTAKE_PDF_PAGES);
	if (pdf->spent)
		return err_set(err, ERR_UNTRUSTED,
			"the PDF has too %s to be a document of people; "
			"given up on page %zu",
			pdf->spent, out->count ? out->count : 1);
	if (!out->count)
		return err_set(err, ERR_UNTRUSTED,
			"the PDF is damaged: no page was found in it: export "
			"it anew");
	out->mended = pdf->mended;
	intake_lines_repeated(out);
	find_scan(out);
	return true;
}

static bool read_file(struct arena *mem, struct str bytes,
	const struct pdf_watch *watch, struct intake_doc *out, struct err *err)
{
	struct pdf pdf = { .mem = mem,
		.bytes = bytes,
		.work = INTAKE_PDF_WORK,
		.watch = watch };
	bool ok;

	*out = (struct intake_doc){ 0 };
	if (bytes.len > INTAKE_PDF_BYTES)
		return err_set(err, ERR_TOO_BIG,
			"the PDF has %zu MB; up to %d are read",
			bytes.len >> 20, INTAKE_PDF_BYTES >> 20);
	ok = intake_pdf_open(&pdf, err) && read_pages(&pdf, out, err);
	arena_free(&pdf.picture);
	arena_free(&pdf.spare);
	arena_free(&pdf.own);
	return ok;
}

bool intake_pdf(struct arena *mem, struct str bytes, struct intake_doc *out,
	struct err *err)
{
	return read_file(mem, bytes, NULL, out, err);
}

bool intake_pdf_look(struct arena *mem, struct str bytes,
	const struct pdf_watch *watch, struct intake_page *out, struct err *err)
{
	struct intake_doc doc;

	if (!read_file(mem, bytes, watch, &doc, err))
		return false;
	*out = doc.at[0];
	return true;
}

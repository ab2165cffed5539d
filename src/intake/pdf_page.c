/*
 * intake/pdf_page.c - one page: how it lies, what is on it, where its links
 * lead.
 */
#include "intake/pdf_int.h"

#include <math.h>

enum { PARTS_MOST = 2000, LINKS_MOST = 2000, URL_MOST = 2048 };

/* A key of the page, or of what it is in. */
static const struct pdf_obj *inherit(struct pdf *pdf,
	const struct pdf_obj *page, const struct pdf_obj *above,
	const char *key)
{
	const struct pdf_obj *o = intake_pdf_key(pdf, page, key);

	for (int i = 0; o->kind == PDF_NULL && i < PDF_TREE_DEPTH; i++) {
		if (above->kind != PDF_DICT)
			break;
		o = intake_pdf_key(pdf, above, key);
		above = intake_pdf_key(pdf, above, "Parent");
	}
	return o;
}

static bool rectangle(struct pdf *pdf, const struct pdf_obj *o, double out[4])
{
	double swap;

	for (uint32_t i = 0; i < 4; i++)
		out[i] = intake_pdf_number(intake_pdf_item(pdf, o, i), NAN);
	for (int i = 0; i < 2; i++)
		if (out[i] > out[i + 2]) {
			swap = out[i];
			out[i] = out[i + 2];
			out[i + 2] = swap;
		}
	return o->kind == PDF_LIST && out[2] - out[0] > 1 &&
	       out[3] - out[1] > 1 && fabs(out[0]) < 1e5 &&
	       fabs(out[1]) < 1e5 && out[2] < 1e5 && out[3] < 1e5;
}

/* From the page's own space to that of lines.h. */
static void matrix_of(struct pdf *pdf, const struct pdf_obj *page,
	const struct pdf_obj *above, double m[6], struct glyphs *g)
{
	double box[4], wide, high;
	int64_t turn = intake_pdf_int(
		inherit(pdf, page, above, "Rotate"), -36000, 36000, 0);

	if (!rectangle(pdf, inherit(pdf, page, above, "CropBox"), box) &&
		!rectangle(pdf, inherit(pdf, page, above, "MediaBox"), box))
		memcpy(box, ((double[]){ 0, 0, 612, 792 }), sizeof(box));
	wide = box[2] - box[0];
	high = box[3] - box[1];
	switch ((turn % 360 + 360) % 360) {
	case 90:
		memcpy(m, ((double[]){ 0, 1, 1, 0, -box[1], -box[0] }),
			6 * sizeof(*m));
		break;
	case 180:
		memcpy(m, ((double[]){ -1, 0, 0, 1, box[2], -box[1] }),
			6 * sizeof(*m));
		break;
	case 270:
		memcpy(m, ((double[]){ 0, -1, -1, 0, box[3], box[2] }),
			6 * sizeof(*m));
		break;
	default:
		memcpy(m, ((double[]){ 1, 0, 0, -1, -box[0], box[3] }),
			6 * sizeof(*m));
	}
	g->width = (float)(m[0] != 0 ? wide : high);
	g->height = (float)(m[0] != 0 ? high : wide);
}

static struct str content_of(struct pdf *pdf, const struct pdf_obj *page)
{
	const struct pdf_obj *o = intake_pdf_key(pdf, page, "Contents");
	struct buf all;

	if (o->kind != PDF_LIST)
		return intake_pdf_unpack(pdf, o);
	if (o->count == 1)
		return intake_pdf_unpack(pdf, intake_pdf_item(pdf, o, 0));
	buf_init(&all, &pdf->own, INTAKE_PDF_STREAMS);
	for (uint32_t i = 0; i < o->count && i < PARTS_MOST; i++) {
		struct str part =
			intake_pdf_unpack(pdf, intake_pdf_item(pdf, o, i));

		/* one part may be named again and again */
		if (!intake_pdf_work(pdf, (int64_t)part.len))
			break;
		buf_add(&all, part);
		buf_addc(&all, '\n');
	}
	if (o->count > PARTS_MOST || !buf_ok(&all))
		pdf->spent = "many parts of a page";
	return buf_ok(&all) && all.len ? buf_str(&all) : STR("");
}

/* ---- links -------------------------------------------------------------- */

struct links {
	struct intake_box box;
	struct str url;
};

static void place(const double box[4], const double m[6], struct intake_box *to)
{
	double x0 = m[0] * box[0] + m[2] * box[1] + m[4];
	double y0 = m[1] * box[0] + m[3] * box[1] + m[5];
	double x1 = m[0] * box[2] + m[2] * box[3] + m[4];
	double y1 = m[1] * box[2] + m[3] * box[3] + m[5];

	*to = (struct intake_box){ (float)fmin(x0, x1), (float)fmin(y0, y1),
		(float)fmax(x0, x1), (float)fmax(y0, y1) };
}

static size_t links_of(struct pdf *pdf, const struct pdf_obj *page,
	const double m[6], struct links *to)
{
	const struct pdf_obj *list = intake_pdf_key(pdf, page, "Annots"), *o;
	double box[4];
	size_t count = 0;

	for (uint32_t i = 0; list->kind == PDF_LIST && i < list->count &&
			     count < LINKS_MOST && intake_pdf_work(pdf, 20);
		i++) {
		struct str url;

		o = intake_pdf_item(pdf, list, i);
		if (!intake_pdf_is(intake_pdf_key(pdf, o, "Subtype"), "Link"))
			continue;
		url = intake_pdf_str(intake_pdf_key(
			pdf, intake_pdf_key(pdf, o, "A"), "URI"));
		if (!url.len || url.len > URL_MOST ||
			!rectangle(pdf, intake_pdf_key(pdf, o, "Rect"), box))
			continue;
		place(box, m, &to[count].box);
		to[count++].url = intake_pdf_text(pdf->mem, url);
	}
	return count;
}

static void link_words(
	struct intake_page *page, const struct links *links, size_t count)
{
	for (size_t i = 0; i < page->count; i++)
		for (size_t k = 0; k < page->at[i].count; k++) {
			struct intake_word *w = &page->at[i].at[k];
			float x = (w->box.x0 + w->box.x1) / 2;
			float y = (w->box.y0 + w->box.y1) / 2;

			for (size_t n = 0; n < count; n++)
				if (x >= links[n].box.x0 &&
					x <= links[n].box.x1 &&
					y >= links[n].box.y0 &&
					y <= links[n].box.y1)
					w->url = links[n].url;
		}
}

bool intake_pdf_page(struct pdf *pdf, const struct pdf_obj *page,
	const struct pdf_obj *above, struct intake_page *out)
{
	struct glyphs g = { .mem = &pdf->own };
	struct links *links;
	double m[6];
	size_t count;

	matrix_of(pdf, page, above, m, &g);
	intake_pdf_show(pdf, inherit(pdf, page, above, "Resources"),
		content_of(pdf, page), m, &g);
	if (pdf->watch)
		pdf->watch->end(pdf, &g);
	intake_pdf_dots(pdf, &g);
	intake_lines(pdf->mem, &g, out);
	/* not before: what shows a page forgets what is spare */
	links = ARENA_LIST(&pdf->spare, struct links, LINKS_MOST);
	count = links_of(pdf, page, m, links);
	if (intake_pdf_work(pdf, (int64_t)(count * g.count / 8)))
		link_words(out, links, count);
	return !pdf->spent;
}

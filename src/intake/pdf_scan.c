/*
 * intake/pdf_scan.c - the page of a PDF that OCR reads: see pdf_scan.h.
 */
#include "intake/pdf_scan.h"
#include "intake/pdf_show.h"

#include <math.h>

enum {
	PICTURES_MOST = 20000,  /* some fonts are made of them */
	PIXELS_MOST = 40000000, /* of all pictures of a page */
	DPI_LEAST = 100,
	DPI_INK = 250, /* of letters that are drawn */
	DPI_MOST = 600,
	WIDE = 36 /* points; what is smaller is no scan, but a sign */
};

struct seen {
	struct Pix *grey, *alpha; /* alpha: 255 is painted; NULL: all is */
	bool stencil;             /* paints only where it is dark */
	double at[6];             /* of its unit square, to points */
};

struct scan {
	struct arena *mem;
	struct pdf_ink *ink; /* NULL: letters are not drawn */
	bool within;         /* a letter that is a small page */
	struct seen *pictures;
	size_t count;
	uint64_t pixels;
	const char *why; /* a picture was not read; NULL: all were */
	bool failed;
	struct err *err;
};

/* ---- pictures ----------------------------------------------------------- */

static struct Pix *alpha_of(struct pdf *pdf, const struct pdf_obj *o)
{
	const struct pdf_obj *soft = intake_pdf_key(pdf, o, "SMask");
	const struct pdf_obj *hard = intake_pdf_key(pdf, o, "Mask");
	const char *why;
	struct Pix *pix;

	if (soft->kind == PDF_STREAM)
		return intake_pdf_picture(pdf, soft, &why);
	if (hard->kind != PDF_STREAM)
		return NULL;
	pix = intake_pdf_picture(pdf, hard, &why);
	if (pix)
		pixInvert(pix, pix); /* a stencil paints where it is dark */
	return pix;
}

static void picture_free(struct seen *p)
{
	if (p->grey)
		pixDestroy(&p->grey);
	if (p->alpha)
		pixDestroy(&p->alpha);
}

static void take_picture(
	struct pdf *pdf, const struct pdf_obj *o, const double at[6])
{
	struct scan *s = pdf->watch->to;
	const struct pdf_obj *mask = intake_pdf_key(pdf, o, "ImageMask");
	struct seen *to = &s->pictures[s->count];

	if (mask->kind == PDF_NULL)
		mask = intake_pdf_key(pdf, o, "IM");
	if (s->count == PICTURES_MOST || s->pixels > PIXELS_MOST)
		return;
	*to = (struct seen){ .stencil = mask->kind == PDF_BOOL &&
					mask->as.number != 0 };
	to->grey = intake_pdf_picture(pdf, o, &s->why);
	if (!to->grey)
		return;
	s->pixels += (uint64_t)pixGetWidth(to->grey) * pixGetHeight(to->grey);
	to->alpha = alpha_of(pdf, o);
	if (to->alpha)
		s->pixels += (uint64_t)pixGetWidth(to->alpha) *
			     pixGetHeight(to->alpha);
	memcpy(to->at, at, sizeof(to->at));
	s->count++;
}

/* ---- letters ------------------------------------------------------------ */

/* Its letters are small pages: pictures, most often. None has letters of the
 * same kind, or it would never end. */
static void take_type3(struct pdf *pdf, const struct pdf_font *font,
	uint32_t code, const double at[6])
{
	struct scan *s = pdf->watch->to;
	const struct pdf_obj *of = font->of, *list, *m, *name;
	struct glyphs none = { .mem = &pdf->own };
	double place[6];
	int64_t at_code = 0;
	struct str letter = STR("");

	list = intake_pdf_key(
		pdf, intake_pdf_key(pdf, of, "Encoding"), "Differences");
	for (uint32_t i = 0; list->kind == PDF_LIST && i < list->count; i++) {
		name = intake_pdf_item(pdf, list, i);
		if (name->kind == PDF_NUMBER)
			at_code = intake_pdf_int(name, 0, 255, 256);
		else if (at_code++ == code)
			letter = intake_pdf_str(name);
	}
	m = intake_pdf_key(pdf, of, "FontMatrix");
	for (uint32_t i = 0; i < 6; i++)
		place[i] = intake_pdf_number(intake_pdf_item(pdf, m, i), 0);
	intake_pdf_multiply(place, at, place);
	s->within = true;
	intake_pdf_show(pdf, intake_pdf_key(pdf, of, "Resources"),
		intake_pdf_unpack(pdf,
			intake_pdf_see(pdf,
				intake_pdf_raw(
					intake_pdf_key(pdf, of, "CharProcs"),
					letter))),
		place, &none);
	s->within = false;
}

static bool take_glyph(struct pdf *pdf, const struct pdf_font *font,
	uint32_t code, unsigned flags, const double at[6])
{
	struct scan *s = pdf->watch->to;

	if (s->within)
		return true;
	/* what was hidden over a picture is read again */
	if (flags & INTAKE_HIDDEN)
		return true;
	if (!s->ink)
		return false;
	if (!font->type3)
		return intake_pdf_ink_take(pdf, s->ink, font, code, at);
	take_type3(pdf, font, code, at);
	return true;
}

/* ---- a first look ------------------------------------------------------- */

struct look {
	size_t letters, unknown;
};

static void look_picture(
	struct pdf *pdf, const struct pdf_obj *o, const double at[6])
{
	(void)pdf;
	(void)o;
	(void)at;
}

static bool look_glyph(struct pdf *pdf, const struct pdf_font *font,
	uint32_t code, unsigned flags, const double at[6])
{
	struct look *l = pdf->watch->to;

	(void)at;
	if (!(flags & INTAKE_HIDDEN)) {
		l->letters++;
		l->unknown += !intake_pdf_code(&font->text, code) &&
			      !font->cids_are_text;
	}
	return true;
}

static void look_end(struct pdf *pdf, struct glyphs *g)
{
	(void)pdf;
	(void)g;
}

/* Are its letters to be drawn, because nobody says which they are? */
static bool look(struct arena *mem, struct str bytes, size_t page, bool *out,
	struct err *err)
{
	struct look l = { 0 };
	const struct pdf_watch watch = { .page = page,
		.to = &l,
		.picture = look_picture,
		.glyph = look_glyph,
		.end = look_end };
	struct intake_page none;

	if (!intake_pdf_look(mem, bytes, &watch, &none, err))
		return false;
	*out = intake_ocr_nameless(l.letters, l.unknown);
	return true;
}

/* ---- the page they make ------------------------------------------------- */

static double dpi_of(const struct seen *p)
{
	double wide = hypot(p->at[0], p->at[1]) / 72;

	return wide > 1e-4 ? pixGetWidth(p->grey) / wide : 0;
}

static bool invert(const double m[6], double out[6])
{
	double d = m[0] * m[3] - m[1] * m[2];

	if (!(fabs(d) > 1e-9))
		return false;
	out[0] = m[3] / d;
	out[1] = -m[1] / d;
	out[2] = -m[2] / d;
	out[3] = m[0] / d;
	out[4] = (m[2] * m[5] - m[3] * m[4]) / d;
	out[5] = (m[1] * m[4] - m[0] * m[5]) / d;
	return true;
}

/* The pixels of the page that a unit square covers. */
static void cover(const double at[6], const struct Pix *page, int out[4])
{
	double x[2] = { INFINITY, -INFINITY }, y[2] = { INFINITY, -INFINITY };
	int wide = pixGetWidth(page), high = pixGetHeight(page);

	for (int i = 0; i < 4; i++) {
		double px = at[4] + (i & 1) * at[0] + (i >> 1) * at[2];
		double py = at[5] + (i & 1) * at[1] + (i >> 1) * at[3];

		x[0] = fmin(x[0], px);
		x[1] = fmax(x[1], px);
		y[0] = fmin(y[0], py);
		y[1] = fmax(y[1], py);
	}
	out[0] = (int)fmax(0, fmin(floor(x[0]), wide));
	out[1] = (int)fmax(0, fmin(floor(y[0]), high));
	out[2] = (int)fmax(0, fmin(ceil(x[1]), wide));
	out[3] = (int)fmax(0, fmin(ceil(y[1]), high));
}

/* Which pixel, of `count`, a part of a unit is; -1: none. */
static int place(double part, int count)
{
	return part >= 0 && part < 1 ? (int)(part * count) : -1;
}

static int byte(struct Pix *pix, int x, int y)
{
	return GET_DATA_BYTE(pixGetData(pix) + (size_t)y * pixGetWpl(pix), x);
}

static int mix(const struct seen *p, int was, double u, double v)
{
	int x = place(u, pixGetWidth(p->grey));
	int y = place(1 - v, pixGetHeight(p->grey)), grey, alpha;

	if (x < 0 || y < 0)
		return was;
	grey = byte(p->grey, x, y);
	if (p->stencil)
		return grey < was ? grey : was;
	if (!p->alpha)
		return grey;
	x = place(u, pixGetWidth(p->alpha));
	y = place(1 - v, pixGetHeight(p->alpha));
	alpha = x < 0 || y < 0 ? 0 : byte(p->alpha, x, y);
	return (grey * alpha + was * (255 - alpha)) / 255;
}

/* Pixels of about the size of the page's: the nearest will do then. */
static void fit(struct seen *p, double dpi)
{
	double x = dpi / dpi_of(p);
	double tall = hypot(p->at[2], p->at[3]) / 72;
	double y = tall * dpi / pixGetHeight(p->grey);

	if (isfinite(x) && isfinite(y) && x > 0.01 && y > 0.01 &&
		(x < 0.8 || x > 1.25 || y < 0.8 || y > 1.25) && x * y < 20)
		intake_pix_scale(&p->grey, x, y);
}

static l_uint32 *row_of(struct Pix *pix, int y)
{
	return pixGetData(pix) + (size_t)y * pixGetWpl(pix);
}

/* Most pictures lie straight, and hide all that is behind them. */
static void copy_row(const struct seen *p, struct Pix *page, int at,
	const int box[4], const double back[6])
{
	l_uint32 *row = row_of(page, at);
	double v = (at + 0.5) * back[3] + back[5];
	int y = place(1 - v, pixGetHeight(p->grey)), x;
	int wide = pixGetWidth(p->grey);
	const l_uint32 *from;

	if (y < 0)
		return;
	from = pixGetData(p->grey) + (size_t)y * pixGetWpl(p->grey);
	for (int to = box[0]; to < box[2]; to++) {
		x = place((to + 0.5) * back[0] + back[4], wide);
		if (x >= 0)
			SET_DATA_BYTE(row, to, GET_DATA_BYTE(from, x));
	}
}

static void mix_row(const struct seen *p, struct Pix *page, int at,
	const int box[4], const double back[6])
{
	l_uint32 *row = row_of(page, at);
	double y = at + 0.5;

	for (int x = box[0]; x < box[2]; x++) {
		double u = (x + 0.5) * back[0] + y * back[2] + back[4];
		double v = (x + 0.5) * back[1] + y * back[3] + back[5];

		SET_DATA_BYTE(
			row, x, (l_uint8)mix(p, GET_DATA_BYTE(row, x), u, v));
	}
}

static void draw(struct seen *p, struct Pix *page, double dpi)
{
	double at[6], back[6];
	bool straight = !p->stencil && !p->alpha;
	int box[4];

	fit(p, dpi);
	for (int i = 0; i < 6; i++)
		at[i] = p->at[i] * dpi / 72;
	if (!p->grey || !invert(at, back))
		return;
	cover(at, page, box);
	straight = straight && fabs(back[1]) + fabs(back[2]) < 1e-9;
	for (int y = box[1]; y < box[3]; y++)
		(straight ? copy_row : mix_row)(p, page, y, box, back);
}

static double page_dpi(const struct scan *s, const struct glyphs *g)
{
	double dpi = s->ink ? DPI_INK : DPI_LEAST, most;

	for (size_t i = 0; i < s->count; i++)
		if (hypot(s->pictures[i].at[0], s->pictures[i].at[1]) > WIDE)
			dpi = fmax(
				dpi, fmin(dpi_of(&s->pictures[i]), DPI_MOST));
	most = 72 * sqrt(INTAKE_OCR_PIXELS / ((double)g->width * g->height));
	return fmin(dpi, most);
}

static void end(struct pdf *pdf, struct glyphs *g)
{
	struct scan *s = pdf->watch->to;
	struct ocr_page page = { .dpi = page_dpi(s, g) };

	if (!s->count && !intake_pdf_ink_count(s->ink)) {
		s->failed = s->why && !err_set(s->err, ERR_UNTRUSTED,
					      "page %zu: its picture %s",
					      pdf->watch->page + 1, s->why);
		return;
	}
	page.pix = pixCreate((int)(g->width * page.dpi / 72),
		(int)(g->height * page.dpi / 72), 8);
	if (!page.pix) {
		s->failed =
			!err_set(s->err, ERR_UNTRUSTED, "the page has no size");
		return;
	}
	pixSetAll(page.pix);
	for (size_t i = 0; i < s->count; i++) {
		draw(&s->pictures[i], page.pix, page.dpi);
		picture_free(&s->pictures[i]);
	}
	intake_pdf_ink_draw(s->ink, page.pix, page.dpi);
	s->failed = !intake_ocr_words(&page, g, s->err);
}

static bool scan(struct arena *mem, struct str bytes, size_t page,
	struct scan *s, struct intake_page *out, struct err *err)
{
	const struct pdf_watch watch = { .page = page,
		.to = s,
		.picture = take_picture,
		.glyph = take_glyph,
		.end = end };

	s->pictures = ARENA_LIST(s->mem, struct seen, PICTURES_MOST + 1);
	s->err = err;
	return intake_pdf_look(mem, bytes, &watch, out, err) && !s->failed;
}

bool intake_pdf_scan(struct arena *mem, struct str bytes, size_t page,
	enum intake_ocr_mode mode, struct intake_page *out, struct err *err)
{
	struct arena own = { 0 };
	struct scan s = { .mem = &own };
	bool draws = mode == INTAKE_OCR_ALWAYS, ok;

	ok = draws || look(&own, bytes, page, &draws, err);
	if (ok && draws)
		ok = (s.ink = intake_pdf_ink_new(err)) != NULL;
	ok = ok && scan(mem, bytes, page, &s, out, err);
	for (size_t i = 0; i < s.count; i++)
		picture_free(&s.pictures[i]);
	intake_pdf_ink_free(s.ink);
	arena_free(&own);
	return ok;
}

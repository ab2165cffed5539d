/*
 * intake/ocr_clean.c - what a scanner or a camera did to a page is undone:
 * light from one side, a page that lies askew, sideways or upside down, too
 * few pixels.
 */
#include "intake/ocr_int.h"

#include <math.h>
#include <stdlib.h>

enum {
	BLACK_BELOW = 140,
	READ_PIXELS = 16000000 /* a page is not made larger than that */
};

/* ---- light -------------------------------------------------------------- */

enum { CELLS = 10, STEP = 3 };

/* How bright paper is in a part of the page. */
static int paper(struct Pix *pix, int cell)
{
	int wide = pixGetWidth(pix) / CELLS, high = pixGetHeight(pix) / CELLS;
	int x0 = wide * (cell % CELLS), y0 = high * (cell / CELLS);
	unsigned counts[256] = { 0 }, above = 0, all = 0;
	int level = 255;

	for (int y = y0; y < y0 + high; y += STEP)
		for (int x = x0; x < x0 + wide; x += STEP) {
			counts[GET_DATA_BYTE(
				pixGetData(pix) + (size_t)y * pixGetWpl(pix),
				x)]++;
			all++;
		}
	while (level > 0 && (above += counts[level]) < all / 4)
		level--;
	return level;
}

/* Light changes slowly over a page; what jumps is a coloured part of it, on
 * which light letters would be lost. */
static bool lit_unevenly(struct Pix *pix)
{
	int level[CELLS * CELLS], least = 255, most = 0, jump = 0, by;

	for (int i = 0; i < CELLS * CELLS; i++) {
		level[i] = paper(pix, i);
		least = level[i] < least ? level[i] : least;
		most = level[i] > most ? level[i] : most;
		for (int k = 0; k < 2; k++) {
			int to = k ? i - CELLS : i % CELLS ? i - 1 : -1;

			by = to < 0 ? 0 : abs(level[i] - level[to]);
			jump = by > jump ? by : jump;
		}
	}
	return (most - least > 40 || most < 170) && jump < 45;
}

/* ---- which way it lies -------------------------------------------------- */

/* Letters rise above their line more often than they hang below it. */
static void make_upright(struct ocr_page *page, struct Pix **black)
{
	static const uint32_t quarters[] = { [L_TEXT_ORIENT_LEFT] = 1,
		[L_TEXT_ORIENT_DOWN] = 2,
		[L_TEXT_ORIENT_RIGHT] = 3 };
	float up, left;
	int way;

	if (pixOrientDetect(*black, &up, &left, 0, 0) ||
		makeOrientDecision(up, left, 0, 0, &way, 0))
		return;
	page->turn = quarters[way];
	if (!page->turn)
		return;
	intake_pix_set(&page->pix, pixRotateOrth(page->pix, (int)page->turn));
	intake_pix_set(black, pixRotateOrth(*black, (int)page->turn));
}

static void make_level(struct ocr_page *page)
{
	struct Pix *black = pixConvertTo1(page->pix, BLACK_BELOW);
	float angle = 0, sure = 0;

	if (black)
		make_upright(page, &black);
	if (page->pix && black && !pixFindSkew(black, &angle, &sure) &&
		sure > 2.5f && fabsf(angle) > 0.08f)
		intake_pix_set(&page->pix,
			pixRotate(page->pix, angle * (float)M_PI / 180,
				L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0));
	if (black)
		pixDestroy(&black);
}

/* ---- size --------------------------------------------------------------- */

static void resize(struct ocr_page *page)
{
	double by = OCR_DPI / page->dpi, pixels;

	if (page->dpi > OCR_DPI_LEAST && page->dpi < OCR_DPI_MOST)
		return;
	pixels = (double)pixGetWidth(page->pix) * pixGetHeight(page->pix);
	by = fmin(by, fmax(1, sqrt(READ_PIXELS / pixels)));
	intake_pix_scale(&page->pix, by, by);
	page->dpi *= by;
}

bool intake_pix_clean(struct ocr_page *page, struct err *err)
{
	if (lit_unevenly(page->pix))
		intake_pix_set(&page->pix,
			pixBackgroundNormSimple(page->pix, NULL, NULL));
	if (page->pix)
		make_level(page);
	if (page->pix)
		resize(page);
	return page->pix || err_set(err, ERR_UNTRUSTED,
				    "the picture has nothing to be read");
}

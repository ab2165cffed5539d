/*
 * intake/pdf_accent.c - an accent that is drawn over its letter as a glyph of
 * its own becomes one character with it, as TeX and others make them. Knows
 * the letters that have a name in the Adobe Glyph List.
 */
#include "intake/pdf_int.h"

#include "base/utf8.h"

/* Standing alone, or combining; the end of the letter's name. */
static const struct {
	uint16_t alone, combining;
	const char *name;
} accents[] = { { 0x60, 0x300, "grave" }, { 0xB4, 0x301, "acute" },
	{ 0x2C6, 0x302, "circumflex" }, { 0x2DC, 0x303, "tilde" },
	{ 0xAF, 0x304, "macron" }, { 0x2D8, 0x306, "breve" },
	{ 0x2D9, 0x307, "dotaccent" }, { 0xA8, 0x308, "dieresis" },
	{ 0x2DA, 0x30A, "ring" }, { 0x2DD, 0x30B, "hungarumlaut" },
	{ 0x2C7, 0x30C, "caron" }, { 0xB8, 0x327, "cedilla" },
	{ 0x2DB, 0x328, "ogonek" }, { 0x5E, 0x302, "circumflex" },
	{ 0x7E, 0x303, "tilde" }, { 0xB7, 0x307, "dotaccent" } };

static uint32_t joined(uint32_t letter, uint32_t accent, bool combining)
{
	char name[24] = { 0 };

	if (letter == 0x131) /* without a dot, for the accent */
		letter = 'i';
	if ((letter | 32) < 'a' || (letter | 32) > 'z' || letter > 'z')
		return 0;
	name[0] = (char)letter;
	for (size_t i = 0; i < LENGTH(accents); i++)
		if (accent ==
			(combining ? accents[i].combining : accents[i].alone)) {
			memcpy(name + 1, accents[i].name,
				strlen(accents[i].name));
			return intake_pdf_named(str_c(name));
		}
	return 0;
}

static bool over(const struct glyph *accent, const struct glyph *letter)
{
	float middle = (accent->x0 + accent->x1) / 2;
	float up = letter->y - accent->y;

	return accent->turn == letter->turn && middle > letter->x0 &&
	       middle < letter->x1 && up > -0.2f * letter->size &&
	       up < 0.6f * letter->size;
}

void intake_pdf_accent(struct glyphs *g)
{
	struct glyph *now = g->at + g->count - 1, *was = now - 1;
	uint32_t c;

	if (g->count < 2 || was->flags & (GLYPH_GONE | GLYPH_BLANK))
		return;
	if (now->text >= 0x300 && now->text <= 0x328) {
		c = joined(was->text, now->text, true);
		if (c) {
			was->text = c;
			now->flags |= GLYPH_GONE;
		}
		return;
	}
	if (was->text < 0x5E || was->text > 0x2DD || !over(was, now))
		return;
	c = joined(now->text, was->text, false);
	if (c) {
		now->text = c;
		was->flags |= GLYPH_GONE;
	}
}

/*
 * intake/pdf_font.c - a font of a PDF: which character a code shows, how wide
 * it is, whether it is bold or slanted. Draws no glyph. What nobody says is
 * unknown (0) and never guessed from a shape.
 */
#include "intake/pdf_int.h"

enum {
	FLAG_FIXED = 1,
	FLAG_SYMBOLIC = 4,
	FLAG_ITALIC = 64,
	FLAG_BOLD = 1 << 18,
	WEIGHT_BOLD = 600,
	STEM_BOLD = 140
};

/* ---- widths ------------------------------------------------------------- */

float intake_pdf_width(const struct pdf_font *font, uint32_t code)
{
	const float *page = code < 65536 ? font->width[code >> 8] : NULL;

	return page && page[code & 255] >= 0 ? page[code & 255] : font->missing;
}

static void width_set(
	struct pdf *pdf, struct pdf_font *font, uint32_t code, double width)
{
	float **page = &font->width[code >> 8 & 255];

	if (code >= 65536)
		return;
	if (!*page) {
		*page = arena_bytes(&pdf->own, 256 * sizeof(float));
		for (int i = 0; i < 256; i++)
			(*page)[i] = -1;
	}
	if (width >= 0 && width < 100000)
		(*page)[code & 255] = (float)width * font->scale;
}

static void wide_widths(
	struct pdf *pdf, struct pdf_font *font, const struct pdf_obj *of)
{
	const struct pdf_obj *w = intake_pdf_key(pdf, of, "W"), *next;

	font->missing =
		(float)intake_pdf_number(intake_pdf_key(pdf, of, "DW"), 1000) *
		font->scale;
	for (uint32_t i = 0; i + 1 < w->count && w->kind == PDF_LIST;) {
		int64_t first = intake_pdf_int(
			intake_pdf_item(pdf, w, i), 0, 65535, 65536);

		next = intake_pdf_item(pdf, w, i + 1);
		if (next->kind == PDF_LIST) {
			for (uint32_t k = 0;
				k < next->count && intake_pdf_work(pdf, 2); k++)
				width_set(pdf, font, (uint32_t)first + k,
					intake_pdf_number(
						intake_pdf_item(pdf, next, k),
						-1));
			i += 2;
		} else {
			int64_t last = intake_pdf_int(next, 0, 65535, -1);
			double width = intake_pdf_number(
				intake_pdf_item(pdf, w, i + 2), -1);

			for (; first <= last && intake_pdf_work(pdf, 2);
				first++)
				width_set(pdf, font, (uint32_t)first, width);
			i += 3;
		}
	}
}

/* A font that the file does not bring: its program has known widths. */
static void standard_widths(
	struct pdf *pdf, struct pdf_font *font, struct str name)
{
	const uint16_t *widths = intake_pdf_standard_widths(name);
	const uint16_t *ansi = intake_pdf_encoding(STR("WinAnsiEncoding"));

	font->missing = widths ? 0.5f : 0.6f;
	if (!widths)
		return;
	for (uint32_t code = 32; code < 256; code++) {
		uint32_t c = intake_pdf_code(&font->text, code);

		for (uint32_t i = 0; c && i < 224; i++)
			if (ansi[i] == c && widths[i]) {
				width_set(pdf, font, code, widths[i]);
				break;
			}
	}
}

static void simple_widths(struct pdf *pdf, struct pdf_font *font,
	const struct pdf_obj *of, const struct pdf_obj *descriptor,
	struct str name)
{
	const struct pdf_obj *list = intake_pdf_key(pdf, of, "Widths");
	int64_t first =
		intake_pdf_int(intake_pdf_key(pdf, of, "FirstChar"), 0, 255, 0);

	if (list->kind != PDF_LIST) {
		standard_widths(pdf, font, name);
		return;
	}
	font->missing =
		(float)intake_pdf_number(
			intake_pdf_key(pdf, descriptor, "MissingWidth"), 0) *
		font->scale;
	for (uint32_t i = 0; i < list->count && first + i < 256; i++)
		width_set(pdf, font, (uint32_t)first + i,
			intake_pdf_number(intake_pdf_item(pdf, list, i), -1));
}

/* ---- letters ------------------------------------------------------------ */

static void base_codes(struct pdf *pdf, struct pdf_font *font,
	const uint16_t *base, bool known[256])
{
	for (uint32_t code = 32; base && code < 256; code++)
		if (base[code - 32]) {
			intake_pdf_code_set(
				pdf, &font->text, code, base[code - 32]);
			known[code] = true;
		}
}

/* TeX's own order of letters, where it is not that of Latin-1. */
static uint32_t in_tex(uint32_t code)
{
	static const uint16_t first[32] = { 0x60, 0xB4, 0x2C6, 0x2DC, 0xA8,
		0x2DD, 0x2DA, 0x2C7, 0x2D8, 0xAF, 0x2D9, 0xB8, 0x2DB, 0x201A,
		0x2039, 0x203A, 0x201C, 0x201D, 0x201E, 0xAB, 0xBB, 0x2013,
		0x2014, 0, 0, 0x131, 0x237, 0xFB00, 0xFB01, 0xFB02, 0xFB03,
		0xFB04 };
	static const uint16_t high[64] = { 0x102, 0x104, 0x106, 0x10C, 0x10E,
		0x11A, 0x118, 0x11E, 0x139, 0x13D, 0x141, 0x143, 0x147, 0x14A,
		0x150, 0x154, 0x158, 0x15A, 0x160, 0x15E, 0x164, 0x162, 0x170,
		0x16E, 0x178, 0x179, 0x17D, 0x17B, 0x132, 0x130, 0x111, 0xA7,
		0x103, 0x105, 0x107, 0x10D, 0x10F, 0x11B, 0x119, 0x11F, 0x13A,
		0x13E, 0x142, 0x144, 0x148, 0x14B, 0x151, 0x155, 0x159, 0x15B,
		0x161, 0x15F, 0x165, 0x163, 0x171, 0x16F, 0xFF, 0x17A, 0x17E,
		0x17C, 0x133, 0xA1, 0xBF, 0xA3 };

	if (code < 32)
		return first[code];
	if (code >= 128 && code < 192)
		return high[code - 128];
	return code == 0x27   ? 0x2019
	       : code == 0x60 ? 0x2018
	       : code == 0xDF ? 0x1E9E
	       : code == 0xFF ? 0xDF
			      : code;
}

/* Shapes that TeX drew are called by their number only: "a71". */
static bool is_numbered(struct str name, int64_t code)
{
	int64_t number;

	return name.len > 1 && name.at[0] == 'a' &&
	       str_int(str_of(name.at + 1, name.len - 1), &number) &&
	       number == code;
}

static void differences(struct pdf *pdf, struct pdf_font *font,
	const struct pdf_obj *list, bool drawn, bool known[256])
{
	const struct pdf_obj *o;
	int64_t code = 0;

	for (uint32_t i = 0; i < list->count && list->kind == PDF_LIST; i++) {
		o = intake_pdf_item(pdf, list, i);
		intake_pdf_work(pdf, 16);
		if (o->kind == PDF_NUMBER) {
			code = intake_pdf_int(o, 0, 255, 256);
		} else if (o->kind == PDF_NAME && code < 256) {
			struct str name = intake_pdf_str(o);

			intake_pdf_code_set(pdf, &font->text, (uint32_t)code,
				drawn && is_numbered(name, code)
					? in_tex((uint32_t)code)
					: intake_pdf_named(name));
			known[code++] = true;
		}
	}
}

/* TeX's font of signs has no letters; of its signs, resumes show bullets. */
static void tex_signs(
	struct pdf *pdf, struct pdf_font *font, const bool known[256])
{
	enum { TEX_BULLET = 136 };

	for (int c = 'A'; c <= 'z'; c++)
		if (known[c])
			return;
	if (known[TEX_BULLET])
		intake_pdf_code_set(pdf, &font->text, TEX_BULLET, 0x2022);
}

static bool has(struct str s, const char *part)
{
	return memmem(s.at, s.len, part, strlen(part)) != NULL;
}

static void simple_codes(struct pdf *pdf, struct pdf_font *font,
	const struct pdf_obj *of, const struct pdf_obj *descriptor,
	struct str name)
{
	const struct pdf_obj *encoding = intake_pdf_key(pdf, of, "Encoding");
	const struct pdf_obj *base = encoding, *list;
	const uint16_t *codes;
	bool known[256] = { false }, drawn;
	int64_t flags = intake_pdf_int(
		intake_pdf_key(pdf, descriptor, "Flags"), 0, INT32_MAX, 0);

	if (encoding->kind == PDF_DICT)
		base = intake_pdf_key(pdf, encoding, "BaseEncoding");
	codes = intake_pdf_encoding(intake_pdf_str(base));
	if (!codes && has(name, "Symbol") && !has(name, "Segoe"))
		codes = intake_pdf_encoding(STR("Symbol"));
	if (!codes && has(name, "Dingbats"))
		codes = intake_pdf_encoding(STR("ZapfDingbats"));
	base_codes(pdf, font, codes, known);
	list = intake_pdf_key(pdf, encoding, "Differences");
	drawn = str_is(
		intake_pdf_str(intake_pdf_key(pdf, of, "Subtype")), "Type3");
	differences(pdf, font, list, drawn, known);
	if (drawn)
		tex_signs(pdf, font, known);
	if (!codes && list->kind != PDF_LIST &&
		intake_pdf_raw(of, STR("ToUnicode"))->kind == PDF_NULL)
		intake_pdf_font_codes(pdf, font, descriptor, known);
	if (!codes && !(flags & FLAG_SYMBOLIC)) {
		bool taken[256];

		codes = intake_pdf_encoding(STR("StandardEncoding"));
		memcpy(taken, known, sizeof(taken));
		for (uint32_t c = 32; c < 256; c++)
			if (!taken[c] && codes[c - 32])
				intake_pdf_code_set(
					pdf, &font->text, c, codes[c - 32]);
	} else if (!codes) {
		/* symbolic, and nobody says of what: letters, most often */
		for (uint32_t c = 32; c < 127; c++)
			if (!known[c])
				intake_pdf_code_set(pdf, &font->text, c, c);
	}
}

/* Signs of fonts that put them among the private characters. */
static uint32_t published(uint32_t c)
{
	static const struct {
		uint16_t from, to;
	} rows[] = { { 0xF0A7, 0x25AA }, { 0xF0A8, 0x25FB }, { 0xF0B7, 0x2022 },
		{ 0xF0D8, 0x27A2 }, { 0xF0E0, 0x2192 }, { 0xF0FC, 0x2713 },
		{ 0xF06E, 0x25A0 }, { 0xF06C, 0x25CF }, { 0xF076, 0x2756 },
		{ 0xF02D, 0x2D }, { 0xF0BE, 0x2014 }, { 0xF020, 0x20 },
		{ 0xF071, 0x2751 }, { 0xF09F, 0x2022 } };

	for (size_t i = 0; i < LENGTH(rows); i++)
		if (rows[i].from == c)
			return rows[i].to;
	return c;
}

static bool is_private(uint32_t c)
{
	return (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c < 0x110000);
}

/* ToUnicode is what the file's maker says; where he says nothing of use, what
 * the encoding says stands. */
static void to_unicode(struct pdf *pdf, struct pdf_font *font,
	const struct pdf_obj *of, struct str name)
{
	const struct pdf_obj *table = intake_pdf_key(pdf, of, "ToUnicode");
	struct pdf_codes said = { 0 };
	bool signs = has(name, "Symbol") || has(name, "ingdings");
	uint32_t c, was;

	if (intake_pdf_is(table, "Identity-H"))
		font->cids_are_text = true;
	if (table->kind != PDF_STREAM)
		return;
	intake_pdf_cmap(pdf, &said, intake_pdf_unpack(pdf, table), false);
	for (uint32_t i = 0; i < 65536; i++) {
		if (!said.page[i >> 8]) {
			i |= 255;
			continue;
		}
		c = said.page[i >> 8][i & 255];
		was = intake_pdf_code(&font->text, i);
		if (c && signs && is_private(c))
			c = published(c);
		if (was && !is_private(was) &&
			(!c || c == 0xFFFD || (is_private(c))))
			c = was;
		if (c)
			intake_pdf_code_set(pdf, &font->text, i, c);
	}
	font->text.texts = said.texts;
	font->text.text_count = said.text_count;
	font->text.any |= said.any;
}

static void wide_codes(
	struct pdf *pdf, struct pdf_font *font, const struct pdf_obj *of)
{
	const struct pdf_obj *encoding = intake_pdf_key(pdf, of, "Encoding");
	struct str name = intake_pdf_str(encoding);

	font->wide = true;
	if (encoding->kind == PDF_STREAM)
		intake_pdf_cmap(pdf, &font->cids,
			intake_pdf_unpack(pdf, encoding), true);
	else if (has(name, "UCS2") || has(name, "UTF16"))
		font->cids_are_text = true;
}

/* ---- how it looks ------------------------------------------------------- */

static bool has_any(struct str s, const char *const *words)
{
	for (; *words; words++)
		if (has(s, *words))
			return true;
	return false;
}

/* A name that tells the weight is believed before any number; where neither
 * does, the font's program is asked. */
static void style(struct pdf *pdf, struct pdf_font *font,
	const struct pdf_obj *descriptor, struct str name)
{
	static const char *const bold[] = { "Bold", "bold", "BOLD", "Black",
		"Heavy", "-Bd", "CMBX", "SFBX", NULL };
	static const char *const plain[] = { "Regular", "regular", "Light",
		"Book", "Roman", "Medium", "Thin", "CMR", "SFRM", "-It", NULL };
	static const char *const slanted[] = { "Italic", "italic", "Oblique",
		"-It", "LightIt", "CMTI", "SFTI", NULL };
	int64_t flags = intake_pdf_int(
		intake_pdf_key(pdf, descriptor, "Flags"), 0, INT32_MAX, 0);
	double weight = intake_pdf_number(
		intake_pdf_key(pdf, descriptor, "FontWeight"), 0);
	double stem =
		intake_pdf_number(intake_pdf_key(pdf, descriptor, "StemV"), 0);
	double angle = intake_pdf_number(
		intake_pdf_key(pdf, descriptor, "ItalicAngle"), 0);

	if (name.len > 7 && name.at[6] == '+')
		name = str_of(name.at + 7, name.len - 7);
	if ((flags & FLAG_ITALIC) || angle < -2 || has_any(name, slanted))
		font->flags |= INTAKE_ITALIC;
	if (has_any(name, bold) || (flags & FLAG_BOLD) || weight >= WEIGHT_BOLD)
		font->flags |= INTAKE_BOLD;
	else if (has_any(name, plain) || weight > 0)
		return;
	else if (stem >= STEM_BOLD)
		font->flags |= INTAKE_BOLD;
	else
		font->flags |= intake_pdf_font_style(pdf, descriptor);
}

static void space(struct pdf_font *font)
{
	font->space = 0.25f * font->tall;
	for (uint32_t code = 0; code < 65536; code++) {
		const uint32_t *page = font->text.page[code >> 8];

		if (!page) {
			code |= 255;
		} else if (page[code & 255] == ' ') {
			float width = intake_pdf_width(font, code);

			if (width > 0.1f * font->tall && width < font->tall)
				font->space = width;
			return;
		}
	}
}

static float size_of(struct pdf *pdf, const struct pdf_obj *list, uint32_t i)
{
	double n = intake_pdf_number(intake_pdf_item(pdf, list, i), 0);

	return (float)(n < 0 ? -n : n);
}

/* Whoever makes such a font says in which units; how tall its letters are
 * follows from the box around all of them. */
static void type3(
	struct pdf *pdf, struct pdf_font *font, const struct pdf_obj *of)
{
	const struct pdf_obj *matrix = intake_pdf_key(pdf, of, "FontMatrix");
	const struct pdf_obj *box = intake_pdf_key(pdf, of, "FontBBox");
	float low = (float)intake_pdf_number(intake_pdf_item(pdf, box, 1), 0);
	float high = (float)intake_pdf_number(intake_pdf_item(pdf, box, 3), 0);
	float tall = size_of(pdf, matrix, 3) * (high - low);

	font->type3 = true;
	font->scale = size_of(pdf, matrix, 0);
	if (font->scale == 0)
		font->scale = 0.001f;
	if (tall > 0.001f && tall < 10000)
		font->tall = tall;
}

static struct pdf_font *read_font(
	struct pdf *pdf, const struct pdf_obj *of, uint32_t number)
{
	struct pdf_font *font = ARENA_NEW(&pdf->own, struct pdf_font);
	struct str name = intake_pdf_str(intake_pdf_key(pdf, of, "BaseFont"));
	const struct pdf_obj *descriptor, *below;
	const struct pdf_obj *kind = intake_pdf_key(pdf, of, "Subtype");

	font->number = number;
	font->of = of;
	font->scale = 0.001f;
	font->tall = 1;
	below = intake_pdf_item(
		pdf, intake_pdf_key(pdf, of, "DescendantFonts"), 0);
	descriptor = intake_pdf_key(
		pdf, below->kind == PDF_DICT ? below : of, "FontDescriptor");
	if (intake_pdf_is(kind, "Type3"))
		type3(pdf, font, of);
	if (intake_pdf_is(kind, "Type0")) {
		wide_codes(pdf, font, of);
		wide_widths(pdf, font, below);
	} else {
		simple_codes(pdf, font, of, descriptor, name);
		simple_widths(pdf, font, of, descriptor, name);
	}
	to_unicode(pdf, font, of, name);
	style(pdf, font, descriptor, name);
	space(font);
	return font;
}

static struct pdf_font *kept(
	const struct pdf *pdf, uint32_t number, const struct pdf_obj *of)
{
	for (size_t i = 0; i < pdf->font_count; i++)
		if (number ? pdf->fonts[i]->number == number
			   : pdf->fonts[i]->of == of)
			return pdf->fonts[i];
	return NULL;
}

struct pdf_font *intake_pdf_font(struct pdf *pdf, const struct pdf_obj *raw)
{
	uint32_t number = raw->kind == PDF_REF ? raw->as.ref : 0;
	const struct pdf_obj *of = intake_pdf_see(pdf, raw);
	struct pdf_font *font = kept(pdf, number, of), **more;

	if (font || of->kind != PDF_DICT || pdf->spent)
		return font;
	if (pdf->font_count == INTAKE_PDF_FONTS) {
		pdf->spent = "many fonts";
		return NULL;
	}
	font = read_font(pdf, of, number);
	if (pdf->font_count == pdf->font_room) {
		pdf->font_room = pdf->font_room ? 2 * pdf->font_room : 16;
		more = ARENA_LIST(&pdf->own, struct pdf_font *, pdf->font_room);
		if (pdf->font_count)
			memcpy(more, pdf->fonts,
				pdf->font_count * sizeof(struct pdf_font *));
		pdf->fonts = more;
	}
	pdf->fonts[pdf->font_count++] = font;
	intake_pdf_work(pdf, 4096);
	return font;
}

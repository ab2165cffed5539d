/*
 * intake/pdf_ink.c - letters of a PDF drawn, for OCR, where nobody says which
 * they are: the outlines that the file brings, black on white, by FreeType.
 */
#include "intake/pdf_scan.h"

#include "base/library.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <math.h>

static struct ocr_ft {
#define FREETYPE(name) __typeof__(&name) name##_;
#include "intake/ocr_ft.def"
#undef FREETYPE
} ft;

enum { EM = 64, FACES_MOST = 200, GLYPHS_MOST = 50000, CODES = 256 };

struct face {
	const struct pdf_font *of;
	FT_Face face;            /* NULL: it cannot be drawn */
	struct str map;          /* of a wide font: two bytes a glyph */
	const char *name[CODES]; /* of its letters; NULL: nobody says */
	bool wide, truetype;
};

struct drop {
	const struct face *face;
	uint32_t glyph;
	double at[6];
};

struct pdf_ink {
	struct arena mem;
	FT_Library library;
	struct face *face[FACES_MOST];
	size_t faces, count;
	struct drop *at;
};

bool intake_pdf_ink_load(struct err *err)
{
	static const char *const names[] = {
#define FREETYPE(name) #name,
#include "intake/ocr_ft.def"
#undef FREETYPE
		NULL
	};
	static const struct library freetype = { "libfreetype.so.6",
		"the library for fonts (Debian: libfreetype6)", names,
		(void **)&ft };

	return library_load(&freetype, err);
}

struct pdf_ink *intake_pdf_ink_new(struct err *err)
{
	struct pdf_ink *ink;

	if (!intake_pdf_ink_load(err))
		return NULL;
	ink = mem_alloc(sizeof(*ink));
	if (ft.FT_Init_FreeType_(&ink->library)) {
		mem_free(ink);
		err_set(err, ERR_BROKEN, "FreeType does not start");
		return NULL;
	}
	ink->at = ARENA_LIST(&ink->mem, struct drop, GLYPHS_MOST);
	return ink;
}

void intake_pdf_ink_free(struct pdf_ink *ink)
{
	if (!ink)
		return;
	for (size_t i = 0; i < ink->faces; i++)
		if (ink->face[i]->face)
			ft.FT_Done_Face_(ink->face[i]->face);
	ft.FT_Done_FreeType_(ink->library);
	arena_free(&ink->mem);
	mem_free(ink);
}

size_t intake_pdf_ink_count(const struct pdf_ink *ink)
{
	return ink ? ink->count : 0;
}

/* ---- fonts -------------------------------------------------------------- */

static struct str program_of(struct pdf *pdf, const struct pdf_obj *descriptor)
{
	static const char *const keys[] = { "FontFile", "FontFile2",
		"FontFile3" };
	struct str s = STR("");

	for (size_t i = 0; i < LENGTH(keys) && !s.len; i++)
		s = intake_pdf_unpack(
			pdf, intake_pdf_key(pdf, descriptor, keys[i]));
	return s;
}

static void read_names(struct pdf *pdf, struct pdf_ink *ink, struct face *f)
{
	const struct pdf_obj *list = intake_pdf_key(
		pdf, intake_pdf_key(pdf, f->of->of, "Encoding"), "Differences");
	int64_t code = 0;

	for (uint32_t i = 0; list->kind == PDF_LIST && i < list->count; i++) {
		const struct pdf_obj *o = intake_pdf_item(pdf, list, i);

		if (o->kind == PDF_NUMBER)
			code = intake_pdf_int(o, 0, CODES - 1, CODES);
		else if (o->kind == PDF_NAME && code < CODES)
			f->name[code++] =
				str_copy(&ink->mem, intake_pdf_str(o)).at;
	}
}

static void open_face(struct pdf *pdf, struct pdf_ink *ink, struct face *f)
{
	const struct pdf_obj *of = f->of->of, *below, *descriptor, *map;
	struct str program;

	below = intake_pdf_item(
		pdf, intake_pdf_key(pdf, of, "DescendantFonts"), 0);
	f->wide = below->kind == PDF_DICT;
	descriptor =
		intake_pdf_key(pdf, f->wide ? below : of, "FontDescriptor");
	program = program_of(pdf, descriptor);
	f->truetype = intake_pdf_key(pdf, descriptor, "FontFile2")->kind ==
		      PDF_STREAM;
	map = intake_pdf_key(pdf, below, "CIDToGIDMap");
	if (f->wide && map->kind == PDF_STREAM)
		f->map = intake_pdf_unpack(pdf, map);
	if (!f->wide)
		read_names(pdf, ink, f);
	if (!program.len || ft.FT_New_Memory_Face_(ink->library,
				    (const FT_Byte *)program.at,
				    (FT_Long)program.len, 0, &f->face))
		f->face = NULL;
	else
		ft.FT_Set_Pixel_Sizes_(f->face, 0, EM);
}

static struct face *face_of(
	struct pdf *pdf, struct pdf_ink *ink, const struct pdf_font *font)
{
	struct face *f;

	for (size_t i = 0; i < ink->faces; i++)
		if (ink->face[i]->of == font)
			return ink->face[i];
	if (ink->faces == FACES_MOST)
		return NULL;
	f = ink->face[ink->faces++] = ARENA_NEW(&ink->mem, struct face);
	f->of = font;
	open_face(pdf, ink, f);
	return f;
}

/* ---- which glyph -------------------------------------------------------- */

static uint32_t wide_glyph(const struct face *f, uint32_t code)
{
	uint32_t cid = code;

	if (f->of->cids.any) {
		cid = intake_pdf_code(&f->of->cids, code);
		cid -= cid > 0;
	}
	if (!f->map.len)
		return cid;
	if (2 * (size_t)cid + 2 > f->map.len)
		return 0;
	return (uint32_t)(unsigned char)f->map.at[2 * cid] << 8 |
	       (unsigned char)f->map.at[2 * cid + 1];
}

/* The first table of codes in which there is such a letter. */
static uint32_t by_table(const struct face *f, uint32_t code)
{
	uint32_t glyph = 0;

	for (int i = 0; i < f->face->num_charmaps && !glyph; i++) {
		FT_CharMap map = f->face->charmaps[i];

		if (map->encoding == FT_ENCODING_UNICODE ||
			ft.FT_Set_Charmap_(f->face, map))
			continue;
		glyph = ft.FT_Get_Char_Index_(f->face, code);
		if (!glyph && map->platform_id == 3)
			glyph = ft.FT_Get_Char_Index_(f->face, 0xF000 + code);
	}
	return glyph;
}

static uint32_t by_letter(const struct face *f, uint32_t code)
{
	uint32_t c = intake_pdf_code(&f->of->text, code);

	if (!c || c & PDF_SEVERAL ||
		ft.FT_Select_Charmap_(f->face, FT_ENCODING_UNICODE))
		return 0;
	return ft.FT_Get_Char_Index_(f->face, c);
}

static uint32_t simple_glyph(const struct face *f, uint32_t code)
{
	const char *name = code < CODES ? f->name[code] : NULL;
	uint32_t glyph = 0;

	if (name)
		glyph = ft.FT_Get_Name_Index_(f->face, (const FT_String *)name);
	if (!glyph && f->truetype)
		glyph = by_table(f, code);
	if (!glyph)
		glyph = by_letter(f, code);
	if (!glyph)
		glyph = by_table(f, code);
	return glyph;
}

bool intake_pdf_ink_take(struct pdf *pdf, struct pdf_ink *ink,
	const struct pdf_font *font, uint32_t code, const double at[6])
{
	struct face *f = face_of(pdf, ink, font);
	struct drop *to = &ink->at[ink->count];

	if (!f || !f->face || ink->count == GLYPHS_MOST ||
		!intake_pdf_work(pdf, 100))
		return false;
	to->face = f;
	to->glyph = f->wide ? wide_glyph(f, code) : simple_glyph(f, code);
	memcpy(to->at, at, sizeof(to->at));
	ink->count++;
	return true;
}

/* ---- drawing ------------------------------------------------------------ */

static void blit(const FT_Bitmap *from, int left, int top, struct Pix *page)
{
	int wide = pixGetWidth(page), high = pixGetHeight(page);

	for (int y = 0; y < (int)from->rows; y++) {
		const unsigned char *row = from->buffer + y * from->pitch;
		l_uint32 *to;

		if (top + y < 0 || top + y >= high)
			continue;
		to = pixGetData(page) + (size_t)(top + y) * pixGetWpl(page);
		for (int x = 0; x < (int)from->width; x++) {
			int was, now = 255 - row[x];

			if (left + x < 0 || left + x >= wide)
				continue;
			was = GET_DATA_BYTE(to, left + x);
			if (now < was)
				SET_DATA_BYTE(to, left + x, (l_uint8)now);
		}
	}
}

static bool small(const double m[4])
{
	for (int i = 0; i < 4; i++)
		if (!(fabs(m[i]) < 20))
			return false;
	return true;
}

static void draw(const struct drop *d, struct Pix *page, double dpi)
{
	double by = dpi / 72 / EM, x = d->at[4] * dpi / 72;
	double y = d->at[5] * dpi / 72;
	double m[4] = { d->at[0] * by, d->at[2] * by, -d->at[1] * by,
		-d->at[3] * by };
	FT_Face face = d->face->face;
	FT_GlyphSlot slot;
	FT_Matrix matrix;

	if (!small(m) || !(fabs(x) < 1e5) || !(fabs(y) < 1e5))
		return;
	matrix =
		(FT_Matrix){ (FT_Fixed)(m[0] * 65536), (FT_Fixed)(m[1] * 65536),
			(FT_Fixed)(m[2] * 65536), (FT_Fixed)(m[3] * 65536) };
	ft.FT_Set_Transform_(face, &matrix, NULL);
	if (ft.FT_Load_Glyph_(
		    face, d->glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP))
		return;
	slot = face->glyph;
	if (slot->format != FT_GLYPH_FORMAT_OUTLINE ||
		ft.FT_Render_Glyph_(slot, FT_RENDER_MODE_NORMAL))
		return;
	blit(&slot->bitmap, (int)lround(x) + slot->bitmap_left,
		(int)lround(y) - slot->bitmap_top, page);
}

void intake_pdf_ink_draw(struct pdf_ink *ink, struct Pix *page, double dpi)
{
	for (size_t i = 0; ink && i < ink->count; i++)
		draw(&ink->at[i], page, dpi);
}

/*
 * press/font.c - finding and opening fonts. Reads what HarfBuzz does not hand
 * out as numbers straight from the tables; draws and shapes nothing.
 */
#include "press/font.h"

#include "base/hash.h"

#include <errno.h>
#include <hb-ot.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { FONTS_MOST = 96, FONT_BYTES = 64 << 20, ROOTS_MOST = 8 };

struct family_row {
	struct font_family says;
	const char *files[FONT_STYLES];
};

static const struct family_row families[] = {
#define FAMILY(name, serif, licence, package, ...) \
	{ { name, licence, package, serif, false }, { __VA_ARGS__ } },
#include "press/fonts.def"
};

struct fallback_row {
	uint32_t from, to;
	bool serif;
	int index;
	const char *files[2]; /* regular, bold; NULL: has no bold */
};

static const struct fallback_row fallbacks[] = {
#define FALLBACK(from, to, serif, index, ...) \
	{ from, to, serif, index, { __VA_ARGS__ } },
#include "press/fonts.def"
};

/* One place in the table, looked for once. */
struct slot {
	bool looked;
	struct font *font;
};

struct fonts {
	struct arena mem;
	const char *roots[ROOTS_MOST];
	size_t root_count;
	struct font *open[FONTS_MOST];
	int count;
	int cjk; /* the face of Noto CJK for the document's language */
	struct font_family says[LENGTH(families)];
	bool said;
	struct slot family[LENGTH(families)][FONT_STYLES];
	struct slot fallback[LENGTH(fallbacks)][2][5];
};

/* ---- tables ------------------------------------------------------------- */

static int u16(const unsigned char *at) { return at[0] << 8 | at[1]; }
static int i16(const unsigned char *at) { return (int16_t)u16(at); }

/* `need` bytes of a table; NULL: it is not there, or too short. The blob has
 * to be destroyed. */
static const unsigned char *table(
	const struct font *f, const char *tag, unsigned need, hb_blob_t **blob)
{
	unsigned len;
	const char *at;

	*blob = hb_face_reference_table(
		f->face, HB_TAG(tag[0], tag[1], tag[2], tag[3]));
	at = hb_blob_get_data(*blob, &len);
	return len >= need ? (const unsigned char *)at : NULL;
}

static void read_head(struct font *f)
{
	hb_blob_t *blob;
	const unsigned char *t = table(f, "head", 54, &blob);

	for (int i = 0; t && i < 4; i++)
		f->bbox[i] = i16(t + 36 + 2 * i);
	hb_blob_destroy(blob);
	t = table(f, "hhea", 36, &blob);
	if (t) {
		f->ascent = i16(t + 4);
		f->descent = i16(t + 6);
		f->line_gap = i16(t + 8);
	}
	hb_blob_destroy(blob);
	t = table(f, "post", 16, &blob);
	if (t) {
		f->italic_angle = i16(t + 4) * 65536 + u16(t + 6);
		f->mono = u16(t + 12) || u16(t + 14);
	}
	hb_blob_destroy(blob);
}

static void read_os2(struct font *f)
{
	hb_blob_t *blob;
	const unsigned char *t = table(f, "OS/2", 78, &blob);

	f->weight = t ? u16(t + 4) : 400;
	if (t && u16(t) >= 2 && hb_blob_get_length(blob) >= 96) {
		f->x_height = i16(t + 86);
		f->cap_height = i16(t + 88);
	}
	hb_blob_destroy(blob);
	if (f->cap_height <= 0)
		f->cap_height = f->upem * 7 / 10;
	if (f->x_height <= 0)
		f->x_height = f->upem / 2;
}

static bool has_feature(hb_face_t *face, hb_tag_t wanted)
{
	hb_tag_t tags[64];
	unsigned start = 0, count;

	do {
		count = LENGTH(tags);
		hb_ot_layout_table_get_feature_tags(
			face, HB_OT_TAG_GSUB, start, &count, tags);
		for (unsigned i = 0; i < count; i++)
			if (tags[i] == wanted)
				return true;
		start += count;
	} while (count == LENGTH(tags));
	return false;
}

static void read_names(struct fonts *fonts, struct font *f)
{
	char text[128];
	unsigned len = sizeof(text);
	hb_blob_t *blob;

	hb_ot_name_get_utf8(f->face, HB_OT_NAME_ID_POSTSCRIPT_NAME,
		HB_LANGUAGE_INVALID, &len, text);
	f->name = str_copy(&fonts->mem, str_of(text, len));
	table(f, "CFF ", 4, &blob);
	f->cff = hb_blob_get_length(blob) >= 4;
	hb_blob_destroy(blob);
}

/* ---- opening ------------------------------------------------------------ */

static const char *file_of(struct fonts *fonts, const char *name)
{
	for (size_t i = 0; name && i < fonts->root_count; i++) {
		const char *path =
			str_fmt(&fonts->mem, "%s/%s", fonts->roots[i], name).at;
		const char *base = strrchr(name, '/');

		if (access(path, R_OK) == 0)
			return path;
		path = str_fmt(&fonts->mem, "%s%s", fonts->roots[i], base).at;
		if (access(path, R_OK) == 0)
			return path;
	}
	return NULL;
}

static void font_free(struct font *f)
{
	hb_font_destroy(f->hb);
	hb_face_destroy(f->face);
	hb_blob_destroy(f->blob);
}

static bool font_read(struct fonts *fonts, struct font *f)
{
	hb_codepoint_t space = 0;

	f->blob = hb_blob_create_from_file_or_fail(f->path);
	if (!f->blob)
		return false;
	f->face = hb_face_create(f->blob, (unsigned)f->index);
	f->hb = hb_font_create(f->face);
	f->upem = (int)hb_face_get_upem(f->face);
	f->glyph_count = (int)hb_face_get_glyph_count(f->face);
	if (hb_blob_get_length(f->blob) > FONT_BYTES || f->upem < 16 ||
		f->upem > 16384 || f->glyph_count < 1 ||
		!hb_font_get_nominal_glyph(f->hb, ' ', &space)) {
		font_free(f);
		return false;
	}
	f->space = (uint16_t)space;
	hb_font_set_scale(f->hb, f->upem, f->upem);
	f->space_width = hb_font_get_glyph_h_advance(f->hb, space);
	f->small_caps = has_feature(f->face, HB_TAG('s', 'm', 'c', 'p'));
	read_head(f);
	read_os2(f);
	read_names(fonts, f);
	return true;
}

/* One that is open already, or NULL when the file is missing or no font. */
static struct font *font_open(struct fonts *fonts, const char *file, int index)
{
	const char *path = file_of(fonts, file);
	struct font *f;

	for (int i = 0; path && i < fonts->count; i++)
		if (fonts->open[i]->index == index &&
			!strcmp(fonts->open[i]->path, path))
			return fonts->open[i];
	if (!path || fonts->count == FONTS_MOST)
		return NULL;
	f = ARENA_NEW(&fonts->mem, struct font);
	f->path = path;
	f->index = index;
	f->number = fonts->count;
	if (!font_read(fonts, f))
		return NULL;
	fonts->open[fonts->count++] = f;
	return f;
}

static const char *const usual_roots[] = { "/usr/share/fonts",
	"/usr/local/share/fonts", NULL };

bool fonts_open(struct fonts **out, const char *const *folders, struct err *err)
{
	struct fonts *fonts = mem_alloc(sizeof(*fonts));

	if (!folders)
		folders = usual_roots;
	for (; *folders; folders++) {
		if (fonts->root_count == ROOTS_MOST) {
			fonts_close(fonts);
			return err_set(err, ERR_BAD_INPUT,
				"more than %d folders of fonts", ROOTS_MOST);
		}
		fonts->roots[fonts->root_count++] =
			str_copy(&fonts->mem, str_c(*folders)).at;
	}
	*out = fonts;
	return true;
}

void fonts_close(struct fonts *fonts)
{
	if (!fonts)
		return;
	for (int i = 0; i < fonts->count; i++)
		font_free(fonts->open[i]);
	arena_free(&fonts->mem);
	mem_free(fonts);
}

/* ---- families ----------------------------------------------------------- */

const struct font_family *fonts_family(struct fonts *fonts, size_t i)
{
	for (size_t k = 0; !fonts->said && k < LENGTH(families); k++) {
		fonts->says[k] = families[k].says;
		fonts->says[k].there = file_of(fonts, families[k].files[0]);
	}
	fonts->said = true;
	return i < LENGTH(families) ? &fonts->says[i] : NULL;
}

static struct font *face(struct fonts *fonts, size_t row, enum font_style style)
{
	struct slot *s = &fonts->family[row][style];

	if (!s->looked) {
		s->looked = true;
		s->font = font_open(fonts, families[row].files[style], 0);
		if (s->font) {
			s->font->family = str_c(families[row].says.name);
			s->font->style = style;
			s->font->serif = families[row].says.serif;
		}
	}
	return s->font;
}

static bool serif_of(struct str family)
{
	for (size_t i = 0; i < LENGTH(families); i++)
		if (str_is(family, families[i].says.name))
			return families[i].says.serif;
	return false;
}

/* The family itself first, then those of its kind, then any. */
static int how_near(size_t row, struct str family, bool serif)
{
	if (str_eq_nocase(family, str_c(families[row].says.name)))
		return 2;
	return families[row].says.serif == serif;
}

bool fonts_find(struct fonts *fonts, struct str family, enum font_style style,
	const struct font **out, bool *same, struct err *err)
{
	static const enum font_style next[] = { 0, 0, 0, FONT_BOLD };
	bool serif = serif_of(family);

	for (int near = 2; near >= 0; near--)
		for (size_t row = 0; row < LENGTH(families); row++) {
			const struct font *f;

			if (how_near(row, family, serif) != near)
				continue;
			f = face(fonts, row, style);
			*same = f && near == 2;
			if (!f)
				f = face(fonts, row, next[style]);
			if (!f)
				f = face(fonts, row, FONT_REGULAR);
			*out = f;
			if (f)
				return true;
		}
	return err_set(err, ERR_BROKEN,
		"no font is installed; install fonts-crosextra-carlito");
}

bool font_set_open(struct font_set *set, struct fonts *fonts, struct str family,
	struct err *err)
{
	bool same;

	*set = (struct font_set){ .fonts = fonts, .family = family };
	return fonts_find(fonts, family, FONT_REGULAR, &set->at[FONT_REGULAR],
		&same, err);
}

const struct font *font_set_find(struct font_set *set, enum font_style style)
{
	struct err ignored;
	bool same;

	if (!set->at[style] && !fonts_find(set->fonts, set->family, style,
				       &set->at[style], &same, &ignored))
		set->at[style] = set->at[FONT_REGULAR];
	return set->at[style];
}

/* ---- characters that the family has not --------------------------------- */

bool font_has(const struct font *font, uint32_t character)
{
	hb_codepoint_t glyph;

	return hb_font_get_nominal_glyph(font->hb, character, &glyph) &&
	       glyph != 0;
}

void fonts_language(struct fonts *fonts, struct str language)
{
	static const struct {
		const char *begins;
		int face;
	} faces[] = { { "ko", 1 }, { "zh-Hant", 3 }, { "zh-TW", 3 },
		{ "zh-HK", 4 }, { "zh", 2 } };

	fonts->cjk = 0;
	for (size_t i = 0; i < LENGTH(faces); i++)
		if (str_starts(language, str_c(faces[i].begins))) {
			fonts->cjk = faces[i].face;
			return;
		}
}

static const struct font *fallback(
	struct fonts *fonts, size_t row, bool bold, uint32_t character)
{
	const struct fallback_row *r = &fallbacks[row];
	bool cjk = strstr(r->files[0], "CJK");
	int index = cjk && !r->index ? fonts->cjk : r->index;
	struct slot *s;

	bold = bold && r->files[1];
	s = &fonts->fallback[row][bold][index];
	if (!s->looked) {
		s->looked = true;
		s->font = font_open(fonts, r->files[bold], index);
		if (s->font)
			s->font->serif = r->serif;
	}
	if (!s->font && bold)
		return fallback(fonts, row, false, character);
	return s->font && font_has(s->font, character) ? s->font : NULL;
}

const struct font *fonts_fallback(
	struct fonts *fonts, const struct font *like, uint32_t character)
{
	bool bold = like->weight >= 600;

	for (int same = 1; same >= 0; same--)
		for (size_t i = 0; i < LENGTH(fallbacks); i++) {
			const struct fallback_row *r = &fallbacks[i];
			const struct font *f;

			if (character < r->from || character > r->to ||
				(r->serif == like->serif) != same)
				continue;
			f = fallback(fonts, i, bold, character);
			if (f)
				return f;
		}
	return NULL;
}

const unsigned char *font_hash(struct font *font)
{
	if (!font->hashed) {
		unsigned len;
		const char *at = hb_blob_get_data(font->blob, &len);

		hash_sha256(str_of(at, len), font->hash);
		font->hashed = true;
	}
	return font->hash;
}

struct font *fonts_at(const struct fonts *fonts, int number)
{
	return number < fonts->count ? fonts->open[number] : NULL;
}

/* A font's program with few of its glyphs draws them as the font does: every
 * point of every outline, as HarfBuzz reads both. */
#include "press/subset.h"
#include "test.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <stdlib.h>

/* ---- outlines ----------------------------------------------------------- */

static void pen_to(void *to, char what, const float *n, int count)
{
	buf_addc(to, what);
	for (int i = 0; i < count; i++)
		buf_addf(to, " %g", (double)n[i]);
	buf_addc(to, '\n');
}

static void move_to(hb_draw_funcs_t *f, void *to, hb_draw_state_t *s, float x,
	float y, void *user)
{
	(void)f, (void)s, (void)user;
	pen_to(to, 'm', (float[]){ x, y }, 2);
}

static void line_to(hb_draw_funcs_t *f, void *to, hb_draw_state_t *s, float x,
	float y, void *user)
{
	(void)f, (void)s, (void)user;
	pen_to(to, 'l', (float[]){ x, y }, 2);
}

static void quad_to(hb_draw_funcs_t *f, void *to, hb_draw_state_t *s, float a,
	float b, float x, float y, void *user)
{
	(void)f, (void)s, (void)user;
	pen_to(to, 'q', (float[]){ a, b, x, y }, 4);
}

static void cubic_to(hb_draw_funcs_t *f, void *to, hb_draw_state_t *s, float a,
	float b, float c, float d, float x, float y, void *user)
{
	(void)f, (void)s, (void)user;
	pen_to(to, 'c', (float[]){ a, b, c, d, x, y }, 6);
}

static struct str outline(hb_face_t *face, unsigned glyph)
{
	static hb_draw_funcs_t *funcs;
	hb_font_t *font = hb_font_create(face);
	struct buf b;

	if (!funcs) {
		funcs = hb_draw_funcs_create();
		hb_draw_funcs_set_move_to_func(funcs, move_to, NULL, NULL);
		hb_draw_funcs_set_line_to_func(funcs, line_to, NULL, NULL);
		hb_draw_funcs_set_quadratic_to_func(funcs, quad_to, NULL, NULL);
		hb_draw_funcs_set_cubic_to_func(funcs, cubic_to, NULL, NULL);
	}
	buf_init(&b, &test_mem, 1 << 20);
	buf_addf(&b, "advance %d\n", hb_font_get_glyph_h_advance(font, glyph));
	hb_font_get_glyph_shape(font, glyph, funcs, &b);
	hb_font_destroy(font);
	return buf_str(&b);
}

/* ---- fonts -------------------------------------------------------------- */

static const struct font *find(struct fonts *fonts, const char *family)
{
	const struct font *f;
	struct err err = { 0 };
	bool same;

	if (fonts_find(fonts, str_c(family), FONT_REGULAR, &f, &same, &err) &&
		same)
		return f;
	test_fail(__FILE__, __LINE__, "%s is not installed", family);
	abort();
}

static hb_blob_t *cut_bytes(const struct font *f,
	const struct subset_wanted *want, struct subset_made *made)
{
	struct subset_font *s = subset_open(f);
	struct err err = { 0 };
	struct buf b;

	buf_init(&b, &test_mem, 64 << 20);
	if (!subset_make(s, &test_mem, want, made, &b, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	subset_close(s);
	return hb_blob_create(
		b.at, (unsigned)b.len, HB_MEMORY_MODE_READONLY, NULL, NULL);
}

static hb_face_t *cut(const struct font *f, const struct subset_wanted *want,
	struct subset_made *made)
{
	hb_blob_t *blob = cut_bytes(f, want, made);
	hb_face_t *face = hb_face_create(blob, 0);

	hb_blob_destroy(blob);
	return face;
}

/* Every n-th glyph, so that parts are wanted by some and not by others. */
static struct subset_wanted every(const struct font *f, int n)
{
	uint16_t *ids = ARENA_LIST(&test_mem, uint16_t, (size_t)f->glyph_count);
	size_t count = 0;

	for (int id = 1; id < f->glyph_count; id += n)
		ids[count++] = (uint16_t)id;
	return (struct subset_wanted){ ids, count, NULL, 0 };
}

static void same_as_the_font(const char *family, int n)
{
	struct fonts *fonts;
	struct err err = { 0 };
	const struct font *f;
	struct subset_wanted want;
	struct subset_made made;
	hb_face_t *face;

	NEED_ERR(fonts_open(&fonts, NULL, &err), err);
	f = find(fonts, family);
	want = every(f, n);
	face = cut(f, &want, &made);
	SAME_INT(hb_face_get_glyph_count(face), (int)made.total);
	for (size_t i = 0; i < want.count; i++)
		if (!str_eq(outline(face, made.codes[i]),
			    outline(f->face, want.ids[i])))
			test_fail(__FILE__, __LINE__,
				"glyph %d of %s is another", want.ids[i],
				family);
	SAME_STR(outline(face, 0), outline(f->face, 0));
	hb_face_destroy(face);
	fonts_close(fonts);
}

TEST(glyphs_that_are_cut_out_are_drawn_as_before)
{
	same_as_the_font("Carlito", 7);
	same_as_the_font("Lato", 5);
	same_as_the_font("Gentium Plus", 11);
	same_as_the_font("Noto Sans", 9);
	same_as_the_font("Vollkorn", 6);
}

TEST(all_glyphs_of_a_font_need_places_of_four_bytes)
{
	same_as_the_font("Gentium Plus", 1);
}

TEST(what_harfbuzz_cuts_out_is_the_same)
{
	struct fonts *fonts;
	struct err err = { 0 };
	const struct font *f;
	struct subset_wanted want;
	struct subset_made made;
	hb_subset_input_t *in = hb_subset_input_create_or_fail();
	hb_face_t *ours, *theirs;

	NEED_ERR(fonts_open(&fonts, NULL, &err), err);
	f = find(fonts, "Carlito");
	want = every(f, 13);
	for (size_t i = 0; i < want.count; i++)
		hb_set_add(hb_subset_input_glyph_set(in), want.ids[i]);
	hb_set_add(hb_subset_input_set(in, HB_SUBSET_SETS_DROP_TABLE_TAG),
		HB_TAG('G', 'S', 'U', 'B'));
	hb_subset_input_set_flags(
		in, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_RETAIN_GIDS);
	theirs = hb_subset_or_fail(f->face, in);
	ours = cut(f, &want, &made);
	NEED(theirs);
	for (size_t i = 0; i < want.count; i++)
		SAME_STR(outline(ours, made.codes[i]),
			outline(theirs, want.ids[i]));
	hb_face_destroy(ours);
	hb_face_destroy(theirs);
	hb_subset_input_destroy(in);
	fonts_close(fonts);
}

static uint16_t glyph_of(const struct font *f, uint32_t c)
{
	hb_codepoint_t id = 0;

	hb_font_get_nominal_glyph(f->hb, c, &id);
	return (uint16_t)id;
}

/* "m 1 2" becomes "m 101 32" when it is moved by 100 and 30. */
static struct str moved(struct str text, int dx, int dy)
{
	struct buf b;
	struct str line;

	buf_init(&b, &test_mem, 1 << 20);
	str_cut(&text, '\n'); /* the advance */
	while (text.len) {
		int i = 0;

		line = str_cut(&text, '\n');
		buf_add(&b, str_cut(&line, ' '));
		for (; line.len; i++)
			buf_addf(&b, " %g",
				strtod(str_cut(&line, ' ').at, NULL) +
					(i & 1 ? dy : dx));
		buf_addc(&b, '\n');
	}
	return buf_str(&b);
}

TEST(a_joined_glyph_is_its_pieces_at_their_places)
{
	struct fonts *fonts;
	struct err err = { 0 };
	const struct font *f;
	struct subset_piece pieces[2];
	struct subset_joined joined[2] = { { pieces, 2, 777 },
		{ NULL, 0, 55 } };
	struct subset_made made;
	uint16_t ids[4];
	struct subset_wanted want = { ids, 4, joined, 2 };
	struct buf all;
	hb_face_t *face;

	NEED_ERR(fonts_open(&fonts, NULL, &err), err);
	f = find(fonts, "Carlito");
	ids[0] = glyph_of(f, 'A');
	for (int i = 1; i < 4; i++)
		ids[i] = (uint16_t)(f->glyph_count + i - 1);
	pieces[0] = (struct subset_piece){ glyph_of(f, 0xe4), 10, -20 };
	pieces[1] = (struct subset_piece){ glyph_of(f, '~'), -300, 450 };
	face = cut(f, &want, &made);
	SAME_STR(outline(face, made.codes[1]), STR("advance 0\n"));
	SAME_STR(outline(face, made.codes[3]), STR("advance 55\n"));
	buf_init(&all, &test_mem, 1 << 20);
	buf_add(&all, STR("advance 777\n"));
	buf_add(&all, moved(outline(f->face, pieces[0].id), 10, -20));
	buf_add(&all, moved(outline(f->face, pieces[1].id), -300, 450));
	SAME_STR(outline(face, made.codes[2]), buf_str(&all));
	hb_face_destroy(face);
	fonts_close(fonts);
}

/* ---- CFF ---------------------------------------------------------------- */

/* A bare CFF table with what HarfBuzz needs around it. */
static hb_face_t *around(const struct font *f, hb_blob_t *cff, size_t glyphs)
{
	hb_face_t *builder = hb_face_builder_create(), *face;
	hb_blob_t *head =
		hb_face_reference_table(f->face, HB_TAG('h', 'e', 'a', 'd'));
	char maxp[6] = { 0, 0, 0x50, 0, (char)(glyphs >> 8), (char)glyphs };
	hb_blob_t *most =
		hb_blob_create(maxp, 6, HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
	hb_blob_t *whole;

	hb_face_builder_add_table(builder, HB_TAG('C', 'F', 'F', ' '), cff);
	hb_face_builder_add_table(builder, HB_TAG('h', 'e', 'a', 'd'), head);
	hb_face_builder_add_table(builder, HB_TAG('m', 'a', 'x', 'p'), most);
	whole = hb_face_reference_blob(builder);
	face = hb_face_create(whole, 0);
	hb_blob_destroy(whole);
	hb_blob_destroy(head);
	hb_blob_destroy(most);
	hb_face_destroy(builder);
	return face;
}

static struct str without_advance(struct str text)
{
	str_cut(&text, '\n');
	return text;
}

static bool outline_is_there(hb_face_t *face)
{
	return without_advance(outline(face, 1)).len > 0;
}

TEST(cff_glyphs_are_drawn_as_before_and_called_by_their_cid)
{
	struct fonts *fonts;
	struct err err = { 0 };
	const struct font *base, *f;
	struct subset_made made;
	uint16_t ids[3];
	struct subset_wanted want = { ids, 3, NULL, 0 };
	hb_blob_t *bare;
	hb_face_t *face = hb_face_get_empty();

	NEED_ERR(fonts_open(&fonts, NULL, &err), err);
	base = find(fonts, "Carlito");
	f = fonts_fallback(fonts, base, 0x4e2d);
	NEED(f && f->cff);
	ids[0] = glyph_of(f, 'A');
	ids[1] = glyph_of(f, 0x4e2d);
	ids[2] = glyph_of(f, 0x6587);
	NEED(ids[0] < ids[1] && ids[1] < ids[2]);
	bare = cut_bytes(f, &want, &made);
	/* HarfBuzz, which adds variants, draws when the number is right */
	for (int glyphs = 4; !outline_is_there(face); glyphs++) {
		NEED(glyphs < 9);
		hb_face_destroy(face);
		face = around(f, bare, glyphs);
	}
	for (unsigned i = 0; i < 3; i++) {
		SAME_STR(without_advance(outline(face, i + 1)),
			without_advance(outline(f->face, ids[i])));
		SAME_INT(made.codes[i], ids[i]); /* this font has them so */
	}
	hb_face_destroy(face);
	hb_blob_destroy(bare);
	fonts_close(fonts);
}

/* ---- damage ------------------------------------------------------------- */

/* Bytes of a font change anywhere: an error or a program, and no crash. */
TEST(damaged_fonts_are_cut_without_harm)
{
	struct fonts *fonts;
	struct err err = { 0 };
	const struct font *f;
	unsigned len, seed = 1;
	const char *at;
	char *copy;

	NEED_ERR(fonts_open(&fonts, NULL, &err), err);
	f = find(fonts, "Carlito");
	at = hb_blob_get_data(f->blob, &len);
	copy = mem_alloc(len);
	for (int round = 0; round < 60; round++) {
		struct font damaged = *f;
		struct subset_wanted want = every(f, 3);
		struct subset_made made;
		struct subset_font *s;
		hb_blob_t *blob;
		struct buf b;

		memcpy(copy, at, len);
		for (int i = 0; i < 20000; i++) {
			seed = seed * 1103515245 + 12345;
			copy[600 + (seed >> 4) % (len - 600)] =
				(char)(seed >> 20);
		}
		blob = hb_blob_create(
			copy, len, HB_MEMORY_MODE_READONLY, NULL, NULL);
		damaged.face = hb_face_create(blob, 0);
		s = subset_open(&damaged);
		buf_init(&b, &test_mem, 64 << 20);
		if (!subset_make(s, &test_mem, &want, &made, &b, &err))
			SAME_INT(err.code, ERR_BROKEN);
		subset_close(s);
		hb_face_destroy(damaged.face);
		hb_blob_destroy(blob);
		arena_reset(&test_mem);
	}
	mem_free(copy);
	fonts_close(fonts);
}

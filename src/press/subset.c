/* press/subset.c - the tables of a font, and who cuts which outlines out of
 * them. */
#include "press/subset_int.h"

/* ---- the font's tables -------------------------------------------------- */

static struct subset_table table(const struct font *f, const char *tag)
{
	struct subset_table t;
	unsigned len;

	t.blob = hb_face_reference_table(
		f->face, HB_TAG(tag[0], tag[1], tag[2], tag[3]));
	t.at = (const unsigned char *)hb_blob_get_data(t.blob, &len);
	t.len = len;
	return t;
}

struct subset_font *subset_open(const struct font *font)
{
	struct subset_font *s = mem_alloc(sizeof(*s));

	s->font = font;
	s->glyf = table(font, "glyf");
	s->loca = table(font, "loca");
	s->head = table(font, "head");
	s->hhea = table(font, "hhea");
	s->maxp = table(font, "maxp");
	s->hmtx = table(font, "hmtx");
	if (s->hhea.len >= SUBSET_HHEA)
		s->metrics = subset_u16(s->hhea.at + 34);
	if (s->metrics > s->hmtx.len / 4)
		s->metrics = s->hmtx.len / 4;
	if (s->head.len >= SUBSET_HEAD)
		s->wide = subset_u16(s->head.at + 50) != 0;
	return s;
}

void subset_close(struct subset_font *s)
{
	if (!s)
		return;
	hb_blob_destroy(s->glyf.blob);
	hb_blob_destroy(s->loca.blob);
	hb_blob_destroy(s->head.blob);
	hb_blob_destroy(s->hhea.blob);
	hb_blob_destroy(s->maxp.blob);
	hb_blob_destroy(s->hmtx.blob);
	mem_free(s->code);
	mem_free(s);
}

int subset_advance(const struct subset_font *s, uint16_t id)
{
	size_t row = id < s->metrics ? id : s->metrics - 1;

	if (!s->metrics || id >= s->font->glyph_count)
		return 0;
	return (int)subset_u16(s->hmtx.at + 4 * row);
}

static bool is_whole(const struct subset_font *s)
{
	return s->head.len >= SUBSET_HEAD && s->hhea.len >= SUBSET_HHEA &&
	       s->maxp.len >= SUBSET_MAXP && s->metrics > 0;
}

bool subset_make(struct subset_font *s, struct arena *mem,
	const struct subset_wanted *want, struct subset_made *made,
	struct buf *out, struct err *err)
{
	made->codes = ARENA_LIST(mem, uint16_t, want->count + 1);
	made->total = 0;
	if (s->font->cff)
		return subset_cff(s, mem, want, made->codes, out, err);
	if (is_whole(s) && subset_glyf(s, mem, want, made, out) && buf_ok(out))
		return true;
	return err_set(
		err, ERR_BROKEN, "the font '%s' is damaged", s->font->path);
}

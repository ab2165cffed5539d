/*
 * press/pdf_glyph.c - reads the pages once, before anything is written: which
 * glyphs of which fonts they use, and what text each of them stands for.
 * Writes nothing.
 *
 * In a PDF a glyph is shown by a code, and a code stands for one text: a
 * letter, the letters of a ligature. A glyph that stands for several (the
 * hyphen, in some fonts the Ohm sign) has as many codes.
 */
#include "press/pdf_int.h"

#include "base/utf8.h"

#include <assert.h>

enum { CODES_MOST = 60000 };

/* ---- fonts and codes ---------------------------------------------------- */

static struct pdf_known *known(struct pdf *pdf, const struct font *font)
{
	struct pdf_known *k = &pdf->known[font->number];

	assert(font->number >= 0 && font->number < PDF_FONTS);
	if (!k->font) {
		k->font = font;
		k->slot = mem_alloc(
			((size_t)font->glyph_count + 1) * sizeof(*k->slot));
	}
	assert(k->font == font);
	return k;
}

struct pdf_face *pdf_face(struct pdf_doc *d, const struct font *font)
{
	struct pdf_face *f;

	if (d->face_of[font->number] >= 0)
		return &d->face[d->face_of[font->number]];
	d->face_of[font->number] = (int)d->faces;
	f = &d->face[d->faces++];
	*f = (struct pdf_face){ .font = font, .known = known(d->pdf, font) };
	return f;
}

static void glyph_new(
	struct pdf_doc *d, struct pdf_face *f, uint16_t id, struct str text)
{
	struct pdf_glyph *g;

	if (f->count == f->room) {
		size_t room = f->room ? f->room * 2 : 128;

		g = ARENA_LIST(d->mem, struct pdf_glyph, room);
		if (f->count)
			memcpy(g, f->glyph, f->count * sizeof(*g));
		f->glyph = g;
		f->room = room;
	}
	g = &f->glyph[f->count++];
	g->id = id;
	g->text = text;
}

/* CFF programs name a glyph by one code only, and have no empty one. */
static bool has_more_codes(const struct pdf_face *f) { return !f->font->cff; }

/* Where the glyph's first use is noted: +1, 0: it has none. */
static uint16_t *slot_of(const struct pdf_face *f, uint16_t id)
{
	size_t joined = (size_t)f->font->glyph_count + 1;

	return id < joined ? &f->known->slot[id] : &f->joined[id - joined].slot;
}

/* Most texts are one byte. */
static inline bool same(struct str a, struct str b)
{
	return a.len == b.len && *a.at == *b.at &&
	       (a.len == 1 || !memcmp(a.at, b.at, a.len));
}

const struct pdf_glyph *pdf_glyph(
	const struct pdf_face *f, uint16_t id, struct str text)
{
	uint16_t slot = *slot_of(f, id);

	while (slot && !same(f->glyph[slot - 1].text, text) &&
		f->glyph[slot - 1].next)
		slot = f->glyph[slot - 1].next;
	return slot ? &f->glyph[slot - 1] : NULL;
}

/* Notes that a glyph stands for `text`. *first: by the code that it got for
 * its first text; false: it has no code for this one. */
static bool stands_for(struct pdf_doc *d, struct pdf_face *f, uint16_t id,
	struct str text, bool *first)
{
	uint16_t *slot = slot_of(f, id);

	assert(f->glyph || !*slot);
	if (*slot && same(f->glyph[*slot - 1].text, text))
		return true;
	if (*slot) {
		*first = false;
		if (!has_more_codes(f))
			return false;
	}
	while (*slot) {
		assert(f->glyph);
		if (same(f->glyph[*slot - 1].text, text))
			return true;
		slot = &f->glyph[*slot - 1].next;
	}
	if (f->count == CODES_MOST)
		return false;
	*slot = (uint16_t)(f->count + 1);
	glyph_new(d, f, id, text);
	return true;
}

/* ---- pages -------------------------------------------------------------- */

struct reader {
	struct pdf_doc *d;
	size_t pieces, odd_room;
	struct last {
		const struct mark_text *text;
		size_t number;
	} * last; /* of each part: what was last of it */
	bool *blanks;
	size_t texts;
};

static void add_odd(struct reader *r, bool says_all)
{
	struct pdf_doc *d = r->d;

	if (d->odd_count == r->odd_room) {
		size_t room = r->odd_room ? r->odd_room * 2 : 64;
		struct pdf_odd *odd = ARENA_LIST(d->mem, struct pdf_odd, room);

		if (d->odd_count)
			memcpy(odd, d->odd, d->odd_count * sizeof(*odd));
		d->odd = odd;
		r->odd_room = room;
	}
	d->odd[d->odd_count++] = (struct pdf_odd){ r->pieces, says_all };
}

static void learn_simple(
	struct reader *r, struct pdf_face *f, const struct shape *s)
{
	const uint16_t *slot = f->known->slot;
	bool first = true, all = true;

	for (uint32_t i = 0; i < s->count; i++) {
		const struct shape_glyph *g = &s->at[i];
		struct str text = str_of(s->text.at + g->from, g->len);

		/* nearly always */
		if (slot[g->id] && same(f->glyph[slot[g->id] - 1].text, text))
			continue;
		all &= stands_for(r->d, f, g->id, text, &first);
	}
	if (!first)
		add_odd(r, all);
}

static void learn(struct reader *r, struct pdf_face *f, const struct shape *s,
	int32_t tracking)
{
	struct pdf_sign *sign;
	bool all, first;
	size_t count;

	if (!tracking && s->simple) {
		learn_simple(r, f, s);
		return;
	}
	count = pdf_signs(r->d, f, s, tracking, &sign, &all);
	for (size_t i = 0; i < count; i++)
		all &= stands_for(r->d, f, sign[i].id, sign[i].text, &first);
	add_odd(r, all);
}

int pdf_flow(const struct pages *pages, int part)
{
	while (part >= 0 && pages->part[part].parent >= 0 &&
		(pages->part[part].kind == PART_SPAN ||
			pages->part[part].kind == PART_LINK))
		part = pages->part[part].parent;
	return part;
}

static void use_blank(struct pdf_doc *d, const struct mark_text *t)
{
	bool first;

	stands_for(d, pdf_face(d, t->font), t->font->space, STR(" "), &first);
}

/* The blank that joins what is wide apart; " " has the first code. */
static void use_gap(struct pdf_doc *d, const struct font *font)
{
	struct pdf_face *f = pdf_face(d, font);
	bool first;

	stands_for(d, f, font->space, STR(" "), &first);
	if (has_more_codes(f))
		stands_for(d, f, font->space, PDF_GAP, &first);
}

/* A blank between two lines stands behind the first of them. */
static void note_blank(struct reader *r, const struct mark_text *t)
{
	int part = pdf_flow(r->d->pages, t->part);
	struct last *last = &r->last[part < 0 ? 0 : part];

	if (part < 0)
		return;
	if (t->count && t->at->blank && last->text) {
		r->blanks[last->number] = true;
		use_blank(r->d, last->text);
	}
	*last = (struct last){ t, r->texts };
}

static void read_text(struct reader *r, const struct mark_text *t)
{
	struct pdf_face *f = pdf_face(r->d, t->font);
	int32_t tracking = pdf_tracking(t);

	note_blank(r, t);
	if (t->gap > 0)
		use_gap(r->d, t->font);
	r->texts++;
	for (uint32_t i = 0; i < t->count; i++, r->pieces++) {
		if (i > 0 && t->at[i].blank)
			use_blank(r->d, t);
		learn(r, f, t->at[i].shape, tracking);
	}
}

static void read_mark(struct reader *r, const struct mark *m)
{
	if (m->kind == MARK_TEXT)
		read_text(r, &m->u.text);
	else if (m->kind == MARK_BRIDGE)
		use_gap(r->d, m->u.bridge.font);
}

static size_t count_texts(const struct pages *pages)
{
	size_t n = 0;

	for (size_t p = 0; p < pages->count; p++)
		for (size_t i = 0; i < pages->at[p].count; i++)
			n += pages->at[p].at[i].kind == MARK_TEXT;
	return n;
}

void pdf_glyphs_read(struct pdf_doc *d)
{
	const struct pages *pages = d->pages;
	struct reader r = { d,
		.last = ARENA_LIST(d->mem, struct last, pages->part_count + 1),
		.blanks = ARENA_LIST(d->mem, bool, count_texts(pages) + 1) };

	d->face = ARENA_LIST(d->mem, struct pdf_face, PDF_FONTS);
	d->face_of = ARENA_LIST(d->mem, int, PDF_FONTS);
	memset(d->face_of, -1, PDF_FONTS * sizeof(*d->face_of));
	for (size_t p = 0; p < pages->count; p++)
		for (size_t i = 0; i < pages->at[p].count; i++)
			read_mark(&r, &pages->at[p].at[i]);
	d->blanks = r.blanks;
}

void pdf_glyphs_forget(struct pdf_doc *d)
{
	for (size_t i = 0; i < d->faces; i++)
		for (size_t k = 0; k < d->face[i].count; k++)
			*slot_of(&d->face[i], d->face[i].glyph[k].id) = 0;
}

/*
 * press/plain.c - plain words: characters become glyphs, lookups that are in
 * force replace some, pairs move them. What is in force is plain_plan.c's,
 * what the tables say plain_table.c's.
 *
 * Left to HarfBuzz: other scripts, marks, fonts with tables of Apple's or
 * Graphite, fonts that vary, and words in which a lookup of another kind (one
 * that looks at rows of glyphs, say) would find something.
 */
#include "press/plain_int.h"

#include "base/utf8.h"

#include <hb-ot.h>

enum { NO_ADVANCE = UINT16_MAX /* a glyph that is left to HarfBuzz */ };

#define BEGINS_LOOKUP (PLAIN_BEGINS_PAIR - 1)

struct plain *plain_open(const struct font *font, const struct plain_how *how)
{
	struct plain *p = mem_alloc(sizeof(*p));

	p->font = font;
	p->how = *how;
	return p;
}

void plain_close(struct plain *p)
{
	if (!p)
		return;
	for (int i = 0; i < 2; i++) {
		struct plain_script *s = &p->script[i];

		mem_free(s->begins);
		hb_blob_destroy(s->blob[0]);
		hb_blob_destroy(s->blob[1]);
	}
	mem_free(p->advance);
	mem_free(p);
}

/* ---- glyphs ------------------------------------------------------------- */

/* -1: not plain. Blanks and the soft hyphen have ways of their own. */
static int character_at(uint32_t c)
{
	if (c > ' ' && c < 0x7f)
		return (int)c;
	if (c > 0xa0 && c < PLAIN_LETTERS && c != 0xad)
		return (int)c;
	if (c >= PLAIN_DASHES && c < PLAIN_DASHES_END)
		return (int)(PLAIN_LETTERS + c - PLAIN_DASHES);
	return -1;
}

static bool is_letter(uint32_t c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z') || c == 0xaa || c == 0xba ||
	       (c >= 0xc0 && c < PLAIN_LETTERS && c != 0xd7 && c != 0xf7);
}

/* Its advance, +1. */
static unsigned learn(struct plain *p, unsigned glyph)
{
	const struct font *f = p->font;
	int32_t advance;

	if (glyph == 0 || glyph >= (unsigned)f->glyph_count)
		return NO_ADVANCE;
	advance = hb_font_get_glyph_h_advance(f->hb, glyph);
	p->advance[glyph] =
		advance < 0 || advance > INT16_MAX ||
				hb_ot_layout_get_glyph_class(f->face, glyph) ==
					HB_OT_LAYOUT_GLYPH_CLASS_MARK
			? NO_ADVANCE
			: (uint16_t)(advance + 1);
	return p->advance[glyph];
}

static bool is_known(struct plain *p, unsigned glyph)
{
	unsigned has = p->advance[glyph] ? p->advance[glyph] : learn(p, glyph);

	return has != NO_ADVANCE;
}

static unsigned glyph_for(struct plain *p, uint32_t c, int at)
{
	hb_codepoint_t glyph;

	if (!p->glyph[at] && hb_font_get_nominal_glyph(p->font->hb, c, &glyph))
		p->glyph[at] = (uint16_t)glyph;
	return p->glyph[at];
}

/* ---- substitutions ------------------------------------------------------ */

struct work {
	struct plain *p;
	struct plain_script *s;
	struct shape_glyph *at;
	uint32_t count;
};

/* Does what is left to HarfBuzz find something to do? `bit`: of the glyphs
 * that it can begin at. */
static bool any_matches(const struct work *w, struct plain_table t,
	const struct plain_lookup *l, unsigned rows, uint64_t bit)
{
	struct plain_row row = { w->at, w->count };

	for (unsigned k = 0; k < l->count; k++) {
		size_t part = plain_part(t, l, k);

		for (size_t i = 0; i < row.count; i++)
			if (w->s->begins[row.at[i].id] & bit &&
				plain_matches(t, part, l->type, rows, row, i))
				return true;
	}
	return false;
}

/* The first part of a lookup that says something of the glyph at i. False: to
 * one that is left to HarfBuzz. */
static bool substitute_at(
	struct work *w, const struct plain_lookup *l, uint32_t i)
{
	struct plain_row row = { w->at, w->count };
	struct shape_glyph *g = &w->at[i];
	struct plain_table t = w->s->substitutes;
	unsigned glyph = 0;
	size_t taken = 1;

	for (unsigned k = 0; k < l->count && !glyph; k++) {
		size_t part = plain_part(t, l, k);

		glyph = l->type == PLAIN_SINGLE
				? plain_single(t, part, row, i)
				: plain_ligature(t, part, row, i, &taken);
	}
	if (!glyph)
		return true;
	g->id = (uint16_t)glyph;
	for (size_t k = 1; k < taken; k++)
		g->len = (uint16_t)(g->len + g[k].len);
	w->count -= (uint32_t)(taken - 1);
	memmove(g + 1, g + taken, (w->count - i - 1) * sizeof(*g));
	return glyph < (unsigned)w->p->font->glyph_count &&
	       is_known(w->p, glyph);
}

static uint64_t begins(const struct work *w)
{
	uint64_t all = 0;

	for (uint32_t i = 0; i < w->count; i++)
		all |= w->s->begins[w->at[i].id];
	return all;
}

static bool substitute(struct work *w, uint64_t *all)
{
	for (unsigned k = 0; k < w->s->lookups; k++) {
		const struct plain_lookup *l = &w->s->lookup[k];

		if (!(*all >> k & 1))
			continue;
		if (l->odd && (l->flag & PLAIN_IGNORES ||
				      any_matches(w, w->s->substitutes, l,
					      PLAIN_ROWS, (uint64_t)1 << k)))
			return false;
		for (uint32_t i = 0; !l->odd && i < w->count; i++)
			if (w->s->begins[w->at[i].id] >> k & 1 &&
				!substitute_at(w, l, i))
				return false;
		*all = begins(w);
	}
	return true;
}

/* ---- places ------------------------------------------------------------- */

static bool is_narrow(int32_t n) { return n == (int16_t)n; }

static bool pair_new(struct plain_script *s, unsigned first, unsigned second,
	struct plain_known *out)
{
	struct plain_move all = { 0 };

	for (unsigned k = 0; k < s->pair_lookups; k++) {
		const struct plain_lookup *l = &s->pairs[k];

		for (unsigned i = 0; i < l->count; i++)
			if (plain_pair(s->places, plain_part(s->places, l, i),
				    first, second, &all))
				break;
	}
	*out = (struct plain_known){ first << 16 | second, (int16_t)all.advance,
		(int16_t)all.dx, (int16_t)all.dy };
	return is_narrow(all.advance) && is_narrow(all.dx) && is_narrow(all.dy);
}

/* What the glyph behind it does to a glyph. */
static bool place_before(struct plain_script *s, struct shape_glyph *g)
{
	uint32_t key = (uint32_t)g->id << 16 | g[1].id;
	struct plain_known *pair =
		&s->pair[key * 2654435761u >> (32 - PLAIN_PAIR_BITS)];
	int32_t advance = g->advance;

	if (pair->key != key && !pair_new(s, g->id, g[1].id, pair)) {
		pair->key = 0;
		return false;
	}
	advance += pair->advance;
	g->advance = (int16_t)advance;
	g->dx = pair->dx;
	g->dy = pair->dy;
	return is_narrow(advance);
}

static bool any_odd(const struct work *w)
{
	for (unsigned k = 0; k < w->s->odd_lookups; k++)
		if (w->s->odd[k].flag & PLAIN_IGNORES ||
			any_matches(w, w->s->places, &w->s->odd[k],
				PLAIN_ROWS_PLACED, PLAIN_BEGINS_ODD))
			return true;
	return false;
}

static bool place(struct work *w)
{
	for (uint32_t i = 0; i < w->count; i++) {
		struct shape_glyph *g = &w->at[i];

		g->advance = (int16_t)(w->p->advance[g->id] - 1);
		g->dx = g->dy = 0;
	}
	for (uint32_t i = 0; i + 1 < w->count; i++)
		if (w->s->begins[w->at[i].id] & PLAIN_BEGINS_PAIR &&
			!place_before(w->s, &w->at[i]))
			return false;
	return true;
}

/* ---- words -------------------------------------------------------------- */

static struct plain_script *script_of(struct plain *p, struct str text)
{
	bool latin = false;
	struct plain_script *s;
	uint32_t c;
	int n;

	for (; !latin && (n = utf8_decode(text, &c)) > 0; text.len -= n) {
		text.at += n;
		latin = is_letter(c);
	}
	s = &p->script[latin];
	if (!s->asked) {
		s->asked = true;
		s->able = plain_ask(
			p, s, latin ? HB_SCRIPT_LATIN : HB_SCRIPT_INVALID);
	}
	return s->able ? s : NULL;
}

static bool read_glyphs(struct work *w, struct str text)
{
	size_t from = 0;
	uint32_t c;
	int n;

	for (; (n = utf8_decode(str_of(text.at + from, text.len - from), &c)) >
		0;
		from += (size_t)n) {
		int at = character_at(c);
		unsigned glyph = at < 0 ? 0 : glyph_for(w->p, c, at);

		if (!glyph || glyph >= (unsigned)w->p->font->glyph_count ||
			!is_known(w->p, glyph))
			return false;
		w->at[w->count++] = (struct shape_glyph){ .id = (uint16_t)glyph,
			.from = (uint16_t)from,
			.len = (uint16_t)n };
	}
	return from == text.len;
}

bool plain_shape(struct plain *p, struct str text, struct shape_glyph *glyphs,
	uint32_t *count)
{
	struct work w = { p, script_of(p, text), glyphs, 0 };
	uint64_t all;

	if (!w.s || !read_glyphs(&w, text))
		return false;
	all = begins(&w);
	if (all & BEGINS_LOOKUP && !substitute(&w, &all))
		return false;
	*count = w.count;
	return !(all & PLAIN_BEGINS_ODD && any_odd(&w)) && place(&w);
}

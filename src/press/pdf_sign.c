/*
 * press/pdf_sign.c - words that are not shown glyph by glyph: letters with
 * marks, ligatures from right to left, characters that are not seen.
 *
 * The glyphs of a cluster (a letter and its marks, a syllable) are joined to
 * one glyph of the embedded font, and that has one code, on the baseline, for
 * the text of the cluster. A character without a glyph has the code of an empty
 * one. So every program that reads text from PDFs gets all of it in its order,
 * and needs no help by /ActualText, which few of them know.
 *
 * Letters that are set apart become as much wider: what a gap between them
 * would be taken for is a blank.
 *
 * Words from right to left stand in the order in which they are seen, a code
 * for each character: readers turn them round one by one.
 */
#include "press/pdf_int.h"

#include "base/utf8.h"

enum { FIND_FIRST = 64, JOINED_MOST = 16000, PIECES_MOST = 16 };

/* ---- clusters ----------------------------------------------------------- */

/* The glyphs that a few characters became. */
struct cluster {
	const struct shape_glyph *at;
	uint32_t count;
	struct str text;
	int32_t x;        /* of its beginning; units */
	int32_t tracking; /* behind it; units */
	bool rtl;
};

static struct str first_of(struct str text)
{
	uint32_t c;
	int n = utf8_decode(text, &c);

	return str_of(text.at, (size_t)(n < 0 ? -n : n));
}

static struct str behind(struct str text, struct str first)
{
	return str_of(text.at + first.len, text.len - first.len);
}

/* False: the font has no such glyph, or it only fills the place of a character
 * that is not seen. */
static bool is_drawn(const struct font *f, const struct shape_glyph *g)
{
	return g->id != 0 && g->id < f->glyph_count &&
	       (g->id != f->space || g->advance != 0);
}

int32_t pdf_tracking(const struct mark_text *t)
{
	int64_t n = (int64_t)t->tracking * t->font->upem;
	int64_t size = t->size > 0 ? t->size : 1;

	if (t->font->cff)
		return 0;
	n = (n + (n < 0 ? -size : size) / 2) / size;
	return (int32_t)(n > INT16_MAX   ? INT16_MAX
			 : n < INT16_MIN ? INT16_MIN
					 : n);
}

bool pdf_is_simple(const struct shape *s)
{
	for (uint32_t i = 0; i < s->count; i++) {
		const struct shape_glyph *g = &s->at[i];
		struct str text = str_of(s->text.at + g->from, g->len);

		if (!g->len || g->dy || !is_drawn(s->font, g) ||
			(s->rtl && first_of(text).len != text.len))
			return false;
	}
	return true;
}

/* ---- joined glyphs ------------------------------------------------------ */

static uint64_t hash_of(const struct subset_joined *j)
{
	uint64_t h = (uint64_t)j->advance;

	for (size_t i = 0; i < j->count; i++)
		h = (h ^ j->at[i].id ^ (uint64_t)(uint16_t)j->at[i].dx << 16 ^
			    (uint64_t)(uint16_t)j->at[i].dy << 32) *
		    0x9e3779b97f4a7c15u;
	return h ^ h >> 32;
}

static bool same(const struct subset_joined *a, const struct subset_joined *b)
{
	return a->count == b->count && a->advance == b->advance &&
	       !memcmp(a->at, b->at, a->count * sizeof(*a->at));
}

/* The place in the table where it is, or where it belongs. */
static uint16_t *find(const struct pdf_face *f, const struct subset_joined *j)
{
	size_t mask = f->joined_room * 2 - 1, at = hash_of(j) & mask;

	while (f->joined_find[at] &&
		!same(&f->joined[f->joined_find[at] - 1].made, j))
		at = (at + 1) & mask;
	return &f->joined_find[at];
}

static void grow(struct pdf_doc *d, struct pdf_face *f)
{
	size_t room = f->joined_room ? f->joined_room * 2 : FIND_FIRST;
	struct pdf_joined *more = ARENA_LIST(d->mem, struct pdf_joined, room);

	if (f->joined_count)
		memcpy(more, f->joined, f->joined_count * sizeof(*more));
	f->joined = more;
	f->joined_room = room;
	f->joined_find = ARENA_LIST(d->mem, uint16_t, room * 2);
	for (size_t i = 0; i < f->joined_count; i++)
		*find(f, &f->joined[i].made) = (uint16_t)(i + 1);
}

/* The number of a glyph that looks like these; 0: there can be none. */
static uint16_t joined(
	struct pdf_doc *d, struct pdf_face *f, const struct subset_joined *j)
{
	size_t first = (size_t)f->font->glyph_count + 1;
	uint16_t *at;

	if (f->joined_count == f->joined_room)
		grow(d, f);
	at = find(f, j);
	if (!*at) {
		struct subset_piece *pieces =
			ARENA_LIST(d->mem, struct subset_piece, j->count);

		if (f->joined_count == JOINED_MOST ||
			first + f->joined_count >= UINT16_MAX)
			return 0;
		memcpy(pieces, j->at, j->count * sizeof(*pieces));
		f->joined[f->joined_count].made = *j;
		f->joined[f->joined_count].made.at = pieces;
		*at = (uint16_t)++f->joined_count;
	}
	return (uint16_t)(first + *at - 1);
}

/* The one glyph that a cluster is shown by, at *x; 0: it takes several, or
 * none at all (*drawn is how many there are). */
static uint16_t one_glyph(struct pdf_doc *d, struct pdf_face *f,
	const struct cluster *c, size_t *drawn, int32_t *x)
{
	struct subset_piece pieces[PIECES_MOST];
	struct subset_joined j = { .at = pieces };
	int32_t dx = 0;
	bool fits = true;

	memset(pieces, 0, sizeof(pieces));
	*drawn = 0;
	for (uint32_t i = 0; i < c->count; i++) {
		const struct shape_glyph *g = &c->at[i];
		int32_t left = j.advance + g->dx;

		j.advance += g->advance;
		if (!is_drawn(f->font, g))
			continue;
		++*drawn;
		fits &= j.count < PIECES_MOST && left == (int16_t)left;
		if (!fits)
			continue;
		dx = left;
		pieces[j.count++] =
			(struct subset_piece){ g->id, (int16_t)left, g->dy };
	}
	*x = c->x;
	j.advance += c->tracking;
	if (*drawn == 1 && !pieces[0].dy && !c->tracking) {
		*x += dx;
		return pieces[0].id;
	}
	return *drawn && fits && !f->font->cff && j.advance >= 0 &&
			       j.advance <= INT16_MAX
		       ? joined(d, f, &j)
		       : 0;
}

/* ---- signs -------------------------------------------------------------- */

struct signs {
	struct pdf_doc *d;
	struct pdf_face *f;
	struct pdf_sign *at;
	size_t count;
	bool says_all;
};

static void add(
	struct signs *s, uint16_t id, int32_t x, int32_t y, struct str text)
{
	s->at[s->count++] = (struct pdf_sign){ id, x, y, text };
}

/* Characters without a glyph, in the order in which they are seen; soft
 * hyphens at which no line ended are none. */
static void add_empty(struct signs *s, struct str text, int32_t x, bool rtl)
{
	size_t from = s->count;

	for (struct str c; text.len; text = behind(text, c)) {
		c = first_of(text);
		if (str_is(c, "\u00ad"))
			continue;
		if (s->f->font->cff)
			s->says_all = false;
		else
			add(s, (uint16_t)s->f->font->glyph_count, x, 0, c);
	}
	for (size_t a = from, z = s->count; rtl && a + 1 < z; a++) {
		struct pdf_sign was = s->at[a];

		s->at[a] = s->at[--z];
		s->at[z] = was;
	}
}

/* Where no glyph can be joined: the first one stands for all of it. */
static void add_each(struct signs *s, const struct cluster *c)
{
	struct str text = c->text;
	int32_t x = c->x;

	s->says_all = false;
	for (uint32_t i = 0; i < c->count; i++) {
		const struct shape_glyph *g = &c->at[i];

		if (is_drawn(s->f->font, g)) {
			add(s, g->id, x + g->dx, g->dy, text);
			text = STR("\u2060"); /* a joiner: nothing */
		}
		x += g->advance;
	}
}

static void add_cluster(struct signs *s, const struct cluster *c)
{
	size_t drawn;
	int32_t x;
	uint16_t id = one_glyph(s->d, s->f, c, &drawn, &x);
	struct str first = c->rtl ? first_of(c->text) : c->text;

	if (id) {
		add_empty(s, behind(c->text, first), x, c->rtl);
		add(s, id, x, 0, first);
	} else if (drawn) {
		add_each(s, c);
	} else {
		add_empty(s, c->text, c->x, c->rtl);
	}
}

size_t pdf_signs(struct pdf_doc *d, struct pdf_face *f, const struct shape *s,
	int32_t tracking, struct pdf_sign **out, bool *says_all)
{
	struct signs signs = { d, f,
		ARENA_LIST(d->mem, struct pdf_sign, s->count + s->text.len + 1),
		0, true };
	struct cluster c = { .rtl = s->rtl, .tracking = tracking };

	for (uint32_t i = 0; i < s->count; i += c.count) {
		c.at = &s->at[i];
		c.text = str_of(s->text.at + c.at->from, c.at->len);
		c.count = 1;
		while (i + c.count < s->count && !c.at[c.count].len)
			c.count++;
		add_cluster(&signs, &c);
		c.x += tracking;
		for (uint32_t k = 0; k < c.count; k++)
			c.x += c.at[k].advance;
	}
	*out = signs.at;
	*says_all = signs.says_all;
	return signs.count;
}

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
	       (!a->count || !memcmp(a->at, b->at, a->count * sizeof(*a->at)));
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
		if (j->count)
			memcpy(pieces, j->at, j->count * sizeof(*pieces));
		f->joined[f->joined_count].made = *j;
		f->joined[f->joined_count].made.at = pieces;
		*at = (uint16_t)++f->joined_count;
	}
	return (uint16_t)(first + *at - 1);
}

/* How a cluster is drawn. */
struct drawing {
	struct subset_piece pieces[PIECES_MOST];
	struct subset_joined made;
	size_t drawn;                    /* glyphs */
	const struct shape_glyph *first; /* of them, and its place */
	int32_t x;
	bool fits; /* it can be one glyph */
};

static void draw(
	struct drawing *to, const struct font *font, const struct cluster *c)
{
	memset(to, 0, sizeof(*to));
	to->fits = !font->cff;
	for (uint32_t i = 0; i < c->count; i++) {
		const struct shape_glyph *g = &c->at[i];
		int32_t left = to->made.advance + g->dx;

		to->made.advance += g->advance;
		if (!is_drawn(font, g))
			continue;
		to->fits &= to->drawn < PIECES_MOST && left == (int16_t)left;
		if (to->fits)
			to->pieces[to->drawn] = (struct subset_piece){ g->id,
				(int16_t)left, g->dy };
		if (!to->drawn++) {
			to->first = g;
			to->x = left;
		}
	}
	/* kerning is between this letter and the next, not of the letter */
	if (to->drawn == 1 && c->count == 1)
		to->made.advance =
			hb_font_get_glyph_h_advance(font->hb, to->first->id);
	to->made.advance += c->tracking;
	to->made.at = to->pieces;
	to->made.count = to->fits ? to->drawn : 0;
	to->fits &= to->made.advance >= 0 && to->made.advance <= INT16_MAX;
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

/* The text behind its first n characters as it is seen from the left. */
static struct str turned_round(struct arena *mem, struct str text, size_t n)
{
	char *at;

	while (n--)
		text = behind(text, first_of(text));
	at = arena_bytes(mem, text.len + 1);
	n = text.len;
	for (struct str c, rest = text; rest.len; rest = behind(rest, c)) {
		c = first_of(rest);
		n -= c.len;
		memcpy(at + n, c.at, c.len);
	}
	return str_of(at, text.len);
}

/* Several characters from right to left on one place: each gets a share of it,
 * as wide as readers want what is no doubled letter. The glyph is drawn with
 * the last of them, which is the first that is seen. */
static bool add_shares(
	struct signs *s, const struct cluster *c, struct drawing *g)
{
	size_t shares = utf8_count(c->text);
	int32_t all = g->made.advance, each;
	struct str rest = c->text;
	uint16_t id, empty;
	struct subset_joined share = { 0 };

	if ((int64_t)all * 10 < (int64_t)shares * s->f->font->upem)
		shares = 2;
	each = all / (int32_t)shares;
	share.advance = each;
	g->made.advance = all - each * (int32_t)(shares - 1);
	id = joined(s->d, s->f, &g->made);
	empty = joined(s->d, s->f, &share);
	if (!id || !empty)
		return false;
	add(s, id, c->x, 0, turned_round(s->d->mem, rest, shares - 1));
	for (size_t i = 1; i < shares; i++, rest = behind(rest, first_of(rest)))
		s->at[s->count + shares - 1 - i] =
			(struct pdf_sign){ empty, 0, 0, first_of(rest) };
	for (size_t i = 1; i < shares; i++)
		s->at[s->count++].x =
			c->x + g->made.advance + each * (int32_t)(i - 1);
	return true;
}

/* What is not seen at all. */
static void add_unseen(struct signs *s, const struct cluster *c)
{
	struct str text = c->text;

	if (!text.len)
		return;
	if (s->f->font->cff)
		s->says_all = false;
	else
		add(s, (uint16_t)s->f->font->glyph_count, c->x, 0,
			c->rtl ? turned_round(s->d->mem, text, 0) : text);
}

static void add_cluster(struct signs *s, const struct cluster *c)
{
	bool one = !c->rtl || first_of(c->text).len == c->text.len;
	struct drawing g;
	uint16_t id;

	draw(&g, s->f->font, c);
	if (!g.drawn) {
		add_unseen(s, c);
	} else if (g.drawn == 1 && !g.first->dy && !c->tracking && one) {
		add(s, g.first->id, c->x + g.x, 0, c->text);
	} else if (!g.fits || (!one && !add_shares(s, c, &g))) {
		add_each(s, c);
	} else if (one) {
		id = joined(s->d, s->f, &g.made);
		if (id)
			add(s, id, c->x, 0, c->text);
		else
			add_each(s, c);
	}
}

/* ---- words -------------------------------------------------------------- */

static struct cluster cluster_at(const struct shape *s, uint32_t i)
{
	struct cluster c = { &s->at[i], 1,
		str_of(s->text.at + s->at[i].from, s->at[i].len), 0, 0,
		s->rtl };

	while (i + c.count < s->count && !c.at[c.count].len)
		c.count++;
	return c;
}

/* Does the pen stay where it is? Not seen at all, or on the letter before. */
static bool is_flat(const struct cluster *c)
{
	int32_t advance = 0;

	for (uint32_t i = 0; i < c->count; i++)
		advance += c->at[i].advance;
	return advance == 0;
}

/* With what has no width: it belongs to the letter before it. */
static struct cluster cluster_with(const struct shape *s, uint32_t i)
{
	struct cluster c = cluster_at(s, i), next;

	for (; i + c.count < s->count; c.count += next.count) {
		next = cluster_at(s, i + c.count);
		if (!is_flat(s->rtl ? &c : &next))
			break;
		c.text = s->rtl ? str_of(next.text.at,
					  next.text.len + c.text.len)
				: str_of(c.text.at, c.text.len + next.text.len);
	}
	return c;
}

/* Soft hyphens at which no line ended are not in the text. */
static struct str without_soft(struct arena *mem, struct str text)
{
	struct str soft = STR("\u00ad");
	struct buf b;

	if (text.len < soft.len ||
		!memmem(text.at, text.len, soft.at, soft.len))
		return text;
	buf_init(&b, mem, text.len + 1);
	for (struct str c; text.len; text = behind(text, c)) {
		c = first_of(text);
		if (!str_eq(c, soft))
			buf_add(&b, c);
	}
	return buf_str(&b);
}

size_t pdf_signs(struct pdf_doc *d, struct pdf_face *f, const struct shape *s,
	int32_t tracking, struct pdf_sign **out, bool *says_all)
{
	struct signs signs = { d, f,
		ARENA_LIST(d->mem, struct pdf_sign, s->count + s->text.len + 1),
		0, true };
	struct cluster c;
	int32_t x = 0;

	for (uint32_t i = 0; i < s->count; i += c.count) {
		c = cluster_with(s, i);
		c.text = without_soft(d->mem, c.text);
		c.tracking = tracking;
		c.x = x;
		add_cluster(&signs, &c);
		x += tracking;
		for (uint32_t k = 0; k < c.count; k++)
			x += c.at[k].advance;
	}
	*out = signs.at;
	*says_all = signs.says_all;
	return signs.count;
}

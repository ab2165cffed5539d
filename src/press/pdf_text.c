/*
 * press/pdf_text.c - lines of text as a page's content shows them: strings of
 * codes, and between them the distances that widths alone do not give. Knows
 * no structure: which part it belongs to is pdf_page.c's.
 *
 * Within a line places are counted in tenths of 1/1000 em. A reader's pen
 * moves by what /W says; where that is not where a glyph has to stand, a
 * number in the string moves it. What is rounded is never added up.
 */
#include "press/pdf_int.h"

#include <assert.h>

enum {
	TENTHS = 10000,    /* of an em */
	GLYPH_BYTES = 40,  /* at most, of a glyph with moves around it */
	PIECE_BYTES = 128, /* and of what stands around a piece */
	SOFT_HYPHEN = 0xad
};

struct line {
	struct pdf_pen *pen;
	char *p; /* where it is written; room is made for each piece */
	enum { OUTSIDE, IN_ARRAY, IN_NUMBERS, IN_STRING } state;
	const uint16_t *slot; /* of pen->face */
	const struct pdf_glyph *glyph;
	int64_t at;       /* of the reader's pen, from the line's beginning */
	int64_t tracking; /* tenths; of fonts that are not made wider */
	int32_t wider;    /* units of the font: signs are */
	int32_t size, begin, rise;
	int32_t last; /* where the piece before began */
};

/* ---- numbers ------------------------------------------------------------ */

static char *put_int(char *p, int64_t n)
{
	char digits[20], *d = digits + sizeof(digits);
	uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
	size_t len;

	do
		*--d = (char)('0' + left % 10);
	while (left /= 10);
	if (n < 0)
		*p++ = '-';
	len = (size_t)(digits + sizeof(digits) - d);
	memcpy(p, d, len);
	return p + len;
}

static char *put_hundredths(char *p, int64_t n)
{
	if (n < 0) {
		*p++ = '-';
		n = -n;
	}
	if (n >= 100 || n == 0)
		p = put_int(p, n / 100);
	n %= 100;
	if (n) {
		*p++ = '.';
		*p++ = (char)('0' + n / 10);
		if (n % 10)
			*p++ = (char)('0' + n % 10);
	}
	return p;
}

static int64_t rounded(int64_t n, int64_t by)
{
	return (n + (n < 0 ? -by : by) / 2) / by;
}

/* ---- strings ------------------------------------------------------------ */

static void into_string(struct line *l)
{
	if (l->state == OUTSIDE)
		*l->p++ = '[';
	*l->p++ = '(';
	l->state = IN_STRING;
}

static void out_of_array(struct line *l)
{
	if (l->state == OUTSIDE)
		return;
	if (l->state == IN_STRING)
		*l->p++ = ')';
	memcpy(l->p, "]TJ\n", 4);
	l->p += 4;
	l->state = OUTSIDE;
}

/* Moves the pen there, as near as whole numbers come. */
static void move(struct line *l, int64_t to)
{
	int64_t n = rounded(to - l->at, TENTHS / 1000);

	if (!n)
		return;
	if (l->state == OUTSIDE)
		*l->p++ = '[';
	else if (l->state == IN_STRING)
		*l->p++ = ')';
	else if (l->state == IN_NUMBERS)
		*l->p++ = ' ';
	l->p = put_int(l->p, -n);
	l->state = IN_NUMBERS;
	l->at += n * (TENTHS / 1000);
}

static inline void show(struct line *l, const struct pdf_glyph *g)
{
	if (l->state != IN_STRING)
		into_string(l);
	memcpy(l->p, g->bytes, PDF_CODE);
	l->p += g->size;
	l->at += g->width + l->tracking;
}

static void show_blank(struct line *l)
{
	show(l, &l->glyph[l->slot[l->pen->face->font->space] - 1]);
}

/* `units` of the font, upwards. */
static void raise(struct line *l, int units)
{
	int64_t rise = rounded((int64_t)units * l->size,
		(int64_t)l->pen->face->font->upem * 10);

	if (rise == l->rise)
		return;
	out_of_array(l);
	l->rise = (int32_t)rise;
	l->p = put_hundredths(l->p, rise);
	memcpy(l->p, " Ts\n", 4);
	l->p += 4;
}

/* ---- words -------------------------------------------------------------- */

/* Where x (a page's) is, from the beginning of the line. */
static int64_t place_of(const struct line *l, int32_t x)
{
	return rounded((int64_t)(x - l->begin) * TENTHS, l->size);
}

/* Division of 64 bits takes three times as long as of 32. */
static int64_t in_tenths(int32_t units, int32_t upem)
{
	enum { FITS = INT32_MAX / TENTHS - UINT16_MAX };

	if (units >= -FITS && units <= FITS)
		return (units * TENTHS + (units < 0 ? -upem : upem) / 2) / upem;
	return rounded((int64_t)units * TENTHS, upem);
}

/* Every glyph by its first code. */
static void show_glyphs(struct line *l, const struct shape *s, int64_t from)
{
	int32_t upem = l->pen->face->font->upem, units = 0;
	bool there = false; /* is the pen where widths alone bring it? */

	for (uint32_t i = 0; i < s->count; i++) {
		const struct shape_glyph *q = &s->at[i];
		const struct pdf_glyph *g = &l->glyph[l->slot[q->id] - 1];

		if (!there || q->dx)
			move(l, from + in_tenths(units + q->dx, upem));
		show(l, g);
		there = q->advance == g->advance && !q->dx;
		units += q->advance;
		from += l->tracking;
	}
}

static void show_signs(struct line *l, const struct shape *s, int64_t from)
{
	struct pdf_face *f = pdf_face(l->pen->d, l->pen->face->font);
	struct pdf_sign *sign;
	bool all;
	size_t count = pdf_signs(l->pen->d, f, s, l->wider, &sign, &all);

	for (size_t i = 0; i < count; i++) {
		const struct pdf_glyph *g =
			pdf_glyph(f, sign[i].id, sign[i].text);

		if (!g)
			continue;
		move(l, from + rounded((int64_t)sign[i].x * TENTHS,
				       f->font->upem));
		if (sign[i].y || l->rise)
			raise(l, sign[i].y);
		show(l, g);
		from += l->tracking;
	}
	if (l->rise)
		raise(l, 0);
}

/* False: the page is over every ceiling; its end says so. */
static bool room_for(struct line *l, uint32_t glyphs)
{
	struct buf *b = l->pen->b;

	if (l->p)
		b->len = (size_t)(l->p - b->at);
	l->p = NULL;
	if (!buf_need(b, (size_t)glyphs * GLYPH_BYTES + PIECE_BYTES))
		return false;
	assert(b->at);
	l->p = b->at + b->len;
	return true;
}

static void mark_begin(struct line *l, struct str what)
{
	out_of_array(l);
	memcpy(l->p, what.at, what.len);
	l->p += what.len;
}

static void say_begin(struct line *l, struct str text)
{
	struct buf *b = l->pen->b;

	out_of_array(l);
	b->len = (size_t)(l->p - b->at);
	l->p = NULL;
	buf_add(b, STR("/Span<</ActualText"));
	pdf_text(b, text);
	buf_add(b, STR(">>BDC\n"));
}

static void mark_end(struct line *l)
{
	out_of_array(l);
	memcpy(l->p, "EMC\n", 4);
	l->p += 4;
}

static const struct pdf_odd *odd_piece(struct pdf_pen *pen)
{
	const struct pdf_doc *d = pen->d;
	size_t piece = pen->piece++;

	if (pen->odd == d->odd_count || d->odd[pen->odd].piece != piece)
		return NULL;
	return &d->odd[pen->odd++];
}

/* One that is written from the right stands at the left of its blank. */
static void show_blank_before(struct line *l, const struct mark_piece *piece)
{
	if (piece->x < l->last)
		move(l, place_of(l, piece->x) +
				(int64_t)piece->shape->width * TENTHS /
					l->pen->face->font->upem);
	show_blank(l);
}

static void show_piece(
	struct line *l, const struct mark_piece *piece, bool first)
{
	const struct shape *s = piece->shape;
	const struct pdf_odd *odd = odd_piece(l->pen);
	bool says = piece->hyphen || (odd && !odd->says_all);

	if (!room_for(l, s->count + (uint32_t)s->text.len + 1))
		return;
	if (piece->blank && !first)
		show_blank_before(l, piece);
	if (s->rtl)
		mark_begin(l, STR("/ReversedChars BMC\n"));
	if (says) {
		say_begin(l, piece->hyphen ? STR("\u00ad") : s->text);
		if (!room_for(l, s->count + (uint32_t)s->text.len))
			return;
	}
	if (odd)
		show_signs(l, s, place_of(l, piece->x));
	else
		show_glyphs(l, s, place_of(l, piece->x));
	if (says)
		mark_end(l);
	if (s->rtl)
		mark_end(l);
	l->last = piece->x;
}

/* Behind the line, at the side where the next word would stand. */
static void show_blank_behind(struct line *l, const struct mark_piece *piece)
{
	const struct pdf_glyph *g =
		&l->glyph[l->slot[l->pen->face->font->space] - 1];

	if (piece->shape->rtl)
		move(l, place_of(l, piece->x) - g->width);
	show(l, g);
}

/* ---- what is set -------------------------------------------------------- */

void pdf_pen_leave(struct pdf_pen *pen)
{
	if (pen->text)
		buf_add(pen->b, STR("ET\n"));
	pen->text = false;
}

static void put_share(struct buf *b, unsigned of_255)
{
	int64_t n = (of_255 * 2000 + 255) / 510;

	if (n == 0 || n == 1000) {
		buf_addc(b, n ? '1' : '0');
		return;
	}
	buf_addc(b, '.');
	buf_addc(b, (char)('0' + n / 100));
	if (n % 100)
		buf_addc(b, (char)('0' + n / 10 % 10));
	if (n % 10)
		buf_addc(b, (char)('0' + n % 10));
}

void pdf_pen_color(struct pdf_pen *pen, uint32_t color)
{
	unsigned red = color >> 16 & 0xff, green = color >> 8 & 0xff,
		 blue = color & 0xff;
	struct buf *b = pen->b;

	if (pen->color == color)
		return;
	pen->color = color;
	put_share(b, red);
	if (red != green || green != blue) {
		buf_addc(b, ' ');
		put_share(b, green);
		buf_addc(b, ' ');
		put_share(b, blue);
		buf_add(b, STR(" rg\n"));
	} else {
		buf_add(b, STR(" g\n"));
	}
}

static void set_font(struct pdf_pen *pen, const struct mark_text *t)
{
	const struct pdf_face *f = pdf_face(pen->d, t->font);
	int32_t tracking = t->font->cff ? (int32_t)rounded(t->tracking, 10) : 0;

	if (f != pen->face || t->size != pen->size) {
		buf_add(pen->b, STR("/F"));
		buf_add_int(pen->b, f - pen->d->face);
		buf_addc(pen->b, ' ');
		pdf_length(pen->b, t->size);
		buf_add(pen->b, STR(" Tf\n"));
		pen->face = f;
		pen->size = t->size;
	}
	if (tracking != pen->tracking) {
		pdf_length(pen->b, tracking * 10);
		buf_add(pen->b, STR(" Tc\n"));
		pen->tracking = tracking;
	}
}

static void set_place(struct pdf_pen *pen, int32_t left, int32_t baseline)
{
	int64_t x = rounded(left, 10),
		y = rounded(pen->d->pages->height - baseline, 10);
	char text[64], *p = text;

	p = put_hundredths(p, x - pen->x);
	*p++ = ' ';
	p = put_hundredths(p, y - pen->y);
	memcpy(p, " Td\n", 4);
	buf_add(pen->b, str_of(text, (size_t)(p + 4 - text)));
	pen->x = x;
	pen->y = y;
}

void pdf_pen_enter(struct pdf_pen *pen)
{
	if (pen->text)
		return;
	buf_add(pen->b, STR("BT\n"));
	pen->text = true;
	pen->x = pen->y = 0;
}

/* Nothing of it can be drawn: the font has none of its glyphs. */
static void pass_by(struct pdf_pen *pen, const struct mark_text *t)
{
	for (uint32_t i = 0; i < t->count; i++)
		odd_piece(pen);
}

/* Some readers (poppler's) take what is wide apart on a line for columns, and
 * would read a date behind all that stands beneath its title. One blank as
 * wide as the gap does not help them, since they drop it; one that stands for
 * two is text to them, and joins the line. */
static void fill_gap(struct pdf_pen *pen, const struct mark_text *t)
{
	const struct pdf_glyph *g =
		t->gap > 0 ? pdf_glyph(pen->face, t->font->space, PDF_GAP)
			   : NULL;
	int64_t wide = rounded((int64_t)t->gap * TENTHS, t->size);

	if (!g || g->width <= 0)
		return;
	set_place(pen, t->at->x - t->gap, t->y);
	buf_add_int(pen->b, rounded(wide * 100, g->width));
	buf_add(pen->b, STR(" Tz\n("));
	buf_add(pen->b, str_of(g->bytes, g->size));
	buf_add(pen->b, STR(")Tj\n100 Tz\n"));
}

void pdf_pen_text(struct pdf_pen *pen, const struct mark_text *t)
{
	struct line l = {
		.pen = pen, .size = t->size, .wider = pdf_tracking(t)
	};
	bool blank = pen->d->blanks[pen->mark++];

	if (!t->count || !pdf_face(pen->d, t->font)->count) {
		pass_by(pen, t);
		return;
	}
	pdf_pen_color(pen, t->color);
	set_font(pen, t);
	fill_gap(pen, t);
	set_place(pen, t->at->x, t->y);
	l.begin = l.last = t->at->x;
	l.slot = pen->face->known->slot;
	l.glyph = pen->face->glyph;
	l.tracking = rounded((int64_t)pen->tracking * 10 * TENTHS, t->size);
	for (uint32_t i = 0; i < t->count; i++)
		show_piece(&l, &t->at[i], i == 0);
	if (!room_for(&l, 1))
		return;
	if (blank)
		show_blank_behind(&l, &t->at[t->count - 1]);
	out_of_array(&l);
	pen->b->len = (size_t)(l.p - pen->b->at);
}

void pdf_pen_bridge(struct pdf_pen *pen, const struct mark_bridge *b)
{
	const struct mark_text like = { .font = b->font, .size = b->size };
	const struct pdf_glyph *g;

	set_font(pen, &like);
	g = pdf_glyph(pen->face, b->font->space, PDF_GAP);
	if (!g)
		return;
	set_place(pen, b->x, b->y);
	buf_addc(pen->b, '(');
	buf_add(pen->b, str_of(g->bytes, g->size));
	buf_add(pen->b, STR(")Tj\n"));
}

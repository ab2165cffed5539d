/*
 * intake/pdf_dots.c - the bullets of a list that are painted, not written, as
 * browsers do: small round or square shapes right before a line. Each becomes
 * the letter that it stands for.
 */
#include "intake/pdf_show.h"

#include <math.h>

enum { DOTS_MOST = 400 /* a page of more has a pattern */ };

/* What a dot may measure, in letters' sizes. */
static const double dot_least = 0.12, dot_most = 0.46, gap_most = 2.5;

static void add_point(struct show *s, double x, double y)
{
	struct path *p = &s->path;
	const double *m = s->now.ctm;
	double at[2] = { m[0] * x + m[2] * y + m[4],
		m[1] * x + m[3] * y + m[5] };

	if (!p->points++) {
		p->box[0] = p->box[2] = at[0];
		p->box[1] = p->box[3] = at[1];
	}
	for (int i = 0; i < 2; i++) {
		p->box[i] = fmin(p->box[i], at[i]);
		p->box[i + 2] = fmax(p->box[i + 2], at[i]);
	}
}

static void end_path(struct show *s, bool painted, bool filled)
{
	struct path *p = &s->path;
	double wide = p->box[2] - p->box[0], high = p->box[3] - p->box[1];
	struct glyphs *g = s->out;

	if (painted && p->points && p->parts == 1 && wide > 0.8 && wide < 12 &&
		fabs(wide - high) < 0.15 * wide && g->dot_count <= DOTS_MOST) {
		if (!g->dots)
			g->dots = ARENA_LIST(
				g->mem, struct intake_box, DOTS_MOST + 1);
		g->dots[g->dot_count++] = (struct intake_box){ (float)p->box[0],
			(float)p->box[1], (float)p->box[2], (float)p->box[3] };
	}
	if (filled && p->points && !s->now.white)
		intake_pdf_paint_shade(s, p->box);
	p->points = p->parts = 0;
}

/* Curves stay near the points that they are drawn by. */
static void add_points(struct show *s)
{
	for (int i = 0; i + 1 < s->count; i += 2)
		add_point(s, intake_pdf_operand(s, i),
			intake_pdf_operand(s, i + 1));
}

bool intake_pdf_dots_operate(struct show *s, uint32_t op)
{
	double x = intake_pdf_operand(s, 0), y = intake_pdf_operand(s, 1);

	switch (op) {
	case OP1('m'):
		s->path.parts++;
		add_points(s);
		return true;
	case OP1('l'):
	case OP1('c'):
	case OP1('v'):
	case OP1('y'):
		add_points(s);
		return true;
	case OP2('r', 'e'):
		s->path.parts++;
		add_point(s, x, y);
		add_point(s, x + intake_pdf_operand(s, 2),
			y + intake_pdf_operand(s, 3));
		return true;
	case OP1('f'):
	case OP1('F'):
	case OP1('B'):
	case OP1('b'):
	case OP2('f', '*'):
	case OP2('B', '*'):
	case OP2('b', '*'):
		end_path(s, true, true);
		return true;
	case OP1('S'):
	case OP1('s'):
		end_path(s, true, false);
		return true;
	case OP1('n'):
		end_path(s, false, false);
		return true;
	default:
		return false;
	}
}

/* Does the dot stand before the glyph, as high as small letters are? */
static bool stands_before(const struct intake_box *dot, const struct glyph *g)
{
	double size = g->size, wide = dot->x1 - dot->x0;
	double middle = g->y - (dot->y0 + dot->y1) / 2;

	return !g->turn && !(g->flags & (GLYPH_BLANK | GLYPH_GONE)) &&
	       wide > dot_least * size && wide < dot_most * size &&
	       g->x0 > dot->x1 && g->x0 - dot->x1 < gap_most * size &&
	       middle > 0.1 * size && middle < 0.55 * size;
}

static bool ends_line(const struct glyphs *g, const struct intake_box *dot)
{
	float middle = (dot->y0 + dot->y1) / 2;

	for (size_t i = 0; i < g->count; i++) {
		const struct glyph *at = &g->at[i];
		float gap = dot->x0 - at->x1;

		if (!at->turn && gap > 0 && gap < (float)gap_most * at->size &&
			at->y > middle && at->y - at->size < middle)
			return true;
	}
	return false;
}

/* A dot among dots counts stars; one at either end of a line adorns it. */
static bool adorns(const struct glyphs *g, const bool *ends, size_t which)
{
	const struct intake_box *dot = &g->dots[which];

	for (size_t i = 0; i < g->dot_count; i++) {
		const struct intake_box *other = &g->dots[i];

		if (i != which && fabsf(other->y0 - dot->y0) < 1 &&
			(fabsf(other->x0 - dot->x0) < 30 ||
				(other->x0 > dot->x0 && ends[i])))
			return true;
	}
	return false;
}

/* Which glyph a dot stands right before; glyphs: none. One that stands right
 * after a letter parts letters. */
static size_t glyph_after(
	const struct glyphs *g, const bool *ends, size_t which)
{
	const struct intake_box *dot = &g->dots[which];
	float middle = (dot->y0 + dot->y1) / 2;
	size_t found = g->count;

	for (size_t i = 0; i < g->count; i++) {
		const struct glyph *at = &g->at[i];

		if (stands_before(dot, at) &&
			(found == g->count || at->x0 < g->at[found].x0))
			found = i;
		else if (!at->turn && !(at->flags & GLYPH_BLANK) &&
			 at->x0 < dot->x1 && at->x1 > dot->x0 - 2 * at->size &&
			 at->y > middle && at->y - at->size < middle)
			return g->count;
	}
	return found < g->count && adorns(g, ends, which) ? g->count : found;
}

static struct glyph bullet(const struct intake_box *dot, const struct glyph *to)
{
	struct glyph g = *to;

	g.x0 = dot->x0;
	g.x1 = dot->x1;
	g.text = 0x2022;
	g.flags = GLYPH_BEGINS;
	return g;
}

void intake_pdf_dots(struct pdf *pdf, struct glyphs *g)
{
	struct glyphs all = *g;
	size_t *dot_before;
	bool *ends;

	if (!g->dot_count || g->dot_count > DOTS_MOST ||
		!intake_pdf_work(pdf, (int64_t)(g->dot_count * g->count / 8)))
		return;
	dot_before = ARENA_LIST(g->mem, size_t, g->count + 1);
	ends = ARENA_LIST(g->mem, bool, g->dot_count);
	for (size_t i = 0; i < g->dot_count; i++)
		ends[i] = ends_line(g, &g->dots[i]);
	for (size_t i = 0; i < g->dot_count; i++)
		dot_before[glyph_after(g, ends, i)] = i + 1;
	all.at = NULL;
	all.count = all.room = 0;
	for (size_t i = 0; i < g->count; i++) {
		if (dot_before[i])
			*intake_glyph_add(&all) =
				bullet(&g->dots[dot_before[i] - 1], &g->at[i]);
		*intake_glyph_add(&all) = g->at[i];
	}
	*g = all;
}

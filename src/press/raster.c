/*
 * press/raster.c - exact coverage by signed areas: each edge adds to the cells
 * that it crosses, a sum along the row gives what is inside.
 */
#include "press/raster.h"

#include <math.h>

enum {
	MASKS_BYTES = 4 << 20,
	MASKS_FIRST = 1024,
	SIDE_MOST = 4096, /* pixels of one glyph */
	CURVE_STEPS = 8
};

struct slot {
	uint64_t key; /* 0: free */
	struct raster_mask mask;
};

/* The outline at hand, in pixels, y downwards. */
struct pen {
	float *cells;
	int width, height;
	float scale, dx, dy;  /* of the font's units */
	float x, y;           /* where it is */
	float from_x, from_y; /* where the contour began */
};

struct raster {
	struct arena mem;
	struct slot *slots;
	size_t room, count;
	hb_draw_funcs_t *draw;
	float *cells;
	size_t cells_room;
};

/* ---- edges -------------------------------------------------------------- */

/* The part of an edge that lies in one row: from x0 to x1, dy high. */
static void row_edge(float *row, int width, float x0, float x1, float d)
{
	float left = x0 < x1 ? x0 : x1, right = x0 < x1 ? x1 : x0;
	int first, last;

	left = left < 0 ? 0 : left > (float)width ? (float)width : left;
	right = right < 0 ? 0 : right > (float)width ? (float)width : right;
	first = (int)left;
	last = (int)ceilf(right);
	if (last <= first + 1) {
		float middle = (left + right) / 2 - (float)first;

		row[first] += d * (1 - middle);
		row[first + 1] += d * middle;
		return;
	}
	/* over several cells: the area right of the edge grows as a square */
	float slope = 1 / (right - left);
	float f = 1 - (left - (float)first), a0 = slope * f * f / 2;
	float g = right - (float)last + 1, am = slope * g * g / 2;

	row[first] += d * a0;
	if (last == first + 2) {
		row[first + 1] += d * (1 - a0 - am);
	} else {
		float a1 = slope * (1.5f - (left - (float)first));
		float a2 = a1 + (float)(last - first - 3) * slope;

		row[first + 1] += d * (a1 - a0);
		for (int i = first + 2; i < last - 1; i++)
			row[i] += d * slope;
		row[last - 1] += d * (1 - a2 - am);
	}
	row[last] += d * am;
}

static void edge(struct pen *p, float x0, float y0, float x1, float y1)
{
	float direction = 1, dxdy, x;

	if (y0 == y1)
		return;
	if (y0 > y1) {
		float t = y0;

		y0 = y1, y1 = t;
		t = x0, x0 = x1, x1 = t;
		direction = -1;
	}
	dxdy = (x1 - x0) / (y1 - y0);
	if (y0 < 0) {
		x0 -= y0 * dxdy;
		y0 = 0;
	}
	if (y1 > (float)p->height)
		y1 = (float)p->height;
	x = x0;
	for (int y = (int)y0; y < p->height && (float)y < y1; y++) {
		float top = (float)y > y0 ? (float)y : y0;
		float end = (float)(y + 1) < y1 ? (float)(y + 1) : y1;
		float next = x + dxdy * (end - top);

		row_edge(p->cells + (size_t)y * (size_t)(p->width + 2),
			p->width, x, next, direction * (end - top));
		x = next;
	}
}

/* ---- what HarfBuzz draws ------------------------------------------------ */

static void line_to(struct pen *p, float x, float y)
{
	edge(p, p->x, p->y, x, y);
	p->x = x;
	p->y = y;
}

#define PEN hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state
#define UNUSED ((void)funcs, (void)state, (void)user)
static float px(const struct pen *p, float x) { return x * p->scale + p->dx; }
static float py(const struct pen *p, float y) { return p->dy - y * p->scale; }

static void on_close(PEN, void *user)
{
	struct pen *p = data;

	UNUSED;
	line_to(p, p->from_x, p->from_y);
}

static void on_move(PEN, float x, float y, void *user)
{
	struct pen *p = data;

	UNUSED;
	p->x = p->from_x = px(p, x);
	p->y = p->from_y = py(p, y);
}

static void on_line(PEN, float x, float y, void *user)
{
	struct pen *p = data;

	UNUSED;
	line_to(p, px(p, x), py(p, y));
}

static void on_quad(PEN, float cx, float cy, float x, float y, void *user)
{
	struct pen *p = data;
	float x0 = p->x, y0 = p->y, x1 = px(p, cx), y1 = py(p, cy);
	float x2 = px(p, x), y2 = py(p, y);

	UNUSED;
	for (int i = 1; i <= CURVE_STEPS; i++) {
		float t = (float)i / CURVE_STEPS, u = 1 - t;

		line_to(p, u * u * x0 + 2 * u * t * x1 + t * t * x2,
			u * u * y0 + 2 * u * t * y1 + t * t * y2);
	}
}

static void on_cubic(PEN, float ax, float ay, float bx, float by, float x,
	float y, void *user)
{
	struct pen *p = data;
	float x0 = p->x, y0 = p->y, x1 = px(p, ax), y1 = py(p, ay);
	float x2 = px(p, bx), y2 = py(p, by), x3 = px(p, x), y3 = py(p, y);

	UNUSED;
	for (int i = 1; i <= CURVE_STEPS; i++) {
		float t = (float)i / CURVE_STEPS, u = 1 - t;
		float a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t,
		      d = t * t * t;

		line_to(p, a * x0 + b * x1 + c * x2 + d * x3,
			a * y0 + b * y1 + c * y2 + d * y3);
	}
}

struct raster *raster_open(void)
{
	struct raster *r = mem_alloc(sizeof(*r));

	r->room = MASKS_FIRST;
	r->slots = mem_alloc(r->room * sizeof(*r->slots));
	r->draw = hb_draw_funcs_create();
	hb_draw_funcs_set_move_to_func(r->draw, on_move, NULL, NULL);
	hb_draw_funcs_set_line_to_func(r->draw, on_line, NULL, NULL);
	hb_draw_funcs_set_quadratic_to_func(r->draw, on_quad, NULL, NULL);
	hb_draw_funcs_set_cubic_to_func(r->draw, on_cubic, NULL, NULL);
	hb_draw_funcs_set_close_path_func(r->draw, on_close, NULL, NULL);
	return r;
}

void raster_close(struct raster *r)
{
	if (!r)
		return;
	hb_draw_funcs_destroy(r->draw);
	arena_free(&r->mem);
	mem_free(r->slots);
	mem_free(r->cells);
	mem_free(r);
}

void raster_begin(struct raster *r)
{
	if (r->mem.bytes <= MASKS_BYTES)
		return;
	arena_free(&r->mem);
	memset(r->slots, 0, r->room * sizeof(*r->slots));
	r->count = 0;
}

/* ---- masks -------------------------------------------------------------- */

/* Sums along the rows; the winding rule is "not zero" as fonts want it, near
 * enough: overlaps of contours are cut at full coverage. */
static void take_cells(
	struct raster *r, const struct pen *p, struct raster_mask *m)
{
	uint8_t *out =
		arena_bytes(&r->mem, (size_t)p->width * (size_t)p->height);

	m->at = out;
	for (int y = 0; y < p->height; y++) {
		const float *row =
			p->cells + (size_t)y * (size_t)(p->width + 2);
		float sum = 0;

		for (int x = 0; x < p->width; x++) {
			float cover;
			unsigned part;

			sum += row[x];
			cover = fabsf(sum);
			part = cover >= 1 ? 255
					  : (unsigned)(cover * 255 + 0.5f);
			*out++ = (uint8_t)((part * RASTER_SHADES + 127) / 255);
		}
	}
}

static void draw(struct raster *r, const struct font *font, uint32_t glyph,
	int size, int quarter, struct raster_mask *m)
{
	hb_glyph_extents_t e;
	struct pen p = { .scale = (float)size / 64 / (float)font->upem };
	size_t cells;

	*m = (struct raster_mask){ 0 };
	if (!hb_font_get_glyph_extents(font->hb, glyph, &e) || !e.width ||
		!e.height)
		return;
	p.dx = (float)quarter / 4;
	m->left = (int)floorf((float)e.x_bearing * p.scale + p.dx);
	m->top = (int)ceilf((float)e.y_bearing * p.scale);
	p.width = (int)ceilf((float)(e.x_bearing + e.width) * p.scale + p.dx) -
		  m->left;
	p.height =
		m->top - (int)floorf((float)(e.y_bearing + e.height) * p.scale);
	if (p.width < 1 || p.height < 1 || p.width > SIDE_MOST ||
		p.height > SIDE_MOST)
		return;
	p.dx -= (float)m->left;
	p.dy = (float)m->top;
	cells = (size_t)(p.width + 2) * (size_t)p.height + 2;
	if (cells > r->cells_room) {
		r->cells = mem_grow(r->cells, cells * sizeof(*r->cells));
		r->cells_room = cells;
	}
	memset(r->cells, 0, cells * sizeof(*r->cells));
	p.cells = r->cells;
	hb_font_get_glyph_shape(font->hb, glyph, r->draw, &p);
	m->width = p.width;
	m->height = p.height;
	take_cells(r, &p, m);
}

static void grow(struct raster *r)
{
	size_t room = r->room * 2;
	struct slot *slots = mem_alloc(room * sizeof(*slots));

	for (size_t i = 0; i < r->room; i++) {
		size_t at = r->slots[i].key * 0x9e3779b97f4a7c15u >> 20;

		if (!r->slots[i].key)
			continue;
		while (slots[at & (room - 1)].key)
			at++;
		slots[at & (room - 1)] = r->slots[i];
	}
	mem_free(r->slots);
	r->slots = slots;
	r->room = room;
}

const struct raster_mask *raster_glyph(struct raster *r,
	const struct font *font, uint32_t glyph, int size, int quarter)
{
	uint64_t key;
	struct slot *s;
	size_t at;

	/* number 8 bits, size 20, glyph 16, quarter 2 */
	key = 1ull << 63 | (uint64_t)font->number << 38 |
	      (uint64_t)(size & 0xfffff) << 18 | (uint64_t)glyph << 2 |
	      (unsigned)quarter;
	if (r->count * 2 >= r->room)
		grow(r);
	for (at = key * 0x9e3779b97f4a7c15u >> 20;; at++) {
		s = &r->slots[at & (r->room - 1)];
		if (s->key == key || !s->key)
			break;
	}
	if (!s->key) {
		s->key = key;
		r->count++;
		draw(r, font, glyph, size, quarter, &s->mask);
	}
	return s->mask.at ? &s->mask : NULL;
}

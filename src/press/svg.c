/*
 * press/svg.c - a page becomes a drawing: SVG 1.1 with each glyph's outline
 * once, so that it looks alike everywhere, whatever fonts are installed there.
 * Who cannot see it gets the page's words as its description.
 */
#include "base/code.h"
#include "press/picture.h"
#include "press/press_int.h"

enum { GLYPHS_FIRST = 256 };

/* A glyph that the page has used: "g5" is the sixth. */
struct used {
	const struct font *font;
	uint16_t id;
	bool taken;
	int number;
};

struct drawing {
	struct arena *mem;
	struct buf *out, outlines, body, words;
	struct used *used;
	size_t room, count;
	hb_draw_funcs_t *draw;
};

/* ---- numbers and text --------------------------------------------------- */

/* Thousandths of a point as points: "12.5". */
static void put_length(struct buf *out, int64_t n)
{
	int64_t part = n < 0 ? -n % 1000 : n % 1000;

	if (n < 0)
		buf_addc(out, '-');
	buf_add_int(out, n < 0 ? -n / 1000 : n / 1000);
	if (!part)
		return;
	buf_addc(out, '.');
	for (int64_t unit = 100; part; unit /= 10) {
		buf_addc(out, (char)('0' + part / unit));
		part %= unit;
	}
}

static void put_escaped(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		switch (s.at[i]) {
		case '&':
			buf_add(out, STR("&amp;"));
			break;
		case '<':
			buf_add(out, STR("&lt;"));
			break;
		case '>':
			buf_add(out, STR("&gt;"));
			break;
		case '"':
			buf_add(out, STR("&quot;"));
			break;
		default:
			buf_addc(out, s.at[i]);
		}
}

static void put_color(struct buf *out, uint32_t color)
{
	buf_addf(out, "#%06x", color);
}

/* ---- outlines ----------------------------------------------------------- */

#define PEN hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state
#define UNUSED ((void)funcs, (void)state, (void)user)

/* Units of the font are whole numbers, but for curves of some. */
static void put_pair(struct buf *out, char command, float x, float y)
{
	if (command)
		buf_addc(out, command);
	buf_add_int(out, (int64_t)(x < 0 ? x - 0.5f : x + 0.5f));
	buf_addc(out, ' ');
	buf_add_int(out, (int64_t)(y < 0 ? y - 0.5f : y + 0.5f));
}

static void on_move(PEN, float x, float y, void *user)
{
	UNUSED;
	put_pair(data, 'M', x, y);
}

static void on_line(PEN, float x, float y, void *user)
{
	UNUSED;
	put_pair(data, 'L', x, y);
}

static void on_quad(PEN, float cx, float cy, float x, float y, void *user)
{
	UNUSED;
	put_pair(data, 'Q', cx, cy);
	put_pair(data, ' ', x, y);
}

static void on_cubic(PEN, float ax, float ay, float bx, float by, float x,
	float y, void *user)
{
	UNUSED;
	put_pair(data, 'C', ax, ay);
	put_pair(data, ' ', bx, by);
	put_pair(data, ' ', x, y);
}

static void on_close(PEN, void *user)
{
	UNUSED;
	buf_addc(data, 'Z');
}

static hb_draw_funcs_t *pen_new(void)
{
	hb_draw_funcs_t *f = hb_draw_funcs_create();

	hb_draw_funcs_set_move_to_func(f, on_move, NULL, NULL);
	hb_draw_funcs_set_line_to_func(f, on_line, NULL, NULL);
	hb_draw_funcs_set_quadratic_to_func(f, on_quad, NULL, NULL);
	hb_draw_funcs_set_cubic_to_func(f, on_cubic, NULL, NULL);
	hb_draw_funcs_set_close_path_func(f, on_close, NULL, NULL);
	return f;
}

static struct used *slot_of(
	struct used *used, size_t room, const struct font *font, uint16_t id)
{
	size_t at = ((size_t)font->number * 40503u + id) * 2654435761u;

	for (;; at++) {
		struct used *u = &used[at & (room - 1)];

		if (!u->taken || (u->font == font && u->id == id))
			return u;
	}
}

static void grow(struct drawing *d)
{
	size_t room = d->room ? d->room * 2 : GLYPHS_FIRST;
	struct used *more = ARENA_LIST(d->mem, struct used, room);

	for (size_t i = 0; i < d->room; i++)
		if (d->used[i].taken)
			*slot_of(more, room, d->used[i].font, d->used[i].id) =
				d->used[i];
	d->used = more;
	d->room = room;
}

/* The number of a glyph's outline, which is written when it is first used. */
static int outline(struct drawing *d, const struct font *font, uint16_t id)
{
	struct used *u;

	if (d->count * 2 >= d->room)
		grow(d);
	u = slot_of(d->used, d->room, font, id);
	if (!u->taken) {
		*u = (struct used){ font, id, true, (int)d->count++ };
		buf_addf(&d->outlines, "<path id=\"g%d\" d=\"", u->number);
		hb_font_get_glyph_shape(font->hb, id, d->draw, &d->outlines);
		buf_add(&d->outlines, STR("\"/>\n"));
	}
	return u->number;
}

/* ---- marks -------------------------------------------------------------- */

static void put_piece(struct drawing *d, const struct mark_text *t,
	const struct mark_piece *piece)
{
	const struct shape *s = piece->shape;
	double scale = (double)t->size / 1000 / s->font->upem;
	double tracking = (double)t->tracking * s->font->upem / t->size;
	double pen = 0;

	buf_add(&d->body, STR("<g transform=\"translate("));
	put_length(&d->body, piece->x);
	buf_addc(&d->body, ' ');
	put_length(&d->body, t->y);
	buf_addf(&d->body, ")scale(%.6f -%.6f)\">", scale, scale);
	for (uint32_t i = 0; i < s->count; i++) {
		const struct shape_glyph *g = &s->at[i];

		buf_addf(&d->body, "<use xlink:href=\"#g%d\"",
			outline(d, s->font, g->id));
		if (pen + g->dx != 0)
			buf_addf(&d->body, " x=\"%.0f\"", pen + g->dx);
		if (g->dy)
			buf_addf(&d->body, " y=\"%d\"", g->dy);
		buf_add(&d->body, STR("/>"));
		pen += g->advance + tracking;
	}
	buf_add(&d->body, STR("</g>\n"));
}

static void put_text(struct drawing *d, const struct mark_text *t)
{
	buf_add(&d->body, STR("<g fill=\""));
	put_color(&d->body, t->color);
	buf_add(&d->body, STR("\">\n"));
	for (uint32_t i = 0; i < t->count; i++) {
		put_piece(d, t, &t->at[i]);
		if (t->part == PAGES_ARTIFACT || t->at[i].hyphen)
			continue;
		if (t->at[i].blank || i == 0)
			buf_addc(&d->words, ' ');
		put_escaped(&d->words, t->at[i].shape->text);
	}
	buf_add(&d->body, STR("</g>\n"));
}

static void put_place(
	struct buf *out, int32_t x, int32_t y, int32_t width, int32_t height)
{
	buf_add(out, STR(" x=\""));
	put_length(out, x);
	buf_add(out, STR("\" y=\""));
	put_length(out, y);
	buf_add(out, STR("\" width=\""));
	put_length(out, width);
	buf_add(out, STR("\" height=\""));
	put_length(out, height);
	buf_addc(out, '"');
}

static void put_box(struct drawing *d, const struct mark_box *b)
{
	buf_add(&d->body, STR("<rect"));
	put_place(&d->body, b->x, b->y, b->width, b->height);
	buf_add(&d->body, STR(" fill=\""));
	put_color(&d->body, b->color);
	buf_add(&d->body, STR("\"/>\n"));
}

static void put_picture(struct drawing *d, const struct mark_picture *m,
	const struct tree_picture *photo)
{
	bool png = str_starts(photo->bytes, STR("\x89PNG"));
	struct str text = code_text(d->mem, CODE_BASE64, photo->bytes);

	if (m->round) {
		buf_add(&d->outlines,
			STR("<clipPath id=\"round\"><circle cx=\""));
		put_length(&d->outlines, m->x + m->width / 2);
		buf_add(&d->outlines, STR("\" cy=\""));
		put_length(&d->outlines, m->y + m->height / 2);
		buf_add(&d->outlines, STR("\" r=\""));
		put_length(&d->outlines, m->height / 2);
		buf_add(&d->outlines, STR("\"/></clipPath>\n"));
	}
	buf_add(&d->body, STR("<image"));
	put_place(&d->body, m->x, m->y, m->width, m->height);
	buf_addf(&d->body,
		" preserveAspectRatio=\"xMidYMid slice\"%s "
		"xlink:href=\"data:image/%s;base64,",
		m->round ? " clip-path=\"url(#round)\"" : "",
		png ? "png" : "jpeg");
	buf_add(&d->body, text);
	buf_add(&d->body, STR("\"/>\n"));
}

/* ---- the file ----------------------------------------------------------- */

static void put_file(struct drawing *d, const struct pages *pages, size_t page)
{
	struct buf *out = d->out;

	buf_add(out, STR("<svg xmlns=\"http://www.w3.org/2000/svg\" "
			 "xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
			 "role=\"img\" width=\""));
	put_length(out, pages->width);
	buf_add(out, STR("pt\" height=\""));
	put_length(out, pages->height);
	buf_add(out, STR("pt\" viewBox=\"0 0 "));
	put_length(out, pages->width);
	buf_addc(out, ' ');
	put_length(out, pages->height);
	buf_add(out, STR("\" xml:lang=\""));
	put_escaped(out, pages->tree->language);
	buf_add(out, STR("\">\n<title>"));
	put_escaped(out, pages->tree->title);
	if (pages->count > 1)
		buf_addf(out, " (%zu/%zu)", page + 1, pages->count);
	buf_add(out, STR("</title>\n<desc>"));
	buf_add(out, buf_str(&d->words));
	buf_add(out, STR("</desc>\n<defs>\n"));
	buf_add(out, buf_str(&d->outlines));
	buf_add(out, STR("</defs>\n<rect width=\"100%\" height=\"100%\" "
			 "fill=\"#ffffff\"/>\n"));
	buf_add(out, buf_str(&d->body));
	buf_add(out, STR("</svg>\n"));
}

bool press_svg(struct press *press, struct arena *mem,
	const struct pages *pages, size_t page, struct buf *out,
	struct err *err)
{
	struct drawing d = { .mem = mem, .out = out };
	const struct press_page *p;

	(void)press;
	if (page >= pages->count)
		return err_set(err, ERR_NOT_FOUND,
			"there is no page %zu; the document has %zu", page + 1,
			pages->count);
	p = &pages->at[page];
	buf_init(&d.outlines, mem, PRESS_FILE_BYTES);
	buf_init(&d.body, mem, PRESS_FILE_BYTES * 2);
	buf_init(&d.words, mem, PRESS_FILE_BYTES);
	d.draw = pen_new();
	for (size_t i = 0; i < p->count; i++)
		if (p->at[i].kind == MARK_TEXT)
			put_text(&d, &p->at[i].u.text);
		else if (p->at[i].kind == MARK_BOX)
			put_box(&d, &p->at[i].u.box);
		else if (p->at[i].kind == MARK_PICTURE)
			put_picture(
				&d, &p->at[i].u.picture, &pages->tree->photo);
	hb_draw_funcs_destroy(d.draw);
	put_file(&d, pages, page);
	return (buf_ok(&d.outlines) && buf_ok(&d.body) && buf_ok(&d.words) &&
		       buf_ok(out)) ||
	       err_set(err, ERR_TOO_BIG, "the drawing is larger than %d bytes",
		       PRESS_FILE_BYTES);
}

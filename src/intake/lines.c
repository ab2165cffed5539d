/*
 * intake/lines.c - words become pieces, pieces in order become lines, lines
 * blocks. Which parts a page has is lines_order.c's.
 */
#include "intake/lines_int.h"

#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>

enum { TURNS = 4 };

struct page {
	struct arena *mem; /* of the answer */
	struct arena *own;
	struct intake_page *out;
	size_t room;
	int block;
	bool rtl;
};

/* ---- pieces ------------------------------------------------------------- */

static bool follows(const struct piece *p, const struct intake_word *w)
{
	const struct intake_word *last = &p->at[p->count - 1];
	float size = fmaxf(last->size, w->size), gap = w->box.x0 - last->box.x1,
	      back = last->box.x0 - w->box.x1;

	if (fabsf(w->base - last->base) > 0.3f * size)
		return false;
	if (gap < 1.6f * size && gap > -0.6f * size)
		return true;
	return back < 1.6f * size && back > -0.6f * size &&
	       (intake_rtl(w->text) || intake_rtl(last->text));
}

static void widen(struct intake_box *b, const struct intake_box *by)
{
	b->x0 = fminf(b->x0, by->x0);
	b->y0 = fminf(b->y0, by->y0);
	b->x1 = fmaxf(b->x1, by->x1);
	b->y1 = fmaxf(b->y1, by->y1);
}

static struct pieces pieces_of(
	struct arena *mem, const struct words *words, uint32_t turn)
{
	struct pieces out = { ARENA_LIST(mem, struct piece, words->count), 0 };
	struct piece *p = NULL;

	for (size_t i = 0; i < words->count; i++) {
		struct intake_word *w = &words->at[i];

		if (w->turn != turn) {
			p = NULL;
			continue;
		}
		if (!p || !follows(p, w)) {
			p = &out.at[out.count];
			*p = (struct piece){ .at = w,
				.box = w->box,
				.base = w->base,
				.size = w->size,
				.first = (uint32_t)out.count++ };
		}
		p->count++;
		if (w->size > p->size) {
			p->size = w->size;
			p->base = w->base;
		}
		widen(&p->box, &w->box);
	}
	return out;
}

/* ---- one line ----------------------------------------------------------- */

static int by_left(const void *a, const void *b)
{
	const struct intake_word *p = a, *q = b;

	if (p->box.x0 != q->box.x0)
		return p->box.x0 < q->box.x0 ? -1 : 1;
	return p->place < q->place ? -1 : p->place > q->place;
}

static bool same_place(const struct intake_word *a, const struct intake_word *b)
{
	return fabsf(a->box.x0 - b->box.x0) < 0.12f * a->size &&
	       fabsf(a->base - b->base) < 0.12f * a->size &&
	       str_eq(a->text, b->text);
}

static void glue(
	struct arena *mem, struct intake_word *a, const struct intake_word *b)
{
	unsigned type = INTAKE_BOLD | INTAKE_ITALIC;

	/* a comma behind a bold word is no matter */
	if (!intake_way(a->text))
		a->flags = (a->flags & ~type) | (b->flags & type);
	else if (intake_way(b->text))
		a->flags &= b->flags | INTAKE_GLUED | INTAKE_CELL;
	a->text = str_fmt(mem, "%.*s%.*s", STR_ARG(a->text), STR_ARG(b->text));
	widen(&a->box, &b->box);
}

/* One letter, and no digit or sign. */
static bool is_letter(const struct intake_word *w)
{
	unsigned char c = (unsigned char)w->text.at[0];

	return utf8_count(w->text) == 1 &&
	       (c >= 0x80 || ((c | 32) >= 'a' && (c | 32) <= 'z'));
}

/* "S K I L L S": gaps within are alike, those between words are wider. */
static size_t spaced(const struct intake_line *l, size_t from, float *gap)
{
	size_t i = from + 1;

	if (!is_letter(&l->at[from]))
		return 0;
	*gap = INFINITY;
	for (; i < l->count && is_letter(&l->at[i]); i++) {
		float g = l->at[i].box.x0 - l->at[i - 1].box.x1;

		if (g > 1.5f * l->at[i].size)
			break;
		*gap = fminf(*gap, g);
	}
	return i - from >= 4 ? i - from : 0;
}

static void join_spaced(struct arena *mem, struct intake_line *l)
{
	size_t n = 0, run = 0;
	float gap = 0;

	for (size_t i = 0; i < l->count; i++) {
		bool in = run > 0;

		if (run)
			run--;
		else if ((run = spaced(l, i, &gap)))
			run--;
		if (in && n &&
			l->at[i].box.x0 - l->at[i - 1].box.x1 <
				1.35f * gap + 0.1f * l->at[i].size)
			glue(mem, &l->at[n - 1], &l->at[i]);
		else if (n != i)
			l->at[n++] = l->at[i];
		else
			n++;
	}
	l->count = n;
}

/* Twice in one place is once, and bold; nothing between is one word. */
static void join(struct arena *mem, struct intake_line *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->count; i++) {
		struct intake_word *w = &l->at[i],
				   *last = &l->at[n ? n - 1 : 0];

		if (n && same_place(last, w)) {
			last->flags |= INTAKE_BOLD;
			continue;
		}
		if (n && w->flags & INTAKE_GLUED &&
			w->box.x0 - last->box.x1 < 0.12f * w->size &&
			w->place == last->place + 1 && !intake_rtl(w->text)) {
			glue(mem, last, w);
			last->place = w->place;
			continue;
		}
		if (n && w->box.x0 - last->box.x1 > 1.6f * w->size)
			w->flags |= INTAKE_CELL;
		if (n != i)
			l->at[n] = *w;
		n++;
	}
	l->count = n;
}

static void measure(struct intake_line *l)
{
	size_t most = 0;

	l->box = l->at[0].box;
	l->flags = ~0u;
	for (size_t i = 0; i < l->count; i++) {
		const struct intake_word *w = &l->at[i];

		widen(&l->box, &w->box);
		l->flags &= w->flags;
		if (w->text.len > most) {
			most = w->text.len;
			l->base = w->base;
			l->size = w->size;
		}
	}
	l->flags &=
		INTAKE_BOLD | INTAKE_ITALIC | INTAKE_HIDDEN | INTAKE_ARTIFACT;
}

/* ---- lines of a part ---------------------------------------------------- */

static struct intake_line *add_line(struct page *page)
{
	struct intake_page *out = page->out;
	struct intake_line *more;

	if (out->count == page->room) {
		page->room = page->room ? 2 * page->room : 64;
		more = arena_bytes(page->mem, page->room * sizeof(*more));
		if (out->count)
			memcpy(more, out->at, out->count * sizeof(*more));
		out->at = more;
	}
	memset(&out->at[out->count], 0, sizeof(*more));
	return &out->at[out->count++];
}

static bool far_apart(const struct intake_line *a, const struct intake_line *b)
{
	float size = fmaxf(a->size, b->size);

	return a->column != b->column || b->base - a->base > 1.75f * size ||
	       b->base < a->base - 0.5f * size ||
	       fabsf(a->size - b->size) > 0.15f * size;
}

static void make_line(
	struct page *page, struct piece **at, size_t count, int column)
{
	struct intake_line *l = add_line(page);
	size_t words = 0;

	for (size_t i = 0; i < count; i++)
		words += at[i]->count;
	l->at = arena_bytes(page->mem, words * sizeof(*l->at));
	for (size_t i = 0; i < count; i++) {
		memcpy(l->at + l->count, at[i]->at,
			at[i]->count * sizeof(*l->at));
		l->count += at[i]->count;
	}
	qsort(l->at, l->count, sizeof(*l->at), by_left);
	join(page->mem, l);
	join_spaced(page->mem, l);
	measure(l);
	intake_line_turn(l, page->rtl);
	l->column = column;
	if (page->out->count > 1 && far_apart(l - 1, l))
		page->block++;
	l->block = page->block;
}

static bool beside(const struct piece *a, const struct piece *b)
{
	float size = fminf(a->size, b->size), big = fmaxf(a->size, b->size);
	float top = fmaxf(a->base - 0.7f * a->size, b->base - 0.7f * b->size);
	float low = fminf(a->base + 0.2f * a->size, b->base + 0.2f * b->size);

	if (fabsf(a->base - b->base) <= 0.15f * big)
		return true;
	/* a raised or lowered piece, not another line over this one */
	return low - top > 0.5f * size &&
	       (a->box.x1 <= b->box.x0 + 1 || b->box.x1 <= a->box.x0 + 1);
}

static void take_part(void *to, struct piece **at, size_t count, int column)
{
	struct page *page = to;
	size_t from = 0;

	for (size_t i = 1; i <= count; i++)
		if (i == count || !beside(at[from], at[i])) {
			make_line(page, at + from, i - from, column);
			from = i;
		}
}

/* ---- hyphens ------------------------------------------------------------ */

static const char soft[] = "\xC2\xAD";

/* One that is seen within a line is a hyphen like any other. */
static void show_soft(struct intake_word *w, bool at_end)
{
	char *to = (char *)(uintptr_t)w->text.at;
	size_t len = 0;

	if (!memmem(w->text.at, w->text.len, soft, 2))
		return;
	for (size_t i = 0; i < w->text.len; i++) {
		if (i + 1 == w->text.len ||
			memcmp(w->text.at + i, soft, 2) != 0) {
			to[len++] = w->text.at[i];
			continue;
		}
		i++;
		if (i + 1 < w->text.len || !at_end)
			to[len++] = '-';
	}
	w->text.len = len;
}

static void join_lines(struct intake_page *page)
{
	for (size_t i = 0; i < page->count; i++) {
		struct intake_line *l = &page->at[i], *next = l + 1;
		bool ends = l->count && i + 1 < page->count &&
			    next->column == l->column && next->base > l->base &&
			    l->at[l->count - 1].text.len > 2 &&
			    str_ends(l->at[l->count - 1].text, str_c(soft));

		for (size_t k = 0; k < l->count; k++)
			show_soft(&l->at[k], ends && k + 1 == l->count);
		l->joined = ends;
	}
}

/* ---- a page ------------------------------------------------------------- */

static void upright(struct intake_box *b, float *base, uint32_t turn)
{
	struct intake_box was = *b;

	if (turn == 1)
		*b = (struct intake_box){ -was.y1, was.x0, -was.y0, was.x1 };
	else if (turn == 2)
		*b = (struct intake_box){ -was.x1, -was.y1, -was.x0, -was.y0 };
	else if (turn == 3)
		*b = (struct intake_box){ was.y0, -was.x1, was.y1, -was.x0 };
	if (turn == 1 || turn == 2)
		*base = -*base;
}

static void turn_back(struct intake_page *page, size_t from, uint32_t turn)
{
	for (size_t i = from; i < page->count && turn; i++) {
		struct intake_line *l = &page->at[i];

		upright(&l->box, &l->base, turn);
		for (size_t k = 0; k < l->count; k++)
			upright(&l->at[k].box, &l->at[k].base, turn);
	}
}

static bool mostly_rtl(const struct words *words)
{
	size_t ways[3] = { 0 };

	for (size_t i = 0; i < words->count; i++)
		ways[intake_way(words->at[i].text)]++;
	return ways[WAY_RIGHT] > ways[WAY_LEFT];
}

void intake_lines(
	struct arena *mem, const struct glyphs *g, struct intake_page *out)
{
	struct arena own = { 0 };
	struct page page = { .mem = mem, .own = &own, .out = out };
	struct words words;

	intake_words(mem, g, &words);
	for (uint32_t turn = 0; turn < TURNS && words.count; turn++) {
		struct pieces p = pieces_of(&own, &words, turn);
		struct piece **at =
			ARENA_LIST(&own, struct piece *, p.count + 1);
		struct order order = { .mem = &own,
			.take = take_part,
			.to = &page,
			.height = g->height,
			.rtl = mostly_rtl(&words) };
		size_t from = out->count;

		page.rtl = order.rtl;
		for (size_t i = 0; i < p.count; i++)
			at[i] = &p.at[i];
		intake_order(&order, at, p.count);
		turn_back(out, from, turn);
	}
	join_lines(out);
	out->glyphs = g->shown;
	out->unknown = g->unknown;
	out->icons = g->icons;
	out->pictures = g->pictures;
	out->width = g->width;
	out->height = g->height;
	arena_free(&own);
}

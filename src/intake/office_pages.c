/*
 * intake/office_pages.c - lines find their places on pages: made up, but all
 * in one way, so that what is far apart in the document is so here.
 */
#include "intake/office.h"

#include "base/utf8.h"

#include <math.h>

#define LINE 1.25f
#define PLACE_MOST 1e6f

static float sane(float f, float most)
{
	return f > 0 && f < most ? f : f > 0 ? most : 0;
}

/* The space between two paragraphs is the larger of what both want. */
static float space(const struct office_line *last, const struct office_line *l)
{
	float before = sane(l->before, 5000), after;

	if (!last)
		return before;
	after = sane(last->after, 5000);
	if (l->alike && l->alike == last->alike)
		return fmaxf(before - after, 0);
	return fmaxf(before, after);
}

static void move(struct intake_line *l, float by)
{
	for (size_t i = 0; i < l->count; i++) {
		l->at[i].box.x0 += by;
		l->at[i].box.x1 += by;
	}
}

static void align(struct office_line *l, const struct office_paper *paper)
{
	struct intake_line *is = &l->is;
	float width = l->width > 0 ? l->width
				   : paper->width - paper->left - paper->right;
	float most = is->at[is->count - 1].box.x1 - is->at[0].box.x0,
	      free = width - most;

	if (free > 0 && l->align != OFFICE_LEFT)
		move(is, l->align == OFFICE_RIGHT ? free : free / 2);
}

static float clamp(float f)
{
	return f > -PLACE_MOST ? fminf(f, PLACE_MOST) : -PLACE_MOST;
}

static void put(struct intake_line *l, float top, float left)
{
	float base = clamp(top + l->size);

	l->base = base;
	l->box = (struct intake_box){ PLACE_MOST, PLACE_MOST, -PLACE_MOST,
		-PLACE_MOST };
	for (size_t i = 0; i < l->count; i++) {
		struct intake_word *w = &l->at[i];

		w->base = base;
		w->box.x0 = clamp(w->box.x0 + left);
		w->box.x1 = fmaxf(clamp(w->box.x1 + left), w->box.x0);
		w->box.y0 = base - 0.8f * w->size;
		w->box.y1 = base + 0.2f * w->size;
		l->box.x0 = fminf(l->box.x0, w->box.x0);
		l->box.y0 = fminf(l->box.y0, w->box.y0);
		l->box.x1 = fmaxf(l->box.x1, w->box.x1);
		l->box.y1 = fmaxf(l->box.y1, w->box.y1);
	}
}

/* As lines.c has it for lines that were drawn. */
static bool far_apart(const struct intake_line *a, const struct intake_line *b)
{
	float size = fmaxf(a->size, b->size);

	return b->base - a->base > 1.75f * size ||
	       fabsf(a->size - b->size) > 0.15f * size;
}

static size_t count_pages(const struct office_flow *flow, bool *soft)
{
	size_t hard = 0, guessed = 0;

	for (size_t i = 1; i < flow->count; i++) {
		hard += flow->at[i].page;
		guessed += flow->at[i].soft;
	}
	*soft = !hard;
	hard = hard ? hard : guessed;
	return (hard < OFFICE_PAGES ? hard : OFFICE_PAGES - 1) + 1;
}

struct at {
	const struct office_paper *paper;
	float y;
	int block, column;
	const struct office_line *last; /* on this page */
};

static void take(struct at *at, struct intake_page *page, struct office_line *l)
{
	struct intake_line *last =
		page->count ? &page->at[page->count - 1] : NULL;

	at->y += space(at->last, l);
	align(l, at->paper);
	put(&l->is, at->y, at->paper->left);
	at->y = clamp(at->y + LINE * l->is.size);
	at->column += last && l->step;
	if (last && (l->apart || l->step || last->repeated != l->is.repeated ||
			    far_apart(last, &l->is)))
		at->block++;
	l->is.block = at->block;
	l->is.column = at->column;
	for (size_t i = 0; i < l->is.count; i++)
		page->glyphs += utf8_count(l->is.at[i].text);
	page->at[page->count++] = l->is;
	at->last = l;
}

/* Where the page ends that begins with line i. */
static size_t page_end(const struct office_flow *flow, size_t i, bool soft)
{
	for (i++; i < flow->count; i++)
		if (flow->at[i].page || (soft && flow->at[i].soft))
			break;
	return i;
}

void intake_office_pages(struct office_sheet *s, const struct office_flow *flow,
	const struct office_paper *paper, struct intake_doc *out)
{
	bool soft;
	size_t most = count_pages(flow, &soft), i = 0, end;

	out->at = ARENA_LIST(s->mem, struct intake_page, most);
	for (out->count = 0; out->count < most; out->count++) {
		struct intake_page *page = &out->at[out->count];
		struct at at = { paper, paper->top, 0, 0, NULL };

		end = out->count + 1 == most ? flow->count
					     : page_end(flow, i, soft);
		page->at = ARENA_LIST(s->mem, struct intake_line, end - i + 1);
		for (; i < end; i++)
			take(&at, page, &flow->at[i]);
		page->width = paper->width;
		page->height = fmaxf(paper->height, at.y);
	}
	out->at[0].pictures = s->pictures;
	out->at[0].icons = s->icons;
	out->at[0].glyphs += s->icons;
	out->scan = s->pictures && !s->total;
}

/*
 * intake/office_table.c - rows of cells become lines. A row whose cells say a
 * line or so each is one line with gaps; where cells hold whole parts of a
 * page, they are read one after the other, as columns.
 */
#include "intake/office.h"

#include "intake/lexicon.h"
#include "resume/words.h"

enum {
	PART_LINES = 4, /* so many in two cells: parts of a page */
	PAIR_LINES = 3, /* at most so many are read across */
	PAIR_WORDS = 8,
	LABEL_WORDS = 4,
	LABEL_BYTES = 64,
	FRAME_KINDS = 3 /* sections that a frame of a page has at least */
};

/* ---- what readers say --------------------------------------------------- */

void intake_office_table_open(struct office_sheet *s, struct office_table *t)
{
	*t = (struct office_table){ .back = s->to };
}

static void *grown(struct arena *mem, const void *was, size_t count,
	size_t *room, size_t size)
{
	void *more;

	*room = *room ? 2 * *room : 4;
	more = arena_alloc(mem, *room * size);
	if (count)
		memcpy(more, was, count * size);
	return more;
}

void intake_office_table_row(struct office_sheet *s, struct office_table *t)
{
	if (s->cells++ == OFFICE_CELLS)
		s->over = "cells";
	if (t->count == t->room)
		t->rows = grown(
			s->own, t->rows, t->count, &t->room, sizeof(*t->rows));
	t->rows[t->count++] = (struct office_row){ 0 };
}

void intake_office_table_cell(struct office_sheet *s, struct office_table *t,
	const struct office_cell *cell)
{
	struct office_row *row;

	if (!t->count)
		intake_office_table_row(s, t);
	row = &t->rows[t->count - 1];
	if (row->count == row->room)
		row->at = grown(s->own, row->at, row->count, &row->room,
			sizeof(*row->at));
	if (s->cells++ == OFFICE_CELLS)
		s->over = "cells";
	row->at[row->count] = ARENA_NEW(s->own, struct office_cell);
	*row->at[row->count] = *cell;
	row->at[row->count]->flow.x += t->back->x;
	s->to = &row->at[row->count++]->flow;
}

/* ---- what kind of row it is --------------------------------------------- */

static bool has_heading(const struct office_flow *f)
{
	for (size_t i = 0; i < f->count; i++)
		if (f->at[i].is.heading)
			return true;
	return false;
}

/* Are its cells parts of a page? */
static bool is_parts(const struct office_row *row)
{
	size_t full = 0, some = 0, filled = 0;
	bool heads = false;

	for (size_t i = 0; i < row->count; i++) {
		const struct office_flow *f = &row->at[i]->flow;

		full += f->count >= PART_LINES;
		some += f->count >= 2;
		filled += f->count > 0;
		heads |= f->count >= 2 && has_heading(f);
	}
	return full >= 2 || (heads && some >= 2 && some == filled);
}

static bool same_columns(const struct office_row *a, const struct office_row *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (a->at[i]->column != b->at[i]->column)
			return false;
	return true;
}

static bool goes_on(const struct office_row *row)
{
	for (size_t i = 0; i < row->count; i++)
		if (row->at[i]->goes_on)
			return true;
	return false;
}

/* Does a long cell of this row go on in the rows below? */
static bool is_beside(const struct office_table *t, size_t i)
{
	const struct office_row *row = &t->rows[i], *next = row + 1;

	if (i + 1 == t->count || !goes_on(next))
		return false;
	for (size_t k = 0; k < row->count; k++)
		for (size_t n = 0; n < next->count; n++)
			if (next->at[n]->goes_on &&
				next->at[n]->column == row->at[k]->column &&
				row->at[k]->flow.count >= PART_LINES)
				return true;
	return false;
}

/* How many rows from i on are parts of a page side by side. */
static size_t parts(const struct office_table *t, size_t i)
{
	size_t n = i;

	while (n < t->count &&
		(n == i || same_columns(&t->rows[i], &t->rows[n]))) {
		if (is_beside(t, n))
			for (n++; n < t->count && goes_on(&t->rows[n]); n++)
				continue;
		else if (is_parts(&t->rows[n]))
			n++;
		else
			break;
	}
	return n - i;
}

/* ---- rows to lines ------------------------------------------------------ */

/* Column by column, each down all the rows. */
static void add_parts(
	struct office_sheet *s, struct office_table *t, size_t from, size_t n)
{
	int column = -1, next;

	for (;;) {
		next = INT32_MAX;
		for (size_t r = from; r < from + n; r++)
			for (size_t i = 0; i < t->rows[r].count; i++) {
				int c = t->rows[r].at[i]->column;

				if (c > column && c < next)
					next = c;
			}
		if (next == INT32_MAX)
			break;
		column = next;
		t->back->step = true;
		for (size_t r = from; r < from + n; r++)
			for (size_t i = 0; i < t->rows[r].count; i++)
				if (t->rows[r].at[i]->column == column)
					intake_office_flow_append(s, t->back,
						&t->rows[r].at[i]->flow);
	}
	t->back->step = true;
}

/* A line of one cell goes to the right of one of another. */
static void join(struct office_sheet *s, struct office_line *to,
	const struct office_line *more)
{
	size_t had = to->is.count, count = had + more->is.count;
	struct intake_word *at =
		arena_bytes(s->mem, count * sizeof(struct intake_word));

	memcpy(at, to->is.at, had * sizeof(*at));
	memcpy(at + had, more->is.at, more->is.count * sizeof(*at));
	at[had].flags |= INTAKE_CELL;
	to->is.at = at;
	to->is.count = count;
	to->is.flags &= more->is.flags;
	to->is.size = more->is.size > to->is.size ? more->is.size : to->is.size;
	to->is.rtl &= more->is.rtl;
	to->align = OFFICE_LEFT;
	to->alike = NULL;
	to->after = more->after > to->after ? more->after : to->after;
}

/* Are these cells read across, line by line? */
static bool are_pairs(struct office_cell **at, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct office_flow *f = &at[i]->flow;

		if (f->count != at[0]->flow.count || f->count > PAIR_LINES)
			return false;
		for (size_t k = 0; k < f->count; k++)
			if (f->at[k].is.item || f->at[k].is.count > PAIR_WORDS)
				return false;
	}
	return true;
}

/* One line that looks like a heading: bold or capitals, and no date. */
static bool is_label(const struct intake_line *l)
{
	bool small = false;

	for (size_t i = 0; i < l->count; i++)
		for (size_t k = 0; k < l->at[i].text.len; k++) {
			char c = l->at[i].text.at[k];

			if (c >= '0' && c <= '9')
				return false;
			small |= c >= 'a' && c <= 'z';
		}
	return l->count <= LABEL_WORDS && (!small || l->flags & INTAKE_BOLD);
}

/* What section the line names; RESUME_NO_HEADING: none. */
static int section_of(struct office_sheet *s, const struct intake_line *l)
{
	struct arena mem = { 0 };
	struct buf b;
	int what;

	if (!l->count || l->count > LABEL_WORDS)
		return RESUME_NO_HEADING;
	buf_init(&b, &mem, LABEL_BYTES);
	for (size_t i = 0; i < l->count; i++) {
		if (i)
			buf_addc(&b, ' ');
		buf_add(&b, l->at[i].text);
	}
	what = buf_ok(&b) ? lexicon_heading(s->own, buf_str(&b))
			  : RESUME_NO_HEADING;
	arena_free(&mem);
	return what;
}

/* What the first cell of a row calls the others; RESUME_NO_HEADING: nothing. */
static int row_section(struct office_sheet *s, const struct office_row *row)
{
	const struct office_flow *f = &row->at[0]->flow;

	return row->count > 1 && f->count == 1 ? section_of(s, &f->at[0].is)
					       : RESUME_NO_HEADING;
}

/* Is the table the frame of a page: jobs or schools in a row of their own, and
 * other sections in others, their names in the first cells? */
static bool is_frame(struct office_sheet *s, const struct office_table *t)
{
	bool seen[RESUME_NO_HEADING + 1] = { false };
	size_t kinds = 0;

	for (size_t i = 0; i < t->count; i++) {
		int what = t->rows[i].count ? row_section(s, &t->rows[i])
					    : RESUME_NO_HEADING;

		kinds += what != RESUME_NO_HEADING && !seen[what];
		seen[what] = true;
	}
	return kinds >= FRAME_KINDS &&
	       (seen[RESUME_WORK] || seen[RESUME_EDUCATION]);
}

/* Does the first cell head the second? */
static bool is_head_of(const struct office_flow *a, const struct office_flow *b)
{
	const struct intake_line *l = &a->at[0].is;

	if (a->count != 1 || b->at[0].is.heading)
		return false;
	return (l->heading && b->count > 1) ||
	       (b->count >= PART_LINES && is_label(l));
}

/* Cells that do not go together: a list, a heading beside what it heads. */
static bool are_apart(struct office_cell **at, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (at[i]->flow.at[0].is.item ||
			is_head_of(&at[0]->flow, &at[i]->flow))
			return true;
	return false;
}

static void add_across(struct office_sheet *s, struct office_flow *to,
	struct office_cell **at, size_t count, size_t k)
{
	struct office_line *l = intake_office_flow_add(s, to), told = *l;

	*l = at[0]->flow.at[k];
	l->before += told.before;
	l->page |= told.page;
	l->soft |= told.soft;
	l->step |= told.step;
	l->apart |= told.apart;
	for (size_t i = 1; i < count; i++)
		join(s, l, &at[i]->flow.at[k]);
}

static void add_row(struct office_sheet *s, struct office_flow *to,
	struct office_row *row, bool frame)
{
	struct office_cell **at = row->at;
	size_t count = 0, across;
	bool named =
		frame && row->count && row_section(s, row) != RESUME_NO_HEADING;

	for (size_t i = 0; i < row->count; i++)
		if (at[i]->flow.count)
			at[count++] = at[i];
	if (!count || named || are_apart(at, count)) {
		for (size_t i = 0; i < count; i++)
			intake_office_flow_append(s, to, &at[i]->flow);
		return;
	}
	across = count == 1 ? 0 : are_pairs(at, count) ? at[0]->flow.count : 1;
	for (size_t k = 0; k < across; k++)
		add_across(s, to, at, count, k);
	for (size_t i = 0; i < count; i++) {
		struct office_flow rest = at[i]->flow;

		rest.at += across;
		rest.count -= across;
		rest.gap = 0;
		intake_office_flow_append(s, to, &rest);
	}
}

void intake_office_table_close(struct office_sheet *s, struct office_table *t)
{
	bool frame = is_frame(s, t);

	s->to = t->back;
	s->to->apart = true;
	for (size_t i = 0, n; i < t->count; i += n) {
		n = parts(t, i);
		if (n)
			add_parts(s, t, i, n);
		else {
			add_row(s, t->back, &t->rows[i], frame);
			n = 1;
		}
	}
	s->to->apart = true;
}

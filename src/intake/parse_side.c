/*
 * intake/parse_side.c - headings that stand beside their section, in the
 * margin to the left: each becomes a row of its own above it, also one of two
 * lines. Knows what headings are called, and no fields.
 */
#include "intake/parse_edges.h"
#include "intake/parse_text.h"

#include <math.h>

enum {
	SIDE_WORDS = 4, /* of a line of such a heading */
	PLAIN_LEAST = 4 /* kinds of headings that prove a column of them */
};

/* Is all of its part of the page to the right of the row's first cell? */
static bool outside(const struct edges *e, const struct row *r)
{
	size_t all, right = parse_edges_right(e, r, r->cell[0].x1 - 2, &all);

	return all > 5 && 10 * right > 7 * all;
}

/* How many words of a row stand in the margin; 0: none. */
static size_t side_words(
	const struct parse *p, const struct edges *e, size_t row)
{
	const struct row *r = &p->row[row];
	const struct cell *c = &r->cell[0];

	if (r->item)
		return 0;
	if (r->count > 1 && c->count <= SIDE_WORDS &&
		(parse_edges_begin(e, r, r->cell[1].x0) || outside(e, r)))
		return c->count;
	for (size_t n = 1; n < c->count && n <= SIDE_WORDS; n++) {
		const struct intake_word *w = &c->at[n];
		float gap = w->box.x0 - c->at[n - 1].box.x1;

		bool turns = (w->flags ^ w[-1].flags) & INTAKE_BOLD;

		/* one that fills its column leaves little */
		if (gap > (turns ? 0.25f : 0.6f) * w->size &&
			parse_edges_begin(e, r, w->box.x0))
			return n;
		if (gap > 0.8f * w->size && turns && r->gap > 1.6f * p->pitch)
			return n;
	}
	return 0;
}

static bool same_type(const struct intake_word *a, const struct intake_word *b)
{
	return fabsf(a->size - b->size) < 0.3f &&
	       ((a->flags ^ b->flags) & (INTAKE_BOLD | INTAKE_ITALIC)) == 0;
}

struct side {
	size_t words, below; /* of this row, and of the next */
};

/* Is the margin a column of headings, of the text's own type: the first cells
 * of a table? */
static bool is_plain(struct parse *p, const struct edges *e)
{
	bool seen[RESUME_NO_HEADING + 1] = { false };
	size_t kinds = 0;
	float x = -1;

	for (size_t i = 0; i < p->count; i++) {
		const struct row *r = &p->row[i];
		size_t words = r->count > 1 ? side_words(p, e, i) : 0;
		int what;

		if (words != r->cell[0].count)
			continue;
		what = parse_heading(p, r->cell[0].text);
		if (what == RESUME_NO_HEADING || seen[what] ||
			(x >= 0 && fabsf(r->x0 - x) > 3))
			continue;
		x = r->x0;
		seen[what] = true;
		kinds++;
	}
	return kinds >= PLAIN_LEAST &&
	       (seen[RESUME_WORK] || seen[RESUME_EDUCATION]);
}

/* The heading beside this row, of one line or two. */
static struct side side_of(
	struct parse *p, const struct edges *e, size_t row, bool plain)
{
	const struct row *r = &p->row[row], *next = r + 1;
	struct side s = { side_words(p, e, row), 0 };
	struct str text, two;

	if (!s.words)
		return s;
	/* a label of the text's own type, in the middle of it */
	if (!plain && r->gap < 1.6f * p->pitch &&
		r->cell[0].at[0].size < 1.08f * p->size &&
		!(r->cell[0].at[0].flags & INTAKE_BOLD) &&
		!parse_is_caps(r->cell[0].at[0].text)) {
		s.words = 0;
		return s;
	}
	text = parse_words_text(p, r->cell[0].at, s.words);
	if (row + 1 < p->count && next->page == r->page &&
		next->column == r->column && !next->item &&
		fabsf(next->x0 - r->x0) < 3 &&
		same_type(r->cell[0].at, next->cell[0].at)) {
		s.below = side_words(p, e, row + 1);
		if (!s.below && next->count == 1 &&
			next->cell[0].count <= SIDE_WORDS)
			s.below = next->cell[0].count;
		two = str_fmt(p->mem, "%.*s %.*s", STR_ARG(text),
			STR_ARG(parse_words_text(
				p, next->cell[0].at, s.below)));
		if (s.below && parse_heading(p, two) != RESUME_NO_HEADING)
			return s;
	}
	s.below = 0;
	if (parse_heading(p, text) == RESUME_NO_HEADING)
		s.words = 0;
	return s;
}

/* ---- those that nobody knows -------------------------------------------- */

/* How the headings of a margin look that are known. */
struct margin {
	const struct row *of; /* NULL: there are none */
	size_t known;
	bool all_caps;
};

static struct margin margin_of(
	struct parse *p, const struct edges *e, bool plain)
{
	struct margin m = { .all_caps = true };

	for (size_t i = 0; i < p->count; i++) {
		const struct row *r = &p->row[i];

		if (!side_of(p, e, i, plain).words)
			continue;
		if (!m.of)
			m.of = r;
		if (fabsf(r->x0 - m.of->x0) > 3 ||
			!same_type(r->cell[0].at, m.of->cell[0].at))
			continue;
		m.known++;
		m.all_caps &= parse_is_caps(r->cell[0].at[0].text);
	}
	return m;
}

/* Words that stand where known headings do, in their type, with room above:
 * a heading, too. How many. */
static size_t like_others(struct parse *p, const struct edges *e,
	const struct margin *m, size_t row)
{
	const struct row *r = &p->row[row];
	size_t words;

	if (m->known < 2 || fabsf(r->x0 - m->of->x0) > 3 ||
		!same_type(r->cell[0].at, m->of->cell[0].at) ||
		(!m->all_caps && !(r->cell[0].at[0].flags & INTAKE_BOLD)) ||
		r->gap < 1.5f * p->pitch)
		return 0;
	words = side_words(p, e, row);
	for (size_t i = 0; i < words; i++) {
		struct str w = r->cell[0].at[i].text;

		if (parse_has_digit(w) ||
			(m->all_caps && !parse_is_caps(w) && w.len > 2))
			return 0;
	}
	return words;
}

/* ---- rows --------------------------------------------------------------- */

/* The row without its first words; false: nothing is left. */
static bool without(
	struct parse *p, struct row *to, const struct row *r, size_t words)
{
	struct cell *cells;

	*to = *r;
	if (words == r->cell[0].count) {
		to->cell++;
		to->count--;
	} else {
		cells = ARENA_LIST(p->mem, struct cell, r->count);
		memcpy(cells, r->cell, r->count * sizeof(*cells));
		cells[0] = parse_cell(
			p, r->cell[0].at + words, r->cell[0].count - words);
		to->cell = cells;
	}
	if (!to->count)
		return false;
	parse_row_measure(p, to);
	return true;
}

static void head_row(struct parse *p, struct row *to, size_t row, struct side s)
{
	const struct row *r = &p->row[row];
	size_t count = s.words + s.below;
	struct intake_word *words = arena_bytes(p->mem, count * sizeof(*words));

	memcpy(words, r->cell[0].at, s.words * sizeof(*words));
	if (s.below)
		memcpy(words + s.words, r[1].cell[0].at,
			s.below * sizeof(*words));
	*to = *r;
	to->cell = ARENA_NEW(p->mem, struct cell);
	*to->cell = parse_cell(p, words, count);
	to->count = 1;
	parse_row_measure(p, to);
}

/* A heading in the margin may stand a little lower than what it is of. */
static void raise(struct row *at, size_t n)
{
	struct row *head = &at[n - 1], *above = head - 1, swap;

	if (n < 2 || above->page != head->page ||
		above->column != head->column || above->x0 < head->x1 ||
		head->base - above->base > 1.35f * head->size ||
		above->gap < 1.15f * head->gap)
		return;
	swap = *head;
	*head = *above;
	*above = swap;
	above->gap = head->gap;
}

/* A heading over two lines, in a narrow column. */
static bool is_two_lines(struct parse *p, size_t row)
{
	const struct row *r = &p->row[row], *next = r + 1;

	if (row + 1 >= p->count || r->count > 1 || next->count > 1 || r->item ||
		next->item || next->page != r->page ||
		next->column != r->column || r->cell[0].count > 3 ||
		next->cell[0].count > 2 || next->gap > 1.7f * r->size ||
		!same_type(r->cell[0].at, next->cell[0].at) ||
		!(r->flags & (INTAKE_BOLD | CELL_CAPS)))
		return false;
	/* "Licenses &", "Certificates": but not "Work", "Projects" */
	if (parse_heading(p, r->text) != RESUME_NO_HEADING &&
		r->text.at[r->text.len - 1] != '&')
		return false;
	return parse_heading(p, str_fmt(p->mem, "%.*s %.*s", STR_ARG(r->text),
					STR_ARG(next->text))) !=
	       RESUME_NO_HEADING;
}

void parse_sides(struct parse *p)
{
	struct row *to = ARENA_LIST(p->mem, struct row, 2 * p->count + 1);
	struct edges e = parse_edges(p);
	bool plain = is_plain(p, &e);
	struct margin m = margin_of(p, &e, plain);
	size_t n = 0, n_head = 0; /* behind the last heading */

	for (size_t i = 0; i < p->count; i++) {
		struct side s = side_of(p, &e, i, plain);

		if (!s.words)
			s.words = like_others(p, &e, &m, i);

		if (!s.words && is_two_lines(p, i)) {
			s = (struct side){ p->row[i].cell[0].count,
				p->row[i + 1].cell[0].count };
			head_row(p, &to[n++], i++, s);
			continue;
		}
		if (!s.words) {
			to[n++] = p->row[i];
			if (parse_heading(p, p->row[i].text) !=
				RESUME_NO_HEADING)
				raise(to, n);
			continue;
		}
		head_row(p, &to[n++], i, s);
		/* the row above may be all that the heading above has */
		if (!n_head || n > n_head + 2)
			raise(to, n);
		n_head = n;
		if (without(p, &to[n], &p->row[i], s.words))
			to[n++].gap = INFINITY;
		if (!s.below)
			continue;
		i++;
		if (without(p, &to[n], &p->row[i], s.below))
			n++;
	}
	p->row = to;
	p->count = n;
}

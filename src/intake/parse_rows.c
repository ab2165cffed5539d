/*
 * intake/parse_rows.c - lines of a document become rows of cells, without
 * bullets, icons and what is printed on every page. Knows no meaning.
 */
#include "intake/parse_int.h"

#include "intake/parse_marks.h"
#include "intake/parse_text.h"

#include <math.h>
#include <stdlib.h>

/* ---- cells -------------------------------------------------------------- */

struct str parse_words_text(
	struct parse *p, const struct intake_word *at, size_t count)
{
	struct buf b;

	if (count == 1)
		return at->text;
	buf_init(&b, p->mem, SIZE_MAX / 2);
	buf_add(&b, STR(""));
	for (size_t i = 0; i < count; i++) {
		if (i && !(at[i].flags & INTAKE_GLUED))
			buf_addc(&b, ' ');
		buf_add(&b, at[i].text);
	}
	return buf_str(&b);
}

struct cell parse_cell(struct parse *p, struct intake_word *at, size_t count)
{
	struct cell c = { .at = at,
		.count = count,
		.text = parse_words_text(p, at, count),
		.x0 = INFINITY,
		.x1 = -INFINITY,
		.flags = INTAKE_BOLD | INTAKE_ITALIC };
	size_t most = 0;

	for (size_t i = 0; i < count; i++) {
		const struct intake_word *w = &at[i];

		c.x0 = fminf(c.x0, w->box.x0);
		c.x1 = fmaxf(c.x1, w->box.x1);
		if (parse_has_alnum(w->text))
			c.flags &= w->flags;
		if (w->text.len > most) {
			most = w->text.len;
			c.size = w->size;
		}
	}
	if (parse_is_caps(c.text))
		c.flags |= CELL_CAPS;
	return c;
}

#define LARGE 18 /* points, of a name that other lines stand beside */

/* ---- rows --------------------------------------------------------------- */

/* Behind the picture of a scanned page all words are hidden, and meant. */
static bool is_hidden(const struct intake_page *page)
{
	size_t hidden = 0;

	for (size_t i = 0; i < page->count; i++)
		hidden += (page->at[i].flags & INTAKE_HIDDEN) != 0;
	return 2 * hidden > page->count;
}

/* How many signs stand before the words of a line: those that say how well, of
 * the column beside it, and its bullet. */
static size_t signs_before(
	const struct intake_line *l, bool hidden, uint8_t *item)
{
	size_t i = 0;
	uint32_t sign = 0;

	while (i < l->count && parse_is_rating(l->at[i].text))
		i++;
	if (i + 1 >= l->count || !(parse_bullet(l->at[i].text, &sign) ||
					 (hidden && parse_is_read_bullet(l))))
		return i;
	if (sign == '+' && l->at[i + 1].text.at[0] >= '0' &&
		l->at[i + 1].text.at[0] <= '9')
		return i;
	*item = *item ? *item : 1;
	return i + 1;
}

/* The words of a line that say something. */
static size_t clean(struct parse *p, const struct intake_line *l, bool hidden,
	bool first, struct intake_word *to, uint8_t *item)
{
	size_t n = 0;

	*item = l->item;
	for (size_t i = signs_before(l, hidden, item); i < l->count; i++) {
		struct intake_word w = l->at[i];
		size_t glued = n ? 0 : parse_glued_bullet(w.text),
		       icon = parse_glued_icon(w.text);

		if (parse_is_icon(w.text) || parse_is_rule(w.text) ||
			parse_is_rating(w.text) ||
			(w.flags & INTAKE_HIDDEN && !hidden) ||
			(hidden && parse_is_drawn(w.text))) {
			if (first && w.url.len && p->icons < PARSE_ICONS)
				p->icon[p->icons++] = w.url;
			continue;
		}
		if (glued) {
			*item = 1;
			w.text = str_of(w.text.at + glued, w.text.len - glued);
		} else if (icon) {
			w.text = str_of(w.text.at + icon, w.text.len - icon);
		}
		if (!n)
			w.flags &= ~(unsigned)(INTAKE_CELL | INTAKE_GLUED);
		n += parse_signs(p, &w, to + n);
	}
	return n;
}

/* Behind a wide gap; or where a line of small type stands beside a large one's,
 * with any gap. */
static bool begins_cell(const struct intake_word *w)
{
	float large = fmaxf(w->size, w[-1].size),
	      small = fminf(w->size, w[-1].size);

	return w->flags & INTAKE_CELL ||
	       (large >= LARGE && large > 1.8f * small &&
		       w->box.x0 - w[-1].box.x1 > 0.6f * small);
}

static void add_cells(
	struct parse *p, struct row *r, struct intake_word *at, size_t count)
{
	size_t cells = 1, from = 0;

	for (size_t i = 1; i < count; i++)
		cells += begins_cell(&at[i]);
	r->cell = ARENA_LIST(p->mem, struct cell, cells);
	for (size_t i = 1; i <= count; i++) {
		if (i < count && !begins_cell(&at[i]))
			continue;
		r->cell[r->count++] = parse_cell(p, at + from, i - from);
		from = i;
	}
}

void parse_row_measure(struct parse *p, struct row *r)
{
	size_t most = 0;

	r->when = NULL;
	r->flags = ~0u;
	r->x0 = INFINITY;
	r->x1 = -INFINITY;
	for (size_t i = 0; i < r->count; i++) {
		const struct cell *c = &r->cell[i];

		r->x0 = fminf(r->x0, c->x0);
		r->x1 = fmaxf(r->x1, c->x1);
		r->flags &= c->flags;
		if (c->text.len > most) {
			most = c->text.len;
			r->size = c->size;
		}
	}
	r->text = r->cell[0].text;
	if (r->count > 1) {
		struct buf b;

		buf_init(&b, p->mem, SIZE_MAX / 2);
		for (size_t i = 0; i < r->count; i++) {
			if (i)
				buf_addc(&b, ' ');
			buf_add(&b, r->cell[i].text);
		}
		r->text = buf_str(&b);
	}
}

static float gap_above(const struct row *r, bool first)
{
	float gap;

	if (first || r[-1].column != r->column)
		return INFINITY;
	gap = r->base - r[-1].base;
	return gap < -0.5f * r->size ? INFINITY : gap;
}

/* ---- pages from the right ----------------------------------------------- */

/* All steps think that text begins at the left. */
static bool is_from_right(const struct intake_page *page)
{
	size_t right = 0;

	for (size_t i = 0; i < page->count; i++)
		right += page->at[i].rtl;
	return 2 * right > page->count;
}

/* A line from the left on such a page keeps its order; its place is where it
 * would be in a mirror, too. */
static void mirror(const struct intake_page *page, const struct intake_line *l,
	struct intake_word *at, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct intake_box *b = &at[i].box, was = *b;
		float aside = page->width - l->box.x1 - l->box.x0;

		b->x0 = l->rtl ? page->width - was.x1 : was.x0 + aside;
		b->x1 = l->rtl ? page->width - was.x0 : was.x1 + aside;
	}
}

/* ---- edges of pages ----------------------------------------------------- */

static bool is_number(struct parse *p, const struct intake_page *page,
	const struct row *r, struct str text)
{
	struct row number = *r;

	number.text = text;
	return parse_is_page_number(p, page, &number);
}

/* Is it what a page has at its edge: its number, beside it the name that the
 * document begins with? */
static bool is_edge(
	struct parse *p, const struct intake_page *page, const struct row *r)
{
	struct str name = p->count ? p->row[0].text : STR_NONE;

	if (is_number(p, page, r, r->text))
		return true;
	if (name.len && str_starts(r->text, name))
		return is_number(p, page, r,
			str_of(r->text.at + name.len, r->text.len - name.len));
	return name.len && r->count == 2 && str_eq(r->cell[1].text, name) &&
	       is_number(p, page, r, r->cell[0].text);
}

/* How the lines of a page are to be taken. */
struct taking {
	uint32_t page;
	bool hidden; /* behind a picture, all of them */
	bool right;  /* from the right, most of them */
};

static void add_row(struct parse *p, const struct taking *t, uint32_t line)
{
	uint32_t page = t->page;
	bool hidden = t->hidden;
	const struct intake_page *of = &p->doc->at[page];
	const struct intake_line *l = &of->at[line];
	struct intake_word *words =
		arena_bytes(p->mem, parse_signs_room(l) * sizeof(*words));
	struct row *r = &p->row[p->count];
	size_t n;

	*r = (struct row){ .page = page,
		.line = line,
		.base = l->base,
		.column = l->column,
		.heading = l->heading,
		.joined = l->joined };
	n = clean(p, l, hidden, !page, words, &r->item);
	if (!n || (l->repeated && (page || l->base > 0.5f * of->height)))
		return;
	if (t->right)
		mirror(of, l, words, n);
	add_cells(p, r, words, n);
	parse_row_measure(p, r);
	if (is_edge(p, of, r))
		return;
	r->gap = gap_above(r, !p->count || r[-1].page != page);
	p->count++;
}

/* ---- what is usual ------------------------------------------------------ */

static int by_value(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x > y) - (x < y);
}

/* Type size of most letters, distance of most lines. */
static void measure(struct parse *p)
{
	float *gaps = ARENA_LIST(&p->own, float, p->count + 1);
	size_t letters[128] = { 0 }, n = 0, best = 0;

	for (size_t i = 0; i < p->count; i++) {
		float half = 2 * p->row[i].size;
		size_t k = half > 0 && half < 127 ? (size_t)(half + 0.5f) : 0;

		letters[k] += p->row[i].text.len;
		if (p->row[i].gap < 4 * p->row[i].size)
			gaps[n++] = p->row[i].gap;
	}
	for (size_t k = 1; k < LENGTH(letters); k++)
		if (letters[k] > letters[best])
			best = k;
	p->size = best ? (float)best / 2 : 10;
	qsort(gaps, n, sizeof(*gaps), by_value);
	p->pitch = n ? gaps[n / 3] : 1.2f * p->size;
}

/* OCR knows sizes roughly: what is about that of the text is that. */
static void even_out(struct parse *p, struct row *r)
{
	for (size_t i = 0; i < r->count; i++)
		if (fabsf(r->cell[i].size - p->size) < 0.3f * p->size)
			r->cell[i].size = p->size;
	if (fabsf(r->size - p->size) < 0.3f * p->size)
		r->size = p->size;
}

static bool is_read(const struct row *r, const bool *hidden)
{
	return hidden[r->page] || r->cell[0].at[0].sure;
}

bool parse_rows(struct parse *p, struct err *err)
{
	size_t lines = 0, words = 0;
	bool *hidden_pages = ARENA_LIST(&p->own, bool, p->doc->count + 1);

	for (size_t i = 0; i < p->doc->count; i++) {
		const struct intake_page *page = &p->doc->at[i];

		lines += page->count;
		for (size_t k = 0; k < page->count; k++)
			words += parse_signs_room(&page->at[k]) - 1;
	}
	if (lines > PARSE_ROWS || words > PARSE_WORDS)
		return err_set(err, ERR_TOO_BIG,
			"the document has over %d lines or %d words: that is "
			"no resume",
			PARSE_ROWS, PARSE_WORDS);
	p->row = ARENA_LIST(p->mem, struct row, lines + 1);
	for (size_t i = 0; i < p->doc->count; i++) {
		struct taking t = { .page = (uint32_t)i,
			.hidden = is_hidden(&p->doc->at[i]),
			.right = is_from_right(&p->doc->at[i]) };

		hidden_pages[i] = t.hidden;
		for (size_t k = 0; k < p->doc->at[i].count; k++)
			add_row(p, &t, (uint32_t)k);
	}
	parse_signs_end(p);
	measure(p);
	for (size_t i = 0; i < p->count; i++)
		if (is_read(&p->row[i], hidden_pages)) {
			even_out(p, &p->row[i]);
			p->read++;
		}
	return true;
}

/*
 * intake/parse_rows.c - lines of a document become rows of cells, without
 * bullets, icons and what is printed on every page. Knows no meaning.
 */
#include "intake/parse_int.h"

#include "base/utf8.h"
#include "intake/parse_text.h"

#include <math.h>
#include <stdlib.h>

/* ---- signs that are no words -------------------------------------------- */

static bool is_alnum(uint32_t c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
	       (c >= 0xaa && c != 0xab && c != 0xbb && c != 0xb7 && c != 0xd7 &&
		       c != 0xac && c != 0xad && c != 0xaf && c != 0xb0 &&
		       c != 0xb4 && c != 0xb6 && c != 0xb8 &&
		       !(c >= 0x2000 && c < 0x2c00) &&
		       !(c >= 0x3000 && c < 0x3005) &&
		       !(c >= 0xe000 && c < 0xf900) && c != 0xfffd &&
		       c < 0x1f000);
}

/* What may stand alone and mean something. */
static bool is_meant(uint32_t c)
{
	return is_alnum(c) ||
	       (c > ' ' && c < 0x7f && !strchr("*-o~^_`>", (int)c)) ||
	       c == 0x20ac || c == 0xa3 || c == 0xab || c == 0xbb ||
	       (c >= 0x2010 && c <= 0x2015) || c == 0xb7 || c == 0x2022 ||
	       c == 0x201c || c == 0x201d || c == 0x2018 || c == 0x2019 ||
	       c == 0x201e || c == 0x2026 || c == 0x2192;
}

static bool has_alnum(struct str s)
{
	uint32_t c;
	int n;

	for (; (n = utf8_decode(s, &c));
		s = str_of(s.at + abs(n), s.len - (size_t)abs(n)))
		if (n > 0 && is_alnum(c))
			return true;
	return false;
}

/* An icon, by its private character, sign or LaTeX name. */
static bool is_icon(struct str s)
{
	uint32_t c = 0;
	int n = utf8_decode(s, &c);

	if (s.len > 3 && s.at[0] == '\\' && s.at[1] == 'f' && s.at[2] == 'a')
		return true;
	return n > 0 && (size_t)n == s.len && !is_meant(c) && c != '-' &&
	       c != '*' && c != 'o';
}

static bool is_bullet(struct str s, uint32_t *which)
{
	static const uint32_t signs[] = { 0x2022, 0xb7, 0x25e6, 0x25aa, 0x25ab,
		0x25cf, 0x25cb, 0x25a0, 0x25a1, 0x2219, 0x2023, 0x2043, 0x27a2,
		0x27a4, 0x25ba, 0x25b8, 0x25b6, 0x25b9, 0x2756, 0x2713, 0x2714,
		0x25c6, 0x25c7, 0x2666, 0x2605, 0x2606, 0x27a1, 0x2192, 0x21d2,
		0x2794, 0x203a, 0xbb, '-', 0x2010, 0x2011, 0x2012, 0x2013,
		0x2014, 0x2212, '*', 0x2217, 0x22c4, 0x29bf, 0x26ab, 0x2b24,
		0xf0b7, 0xf0a7, 0xf0d8, 0xf0fc, '>', '+', '~', 0x30fb, 0x2794,
		0x261b, '{', 0x2767, 0x2726, 0x2727, 0x2751, 0x25fe, 0x25fc };
	uint32_t c = 0;
	int n = utf8_decode(s, &c);

	*which = c;
	if (n <= 0 || (size_t)n != s.len)
		return false;
	for (size_t i = 0; i < LENGTH(signs); i++)
		if (signs[i] == c)
			return true;
	return false;
}

bool parse_is_bullet(struct str word)
{
	uint32_t which;

	return is_bullet(word, &which);
}

/* A bullet that is printed against its word: "•Led", "•" + "Led". */
static size_t glued_bullet(struct str s)
{
	uint32_t c = 0;
	int n = utf8_decode(s, &c);
	struct str sign = str_of(s.at, n > 0 ? (size_t)n : 0);
	uint32_t which;

	return n > 1 && (size_t)n < s.len && is_bullet(sign, &which) &&
			       c != 0xbb && (c < 0x2010 || c > 0x2015)
		       ? (size_t)n
		       : 0;
}

/* Bytes of an icon that is printed against its word: private characters, and
 * what a file without names for its glyphs has in place of one. */
static size_t glued_icon(struct str s)
{
	uint32_t c = 0;
	int n = utf8_decode(s, &c);
	bool number = n == 3 && s.len > 3 &&
		      (s.at[3] == '+' || (s.at[3] >= '0' && s.at[3] <= '9'));

	return n == 3 && (size_t)n < s.len &&
			       ((c >= 0xe000 && c < 0xf900) ||
				       (c == 0xfffd && number))
		       ? (size_t)n
		       : 0;
}

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
		if (has_alnum(w->text))
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

/* What OCR makes of lines and dots that are no text: "===", "@@@@@". */
static bool is_drawn(struct str s)
{
	if (s.len < 2 || has_alnum(s))
		return false;
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] < 0x80 &&
			!strchr("=@#*_~^<>\\", s.at[i]))
			return false;
	return (unsigned char)s.at[0] < 0x80 || s.len > 3;
}

/* What OCR makes of a bullet. */
static bool is_read_bullet(const struct intake_line *l)
{
	static const char *const signs[] = { "@", "e", "o", "¢", "©", "®", "«",
		"»", "#", "*", "°", "+", "=", "~", "»", "¢", "«¢", "e@", "O",
		"<", ">", "_", ".", ",", "'", "‘", "’", "¥", "§", "&", "%" };
	struct str first = l->at[0].text;
	char next = l->count > 1 ? l->at[1].text.at[0] : 0;

	for (size_t i = 0; i < LENGTH(signs) && l->count > 2; i++)
		if (str_is(first, signs[i]))
			return next >= 'A' && next <= 'Z';
	return false;
}

/* The words of a line that say something. */
static size_t clean(struct parse *p, const struct intake_line *l, bool hidden,
	bool first, struct intake_word *to, uint8_t *item)
{
	size_t n = 0, i = 0;
	uint32_t sign;
	bool bullet = l->count > 1 && (is_bullet(l->at[0].text, &sign) ||
					      (hidden && is_read_bullet(l)));

	*item = l->item;
	if (bullet && !(sign == '+' && l->at[1].text.at[0] >= '0' &&
			      l->at[1].text.at[0] <= '9')) {
		*item = *item ? *item : 1;
		i = 1;
	}
	for (; i < l->count; i++) {
		struct intake_word w = l->at[i];
		size_t glued = n ? 0 : glued_bullet(w.text),
		       icon = glued_icon(w.text);

		if (is_icon(w.text) || (w.flags & INTAKE_HIDDEN && !hidden) ||
			(hidden && is_drawn(w.text))) {
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

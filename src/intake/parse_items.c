/*
 * intake/parse_items.c - see parse_items.h. Cells in columns are read column by
 * column; knows nothing of what the items say.
 */
#include "intake/parse_items.h"

#include "intake/parse_text.h"

#include <math.h>
#include <stdlib.h>

enum {
	TEXT_BYTES = 1 << 18,
	HEAD_BYTES = 48, /* before a colon */
	HEAD_WORDS = 6,  /* in bold */
	LABEL_WORDS = 4  /* before a list in a column */
};

#define NEAR 1.5f /* what begins so close begins at the same place */

/* ---- one item ----------------------------------------------------------- */

static bool has_list(struct str s)
{
	return parse_has(s, ',') || parse_has(s, ';') || parse_has(s, '|') ||
	       memmem(s.at, s.len, "•", 3) || memmem(s.at, s.len, "·", 2);
}

/* "Tools: Git, Make" */
static void split_colon(struct item *i, const char *colon)
{
	const char *end = i->text.at + i->text.len;

	if (colon + 1 == end || colon[1] == '/')
		return;
	i->head = str_of(i->text.at, (size_t)(colon - i->text.at));
	i->text = str_trim(str_of(colon + 1, (size_t)(end - colon) - 1));
}

/* "Tools - Git, Make": what parts a label from its list. */
static bool is_dash(struct str word)
{
	return str_is(word, "-") || str_is(word, "\xe2\x80\x93") ||
	       str_is(word, "\xe2\x80\x94");
}

/* "English - C1 · German - B2": a second label behind a mark. */
static bool has_labels_within(const struct cell *c, size_t from)
{
	for (size_t i = from; i < c->count; i++)
		if (c->at[i].flags & INTAKE_BOLD &&
			!(c->at[i - 1].flags & INTAKE_BOLD) &&
			(parse_is_bullet(c->at[i - 1].text) ||
				str_is(c->at[i - 1].text, "|") ||
				str_ends(c->at[i - 1].text, STR(",")) ||
				str_ends(c->at[i - 1].text, STR(";"))))
			return true;
	return false;
}

/* "Tools Git, Make" with the first in bold */
static void split_bold(struct parse *p, const struct cell *c, struct item *i)
{
	size_t bold = 0;
	struct str head, dash;

	while (bold < c->count && c->at[bold].flags & INTAKE_BOLD)
		bold++;
	if (!bold || bold == c->count || bold > HEAD_WORDS ||
		has_labels_within(c, bold))
		return;
	head = parse_words_text(p, c->at, bold);
	if (!str_starts(i->text, head))
		return;
	i->head = head;
	i->text =
		str_trim(str_of(i->text.at + head.len, i->text.len - head.len));
	dash = c->at[bold].text;
	if (is_dash(dash) && str_starts(i->text, dash))
		i->text = str_trim(
			str_of(i->text.at + dash.len, i->text.len - dash.len));
}

/* "Tools (Advanced): Git" may have less in bold: a colon is surer. */
static void split_head(struct parse *p, const struct cell *c, struct item *i)
{
	const char *colon = memchr(i->text.at, ':', i->text.len);

	if (colon && colon - i->text.at <= HEAD_BYTES)
		split_colon(i, colon);
	else
		split_bold(p, c, i);
	i->head = parse_trim(i->head, "", " :-");
	i->text = parse_trim(i->text, " :", "");
}

/* One more; it holds until the next is added. */
static struct item *item_add(struct items *l)
{
	struct item *more;

	if (l->count == l->room) {
		l->room = l->room ? 2 * l->room : 16;
		more = ARENA_LIST(&l->p->own, struct item, l->room);
		if (l->count)
			memcpy(more, l->at, l->count * sizeof(*more));
		l->at = more;
	}
	return &l->at[l->count++];
}

/* "Dutch: native; German: C1": a label in each part. */
static bool has_colons(struct str text)
{
	size_t parts = 0;

	while (text.len) {
		struct str part = str_trim(str_cut(&text, ';'));

		if (part.len && !parse_has(part, ':'))
			return false;
		parts += part.len > 0;
	}
	return parts > 1;
}

static void item_take(
	struct items *l, const struct cell *c, size_t row, struct str text)
{
	struct item *i;

	if (!text.len)
		return;
	if (has_colons(text)) {
		while (text.len)
			item_take(l, c, row, str_trim(str_cut(&text, ';')));
		return;
	}
	i = item_add(l);
	*i = (struct item){
		.text = text, .row = row, .bold = c->flags & INTAKE_BOLD
	};
	split_head(l->p, c, i);
	i->list = has_list(i->text);
	l->p->row[row].taken = true;
}

/* ---- cells in columns --------------------------------------------------- */

/* A gap like that between buttons; what is read of a picture has wider ones. */
static bool is_wide(const struct parse *p, const struct cell *c, size_t word)
{
	const struct intake_word *w = &c->at[word];
	float wide = 2 * p->read > p->count ? 1.2f : 0.62f;

	return word && w->box.x0 - w[-1].box.x1 > wide * w->size;
}

/* "HTML  CSS  Make": a mark in each wide gap. */
static struct str with_marks(struct parse *p, const struct cell *c)
{
	struct buf b;
	bool wide = false;

	for (size_t i = 1; i < c->count; i++)
		wide |= is_wide(p, c, i);
	if (!wide || has_list(c->text))
		return c->text;
	buf_init(&b, p->mem, TEXT_BYTES);
	for (size_t i = 0; i < c->count; i++) {
		if (is_wide(p, c, i))
			buf_add(&b, STR(", "));
		else if (i)
			buf_addc(&b, ' ');
		buf_add(&b, c->at[i].text);
	}
	return buf_str(&b);
}

static bool is_aligned(const struct row *a, const struct row *b)
{
	if (a->count < 2 || b->count < 2 || a->page != b->page ||
		a->column != b->column)
		return false;
	for (size_t i = 0; i < a->count && i < b->count; i++)
		if (fabsf(a->cell[i].x0 - b->cell[i].x0) > 12)
			return false;
	return true;
}

/* "Tools | Git, Make" / "Web | HTML, CSS", "English | C1" / "German | B2":
 * labels and what is said of each, not columns of words. */
static bool has_labels(const struct items *l, size_t from, size_t to)
{
	struct arena *mem = &l->p->own;
	size_t lists = 0, names = 0;

	for (size_t i = from; i < to; i++) {
		const struct row *r = &l->p->row[i];

		if (r->item || r->count != 2 ||
			r->cell[0].count > LABEL_WORDS ||
			has_list(r->cell[0].text) ||
			str_starts(r->cell[1].text, STR("(")))
			return false;
		lists += has_list(r->cell[1].text);
		if (lexicon_any(mem, r->cell[1].text) & LEX_LANGUAGE)
			return 2 * lists > to - from;
		names +=
			(lexicon_any(mem, r->cell[0].text) & LEX_LANGUAGE) != 0;
	}
	return 2 * lists > to - from || names == to - from;
}

/* A cell of a grid, without the bullet of its own. */
static void take_cell(struct items *l, size_t row, size_t k)
{
	struct parse *p = l->p;
	struct cell c = p->row[row].cell[k];

	if (c.count > 1 && parse_is_bullet(c.at[0].text))
		c = parse_cell(p, c.at + 1, c.count - 1);
	item_take(l, &c, row, with_marks(p, &c));
}

static void take_grid(struct items *l, size_t from, size_t to)
{
	const struct row *row = l->p->row;
	size_t most = 0;

	for (size_t i = from; i < to; i++)
		if (row[i].count > most)
			most = row[i].count;
	for (size_t k = 0; k < most; k++)
		for (size_t i = from; i < to; i++)
			if (k < row[i].count)
				take_cell(l, i, k);
}

/* ---- labels in a column of their own ------------------------------------ */

/* "Tools | Looker" / "Studio, SQL": the row behind a cell that goes on; 0: it
 * does not. */
static size_t below_label(const struct parse *p, size_t i, size_t to)
{
	const struct row *r = &p->row[i];
	size_t end = i + 1;

	if (r->count != 2 || r->cell[0].count > LABEL_WORDS)
		return 0;
	while (end < to && p->row[end].count == 1 && !p->row[end].item &&
		p->row[end].column == r->column &&
		fabsf(p->row[end].x0 - r->cell[1].x0) < 3)
		end++;
	return end > i + 1 ? end : 0;
}

static void take_labelled(struct items *l, size_t from, size_t to)
{
	struct parse *p = l->p;
	struct buf b;

	buf_init(&b, p->mem, TEXT_BYTES);
	buf_add(&b, p->row[from].cell[1].text);
	p->row[from].taken = true;
	for (size_t i = from + 1; i < to; i++) {
		buf_addc(&b, ' ');
		buf_add(&b, p->row[i].text);
		p->row[i].taken = true;
	}
	*item_add(l) = (struct item){ .text = buf_str(&b),
		.head = parse_trim(p->row[from].cell[0].text, "", " :-"),
		.row = from,
		.list = true };
}

/* How many words of a cell can be a label, or the most. One with a colon says
 * itself where it ends. */
static size_t label_words(const struct cell *c, size_t most)
{
	const char *colon = memchr(c->text.at, ':', c->text.len);
	size_t n = 0;

	if (colon && colon - c->text.at <= HEAD_BYTES)
		return 0;
	while (n < most && n + 1 < c->count && !parse_has(c->at[n].text, ',') &&
		!parse_has(c->at[n].text, ':'))
		n++;
	return n;
}

/* The word behind a label that begins at x; 0: none does. */
static size_t word_at(const struct cell *c, size_t most, float x)
{
	size_t n = label_words(c, most);

	for (size_t k = 1; k <= n; k++)
		if (fabsf(c->at[k].box.x0 - x) < NEAR)
			return k;
	return 0;
}

/* Where words of a section begin that may be behind a label, sorted. */
struct begins {
	float *at;
	size_t count;
};

static int by_x(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x > y) - (x < y);
}

static struct begins begins(struct parse *p, const struct section *s)
{
	struct begins b = { ARENA_LIST(&p->own, float,
				    LABEL_WORDS *(s->to - s->from + 1)),
		0 };

	for (size_t i = s->from; i < s->to; i++) {
		const struct row *r = &p->row[i];
		const struct cell *c = &r->cell[0];
		size_t n = r->item ? 0 : label_words(c, LABEL_WORDS - 1);

		if (r->count == 2 && !r->item)
			b.at[b.count++] = r->cell[1].x0;
		for (size_t k = 1; k <= n && r->count != 2; k++)
			b.at[b.count++] = c->at[k].box.x0;
	}
	qsort(b.at, b.count, sizeof(*b.at), by_x);
	return b;
}

/* How many of them lie before what begins so far from x, or further. */
static size_t begin_before(const struct begins *b, float x, float far)
{
	size_t low = 0, high = b->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (b->at[middle] - x < far)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static size_t begin_too(const struct begins *b, float x)
{
	return begin_before(b, x, NEAR) -
	       begin_before(b, x, nextafterf(-NEAR, 0));
}

/* Is the gap before the word that begins at x more than a blank, in any row?
 * Words of one length are behind each other by accident. */
static bool stands_off(const struct parse *p, const struct section *s, float x)
{
	for (size_t i = s->from; i < s->to; i++) {
		const struct row *r = &p->row[i];
		const struct cell *c = &r->cell[0];

		if (r->count == 2 && fabsf(r->cell[1].x0 - x) < NEAR)
			return true;
		for (size_t k = 1; k < c->count && k < LABEL_WORDS; k++)
			if (fabsf(c->at[k].box.x0 - x) < NEAR &&
				c->at[k].box.x0 - c->at[k - 1].box.x1 >
					0.45f * c->at[k].size)
				return true;
	}
	return false;
}

/* Where the lists of a section begin, behind their labels; 0: nowhere. */
static float lists_x0(struct parse *p, const struct section *s)
{
	struct begins b = begins(p, s);
	float x = 0;
	size_t most = 1, rows = 0;

	for (size_t i = s->from; i < s->to; i++) {
		const struct row *r = &p->row[i];
		const struct cell *c = &r->cell[0];
		size_t words = r->item || r->count != 1
				       ? 0
				       : label_words(c, LABEL_WORDS - 1);

		rows += !r->item;
		if (r->count == 2 && c->count <= LABEL_WORDS && most < 2)
			x = r->cell[1].x0;
		for (size_t k = 1; k <= words; k++) {
			size_t n = begin_too(&b, c->at[k].box.x0);

			if (n > most) {
				most = n;
				x = c->at[k].box.x0;
			}
		}
	}
	return (most > 1 && 2 * most < rows) || !stands_off(p, s, x) ? 0 : x;
}

/* "Programming languages C, C++" with its list where those of others are. */
static void cut_labels(struct parse *p, const struct section *s)
{
	float x = lists_x0(p, s);

	for (size_t i = s->from; i < s->to && x > 0; i++) {
		struct row *r = &p->row[i];
		const struct intake_word *at = r->cell[0].at;
		size_t word = r->count != 1
				      ? 0
				      : word_at(&r->cell[0], LABEL_WORDS, x);

		if (word && !is_dash(at[word].text) &&
			!is_dash(at[word - 1].text))
			parse_cut(p, r, word);
	}
}

/* ---- all rows ----------------------------------------------------------- */

/* A list that goes on in the next line. */
static bool goes_on(struct parse *p, size_t i, size_t to)
{
	const struct row *r = &p->row[i], *next = r + 1;
	char end = r->text.at[r->text.len - 1];

	if (i + 1 >= to || next->item || next->count > 1 ||
		next->cell[0].flags & ~r->flags & INTAKE_BOLD ||
		next->cell[0].at[0].flags & INTAKE_BOLD)
		return false;
	if (end == ',' && next->gap < 2 * p->pitch)
		return true;
	if (has_list(r->text) && parse_begins_small(next->text) &&
		next->gap < 1.6f * next->size && !parse_has(next->text, ':'))
		return true;
	return has_list(r->text) && parse_wraps(p, i) &&
	       !parse_has(next->text, ':') &&
	       fabsf(next->size - r->size) < 0.3f;
}

/* The items that begin in this row. The row behind them. */
static size_t take(struct items *l, size_t i, size_t to)
{
	struct parse *p = l->p;
	const struct row *r = &p->row[i];
	size_t end = below_label(p, i, to);

	if (end) {
		take_labelled(l, i, end);
		return end;
	}
	end = i + 1;
	if (r->count > 1) {
		while (end < to && is_aligned(r, &p->row[end]))
			end++;
		if (has_labels(l, i, end))
			for (; i < end; i++)
				take_labelled(l, i, i + 1);
		else
			take_grid(l, i, end);
		return end;
	}
	while (goes_on(p, end - 1, to))
		end++;
	if (end == i + 1)
		item_take(l, &r->cell[0], i, with_marks(p, &r->cell[0]));
	/* else a text of its own may be there: it is left */
	else if (end == i + 2 || !str_ends(p->row[end - 1].text, STR(".")))
		item_take(l, &r->cell[0], i, parse_join(p, i, end));
	return end;
}

struct items parse_items(struct parse *p, const struct section *s)
{
	struct items l = { .p = p };

	cut_labels(p, s);
	for (size_t i = s->from; i < s->to;)
		i = take(&l, i, s->to);
	return l;
}

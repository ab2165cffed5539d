/*
 * press/break.c - the best lines of a paragraph: all ways are compared (Knuth
 * and Plass), by how ragged they leave the edge and by what a line's end
 * costs. Words are hyphenated only where lines would be bad without.
 */
#include "press/para.h"

#include <assert.h>

enum {
	PLACES_MOST = 16, /* hyphens in one word */
	BAD_SLACK = 180,  /* thousandths of a line: hyphens are tried */
	LINE_COST = 1500, /* one line fewer is worth that much */
	RUNT_COST = 1800, /* of a last line of one short word */
	SHRINK = 150,     /* thousandths a justified blank may give up */
	HYPHEN_COST = 1100
};

struct breaker {
	struct para *p;
	struct para_point *point;
	size_t count, room;
	int64_t width;
	enum para_edge edge;
};

/* ---- where lines may end ------------------------------------------------ */

static void point_add(struct breaker *b, struct para_point point)
{
	if (b->count == b->room) {
		struct para_point *more;

		b->room = b->room ? b->room * 2 : b->p->atoms + 8;
		more = arena_bytes(b->p->mem, b->room * sizeof(*more));
		if (b->count)
			memcpy(more, b->point, b->count * sizeof(*more));
		b->point = more;
	}
	b->point[b->count++] = point;
}

static int32_t hyphen_width(const struct para *p, const struct para_atom *a)
{
	const struct para_piece *piece = &p->piece[a->first + a->count - 1];
	const struct word *w =
		words_find(p->words, piece->shape->font, 0, STR("-"));

	return (int32_t)((int64_t)w->at[0].width * piece->size /
			 w->at[0].font->upem);
}

static int32_t part_width(
	const struct para *p, const struct para_atom *a, size_t from, size_t to)
{
	const struct para_piece *piece = &p->piece[a->first];
	struct str text = piece->shape->text;
	const struct word *w = words_find(p->words, piece->shape->font, 0,
		str_of(text.at + from, to - from));
	int64_t units = 0;

	for (uint32_t i = 0; i < w->count; i++)
		units += w->at[i].width;
	return (int32_t)(units * piece->size / piece->shape->font->upem);
}

/* Letters, perhaps with marks around them; one piece, not tracked. */
static bool can_hyphenate(const struct para *p, const struct para_atom *a,
	size_t *from, size_t *to)
{
	const struct para_piece *piece = &p->piece[a->first];
	struct str t = piece->shape->text;

	*from = 0;
	*to = t.len;
	while (*from < *to && strchr("(\"'[", t.at[*from]))
		++*from;
	while (*to > *from && strchr(".,;:!?)\"']-", t.at[*to - 1]))
		--*to;
	if (a->count != 1 || piece->tracking || (piece->level & 1) ||
		*to - *from < 6)
		return false;
	for (size_t i = *from; i < *to; i++) {
		unsigned char c = (unsigned char)t.at[i];

		/* capitals within: a name, an abbreviation */
		if (!((c >= 'a' && c <= 'z') || c >= 0x80 ||
			    (i == *from && c >= 'A' && c <= 'Z')))
			return false;
	}
	return true;
}

static void hyphen_points(
	struct breaker *b, struct hyphens *hyphens, size_t i, int64_t at)
{
	struct para *p = b->p;
	const struct para_atom *a = &p->atom[i];
	uint8_t places[PLACES_MOST];
	size_t from, to, count;

	if (!can_hyphenate(p, a, &from, &to))
		return;
	count = hyphen_find(hyphens,
		str_of(p->piece[a->first].shape->text.at + from, to - from),
		places, PLACES_MOST);
	for (size_t k = 0; k < count; k++) {
		size_t part = from + places[k];
		size_t len = p->piece[a->first].shape->text.len;
		int32_t head = part_width(p, a, 0, part);
		int32_t tail = part_width(p, a, part, len);

		point_add(b, (struct para_point){ .atom = (uint32_t)i,
				     .part = (uint32_t)part,
				     .ends_at = at + head + hyphen_width(p, a),
				     .begins_at = at + a->width - tail,
				     .cost = HYPHEN_COST,
				     .hyphen = true });
	}
}

static void tell_points(struct breaker *b, struct hyphens *hyphens)
{
	struct para *p = b->p;
	int64_t at = 0;

	b->count = 0;
	point_add(b, (struct para_point){ 0 });
	for (size_t i = 0; i < p->atoms; i++) {
		const struct para_atom *a = &p->atom[i];
		bool soft = a->end == PARA_SOFT;

		if (hyphens)
			hyphen_points(b, hyphens, i, at);
		at += a->width;
		if (a->end != PARA_NEVER || i + 1 == p->atoms)
			point_add(b,
				(struct para_point){ .atom = (uint32_t)i + 1,
					.ends_at =
						at +
						(soft ? hyphen_width(p, a) : 0),
					.begins_at = at + a->blank,
					.cost = a->cost,
					.hyphen = soft });
		at += a->blank;
	}
}

/* ---- the best way ------------------------------------------------------- */

/* Division of 64 bits takes three times as long as of 32. */
static int64_t thousandths(int64_t n, int32_t of)
{
	enum { FITS = INT32_MAX / 1000 };

	return n >= -FITS && n <= FITS ? (int32_t)n * 1000 / of : n * 1000 / of;
}

static int64_t line_cost(const struct breaker *b, const struct para_point *from,
	const struct para_point *to, bool last)
{
	int64_t slack = b->width - (to->ends_at - from->begins_at);
	int64_t part = thousandths(slack, b->width > 0 ? (int32_t)b->width : 1);

	if (last && b->edge != PARA_EVEN) {
		bool runt = from->atom + 1 == to->atom && from->atom > 0;

		return LINE_COST + (runt && part > 850 ? RUNT_COST : 0);
	}
	/* a word in two is worse where little of it is left */
	return LINE_COST + part * part / 100 + to->cost +
	       (from->hyphen && to->hyphen ? HYPHEN_COST : 0);
}

static bool too_wide(const struct breaker *b, const struct para_point *from,
	const struct para_point *to)
{
	return to->ends_at - from->begins_at > b->width;
}

/* Parts of one word are no line. */
static bool within_word(
	const struct para_point *from, const struct para_point *to)
{
	return from->atom == to->atom && from->part && to->part;
}

/* Of all lines that end at point j the best one; those that cost more than
 * `most` are not looked at. */
static void find_line(struct breaker *b, size_t j, int64_t most)
{
	struct para_point *to = &b->point[j];
	bool last = j + 1 == b->count;
	int64_t beyond = most - LINE_COST - (last ? 0 : to->cost);

	to->total = INT64_MAX;
	for (size_t i = j; i-- > 0;) {
		const struct para_point *from = &b->point[i];
		int64_t cost;

		if (from->total == INT64_MAX)
			continue;
		if (too_wide(b, from, to) &&
			(to->total != INT64_MAX || from->part))
			break;
		if (from->total > beyond || within_word(from, to))
			continue;
		cost = from->total + line_cost(b, from, to, last);
		if (cost < to->total) {
			to->total = cost;
			to->from = (uint32_t)i;
		}
		if (too_wide(b, from, to))
			break;
	}
}

/* Each point learns where the best line that ends there begins. An atom that
 * is too wide for any line stands alone on one. The longest line is most often
 * nearly the best one: what costs more for its lines before alone is out. */
static void find_way(struct breaker *b)
{
	size_t longest = 0;

	for (size_t j = 1; j < b->count; j++) {
		const struct para_point *to = &b->point[j], *from;
		int64_t most = INT64_MAX;

		while (longest + 1 < j && too_wide(b, &b->point[longest], to))
			longest++;
		from = &b->point[longest];
		if (from->total != INT64_MAX && !too_wide(b, from, to) &&
			!within_word(from, to))
			most = from->total +
			       line_cost(b, from, to, j + 1 == b->count);
		find_line(b, j, most);
		if (b->point[j].total == INT64_MAX && most != INT64_MAX)
			find_line(b, j, INT64_MAX);
	}
}

static struct para_lines tell_lines(struct breaker *b)
{
	struct para_lines lines = { 0 };
	size_t j = b->count - 1;

	for (size_t k = j; k > 0; k = b->point[k].from)
		lines.count++;
	lines.at = ARENA_LIST(b->p->mem, struct para_line, lines.count);
	for (size_t n = lines.count; n-- > 0; j = b->point[j].from) {
		struct para_line *l = &lines.at[n];

		l->from = b->point[b->point[j].from];
		l->to = b->point[j];
		l->width = (int32_t)(l->to.ends_at - l->from.begins_at);
		for (uint32_t a = l->from.atom; a + 1 < l->to.atom; a++)
			l->blanks += b->p->atom[a].end == PARA_BLANK;
		/* the blank before a word of which a part stands here */
		if (l->to.part && l->to.atom > l->from.atom)
			l->blanks +=
				b->p->atom[l->to.atom - 1].end == PARA_BLANK;
	}
	return lines;
}

static bool bad(const struct para_lines *lines, const struct breaker *b)
{
	for (size_t i = 0; i + 1 < lines->count; i++)
		if ((b->width - lines->at[i].width) * 1000LL >
			(b->edge == PARA_JUSTIFIED ? 60LL : BAD_SLACK) *
				b->width)
			return true;
	return false;
}

struct para_lines para_break(struct para *p, int32_t width, enum para_edge edge,
	struct hyphens *hyphens)
{
	struct breaker b = { .p = p, .width = width, .edge = edge };
	struct para_lines lines = { 0 };

	if (!p->atoms)
		return lines;
	tell_points(&b, NULL);
	if (b.point[b.count - 1].ends_at <= width) {
		b.point[b.count - 1].from = 0;
		return tell_lines(&b);
	}
	find_way(&b);
	lines = tell_lines(&b);
	if (hyphens && bad(&lines, &b)) {
		tell_points(&b, hyphens);
		find_way(&b);
		lines = tell_lines(&b);
	}
	return lines;
}

int32_t para_width(const struct para *p)
{
	int64_t width = 0;

	for (size_t i = 0; i < p->atoms; i++)
		width += p->atom[i].width +
			 (i + 1 < p->atoms ? p->atom[i].blank : 0);
	return width > INT32_MAX ? INT32_MAX : (int32_t)width;
}

/* ---- a line's pieces ---------------------------------------------------- */

struct placer {
	struct para *p;
	struct para_placed *at;
	size_t count;
	int32_t *gap; /* before each, in the order of the text */
	int32_t blank;
	bool has_blank;
};

static void place(struct placer *l, const struct para_piece *piece,
	const struct shape *shape, int32_t width, bool hyphen)
{
	struct para_placed *out = &l->at[l->count];

	*out = (struct para_placed){ .piece = piece,
		.shape = shape,
		.x = width, /* of itself, until all are known */
		.blank = l->has_blank,
		.hyphen = hyphen };
	l->gap[l->count++] = l->blank;
	l->blank = 0;
	l->has_blank = false;
}

static void place_text(struct placer *l, const struct para_piece *piece,
	size_t from, size_t to)
{
	struct str t = piece->shape->text;
	const struct word *w = words_find(l->p->words, piece->shape->font, 0,
		str_of(t.at + from, to - from));

	for (uint32_t i = 0; i < w->count; i++)
		place(l, piece, &w->at[i],
			(int32_t)((int64_t)w->at[i].width * piece->size /
				  w->at[i].font->upem),
			false);
}

static void place_hyphen(struct placer *l, const struct para_piece *piece)
{
	const struct word *w =
		words_find(l->p->words, piece->shape->font, 0, STR("-"));

	place(l, piece, &w->at[0],
		(int32_t)((int64_t)w->at[0].width * piece->size /
			  w->at[0].font->upem),
		true);
}

/* All of an atom, or the part of it that is in this line. */
static void place_atom(struct placer *l, const struct para_line *line,
	uint32_t n, int32_t more)
{
	const struct para_atom *a = &l->p->atom[n];
	const struct para_piece *piece = &l->p->piece[a->first];
	size_t from = n == line->from.atom ? line->from.part : 0;
	size_t to = n == line->to.atom ? line->to.part : 0;

	if (from || to)
		place_text(l, piece, from, to ? to : piece->shape->text.len);
	else
		for (uint32_t i = 0; i < a->count; i++)
			place(l, &piece[i], piece[i].shape, piece[i].width,
				false);
	if ((to || n + 1 == line->to.atom) && line->to.hyphen)
		place_hyphen(l, &piece[a->count - 1]);
	if (a->end == PARA_BLANK) {
		l->blank = a->blank + more;
		l->has_blank = true;
	}
}

/* The line as a row of things that have a place: 2n is the gap before piece n,
 * 2n + 1 the piece. A gap between pieces of two levels is of the lower one. */
static uint8_t level_of(const struct placer *l, uint32_t thing)
{
	uint8_t own = l->at[thing / 2].piece->level, before;

	if ((thing & 1) || thing == 0)
		return own;
	before = l->at[thing / 2 - 1].piece->level;
	return before < own ? before : own;
}

/* Rule L2: from the highest level to the lowest odd one, what stands together
 * is turned round. */
static void turn(const struct placer *l, uint32_t *row, size_t count)
{
	uint8_t high = 0, low = 255;

	for (uint32_t i = 0; i < count; i++) {
		uint8_t v = level_of(l, i);

		high = v > high ? v : high;
		low = (v & 1) && v < low ? v : low;
	}
	for (uint8_t v = high; v >= low && v > 0; v--)
		for (size_t i = 0; i < count; i++) {
			size_t k = i;

			while (k < count && level_of(l, row[k]) >= v)
				k++;
			for (size_t a = i, z = k; a + 1 < z; a++) {
				uint32_t was = row[a];

				row[a] = row[--z];
				row[z] = was;
			}
			if (k > i)
				i = k - 1;
		}
}

/* Pieces stay in the order of the text, which is that of reading; where they
 * are seen is their x. */
static void tell_places(struct placer *l)
{
	size_t count = 2 * l->count;
	uint32_t *row = arena_bytes(l->p->mem, (count + 1) * sizeof(*row));
	int32_t x = 0;

	for (uint32_t i = 0; i < count; i++)
		row[i] = i;
	if (l->p->mixed || l->p->rtl)
		turn(l, row, count);
	for (size_t i = 0; i < count; i++) {
		struct para_placed *at = &l->at[row[i] / 2];
		int32_t width = at->x;

		if (!(row[i] & 1)) {
			x += l->gap[row[i] / 2];
			continue;
		}
		at->x = x;
		x += width;
	}
}

size_t para_place(struct para *p, const struct para_line *line, int32_t more,
	struct para_placed **out)
{
	struct placer l = { .p = p };
	uint32_t end = line->to.atom + (line->to.part ? 1 : 0);
	size_t most = 2;

	for (uint32_t n = line->from.atom; n < end; n++)
		most += p->atom[n].count +
			WORD_BYTES *
				((n == line->from.atom && line->from.part) ||
					(n == line->to.atom && line->to.part));
	l.at = arena_bytes(p->mem, most * sizeof(*l.at));
	l.gap = arena_bytes(p->mem, most * sizeof(*l.gap));
	for (uint32_t n = line->from.atom; n < end; n++)
		place_atom(&l, line, n, more);
	tell_places(&l);
	*out = l.at;
	return l.count;
}

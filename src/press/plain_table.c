/*
 * press/plain_table.c - coverages, classes, ligatures and pairs, straight from
 * the bytes. Knows no word and no font.
 */
#include "press/plain_table.h"

enum { FORMAT_AT = 0, COVERAGE_AT = 2 };

static unsigned u16(struct plain_table t, size_t at)
{
	return at + 2 <= t.len ? (unsigned)t.at[at] << 8 | t.at[at + 1] : 0;
}

/* What is known to lie within the table. */
static unsigned known16(struct plain_table t, size_t at)
{
	return (unsigned)t.at[at] << 8 | t.at[at + 1];
}

static int32_t i16(struct plain_table t, size_t at)
{
	return (int16_t)u16(t, at);
}

static size_t u32(struct plain_table t, size_t at)
{
	return (size_t)u16(t, at) << 16 | u16(t, at + 2);
}

/* ---- lookups ------------------------------------------------------------ */

struct plain_lookup plain_lookup(
	struct plain_table t, unsigned number, unsigned extension)
{
	size_t list = u16(t, 8);
	struct plain_lookup l = { .number = number };

	l.at = list + u16(t, list + 2 + 2 * (size_t)number);
	l.type = u16(t, l.at);
	l.flag = u16(t, l.at + 2);
	l.count = u16(t, l.at + 4);
	if (l.type == extension && l.count)
		l.type = u16(t, l.at + u16(t, l.at + 6) + 2);
	return l;
}

size_t plain_part(
	struct plain_table t, const struct plain_lookup *l, unsigned i)
{
	size_t at = l->at + u16(t, l->at + 6 + 2 * (size_t)i);

	return u16(t, l->at) == l->type ? at : at + u32(t, at + 4);
}

/* ---- which glyphs ------------------------------------------------------- */

/* The row that a glyph is in, of rows that begin with the first and the last
 * of a range; `size`: bytes of a row. 0: it is in none. */
static size_t row_of(struct plain_table t, size_t rows, size_t count,
	size_t size, unsigned glyph)
{
	size_t low = 0, last = size > 2 ? 2 : 0;

	if (rows > t.len || count > (t.len - rows) / size)
		count = rows > t.len ? 0 : (t.len - rows) / size;
	/* The last row that does not begin behind it, without a branch that
	 * nobody can foresee. */
	while (count > 1) {
		size_t half = count / 2;

		low = glyph < known16(t, rows + (low + half) * size)
			      ? low
			      : low + half;
		count -= half;
	}
	rows += low * size;
	return count && glyph >= known16(t, rows) &&
			       glyph <= known16(t, rows + last)
		       ? rows
		       : 0;
}

/* A glyph's number among those of a coverage; -1: it is not of them. */
static int covers(struct plain_table t, size_t at, unsigned glyph)
{
	bool ranges = u16(t, at) == 2;
	size_t row = row_of(t, at + 4, u16(t, at + 2), ranges ? 6 : 2, glyph);

	if (!row)
		return -1;
	return ranges ? (int)(u16(t, row + 4) + glyph - u16(t, row))
		      : (int)((row - at - 4) / 2);
}

static unsigned class_of(struct plain_table t, size_t at, unsigned glyph)
{
	size_t first = u16(t, at + 2), row;

	if (u16(t, at) == 1)
		return glyph >= first && glyph - first < u16(t, at + 4)
			       ? u16(t, at + 6 + 2 * (glyph - first))
			       : 0;
	row = row_of(t, at + 4, u16(t, at + 2), 6, glyph);
	return row ? u16(t, row + 4) : 0;
}

/* Of rows of glyphs the third format has a coverage for each place. */
static size_t coverage_of(
	struct plain_table t, size_t part, unsigned type, unsigned rows)
{
	size_t at = COVERAGE_AT;

	if (u16(t, part) == 3 && type == rows)
		at = 6;
	else if (u16(t, part) == 3 && type == rows + 1)
		at = 6 + 2 * (size_t)u16(t, part + 2);
	return part + u16(t, part + at);
}

void plain_begins(struct plain_table t, size_t part, unsigned type,
	unsigned rows, void (*each)(void *with, unsigned glyph), void *with)
{
	size_t at = coverage_of(t, part, type, rows), count = u16(t, at + 2);
	bool ranges = u16(t, at) == 2;

	for (size_t i = 0; i < count; i++) {
		size_t row = at + 4 + i * (ranges ? 6 : 2);
		unsigned last = u16(t, row + (ranges ? 2 : 0));

		for (unsigned g = u16(t, row); g <= last; g++)
			each(with, g);
	}
}

/* ---- rows --------------------------------------------------------------- */

/* Glyphs from i on, one way or the other, against a list of coverages; *list
 * moves behind it. */
static bool each_covers(struct plain_table t, size_t part, size_t *list,
	struct plain_row row, size_t i, int way)
{
	size_t count = u16(t, *list), at = *list + 2;

	*list = at + 2 * count;
	for (size_t k = 0; k < count; k++, i += (size_t)way)
		if (i >= row.count ||
			covers(t, part + u16(t, at + 2 * k), row.at[i].id) < 0)
			return false;
	return true;
}

bool plain_matches(struct plain_table t, size_t part, unsigned type,
	unsigned rows, struct plain_row row, size_t i)
{
	size_t list = part + 2, input;

	if (u16(t, part) != 3 || (type != rows && type != rows + 1))
		return covers(t, part + u16(t, part + COVERAGE_AT),
			       row.at[i].id) >= 0;
	if (type == rows) { /* its count of glyphs and its list are apart */
		for (size_t k = 0; k < u16(t, list); k++)
			if (i + k >= row.count ||
				covers(t, part + u16(t, part + 6 + 2 * k),
					row.at[i + k].id) < 0)
				return false;
		return true;
	}
	if (!each_covers(t, part, &list, row, i - 1, -1))
		return false;
	input = u16(t, list);
	return each_covers(t, part, &list, row, i, 1) &&
	       each_covers(t, part, &list, row, i + input, 1);
}

/* ---- what becomes of them ----------------------------------------------- */

unsigned plain_single(
	struct plain_table t, size_t part, struct plain_row row, size_t i)
{
	unsigned glyph = row.at[i].id;
	int k = covers(t, part + u16(t, part + COVERAGE_AT), glyph);

	if (k < 0)
		return 0;
	if (u16(t, part + FORMAT_AT) == 1)
		return (glyph + u16(t, part + 4)) & 0xffff;
	return (unsigned)k < u16(t, part + 4) ? u16(t, part + 6 + 2 * (size_t)k)
					      : 0;
}

unsigned plain_ligature(struct plain_table t, size_t part, struct plain_row row,
	size_t i, size_t *taken)
{
	int k = covers(t, part + u16(t, part + COVERAGE_AT), row.at[i].id);
	size_t set = k < 0 ? 0 : part + u16(t, part + 6 + 2 * (size_t)k);
	size_t ligatures = set ? u16(t, set) : 0;
	unsigned next = i + 1 < row.count ? row.at[i + 1].id : 0;

	for (size_t l = 0; l < ligatures; l++) {
		size_t at = set + u16(t, set + 2 + 2 * l), n = 1;
		size_t want = u16(t, at + 2);

		if (want > 1 && u16(t, at + 4) != next)
			continue; /* nearly always */
		while (n < want && i + n < row.count &&
			row.at[i + n].id == u16(t, at + 2 + 2 * n))
			n++;
		if (want && n == want) {
			*taken = n;
			return u16(t, at);
		}
	}
	return 0;
}

/* ---- pairs -------------------------------------------------------------- */

static size_t value_size(unsigned format)
{
	return 2 * (size_t)__builtin_popcount(format & 0xff);
}

static void add_value(struct plain_table t, size_t at, unsigned format,
	struct plain_move *add)
{
	if (format & 1) {
		add->dx += i16(t, at);
		at += 2;
	}
	if (format & 2) {
		add->dy += i16(t, at);
		at += 2;
	}
	if (format & 4)
		add->advance += i16(t, at);
}

/* The value of a pair; 0: there is none. */
static size_t value_of(
	struct plain_table t, size_t part, unsigned first, unsigned second)
{
	int i = covers(t, part + u16(t, part + COVERAGE_AT), first);
	size_t size = value_size(u16(t, part + 4)), set;
	unsigned one, two;

	if (i < 0)
		return 0;
	if (u16(t, part + FORMAT_AT) == 1) {
		set = part + u16(t, part + 10 + 2 * (size_t)i);
		for (size_t low = 0, high = u16(t, set); low < high;) {
			size_t middle = (low + high) / 2;
			size_t at = set + 2 + middle * (2 + size);

			if (u16(t, at) == second)
				return at + 2;
			if (u16(t, at) < second)
				low = middle + 1;
			else
				high = middle;
		}
		return 0;
	}
	one = class_of(t, part + u16(t, part + 8), first);
	two = class_of(t, part + u16(t, part + 10), second);
	if (!two || one >= u16(t, part + 12) || two >= u16(t, part + 14))
		return 0;
	return part + 16 + (one * (size_t)u16(t, part + 14) + two) * size;
}

bool plain_pair(struct plain_table t, size_t part, unsigned first,
	unsigned second, struct plain_move *add)
{
	size_t at = value_of(t, part, first, second);

	if (at)
		add_value(t, at, u16(t, part + 4), add);
	return at != 0;
}

bool plain_pair_fits(struct plain_table t, size_t part)
{
	unsigned format = u16(t, part + FORMAT_AT);

	return (format == 1 || format == 2) && !(u16(t, part + 4) & ~0xfu) &&
	       !u16(t, part + 6);
}

/*
 * intake/jbig2_huffman.c - numbers by Huffman's codes (T.88, annex B): the
 * tables of the standard, and those that a file brings.
 */
#include "intake/jbig2_int.h"

enum { TABLE_LINES = 4096 };

static const struct jbig2_line usual[] = {
#define LINE(table, length, range, low, kind) { length, range, kind, low },
#include "intake/jbig2_tables.def"
#undef LINE
};

/* Of which table each line is. */
static const uint8_t table_of[] = {
#define LINE(table, length, range, low, kind) table,
#include "intake/jbig2_tables.def"
#undef LINE
};

void jbig2_table_make(struct arena *mem, const struct jbig2_line *line,
	uint32_t count, struct jbig2_table *out)
{
	uint32_t n = 0;

	*out = (struct jbig2_table){ .line = line,
		.order = ARENA_LIST(mem, uint32_t, (size_t)count + 1) };
	for (uint32_t i = 0; i < count; i++)
		out->count[line[i].length]++;
	out->count[0] = 0;
	for (unsigned length = 1; length <= 32; length++)
		for (uint32_t i = 0; out->count[length] && i < count; i++)
			if (line[i].length == length)
				out->order[n++] = i;
}

struct jbig2_table *jbig2_table_usual(struct arena *mem, unsigned number)
{
	struct jbig2_table *t = ARENA_NEW(mem, struct jbig2_table);
	size_t from = 0, to;

	while (from < LENGTH(usual) && table_of[from] != number)
		from++;
	for (to = from; to < LENGTH(usual) && table_of[to] == number;)
		to++;
	jbig2_table_make(mem, usual + from, (uint32_t)(to - from), t);
	return t;
}

static void add_line(struct jbig2_bits *b, struct jbig2_line *line,
	uint32_t *count, struct jbig2_line of)
{
	if (*count == TABLE_LINES || of.length > 32)
		b->over = true;
	else
		line[(*count)++] = of;
}

bool jbig2_table_read(
	struct jbig2 *j, struct jbig2_bits *b, struct jbig2_table *out)
{
	struct jbig2_line *line =
		ARENA_LIST(&j->own, struct jbig2_line, TABLE_LINES);
	uint32_t flags = jbig2_read(b, 1), count = 0;
	unsigned length = (flags >> 1 & 7) + 1, range = (flags >> 4 & 7) + 1;
	int64_t low = (int32_t)jbig2_read(b, 4), high, at = low;
	struct jbig2_line l;

	high = (int32_t)jbig2_read(b, 4);
	while (at < high && !b->over) {
		l = (struct jbig2_line){ .low = (int32_t)at };
		l.length = (uint8_t)jbig2_bits_read(b, length);
		l.range = (uint8_t)jbig2_bits_read(b, range);
		if (l.range > 31)
			return jbig2_fail(j);
		at += (int64_t)1 << l.range;
		add_line(b, line, &count, l);
	}
	l = (struct jbig2_line){ .range = 32, .kind = LINE_BELOW };
	l.length = (uint8_t)jbig2_bits_read(b, length);
	l.low = low > INT32_MIN ? (int32_t)(low - 1) : INT32_MIN;
	add_line(b, line, &count, l);
	l = (struct jbig2_line){ .range = 32, .kind = LINE_ABOVE };
	l.length = (uint8_t)jbig2_bits_read(b, length);
	l.low = (int32_t)high;
	add_line(b, line, &count, l);
	if (flags & 1) {
		l = (struct jbig2_line){ .kind = LINE_NONE };
		l.length = (uint8_t)jbig2_bits_read(b, length);
		add_line(b, line, &count, l);
	}
	j->kept += TABLE_LINES * sizeof(*line);
	if (b->over || !jbig2_work(j, 100000))
		return jbig2_fail(j);
	jbig2_table_make(&j->own, line, count, out);
	return true;
}

uint32_t jbig2_table_line(const struct jbig2_table *t, struct jbig2_bits *b)
{
	uint64_t code = 0, first = 0;
	uint32_t before = 0;

	for (unsigned length = 1; length <= 32 && !b->over; length++) {
		code |= jbig2_bits_read(b, 1);
		if (code < first + t->count[length] && code >= first)
			return t->order[before + (uint32_t)(code - first)];
		before += t->count[length];
		first = (first + t->count[length]) << 1;
		code <<= 1;
	}
	b->over = true;
	return UINT32_MAX;
}

bool jbig2_table_number(
	const struct jbig2_table *t, struct jbig2_bits *b, int64_t *out)
{
	uint32_t i = jbig2_table_line(t, b);
	const struct jbig2_line *l;
	uint32_t more;

	*out = 0;
	if (i == UINT32_MAX)
		return false;
	l = &t->line[i];
	more = jbig2_bits_read(b, l->range);
	*out = l->kind == LINE_BELOW ? (int64_t)l->low - more
				     : (int64_t)l->low + more;
	return l->kind != LINE_NONE && !b->over;
}

/* intake/jbig2.c - see jbig2.h. Segments, and the page that they make. */
#include "intake/jbig2_int.h"

#include <stdlib.h>

enum {
	SEGMENTS_MOST = 20000,
	REFERS_MOST = 4096,
	UNKNOWN = 0xffffffff /* a length or height that is found out later */
};

/* Types of segments, less how they are used. */
enum {
	SYMBOLS = 0,
	TEXT = 4,
	PATTERNS = 16,
	HALFTONE = 20,
	GENERIC = 36,
	REFINED = 40,
	PAGE = 48,
	STRIPE_END = 50,
	TABLE = 53
};

/* ---- segments --------------------------------------------------------------
 */

const struct jbig2_segment *jbig2_find(const struct jbig2 *j, uint32_t number)
{
	for (uint32_t i = j->segments; i-- > 0;)
		if (j->segment[i].number == number)
			return &j->segment[i];
	return NULL;
}

static struct jbig2_segment *add_segment(struct jbig2 *j)
{
	struct jbig2_segment *more;

	if (j->segments == j->room) {
		j->room = j->room ? 2 * j->room : 64;
		more = ARENA_LIST(&j->own, struct jbig2_segment, j->room);
		if (j->segments)
			memcpy(more, j->segment, j->segments * sizeof(*more));
		j->segment = more;
	}
	memset(&j->segment[j->segments], 0, sizeof(*j->segment));
	return &j->segment[j->segments++];
}

/* How many others it refers to; behind it are bits that do not matter here. */
static uint32_t read_count(struct jbig2_bits *b)
{
	uint32_t count = jbig2_read(b, 1);

	if (count >> 5 < 7)
		return count >> 5;
	count = (count & 31) << 24 | jbig2_read(b, 3);
	if (count > REFERS_MOST)
		b->over = true;
	else
		jbig2_bits_skip(b, (count + 8) / 8);
	return count;
}

static bool read_head(
	struct jbig2 *j, struct jbig2_bits *b, struct jbig2_segment *s)
{
	uint32_t flags, *refer;
	unsigned bytes;

	s->number = jbig2_read(b, 4);
	flags = jbig2_read(b, 1);
	s->type = flags & 63;
	s->refers = read_count(b);
	if (b->over || !jbig2_work(j, 64 + s->refers))
		return jbig2_fail(j);
	bytes = s->number <= 256 ? 1 : s->number <= 65536 ? 2 : 4;
	s->refer = refer = ARENA_LIST(&j->own, uint32_t, s->refers + 1);
	for (uint32_t i = 0; i < s->refers; i++)
		refer[i] = jbig2_read(b, bytes);
	jbig2_read(b, flags & 64 ? 4 : 1); /* which page: there is one */
	s->length = jbig2_read(b, 4);
	return !b->over;
}

/* ---- regions ---------------------------------------------------------------
 */

struct region {
	uint32_t wide, high, x, y;
	enum jbig2_op op;
};

static struct region read_region(struct jbig2_bits *b)
{
	struct region r = { .wide = jbig2_read(b, 4) };

	r.high = jbig2_read(b, 4);
	r.x = jbig2_read(b, 4);
	r.y = jbig2_read(b, 4);
	r.op = (enum jbig2_op)(jbig2_read(b, 1) & 7);
	return r;
}

static void read_generic(
	struct jbig2 *j, struct jbig2_bits *b, struct jbig2_map *to)
{
	uint32_t flags = jbig2_read(b, 1);
	struct jbig2_generic how = { .shape = flags >> 1 & 3,
		.typical = flags >> 3 & 1 };
	struct jbig2_arith d;

	if (flags & 1) {
		jbig2_fax(j, b, to);
		return;
	}
	if (flags & 16) { /* twelve pixels of one's own */
		j->bad = true;
		return;
	}
	jbig2_generic_near_read(b, how.shape, how.near);
	jbig2_arith_open(&d, jbig2_bits_rest(b));
	jbig2_generic_read(
		j, &how, &d, arena_alloc(&j->now, JBIG2_GENERIC), to);
}

/* What it mends: a map that it refers to, or what is on the page there. */
static bool refined_of(struct jbig2 *j, const struct jbig2_segment *s,
	const struct region *r, struct jbig2_map *page,
	const struct jbig2_map **out)
{
	for (uint32_t i = 0; i < s->refers; i++) {
		const struct jbig2_segment *of = jbig2_find(j, s->refer[i]);

		if (of && of->kind == JBIG2_MAP) {
			*out = of->map;
			return true;
		}
	}
	if (!jbig2_map_new(j, false, r->wide, r->high, page))
		return false;
	jbig2_map_paint(j, page, &j->page, -(int64_t)r->x, -(int64_t)r->y,
		JBIG2_REPLACE);
	*out = page;
	return true;
}

static void read_refined(struct jbig2 *j, const struct jbig2_segment *s,
	const struct region *r, struct jbig2_bits *b, struct jbig2_map *to)
{
	uint32_t flags = jbig2_read(b, 1);
	struct jbig2_refine how = { .shape = flags & 1,
		.typical = flags >> 1 & 1 };
	struct jbig2_map page;
	struct jbig2_arith d;

	for (unsigned i = 0; !how.shape && i < 4; i++)
		how.near[i] = jbig2_signed(b);
	if (!refined_of(j, s, r, &page, &how.of))
		return;
	jbig2_arith_open(&d, jbig2_bits_rest(b));
	jbig2_refine_read(j, &how, &d, arena_alloc(&j->now, JBIG2_REFINED), to);
}

/* The bits that say how a type is used: 0 for later, else at once. */
static void read_map(
	struct jbig2 *j, struct jbig2_segment *s, struct jbig2_bits *b)
{
	struct region r = read_region(b);
	bool later = !(s->type & 3);
	struct jbig2_map *to =
		ARENA_NEW(later ? &j->own : &j->now, struct jbig2_map);

	if (b->over || !jbig2_map_new(j, later, r.wide, r.high, to))
		return;
	switch (s->type & ~3) {
	case TEXT:
		jbig2_text(j, s, b, to);
		break;
	case HALFTONE:
		jbig2_halftone(j, s, b, to);
		break;
	case GENERIC:
		read_generic(j, b, to);
		break;
	default:
		read_refined(j, s, &r, b, to);
	}
	if (later && !j->bad) {
		s->kind = JBIG2_MAP;
		s->map = to;
		s->maps = 1;
		return;
	}
	/* the upper part of what is damaged can be read, mostly */
	if (j->page.at && !later) {
		bool bad = j->bad;
		int64_t work = j->work;

		j->bad = false;
		j->work = JBIG2_PIXELS;
		jbig2_map_paint(j, &j->page, to, r.x, r.y, r.op);
		j->work = work;
		j->bad |= bad;
		j->painted = true;
	}
}

/* ---- the page
 * ---------------------------------------------------------------- */

static void read_page(struct jbig2 *j, struct jbig2_bits *b)
{
	uint32_t wide = jbig2_read(b, 4), high = jbig2_read(b, 4), flags;

	jbig2_bits_skip(b, 8); /* dots in a meter */
	flags = jbig2_read(b, 1);
	if (high == UNKNOWN)
		high = j->height;
	if (j->page.at || (uint64_t)wide * high > JBIG2_PIXELS ||
		!jbig2_work(j, (uint64_t)wide * high / 8)) {
		j->bad = true;
		return;
	}
	j->page = (struct jbig2_map){ wide, high,
		arena_alloc(&j->own, (size_t)wide * high + 1) };
	if (flags & 4)
		memset(j->page.at, 1, (size_t)wide * high);
}

/* A segment whose length nobody knew when it began: up to its mark, and the
 * number of its rows. */
static size_t find_end(const struct jbig2_bits *b)
{
	struct str s = jbig2_bits_rest(b);
	bool fax = s.len > 17 && s.at[17] & 1;
	const char *mark = fax ? "\0\0" : "\xff\xac", *at;

	if (s.len < 22)
		return s.len;
	at = memmem(s.at + 18, s.len - 18, mark, 2);
	return at && (size_t)(s.at + s.len - at) >= 6 ? (size_t)(at - s.at) + 6
						      : s.len;
}

/* Its rows may be fewer than it said at first. */
static struct str with_rows(struct jbig2 *j, struct str s)
{
	char *to;

	if (s.len < 22)
		return s;
	to = arena_bytes(&j->now, s.len);
	memcpy(to, s.at, s.len);
	memcpy(to + 4, s.at + s.len - 4, 4);
	return str_of(to, s.len - 4);
}

static void read_segment(
	struct jbig2 *j, struct jbig2_segment *s, struct str bytes)
{
	struct jbig2_bits b = jbig2_bits_of(bytes);

	if (s->type == SYMBOLS) {
		jbig2_symbols(j, s, &b);
	} else if (s->type == PATTERNS) {
		jbig2_patterns(j, s, &b);
	} else if (s->type == PAGE) {
		read_page(j, &b);
	} else if (s->type == TABLE) {
		s->table = ARENA_NEW(&j->own, struct jbig2_table);
		if (jbig2_table_read(j, &b, s->table))
			s->kind = JBIG2_TABLE;
	} else if ((s->type & ~3) == TEXT || (s->type & ~3) == HALFTONE ||
		   (s->type & ~3) == GENERIC || (s->type & ~3) == REFINED) {
		read_map(j, s, &b);
	}
}

static void read_all(struct jbig2 *j, struct str bytes)
{
	struct jbig2_bits b = jbig2_bits_of(bytes);

	while (!j->bad && b.bit >> 3 < b.bytes && j->segments < SEGMENTS_MOST) {
		struct jbig2_segment *s = add_segment(j);
		struct str rest;
		bool open;
		size_t length;

		if (!read_head(j, &b, s))
			return;
		open = s->length == UNKNOWN;
		length = open ? find_end(&b) : s->length;
		rest = jbig2_bits_rest(&b);
		if (length < rest.len)
			rest.len = length;
		read_segment(j, s, open ? with_rows(j, rest) : rest);
		jbig2_bits_skip(&b, length);
		arena_free(&j->now);
	}
}

/* ---- as a PDF has it -------------------------------------------------------
 */

static struct str pack(struct arena *mem, const struct jbig2_map *page,
	uint32_t width, uint32_t height)
{
	size_t row = ((size_t)width + 7) / 8;
	char *to = arena_bytes(mem, row * height + 1);

	memset(to, 0xff, row * height);
	for (uint32_t y = 0; y < height && y < page->high; y++)
		for (uint32_t x = 0; x < width && x < page->wide; x++)
			if (page->at[(size_t)y * page->wide + x])
				to[y * row + x / 8] &=
					(char)~(0x80u >> (x & 7));
	return str_of(to, row * height);
}

/* What a page of that size may take. */
static int64_t work_of(uint32_t width, uint32_t height)
{
	int64_t work =
		JBIG2_WORK_LEAST + JBIG2_WORK_EACH * (int64_t)width * height;

	return work < JBIG2_WORK ? work : JBIG2_WORK;
}

struct str intake_jbig2(struct arena *mem, struct str shared, struct str bytes,
	uint32_t width, uint32_t height)
{
	struct jbig2 j = { .width = width, .height = height };
	struct str out = STR_NONE;

	if (!width || !height || (uint64_t)width * height > JBIG2_PIXELS)
		return out;
	j.work = work_of(width, height);
	read_all(&j, shared);
	read_all(&j, bytes);
	arena_free(&j.now);
	if (j.page.at && (j.painted || !j.bad))
		out = pack(mem, &j.page, width, height);
	arena_free(&j.own);
	return out;
}

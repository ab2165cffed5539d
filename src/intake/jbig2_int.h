/*
 * intake/jbig2_int.h - the parts of jbig2.h:
 *
 *	jbig2.c           segments, and the page that they make
 *	jbig2_map.c       pixels, one on the other
 *	jbig2_arith.c     bits and numbers by the arithmetic decoder
 *	jbig2_huffman.c   numbers by Huffman's codes
 *	jbig2_fax.c       pixels as a fax has them (MMR)
 *	jbig2_generic.c   pixels by those around them; mended ones
 *	jbig2_symbol.c    symbols: the letters of a page
 *	jbig2_text.c      symbols at their places
 *	jbig2_halftone.c  patterns, and pages of them
 *
 * What is wrong sets `bad`, which stays; all go on in vain then, and end.
 */
#ifndef INTAKE_JBIG2_INT_H
#define INTAKE_JBIG2_INT_H

#include "intake/jbig2.h"

struct jbig2_map {
	uint32_t wide, high;
	uint8_t *at; /* a byte for a pixel; 1 is black */
};

enum jbig2_kind {
	JBIG2_NOTHING,
	JBIG2_SYMBOLS,
	JBIG2_PATTERNS,
	JBIG2_TABLE,
	JBIG2_MAP
};

struct jbig2_segment {
	uint32_t number, length, refers;
	uint8_t type;
	const uint32_t *refer;
	enum jbig2_kind kind;  /* what it became */
	struct jbig2_map *map; /* JBIG2_MAP: one */
	uint32_t maps;
	struct jbig2_table *table;
	struct jbig2_contexts *contexts; /* kept for the next dictionary */
};

struct jbig2 {
	struct arena own, now; /* kept to the end; to that of a segment */
	struct jbig2_segment *segment;
	uint32_t segments, room;
	struct jbig2_map page;
	uint32_t width, height; /* that the PDF says */
	uint8_t ops;            /* how the page says that regions are painted */
	uint64_t kept;
	int64_t work;
	bool bad, painted;
};

/* ---- bytes and bits ------------------------------------------------------ */

/* From the highest bit on; behind the end all are 0, and `over` says so. */
struct jbig2_bits {
	const uint8_t *at;
	size_t bytes, bit;
	bool over;
};

struct jbig2_bits jbig2_bits_of(struct str s);
uint32_t jbig2_bits_read(struct jbig2_bits *b, unsigned count); /* 32 at most */
void jbig2_bits_align(struct jbig2_bits *b);
struct str jbig2_bits_rest(const struct jbig2_bits *b); /* from a whole byte */
void jbig2_bits_skip(struct jbig2_bits *b, size_t bytes);
uint32_t jbig2_read(struct jbig2_bits *b, unsigned bytes);
int8_t jbig2_signed(struct jbig2_bits *b);

/* Takes steps; false: none are left. */
static inline bool jbig2_work(struct jbig2 *j, uint64_t steps)
{
	j->work -= (int64_t)steps;
	if (j->work < 0)
		j->bad = true;
	return !j->bad;
}
/* Says that it is bad. */
bool jbig2_fail(struct jbig2 *j);

/* ---- pixels -------------------------------------------------------------- */

static inline unsigned jbig2_dot(
	const struct jbig2_map *m, int64_t x, int64_t y)
{
	return x >= 0 && y >= 0 && x < m->wide && y < m->high
		       ? m->at[(size_t)y * m->wide + (size_t)x]
		       : 0;
}

/* White. `own`: it is kept to the end. */
bool jbig2_map_new(struct jbig2 *j, bool own, uint64_t wide, uint64_t high,
	struct jbig2_map *out);
/* A column of it from x on, as a map of its own. */
bool jbig2_map_cut(struct jbig2 *j, const struct jbig2_map *from, uint32_t x,
	uint32_t wide, struct jbig2_map *out);
enum jbig2_op { JBIG2_OR, JBIG2_AND, JBIG2_XOR, JBIG2_XNOR, JBIG2_REPLACE };
void jbig2_map_paint(struct jbig2 *j, struct jbig2_map *to,
	const struct jbig2_map *from, int64_t x, int64_t y, enum jbig2_op op);

/* ---- numbers ------------------------------------------------------------- */

struct jbig2_arith {
	const uint8_t *at, *end;
	uint32_t c, a, left;
};

void jbig2_arith_open(struct jbig2_arith *d, struct str s);
unsigned jbig2_arith_bit(struct jbig2_arith *d, uint8_t *context);

enum { JBIG2_NUMBER = 512 }; /* contexts of one kind of number */
/* False: it says that there is none ("out of band"). */
bool jbig2_arith_number(struct jbig2_arith *d, uint8_t *context, int64_t *out);
uint32_t jbig2_arith_id(
	struct jbig2_arith *d, uint8_t *context, unsigned length);

struct jbig2_line {
	uint8_t length, range; /* bits of its code; behind it */
	uint8_t kind;          /* enum jbig2_line_kind */
	int32_t low;
};
enum jbig2_line_kind { LINE_RANGE, LINE_BELOW, LINE_ABOVE, LINE_NONE };

struct jbig2_table {
	const struct jbig2_line *line;
	uint32_t *order; /* lines by the length of their codes */
	uint32_t count[33];
};

void jbig2_table_make(struct arena *mem, const struct jbig2_line *line,
	uint32_t count, struct jbig2_table *out);
/* B.1 to B.15 of the standard. */
struct jbig2_table *jbig2_table_usual(struct arena *mem, unsigned number);
bool jbig2_table_read(
	struct jbig2 *j, struct jbig2_bits *b, struct jbig2_table *out);
/* False: "out of band", or damaged. */
bool jbig2_table_number(
	const struct jbig2_table *t, struct jbig2_bits *b, int64_t *out);
/* The line's place, for tables of symbols; UINT32_MAX: damaged. */
uint32_t jbig2_table_line(const struct jbig2_table *t, struct jbig2_bits *b);

/* ---- regions ------------------------------------------------------------- */

void jbig2_fax(struct jbig2 *j, struct jbig2_bits *b, struct jbig2_map *to);

enum { JBIG2_GENERIC = 1 << 16, JBIG2_REFINED = 1 << 13 }; /* contexts */

struct jbig2_generic {
	uint8_t shape; /* 0 to 3: which pixels around it tell */
	bool typical;  /* rows may be as the one above */
	int8_t near[8];
	const struct jbig2_map *skip; /* NULL: none */
};

/* The usual places of pixels that may be moved. */
void jbig2_generic_near(unsigned shape, int8_t near[8]);
void jbig2_generic_near_read(
	struct jbig2_bits *b, unsigned shape, int8_t near[8]);
void jbig2_generic_read(struct jbig2 *j, const struct jbig2_generic *how,
	struct jbig2_arith *d, uint8_t *contexts, struct jbig2_map *to);

struct jbig2_refine {
	uint8_t shape;
	bool typical;
	int8_t near[4];
	const struct jbig2_map *of;
	int64_t dx, dy; /* where that one stands in the new one */
};

void jbig2_refine_read(struct jbig2 *j, const struct jbig2_refine *how,
	struct jbig2_arith *d, uint8_t *contexts, struct jbig2_map *to);

/* ---- symbols ------------------------------------------------------------- */

/* What the arithmetic decoder learned of each kind of number. */
enum jbig2_numbers {
	IADH,
	IADW,
	IAEX,
	IAAI,
	IADT,
	IAFS,
	IADS,
	IAIT,
	IARI,
	IARDW,
	IARDH,
	IARDX,
	IARDY,
	JBIG2_NUMBERS
};

struct jbig2_contexts {
	uint8_t number[JBIG2_NUMBERS][JBIG2_NUMBER];
	uint8_t generic[JBIG2_GENERIC], refined[JBIG2_REFINED];
	uint8_t *id;
	unsigned id_length;
};

/* Bits that tell so many symbols apart. */
unsigned jbig2_id_length(uint64_t symbols);
struct jbig2_contexts *jbig2_contexts_new(
	struct arena *mem, unsigned id_length);

struct jbig2_text {
	bool huffman, refine, transposed;
	unsigned corner; /* 0 to 3: below left, left, below right, right */
	unsigned strips; /* log2 */
	enum jbig2_op op;
	int offset;
	uint32_t count;
	struct jbig2_refine how;
	const struct jbig2_map **symbol;
	uint32_t symbols;
	/* one or the other */
	struct jbig2_arith *arith;
	struct jbig2_contexts *contexts;
	struct jbig2_bits *bits;
	const struct jbig2_table *ids; /* NULL: of id_length bits each */
	const struct jbig2_table *first, *next, *row, *rdw, *rdh, *rdx, *rdy,
		*size;
};

void jbig2_text_paint(
	struct jbig2 *j, struct jbig2_text *t, struct jbig2_map *to);
/* One symbol, mended, as large as the map is. */
void jbig2_text_mend(
	struct jbig2 *j, struct jbig2_text *t, struct jbig2_map *to);

/* What a segment refers to. */
struct jbig2_given {
	const struct jbig2_map **symbol;
	uint32_t symbols;
	const struct jbig2_table *table[8];
	uint32_t tables, taken;
	const struct jbig2_segment *last; /* dictionary */
};

bool jbig2_given_find(struct jbig2 *j, const struct jbig2_segment *s,
	struct jbig2_given *out);
/* The table of a field of flags: `usual` of the standard, or the next one that
 * was given. */
const struct jbig2_table *jbig2_given_table(
	struct jbig2 *j, struct jbig2_given *g, unsigned usual);

void jbig2_symbols(
	struct jbig2 *j, struct jbig2_segment *s, struct jbig2_bits *b);
void jbig2_text(struct jbig2 *j, const struct jbig2_segment *s,
	struct jbig2_bits *b, struct jbig2_map *to);
void jbig2_patterns(
	struct jbig2 *j, struct jbig2_segment *s, struct jbig2_bits *b);
void jbig2_halftone(struct jbig2 *j, const struct jbig2_segment *s,
	struct jbig2_bits *b, struct jbig2_map *to);
const struct jbig2_segment *jbig2_find(const struct jbig2 *j, uint32_t number);

#endif

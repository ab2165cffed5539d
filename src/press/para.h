/*
 * press/para.h - one paragraph: a block's runs become atoms, the smallest
 * pieces that stay together, and atoms become lines. Knows one width and
 * nothing of pages.
 */
#ifndef PRESS_PARA_H
#define PRESS_PARA_H

#include "press/hyphen.h"
#include "press/shape.h"

/* What is drawn without a gap in one font, size and colour. */
struct para_piece {
	const struct shape *shape;
	int32_t width, size, tracking;
	uint32_t color;
	int run;       /* of the block's text: for links */
	uint8_t level; /* of direction; odd: from the right */
	bool hyphen;   /* of ours */
};

enum para_end {
	PARA_NEVER, /* no line ends behind it */
	PARA_BLANK, /* a line may end, the blank goes with it */
	PARA_HERE,  /* a line may end, there is no blank */
	PARA_SOFT,  /* a line may end with a hyphen of ours */
	PARA_LAST
};

struct para_atom {
	uint32_t first, count; /* pieces */
	int32_t width, blank;  /* blank: width of the one behind it */
	enum para_end end;
	int cost;     /* of a line's end behind it */
	bool letters; /* may be hyphenated */
	bool tied;    /* TREE_NOBREAK: the blank behind it ends no line that
		       * another could end */
};

/* Where a line may end: behind an atom or (part) within one. */
struct para_point {
	uint32_t atom;     /* that begins the next line, or goes on there */
	uint32_t part;     /* bytes of it in the line before; 0: none */
	int64_t ends_at;   /* a line that ends here; sums of widths */
	int64_t begins_at; /* a line that begins here */
	int cost;
	bool hyphen; /* is put there */
	/* of the way to here */
	int64_t total;
	uint32_t from;
};

struct para {
	struct arena *mem;
	struct words *words;
	struct hyphens *hyphens; /* NULL: none */
	struct str language;
	struct para_piece *piece;
	size_t pieces, piece_room;
	struct para_atom *atom;
	size_t atoms, atom_room;
	int32_t width;  /* what the longest atom may have */
	bool rtl;       /* its own direction */
	bool mixed;     /* not all pieces have its direction */
	size_t missing; /* words with characters that no font has */
	uint32_t missing_one;
};

/* How the text of a role looks, fonts found. */
struct para_look {
	struct font_set *fonts;
	int32_t size, tracking;
	uint32_t color, muted, accent;
	unsigned flags; /* TREE_BOLD, TREE_ITALIC */
	enum look_case letters;
};

/* Reads runs; appends to nothing: `out` begins anew. */
void para_read(struct para *out, const struct tree_runs *runs,
	const struct para_look *look, int32_t width, bool rtl);

/* The line from one point to the next. */
struct para_line {
	struct para_point from, to;
	int32_t width; /* what it takes, without the blank at its end */
	uint32_t blanks;
};
struct para_lines {
	struct para_line *at;
	size_t count;
};

/* How long lines may be beside each other. */
enum para_edge {
	PARA_RAGGED,
	PARA_JUSTIFIED,
	PARA_EVEN /* as long as each other, the last one too */
};

/* The best lines of at most `width` each. hyphens NULL: no hyphenation. */
struct para_lines para_break(struct para *p, int32_t width, enum para_edge edge,
	struct hyphens *hyphens);

/* The pieces of a line in the order of the text, hyphen and all; where each is
 * seen is told by x, from 0 at the line's left. `more`: added to each blank. */
struct para_placed {
	const struct para_piece *piece;
	int32_t x;
	bool blank;
	const struct shape *shape;
	bool hyphen;
};
size_t para_place(struct para *p, const struct para_line *line, int32_t more,
	struct para_placed **out);

/* How wide a text is in one line. */
int32_t para_width(const struct para *p);

#endif

/*
 * press/layout_int.h - what the files of the layout share: a region's blocks
 * become lines one beneath the other (flow.c), lines become pages (paginate.c),
 * pages become marks (place.c). layout.c leads.
 */
#ifndef PRESS_LAYOUT_INT_H
#define PRESS_LAYOUT_INT_H

#include "press/para.h"
#include "press/press.h"

/* One line of a region's flow. x is from the region's beginning: its right end
 * in documents that are written from the right. */
struct flow_line {
	int block;
	struct para *para;
	const struct para_line *line; /* NULL: only height (a photo) */
	struct para *aside;
	const struct para_line *aside_line;
	int32_t x, width; /* room of the text */
	int32_t before;   /* space above, unless it begins a page */
	int32_t height;   /* from its top to the next one's */
	int32_t baseline; /* from its top */
	int32_t rule;     /* of a rule, from its top; -1: none */
	bool first, last; /* of its block */
	bool beneath;     /* the line is one of the aside */
	bool bullet;      /* a bullet stands before it */
	int cost;         /* of a page that ends above it */
};

struct flow {
	struct flow_line *at;
	size_t count, room;
	int32_t x, width; /* from the page's beginning */
};

/* Where a flow's pages begin; the last entry is flow.count. */
struct flow_cuts {
	size_t *at;
	size_t count; /* pages */
};

struct layout {
	struct press *press;
	struct words *words;
	struct hyphens *hyphens;
	struct arena *mem;
	const struct tree *tree;
	struct look look;         /* scaled */
	bool halves;              /* to half points */
	int tight;                /* steps; 0: spaces are what the look says */
	struct font_set fonts[2]; /* body, heading */
	struct flow flow[TREE_REGIONS];
	int32_t head_height; /* with the space beneath it */
	int32_t photo_width; /* 0: none */
	struct para *bullet; /* its character, in the body's font */
	size_t missing;
	uint32_t missing_one;
	struct pages *out;
};

/* flow.c */
void flow_fill(struct layout *l, enum tree_region region);
int32_t flow_height(const struct flow *f, size_t from, size_t to);
void flow_look(struct layout *l, enum tree_role role, enum tree_region region,
	struct para_look *out);
/* paginate.c: `first` and `rest` are the heights of pages. */
struct flow_cuts flow_cut(
	struct arena *mem, const struct flow *f, int32_t first, int32_t rest);
struct para *flow_read(struct layout *l, const struct tree_runs *runs,
	const struct para_look *look, int32_t width);
/* parts.c */
struct block_parts {
	int text, label;        /* indices of parts; -1: none */
	const int *run, *aside; /* of each run of the text, of the aside */
};
struct parts {
	struct pages_part *at;
	size_t count, room;
	struct block_parts *block; /* of each block of the tree */
	int photo;
};
void parts_make(struct layout *l, struct parts *out);
/* place.c */
void place_pages(struct layout *l, const struct parts *parts,
	const struct flow_cuts cuts[TREE_REGIONS], size_t count);

#endif

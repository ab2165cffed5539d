/*
 * intake/parse_edges.h - how many rows of a part of a page begin where: asked
 * of each word of a document, so it has to be quick.
 */
#ifndef INTAKE_PARSE_EDGES_H
#define INTAKE_PARSE_EDGES_H

#include "intake/parse_int.h"

struct edges {
	const struct row **at; /* by part, and from the left */
	size_t count;
};

/* Of all rows as they are; it lives as long as p->own, and knows nothing of
 * rows that move later. */
struct edges parse_edges(struct parse *p);
/* Do several other rows in the part of this one begin there? */
bool parse_edges_begin(const struct edges *e, const struct row *r, float x);
/* Rows in its part, and how many of them begin to the right of x. */
size_t parse_edges_right(
	const struct edges *e, const struct row *part, float x, size_t *all);

#endif

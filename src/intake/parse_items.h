/*
 * intake/parse_items.h - rows of a section that is a list become items: cells,
 * lines joined, each with what stands before it.
 */
#ifndef INTAKE_PARSE_ITEMS_H
#define INTAKE_PARSE_ITEMS_H

#include "intake/parse_int.h"

struct item {
	struct str text;
	struct str head; /* what stands before it, in bold or with a colon */
	size_t row;
	bool bold, list; /* of several, with commas */
};

struct items {
	struct parse *p;
	struct item *at;
	size_t count, room;
};

/* They hold as long as p->own. */
struct items parse_items(struct parse *p, const struct section *s);

#endif

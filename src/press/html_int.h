/*
 * press/html_int.h - what the files of the HTML writer share.
 */
#ifndef PRESS_HTML_INT_H
#define PRESS_HTML_INT_H

#include "press/look.h"
#include "press/walk.h"

struct html {
	struct arena *mem;
	const struct tree *tree;
	const struct look *look;
	struct buf *to;
	int32_t photo_width;
	bool columns; /* main text and side stand beside each other */
	/* while blocks are written */
	int heading; /* level of the last one */
	int section; /* number of the last one; 0: none is open */
	int list;    /* lists that are open */
	bool entry;
};

/* The class of a role: its name in templates. */
const char *html_class(enum tree_role role);
void html_write_style(const struct html *h);

#endif

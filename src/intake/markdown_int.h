/* intake/markdown_int.h - markdown.c reads lines, markdown_line.c what is in
 * one. */
#ifndef INTAKE_MARKDOWN_INT_H
#define INTAKE_MARKDOWN_INT_H

#include "intake/flow.h"

enum {
	MARKDOWN_LINKS = 200,
	MARKDOWN_LONG = 2000,      /* bytes to the end of a mark */
	MARKDOWN_LOOKED = 64 << 20 /* bytes in search of all ends */
};

struct markdown {
	struct arena *mem;
	struct flow flow;
	struct str rest;
	struct {
		struct str name, url;
	} links[MARKDOWN_LINKS]; /* "[name]: address" */
	int link_count;
	size_t looked;
};

/* The words of a line; looks end with it. */
void intake_markdown_line(struct markdown *m, struct str line);
/* Takes "[name]: address". */
bool intake_markdown_defines(struct markdown *m, struct str line);

#endif

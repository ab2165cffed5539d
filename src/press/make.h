/*
 * press/make.h - a resume and what is asked of it become a file, in one format
 * or several: what the terminal and the service do alike. Knows no options, no
 * bodies of requests, and not where a file goes.
 */
#ifndef PRESS_MAKE_H
#define PRESS_MAKE_H

#include "press/press.h"

enum { PRESS_DPI = 96, PRESS_DPI_LEAST = 10, PRESS_DPI_MOST = 600 };

/* The template that is meant: what is asked for, what the resume names, or
 * "modern". */
struct str press_template_of(const struct resume *r, struct str asked);

struct press_ask {
	const struct template *template;
	const struct json *usual; /* beneath the resume's own style; NULL */
	const struct json *style; /* over it; NULL: none */
	int fit;                  /* pages; 0: as the look says */
	bool paged;               /* a format of pages is among those wanted */
};

/* What is made once, whatever the format. */
struct press_made {
	struct look look;
	struct tree tree;
	struct pages pages; /* none, unless they were wanted */
};
bool press_make(struct press *press, struct arena *mem, const struct resume *r,
	const struct press_ask *ask, struct press_made *out, struct err *err);

struct press_file {
	enum press_format format;
	size_t page; /* of a picture; from 0 */
	int dpi;
};
/* Appends a whole file. *fit tells how many pages it takes and whether these
 * are as many as were wanted; pages 0: nobody knows. */
bool press_write(struct press *press, struct arena *mem,
	const struct press_made *made, const struct press_file *file,
	struct buf *out, struct press_fit *fit, struct err *err);

#endif

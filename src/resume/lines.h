/*
 * resume/lines.h - what is in one line of a resume in plain text: a bullet, a
 * rule, a period, parts between separators. Knows nothing of its neighbours.
 */
#ifndef RESUME_LINES_H
#define RESUME_LINES_H

#include "resume/period.h"

/* Cuts off the mark of a bullet and the blanks before it; how many columns it
 * is indented, plus 1; 0: it is none. */
int resume_line_bullet(struct str *line);
/* A line of nothing but dashes and the like. */
bool resume_line_rule(struct str line);

/* The parts of "Engineer | Acme | Lund": between bars, bullets, tabs, and
 * several blanks. What is beyond LINE_PARTS stays in the last. */
enum { LINE_PARTS = 12 };
size_t resume_line_parts(struct str line, struct str parts[LINE_PARTS]);
/* The same between dashes with blanks around them, too. */
size_t resume_line_pieces(struct str line, struct str pieces[LINE_PARTS]);

/* Without marks of emphasis, brackets and pictograms around it. */
struct str resume_line_plain(struct str line);
/* Without commas, dashes and the like at its ends. */
struct str resume_line_tidy(struct str line);

/*
 * Cuts the period out of a line: "Engineer, Acme (2018 - 2020)" becomes
 * "Engineer, Acme". False: none is in it. `scratch` is used and reset.
 */
bool resume_line_period(struct arena *mem, struct arena *scratch,
	struct str *line, struct resume_period *out);

/* "3. ", "12) ": how long; 0: none. */
size_t resume_line_number(struct str line);
/* A sentence rather than a title: long, or it ends as sentences do. */
bool resume_line_is_prose(struct str line);

#endif

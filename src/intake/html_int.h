/* intake/html_int.h - what html.c shares with the parts that it asks. */
#ifndef INTAKE_HTML_INT_H
#define INTAKE_HTML_INT_H

#include "intake/html_tag.h"

struct html_look {
	bool gone, hidden, bold, light, italic;
	bool apart; /* at the other side of the line */
	float size; /* in points; 0: as what is around it */
};

/* html_style.c */
void intake_html_look(const struct html_tag *tag, struct html_look *out);

/*
 * html_row.c: behind a <tr>: how many of its first cells hold one line each;
 * all of them: the row is one line. Looks no further than `most` bytes.
 */
struct html_row {
	int cells, lead;
};
void intake_html_row(struct str rest, size_t most, struct html_row *out);

#endif

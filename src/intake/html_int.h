/* intake/html_int.h - what html.c shares with the parts that it asks. */
#ifndef INTAKE_HTML_INT_H
#define INTAKE_HTML_INT_H

#include "intake/html_tag.h"

struct html_look {
	bool gone, hidden, bold, light, italic;
	bool apart;  /* at the other side of the line */
	bool spread; /* what is in it stands at both sides of a line */
	bool flex;   /* and is no text that runs on */
	float size;  /* in points; 0: as what is around it */
};

/* html_sheet.c */
enum { HTML_RULES = 300 };
struct html_sheet {
	struct html_rule {
		struct str tag, class; /* empty: any */
		struct html_look look;
	} at[HTML_RULES];
	size_t count;
};
void intake_html_sheet(struct html_sheet *sheet, struct str css);
void intake_html_ruled(const struct html_sheet *sheet,
	const struct html_tag *tag, struct str classes, struct html_look *out);
/* One of the classes, in whole. */
bool intake_html_class(struct str classes, struct str want);

/* html_style.c: of an element, and of a list of properties. */
void intake_html_look(const struct html_sheet *sheet,
	const struct html_tag *tag, struct html_look *out);
void intake_html_style(struct str style, struct html_look *out);

/*
 * html_row.c: behind a <tr>: how many of its first cells hold one line each;
 * all of them: the row is one line. Looks no further than `most` bytes.
 */
struct html_row {
	int cells, lead;
};
void intake_html_row(struct str s, size_t most, struct html_row *out);

#endif

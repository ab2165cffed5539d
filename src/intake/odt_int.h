/*
 * intake/odt_int.h - an OpenDocument text while it is read: its file and
 * master pages (odt.c), styles (odt_style.c), text (odt_body.c).
 */
#ifndef INTAKE_ODT_INT_H
#define INTAKE_ODT_INT_H

#include "intake/office.h"

enum { ODT_MASTERS = 20, ODT_EDGES = 60 };

struct odt_style {
	struct str parent, family;
	struct office_form form;
	struct office_letters look;
	float part;         /* of its parent's size; 0: says nothing */
	float width;        /* of a column of a table */
	struct str master;  /* a page of which it begins */
	bool column, after; /* begins a column; a page begins behind it */
	enum { ODT_RAW, ODT_BUSY, ODT_DONE } state;
};

struct odt {
	struct arena *mem;
	struct office_file file;
	struct office_xml *xml;
	struct office_sheet sheet;

	/* "paragraph/P1": those that have names of their own, those that
	 * were made for content.xml, and for styles.xml */
	struct office_map common, content, edges_own;
	struct office_map *automatic; /* of what is read */
	struct office_map no_marks;   /* "L1/2": lists' levels without one */
	size_t styles;                /* that were read */
	struct buf key;               /* of a style that is looked for */

	struct office_paper paper;
	struct str masters[ODT_MASTERS]; /* which pages the text has */
	size_t master_count;
	struct office_edge edges[ODT_EDGES];
	size_t edge_count;
	struct office_flow notes;

	struct odt_now {
		struct office_letters para_look, look; /* of its style; here */
		struct str url;
		struct str list; /* its style */
		int level;       /* of the list that it is in; 0: none */
		bool item;       /* the next paragraph begins an item */
		bool blank;      /* the last letter was one */
	} now;
};

/* odt_style.c */
void intake_odt_styles_read(struct odt *o); /* in the element that is open */
const struct odt_style *intake_odt_style_find(
	struct odt *o, const char *family, struct str name);
bool intake_odt_has_no_mark(struct odt *o, struct str list, int level);

/* odt_body.c: all of the text in the element that is open. */
void intake_odt_blocks(struct odt *o);

#endif

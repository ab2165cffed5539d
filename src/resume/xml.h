/*
 * resume/xml.h - a small tree over an XML text, for importers: elements, their
 * text and attributes, names without prefix, namespaces by their URI. No
 * comments, no instructions, no validation; a text that declares entities or
 * leans on an external DTD is refused.
 *
 * What an importer takes is marked; what is left over is kept in the report,
 * so that an importer need not know what it does not know.
 */
#ifndef RESUME_XML_H
#define RESUME_XML_H

#include "resume/convert_int.h"

enum {
	XML_BYTES = 24 << 20,
	XML_DEPTH = 100,
	XML_NODES = 200000, /* elements and attributes */
};

struct xml {
	struct str name, uri; /* uri: "" is none */
	struct str text;      /* directly within, pieces joined; blanks stay */
	struct xml *up, *first, *next;
	struct xml *attrs; /* chained by next; have name, uri, text */
	int line;
	bool taken;
};

/* Reads UTF-8, UTF-16, Latin-1 and Windows-1252. What is wrong is told as
 * "line 3, column 7: mismatched tag". */
bool resume_xml_read(
	struct arena *mem, struct str bytes, struct xml **out, struct err *err);

/* All take NULL. A path is "A/B": in the first A with that, the first B. */
struct xml *resume_xml_find(const struct xml *in, const char *path);
/* The next of the same name; of any element from `from` on. */
struct xml *resume_xml_again(const struct xml *x);
struct str resume_xml_attr(const struct xml *x, const char *name);

/* Its text without blanks around it; STR_NONE where it says nothing. */
struct str resume_xml_text(const struct xml *in, const char *path);
/* The same, and marks it. With path "" it is the element itself. */
struct str resume_xml_take(struct xml *in, const char *path);
struct str resume_xml_take_attr(struct xml *x, const char *name);
void resume_xml_take_all(struct xml *x); /* and all within */

/* Keeps what was not taken and says something; whole elements where nothing
 * within them was taken. */
void resume_xml_keep(
	struct arena *mem, struct xml *root, struct resume_report *report);
/* "Education[2]/Title" */
struct str resume_xml_path(struct arena *mem, const struct xml *x);

/* Text of elements for writers: `& < >` and what XML may not hold. */
void resume_xml_escape(struct buf *out, struct str s);

#endif

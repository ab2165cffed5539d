/* intake/html_tag.h - tags and entities of HTML, one by one. */
#ifndef INTAKE_HTML_TAG_H
#define INTAKE_HTML_TAG_H

#include "base/base.h"

enum html_kind {
	HTML_INLINE, /* says nothing, or nobody knows it */
	HTML_BLOCK,  /* begins and ends a line */
	HTML_APART,  /* and stands apart */
	HTML_HEADING,
	HTML_LIST,
	HTML_ITEM,
	HTML_TABLE,
	HTML_ROW,
	HTML_CELL,
	HTML_BREAK,
	HTML_RULE,
	HTML_BOLD,
	HTML_ITALIC,
	HTML_LINK,
	HTML_PRE,
	HTML_TITLE,
	HTML_GONE, /* what is in it is not shown */
	HTML_RAW   /* and is no HTML */
};

struct html_tag {
	struct str name; /* as it is written */
	struct str attributes;
	enum html_kind kind;
	int level;          /* of a heading */
	bool closes, empty; /* </p>; <br>, <p/> */
	bool optional;      /* its end may be left out */
	bool bold;          /* beside what it is */
};

/* At a '<': the tag, and how many bytes it takes; 0: it is none. Comments and
 * declarations are tags without a name. */
size_t intake_html_tag(struct str s, struct html_tag *out);
/* A value as it is written; at NULL: there is none. */
struct str intake_html_attribute(const struct html_tag *tag, const char *want);
/* At an '&': the character, and how many bytes it takes; 0: it is none. */
size_t intake_html_entity(struct str s, uint32_t *out);
/* With its entities read. */
struct str intake_html_value(struct arena *mem, struct str s);

#endif

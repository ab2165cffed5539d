/*
 * cmd/parse_page.h - what kind of value a trace speaks of, and where on its
 * page that value stands.
 */
#ifndef CMD_PARSE_PAGE_H
#define CMD_PARSE_PAGE_H

#include "cmd/parse.h"

enum parse_kind {
	PARSE_KIND_NAME,
	PARSE_KIND_CONTACT,
	PARSE_KIND_SECTION,
	PARSE_KIND_TITLE,
	PARSE_KIND_EMPLOYER,
	PARSE_KIND_DATES,
	PARSE_KIND_BULLET,
	PARSE_KIND_TEXT,
	PARSE_KIND_LIST,
	PARSE_KINDS
};

struct parse_kind_row {
	const char *title, *colour, *keys; /* last parts of pointers */
};
extern const struct parse_kind_row cmd_parse_kinds[PARSE_KINDS];

/* "/projects/0/roles/2": projects, 0, roles; a missing part is empty. */
struct parse_parts {
	struct str section, entry, key;
};

struct parse_parts cmd_parse_parts(struct str pointer);

enum parse_kind cmd_parse_kind(struct str pointer);
struct intake_box cmd_parse_place(struct arena *mem,
	const struct intake_answer *a, const struct intake_trace *t,
	enum parse_kind kind);
struct intake_box cmd_parse_join(struct intake_box a, struct intake_box b);

#endif

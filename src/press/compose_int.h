/*
 * press/compose_int.h - what the files that make a tree share: the tree as it
 * grows, and an entry as its lines see it.
 */
#ifndef PRESS_COMPOSE_INT_H
#define PRESS_COMPOSE_INT_H

#include "press/line.h"
#include "press/press.h"
#include "press/template_int.h"

enum {
	COMPOSE_BYTES = 8 << 20, /* of text in one document */
	COMPOSE_MARKS = 200000,  /* and of stars and brackets in it */
	COMPOSE_PHOTO = 8 << 20
};

struct compose {
	struct arena *mem;
	const struct resume *r;
	const struct template *t;
	const struct look *look;
	const struct press_words *words;
	struct tree *out;
	size_t room;
	enum tree_region region; /* where blocks go */
	struct str section;      /* its id */
	struct str heading;      /* waits for its first block; at NULL: none */
	struct str source;       /* JSON pointer of the section */
	size_t bytes, marks;     /* of text so far */
	struct err *err;
	bool failed;
};

/* ---- compose.c ---------------------------------------------------------- */

struct compose_block {
	enum tree_role role;
	struct tree_runs text, aside;
	struct str source;
	int depth;
	bool joined;
};
/* Adds a block, and before it the heading that waits; nothing without text. */
void compose_add(struct compose *c, const struct compose_block *block);
/* Counts a text of the resume; false: it is too much. */
bool compose_spend(struct compose *c, struct str text);
/* The same of a text that is press_text_plain(): there are no marks in it. */
bool compose_spend_plain(struct compose *c, struct str text);
/* What a template says, pointed as the language does. */
static inline struct str compose_pointed(struct compose *c, struct str said)
{
	return press_pointed(c->mem, c->words, said);
}
/* One text of the resume as runs, its marks too. */
struct tree_runs compose_runs(struct compose *c, struct str text);
struct tree_runs compose_runs_plain(struct compose *c, struct str text);
/* JSON pointers, longer by an index or a name. */
struct str compose_source(struct compose *c, struct str base, size_t index);
struct str compose_path(struct compose *c, struct str base, const char *name);

/* ---- compose_field.c ---------------------------------------------------- */

/* One entry, or what several roles under one employer have in common. */
struct compose_entry {
	const struct resume_entry *at;
	size_t count; /* more than 1: of an employer */
	/* Roles: what their employer said already is not said again. */
	const struct compose_entry *said;
	const struct template_lines *said_by;
	struct str source;
	bool joined; /* its first line begins no entry */
};

/* A text of it; of an employer, what all roles that say it say alike. */
struct str compose_common(struct compose *c, const struct compose_entry *e,
	const struct template_slot *slot);
/* Has the employer's line said it for all its roles? */
bool compose_said(struct compose *c, const struct compose_entry *e,
	const struct template_slot *slot);
bool compose_is_list(
	const struct compose_entry *e, const struct template_slot *slot);
struct resume_texts compose_texts(struct compose *c,
	const struct resume_entry *e, const struct template_slot *slot);

/* A pattern's text into a line; true: a field of it had something to say. */
bool compose_pattern(struct compose *c, const struct template_pattern *p,
	const struct compose_entry *e, const struct str *item, unsigned flags,
	struct press_line *line);
/* The same as runs. `item` stands for a list: NULL: all of it. */
struct tree_runs compose_line(struct compose *c,
	const struct template_pattern *p, const struct compose_entry *e,
	const struct str *item, unsigned flags);

/* ---- compose_entry.c ---------------------------------------------------- */

/* Its lines, as blocks. */
void compose_lines(struct compose *c, const struct template_lines *lines,
	const struct compose_entry *e);
/* The paragraphs of a text; lines that begin with a bullet become bullets. */
void compose_paragraphs(struct compose *c, enum tree_role role, struct str text,
	struct str source, bool joined);

/* ---- the parts ---------------------------------------------------------- */

void compose_head(struct compose *c);    /* name, headline, contact */
void compose_contact(struct compose *c); /* in the side column */
void compose_body(struct compose *c);    /* all sections */
bool compose_hides(const struct compose *c, struct str section);
void compose_letter(struct compose *c);

/* The owner's picture, where there is one and it is shown. */
bool compose_photo(struct compose *c, struct tree_picture *out);

/* A web address as people write it: no scheme, no slash at its end. */
struct str compose_address(struct str url);
/* A link that leads there; STR_NONE: it is none. */
struct str compose_link(struct arena *mem, struct str url);

#endif

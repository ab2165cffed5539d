/*
 * press/line.h - one line of a document being put together: pieces of text
 * become runs. What strangers wrote is cleaned on the way: control characters,
 * characters for private use and those that turn the direction of text around
 * go, blanks collapse, ill-formed bytes become U+FFFD. Knows neither resumes
 * nor templates.
 */
#ifndef PRESS_LINE_H
#define PRESS_LINE_H

#include "press/tree.h"

struct press_line {
	struct arena *mem;
	struct buf text;
	struct press_line_run {
		size_t from;
		unsigned flags;
		struct str url;
		bool said; /* by the template: no text of the resume */
	} * run;
	size_t count, room;
	bool blank;         /* what stands last, or nothing does */
	struct str between; /* waits for what follows */
};

void press_line_begin(struct press_line *l, struct arena *mem);
/* What a template says: ", " */
void press_line_say(struct press_line *l, struct str text, unsigned flags);
/* The same, but only when something follows: between two things in a line. */
void press_line_between(struct press_line *l, struct str text);
/* What a resume says, as it is; url at NULL: no link. */
void press_line_add(
	struct press_line *l, struct str text, unsigned flags, struct str url);
/* The same, where **bold**, *italic* and [text](https://...) are marks, by
 * the rules of CommonMark but stricter: none within a word of ASCII. All else
 * stays as it was written. */
void press_line_mark(struct press_line *l, struct str text, unsigned flags);
/* The same of a text that is press_text_plain(), as most are. */
void press_line_plain(struct press_line *l, struct str text, unsigned flags);
/* The runs. Separators of the template that nothing follows, or that follow
 * nothing, are gone; so are blanks at both ends. */
struct tree_runs press_line_end(struct press_line *l);

/* Is there nothing to clean in it, and no mark? Then it may be shown as it
 * is. */
bool press_text_plain(struct str text);
/* Has it anything that would be shown? */
bool press_text_shows(struct str text);
/* One text, cleaned. */
struct str press_text_clean(struct arena *mem, struct str text);

/* press/mark.c: the marks of a text, one after another. */
struct press_mark {
	struct str text;
	struct str url; /* at NULL: no link */
	unsigned flags; /* TREE_BOLD, TREE_ITALIC */
};
struct press_marks {
	struct press_mark *at;
	size_t count;
};
struct press_marks press_marks(struct arena *mem, struct str text);

#endif

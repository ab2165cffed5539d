/*
 * resume/outline.h - a resume as lines that say what they are: headings,
 * bullets, text. Whatever finds such lines (plain text, Markdown) leaves it to
 * this to find sections, entries, and who it is about.
 */
#ifndef RESUME_OUTLINE_H
#define RESUME_OUTLINE_H

#include "resume/convert_int.h"

/* Of a resume in plain text or Markdown; nobody has one so long. */
enum {
	OUTLINE_BYTES = 1 << 20,
	OUTLINE_LINES = 20000,
	OUTLINE_NEAR = 64 << 10 /* what tells whether it is one */
};

enum resume_line_kind {
	OUTLINE_TEXT,    /* level: columns of indent */
	OUTLINE_HEADING, /* level: 1 to 6 */
	OUTLINE_BULLET,  /* level: 1 is the outermost */
	OUTLINE_GAP      /* a blank line, or a rule */
};

struct resume_line {
	enum resume_line_kind kind;
	int level;
	struct str text; /* one line, marks of Markdown in it */
	int number;      /* in the source, from 1 */
	bool strong;     /* all of it is */
};

struct resume_outline {
	struct arena *mem;
	struct resume_line *at;
	size_t count, room;
};

void resume_outline_add(struct resume_outline *o, struct resume_line line);
/* Fills a resume; what finds no place is kept by its line. More lines than
 * OUTLINE_LINES are refused. */
bool resume_outline_read(const struct resume_outline *o, struct resume *out,
	struct resume_report *report, struct err *err);
/* How much speaks for it that such lines are a resume: headings that are known,
 * an address, periods. 0 to 100. */
int resume_outline_sniff(const struct resume_outline *o);

#endif

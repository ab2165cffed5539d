/* resume/outline_int.h - what the files of the outline share. */
#ifndef RESUME_OUTLINE_INT_H
#define RESUME_OUTLINE_INT_H

#include "resume/build.h"
#include "resume/lines.h"
#include "resume/outline.h"
#include "resume/words.h"

/* A section while it is read. */
struct outline_reader {
	struct arena *mem;
	struct arena scratch; /* for resume_line_period */
	struct resume *out;
	struct resume_report *report;
	int what; /* a section, a heading of words.h, RESUME_NO_HEADING */
	struct str title;   /* of its heading */
	bool told_by_order; /* was noted already */
	struct buf summary;
};

struct outline_lines {
	const struct resume_line *at;
	size_t count;
};

struct str resume_outline_place(struct arena *mem, const struct resume_line *l);
void resume_outline_keep(struct outline_reader *r, const struct resume_line *l,
	struct str name, struct str text);

/* Paragraphs and bullets as one text. */
struct str resume_outline_text(struct arena *mem, struct outline_lines lines);
void resume_outline_entries(
	struct outline_reader *r, struct outline_lines lines);
void resume_outline_skills(
	struct outline_reader *r, struct outline_lines lines);
void resume_outline_items(struct outline_reader *r, struct outline_lines lines);

/* ---- one entry ----------------------------------------------------------- */

enum { DRAFT_HEADS = 6 };

/* What was gathered of an entry before it is known what is what. */
struct outline_draft {
	struct str heads[DRAFT_HEADS];
	size_t count;
	struct str above, about; /* of the heading above its own, if any */
	const struct resume_line *line; /* where it begins */
	struct resume_period period;
	bool dated;
	size_t dated_at; /* which of the heads the period stood in */
	struct str text; /* paragraphs */
	struct resume_texts bullets; /* of all levels */
};

/* Takes "GPA: 3.8" or "Courses: A, B" as a field that the entry has not. */
bool resume_outline_field(
	struct outline_reader *r, struct resume_entry *e, struct str text);
/* Is it what stands before such a colon? */
bool resume_outline_label(struct arena *mem, int section, struct str label);
/* Puts it into the section that is read. */
void resume_outline_place_draft(
	struct outline_reader *r, struct outline_draft *d);

#endif

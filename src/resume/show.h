/*
 * resume/show.h - parts of the model as other formats write them: which
 * sections there are, in their order; a place, a period. Knows no format.
 */
#ifndef RESUME_SHOW_H
#define RESUME_SHOW_H

#include "resume/convert.h"

/* A section that says something. */
struct resume_part {
	/* An enum resume_section_id, RESUME_SUMMARY (words.h), or RESUME_OWN:
	 * the owner's own. */
	int what;
	struct str id, title;
	struct str at; /* a pointer into the document */
	bool hidden;
	size_t again; /* how many before it have the same title */
	const struct resume_entries *entries; /* NULL: of the summary */
	const struct resume_custom *own;      /* NULL: one of the model's */
};
struct resume_parts {
	struct resume_part *at;
	size_t count;
};
enum { RESUME_OWN = -1 };

/* Those of meta.vitae.section_order first, then the summary, the sections of
 * JSON Resume and the owner's own. Titles are those of meta.vitae's
 * section_titles, else English. */
void resume_parts_list(
	struct arena *mem, const struct resume *r, struct resume_parts *out);

/* What an entry of any section is about: its name, title, organization ... */
struct str resume_entry_name(const struct resume_entry *e);

/*
 * The fields of an entry that are set, one after another, whether a table
 * names them or not:
 *
 *	struct resume_set f = { .e = e };
 *
 *	while (resume_set_next(mem, &f))
 *		... f.name ...
 */
struct resume_set {
	const struct resume_entry *e;
	size_t next;
	struct str name;           /* in JSON */
	struct resume_texts texts; /* one, or those of a list */
	bool list;
	const struct json *v; /* of what no table names; else NULL */
};
bool resume_set_next(struct arena *mem, struct resume_set *f);
/* Is it between two bars of "|name|title|"? */
bool resume_name_in(const char *list, struct str name);

/* "Munich, Bavaria, Germany"; STR_NONE: nothing of it is known. */
struct str resume_place_text(
	struct arena *mem, const struct resume_place *place);

/* "Mar 2020 – Present", of whatever dates an entry has; "": none. Can be read
 * again (period.h). */
struct str resume_dates_text(struct arena *mem, const struct resume_entry *e);

/* Notes what is set of meta and of the parts that no table names, but for the
 * fields of meta.vitae in `but` ("|locale|paper|"): what `format` has no
 * place for. */
void resume_note_left(struct resume_report *report, const struct resume *r,
	const char *format, const char *but);

#endif

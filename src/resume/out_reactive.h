/* resume/out_reactive.h - what the files that write Reactive Resume share. */
#ifndef RESUME_OUT_REACTIVE_H
#define RESUME_OUT_REACTIVE_H

#include "resume/convert_int.h"
#include "resume/show.h"

struct reactive_writer {
	struct arena *mem;
	const struct resume *r;
	struct json_out o;
	struct resume_report *report;
	size_t items;               /* so many have an id */
	struct resume_texts beside; /* sections of a narrow column */
};

/* A member of an item, and what it is made of. */
struct reactive_out {
	const char *theirs;
	enum {
		NAME, /* there has to be one */
		TEXT, /* of a field of ours, in the table or beside it */
		LIST,
		DATES,
		LINK,
		BODY,
		LEVEL, /* 0 to 5, of "4/5" in the field or in "rating" */
		ROLES, /* none; experience has its own way with them */
		QUOTE
	} kind;
	const char *ours;
};
extern const struct reactive_out resume_reactive_experience[];
extern const struct reactive_out resume_reactive_volunteer[];
extern const struct reactive_out resume_reactive_education[];
extern const struct reactive_out resume_reactive_awards[];
extern const struct reactive_out resume_reactive_certifications[];
extern const struct reactive_out resume_reactive_publications[];
extern const struct reactive_out resume_reactive_skills[];
extern const struct reactive_out resume_reactive_languages[];
extern const struct reactive_out resume_reactive_interests[];
extern const struct reactive_out resume_reactive_references[];
extern const struct reactive_out resume_reactive_projects[];
extern const struct reactive_out resume_reactive_texts[];
/* "items" of a part; NULL: none. */
void resume_reactive_put(struct reactive_writer *w,
	const struct resume_part *part, const struct reactive_out *fields);

/* Eleven sections; those of one's own. */
void resume_reactive_owns(
	struct reactive_writer *w, const struct resume_parts *parts);
void resume_reactive_sections(
	struct reactive_writer *w, const struct resume_parts *parts);
/* What version 5 calls a section: "certifications"; NULL: it has none. */
const char *resume_reactive_name(int section);

/* Members that every section has; `title` may be none. */
void resume_reactive_head(
	struct reactive_writer *w, struct str title, bool hidden);
/* A member that is there, even if there is no text. */
void resume_reactive_text(
	struct reactive_writer *w, const char *name, struct str text);
void resume_reactive_bool(
	struct reactive_writer *w, const char *name, bool yes);
void resume_reactive_html(struct reactive_writer *w, const char *name,
	struct str text, const struct resume_texts *bullets);
/* An item's id and that it is shown. */
void resume_reactive_id(struct reactive_writer *w, bool hidden);

#endif

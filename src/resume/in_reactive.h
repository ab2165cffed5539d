/* resume/in_reactive.h - what the files that read Reactive Resume share. */
#ifndef RESUME_IN_REACTIVE_H
#define RESUME_IN_REACTIVE_H

#include "resume/convert_int.h"

struct reactive_reader {
	struct resume_take t;
	struct resume *out;
	int version;            /* 3, 4 or 5 */
	size_t ids;             /* of items, which nobody else needs */
	size_t looks;           /* for sections that a layout names */
	struct json_out titles; /* of sections with another one than ours */
	struct buf title_text;
};

/* A section of theirs and what its items become. */
struct reactive_section {
	const char *v3, *later; /* NULL: there is none */
	enum resume_section_id section;
	const struct reactive_field *fields;
};
/* By the name that it has in a version; NULL: none. */
const struct reactive_section *resume_reactive_section(
	int version, struct str name);

/* Reads the items of a list of theirs. */
void resume_reactive_items(struct reactive_reader *r, const struct json *items,
	const struct reactive_section *section, struct resume_entries *to);

/* Rich text as paragraphs and bullets; the original is kept where it said
 * more. Either may be NULL: then it is one text with lines. */
void resume_reactive_body(struct reactive_reader *r, const struct json *v,
	struct str *text, struct resume_texts *bullets);
/* Takes "Courses: Logic, Sets" from the end of an item's text. */
void resume_reactive_labels(struct arena *mem, int section, struct str *text,
	struct resume_entry *e);
/* Of text, of { href, label } or of { url, label }. */
struct str resume_reactive_link(
	struct reactive_reader *r, const struct json *v);
/* Members that say what is so anyway are taken. */
void resume_reactive_defaults(struct reactive_reader *r, const struct json *v);

#endif

/*
 * resume/marks.h - marks within a line of Markdown become those that the
 * model's text has: **bold**, *italic*, [text](address).
 */
#ifndef RESUME_MARKS_H
#define RESUME_MARKS_H

#include "base/base.h"

/* "[name]: address" lines of a document. */
struct marks_links {
	struct marks_link {
		struct str name, url;
	} * at;
	size_t count;
	size_t added; /* bytes of addresses, of at most MARKS_BYTES */
};
enum { MARKS_BYTES = 1 << 20 };
void resume_marks_links(
	struct arena *mem, struct str text, struct marks_links *out);
/* Is the line such a definition? */
bool resume_marks_defines(const struct marks_links *links, struct str line);

/* Without code marks and backslashes; underscores become stars; links by name
 * have their address. */
struct str resume_marks_read(
	struct arena *mem, struct marks_links *links, struct str line);
/* Without <!-- comments -->, of which the line ends stay. */
struct str resume_marks_uncommented(struct arena *mem, struct str text);

/* Is it text at all, by how it begins? (in_text.c) */
bool resume_text_is(struct str bytes);

#endif

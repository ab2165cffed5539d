/*
 * resume/path.h - where a walk through a document is: a chain of steps on the
 * stack, which becomes a JSON pointer only when somebody is told.
 */
#ifndef RESUME_PATH_H
#define RESUME_PATH_H

#include "base/base.h"

struct resume_path {
	const struct resume_path *up; /* NULL: this is the document itself */
	struct str name;              /* at NULL: an entry of a list */
	size_t index;
};

static inline struct resume_path resume_path_in(
	const struct resume_path *up, struct str name)
{
	return (struct resume_path){ up, name, 0 };
}

static inline struct resume_path resume_path_at(
	const struct resume_path *up, size_t index)
{
	return (struct resume_path){ up, STR_NONE, index };
}

/* RFC 6901. */
struct str resume_path_text(struct arena *mem, const struct resume_path *p);

/* The names in a pointer, without their escapes. False: it is none. */
struct resume_tokens {
	struct str *at;
	size_t count;
};
bool resume_tokens_read(
	struct arena *mem, struct str pointer, struct resume_tokens *out);
/* An index as RFC 6901 writes it. */
bool resume_index_read(struct str token, size_t *out);

#endif

/* resume/changes_int.h - what the files that tell changes in words share. */
#ifndef RESUME_CHANGES_INT_H
#define RESUME_CHANGES_INT_H

#include "resume/align.h"
#include "resume/diff.h"

struct telling {
	struct arena *mem;
	struct resume_sums as, bs;
	struct resume_changes *out;
	size_t room;
	struct buf say; /* of the section that is told */
};

struct resume_noun {
	const char *one, *many;
};

/* Some are shown, the others counted. */
enum { RESUME_NAMES = 3 };
struct resume_names {
	struct str at[RESUME_NAMES];
	size_t count;
};
void resume_names_add(struct resume_names *names, struct str name);

/* Adds one phrase, and the names in brackets. */
void resume_say(struct telling *t, const struct resume_names *names,
	const char *fmt, ...) PRINTF_LIKE(3, 4);
/* A text, an entry, as part of a sentence. */
struct str resume_shorten(struct arena *mem, struct str s);
struct str resume_change_name(struct arena *mem, const struct json *entry);

/* Both may be NULL: there is none. `apart` are told elsewhere; ends with
 * NULL. */
void resume_tell_members(struct telling *t, const struct json *a,
	const struct json *b, const char *const *apart);
void resume_tell_entries(struct telling *t, const struct json *a,
	const struct json *b, struct resume_noun noun);

#endif

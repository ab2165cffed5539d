/* resume/variant_int.h - what the files of variant.h share. */
#ifndef RESUME_VARIANT_INT_H
#define RESUME_VARIANT_INT_H

#include "resume/patch_int.h"
#include "resume/variant.h"

struct applying {
	struct patching p;
	const struct resume_variant *v;
	struct resume_variant_notes *notes;
	size_t room;
};

/* A place that was found: a member of an object or an entry of a list, which
 * may not be there (node NULL) where its parent is. */
struct found {
	struct node *parent, *node;
	struct str name; /* in an object */
	size_t index;    /* in a list; RESUME_END: behind its last */
	bool exact;      /* not merely the likeliest */
};
#define RESUME_END SIZE_MAX

void resume_variant_note(struct applying *a, enum resume_variant_kind kind,
	const char *list, size_t index, struct str at, const char *fmt, ...)
	PRINTF_LIKE(6, 7);

enum found_kind { RESUME_FOUND, RESUME_NOT_FOUND, RESUME_FOUND_ERROR };
/* *why: what is missing. An error is one of the patch's ceilings. */
enum found_kind resume_variant_find(struct applying *a, struct str at,
	const struct json *keys, struct found *out, const char **why);

/* Switches off what its tags leave out, and takes the tags themselves out. */
bool resume_variant_tags(struct applying *a);

#endif

/*
 * tailor/edit.h - a copy of a resume that changes are applied to. Knows no
 * reason and no truth.
 */
#ifndef TAILOR_EDIT_H
#define TAILOR_EDIT_H

#include "tailor/tailor.h"

/* Lists and entries of its own; texts stay where they are. */
void edit_copy(
	struct arena *mem, const struct resume *from, struct resume *out);

/* The text (or list of texts) that a pointer names; NULL: there is none. */
struct str *edit_text(struct resume *r, struct str at);
struct resume_texts *edit_list(struct resume *r, struct str at);

/* False: what it says was before is not there. */
bool edit_apply(
	struct arena *mem, struct resume *r, const struct tailor_change *c);

#endif

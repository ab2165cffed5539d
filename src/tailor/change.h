/*
 * tailor/change.h - a change as rows of text, for who shows it or keeps it, and
 * back: what was proposed may be applied another day, by the same check.
 */
#ifndef TAILOR_CHANGE_H
#define TAILOR_CHANGE_H

#include "base/json.h"
#include "tailor/tailor.h"

struct change_told {
	struct str path, op;
	struct str before, after; /* JSON: a text, a list of texts, null */
	struct str reason, posting;
	struct {
		struct tailor_evidence *at;
		size_t count;
	} evidence;
	bool asked;         /* by its owner, in words */
	struct str verdict; /* accepted, rejected */
	struct str why;     /* it was rejected; else at NULL */
};
struct changes_told {
	struct change_told *at;
	size_t count;
};
extern const char *const change_verdicts[]; /* NULL-ended */

/* Those of one verdict, in their order. */
void changes_tell(struct arena *mem, const struct tailor_changes *all,
	bool accepted, struct changes_told *out);

/* As proposed: its verdict is not believed. False: that is no change. */
bool change_hear(struct arena *mem, const struct change_told *told,
	struct tailor_change *out, struct err *err);

#endif

/*
 * tailor/revamp.h - better wording, for no job in particular (TAI-11): changes
 * that say the same in fewer words, and suggestions where its owner alone knows
 * what to say. The changes go the way of all others, through tailor_apply(),
 * with no posting.
 */
#ifndef TAILOR_REVAMP_H
#define TAILOR_REVAMP_H

#include "tailor/tailor.h"

enum {
	REVAMP_SUGGESTIONS = 200, /* that are told; the rest is counted */
	REVAMP_WORDS = 40,        /* of a bullet; more are long */
	REVAMP_ALIKE = 3          /* bullets of a job that begin alike */
};

enum revamp_kind {
#define KIND(id, name, sentence) REVAMP_##id,
#include "tailor/revamp_kinds.def"
#undef KIND
	REVAMP_KINDS
};
struct revamp_kind_row {
	const char *name, *sentence;
};
extern const struct revamp_kind_row revamp_kinds[REVAMP_KINDS];

struct revamp_suggestion {
	struct str at, quote; /* JSON pointer into the source */
	enum revamp_kind kind;
};
struct revamp {
	struct tailor_changes changes;
	struct revamp_suggestion *at;
	size_t count, more;
};

void revamp_builtin(
	struct arena *mem, const struct resume *source, struct revamp *out);
/* Of the headline, summaries and bullets alone; with a posting, for that. */
bool revamp_suggest(struct arena *mem, const struct tailor_ask *ask,
	struct revamp *out, struct err *err);
/* Leaves what is about those. */
void revamp_keep_words(struct revamp *r);

#endif

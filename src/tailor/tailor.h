/*
 * tailor/tailor.h - a resume is made to fit a posting without saying more than
 * its owner's source does: changes, one by one, each with what it is for (the
 * posting, quoted), what proves it (the source, quoted) and whether it was
 * accepted (TAI-6, TAI-7). Who proposes them is another matter: the builtin
 * engine (builtin.c) or a model; both propose to the same check (truth.h).
 */
#ifndef TAILOR_H
#define TAILOR_H

#include "match/score.h"

enum {
	TAILOR_CHANGES = 400, /* of one resume */
	TAILOR_ITEMS = 200,   /* of a list that is put in another order */
	TAILOR_EVIDENCE = 4   /* quotes that one change is proved by */
};

enum tailor_op {
	TAILOR_SET,   /* another text */
	TAILOR_ORDER, /* the same items in another order */
	TAILOR_ADD,   /* one more item: a skill that the source proves */
	TAILOR_DROP   /* the same list without some of its items */
};
extern const char *const tailor_ops[]; /* NULL-ended */

/* A text, or a list of them. */
struct tailor_value {
	struct str text; /* at NULL: a list, or nothing was there */
	struct resume_texts list;
};

struct tailor_evidence {
	struct str at, quote; /* JSON pointer into the source */
};

struct tailor_change {
	struct str at; /* JSON pointer into the source */
	enum tailor_op op;
	struct tailor_value before, after;
	struct str reason;
	struct str quote; /* of the posting */
	struct tailor_evidence evidence[TAILOR_EVIDENCE];
	size_t evidences;
	bool asked; /* by its owner, in words: it may cost points */
	bool accepted;
	struct str why; /* it was not */
};

struct tailor_changes {
	struct tailor_change *at;
	size_t count;
};

struct tailor_ask {
	const struct resume *source;
	const struct posting *posting; /* NULL: for none; nothing is scored */
	struct str instructions;       /* of its owner, in words; may be none */
	int now; /* months since year 0, as for profile.h */
};

/* What an engine says: changes, in the order in which they apply. It applies
 * none. */
typedef bool tailor_engine(struct arena *mem, const struct tailor_ask *ask,
	struct tailor_changes *out, struct err *err);
tailor_engine tailor_builtin;

struct tailor_result {
	struct resume resume;
	struct tailor_changes changes; /* accepted or not */
	float before, after;           /* scores */
};

/* Checks each change against the source, applies those that hold, and checks
 * the whole once more. What lowers the score is not taken. */
bool tailor_apply(struct arena *mem, const struct tailor_ask *ask,
	struct tailor_changes *changes, struct tailor_result *out,
	struct err *err);

#endif

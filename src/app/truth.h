/*
 * app/truth.h - may a resume say this? A text that somebody wants to put in a
 * place of it is held against the rest (tailor/truth.h), and what it says more
 * is told. Nothing is kept.
 */
#ifndef APP_TRUTH_H
#define APP_TRUTH_H

#include "app/given.h"
#include "tailor/truth.h"

enum { APP_TRUTH_TEXT = 20000, APP_TRUTH_PATH = 200 };

struct truth_given {
	struct given given; /* the resume */
	struct str path;    /* of the text; empty: about all of it */
	struct str text;
};
struct truth_fault_told {
	struct str kind, what, why;
};
struct truth_told {
	bool holds;
	struct {
		struct truth_fault_told *at;
		size_t count;
	} faults;
};

/* OWN; computes, with nothing open. */
bool app_truth(struct call *c, const struct truth_given *in,
	struct truth_told *out, struct err *err);

#endif

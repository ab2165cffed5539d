/*
 * resume/runs.h - two texts as runs of words: what stayed, what was inserted,
 * what was deleted, for people who read the one as the other, corrected. The
 * runs that stayed and those inserted are the new text, byte by byte; those
 * that stayed and those deleted the old one.
 *
 * Lines are compared first, then the words within lines that changed. The
 * fewest edits are found while there are at most RESUME_RUNS_EDITS of one kind
 * between two places that are the same; beyond, what stands between them is
 * deleted and inserted whole.
 */
#ifndef RESUME_RUNS_H
#define RESUME_RUNS_H

#include "base/base.h"

enum { RESUME_RUNS_EDITS = 400 };

enum resume_run_kind {
	RESUME_RUN_SAME,
	RESUME_RUN_DELETED,
	RESUME_RUN_INSERTED,
	RESUME_RUN_KINDS
};
struct resume_run {
	enum resume_run_kind kind;
	struct str text; /* points into the texts */
};
struct resume_runs {
	struct resume_run *at;
	size_t count, room;
};

void resume_runs_of(struct arena *mem, struct str from, struct str to,
	struct resume_runs *out);

#endif

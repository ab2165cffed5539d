/*
 * work/child.h - what all parsers in the jail do alike: read everything, answer
 * or say why not.
 */
#ifndef WORK_CHILD_H
#define WORK_CHILD_H

#include "base/base.h"

typedef bool work_child_answer(
	struct arena *mem, struct str bytes, struct buf *out, struct err *err);

/* The body of a jail_parser whose answer has at most so many bytes. */
int work_child_run(int in, int out, size_t most, work_child_answer *answer);

#endif

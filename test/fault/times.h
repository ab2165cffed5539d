/*
 * test/fault/times.h - how thorough to be: VITAE_FAULT_TIMES=10 does ten
 * times as much of everything that is done at random moments.
 */
#ifndef TIMES_H
#define TIMES_H

#include "base/base.h"

#include <stdlib.h>

static inline int fault_times(int count)
{
	const char *text = getenv("VITAE_FAULT_TIMES");
	int64_t n;

	return text && str_int(str_c(text), &n) && n > 0 && n <= 1000
		       ? count * (int)n
		       : count;
}

#endif

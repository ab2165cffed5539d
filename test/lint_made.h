/*
 * test/lint_made.h - what tests of lint ask of its findings.
 */
#ifndef LINT_MADE_H
#define LINT_MADE_H

#include "test.h"

#include "match/lint.h"

MAYBE size_t count_of(const struct lint *l, const char *code)
{
	size_t n = 0;

	for (size_t i = 0; i < l->count; i++)
		n += !strcmp(lint_rows[l->at[i].code].code, code);
	return n;
}

MAYBE void check_none(const struct lint *l)
{
	for (size_t i = 0; i < l->count; i++)
		test_fail(__FILE__, __LINE__, "%s at %.*s: %.*s",
			lint_rows[l->at[i].code].code, STR_ARG(l->at[i].at),
			STR_ARG(l->at[i].what));
}

#endif

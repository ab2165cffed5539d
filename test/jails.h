/*
 * test/jails.h - opening a jail and running a parser in it, for the programs
 * that try it; each has parsers of its own.
 */
#ifndef JAILS_H
#define JAILS_H

#include "help.h"
#include "jail/jail.h"

enum { JAILS_ANSWER = 64 << 20 };

MAYBE struct jail *jails_open(
	const struct jail_kind *kinds, struct jail_options options)
{
	struct jail *j = NULL;
	struct err err = { 0 };

	if (!jail_open(kinds, &options, &j, &err) || !jail_self_test(j, &err))
		test_fail(__FILE__, __LINE__, "no jail (%s)", err.text);
	return j;
}

struct outcome {
	bool ok;
	struct str answer;
	struct err err;
};

MAYBE struct outcome run(struct jail *j, const char *kind, struct str input)
{
	struct outcome o = { 0 };
	struct buf b;

	buf_init(&b, &test_mem, JAILS_ANSWER);
	o.ok = jail_run_bytes(
		j, jail_kind_find(j, str_c(kind)), input, &b, &o.err);
	o.answer = buf_str(&b);
	return o;
}

#endif

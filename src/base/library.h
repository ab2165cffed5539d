/*
 * base/library.h - libraries that are loaded when they are first needed: most
 * commands need neither PostgreSQL nor HTTP, and loading these and the forty
 * that they bring along takes longer than rendering a resume.
 *
 * A room lists the functions in a .def and has them in a struct of pointers;
 * macros of the same names keep calls as they were (db/pg_lib.h).
 */
#ifndef LIBRARY_H
#define LIBRARY_H

#include "base/base.h"

struct library {
	const char *file;         /* "libpq.so.5" */
	const char *what;         /* "PostgreSQL's client (libpq)" */
	const char *const *names; /* ends with NULL */
	void **functions;         /* as many; set once, all or none */
};

/* Any number of times, from any thread. */
bool library_load(const struct library *library, struct err *err);

#endif

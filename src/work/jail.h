/*
 * work/jail.h - the jail of this program: which parsers there are
 * (parsers.def), and how it is opened, tried and spoken of.
 *
 * A server comes up whether the jail closes or not. Where it does not, no
 * file is read, the log and the health checks say what is missing, and all
 * the rest works: JAIL=degraded goes on with layers missing.
 */
#ifndef WORK_JAIL_H
#define WORK_JAIL_H

#include "app/health.h"
#include "jail/jail.h"

#include <pthread.h>

#define PARSER(name, function, ...) jail_parser work_parse_##function;
#include "work/parsers.def"
#undef PARSER

/* For main(): see jail_child_main. */
extern const struct jail_kind work_parsers[];

/* Loads what opens encrypted files. */
void work_warm_intake(const char *none);
/* Loads the languages that the jail of pictures is opened with. */
void work_warm_ocr(const char *languages);

struct work_jail {
	struct house *house;
	struct jail *jail; /* NULL: it cannot be closed here */
	bool threaded;     /* `thread` tries it */
	pthread_t thread;
	struct err err; /* why it does not hold; ERR_NONE: it does */
};

/* Opens it for the house, whose handlers of jobs use it, and begins to try it;
 * how that ends is logged and told to the health checks. Milliseconds, so a
 * server listens first. */
void work_jail_open(struct work_jail *out, struct house *h);
void work_jail_close(struct work_jail *j); /* or one that is all zero */

/* Opens and tries one for who has no house; `running_most` as in jail.h. */
bool work_jail_open_alone(struct work_jail *out,
	const struct settings *settings, int running_most, struct err *err);

/* Opens, tries and closes one, for a terminal: how it is, and in words. */
enum health work_jail_about(
	struct arena *mem, const struct settings *settings, struct str *out);

#endif

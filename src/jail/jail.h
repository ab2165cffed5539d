/*
 * jail/jail.h - runs one parser on untrusted bytes in a locked child. Knows
 * no format.
 *
 * The child may read its input, use so much memory and time, write an answer
 * and exit. It has no files, no network, no other process and no memory of
 * this one; a system call that is not on the list ends it. The answer is as
 * untrusted as the input: read it like any other.
 *
 * Children are forked by a small process of our own, the zygote: this same
 * program started afresh with an empty environment, so that neither has
 * anything of ours to find. main() calls jail_child_main() first of all;
 * jail_open() may come at any time. doc/jail.md draws all of it.
 *
 * Builds with VITAE_OPEN_JAIL cannot close it, because their runtime (ASan's,
 * coverage's) needs the calls that it forbids: there a child has some limits,
 * and no lock. jail_is_open() says so.
 */
#ifndef JAIL_H
#define JAIL_H

#include "base/base.h"

enum { JAIL_RUNNING_MOST = 64 };

struct jail_limits {
	size_t memory, answer; /* bytes; memory counts the program too */
	int cpu_s, wall_ms;
};

/* Reads `in`, writes its answer to `out`, returns 0. Any other number refuses
 * the input; what was written is then one sentence for people that says why.
 * Standard error leads nowhere. */
typedef int jail_parser(int in, int out);

struct jail_kind {
	const char *name;
	jail_parser *run;
	/* Called once in the zygote, before the doors close, with what
	 * jail_options.with says: loads what the parser needs from files of
	 * our own. It starts no threads. */
	void (*warm)(const char *with);
	/* Folders that the parser may read while it runs, ended by NULL; one
	 * that is not there is none. NULL: none, and that is best. */
	const char *const *data;
	struct jail_limits limits;
};

struct jail_options {
	bool degraded;    /* go on with layers missing (JAIL=degraded) */
	int running_most; /* children at a time; 0: 4 */
	int wait_ms;      /* for one of them to end; 0: 30 s */
	const char *with; /* for warm(), lives as long as the jail; NULL: "".
			     No secret: a list of processes shows it. */
};

struct jail;

/* `kinds` ends with a name of NULL; main() gives the same list to both. Fails
 * with ERR_BROKEN, naming what this machine lacks. Without seccomp and limits
 * there is no jail, degraded or not. */
void jail_child_main(int argc, char **argv, const struct jail_kind *kinds);
bool jail_open(const struct jail_kind *kinds,
	const struct jail_options *options, struct jail **out, struct err *err);
void jail_close(struct jail *jail);

/* Tries to break out in every way that jail/attempts.def lists; false when
 * one of them is not refused. Until it has passed jail_run is ERR_BUSY. Takes
 * milliseconds. */
bool jail_self_test(struct jail *jail, struct err *err);

bool jail_is_open(void);
/* The layers that this machine lacks, as text; nothing: all are held. */
void jail_missing(const struct jail *jail, struct buf *out);

const struct jail_kind *jail_kind_find(
	const struct jail *jail, struct str name);

/* May be called by many threads. `fd` is a file, read from its beginning
 * whatever its offset, or a pipe. The answer is added to `answer`, and is
 * gone again when the run fails: ERR_UNTRUSTED when it is the input's doing,
 * ERR_BUSY and ERR_BROKEN when it is ours. */
bool jail_run(struct jail *jail, const struct jail_kind *kind, int fd,
	struct buf *answer, struct err *err);
bool jail_run_bytes(struct jail *jail, const struct jail_kind *kind,
	struct str bytes, struct buf *answer, struct err *err);

#endif

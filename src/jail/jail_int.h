/*
 * jail/jail_int.h - what the two sides of the jail share: the words between
 * server and zygote, and the lock that a child closes behind itself.
 *
 *   jail.c       opens, counts who runs, starts the zygote again
 *   run.c        the server's side of one child: waits, kills, judges
 *   wire.c       messages with descriptors
 *   zygote.c     the other side: forks a child for each request
 *   lock.c       what a child does to itself before it reads a byte
 *   empty.c      the namespaces that all children share, with nothing inside
 *   landlock.c   which files a child may read
 *   filter.c     the list of system calls as a seccomp program
 *   self_test.c  tries to break out
 */
#ifndef JAIL_INT_H
#define JAIL_INT_H

#include <linux/filter.h>
#include <stdint.h>
#include <sys/types.h>

#include "jail/jail.h"

/* ---- layers ------------------------------------------------------------- */

enum jail_layer {
#define LAYER(name, must, text, help) JAIL_LAYER_##name,
#include "jail/layers.def"
#undef LAYER
	JAIL_LAYERS
};

/* ---- words between server and zygote ------------------------------------ */

/* What the zygote says first. */
struct jail_hello {
	int why[JAIL_LAYERS]; /* errno; 0: the layer holds */
};

enum jail_mode {
	JAIL_LOCKED, /* a parser of the list */
	JAIL_SOFT,   /* the attempts; what is forbidden fails and goes on */
	JAIL_BARE,   /* the attempts, without seccomp */
	JAIL_DEADLY, /* one attempt, which must kill */
};

/* Comes with three descriptors: input, answer, report. */
struct jail_request {
	enum jail_mode mode;
	unsigned kind; /* of the list, when LOCKED */
};
enum { JAIL_REQUEST_FDS = 3 };

enum jail_step { /* of a child that locks itself in */
	JAIL_STEP_FILES,
	JAIL_STEP_ROOT,
	JAIL_STEP_USER,
	JAIL_STEP_LIMITS,
	JAIL_STEP_LANDLOCK,
	JAIL_STEP_SECCOMP,
};

/* What a dying child leaves behind for the zygote. It may be a lie. */
struct jail_note {
	int call; /* the forbidden system call, or -1 */
	int no_memory;
};

/* What one child took in all, by the kernel's account. */
struct jail_used {
	int64_t cpu_us;
	size_t memory; /* bytes, at most at a time */
};

/* Goes back over the report socket: STARTED with the child's pidfd, or
 * NOT_STARTED; perhaps NOT_LOCKED, from the child; last ENDED. */
struct jail_report {
	enum { JAIL_STARTED, JAIL_NOT_STARTED, JAIL_NOT_LOCKED, JAIL_ENDED } is;
	int why;             /* errno, when something could not be done */
	enum jail_step step; /* NOT_LOCKED */
	int status;          /* ENDED: as wait() gives it */
	struct jail_note note;
	struct jail_used used; /* ENDED */
};

/* ---- wire.c ------------------------------------------------------------- */

bool jail_wire_send(int sock, const void *message, size_t size, const int *fds,
	size_t count);
/* False: the other side is gone, or what came is not this message. Fills
 * fds[], closed over exec, with `count` descriptors or with -1s. */
bool jail_wire_take(
	int sock, void *message, size_t size, int *fds, size_t count);

/* ---- the zygote's side -------------------------------------------------- */

/* Who runs parsers when the server is root, or inside the namespaces: a user
 * whom no distribution and no systemd gives to anybody. */
enum { JAIL_NOBODY = 65533 };

/* Where the zygote finds its socket. */
enum { JAIL_FD_CONTROL = 3 };

/* Goes into empty namespaces; the caller goes on as their first process, and
 * the old process waits for it. *root becomes an empty folder. Gives 0, or
 * errno and nothing has changed. */
int jail_empty_enter(int *root);

/* 0 or errno. Only `data` can be read from here on. */
int jail_landlock_close(const char *const *data);
int jail_landlock_abi(void); /* 0: none */

enum { JAIL_FILTER_MOST = 640, JAIL_SOFT_ERRNO = 2345 };
struct jail_filter {
	struct sock_filter code[JAIL_FILTER_MOST];
	unsigned short len;
};
/* `self` is the process that may abort() itself. */
void jail_filter_build(struct jail_filter *f, bool data, bool soft, pid_t self);
/* A call that no kernel has, and that kills even in a handler of SIGSYS. */
enum { JAIL_DEADLY_CALL = 0xffff };
const char *jail_call_name(int nr); /* or NULL */

struct jail_lock {
	const struct jail_kind *kind;
	enum jail_mode mode;
	bool held[JAIL_LAYERS];
	int in, out, report, root;
	struct jail_note *note;
};
/* Locks, runs, exits. The child of a fork calls it at once. */
_Noreturn void jail_lock_run(const struct jail_lock *lock);

/* ---- the attempts ------------------------------------------------------- */

/* The kinds that run them: their input is the server's process id, their
 * answer one errno an attempt, 0: it got through. */
extern const struct jail_kind jail_attempts, jail_bare, jail_deadly;

/* ---- the server's side -------------------------------------------------- */

struct jail_job {
	const struct jail_kind *kind;
	enum jail_mode mode;
	int fd;
	struct buf *answer;
};
/* Runs when there is room, and once more when the zygote was lost. */
bool jail_job_run(struct jail *j, const struct jail_job *job, struct err *err);
/* One child. *lost: the zygote is gone, and the child with it. */
bool jail_job_try(struct jail *j, const struct jail_job *job, bool *lost,
	struct err *err);
/* Sends the request to the zygote. */
bool jail_ask(struct jail *j, const struct jail_job *job,
	const int fds[JAIL_REQUEST_FDS]);
bool jail_holds(const struct jail *j, enum jail_layer layer);
void jail_set_tested(struct jail *j, bool passed);
pid_t jail_zygote(struct jail *j);
/* The most of each that a child took since this was last asked: for who
 * measures. */
void jail_used_add(struct jail *j, const struct jail_used *used);
struct jail_used jail_used_most(struct jail *j);

#endif

/*
 * jail/self_test.c - tries to break out, in children like any other, and
 * fails when an attempt is not refused.
 *
 * Three children. In the first a forbidden call fails with an errno that only
 * our filter gives, so that all attempts can be made in one life. The second
 * has no filter: the layers below must hold alone what they are there for. The
 * third makes one forbidden call in earnest and must die of it.
 */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "jail/jail_int.h"

enum { ASKED_PORT = 9 };

/* ---- inside ------------------------------------------------------------- */

static long forked(long pid)
{
	if (pid == 0)
		_exit(0);
	return pid;
}

/* Whoever hears that nobody listens has reached somebody. */
static long reached(int type)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_port = htons(ASKED_PORT),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	long s = syscall(__NR_socket, AF_INET, type, 0), n;

	if (s < 0)
		return -1;
	n = type == SOCK_STREAM
		    ? syscall(__NR_connect, s, &a, sizeof(a))
		    : syscall(__NR_sendto, s, "x", 1, 0, &a, sizeof(a));
	return n < 0 && errno == ECONNREFUSED ? 0 : n;
}

static const struct {
	const char *name;
	enum jail_layer held_by;
	int32_t soft; /* what the filter says in the first child */
} attempts[] = {
#define ATTEMPT(name, layer, way) \
	{ #name, JAIL_LAYER_##layer, JAIL_SOFT_ERRNO },
#define QUIET(name, layer, why, way) { #name, JAIL_LAYER_##layer, why },
#include "jail/attempts.def"
#undef ATTEMPT
#undef QUIET
};

static int attempt_all(int in, int out)
{
	static _Alignas(4096) char page[4096];
	static int32_t said[LENGTH(attempts)];
	const char *passwd = "/etc/passwd";
	const struct iovec some = { page, 8 };
	char *argv[] = { (char *)(uintptr_t) "true", NULL };
	const rlim_t infinite[2] = { RLIM_INFINITY, RLIM_INFINITY };
	int32_t server;
	size_t i = 0;

	if (read(in, &server, sizeof(server)) != sizeof(server))
		return 1;
#define ATTEMPT(name, layer, way) \
	errno = 0;                \
	said[i++] = (way) == -1 ? errno : 0;
#define QUIET(name, layer, why, way) ATTEMPT(name, layer, way)
#include "jail/attempts.def"
#undef ATTEMPT
#undef QUIET
	return write(out, said, sizeof(said)) != sizeof(said);
}

static int attempt_one(int in, int out)
{
	(void)in;
	(void)out;
	return syscall(__NR_socket, AF_INET, SOCK_STREAM, 0) >= 0;
}

#define ATTEMPT_LIMITS                                                    \
	{                                                                 \
		.memory = (size_t)4 << 30,                                \
		.answer = sizeof(int32_t) * LENGTH(attempts), .cpu_s = 5, \
		.wall_ms = 10000                                          \
	}

/* Folders to read, though none: this kind keeps its root folder, so that it is
 * Landlock alone that refuses files to it. */
static const char *const no_folders[] = { NULL };

const struct jail_kind jail_bare = { .name = "bare",
	.run = attempt_all,
	.data = no_folders,
	.limits = ATTEMPT_LIMITS };
const struct jail_kind jail_attempts = {
	.name = "attempts", .run = attempt_all, .limits = ATTEMPT_LIMITS
};
const struct jail_kind jail_deadly = {
	.name = "deadly", .run = attempt_one, .limits = ATTEMPT_LIMITS
};

/* ---- outside ------------------------------------------------------------ */

static bool failed(struct err *err, const char *what, const char *how)
{
	return err_set(err, ERR_BROKEN,
		"the jail does not hold: '%s' is not refused%s", what, how);
}

static bool soft_judge(
	const struct jail *j, const int32_t *said, struct err *err)
{
	(void)j;
	for (size_t i = 0; i < LENGTH(attempts); i++)
		if (said[i] != attempts[i].soft)
			return failed(err, attempts[i].name, "");
	return true;
}

static bool bare_judge(
	const struct jail *j, const int32_t *said, struct err *err)
{
	for (size_t i = 0; i < LENGTH(attempts); i++)
		if (attempts[i].held_by != JAIL_LAYER_SECCOMP &&
			jail_holds(j, attempts[i].held_by) && said[i] == 0)
			return failed(
				err, attempts[i].name, " without seccomp");
	return true;
}

typedef bool judge(const struct jail *j, const int32_t *said, struct err *err);

static bool attempts_run(struct jail *j, enum jail_mode mode, judge *judged,
	int input, struct arena *mem, struct err *err)
{
	int32_t said[LENGTH(attempts)];
	struct jail_job job = { &jail_attempts, mode, input, NULL };
	struct buf answer;

	buf_init(&answer, mem, sizeof(said));
	job.answer = &answer;
	if (!jail_job_run(j, &job, err))
		return err_in(err, "the jail's test");
	if (answer.len != sizeof(said))
		return failed(err, "execve", "");
	memcpy(said, answer.at, sizeof(said));
	return judged(j, said, err);
}

static bool deadly_run(
	struct jail *j, int input, struct arena *mem, struct err *err)
{
	struct jail_job job = { &jail_deadly, JAIL_DEADLY, input, NULL };
	struct err end = { 0 };
	struct buf answer;

	buf_init(&answer, mem, 64);
	job.answer = &answer;
	if (jail_job_run(j, &job, &end) || end.code != ERR_UNTRUSTED ||
		!strstr(end.text, "'socket'"))
		return failed(err, "socket", ", or not deadly");
	return true;
}

/* In an empty namespace the server's number must mean nobody; the first ones
 * are our own. */
static int server_pipe(void)
{
	int32_t server = getpid() > JAIL_RUNNING_MOST ? getpid() : INT32_MAX;
	int pipes[2];

	if (pipe2(pipes, O_CLOEXEC))
		return -1;
	if (write(pipes[1], &server, sizeof(server)) != sizeof(server)) {
		close(pipes[0]);
		pipes[0] = -1;
	}
	close(pipes[1]);
	return pipes[0];
}

static bool try_mode(struct jail *j, enum jail_mode mode, struct err *err)
{
	int input = server_pipe();
	struct arena mem = { 0 };
	bool ok;

	if (input < 0)
		return err_set(err, ERR_BUSY, "the jail's test has no pipe");
	if (mode == JAIL_DEADLY)
		ok = deadly_run(j, input, &mem, err);
	else
		ok = attempts_run(j, mode,
			mode == JAIL_SOFT ? soft_judge : bare_judge, input,
			&mem, err);
	close(input);
	arena_free(&mem);
	return ok;
}

bool jail_self_test(struct jail *j, struct err *err)
{
	bool ok = jail_is_open() ||
		  (try_mode(j, JAIL_SOFT, err) && try_mode(j, JAIL_BARE, err) &&
			  try_mode(j, JAIL_DEADLY, err));

	jail_set_tested(j, ok);
	return ok;
}

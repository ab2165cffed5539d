/*
 * jail/zygote.c - the small process that forks a child for each request.
 *
 * It is this program started afresh, has one thread, opens no file and
 * listens to the server alone. When the server ends its socket closes; it
 * ends then, and with it every child.
 */
#include <errno.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "jail/jail_int.h"

struct child {
	pid_t pid;
	int pidfd, report;
	struct jail_note *note;
};

struct zygote {
	const struct jail_kind *kinds;
	struct jail_hello hello;
	struct child children[JAIL_RUNNING_MOST];
	nfds_t running;
	int root;
};

/* ---- one child ---------------------------------------------------------- */

/* A page of its own: two children must have nothing in common. */
static struct jail_note *note_new(void)
{
	struct jail_note *n = mmap(NULL, sizeof(*n), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (n == MAP_FAILED)
		return NULL;
	n->call = -1;
	return n;
}

static const struct jail_kind *kind_of(
	const struct zygote *z, const struct jail_request *q)
{
	switch (q->mode) {
	case JAIL_LOCKED:
		return &z->kinds[q->kind];
	case JAIL_SOFT:
		return &jail_attempts;
	case JAIL_BARE:
		return &jail_bare;
	default:
		return &jail_deadly;
	}
}

static pid_t child_fork(const struct zygote *z, const struct jail_request *q,
	const int *fds, struct jail_note *note)
{
	struct jail_lock l = { .kind = kind_of(z, q),
		.mode = q->mode,
		.in = fds[0],
		.out = fds[1],
		.report = fds[2],
		.root = z->root,
		.note = note };
	pid_t pid;

	for (int i = 0; i < JAIL_LAYERS; i++)
		l.held[i] = z->hello.why[i] == 0;
	pid = fork();
	if (pid == 0)
		jail_lock_run(&l);
	return pid;
}

/* Gives 0 or errno. */
static int child_start(
	struct zygote *z, const struct jail_request *q, const int *fds)
{
	struct child c = { .pidfd = -1, .report = fds[2] };
	int why = EAGAIN;

	if (z->running == JAIL_RUNNING_MOST)
		return why;
	c.note = note_new();
	c.pid = c.note ? child_fork(z, q, fds, c.note) : -1;
	if (c.pid > 0)
		c.pidfd = (int)syscall(__NR_pidfd_open, c.pid, 0);
	if (c.pidfd >= 0) {
		z->children[z->running++] = c;
		return 0;
	}
	why = errno;
	if (c.pid > 0) {
		kill(c.pid, SIGKILL);
		waitpid(c.pid, NULL, 0);
	}
	if (c.note)
		munmap(c.note, sizeof(*c.note));
	return why;
}

static void request_serve(struct zygote *z)
{
	struct jail_request q;
	struct jail_report r = { .is = JAIL_STARTED };
	int fds[JAIL_REQUEST_FDS];

	if (!jail_wire_take(
		    JAIL_FD_CONTROL, &q, sizeof(q), fds, JAIL_REQUEST_FDS))
		_exit(0);
	if (fds[2] < 0)
		return;
	r.why = child_start(z, &q, fds);
	if (r.why)
		r.is = JAIL_NOT_STARTED;
	jail_wire_send(fds[2], &r, sizeof(r),
		&z->children[z->running - !r.why].pidfd, !r.why);
	if (r.why)
		close(fds[2]);
	close(fds[0]);
	close(fds[1]);
}

static int64_t us_of(const struct timeval *t)
{
	return (int64_t)t->tv_sec * 1000000 + t->tv_usec;
}

static void child_end(struct zygote *z, nfds_t i)
{
	struct child c = z->children[i];
	struct jail_report r = { .is = JAIL_ENDED };
	struct rusage used = { 0 };

	if (wait4(c.pid, &r.status, 0, &used) < 0)
		r.status = 0x7f;
	r.used.cpu_us = us_of(&used.ru_utime) + us_of(&used.ru_stime);
	r.used.memory = (size_t)used.ru_maxrss << 10;
	r.note = *c.note;
	jail_wire_send(c.report, &r, sizeof(r), NULL, 0);
	munmap(c.note, sizeof(*c.note));
	close(c.report);
	close(c.pidfd);
	z->children[i] = z->children[--z->running];
}

_Noreturn static void serve(struct zygote *z)
{
	struct pollfd p[JAIL_RUNNING_MOST + 1];

	for (;;) {
		nfds_t running = z->running;

		p[0] = (struct pollfd){ JAIL_FD_CONTROL, POLLIN, 0 };
		for (nfds_t i = 0; i < running; i++)
			p[i + 1] = (struct pollfd){ z->children[i].pidfd,
				POLLIN, 0 };
		if (poll(p, running + 1, -1) < 0 && errno != EINTR)
			_exit(1);
		/* from the end, because the last takes a freed place */
		for (nfds_t i = running; i-- > 0;)
			if (p[i + 1].revents)
				child_end(z, i);
		if (p[0].revents)
			request_serve(z);
	}
}

/* ---- the start ---------------------------------------------------------- */

static int seccomp_ask(void)
{
	const uint32_t kill_process = SECCOMP_RET_KILL_PROCESS;

	return syscall(__NR_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &kill_process)
		       ? errno
		       : 0;
}

_Noreturn static void zygote_run(
	const struct jail_kind *kinds, const char *with)
{
	static struct zygote z;

	z.kinds = kinds;
	signal(SIGPIPE, SIG_IGN);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	z.hello.why[JAIL_LAYER_SECCOMP] = seccomp_ask();
	z.hello.why[JAIL_LAYER_LANDLOCK] = jail_landlock_abi() ? 0 : ENOSYS;
	z.hello.why[JAIL_LAYER_NAMESPACES] = jail_empty_enter(&z.root);
	for (const struct jail_kind *k = kinds; k->name; k++)
		if (k->warm)
			k->warm(with);
	/* children of the same user must not look into us */
	prctl(PR_SET_DUMPABLE, 0);
	if (!jail_wire_send(
		    JAIL_FD_CONTROL, &z.hello, sizeof(z.hello), NULL, 0))
		_exit(1);
	serve(&z);
}

void jail_child_main(int argc, char **argv, const struct jail_kind *kinds)
{
	int type = 0;
	socklen_t size = sizeof(type);

	if (argc < 2 || strcmp(argv[1], "jail-zygote") != 0)
		return;
	if (getsockopt(JAIL_FD_CONTROL, SOL_SOCKET, SO_TYPE, &type, &size) ||
		type != SOCK_SEQPACKET) {
		fputs("vitae: jail-zygote is started by the server only\n",
			stderr);
		_exit(2);
	}
	zygote_run(kinds, argc > 2 ? argv[2] : "");
}

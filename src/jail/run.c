/*
 * jail/run.c - the server's side of one child: hands over the input, takes
 * the answer, watches the clock, kills, and says what happened. See jail.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/time.h"
#include "base/utf8.h"
#include "jail/jail_int.h"

enum {
	PIECE = 64 * 1024,
	REASON_MOST = 200, /* of what a parser says when it refuses */
	DYING_MS = 5000,   /* from SIGKILL to the end, on a bad day */
};

struct run {
	const struct jail_job *job;
	int answer, report, pidfd;
	int64_t end_us;
	size_t before; /* what stood in the buffer already */
	enum { GOING, LATE, TALKATIVE } stopped;
	bool started, ended, lost;
	struct jail_report trouble, end;
};

/* ---- while it runs ------------------------------------------------------ */

static void child_kill(const struct run *r)
{
	if (r->pidfd >= 0)
		syscall(__NR_pidfd_send_signal, r->pidfd, SIGKILL, NULL, 0);
}

static void stop(struct run *r, int why)
{
	if (r->stopped != GOING)
		return;
	r->stopped = why;
	r->end_us = time_mono_us() + DYING_MS * 1000;
	child_kill(r);
}

static void take_report(struct run *r)
{
	struct jail_report in;
	int pidfd;

	if (!jail_wire_take(r->report, &in, sizeof(in), &pidfd, 1)) {
		r->lost = true;
		return;
	}
	switch (in.is) {
	case JAIL_STARTED:
		r->started = true;
		r->pidfd = pidfd;
		if (r->stopped != GOING) /* before we knew whom to kill */
			child_kill(r);
		break;
	case JAIL_NOT_STARTED:
		r->ended = true;
		r->trouble = in;
		break;
	case JAIL_NOT_LOCKED:
		r->trouble = in;
		break;
	case JAIL_ENDED:
		r->ended = true;
		r->end = in;
	}
}

/* False when there is no more to come for now. */
static bool take_answer(struct run *r)
{
	struct buf *b = r->job->answer;
	char piece[PIECE];
	ssize_t n = read(r->answer, piece, sizeof(piece));

	if (n <= 0)
		return n < 0 && errno == EINTR;
	if (r->stopped == GOING &&
		(size_t)n > r->job->kind->limits.answer - (b->len - r->before))
		stop(r, TALKATIVE);
	if (r->stopped == GOING) {
		buf_add(b, str_of(piece, (size_t)n));
		if (!buf_ok(b))
			stop(r, TALKATIVE);
	}
	return true;
}

static void watch(struct run *r)
{
	bool open = true;

	while (!r->ended && !r->lost) {
		struct pollfd p[2] = { { r->report, POLLIN, 0 },
			{ open ? r->answer : -1, POLLIN, 0 } };
		int64_t left_us = r->end_us - time_mono_us();
		int n = left_us <= 0 ? 0
				     : poll(p, 2, (int)(left_us / 1000) + 1);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0 && r->stopped != GOING)
			r->lost = true; /* not even SIGKILL is heard */
		else if (n <= 0)
			stop(r, LATE);
		/* the answer first: the end comes last */
		if (n > 0 && p[1].revents)
			open = take_answer(r);
		if (n > 0 && p[0].revents)
			take_report(r);
	}
	while (r->ended && take_answer(r))
		;
}

/* ---- what happened ------------------------------------------------------ */

static bool no(struct err *err, const char *what, const char *why)
{
	return err_set(err, ERR_UNTRUSTED, "the file could not be read: %s%s",
		what, why);
}

/* What a parser says is for people, but may come from anybody. */
static bool refused(struct run *r, struct err *err)
{
	struct buf *b = r->job->answer, clean;
	struct str said = str_of(b->at + r->before, b->len - r->before);
	struct str line;

	if (said.len > REASON_MOST)
		said.len = REASON_MOST;
	buf_init(&clean, b->mem, 4 * REASON_MOST);
	utf8_mend(&clean, said);
	for (size_t i = 0; i < clean.len; i++)
		if ((unsigned char)clean.at[i] < ' ' || clean.at[i] == 127)
			clean.at[i] = ' ';
	line = str_trim(buf_str(&clean));
	if (line.len == 0)
		line = str_fmt(b->mem, "its reader gave up (status %d)",
			WEXITSTATUS(r->end.status));
	line = utf8_fit(line, REASON_MOST);
	return err_set(err, ERR_UNTRUSTED, "the file could not be read: %.*s",
		STR_ARG(line));
}

static bool forbidden(const struct run *r, struct err *err)
{
	const char *name = jail_call_name(r->end.note.call);

	if (name)
		return err_set(err, ERR_UNTRUSTED,
			"the file could not be read safely: it made its reader "
			"ask for '%s', which is forbidden",
			name);
	return err_set(err, ERR_UNTRUSTED,
		"the file could not be read safely: it made its reader ask for "
		"a forbidden system call (%d)",
		r->end.note.call);
}

static bool signalled(struct run *r, struct err *err)
{
	const struct jail_limits *most = &r->job->kind->limits;
	int sig = WTERMSIG(r->end.status);

	if (sig == SIGSYS)
		return forbidden(r, err);
	if (sig == SIGXCPU)
		return err_set(err, ERR_UNTRUSTED,
			"the file could not be read: it takes more than %d s "
			"of computing",
			most->cpu_s);
	if (r->end.note.no_memory)
		return err_set(err, ERR_UNTRUSTED,
			"the file could not be read: it takes more than %zu MB "
			"of memory",
			most->memory >> 20);
	if (sig == SIGKILL)
		return err_set(err, ERR_BUSY,
			"a reader of files was killed by the system, perhaps "
			"because memory is scarce; try again later");
	return no(err, "its reader crashed, ", strsignal(sig));
}

static bool troubled(const struct run *r, struct err *err)
{
	static const char *const steps[] = { "files", "root folder", "user",
		"limits", "Landlock", "seccomp" };

	if (r->trouble.is == JAIL_NOT_STARTED)
		return err_set(err, ERR_BUSY,
			"no reader of files could be started: %s",
			strerror(r->trouble.why));
	return err_set(err, ERR_BROKEN,
		"a reader of files could not lock itself in (%s): %s",
		r->trouble.step < LENGTH(steps) ? steps[r->trouble.step] : "?",
		strerror(r->trouble.why));
}

static bool judge(struct run *r, struct err *err)
{
	const struct jail_limits *most = &r->job->kind->limits;

	if (r->trouble.why)
		return troubled(r, err);
	if (r->stopped == LATE)
		return err_set(err, ERR_UNTRUSTED,
			"the file could not be read: it takes more than "
			"%d.%d s",
			most->wall_ms / 1000, most->wall_ms / 100 % 10);
	if (r->stopped == TALKATIVE)
		return err_set(err, ERR_UNTRUSTED,
			"the file could not be read: what is in it is more "
			"than %zu bytes",
			most->answer);
	if (WIFSIGNALED(r->end.status))
		return signalled(r, err);
	if (!WIFEXITED(r->end.status))
		return err_set(err, ERR_BROKEN, "a reader of files got lost");
	return WEXITSTATUS(r->end.status) == 0 || refused(r, err);
}

/* ---- the input ---------------------------------------------------------- */

/* A file is opened anew: the child must neither write to it nor move an offset
 * that somebody else uses. A pipe is handed over as it is. */
static int input_open(int fd)
{
	char path[32];
	struct stat st;

	if (fstat(fd, &st))
		return -1;
	if (!S_ISREG(st.st_mode))
		return fcntl(fd, F_DUPFD_CLOEXEC, 0);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	return open(path, O_RDONLY | O_CLOEXEC);
}

/* ---- one child ---------------------------------------------------------- */

static void undo(struct run *r)
{
	r->job->answer->len = r->before;
	r->job->answer->overflow = false;
}

static void shut(int *fds, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (fds[i] >= 0)
			close(fds[i]);
}

bool jail_job_try(
	struct jail *j, const struct jail_job *job, bool *lost, struct err *err)
{
	int pipes[2] = { -1, -1 }, socks[2] = { -1, -1 };
	int input = input_open(job->fd);
	struct run r = { .job = job, .pidfd = -1, .before = job->answer->len };
	bool ok;

	*lost = false;
	if (input < 0)
		return err_set(err, ERR_BROKEN,
			"a file cannot be handed to its reader: %s",
			strerror(errno));
	if (pipe2(pipes, O_CLOEXEC | O_NONBLOCK) ||
		socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, socks)) {
		err_set(err, ERR_BUSY,
			"no reader of files could be started: %s",
			strerror(errno));
		shut((int[]){ pipes[0], pipes[1], input }, 3);
		return false;
	}
	/* the child's end waits: parsers do not expect EAGAIN */
	fcntl(pipes[1], F_SETFL, 0);
	r.answer = pipes[0];
	r.report = socks[0];
	r.end_us = time_mono_us() + job->kind->limits.wall_ms * INT64_C(1000);
	r.lost = !jail_ask(j, job, (int[]){ input, pipes[1], socks[1] });
	shut((int[]){ input, pipes[1], socks[1] }, 3);
	watch(&r);
	*lost = r.lost;
	if (r.ended)
		jail_used_add(j, &r.end.used);
	ok = r.lost ? err_set(err, ERR_BUSY,
			      "the process that starts readers of files ended")
		    : judge(&r, err);
	if (!ok)
		undo(&r);
	shut((int[]){ r.answer, r.report, r.pidfd }, 3);
	return ok;
}

bool jail_run(struct jail *j, const struct jail_kind *kind, int fd,
	struct buf *answer, struct err *err)
{
	const struct jail_job job = { kind, JAIL_LOCKED, fd, answer };

	return jail_job_run(j, &job, err);
}

static bool all_written(int fd, struct str bytes)
{
	while (bytes.len) {
		ssize_t n = write(fd, bytes.at, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		bytes = str_of(bytes.at + n, bytes.len - (size_t)n);
	}
	return true;
}

bool jail_run_bytes(struct jail *j, const struct jail_kind *kind,
	struct str bytes, struct buf *answer, struct err *err)
{
	int fd = memfd_create("jail", MFD_CLOEXEC);
	bool ok = fd >= 0 && all_written(fd, bytes);

	if (!ok)
		err_set(err, ERR_BUSY, "no room for the input of a reader: %s",
			strerror(errno));
	ok = ok && jail_run(j, kind, fd, answer, err);
	if (fd >= 0)
		close(fd);
	return ok;
}

/*
 * cmd/mcp_child.c - a command of this program as a process of its own: what it
 * writes is read up to a ceiling, and it can be ended by somebody else.
 */
#include "cmd/mcp.h"

#include "base/time.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	OUT_MOST = 48 << 20,
	SAID_MOST = 64 * 1024,
	READ_BYTES = 64 * 1024,
	RUN_MOST_MS = 15 * 60 * 1000
};

struct cmd_child_hold {
	pthread_mutex_t lock;
	pid_t pid; /* 0: it does not run */
	bool cancelled;
};

void cmd_child_hold_open(struct arena *mem, struct cmd_child *c)
{
	c->hold = ARENA_NEW(mem, struct cmd_child_hold);
	pthread_mutex_init(&c->hold->lock, NULL);
}

void cmd_child_cancel(struct cmd_child_hold *hold)
{
	pthread_mutex_lock(&hold->lock);
	hold->cancelled = true;
	if (hold->pid)
		kill(hold->pid, SIGTERM);
	pthread_mutex_unlock(&hold->lock);
}

/* ---- starting ----------------------------------------------------------- */

static bool spawn(struct cmd_child *c, const int out[2], const int said[2],
	struct err *err)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t none;
	pid_t pid;
	int rc = 0;

	sigemptyset(&none);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&files, out[1], 1);
	posix_spawn_file_actions_adddup2(&files, said[1], 2);
	pthread_mutex_lock(&c->hold->lock);
	if (!c->hold->cancelled)
		rc = posix_spawn(&pid, "/proc/self/exe", &files, &attr,
			(char *const *)(uintptr_t)c->argv, environ);
	else
		rc = ECANCELED;
	c->hold->pid = rc ? 0 : pid;
	pthread_mutex_unlock(&c->hold->lock);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attr);
	return !rc ||
	       err_set(err, ERR_BROKEN, "the command could not be started: %s",
		       strerror(rc));
}

/* ---- reading ------------------------------------------------------------ */

/* False: it says no more. */
static bool take(int fd, struct buf *to)
{
	char bytes[READ_BYTES];
	ssize_t n = read(fd, bytes, sizeof(bytes));

	if (n > 0)
		buf_add(to, str_of(bytes, (size_t)n));
	return n > 0 || (n < 0 && errno == EINTR);
}

static void read_both(struct cmd_child *c, int out_fd, int said_fd,
	struct buf *out, struct buf *said)
{
	struct pollfd fds[2] = { { out_fd, POLLIN, 0 },
		{ said_fd, POLLIN, 0 } };
	struct buf *to[2] = { out, said };
	int64_t until_us = time_mono_us() + RUN_MOST_MS * 1000LL;

	while (fds[0].fd >= 0 || fds[1].fd >= 0) {
		int64_t left_ms = (until_us - time_mono_us()) / 1000;

		if (left_ms <= 0) {
			cmd_child_cancel(c->hold);
			return;
		}
		poll(fds, 2, (int)left_ms);
		for (int i = 0; i < 2; i++)
			if (fds[i].fd >= 0 && fds[i].revents &&
				!take(fds[i].fd, to[i]))
				fds[i].fd = -1;
	}
}

/* Until then its number is its own. */
static int reap(struct cmd_child *c)
{
	siginfo_t info;
	int status = 0;
	pid_t pid = c->hold->pid;

	while (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) < 0 &&
		errno == EINTR)
		;
	pthread_mutex_lock(&c->hold->lock);
	c->hold->pid = 0;
	pthread_mutex_unlock(&c->hold->lock);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool run_with_pipes(struct arena *mem, struct cmd_child *c, int out[2],
	int said[2], struct err *err)
{
	struct buf heard, warned;
	bool ok;

	buf_init(&heard, mem, OUT_MOST);
	buf_init(&warned, mem, SAID_MOST);
	ok = spawn(c, out, said, err);
	close(out[1]);
	close(said[1]);
	if (ok) {
		read_both(c, out[0], said[0], &heard, &warned);
		c->exit_status = reap(c);
		c->out = heard.len ? buf_str(&heard) : STR("");
		c->said = warned.len ? buf_str(&warned) : STR("");
	}
	close(out[0]);
	close(said[0]);
	return ok && (buf_ok(&heard) || err_set(err, ERR_TOO_BIG,
						"what it wrote is more than "
						"%d MB; give 'output'",
						OUT_MOST >> 20));
}

bool cmd_child_run(struct arena *mem, struct cmd_child *c, struct err *err)
{
	int out[2], said[2];

	if (pipe2(out, O_CLOEXEC))
		return err_set(err, ERR_BUSY, "too many files are open");
	if (pipe2(said, O_CLOEXEC)) {
		close(out[0]);
		close(out[1]);
		return err_set(err, ERR_BUSY, "too many files are open");
	}
	return run_with_pipes(mem, c, out, said, err);
}

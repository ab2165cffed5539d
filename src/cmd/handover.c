/* cmd/handover.c - see handover.h. */
#include "cmd/handover.h"

#include "base/time.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum { READY_MS = 60 * SECOND_MS, SYSTEMD_FD = 3 };

static const char LISTEN[] = "VITAE_LISTEN_FD", READY[] = "VITAE_READY_FD";

static int number(const char *name)
{
	const char *text = getenv(name);
	int64_t n;

	return text && str_int(str_c(text), &n) && n >= 0 && n < 1 << 20
		       ? (int)n
		       : -1;
}

int cmd_handover_listener(void)
{
	int fd = number(LISTEN);

	if (fd < 0 && number("LISTEN_PID") == getpid() &&
		number("LISTEN_FDS") > 0)
		fd = SYSTEMD_FD;
	if (fd >= 0)
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	return fd;
}

/* ---- saying it ---------------------------------------------------------- */

static void tell_systemd(const char *state, pid_t pid)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	char text[64];
	int fd, n;

	if (!path || strlen(path) >= sizeof(to.sun_path))
		return;
	memcpy(to.sun_path, path, strlen(path));
	if (*path == '@')
		to.sun_path[0] = '\0';
	n = snprintf(text, sizeof(text), "%sMAINPID=%d\n", state, (int)pid);
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return;
	/* when nobody listens there, nobody wants to know */
	(void)!sendto(fd, text, (size_t)n, MSG_NOSIGNAL, (struct sockaddr *)&to,
		(socklen_t)(offsetof(struct sockaddr_un, sun_path) +
			    strlen(path)));
	close(fd);
}

void cmd_handover_ready(void)
{
	int fd = number(READY);

	if (fd >= 0) {
		(void)!write(fd, "1", 1);
		close(fd);
	}
	tell_systemd("READY=1\n", getpid());
}

void cmd_handover_stopping(void) { tell_systemd("STOPPING=1\n", getpid()); }

/* ---- the successor ------------------------------------------------------ */

/* The command line that this process was started with, and its program as it
 * is found now: a new version under the old name is what is wanted. */
static bool own_command(
	struct arena *mem, char ***argv, char **path, struct err *err)
{
	char *text = arena_alloc(mem, 128 * 1024);
	int fd = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, text, 128 * 1024 - 1);
	ssize_t link;
	int count = 0;

	if (fd >= 0)
		close(fd);
	*path = arena_alloc(mem, 4096);
	link = readlink("/proc/self/exe", *path, 4095);
	if (n <= 0 || link <= 0)
		return err_set(err, ERR_BROKEN,
			"cannot find out how this process was started");
	/* a replaced program shows as "/usr/bin/vitae (deleted)" */
	if (str_ends(str_of(*path, (size_t)link), STR(" (deleted)")))
		(*path)[link - 10] = '\0';
	*argv = ARENA_LIST(mem, char *, (size_t)n + 1);
	for (char *p = text; p < text + n; p += strlen(p) + 1)
		(*argv)[count++] = p;
	return true;
}

static bool is_ours(const char *entry)
{
	static const char *const names[] = { LISTEN, READY, "LISTEN_PID",
		"LISTEN_FDS" };
	struct str rest = str_c(entry), name = str_cut(&rest, '=');

	for (size_t i = 0; i < LENGTH(names); i++)
		if (str_is(name, names[i]))
			return true;
	return false;
}

/* The environment as it was given to us, but with the descriptors of the
 * successor for ours. */
static char **with_fds(struct arena *mem, int listen_fd, int ready_fd)
{
	size_t n = 0, kept = 0;
	char **all;

	while (environ[n])
		n++;
	all = ARENA_LIST(mem, char *, n + 3);
	for (size_t i = 0; i < n; i++)
		if (!is_ours(environ[i]))
			all[kept++] = environ[i];
	all[kept++] =
		(char *)(uintptr_t)str_fmt(mem, "%s=%d", LISTEN, listen_fd).at;
	all[kept++] =
		(char *)(uintptr_t)str_fmt(mem, "%s=%d", READY, ready_fd).at;
	return all;
}

static bool start(struct arena *mem, int listen_fd, int ready_fd, pid_t *pid,
	struct err *err)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t none;
	char **argv, *path;
	int rc;

	if (!own_command(mem, &argv, &path, err))
		return false;
	sigemptyset(&none);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK);
	posix_spawn_file_actions_init(&files);
	/* onto itself: stays open in the child alone */
	posix_spawn_file_actions_adddup2(&files, listen_fd, listen_fd);
	posix_spawn_file_actions_adddup2(&files, ready_fd, ready_fd);
	rc = posix_spawn(pid, path, &files, &attr, argv,
		with_fds(mem, listen_fd, ready_fd));
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attr);
	return !rc || err_set(err, ERR_BROKEN, "cannot start '%s': %s", path,
			      strerror(rc));
}

/* Readable when this process is told to stop; the signal stays pending. */
static int stop_signals(void)
{
	sigset_t stops;

	sigemptyset(&stops);
	sigaddset(&stops, SIGTERM);
	sigaddset(&stops, SIGINT);
	return signalfd(-1, &stops, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* Its "1", or the end of the pipe when it died, or too long a silence. What
 * did not come up is ended for good: it may hold the database. */
static bool wait_ready(int fd, pid_t pid, struct err *err)
{
	int stops = stop_signals();
	struct pollfd p[2] = { { fd, POLLIN, 0 }, { stops, POLLIN, 0 } };
	int woken = poll(p, 2, READY_MS);
	char word = 0;
	bool ok = p[0].revents && read(fd, &word, 1) == 1;

	if (stops >= 0)
		close(stops);
	if (ok) {
		tell_systemd("", pid);
		return true;
	}
	kill(pid, SIGKILL);
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
	return err_set(err, ERR_BROKEN,
		"the new server (process %d) did not come up%s", (int)pid,
		woken == 0     ? " in time"
		: p[0].revents ? ""
			       : " before this one was told to stop");
}

bool cmd_handover(int listen_fd, struct err *err)
{
	struct arena mem = { 0 };
	int fds[2];
	pid_t pid = 0;
	bool ok;

	if (pipe2(fds, O_CLOEXEC))
		return err_set(err, ERR_BROKEN, "no pipe: %s", strerror(errno));
	ok = start(&mem, listen_fd, fds[1], &pid, err);
	close(fds[1]);
	ok = ok && wait_ready(fds[0], pid, err);
	close(fds[0]);
	arena_free(&mem);
	return ok;
}

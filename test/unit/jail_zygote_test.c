/*
 * test/unit/jail_zygote_test.c - the jail under many threads, when its zygote
 * dies, and on a machine that lacks something.
 */
#include "jails.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "jail/jail_int.h"

static int echoes(int in, int out)
{
	char piece[4096];
	ssize_t n;

	while ((n = read(in, piece, sizeof(piece))) > 0)
		if (write(out, piece, (size_t)n) != n)
			return 1;
	return n < 0;
}

static int asks_for_a_socket(int in, int out)
{
	(void)in;
	(void)out;
	syscall(__NR_socket, 0, 0, 0);
	return 0;
}

#define LIMITS .limits = { 512 << 20, 1000, 20, 60000 }
static const struct jail_kind kinds[] = {
	{ "echoes", echoes, LIMITS },
	{ "asks_for_a_socket", asks_for_a_socket, LIMITS },
	{ .name = NULL },
};

void test_main_hook(int argc, char **argv)
{
	jail_child_main(argc, argv, kinds);
}

struct asker {
	struct jail *j;
	const char *kind;
	int times, failures;
	enum err_code code;
	char sentence[256];
};

static void *asks(void *arg)
{
	struct asker *a = arg;
	struct arena mem = { 0 };

	for (int i = 0; i < a->times; i++) {
		char text[32];
		struct err err = { 0 };
		struct buf b;

		snprintf(text, sizeof(text), "%p %d", arg, i);
		buf_init(&b, &mem, 1000);
		if (!jail_run_bytes(a->j, jail_kind_find(a->j, str_c(a->kind)),
			    str_c(text), &b, &err) ||
			!str_is(buf_str(&b), text)) {
			a->failures++;
			a->code = err.code;
			snprintf(a->sentence, sizeof(a->sentence), "%s",
				err.text);
		}
		arena_reset(&mem);
	}
	arena_free(&mem);
	return NULL;
}

TEST(many_threads_may_ask_at_once)
{
	struct jail *j = jails_open(kinds, (struct jail_options){ 0 });
	struct asker a[8];
	pthread_t t[LENGTH(a)];

	for (size_t i = 0; i < LENGTH(a); i++) {
		a[i] = (struct asker){ .j = j, .kind = "echoes", .times = 20 };
		NEED(!pthread_create(&t[i], NULL, asks, &a[i]));
	}
	for (size_t i = 0; i < LENGTH(a); i++) {
		pthread_join(t[i], NULL);
		if (a[i].failures)
			test_fail(__FILE__, __LINE__, "%d of %d: %s",
				a[i].failures, a[i].times, a[i].sentence);
	}
	jail_close(j);
}

struct holder {
	struct jail *j;
	int fd;
	bool ok;
	struct err err;
};

static void *holds_a_place(void *arg)
{
	struct holder *h = arg;
	struct arena mem = { 0 };
	struct buf b;

	buf_init(&b, &mem, 1000);
	h->ok = jail_run(
		h->j, jail_kind_find(h->j, STR("echoes")), h->fd, &b, &h->err);
	arena_free(&mem);
	return NULL;
}

/* Until a child has read what is in the pipe. */
static void wait_for_a_reader(int fd)
{
	int left = 1;

	for (int i = 0; i < 5000 && left > 0; i++) {
		usleep(1000);
		ioctl(fd, FIONREAD, &left);
	}
}

TEST(only_so_many_run_and_who_waits_too_long_is_told)
{
	struct jail *j = jails_open(kinds,
		(struct jail_options){ .running_most = 1, .wait_ms = 10 });
	struct holder h = { .j = j };
	struct outcome o;
	int pipes[2];
	pthread_t t;

	NEED(!pipe2(pipes, O_CLOEXEC) && write(pipes[1], "x", 1) == 1);
	h.fd = pipes[0];
	NEED(!pthread_create(&t, NULL, holds_a_place, &h));
	wait_for_a_reader(pipes[0]);
	o = run(j, "echoes", STR("x"));
	OK(!o.ok);
	SAME_INT(o.err.code, ERR_BUSY);
	OK(o.err.retry_after_ms > 0);
	close(pipes[1]);
	pthread_join(t, NULL);
	OK_ERR(h.ok, h.err);
	OK(run(j, "echoes", STR("x")).ok);
	close(pipes[0]);
	jail_close(j);
}

/* Comes back when it has died, which may take the kernel a moment. */
static pid_t end_zygote(struct jail *j)
{
	pid_t pid = jail_zygote(j);
	siginfo_t how;

	if (pid <= 0 || kill(pid, SIGKILL))
		return 0;
	/* the jail may have reaped it meanwhile */
	if (waitid(P_PID, (id_t)pid, &how, WEXITED | WNOWAIT) &&
		errno != ECHILD)
		return 0;
	return pid;
}

TEST(a_zygote_that_dies_is_started_again)
{
	struct jail *j = jails_open(kinds, (struct jail_options){ 0 });
	struct asker a[4];
	pthread_t t[LENGTH(a)];
	pid_t was = end_zygote(j);

	NEED(was > 0);
	OK(run(j, "echoes", STR("x")).ok);
	OK(jail_zygote(j) != was);
	/* and while it is used */
	for (size_t i = 0; i < LENGTH(a); i++) {
		a[i] = (struct asker){ .j = j, .kind = "echoes", .times = 30 };
		NEED(!pthread_create(&t[i], NULL, asks, &a[i]));
	}
	usleep(20000);
	OK(end_zygote(j) > 0);
	for (size_t i = 0; i < LENGTH(a); i++) {
		pthread_join(t[i], NULL);
		if (a[i].failures)
			test_fail(__FILE__, __LINE__, "%d: %s", a[i].failures,
				a[i].sentence);
	}
	jail_close(j);
}

/* Everybody ends with the server, however it ends. */
TEST(a_closed_jail_leaves_no_process)
{
	struct jail *j = jails_open(kinds, (struct jail_options){ 0 });
	pid_t zygote = jail_zygote(j);

	OK(kill(zygote, 0) == 0);
	jail_close(j);
	OK(kill(zygote, 0) < 0 && errno == ESRCH);
}

/* ---- a machine that lacks something ------------------------------------- */

static bool put_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool ok = fd >= 0 &&
		  write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (fd >= 0)
		close(fd);
	return ok;
}

/* Becomes a user who can make no namespaces. */
static bool become_powerless(void)
{
	const uid_t id = geteuid() ? geteuid() : 64999;
	struct __user_cap_header_struct head = { _LINUX_CAPABILITY_VERSION_3,
		0 };
	struct __user_cap_data_struct none[2] = { 0 };
	char map[64];

	snprintf(map, sizeof(map), "1000 %u 1", id);
	return (geteuid() || !setresuid(id, id, id)) &&
	       !prctl(PR_SET_DUMPABLE, 1) && !unshare(CLONE_NEWUSER) &&
	       put_text("/proc/self/uid_map", map) &&
	       put_text("/proc/sys/user/max_user_namespaces", "0") &&
	       !syscall(__NR_capset, &head, none);
}

enum { CANNOT_TRY = 77 };

static int without_namespaces(void)
{
	struct jail_options options = { 0 };
	struct err err = { 0 };
	struct jail *j;
	struct buf b;

	if (!become_powerless())
		return CANNOT_TRY;
	OK(!jail_open(kinds, &options, &j, &err));
	SAME_INT(err.code, ERR_BROKEN);
	OK(strstr(err.text, "no empty namespaces") != NULL);
	OK(strstr(err.text, "JAIL=degraded") != NULL);
	options.degraded = true;
	if (!jail_open(kinds, &options, &j, &err)) {
		test_fail(__FILE__, __LINE__, "%s", err.text);
		return 1;
	}
	buf_init(&b, &test_mem, 1000);
	jail_missing(j, &b);
	OK(str_starts(buf_str(&b), STR("empty namespaces (")));
	OK_ERR(jail_self_test(j, &err), err);
	OK(run(j, "echoes", STR("x")).ok);
	if (!jail_is_open())
		SAME_INT(run(j, "asks_for_a_socket", STR("")).err.code,
			ERR_UNTRUSTED);
	jail_close(j);
	return test_failing();
}

TEST(without_namespaces_the_jail_opens_only_when_told_to)
{
	int status = 0;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		int code = without_namespaces();

		fflush(stdout);
		_exit(code);
	}
	NEED(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
	if (WEXITSTATUS(status) == CANNOT_TRY)
		printf("    (cannot be made to lack them here: not tried)\n");
	else
		SAME_INT(WEXITSTATUS(status), 0);
}

TEST(what_is_missing_is_said_in_words)
{
	struct jail *j =
		jails_open(kinds, (struct jail_options){ .degraded = true });
	struct buf b;

	buf_init(&b, &test_mem, 1000);
	jail_missing(j, &b);
	for (int i = 0; i < JAIL_LAYERS; i++)
		if (!jail_holds(j, i))
			printf("    (missing here: %.*s)\n",
				STR_ARG(buf_str(&b)));
	OK(b.len > 0 || (jail_holds(j, JAIL_LAYER_NAMESPACES) &&
				jail_holds(j, JAIL_LAYER_LANDLOCK)));
	jail_close(j);
}

/*
 * jail/jail.c - opens the jail, keeps its zygote alive, and lets only so many
 * children run at a time. See jail.h.
 */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "jail/jail_int.h"

enum {
	RUNNING_MOST = 4,
	WAIT_MS = 30000,
	START_MS = 30000, /* for the zygote, whose kinds may load data */
};

struct jail {
	const struct jail_kind *kinds;
	size_t kind_count;
	struct jail_options options;
	struct jail_hello hello;

	pthread_mutex_t lock; /* for all below */
	pthread_cond_t room;
	int running, control;
	pid_t zygote;
	unsigned generation; /* of the zygote */
	enum { UNTESTED, PASSED, FAILED } test;
	struct jail_used most;
};

static const struct {
	bool must;
	const char *text, *help;
} layers[] = {
#define LAYER(name, must, text, help) { must, text, help },
#include "jail/layers.def"
#undef LAYER
};

/* ---- the zygote --------------------------------------------------------- */

/* It starts as this program again, with nothing of ours: no environment, no
 * descriptor, no signal blocked, and out of reach of a terminal's Ctrl-C. */
static int spawn(int sock, const char *with, pid_t *out)
{
	char *argv[] = { (char *)(uintptr_t) "vitae",
		(char *)(uintptr_t) "jail-zygote", (char *)(uintptr_t)with,
		NULL };
	char *env[] = { NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	sigset_t all, none;
	int why;

	sigfillset(&all);
	sigemptyset(&none);
	posix_spawnattr_init(&how);
	posix_spawnattr_setsigdefault(&how, &all);
	posix_spawnattr_setsigmask(&how, &none);
	posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGDEF |
					       POSIX_SPAWN_SETSIGMASK |
					       POSIX_SPAWN_SETSID);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, sock, JAIL_FD_CONTROL);
	for (int fd = 0; fd < 3; fd++)
		posix_spawn_file_actions_addopen(
			&files, fd, "/dev/null", O_RDWR, 0);
	posix_spawn_file_actions_addclosefrom_np(&files, JAIL_FD_CONTROL + 1);
	why = posix_spawn(out, "/proc/self/exe", &files, &how, argv, env);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&how);
	return why;
}

static void zygote_end(struct jail *j)
{
	if (j->control >= 0)
		close(j->control);
	if (j->zygote > 0) {
		kill(j->zygote, SIGKILL);
		while (waitpid(j->zygote, NULL, 0) < 0 && errno == EINTR)
			;
	}
	j->control = -1;
	j->zygote = 0;
}

static bool hello_take(struct jail *j, struct jail_hello *out)
{
	struct pollfd p = { j->control, POLLIN, 0 };

	return poll(&p, 1, START_MS) == 1 &&
	       jail_wire_take(j->control, out, sizeof(*out), NULL, 0);
}

static bool zygote_start(
	struct jail *j, struct jail_hello *out, struct err *err)
{
	int socks[2], why;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, socks))
		return err_set(err, ERR_BROKEN, "the jail has no socket: %s",
			strerror(errno));
	why = spawn(socks[1], j->options.with, &j->zygote);
	close(socks[1]);
	j->control = socks[0];
	if (!why && hello_take(j, out))
		return true;
	if (why)
		j->zygote = 0;
	zygote_end(j);
	return err_set(err, ERR_BROKEN,
		"the process that starts readers of files did not start%s%s",
		why ? ": " : "", why ? strerror(why) : "");
}

/* ---- layers ------------------------------------------------------------- */

bool jail_holds(const struct jail *j, enum jail_layer layer)
{
	return j->hello.why[layer] == 0;
}

void jail_missing(const struct jail *j, struct buf *out)
{
	const char *between = "";

	for (int i = 0; i < JAIL_LAYERS; i++) {
		if (jail_holds(j, i))
			continue;
		buf_addf(out, "%s%s (%s)", between, layers[i].text,
			strerror(j->hello.why[i]));
		between = ", ";
	}
}

static bool layers_check(
	const struct jail *j, const struct jail_hello *hello, struct err *err)
{
	for (int i = 0; i < JAIL_LAYERS; i++)
		if (hello->why[i] && (layers[i].must || !j->options.degraded))
			return err_set(err, ERR_BROKEN,
				"files cannot be read safely here: no %s "
				"(%s); %s",
				layers[i].text, strerror(hello->why[i]),
				layers[i].help);
	return true;
}

/* After a zygote was lost. Another thread may have done it already. */
static bool zygote_again(struct jail *j, unsigned lost, struct err *err)
{
	struct jail_hello hello;
	bool ok = true;

	pthread_mutex_lock(&j->lock);
	if (j->generation == lost) {
		zygote_end(j);
		ok = zygote_start(j, &hello, err) &&
		     layers_check(j, &hello, err);
		for (int i = 0; ok && i < JAIL_LAYERS; i++)
			if (hello.why[i] && jail_holds(j, i))
				ok = err_set(err, ERR_BROKEN,
					"the jail cannot be closed again: no "
					"%s (%s)",
					layers[i].text, strerror(hello.why[i]));
		if (ok)
			j->generation++;
		else
			zygote_end(j);
	}
	pthread_mutex_unlock(&j->lock);
	return ok;
}

pid_t jail_zygote(struct jail *j)
{
	pid_t pid;

	pthread_mutex_lock(&j->lock);
	pid = j->zygote;
	pthread_mutex_unlock(&j->lock);
	return pid;
}

/* ---- running ------------------------------------------------------------ */

static struct timespec in_ms(int ms)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	t.tv_sec += ms / 1000;
	t.tv_nsec += ms % 1000 * 1000000L;
	if (t.tv_nsec >= 1000000000L) {
		t.tv_sec++;
		t.tv_nsec -= 1000000000L;
	}
	return t;
}

static bool slot_take(struct jail *j, unsigned *generation)
{
	struct timespec until = in_ms(j->options.wait_ms);
	int late = 0;

	pthread_mutex_lock(&j->lock);
	while (!late && j->running == j->options.running_most)
		late = pthread_cond_timedwait(&j->room, &j->lock, &until);
	if (j->running < j->options.running_most) {
		late = 0;
		j->running++;
	}
	*generation = j->generation;
	pthread_mutex_unlock(&j->lock);
	return !late;
}

static void slot_give(struct jail *j)
{
	pthread_mutex_lock(&j->lock);
	j->running--;
	pthread_cond_signal(&j->room);
	pthread_mutex_unlock(&j->lock);
}

bool jail_ask(struct jail *j, const struct jail_job *job,
	const int fds[JAIL_REQUEST_FDS])
{
	struct jail_request q = { .mode = job->mode };
	bool ok;

	if (job->mode == JAIL_LOCKED) {
		q.kind = (unsigned)(job->kind - j->kinds);
		assert(q.kind < j->kind_count);
	}
	pthread_mutex_lock(&j->lock);
	ok = j->control >= 0 &&
	     jail_wire_send(j->control, &q, sizeof(q), fds, JAIL_REQUEST_FDS);
	pthread_mutex_unlock(&j->lock);
	return ok;
}

static bool may_run(struct jail *j, const struct jail_job *job, struct err *err)
{
	int test;

	pthread_mutex_lock(&j->lock);
	test = j->test;
	pthread_mutex_unlock(&j->lock);
	if (test == PASSED || job->mode != JAIL_LOCKED)
		return true;
	if (test == FAILED)
		return err_set(err, ERR_BROKEN,
			"files are not read here: the jail failed its test");
	err_set(err, ERR_BUSY, "the jail is still being tested");
	err->retry_after_ms = 1000;
	return false;
}

/* What a child has read from a pipe is gone. */
static bool try_again(struct jail *j, const struct jail_job *job,
	const struct err *first, struct err *err)
{
	struct stat st;
	bool lost;

	if (fstat(job->fd, &st) || !S_ISREG(st.st_mode)) {
		*err = *first;
		return false;
	}
	return jail_job_try(j, job, &lost, err);
}

bool jail_job_run(struct jail *j, const struct jail_job *job, struct err *err)
{
	struct err first = { 0 };
	unsigned generation;
	bool ok, lost;

	if (!may_run(j, job, err))
		return false;
	if (!slot_take(j, &generation)) {
		err_set(err, ERR_BUSY, "too many files are being read");
		err->retry_after_ms = j->options.wait_ms;
		return false;
	}
	ok = jail_job_try(j, job, &lost, &first);
	if (!ok && !lost)
		*err = first;
	if (lost)
		ok = zygote_again(j, generation, err) &&
		     try_again(j, job, &first, err);
	slot_give(j);
	return ok;
}

void jail_used_add(struct jail *j, const struct jail_used *used)
{
	struct jail_used *most = &j->most;

	pthread_mutex_lock(&j->lock);
	if (used->cpu_us > most->cpu_us)
		most->cpu_us = used->cpu_us;
	if (used->memory > most->memory)
		most->memory = used->memory;
	pthread_mutex_unlock(&j->lock);
}

struct jail_used jail_used_most(struct jail *j)
{
	struct jail_used most;

	pthread_mutex_lock(&j->lock);
	most = j->most;
	j->most = (struct jail_used){ 0 };
	pthread_mutex_unlock(&j->lock);
	return most;
}

void jail_set_tested(struct jail *j, bool passed)
{
	pthread_mutex_lock(&j->lock);
	j->test = passed ? PASSED : FAILED;
	pthread_mutex_unlock(&j->lock);
}

/* ---- opening ------------------------------------------------------------ */

static void locks_init(struct jail *j)
{
	pthread_condattr_t clock;

	pthread_mutex_init(&j->lock, NULL);
	pthread_condattr_init(&clock);
	pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
	pthread_cond_init(&j->room, &clock);
	pthread_condattr_destroy(&clock);
}

bool jail_open(const struct jail_kind *kinds,
	const struct jail_options *options, struct jail **out, struct err *err)
{
	struct jail *j = mem_alloc(sizeof(*j));

	j->kinds = kinds;
	while (kinds[j->kind_count].name)
		j->kind_count++;
	j->options = *options;
	if (!j->options.with)
		j->options.with = "";
	if (!j->options.running_most)
		j->options.running_most = RUNNING_MOST;
	if (!j->options.wait_ms)
		j->options.wait_ms = WAIT_MS;
	assert(j->options.running_most <= JAIL_RUNNING_MOST);
	j->control = -1;
	locks_init(j);
	if (zygote_start(j, &j->hello, err) &&
		layers_check(j, &j->hello, err)) {
		*out = j;
		return true;
	}
	jail_close(j);
	return false;
}

void jail_close(struct jail *j)
{
	if (!j)
		return;
	zygote_end(j);
	pthread_cond_destroy(&j->room);
	pthread_mutex_destroy(&j->lock);
	mem_free(j);
}

const struct jail_kind *jail_kind_find(const struct jail *j, struct str name)
{
	for (size_t i = 0; i < j->kind_count; i++)
		if (str_is(name, j->kinds[i].name))
			return &j->kinds[i];
	return NULL;
}

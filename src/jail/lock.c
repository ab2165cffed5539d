/*
 * jail/lock.c - what a child does to itself before it reads a byte. A step
 * that fails is reported and ends it; no parser runs in half a jail.
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "jail/jail_int.h"

enum {
	IN = STDIN_FILENO,
	OUT = STDOUT_FILENO,
	REPORT = 3,
	FILES = 16,
	FILES_WITH_DATA = 64,
	STACK_BYTES = 8 << 20,
	NOT_LOCKED = 125,
};

#ifdef VITAE_OPEN_JAIL
static const bool closed = false;
#else
static const bool closed = true;
#endif

bool jail_is_open(void) { return !closed; }

static void need(bool ok, enum jail_step step)
{
	struct jail_report r = {
		.is = JAIL_NOT_LOCKED, .why = errno, .step = step
	};

	if (ok)
		return;
	jail_wire_send(REPORT, &r, sizeof(r), NULL, 0);
	_exit(NOT_LOCKED);
}

/* ---- files and user ----------------------------------------------------- */

/* The zygote's own numbers are below those that came with the request. */
static bool files_keep(const struct jail_lock *l)
{
	return dup2(l->in, IN) == IN && dup2(l->out, OUT) == OUT &&
	       dup2(l->report, REPORT) == REPORT;
}

static bool root_leave(const struct jail_lock *l)
{
	if (!closed || l->kind->data || !l->held[JAIL_LAYER_NAMESPACES])
		return true;
	return !fchdir(l->root) && !chroot(".");
}

static bool rights_drop(void)
{
	struct __user_cap_header_struct head = {
		.version = _LINUX_CAPABILITY_VERSION_3
	};
	struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = { 0 };

	return !syscall(__NR_capset, &head, none);
}

static bool user_become(void)
{
	const uid_t id = JAIL_NOBODY;

	if (geteuid() == 0 && (setgroups(0, NULL) || setresgid(id, id, id) ||
				      setresuid(id, id, id)))
		return false;
	/* after the user, because a change of user forgets it */
	return rights_drop() && !prctl(PR_SET_PDEATHSIG, SIGKILL) &&
	       !prctl(PR_SET_DUMPABLE, 0) &&
	       !prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

/* ---- limits ------------------------------------------------------------- */

/* Where the machine allows less already, that stands. */
static bool limit(__rlimit_resource_t what, rlim_t soft, rlim_t hard)
{
	struct rlimit r;

	if (getrlimit(what, &r))
		return false;
	r.rlim_max = hard < r.rlim_max ? hard : r.rlim_max;
	r.rlim_cur = soft < r.rlim_max ? soft : r.rlim_max;
	return !setrlimit(what, &r);
}

static bool limits_set(const struct jail_kind *k)
{
	rlim_t files = k->data ? FILES_WITH_DATA : FILES;
	rlim_t cpu_s = (rlim_t)k->limits.cpu_s, memory = k->limits.memory;

	return limit(RLIMIT_CORE, 0, 0) && limit(RLIMIT_FSIZE, 0, 0) &&
	       limit(RLIMIT_NPROC, 0, 0) && limit(RLIMIT_MEMLOCK, 0, 0) &&
	       limit(RLIMIT_MSGQUEUE, 0, 0) &&
	       limit(RLIMIT_NOFILE, files, files) &&
	       limit(RLIMIT_STACK, STACK_BYTES, STACK_BYTES) &&
	       /* the first ends it by SIGXCPU, which says why */
	       limit(RLIMIT_CPU, cpu_s, cpu_s + 1) &&
	       (!closed || limit(RLIMIT_AS, memory, memory));
}

/* ---- last words --------------------------------------------------------- */

static struct jail_note *note;
static size_t enough; /* who has this much left did not lack memory */

/* A parser cannot replace this handler, because rt_sigaction is forbidden,
 * nor come back from it. */
static void on_forbidden(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	(void)context;
	note->call = info->si_syscall;
	for (;;)
		syscall(JAIL_DEADLY_CALL);
}

/* Our arenas and most libraries abort when there is no memory. The handler is
 * taken away by its first call, so that the second signal ends the child. */
static void on_abort(int sig)
{
	void *at = mmap(NULL, enough, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	note->no_memory = at == MAP_FAILED;
	syscall(__NR_tgkill, syscall(__NR_getpid), syscall(__NR_gettid), sig);
}

static bool signals_set(const struct jail_lock *l)
{
	struct sigaction forbidden = { .sa_sigaction = on_forbidden,
		.sa_flags = SA_SIGINFO };
	struct sigaction aborts = {
		.sa_handler = on_abort,
		.sa_flags = (int)(SA_RESETHAND | SA_NODEFER),
	};

	note = l->note;
	enough = l->kind->limits.memory / 8;
	return !sigaction(SIGSYS, &forbidden, NULL) &&
	       !sigaction(SIGABRT, &aborts, NULL);
}

/* ---- the lock ----------------------------------------------------------- */

static bool calls_forbid(const struct jail_lock *l)
{
	struct jail_filter f;
	struct sock_fprog program = { .filter = f.code };

	if (!closed || l->mode == JAIL_BARE)
		return true;
	jail_filter_build(&f, l->kind->data, l->mode == JAIL_SOFT, getpid());
	program.len = f.len;
	return !prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

static bool files_forbid(const struct jail_lock *l)
{
	if (!closed || !l->held[JAIL_LAYER_LANDLOCK])
		return true;
	errno = jail_landlock_close(l->kind->data);
	return errno == 0;
}

_Noreturn void jail_lock_run(const struct jail_lock *l)
{
	need(files_keep(l), JAIL_STEP_FILES);
	need(root_leave(l), JAIL_STEP_ROOT);
	need(!close_range(REPORT + 1, ~0u, 0), JAIL_STEP_FILES);
	need(user_become(), JAIL_STEP_USER);
	need(files_forbid(l), JAIL_STEP_LANDLOCK);
	need(signals_set(l), JAIL_STEP_LIMITS);
	need(limits_set(l->kind), JAIL_STEP_LIMITS);
	need(calls_forbid(l), JAIL_STEP_SECCOMP);
	close(REPORT);
	_exit(l->kind->run(IN, OUT));
}

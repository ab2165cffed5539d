/*
 * test/unit/jail_kinds_test.c - the jails that this program really opens
 * (work/parsers.def): their limits, folders and what they load beforehand,
 * with a parser in each that somebody took over (INT-10). What needs the lock
 * is tried where it closes, in the plain build.
 */
#include "jails.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <unistd.h>

#include "intake/answer.h"
#include "intake/pdf_scan.h"
#include "work/jail.h"

/* ---- what it tries ------------------------------------------------------ */

static int connects(void)
{
	const struct sockaddr_in to = { .sin_family = AF_INET,
		.sin_port = htons(80),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int s = socket(AF_INET, SOCK_STREAM, 0);

	return connect(s, (const struct sockaddr *)&to, sizeof(to));
}

static int runs(void)
{
	char *argv[] = { (char *)(uintptr_t) "true", NULL };

	return execve("/bin/true", argv, argv + 1);
}

static int loads(void)
{
	return dlopen("libBrokenLocale.so.1", RTLD_NOW) ? 0 : -1;
}

/* Neither run nor written to be run. */
static int maps_code(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_EXEC,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED
		       ? -1
		       : 0;
}

/* What libraries ask out of habit is answered: those have no call. */
#define WAYS                                                                  \
	WAY("reads", NULL, open("/etc/passwd", O_RDONLY))                     \
	WAY("reads itself", NULL, open("/proc/self/maps", O_RDONLY))          \
	WAY("writes", NULL, open("/tmp/escape", O_RDWR | O_CREAT, 0600))      \
	WAY("loads", NULL, loads())                                           \
	WAY("removes", "'unlink'", unlink("/tmp/escape"))                     \
	WAY("links", "'symlink'", symlink("/etc", "/tmp/escape"))             \
	WAY("opens a socket", "'socket'", socket(AF_UNIX, SOCK_STREAM, 0))    \
	WAY("connects", "'socket'", connects())                               \
	WAY("forks", "'clone'", fork())                                       \
	WAY("runs", "'execve'", runs())                                       \
	WAY("maps code", "'mmap'", maps_code())                               \
	WAY("traces", "'ptrace'", (int)ptrace(PTRACE_TRACEME, 0, NULL, NULL)) \
	WAY("signals", "'kill'", kill(1, 0))

static const struct {
	const char *name, *call;
} ways[] = {
#define WAY(name, call, way) { name, call },
	WAYS
#undef WAY
};

static int try_way(const char *which)
{
	errno = 0;
#define WAY(name, call, way)      \
	if (!strcmp(which, name)) \
		return way;
	WAYS
#undef WAY
		return 0;
}

static int draws(void)
{
	struct err err = { 0 };
	struct pdf_ink *ink = intake_pdf_ink_new(&err);
	bool ok = ink != NULL;

	intake_pdf_ink_free(ink);
	return ok ? 0 : -1;
}

static int tries(int in, int out)
{
	char which[40] = "";
	int got;

	if (read(in, which, sizeof(which) - 1) < 0)
		return 1;
	got = !strcmp(which, "draws") ? draws() : try_way(which);
	dprintf(out, "%s", got == -1 ? "no" : "done");
	return 0;
}

static const struct jail_kind kinds[] = {
#define PARSER(name, function, warm, data, memory, answer, cpu_s, wall_ms) \
	{ name, tries, warm, data, { memory, answer, cpu_s, wall_ms } },
#include "work/parsers.def"
#undef PARSER
	{ .name = NULL },
};

void test_main_hook(int argc, char **argv)
{
	jail_child_main(argc, argv, kinds);
}

/* ---- the tests ---------------------------------------------------------- */

static struct jail *open_jail(void)
{
	if (!jail_is_open())
		return jails_open(
			kinds, (struct jail_options){ .with = "eng" });
	printf("    (the jail is open in this build: not tried)\n");
	return NULL;
}

static void try_kind(struct jail *j, const char *kind)
{
	for (size_t i = 0; i < LENGTH(ways); i++) {
		struct outcome o = run(j, kind, str_c(ways[i].name));
		bool held = ways[i].call
				    ? !o.ok && strstr(o.err.text, ways[i].call)
				    : o.ok && str_is(o.answer, "no");

		if (!held)
			test_fail(__FILE__, __LINE__,
				"a taken-over '%s' %s: '%.*s' %s", kind,
				ways[i].name, STR_ARG(o.answer), o.err.text);
	}
}

TEST(a_reader_that_is_taken_over_reads_writes_connects_forks_and_runs_nothing)
{
	struct jail *j = open_jail();

	for (const struct jail_kind *k = kinds; j && k->name; k++)
		try_kind(j, k->name);
	jail_close(j);
}

TEST(what_draws_letters_that_nobody_names_is_loaded_before_the_jail_closes)
{
	struct jail *j = open_jail();

	if (j)
		SAME_STR(run(j, "ocr", STR("draws")).answer, STR("done"));
	jail_close(j);
}

/*
 * test/unit/jail_test.c - good parsers answer, bad ones can do nothing. What
 * needs the lock is tested where it closes, in the plain build; with
 * sanitizers the same program tests all the rest.
 */
#include "jails.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "jail/jail_int.h"

/* ---- parsers ------------------------------------------------------------ */

static bool say(int out, const char *text)
{
	return write(out, text, strlen(text)) == (ssize_t)strlen(text);
}

static int echoes(int in, int out)
{
	char piece[4096];
	ssize_t n;

	while ((n = read(in, piece, sizeof(piece))) > 0)
		if (write(out, piece, (size_t)n) != n)
			return 1;
	return n < 0;
}

static int refuses(int in, int out)
{
	(void)in;
	return say(out, "  the PDF is\nencrypted \377\t ") ? 3 : 4;
}

static int refuses_dumbly(int in, int out)
{
	(void)in;
	(void)out;
	return 9;
}

static int spins(int in, int out)
{
	for (volatile int i = in + out; i >= 0;)
		i = i > 0;
	return 0;
}

static int waits(int in, int out)
{
	(void)in;
	(void)out;
	while (poll(NULL, 0, 1000) == 0)
		;
	return 0;
}

static int eats(int in, int out)
{
	(void)in;
	(void)out;
	while (memset(mem_alloc(8 << 20), 1, 8 << 20))
		;
	return 0;
}

/* So much at once that it may be refused (base/allocator.c). */
static int eats_politely(int in, int out)
{
	enum { BITE = 32 << 20 };
	static char *all[1 << 10];
	size_t got = 0;

	(void)in;
	while (got < LENGTH(all) && (all[got] = malloc(BITE)))
		memset(all[got++], 1, BITE);
	say(out, "too big");
	return got > 0 ? 5 : 0;
}

static int babbles(int in, int out)
{
	(void)in;
	while (say(out, "0123456789abcdef"))
		;
	return 1;
}

static int says_a_thousand(int in, int out)
{
	static char text[1000];

	(void)in;
	return write(out, text, sizeof(text)) != sizeof(text);
}

static int aborts(int in, int out)
{
	(void)in;
	(void)out;
	abort();
}

static int crashes(int in, int out)
{
	(void)in;
	(void)out;
	raise(SIGABRT);
	return 0;
}

static int has_nothing(int in, int out)
{
	int open_fds = 0;

	for (int fd = 0; fd < 1024; fd++)
		open_fds += fcntl(fd, F_GETFD) >= 0;
	dprintf(out, "%d files, %s, pid %s, reads %s, user %s", open_fds,
		environ && *environ ? "environment" : "no environment",
		getpid() < 1000 ? "small" : "big",
		(fcntl(in, F_GETFL) & O_ACCMODE) == O_RDONLY ? "only" : "more",
		geteuid() == 0 ? "root" : "nobody");
	return 0;
}

static int sorts_and_prints(int in, int out)
{
	FILE *f, *other;
	struct timespec t;
	char *line = NULL;
	size_t room = 0;

	(void)in;
	clock_gettime(CLOCK_REALTIME, &t);
	fprintf(stderr, "this leads nowhere\n");
	other = fopen("/etc/passwd", "r");
	if (other)
		fclose(other);
	if (other || errno != EACCES || access("/etc/passwd", F_OK) == 0 ||
		getline(&line, &room, stdin) < 0)
		return 1;
	f = fdopen(out, "w");
	if (!f)
		return 1;
	fprintf(f, "%s", line);
	return fclose(f);
}

/* The one call that still takes a path: fstat(), by another name. */
static int looks_for_files(int in, int out)
{
	struct stat st;

	(void)in;
	if (fstatat(AT_FDCWD, "/etc", &st, AT_EMPTY_PATH) == 0)
		return !say(out, "found");
	return !say(out, strerrorname_np(errno));
}

static int reads_data(int in, int out)
{
	char text[16] = "";
	struct stat st;
	int fd;

	(void)in;
	fd = open("/usr/share/vitae-test/../../../etc/passwd", O_RDONLY);
	if (fd >= 0 || open("/etc/passwd", O_RDONLY) >= 0)
		return 1;
	fd = open("/proc/sys/kernel/ostype", O_RDONLY);
	if (fd < 0 || fstat(fd, &st) || read(fd, text, 5) != 5)
		return 2;
	if (open("/proc/sys/kernel/ostype", O_RDWR) >= 0)
		return 3;
	return !say(out, text);
}

static char warmth[16] = "cold";
static void warms(const char *with)
{
	snprintf(warmth, sizeof(warmth), "warm%s", with);
}
static int was_warmed(int in, int out)
{
	(void)in;
	return !say(out, warmth);
}

/* A parser that somebody took over: one system call, chosen by the input. */
static int calls(int in, int out)
{
	char text[16] = "";

	(void)out;
	if (read(in, text, sizeof(text) - 1) < 0)
		return 1;
	syscall(strtol(text, NULL, 10), 0, 0, 0, 0, 0, 0);
	return 0;
}

static const char *const data[] = { "/usr/share/vitae-test", "/proc/sys/kernel",
	NULL };

enum { MB = 1 << 20 };
#define WITHIN(cpu_s, wall_ms) .limits = { 512 * MB, 1000, cpu_s, wall_ms }
#define LIMITS WITHIN(20, 60000) /* none that a good one meets */

static const struct jail_kind kinds[] = {
	{ "echoes", echoes, LIMITS },
	{ "refuses", refuses, LIMITS },
	{ "refuses_dumbly", refuses_dumbly, LIMITS },
	{ "spins", spins, WITHIN(1, 60000) },
	{ "waits", waits, WITHIN(20, 200) },
	{ "eats", eats, LIMITS },
	{ "eats_politely", eats_politely, LIMITS },
	{ "babbles", babbles, LIMITS },
	{ "says_a_thousand", says_a_thousand, LIMITS },
	{ "aborts", aborts, LIMITS },
	{ "crashes", crashes, LIMITS },
	{ "has_nothing", has_nothing, LIMITS },
	{ "sorts_and_prints", sorts_and_prints, LIMITS },
	{ "looks_for_files", looks_for_files, LIMITS },
	{ "reads_data", reads_data, .data = data, LIMITS },
	{ "was_warmed", was_warmed, .warm = warms, LIMITS },
	{ "calls", calls, LIMITS },
	{ .name = NULL },
};

void test_main_hook(int argc, char **argv)
{
	jail_child_main(argc, argv, kinds);
}

/* ---- helpers ------------------------------------------------------------ */

static bool needs_the_lock(void)
{
	if (jail_is_open())
		printf("    (the jail is open in this build: not tried)\n");
	return jail_is_open();
}

static void untrusted(struct jail *j, const char *kind, const char *says)
{
	struct outcome o = run(j, kind, STR(""));

	OK(!o.ok);
	SAME_INT(o.err.code, ERR_UNTRUSTED);
	SAME_INT(o.answer.len, 0);
	if (!strstr(o.err.text, says))
		test_fail(__FILE__, __LINE__, "'%s' does not say '%s'",
			o.err.text, says);
}

/* ---- the tests ---------------------------------------------------------- */

TEST(a_good_parser_answers)
{
	struct jail *j = jails_open(kinds, (struct jail_options){ 0 });
	struct outcome o = run(j, "echoes", STR("a few bytes"));

	OK_ERR(o.ok, o.err);
	SAME_STR(o.answer, STR("a few bytes"));
	o = run(j, "echoes", STR(""));
	OK_ERR(o.ok, o.err);
	SAME_STR(o.answer, STR(""));
	o = run(j, "was_warmed", STR(""));
	SAME_STR(o.answer, STR("warm"));
	jail_close(j);
}

TEST(what_a_jail_is_opened_with_reaches_its_parsers)
{
	struct jail *j =
		jails_open(kinds, (struct jail_options){ .with = ": eng" });

	SAME_STR(run(j, "was_warmed", STR("")).answer, STR("warm: eng"));
	jail_close(j);
}

TEST(before_the_self_test_nothing_is_read)
{
	struct jail_options options = { 0 };
	struct err err = { 0 };
	struct outcome o;
	struct jail *j;

	NEED_ERR(jail_open(kinds, &options, &j, &err), err);
	o = run(j, "echoes", STR("x"));
	OK(!o.ok);
	SAME_INT(o.err.code, ERR_BUSY);
	OK_ERR(jail_self_test(j, &err), err);
	OK(run(j, "echoes", STR("x")).ok);
	jail_set_tested(j, false);
	SAME_INT(run(j, "echoes", STR("x")).err.code, ERR_BROKEN);
	jail_close(j);
}

TEST(a_file_is_read_from_its_start_and_cannot_be_written)
{
	struct jail *j = jails_open(kinds, (struct jail_options){ 0 });
	struct err err = { 0 };
	struct buf b;
	FILE *f = tmpfile();

	NEED(f);
	OK(fputs("on disk", f) >= 0 && !fflush(f));
	buf_init(&b, &test_mem, 1000);
	buf_add(&b, STR("before "));
	OK_ERR(jail_run(j, &kinds[0], fileno(f), &b, &err), err);
	SAME_STR(buf_str(&b), STR("before on disk"));
	SAME_INT(lseek(fileno(f), 0, SEEK_CUR), 7);
	OK(!jail_run(j, &kinds[1], fileno(f), &b, &err));
	SAME_STR(buf_str(&b), STR("before on disk"));
	OK(!jail_run(j, &kinds[0], -1, &b, &err));
	SAME_INT(err.code, ERR_BROKEN);
	fclose(f);
	jail_close(j);
}

TEST(a_refusal_is_told_in_one_clean_line)
{
	struct jail *j = jails_open(kinds, (struct jail_options){ 0 });
	struct outcome o = run(j, "refuses", STR(""));

	SAME_INT(o.err.code, ERR_UNTRUSTED);
	SAME_STR(str_c(o.err.text),
		STR("the file could not be read: the PDF is encrypted "
		    "\357\277\275"));
	untrusted(j, "refuses_dumbly", "status 9");
	jail_close(j);
}

/* INT-9 */
TEST(each_way_to_fail_is_told_apart)
{
	struct jail *j = jails_open(kinds, (struct jail_options){ 0 });

	untrusted(j, "spins", "1 s of computing");
	untrusted(j, "waits", "more than 0.2 s");
	untrusted(j, "babbles", "more than 1000 bytes");
	untrusted(j, "aborts", "crashed, Aborted");
	untrusted(j, "crashes", "crashed, Aborted");
	if (!jail_is_open()) {
		untrusted(j, "eats", "512 MB of memory");
		untrusted(j, "eats_politely", "too big");
	}
	jail_close(j);
}

TEST(what_a_child_took_is_told_once_to_who_measures)
{
	struct jail *j = jails_open(kinds, (struct jail_options){ 0 });
	struct jail_used most;

	run(j, "spins", STR("")); /* until its second of computing is over */
	run(j, "echoes", STR("a"));
	most = jail_used_most(j);
	/* the kernel ends it by ticks, which a busy machine counts too high */
	OK(most.cpu_us >= 500000);
	OK(most.memory > 0);
	most = jail_used_most(j);
	SAME_INT(most.cpu_us, 0);
	SAME_INT(most.memory, 0);
	jail_close(j);
}

TEST(an_answer_may_be_as_long_as_the_limit)
{
	struct jail *j = jails_open(kinds, (struct jail_options){ 0 });
	struct outcome o = run(j, "says_a_thousand", STR(""));
	struct err err = { 0 };
	struct buf small;

	OK_ERR(o.ok, o.err);
	SAME_INT(o.answer.len, 1000);
	buf_init(&small, &test_mem, 999);
	OK(!jail_run_bytes(j, jail_kind_find(j, STR("says_a_thousand")),
		STR(""), &small, &err));
	SAME_INT(err.code, ERR_UNTRUSTED);
	OK(buf_ok(&small) && small.len == 0);
	jail_close(j);
}

/* INT-10 */
TEST(a_child_has_two_descriptors_no_environment_and_no_neighbours)
{
	struct jail *j = jails_open(kinds, (struct jail_options){ 0 });
	int extra = open("/etc/passwd", O_RDONLY); /* not even closed on exec */
	struct outcome o = run(j, "has_nothing", STR(""));

	OK_ERR(o.ok, o.err);
	if (jail_holds(j, JAIL_LAYER_NAMESPACES))
		SAME_STR(o.answer, STR("3 files, no environment, pid small, "
				       "reads only, user nobody"));
	close(extra);
	jail_close(j);
}

TEST(what_libraries_ask_out_of_habit_is_answered)
{
	struct jail *j;
	struct outcome o;

	if (needs_the_lock())
		return;
	j = jails_open(kinds, (struct jail_options){ 0 });
	o = run(j, "sorts_and_prints", STR("a line\nand more"));
	OK_ERR(o.ok, o.err);
	SAME_STR(o.answer, STR("a line\n"));
	jail_close(j);
}

TEST(data_folders_can_be_read_and_nothing_beside_them)
{
	struct jail *j;
	struct outcome o;

	if (needs_the_lock())
		return;
	j = jails_open(kinds, (struct jail_options){ 0 });
	o = run(j, "reads_data", STR(""));
	OK_ERR(o.ok, o.err);
	SAME_STR(o.answer, STR("Linux"));
	jail_close(j);
}

TEST(the_root_folder_is_empty)
{
	struct jail *j;

	if (needs_the_lock())
		return;
	j = jails_open(kinds, (struct jail_options){ 0 });
	if (jail_holds(j, JAIL_LAYER_NAMESPACES))
		SAME_STR(run(j, "looks_for_files", STR("")).answer,
			STR("ENOENT"));
	jail_close(j);
}

TEST(a_call_that_is_not_on_the_list_kills_and_is_named)
{
	static const struct {
		int nr;
		const char *says;
	} cases[] = {
		{ __NR_socket, "'socket'" },
		{ __NR_execve, "'execve'" },
		{ __NR_ptrace, "'ptrace'" },
		{ __NR_clone, "'clone'" },
		{ __NR_rt_sigaction, "'rt_sigaction'" },
		{ __NR_seccomp, "'seccomp'" },
		{ __NR_io_uring_setup, "'io_uring_setup'" },
		{ __NR_tgkill, "'tgkill'" },
		{ 0x3fff, "(16383)" },
		{ 0x40000000, "(-1)" }, /* x32: not even the handler runs */
		{ JAIL_DEADLY_CALL, "(-1)" },
	};
	struct jail *j;

	if (needs_the_lock())
		return;
	j = jails_open(kinds, (struct jail_options){ 0 });
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct outcome o =
			run(j, "calls", str_fmt(&test_mem, "%d", cases[i].nr));

		OK(!o.ok);
		SAME_INT(o.err.code, ERR_UNTRUSTED);
		if (!strstr(o.err.text, cases[i].says))
			test_fail(__FILE__, __LINE__, "'%s' is not '%s'",
				o.err.text, cases[i].says);
	}
	jail_close(j);
}

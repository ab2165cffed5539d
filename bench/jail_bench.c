/*
 * bench/jail_bench.c - what one document costs besides its parsing: from
 * "here are bytes" to "here is the answer", with a server of little memory and
 * with one of 1 GB, because forking from the server itself would pay for that.
 *
 * On the wall's clock: most of the work is done by other processes.
 */
#include "bench.h"
#include "jail/jail.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { WARM = 50, DOCUMENTS = 500, TESTS = 15 };

static int nothing(int in, int out)
{
	(void)in;
	return write(out, "ok", 2) != 2;
}

static const struct jail_kind kinds[] = {
	{ "nothing", nothing, .limits = { 512 << 20, 1000, 2, 10000 } },
	{ .name = NULL },
};

static void must(bool ok, const struct err *err)
{
	if (ok)
		return;
	fprintf(stderr, "%s\n", err->text);
	exit(1);
}

static double document_us(struct jail *j)
{
	struct arena mem = { 0 };
	struct err err = { 0 };
	double began = bench_wall_us();
	struct buf b;

	buf_init(&b, &mem, 1000);
	must(jail_run_bytes(j, &kinds[0], STR("a document"), &b, &err), &err);
	arena_free(&mem);
	return bench_wall_us() - began;
}

static void documents(struct jail *j, const char *parent)
{
	double us[DOCUMENTS];
	char name[64];

	for (int i = 0; i < WARM; i++)
		document_us(j);
	for (int i = 0; i < DOCUMENTS; i++)
		us[i] = document_us(j);
	snprintf(name, sizeof(name), "jail.document.%s.p50", parent);
	bench_say(name, bench_median(us, DOCUMENTS) / 1000, "ms");
	snprintf(name, sizeof(name), "jail.document.%s.p99", parent);
	bench_say(name, us[DOCUMENTS * 99 / 100] / 1000, "ms");
}

/* Small pages, as a heap that grew over days has them. */
static void grow(size_t size)
{
	char *p = mmap(NULL, size, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		abort();
	madvise(p, size, MADV_NOHUGEPAGE);
	memset(p, 1, size);
}

static void start_and_test(void)
{
	double start[TESTS], test[TESTS];

	for (int i = 0; i < TESTS; i++) {
		struct jail_options options = { 0 };
		double began = bench_wall_us();
		struct err err = { 0 };
		struct jail *j;

		must(jail_open(kinds, &options, &j, &err), &err);
		start[i] = bench_wall_us() - began;
		began = bench_wall_us();
		must(jail_self_test(j, &err), &err);
		test[i] = bench_wall_us() - began;
		jail_close(j);
	}
	bench_say("jail.open", bench_median(start, TESTS) / 1000, "ms");
	bench_say("jail.self_test", bench_median(test, TESTS) / 1000, "ms");
}

int main(int argc, char **argv)
{
	struct jail_options options = { 0 };
	struct err err = { 0 };
	struct jail *j;

	jail_child_main(argc, argv, kinds);
	start_and_test();
	must(jail_open(kinds, &options, &j, &err) && jail_self_test(j, &err),
		&err);
	documents(j, "0_mb");
	grow((size_t)1 << 30);
	documents(j, "1_gb");
	jail_close(j);
	return 0;
}

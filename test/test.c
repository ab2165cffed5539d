/* test/test.c - runs the tests of one program. See test.h. */
#include "test.h"

#include <stdarg.h>
#include <stdio.h>

struct arena test_mem;

static struct test *tests, **tests_end = &tests;
static int failures;

void test_add(struct test *t)
{
	*tests_end = t;
	tests_end = &t->next;
}

bool test_failing(void) { return failures > 0; }

int test_failures(void) { return failures; }

void test_fail(const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	failures++;
	printf("    %s:%d: ", file, line);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
}

void test_differ(const char *file, int line, const char *asked, struct str have,
	struct str want)
{
	test_fail(file, line, "%s is '%.*s', not '%.*s'", asked, (int)have.len,
		have.at ? have.at : "", (int)want.len, want.at ? want.at : "");
}

__attribute__((weak)) void test_main_hook(int argc, char **argv)
{
	(void)argc;
	(void)argv;
}

int main(int argc, char **argv)
{
	int passed = 0, failed = 0;

	test_main_hook(argc, argv);
	setvbuf(stdout, NULL, _IOLBF, 0);
	for (struct test *t = tests; t; t = t->next) {
		if (argc > 1 && !strstr(t->name, argv[1]))
			continue;
		failures = 0;
		t->run();
		arena_free(&test_mem);
		printf("%s %s\n", failures ? "not ok" : "ok", t->name);
		*(failures ? &failed : &passed) += 1;
	}
	printf("%d passed, %d failed\n", passed, failed);
	return failed != 0;
}

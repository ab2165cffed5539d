/*
 * test/test.h - what every test program starts from.
 *
 *   TEST(an_expired_lease_is_taken_again)
 *   {
 *           OK(job.attempts == 2);
 *   }
 *
 * A test's name is its claim. OK() goes on after a failure, NEED() leaves
 * the test. Each program prints one line a test and, last, the line
 * "N passed, N failed" that tools/run-tests adds up. An argument runs only
 * the tests whose name contains it.
 */
#ifndef TEST_H
#define TEST_H

#include "base/base.h"

/* What a header of tests offers, and not every program uses. */
#define MAYBE __attribute__((unused)) static

struct test {
	const char *name;
	void (*run)(void);
	struct test *next;
};

void test_add(struct test *t);
void test_fail(const char *file, int line, const char *fmt, ...)
	PRINTF_LIKE(3, 4);
/* What was asked for is `have`, and not `want`. */
void test_differ(const char *file, int line, const char *asked, struct str have,
	struct str want);
bool test_failing(void); /* has the running test failed yet? */
int test_failures(void); /* how often has it? */

/* A program may define this; main calls it first. */
void test_main_hook(int argc, char **argv);

/* The arena of the running test, freed behind it. */
extern struct arena test_mem;

#define TEST(name)                                                \
	static void name(void);                                   \
	__attribute__((constructor)) static void add_##name(void) \
	{                                                         \
		static struct test t = { #name, name, NULL };     \
		test_add(&t);                                     \
	}                                                         \
	static void name(void)

#define OK(cond)                                                    \
	do {                                                        \
		if (!(cond))                                        \
			test_fail(__FILE__, __LINE__, "%s", #cond); \
	} while (0)
#define NEED(cond)                                                  \
	do {                                                        \
		if (!(cond)) {                                      \
			test_fail(__FILE__, __LINE__, "%s", #cond); \
			return;                                     \
		}                                                   \
	} while (0)
/* The same for calls that fill `err`, which is then shown. */
#define OK_ERR(cond, err)                                               \
	do {                                                            \
		if (!(cond))                                            \
			test_fail(__FILE__, __LINE__, "%s (%s)", #cond, \
				(err).text);                            \
	} while (0)
#define NEED_ERR(cond, err)                                             \
	do {                                                            \
		if (!(cond)) {                                          \
			test_fail(__FILE__, __LINE__, "%s (%s)", #cond, \
				(err).text);                            \
			return;                                         \
		}                                                       \
	} while (0)
#define SAME_INT(have, want)                                                  \
	do {                                                                  \
		long long h_ = (have), w_ = (want);                           \
		if (h_ != w_)                                                 \
			test_fail(__FILE__, __LINE__, "%s is %lld, not %lld", \
				#have, h_, w_);                               \
	} while (0)
#define SAME_STR(have, want)                                            \
	do {                                                            \
		struct str h_ = (have), w_ = (want);                    \
		if (!str_eq(h_, w_))                                    \
			test_differ(__FILE__, __LINE__, #have, h_, w_); \
	} while (0)

#endif

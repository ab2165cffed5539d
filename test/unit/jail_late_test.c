/* test/unit/jail_late_test.c - readers that have acted before the server knows
 * of them: here the zygote takes its time to tell whom it has started. */
#include "jail/jail_int.h"
#include "jails.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static int babbles(int in, int out)
{
	static const char text[4000];

	(void)in;
	while (write(out, text, sizeof(text)) > 0)
		;
	return 1;
}

static const struct jail_kind kinds[] = {
	{ "babbles", babbles, .limits = { 512 << 20, 1000, 20, 60000 } },
	{ .name = NULL },
};

/* Between the child's start and the word of it. */
static void dawdle(void) { usleep(100 * 1000); }

void test_main_hook(int argc, char **argv)
{
	if (argc > 1 && !strcmp(argv[1], "jail-zygote") &&
		pthread_atfork(NULL, dawdle, NULL))
		abort();
	jail_child_main(argc, argv, kinds);
}

/* It was let go on, for nobody knew yet whom to kill; then the zygote was
 * given up, and with it all that others read. */
TEST(who_says_too_much_before_it_is_known_is_stopped_all_the_same)
{
	struct jail *j = jails_open(kinds, (struct jail_options){ 0 });
	pid_t zygote = jail_zygote(j);
	struct outcome o = run(j, "babbles", STR(""));

	OK(!o.ok);
	SAME_INT(o.err.code, ERR_UNTRUSTED);
	OK(strstr(o.err.text, "more than 1000 bytes"));
	OK(jail_zygote(j) == zygote);
	jail_close(j);
}

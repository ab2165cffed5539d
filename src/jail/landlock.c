/*
 * jail/landlock.c - no file can be opened but below the folders named.
 *
 * The headers of a distribution know fewer of the kernel's rights than the
 * kernel, so the numbers are ours, and how many of them count is asked when
 * the program runs.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "jail/jail_int.h"

enum {
	VERSION = 1 << 0, /* flag: only ask for the version */
	PATH_BENEATH = 1, /* kind of rule */
	READ_FILE = 1 << 2,
	READ_DIR = 1 << 3,
	FILES_V1 = (1 << 13) - 1,
	REFER = 1 << 13,     /* version 2 */
	TRUNCATE = 1 << 14,  /* 3 */
	IOCTL_DEV = 1 << 15, /* 5 */
	BIND_CONNECT = 3,    /* 4 */
	UNIX_AND_SIGNAL = 3, /* 6 */
};

struct rights {
	uint64_t files, net, scoped;
};

struct beneath {
	uint64_t rights;
	int32_t folder;
} __attribute__((packed));

int jail_landlock_abi(void)
{
	long abi = syscall(__NR_landlock_create_ruleset, NULL, 0, VERSION);

	return abi > 0 ? (int)abi : 0;
}

static int rules_new(void)
{
	int abi = jail_landlock_abi();
	struct rights r = { .files = FILES_V1 };
	size_t size = abi >= 6 ? 24 : abi >= 4 ? 16 : 8;

	if (abi >= 2)
		r.files |= REFER;
	if (abi >= 3)
		r.files |= TRUNCATE;
	if (abi >= 4)
		r.net = BIND_CONNECT;
	if (abi >= 5)
		r.files |= IOCTL_DEV;
	if (abi >= 6)
		r.scoped = UNIX_AND_SIGNAL;
	return (int)syscall(__NR_landlock_create_ruleset, &r, size, 0);
}

/* A folder that is not installed gives nothing to allow. */
static bool rule_add(int rules, const char *folder)
{
	struct beneath b = { READ_FILE | READ_DIR, -1 };
	long failed;

	b.folder = open(folder, O_PATH | O_CLOEXEC);
	if (b.folder < 0)
		return true;
	failed = syscall(__NR_landlock_add_rule, rules, PATH_BENEATH, &b, 0);
	close(b.folder);
	return !failed;
}

int jail_landlock_close(const char *const *data)
{
	int rules = rules_new(), why = 0;
	bool ok = rules >= 0;

	for (; ok && data && *data; data++)
		ok = rule_add(rules, *data);
	if (!ok || syscall(__NR_landlock_restrict_self, rules, 0))
		why = errno;
	if (rules >= 0)
		close(rules);
	return why;
}

/*
 * jail/filter.c - calls.def as a seccomp program.
 *
 * Written out by hand and not with libseccomp: the program is a straight list
 * of lines that each load, compare and decide, and so short that a library
 * between it and the kernel would be one more thing to trust. The calls that
 * parsers make all the time stand first.
 *
 * Every line leaves the number of the call in the accumulator for the next.
 */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include "jail/jail_int.h"

#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
#else
#error "jail/filter.c has to learn this architecture's calls"
#endif

enum { X32_CALLS = 0x40000000 }; /* the same calls under other numbers */

struct rule {
	int nr;
	bool data, test;
	unsigned arg;
	uint32_t mask, value;
	int refuse; /* errno, or 0: allow */
};

#define ALLOW(call) { __NR_##call, false, false, 0, 0, 0, 0 },
#define DATA(call) { __NR_##call, true, false, 0, 0, 0, 0 },
#define WHEN(call, a, m, v) { __NR_##call, false, true, a, m, v, 0 },
#define DATA_WHEN(call, a, m, v) { __NR_##call, true, true, a, m, v, 0 },
#define REFUSE(call, why) { __NR_##call, false, false, 0, 0, 0, why },

static const struct rule rules[] = {
#include "jail/calls.def"
};

static void put(struct jail_filter *f, struct sock_filter line)
{
	assert(f->len < JAIL_FILTER_MOST);
	f->code[f->len++] = line;
}

static void load(struct jail_filter *f, size_t at)
{
	put(f, (struct sock_filter)BPF_STMT(
		       BPF_LD | BPF_W | BPF_ABS, (uint32_t)at));
}

static void load_nr(struct jail_filter *f)
{
	load(f, offsetof(struct seccomp_data, nr));
}

/* The low half of an argument; both architectures are little-endian, and all
 * that is tested here are ints to the kernel. */
static void load_arg(struct jail_filter *f, unsigned i)
{
	load(f, offsetof(struct seccomp_data, args) + 8 * i);
}

/* Goes on with the next line when equal, else leaves out `skip` lines. */
static void unless_equal(struct jail_filter *f, uint32_t value, uint8_t skip)
{
	put(f, (struct sock_filter)BPF_JUMP(
		       BPF_JMP | BPF_JEQ | BPF_K, value, 0, skip));
}

static void end(struct jail_filter *f, uint32_t action)
{
	put(f, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action));
}

static void put_rule(struct jail_filter *f, const struct rule *r)
{
	uint32_t action = r->refuse ? SECCOMP_RET_ERRNO | (uint32_t)r->refuse
				    : SECCOMP_RET_ALLOW;

	unless_equal(f, (uint32_t)r->nr, r->test ? 5 : 1);
	if (r->test) {
		load_arg(f, r->arg);
		put(f, (struct sock_filter)BPF_STMT(
			       BPF_ALU | BPF_AND | BPF_K, r->mask));
		unless_equal(f, r->value, 1);
	}
	end(f, action);
	if (r->test)
		load_nr(f);
}

/* tgkill(self, anybody of self, SIGABRT) is how abort() ends a process. */
static void put_abort(struct jail_filter *f, pid_t self)
{
	unless_equal(f, __NR_tgkill, 6);
	load_arg(f, 0);
	unless_equal(f, (uint32_t)self, 3);
	load_arg(f, 2);
	unless_equal(f, SIGABRT, 1);
	end(f, SECCOMP_RET_ALLOW);
	load_nr(f);
}

void jail_filter_build(struct jail_filter *f, bool data, bool soft, pid_t self)
{
	f->len = 0;
	load(f, offsetof(struct seccomp_data, arch));
	put(f, (struct sock_filter)BPF_JUMP(
		       BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0));
	end(f, SECCOMP_RET_KILL_PROCESS);
	load_nr(f);
	for (size_t i = 0; i < LENGTH(rules); i++)
		if (data || !rules[i].data)
			put_rule(f, &rules[i]);
	put_abort(f, self);
	put(f, (struct sock_filter)BPF_JUMP(
		       BPF_JMP | BPF_JGE | BPF_K, X32_CALLS, 1, 0));
	unless_equal(f, JAIL_DEADLY_CALL, 1);
	end(f, SECCOMP_RET_KILL_PROCESS);
	end(f, soft ? SECCOMP_RET_ERRNO | JAIL_SOFT_ERRNO : SECCOMP_RET_TRAP);
}

/* ---- names, for errors -------------------------------------------------- */

#define CALL(call) { __NR_##call, #call },
static const struct {
	int nr;
	const char *name;
} names[] = {
#include "jail/names.def"
};

const char *jail_call_name(int nr)
{
	for (size_t i = 0; i < LENGTH(names); i++)
		if (names[i].nr == nr)
			return names[i].name;
	return NULL;
}

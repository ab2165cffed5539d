/*
 * test/fault/memory.c - loaded before the C library (LD_PRELOAD): counts
 * what a program and its libraries allocate, and says no when it is told to.
 *
 * The file VITAE_MEMORY, mapped by all processes of the program alike, holds
 * struct memory: a test writes `left` to say after how many allocations one
 * fails (0: none), `from_there_on` that all later ones do, and reads `count`.
 */
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* What stands behind the C library's allocator: base/allocator.c asks these,
 * so they are what is stood in for. Those that are left do the work. */
void *libc_malloc(size_t size) __asm__("__libc_malloc");
void *libc_calloc(size_t count, size_t size) __asm__("__libc_calloc");
void *libc_realloc(void *at, size_t size) __asm__("__libc_realloc");
void *libc_memalign(size_t to, size_t size) __asm__("__libc_memalign");
void libc_free(void *at) __asm__("__libc_free");

struct memory {
	_Atomic int64_t left, from_there_on, count;
};

static struct memory *memory;

__attribute__((constructor)) static void begin(void)
{
	const char *path = getenv("VITAE_MEMORY");
	int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
	void *at;

	if (fd < 0)
		return;
	at = mmap(NULL, sizeof(*memory), PROT_READ | PROT_WRITE, MAP_SHARED, fd,
		0);
	close(fd);
	if (at != MAP_FAILED)
		memory = at;
}

static int refused(void)
{
	int64_t left;

	if (!memory)
		return 0;
	memory->count++;
	left = memory->left;
	while (left > 1 &&
		!atomic_compare_exchange_weak(&memory->left, &left, left - 1))
		;
	if (left != 1 ||
		(!memory->from_there_on && !atomic_compare_exchange_strong(
						   &memory->left, &left, 0)))
		return 0;
	errno = ENOMEM;
	return 1;
}

void *libc_malloc(size_t size)
{
	return refused() ? NULL : libc_memalign(16, size);
}

void *libc_calloc(size_t count, size_t size)
{
	size_t whole;
	void *at;

	if (__builtin_mul_overflow(count, size, &whole) || refused())
		return NULL;
	at = libc_memalign(16, whole);
	return at ? memset(at, 0, whole) : NULL;
}

void *libc_realloc(void *at, size_t size)
{
	size_t had = at ? malloc_usable_size(at) : 0;
	void *to;

	if (refused())
		return NULL;
	to = libc_memalign(16, size);
	if (to && at) {
		memcpy(to, at, had < size ? had : size);
		libc_free(at);
	}
	return to;
}

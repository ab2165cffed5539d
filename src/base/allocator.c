/*
 * base/allocator.c - one rule for memory, for our code and every library: who
 * asks for an ordinary amount gets it, or the process ends (mem_none).
 *
 * Libraries are of many minds about a malloc that fails. HarfBuzz goes on and
 * leaves out what it had no room for: a page without some of its letters, and
 * nobody is told. test/fault/memory_fault.mjs found that; no check of results
 * finds all of it. So the C library's allocator is asked through these.
 *
 * A big amount is refused as ever: whoever asks for so much (a picture, a
 * table of a file) looks at the answer, and can say what was too big.
 *
 * Sanitizers bring an allocator of their own.
 */
#include "base/base.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || \
	__has_feature(memory_sanitizer)
#define ALLOCATOR_OF_OTHERS
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define ALLOCATOR_OF_OTHERS
#endif

#ifndef ALLOCATOR_OF_OTHERS
#include <errno.h>

enum { BIG = 32 << 20 };

/* The headers name their arguments otherwise. */
void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *at, size_t size);
void *memalign(size_t to, size_t size);
void *aligned_alloc(size_t to, size_t size);
int posix_memalign(void **at, size_t to, size_t size);

/* What stands behind the C library's own. */
void *libc_malloc(size_t size) __asm__("__libc_malloc");
void *libc_calloc(size_t count, size_t size) __asm__("__libc_calloc");
void *libc_realloc(void *at, size_t size) __asm__("__libc_realloc");
void *libc_memalign(size_t to, size_t size) __asm__("__libc_memalign");

static void *got(void *at, size_t size)
{
	if (!at && size && size < BIG)
		mem_none();
	return at;
}

void *malloc(size_t size) { return got(libc_malloc(size), size); }

void *calloc(size_t count, size_t size)
{
	bool ordinary = !size || count < BIG / size;

	return got(libc_calloc(count, size), ordinary ? count * size : BIG);
}

void *realloc(void *at, size_t size)
{
	return got(libc_realloc(at, size), size);
}

void *memalign(size_t to, size_t size)
{
	return got(libc_memalign(to, size), size);
}

void *aligned_alloc(size_t to, size_t size)
{
	return got(libc_memalign(to, size), size);
}

int posix_memalign(void **at, size_t to, size_t size)
{
	void *found;

	if (to < sizeof(void *) || to & (to - 1))
		return EINVAL;
	found = got(libc_memalign(to, size), size);
	if (!found && size)
		return ENOMEM;
	*at = found;
	return 0;
}
#endif

/* base/base.c - errors, arenas, text. See base.h for the contracts. */
#include "base/base.h"

#include "base/utf8.h"

#include <execinfo.h>
#include <malloc.h>
#include <sys/mman.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#endif

/* ---- errors ------------------------------------------------------------- */

static const struct {
	const char *name, *text;
	int http, exit;
} err_table[] = {
#define ERR(n, h, e, t) { #n, t, h, e },
#include "base/err.def"
#undef ERR
};

enum { NAME_MAX_LEN = 24 };
static char err_names[LENGTH(err_table)][NAME_MAX_LEN];

/* "NOT_FOUND" is shown as "not_found"; made once, before main. */
__attribute__((constructor)) static void name_errors(void)
{
	for (size_t i = 0; i < LENGTH(err_table); i++)
		for (size_t k = 0; err_table[i].name[k]; k++) {
			char c = err_table[i].name[k];

			err_names[i][k] = (char)(c == '_' ? c : c | 32);
		}
}

/* What does not fit is cut, between two characters. */
static void write_text(char *to, size_t room, const char *fmt, va_list ap)
	PRINTF_LIKE(3, 0);
static void write_text(char *to, size_t room, const char *fmt, va_list ap)
{
	int n = vsnprintf(to, room, fmt, ap);

	if (n >= 0 && (size_t)n >= room)
		to[utf8_whole(str_of(to, room - 1)).len] = '\0';
}

static void write_textf(char *to, size_t room, const char *fmt, ...)
	PRINTF_LIKE(3, 4);
static void write_textf(char *to, size_t room, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	write_text(to, room, fmt, ap);
	va_end(ap);
}

bool(err_set)(struct err *err, enum err_code code, const char *fmt, ...)
{
	va_list ap;

	err->code = code;
	err->retry_after_ms = 0;
	err->field_count = 0;
	err->trace_count =
		code == ERR_BROKEN ? backtrace(err->trace, ERR_TRACE) : 0;
	va_start(ap, fmt);
	write_text(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	return false;
}

bool(err_in)(struct err *err, const char *fmt, ...)
{
	char was[sizeof(err->text)];
	va_list ap;
	size_t n;

	memcpy(was, err->text, sizeof(was));
	va_start(ap, fmt);
	write_text(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	n = strlen(err->text);
	write_textf(err->text + n, sizeof(err->text) - n, ": %s", was);
	return false;
}

bool(err_field)(struct err *err, const char *at, const char *fmt, ...)
{
	struct err_field *f;
	va_list ap;

	if (err->code != ERR_BAD_INPUT || err->field_count == 0)
		err_set(err, ERR_BAD_INPUT, "%s", "");
	if (err->field_count == ERR_FIELDS)
		return false;
	f = &err->fields[err->field_count++];
	write_textf(f->at, sizeof(f->at), "%s", at);
	va_start(ap, fmt);
	write_text(f->why, sizeof(f->why), fmt, ap);
	va_end(ap);
	if (err->field_count == 1)
		write_textf(err->text, sizeof(err->text), "'%s' %s",
			*at ? at : "the body", f->why);
	return false;
}

int err_http(enum err_code code) { return err_table[code].http; }
int err_exit(enum err_code code) { return err_table[code].exit; }
const char *err_name(enum err_code code) { return err_names[code]; }
const char *err_text(enum err_code code) { return err_table[code].text; }

/* ---- memory ------------------------------------------------------------- */

void mem_none(void)
{
	static const char said[] = "vitae: out of memory: this process ends; "
				   "nothing that was answered is lost\n";

	ssize_t wrote = write(STDERR_FILENO, said, sizeof(said) - 1);

	(void)wrote; /* the signal alone would do */
	abort();
}

static void *or_die(void *at)
{
	if (!at)
		mem_none();
	return at;
}

void *mem_alloc(size_t size) { return or_die(calloc(1, size ? size : 1)); }
void *mem_grow(void *at, size_t size) { return or_die(realloc(at, size)); }
char *mem_text(const char *text) { return or_die(strdup(text)); }
void mem_free(void *at) { free(at); }
void mem_trim(void) { malloc_trim(0); }

struct arena_block {
	struct arena_block *below;
	size_t used, size;
	bool mapped;
	max_align_t bytes[];
};

enum { BLOCK_BYTES = 16 * 1024 - sizeof(struct arena_block) };
enum { MAPPED_LEAST = 64 * 1024 };
enum { SPARES_TRIED = 8 };

/* One that fits, near the list's beginning: calls that do alike ask for the
 * same blocks in the same order. */
static struct arena_block *take_spare(struct arena *mem, size_t size)
{
	struct arena_block **at = &mem->spare, *b;

	for (int i = 0; *at && i < SPARES_TRIED; i++, at = &(*at)->below) {
		b = *at;
		if (b->size >= size && b->size / 2 <= size) {
			*at = b->below;
			return b;
		}
	}
	return NULL;
}

static void *map(size_t size)
{
	void *at = mmap(NULL, size, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return at == MAP_FAILED ? NULL : at;
}

static struct arena_block *block_new(struct arena *mem, size_t size)
{
	bool mapped = mem->mapped && size >= MAPPED_LEAST;
	struct arena_block *b;

	if (size > SIZE_MAX / 2)
		abort();
	b = or_die(mapped ? map(sizeof(*b) + size) : malloc(sizeof(*b) + size));
	b->size = size;
	b->mapped = mapped;
	mem->bytes += sizeof(*b) + size;
	return b;
}

static struct arena_block *block_add(struct arena *mem, size_t least)
{
	size_t size = least > BLOCK_BYTES ? least : BLOCK_BYTES;
	struct arena_block *b = take_spare(mem, size);

	if (!b)
		b = block_new(mem, size);
	b->used = 0;
	b->below = mem->top;
	ASAN_POISON_MEMORY_REGION(b->bytes, b->size);
	mem->top = b;
	return b;
}

void *arena_bytes(struct arena *mem, size_t size)
{
	const size_t align = sizeof(max_align_t);
	struct arena_block *b = mem->top;
	size_t whole = (size + align - 1) / align * align;
	void *at;

	if (whole < size)
		abort();
	if (!b || b->size - b->used < whole)
		b = block_add(mem, whole);
	at = (char *)b->bytes + b->used;
	b->used += whole;
	ASAN_UNPOISON_MEMORY_REGION(at, size);
	return at;
}

void *arena_alloc(struct arena *mem, size_t size)
{
	return memset(arena_bytes(mem, size), 0, size);
}

static void block_free(struct arena_block *b)
{
	ASAN_UNPOISON_MEMORY_REGION(b->bytes, b->size);
	if (b->mapped)
		munmap(b, sizeof(*b) + b->size);
	else
		free(b);
}

static void list_free(struct arena_block **list)
{
	while (*list) {
		struct arena_block *below = (*list)->below;

		block_free(*list);
		*list = below;
	}
}

/* What a large document took would stay with the allocator: its thresholds
 * grow with what is freed, and small blocks lie between. */
enum { LARGE_BYTES = 2 << 20 };

void arena_free(struct arena *mem)
{
	bool large = mem->bytes > LARGE_BYTES;

	list_free(&mem->top);
	list_free(&mem->spare);
	mem->bytes = 0;
	if (large)
		mem_trim();
}

static void drop(struct arena *mem, struct arena_block *b)
{
	if (mem->bytes + sizeof(*b) + b->size > mem->keep) {
		block_free(b);
		return;
	}
	ASAN_POISON_MEMORY_REGION(b->bytes, b->size);
	b->below = mem->spare;
	mem->spare = b;
	mem->bytes += sizeof(*b) + b->size;
}

void arena_reset(struct arena *mem)
{
	struct arena_block *b = mem->top, *unused = mem->spare;

	mem->bytes = 0;
	mem->spare = NULL;
	while (b && (b->below || b->size > BLOCK_BYTES)) {
		struct arena_block *below = b->below;

		drop(mem, b);
		b = below;
	}
	list_free(&unused); /* nor did this call need it */
	mem->top = b;
	mem->bytes += b ? sizeof(*b) + b->size : 0;
	if (b) {
		b->used = 0;
		ASAN_POISON_MEMORY_REGION(b->bytes, b->size);
	}
}

/* ---- views -------------------------------------------------------------- */

static char lower(char c) { return (char)(c >= 'A' && c <= 'Z' ? c | 32 : c); }

bool str_eq_nocase(struct str a, struct str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (lower(a.at[i]) != lower(b.at[i]))
			return false;
	return true;
}

bool str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && str_eq(str_of(s.at, prefix.len), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.len >= suffix.len &&
	       str_eq(str_of(s.at + s.len - suffix.len, suffix.len), suffix);
}

struct str str_copy(struct arena *mem, struct str s)
{
	char *p = arena_bytes(mem, s.len + 1);

	if (s.len)
		memcpy(p, s.at, s.len);
	p[s.len] = '\0';
	return (struct str){ p, s.len };
}

struct str str_trim(struct str s)
{
	while (s.len && (*s.at == ' ' || *s.at == '\t'))
		s = str_of(s.at + 1, s.len - 1);
	while (s.len && (s.at[s.len - 1] == ' ' || s.at[s.len - 1] == '\t'))
		s.len--;
	return s;
}

struct str str_lower(struct arena *mem, struct str s)
{
	struct str out = str_copy(mem, s);

	for (size_t i = 0; i < s.len; i++)
		((char *)(uintptr_t)out.at)[i] = lower(s.at[i]);
	return out;
}

struct str str_fmt(struct arena *mem, const char *fmt, ...)
{
	va_list ap, again;
	char *p;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	p = arena_bytes(mem, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return str_of(p, (size_t)n);
}

struct str str_cut(struct str *rest, char mark)
{
	const char *end = rest->len ? memchr(rest->at, mark, rest->len) : NULL;
	struct str piece = *rest;

	if (!end) {
		if (rest->len)
			*rest = str_of(rest->at + rest->len, 0);
		return piece;
	}
	piece.len = (size_t)(end - rest->at);
	*rest = str_of(end + 1, rest->len - piece.len - 1);
	return piece;
}

bool str_int(struct str s, int64_t *out)
{
	bool minus = s.len && *s.at == '-';
	int64_t n = 0;

	if (s.len == minus)
		return false;
	for (size_t i = minus; i < s.len; i++) {
		int digit = s.at[i] - '0';

		if (digit < 0 || digit > 9 ||
			__builtin_mul_overflow(n, 10, &n) ||
			__builtin_sub_overflow(n, digit, &n))
			return false;
	}
	/* summed below zero, where there is one number more */
	if (!minus && n == INT64_MIN)
		return false;
	*out = minus ? n : -n;
	return true;
}

/* ---- text being built --------------------------------------------------- */

void buf_init(struct buf *b, struct arena *mem, size_t ceiling)
{
	*b = (struct buf){ .mem = mem, .ceiling = ceiling };
}

bool buf_grow(struct buf *b, size_t more)
{
	size_t room;
	char *p;

	if (b->overflow || more > b->ceiling - b->len) {
		b->overflow = true;
		return false;
	}
	if (b->at && b->room - b->len > more)
		return true;
	room = (b->len + more + 1) * 2;
	if (room < 256)
		room = 256;
	if (room - 1 > b->ceiling) /* so that buf_addc sees the ceiling */
		room = b->ceiling + 1;
	p = arena_bytes(b->mem, room);
	if (b->at)
		memcpy(p, b->at, b->len);
	b->at = p;
	b->room = room;
	return true;
}

void buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list ap, again;
	size_t room;
	int n;

	if (!buf_need(b, 0))
		return;
	room = b->room - b->len;
	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(b->at + b->len, room, fmt, ap);
	va_end(ap);
	if ((size_t)n >= room) {
		if (!buf_need(b, (size_t)n))
			n = 0;
		else
			vsnprintf(b->at + b->len, (size_t)n + 1, fmt, again);
	}
	va_end(again);
	b->len += (size_t)n;
	b->at[b->len] = '\0';
}

void buf_add_int(struct buf *b, int64_t n)
{
	static const char pairs[] = "00010203040506070809"
				    "10111213141516171819"
				    "20212223242526272829"
				    "30313233343536373839"
				    "40414243444546474849"
				    "50515253545556575859"
				    "60616263646566676869"
				    "70717273747576777879"
				    "80818283848586878889"
				    "90919293949596979899";
	uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
	char digits[24], *end = digits + sizeof(digits), *p = end;

	if (left < 10 && n >= 0) {
		buf_addc(b, (char)('0' + left));
		return;
	}
	for (; left >= 10; left /= 100)
		memcpy(p -= 2, &pairs[left % 100 * 2], 2);
	if (left)
		*--p = (char)('0' + left);
	if (n < 0)
		*--p = '-';
	buf_add(b, str_of(p, (size_t)(end - p)));
}

/*
 * base/base.h - the only door to base: errors, memory, text.
 *
 * Everything here is a value or lives in an arena, so nothing here has to
 * be freed one by one. The other headers of base (json.h, hash.h, id.h,
 * time.h, log.h ...) build on this one and on nothing else of ours.
 */
#ifndef BASE_H
#define BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))
#define LENGTH(list) (sizeof(list) / sizeof((list)[0]))

/* ---- errors ------------------------------------------------------------
 * A function that can fail returns bool and takes `struct err *err` last.
 * It fills err exactly once, on failure, and leaves it alone on success, so
 * that calls chain with &&. The code picks the HTTP status and the exit
 * status (err.def); the text is one sentence that a person can act on.
 * Rooms below api/, cmd/ and work/ return errors, they never log them.
 */
enum err_code {
#define ERR(name, http, exit, text) ERR_##name,
#include "base/err.def"
#undef ERR
};

enum { ERR_FIELDS = 8, ERR_TRACE = 16 };

/* One wrong field of an input: where (a JSON pointer) and why. */
struct err_field {
	char at[96], why[128];
};

struct err {
	enum err_code code;
	char text[256];
	int64_t retry_after_ms; /* 0: nobody knows */
	int field_count;
	struct err_field fields[ERR_FIELDS];
	int trace_count; /* where an ERR_BROKEN was born */
	void *trace[ERR_TRACE];
};

/* Always returns false, so a failing line reads: return err_set(...). */
bool err_set(struct err *err, enum err_code code, const char *fmt, ...)
	PRINTF_LIKE(3, 4);
/* Puts "context: " before the text of an error that passes by. False. */
bool err_in(struct err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Names one wrong field; the first also becomes the error itself. False. */
bool err_field(struct err *err, const char *at, const char *fmt, ...)
	PRINTF_LIKE(3, 4);
/* Callers, and the compilers that read them, see the constant false. */
static inline bool err_false(bool was)
{
	(void)was;
	return false;
}
#define err_set(...) err_false(err_set(__VA_ARGS__))
#define err_in(...) err_false(err_in(__VA_ARGS__))
#define err_field(...) err_false(err_field(__VA_ARGS__))
int err_http(enum err_code code);
int err_exit(enum err_code code);
const char *err_name(enum err_code code); /* "not_found" */
const char *err_text(enum err_code code); /* the default sentence */

/* ---- memory ------------------------------------------------------------
 * One arena per call (a request, a command, a job attempt). Freed whole.
 * arena_alloc never returns NULL: running out of memory ends the process,
 * because every outside size was already capped at the edge.
 */
struct arena {
	struct arena_block *top, *spare;
	size_t bytes; /* held from the system */
	/* How much of it arena_reset() may hold back for the next call: asking
	 * the system again and again takes longer than some calls do. */
	size_t keep;
	/* Large blocks come from the system itself, and go back at once: for
	 * threads that end, whose heaps nobody trims. */
	bool mapped;
};

void *arena_alloc(struct arena *mem, size_t size); /* zeroed, aligned */
void *arena_bytes(struct arena *mem, size_t size); /* not zeroed */
void arena_free(struct arena *mem);
/* Forgets everything; keeps the first block for the next call, and `keep`. */
void arena_reset(struct arena *mem);
#define ARENA_NEW(mem, type) ((type *)arena_alloc((mem), sizeof(type)))
#define ARENA_LIST(mem, type, count) \
	((type *)arena_alloc((mem), sizeof(type) * (count)))

/* Says that there is no memory, and ends the process. */
_Noreturn void mem_none(void);
/* For what outlives every call. Ends the process when there is no memory. */
void *mem_alloc(size_t size); /* zeroed */
void *mem_grow(void *at, size_t size);
char *mem_text(const char *text); /* a copy */
void mem_free(void *at);
void mem_trim(void); /* what was freed goes back to the system */

/* ---- text --------------------------------------------------------------
 * str: a borrowed view, passed by value, not NUL-terminated. at == NULL
 *      means "none" where a column or a field can be absent.
 * buf: text being built, with a ceiling that its owner must state.
 *      Overflow is sticky: append freely, ask buf_ok() once at the end.
 */
struct str {
	const char *at;
	size_t len;
};
#define STR(lit) ((struct str){ "" lit, sizeof(lit) - 1 })
#define STR_ARG(s) (int)(s).len, (s).at /* for "%.*s" */
#define STR_NONE ((struct str){ NULL, 0 })

static inline struct str str_of(const char *at, size_t len)
{
	return (struct str){ at, len };
}

static inline struct str str_c(const char *cz)
{
	return (struct str){ cz, cz ? strlen(cz) : 0 };
}

static inline bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || !memcmp(a.at, b.at, a.len));
}

static inline bool str_is(struct str a, const char *cz)
{
	return str_eq(a, str_c(cz));
}

bool str_eq_nocase(struct str a, struct str b); /* ASCII letters */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
struct str str_copy(struct arena *mem, struct str s);  /* NUL after end */
struct str str_trim(struct str s);                     /* blanks and tabs */
struct str str_lower(struct arena *mem, struct str s); /* ASCII letters */
struct str str_fmt(struct arena *mem, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* The piece before the next `mark`; *rest moves behind it. */
struct str str_cut(struct str *rest, char mark);
/* Decimal digits with an optional minus; nothing else may stand there. */
bool str_int(struct str s, int64_t *out);

struct buf {
	struct arena *mem;
	char *at;
	size_t len, room, ceiling;
	bool overflow;
};

void buf_init(struct buf *b, struct arena *mem, size_t ceiling);
bool buf_grow(struct buf *b, size_t more);
/* Room for `more` bytes, and for the zero that always stands behind them. What
 * is too much for the ceiling stays out: buf_ok() is false from then on. */
static inline bool buf_need(struct buf *b, size_t more)
{
	return (b->room - b->len > more && !b->overflow) || buf_grow(b, more);
}
static inline void buf_add(struct buf *b, struct str s)
{
	if (!buf_need(b, s.len))
		return;
	if (s.len)
		memcpy(b->at + b->len, s.at, s.len);
	b->len += s.len;
	b->at[b->len] = '\0';
}
void buf_addf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
void buf_add_int(struct buf *b, int64_t n);
static inline void buf_addc(struct buf *b, char c)
{
	if (!buf_need(b, 1))
		return;
	b->at[b->len++] = c;
	b->at[b->len] = '\0';
}
static inline bool buf_ok(const struct buf *b) { return !b->overflow; }
static inline struct str buf_str(const struct buf *b)
{
	return (struct str){ b->at, b->len };
}

#endif

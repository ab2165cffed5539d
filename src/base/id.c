/* base/id.c - see id.h. */
#include "base/id.h"

#include "base/code.h"
#include "base/hash.h"
#include "base/time.h"

#include <stdatomic.h>

enum { UUID_BYTES = 16, TOKEN_BYTES = 32, COUNTER_BITS = 12 };

/*
 * Milliseconds and a counter of 12 bits as one number (RFC 9562 s. 6.2,
 * method 1): a new millisecond starts the counter in its lower half, the next
 * id in the same one is the number after, and a counter that runs over lends
 * from the next millisecond. So one word in memory keeps the order.
 */
static uint64_t next_stamp(unsigned random)
{
	static _Atomic uint64_t last;
	uint64_t now = (uint64_t)time_now_ms() << COUNTER_BITS |
		       random % (1u << (COUNTER_BITS - 1));
	uint64_t was = atomic_load(&last), next;

	do
		next = now > was ? now : was + 1;
	while (!atomic_compare_exchange_weak(&last, &was, next));
	return next;
}

/* An id is no secret, so one call into the kernel may serve many of them. */
static void draw(unsigned char id[UUID_BYTES])
{
	static _Thread_local unsigned char pool[16 * UUID_BYTES];
	static _Thread_local size_t left;

	if (!left) {
		hash_random(pool, sizeof(pool));
		left = sizeof(pool);
	}
	left -= UUID_BYTES;
	memcpy(id, pool + left, UUID_BYTES);
}

void id_write(char out[ID_TEXT + 1])
{
	static const int groups[] = { 4, 2, 2, 2, 6 };
	unsigned char id[UUID_BYTES], *from = id;
	uint64_t stamp;

	draw(id);
	stamp = next_stamp((unsigned)id[0] << 8 | id[1]);
	for (int i = 0; i < 6; i++)
		id[i] = (unsigned char)(stamp >> (COUNTER_BITS + 40 - 8 * i));
	id[6] = (unsigned char)(0x70 | (stamp >> 8 & 0x0f)); /* version 7 */
	id[7] = (unsigned char)stamp;
	id[8] = (unsigned char)(0x80 | (id[8] & 0x3f)); /* variant 10 */
	for (size_t i = 0; i < LENGTH(groups); i++) {
		struct str group = str_of((char *)from, (size_t)groups[i]);

		if (i)
			*out++ = '-';
		code_write(CODE_HEX, group, out);
		out += 2 * groups[i];
		from += groups[i];
	}
	*out = '\0';
}

struct str id_new(struct arena *mem)
{
	char *at = arena_bytes(mem, ID_TEXT + 1);

	id_write(at);
	return str_of(at, ID_TEXT);
}

static bool hex_digit(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

bool id_ok(struct str s)
{
	if (s.len != ID_TEXT)
		return false;
	for (size_t i = 0; i < ID_TEXT; i++) {
		bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;

		if (hyphen ? s.at[i] != '-' : !hex_digit(s.at[i]))
			return false;
	}
	return s.at[14] >= '1' && s.at[14] <= '8' && s.at[19] >= '8' &&
	       s.at[19] <= 'b';
}

struct str id_token(struct arena *mem)
{
	char bytes[TOKEN_BYTES];

	hash_random(bytes, sizeof(bytes));
	return code_text(mem, CODE_BASE64URL, str_of(bytes, sizeof(bytes)));
}

/* press/memo.c - a short list that is searched by hash. A key is always
 * compared whole: a hash that two of them share costs time, never gives what
 * belongs to another document. */
#include "press/memo.h"

enum { MEMO_ENTRIES = 128, MEMO_PART = 4 };

struct memo_entry {
	uint64_t used;
	size_t key, value; /* sizes */
	char *bytes;       /* the key, then the value */
};

struct memo {
	uint64_t hash[MEMO_ENTRIES];
	struct memo_entry at[MEMO_ENTRIES];
	size_t count, bytes, ceiling;
	uint64_t clock, asked; /* asked: the hash last looked for */
};

struct memo *memo_open(size_t ceiling)
{
	struct memo *m = mem_alloc(sizeof(*m));

	m->ceiling = ceiling;
	return m;
}

void memo_close(struct memo *m)
{
	for (size_t i = 0; m && i < m->count; i++)
		mem_free(m->at[i].bytes);
	mem_free(m);
}

static uint64_t mix(uint64_t h, uint64_t word)
{
	h = (h ^ word) * 0x9e3779b97f4a7c15u;
	return h ^ h >> 32;
}

/* Two lanes, so that one product need not wait for the other. */
static uint64_t hash_of(struct str s)
{
	uint64_t a = s.len, b = 1, w[2];

	for (; s.len >= sizeof(w); s.at += sizeof(w), s.len -= sizeof(w)) {
		memcpy(w, s.at, sizeof(w));
		a = mix(a, w[0]);
		b = mix(b, w[1]);
	}
	memset(w, 0, sizeof(w));
	if (s.len)
		memcpy(w, s.at, s.len);
	return mix(mix(a, w[0]), mix(b, w[1]));
}

bool memo_find(struct memo *m, struct str key, struct str *value)
{
	uint64_t hash = m->asked = hash_of(key);

	for (size_t i = 0; i < m->count; i++) {
		struct memo_entry *e = &m->at[i];

		if (m->hash[i] != hash || e->key != key.len ||
			memcmp(e->bytes, key.at, key.len) != 0)
			continue;
		e->used = ++m->clock;
		*value = str_of(e->bytes + e->key, e->value);
		return true;
	}
	return false;
}

static void drop_oldest(struct memo *m)
{
	size_t oldest = 0, last = --m->count;

	for (size_t i = 1; i <= last; i++)
		if (m->at[i].used < m->at[oldest].used)
			oldest = i;
	m->bytes -= m->at[oldest].key + m->at[oldest].value;
	mem_free(m->at[oldest].bytes);
	m->at[oldest] = m->at[last];
	m->hash[oldest] = m->hash[last];
}

void memo_keep(struct memo *m, struct str key, struct str value)
{
	size_t size = key.len + value.len;
	struct memo_entry *e;

	if (!key.len || size > m->ceiling / MEMO_PART)
		return;
	while (m->count == MEMO_ENTRIES || m->bytes + size > m->ceiling)
		drop_oldest(m);
	e = &m->at[m->count];
	m->hash[m->count++] = m->asked;
	m->bytes += size;
	*e = (struct memo_entry){ ++m->clock, key.len, value.len,
		mem_grow(NULL, size) };
	memcpy(e->bytes, key.at, key.len);
	if (value.len)
		memcpy(e->bytes + key.len, value.at, value.len);
}

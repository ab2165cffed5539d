/* intake/ole.c - see ole.h. */
#include "intake/ole.h"

#include "base/utf8.h"

enum {
	HEADER = 512,
	ENTRY = 128,
	ENTRIES = 65536,
	BYTES = 64 << 20,
	CHAIN_END = 0xFFFFFFFCu /* and what is above it ends a chain, too */
};

bool intake_ole_is(struct str bytes)
{
	return str_starts(bytes, STR("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"));
}

static bool damaged(struct err *err)
{
	return err_set(err, ERR_UNTRUSTED,
		"it is damaged: save it anew, or export it as PDF");
}

/* The bytes of a sector; fewer at the end of a file that was cut off. */
static struct str sector(const struct ole *o, uint32_t n)
{
	uint64_t at = ((uint64_t)n + 1) * o->sector;
	size_t len = o->sector;

	if (at >= o->bytes.len)
		return STR("");
	if (len > o->bytes.len - at)
		len = o->bytes.len - at;
	return str_of(o->bytes.at + at, len);
}

/* ---- chains --------------------------------------------------------------*/

/* What a chain of sectors holds, up to most bytes. One that is longer than the
 * file goes in a circle. */
static bool chain(struct arena *mem, const struct ole *o, uint32_t from,
	size_t most, struct str *out, struct err *err)
{
	size_t left = o->bytes.len / o->sector + 1;
	struct buf b;

	buf_init(&b, mem, o->bytes.len + o->sector + 1);
	buf_add(&b, STR(""));
	while (from < CHAIN_END && b.len < most) {
		struct str s = sector(o, from);

		if (!left-- || from >= o->fat_count)
			return damaged(err);
		if (s.len > most - b.len)
			s.len = most - b.len;
		buf_add(&b, s);
		from = o->fat[from];
	}
	*out = buf_str(&b);
	return buf_ok(&b) || damaged(err);
}

static bool small_chain(struct arena *mem, const struct ole *o, uint32_t from,
	size_t most, struct str *out, struct err *err)
{
	size_t left = o->root.len / o->small + 1;
	struct buf b;

	buf_init(&b, mem, o->root.len + o->small + 1);
	buf_add(&b, STR(""));
	while (from < CHAIN_END && b.len < most) {
		uint64_t at = (uint64_t)from * o->small;
		size_t len = o->small;

		if (!left-- || from >= o->small_count || at >= o->root.len)
			return damaged(err);
		if (len > o->root.len - at)
			len = o->root.len - at;
		if (len > most - b.len)
			len = most - b.len;
		buf_add(&b, str_of(o->root.at + at, len));
		from = o->small_fat[from];
	}
	*out = buf_str(&b);
	return buf_ok(&b) || damaged(err);
}

/* ---- opening -------------------------------------------------------------*/

static void add_fat(struct ole *o, uint32_t n, uint32_t room)
{
	struct str s = sector(o, n);

	for (size_t i = 0; i + 4 <= s.len && o->fat_count < room; i += 4)
		o->fat[o->fat_count++] = ole_four(s, i);
}

/* The table of sectors: 109 of its own are named in the header, others in a
 * chain. */
static bool read_fat(struct arena *mem, struct ole *o, struct err *err)
{
	uint32_t sectors = (uint32_t)(o->bytes.len / o->sector + 1);
	uint32_t per = o->sector / 4 - 1;
	uint32_t next = ole_four(o->bytes, 68);
	uint32_t left = sectors;

	o->fat = arena_bytes(mem, ((size_t)sectors + per + 1) * 4);
	for (size_t i = 0; i < 109; i++) {
		uint32_t n = ole_four(o->bytes, 76 + 4 * i);

		if (n < CHAIN_END)
			add_fat(o, n, sectors);
	}
	while (next < CHAIN_END && o->fat_count < sectors) {
		struct str s = sector(o, next);

		if (!left-- || s.len < o->sector)
			return damaged(err);
		for (uint32_t i = 0; i < per; i++)
			if (ole_four(s, 4 * (size_t)i) < CHAIN_END)
				add_fat(o, ole_four(s, 4 * (size_t)i), sectors);
		next = ole_four(s, 4 * (size_t)per);
	}
	return o->fat_count || damaged(err);
}

static bool read_small(struct arena *mem, struct ole *o, struct err *err)
{
	struct str table;

	if (!chain(mem, o, ole_four(o->bytes, 60), o->bytes.len, &table, err))
		return false;
	o->small_count = (uint32_t)(table.len / 4);
	o->small_fat = arena_bytes(mem, table.len + 4);
	for (size_t i = 0; i < o->small_count; i++)
		o->small_fat[i] = ole_four(table, 4 * i);
	return !o->count || o->at[0].kind != 5 ||
	       chain(mem, o, o->at[0].from, o->at[0].size, &o->root, err);
}

static struct str name_of(struct arena *mem, struct str entry)
{
	size_t len = ole_two(entry, 64) / 2, n = 0;
	char *at = arena_bytes(mem, 3 * 32 + 4);

	if (len > 32)
		len = 32;
	for (size_t i = 0; i + 1 < len; i++) {
		uint32_t c = ole_two(entry, 2 * i);

		n += (size_t)utf8_encode(c, at + n);
	}
	return str_of(at, n);
}

static bool read_entries(struct arena *mem, struct ole *o, struct err *err)
{
	struct str s;

	if (!chain(mem, o, ole_four(o->bytes, 48), (size_t)ENTRIES * ENTRY, &s,
		    err))
		return false;
	o->at = ARENA_LIST(mem, struct ole_entry, s.len / ENTRY + 1);
	for (size_t i = 0; i + ENTRY <= s.len; i += ENTRY) {
		struct str e = str_of(s.at + i, ENTRY);

		o->at[o->count++] = (struct ole_entry){
			.name = name_of(mem, e),
			.kind = (uint8_t)e.at[66],
			.from = ole_four(e, 116),
			.size = ole_four(e, 120),
		};
	}
	return o->count || damaged(err);
}

bool intake_ole_open(
	struct arena *mem, struct str bytes, struct ole *out, struct err *err)
{
	unsigned shift = ole_two(bytes, 30), small = ole_two(bytes, 32);

	*out = (struct ole){ .bytes = bytes };
	if (bytes.len > BYTES)
		return err_set(
			err, ERR_TOO_BIG, "it has over %d MB", BYTES >> 20);
	if (!intake_ole_is(bytes) || bytes.len < HEADER ||
		(shift != 9 && shift != 12) || small > 9 || small < 4)
		return damaged(err);
	out->sector = 1u << shift;
	out->small = 1u << small;
	out->cutoff = ole_four(bytes, 56);
	return read_fat(mem, out, err) && read_entries(mem, out, err) &&
	       read_small(mem, out, err);
}

const struct ole_entry *intake_ole_find(const struct ole *ole, const char *name)
{
	for (size_t i = 0; i < ole->count; i++)
		if (ole->at[i].kind == 2 && str_is(ole->at[i].name, name))
			return &ole->at[i];
	return NULL;
}

bool intake_ole_read(struct arena *mem, const struct ole *ole,
	const struct ole_entry *e, struct str *out, struct err *err)
{
	if (e->size < ole->cutoff)
		return small_chain(mem, ole, e->from, e->size, out, err);
	return chain(mem, ole, e->from, e->size, out, err);
}

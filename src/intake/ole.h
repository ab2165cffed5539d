/*
 * intake/ole.h - compound files of OLE (MS-CFB), which old Office writes: their
 * streams by name, in memory. Writes none. Chains that go in circles, sectors
 * outside the file and streams longer than it are refused.
 */
#ifndef INTAKE_OLE_H
#define INTAKE_OLE_H

#include "base/base.h"

struct ole {
	struct str bytes;
	uint32_t sector, small; /* bytes in one */
	uint32_t cutoff;        /* shorter streams are in small ones */
	uint32_t *fat, *small_fat;
	uint32_t fat_count, small_count;
	struct str root; /* what holds the small ones */
	struct ole_entry {
		struct str name; /* UTF-8 */
		uint8_t kind;    /* 1: a storage, 2: a stream, 5: the root */
		uint32_t from;
		uint32_t size;
	} * at;
	size_t count;
};

bool intake_ole_is(struct str bytes);
bool intake_ole_open(
	struct arena *mem, struct str bytes, struct ole *out, struct err *err);
/* NULL: there is none. */
const struct ole_entry *intake_ole_find(
	const struct ole *ole, const char *name);
/* What a stream holds, as far as it is there. */
bool intake_ole_read(struct arena *mem, const struct ole *ole,
	const struct ole_entry *entry, struct str *out, struct err *err);

/* Numbers of the file; 0 outside of s. */
static inline uint32_t ole_two(struct str s, size_t at)
{
	const unsigned char *b = (const unsigned char *)s.at;

	return at < s.len && s.len - at >= 2
		       ? (uint32_t)b[at] | (uint32_t)b[at + 1] << 8
		       : 0;
}
static inline uint32_t ole_four(struct str s, size_t at)
{
	return ole_two(s, at) | ole_two(s, at + 2) << 16;
}

#endif

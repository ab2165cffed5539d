/*
 * match/taxonomy_key.h - how names are looked up: by a hash of their letters
 * without what parts them, so that "Node.js", "NodeJS" and "Node JS" are one.
 * For taxonomy.c and for tools/taxonomy_table.c, which writes the table.
 */
#ifndef MATCH_TAXONOMY_KEY_H
#define MATCH_TAXONOMY_KEY_H

#include "base/base.h"

#define TAXONOMY_SEED 0xcbf29ce484222325u

static inline uint64_t taxonomy_key(uint64_t h, struct str more)
{
	for (size_t i = 0; i < more.len; i++)
		h = (h ^ (unsigned char)more.at[i]) * 0x100000001b3u;
	return h;
}

/* Bits that look-ups take have to come from all of the hash. */
static inline uint64_t taxonomy_spread(uint64_t h)
{
	h ^= h >> 29;
	h *= 0xbf58476d1ce4e5b9u;
	return h ^ h >> 32;
}

/* A plural's s goes, when the text has a small one there; that of "electronics"
 * is none: who writes "electronic" means something else. */
static inline bool taxonomy_is_plural(struct str folded, char written)
{
	const char *end = folded.at + folded.len;

	return written == 's' && folded.len > 3 && end[-1] == 's' &&
	       end[-2] != 's' && !(end[-2] == 'c' && end[-3] == 'i');
}

#endif

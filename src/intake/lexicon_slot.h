/*
 * intake/lexicon_slot.h - how a phrase lies in the table that is made when the
 * program is built (tools/lexicon_table.c), for that and for lexicon.c.
 */
#ifndef INTAKE_LEXICON_SLOT_H
#define INTAKE_LEXICON_SLOT_H

#include "base/base.h"

enum { LEXICON_SLOTS = 1 << 15 }; /* half of them stay empty, or more */

struct lexicon_slot {
	uint32_t at; /* in the texts of all */
	uint32_t marks;
	uint8_t len;     /* 0: an empty slot */
	uint8_t heading; /* what it names, and one; 0: it is none */
};

static inline uint32_t lexicon_hash(struct str s)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.at[i]) * 16777619u;
	return h ^ h >> 15;
}

#endif

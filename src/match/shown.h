/*
 * match/shown.h - how people say what they did: which words say the same of
 * work, and which words, together in one sentence, show a skill that they do
 * not name. Stems (stem.h), in tables that the build makes of data/alike.txt,
 * data/shown.txt and the names of skills. Knows no resume.
 */
#ifndef MATCH_SHOWN_H
#define MATCH_SHOWN_H

#include "base/base.h"

enum {
	SHOWN_GROUPS = 2048,
	SHOWN_KIND = 0x8000, /* the word is but a kind of what its group says */
	SHOWN_IN = 16,       /* groups that one word is in */
	SHOWN_WORDS = 8,     /* of one way to show a skill */
	SHOWN_PAPER = 0x80,  /* a way: counts where certificates are listed */
	SHOWN_SLOTS = 16384
};

struct shown_word {
	uint32_t stem;            /* 0: a free slot */
	uint16_t group[SHOWN_IN]; /* from 1; 0 ends them */
};

/* Of a word as a whole, which may be one of several. */
static inline uint32_t shown_whole(struct str word)
{
	uint32_t h = 2166136261u;

	if (str_ends(word, STR("s")))
		word.len--;
	for (size_t i = 0; i < word.len; i++)
		h = (h ^ (unsigned char)word.at[i]) * 16777619u;
	return h | 1;
}

/* The groups of a stem, or of a word by its hash: "planner" is no plan. NULL:
 * it is in none. */
const struct shown_word *shown_word(uint32_t stem);
/* Does `had` say what `want` does, or a kind of it? Both may be NULL. */
bool shown_alike(const struct shown_word *want, const struct shown_word *had);
/* The ways to show a skill, one behind the other: how many stems, perhaps with
 * SHOWN_PAPER, and these; 0 ends them. */
const uint32_t *shown_ways(uint16_t skill);

#endif

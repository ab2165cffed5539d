/*
 * match/phrase.h - phrases of a few words, looked up by what their words are:
 * what a heading of a posting is called, what a line says of its weight. The
 * build makes the table of headings.def.
 */
#ifndef MATCH_PHRASE_H
#define MATCH_PHRASE_H

#include "resume/wording.h"

enum { PHRASE_SLOTS = 2048, PHRASE_WORDS = 6 };

struct phrase_slot {
	uint32_t hash; /* 0: free */
	uint8_t what;  /* enum posting_part */
	uint8_t words;
};

#define PHRASE_SEED 2166136261u

static inline uint32_t phrase_hash(uint32_t h, uint32_t word)
{
	return (h ^ word) * 0x9e3779b1u + (h >> 15);
}

/* Not of enum posting_part; as headings POSTING_NICE, and _PROCESS. */
enum { PHRASE_WELCOME = 100, PHRASE_LEGAL = 101 };

/* The longest phrase within these words: what it is; less than 0: none. */
int phrase_find(const struct resume_word *words, size_t count);
/* Are these words a phrase, and no more? What it is; less than 0: no. */
int phrase_is(const struct resume_word *words, size_t count);
/* Is a phrase of this kind among them? */
bool phrase_has(const struct resume_word *words, size_t count, int what);

#endif

/*
 * match/said_int.h - the words of a resume as said.c reads them, for
 * said_asked.c, too.
 */
#ifndef MATCH_SAID_INT_H
#define MATCH_SAID_INT_H

#include "match/said.h"
#include "match/shown.h"

struct said_word {
	uint32_t stem, bare;
	const struct shown_word *alike, *whole;
};

struct said {
	const struct profile *p;
	struct said_word **words; /* of each passage */
	uint32_t *title; /* of each passage: what its entry is called, from 1 */
	bool *group;     /* is a word of it anywhere? */
	uint64_t houses; /* bits of all words of employers' names */
};

struct said_word said_word_read(const struct resume_word *word);
/* Before any passage is asked: is it anywhere? */
bool said_is_anywhere(const struct said *s, const struct said_word *w);
/* A passage that has the word or one that says the same, from 1; 0: none. */
uint32_t said_where(const struct said *s, const struct said_word *w);
/* The passage that says one of these ways (shown.h), from 1; 0: none does. */
uint32_t said_way(const struct said *s, const uint32_t *way);
/* Does the passage, from 1, say one of them? 0: any may. */
uint32_t said_way_in(const struct said *s, const uint32_t *way, uint32_t in);

#endif

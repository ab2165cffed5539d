/*
 * match/shown.h - how people say what they did: which words say the same of
 * work, and which words, together in one sentence, show a skill that they do
 * not name, or a topic that postings ask for in phrases of their own. Stems
 * (stem.h), in tables that the build makes of data/alike.txt, data/shown.txt,
 * data/asked.txt and the names of skills. Knows no resume.
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
	SHOWN_COUNT = 0x7f,
	SHOWN_FIRM = 8, /* above: of how many, the first, one has to stand there
			 * itself */
	SHOWN_SLOTS = 16384,
	SHOWN_PHRASE = 4 /* words of a phrase that asks for something */
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

/* How postings ask for a topic: all these stems, in one line; `decides`: as
 * they stand, and who does not show it does not meet the line. */
struct shown_phrase {
	uint32_t stem[SHOWN_PHRASE];
	uint16_t topic;
	uint8_t words;
	bool decides;
};

/* The groups of a stem, or of a word by its hash: "planner" is no plan. NULL:
 * it is in none. */
const struct shown_word *shown_word(uint32_t stem);
/* Does `had` say what `want` does, or a kind of it? Both may be NULL. */
bool shown_alike(const struct shown_word *want, const struct shown_word *had);
/* The ways to show a skill, one behind the other: how many stems, perhaps with
 * SHOWN_PAPER, and these; 0 ends them. */
const uint32_t *shown_ways(uint16_t skill);
/* The phrases that begin with a stem: how many, `out`: the first. */
size_t shown_phrases(uint32_t stem, const struct shown_phrase **out);
/* Are all words of some phrase among these? */
bool shown_is_asked(const uint32_t *stem, size_t count);
/* The ways to show a topic, as those of a skill. */
const uint32_t *shown_topic(uint16_t topic);

#endif

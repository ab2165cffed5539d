/*
 * match/said.h - is it in the resume in words of its owner's? One sentence has
 * to say all of it: each word, another form of it or one that says the same of
 * work (shown.h). For the verdicts on requirements, and for the number where
 * somebody is at home (score_skill).
 */
#ifndef MATCH_SAID_H
#define MATCH_SAID_H

#include "match/profile.h"

/* All words of the profile, for as long as that: profile_read() keeps them. */
const struct said *said_open(struct arena *mem, const struct profile *p);
bool said_stem(
	const struct said *s, const struct profile_passage *t, uint32_t stem);
/* Does a passage have the word, another form of it or one that says the same?
 */
bool said_in(const struct said *s, const struct profile_passage *t,
	const struct resume_word *word);
/* The word, or one that says the same of work. */
bool said_anywhere(const struct said *s, uint32_t stem);
/* The passage that has this word, from 1; 0: none. */
uint32_t said_word_at(const struct said *s, const struct resume_word *word);
/* The passage that shows the skill, from 1; 0: none does. */
uint32_t said_skill(const struct said *s, uint16_t skill);
/* Does one sentence say most of a line's words, and not but one? `where`: its
 * passage, from 1. */
bool said_words(const struct said *s, const struct resume_wording *line,
	const struct posting_need *n, uint32_t *where);

/* Of a line by the topics that it asks for, in phrases that postings use. */
struct said_topics {
	float share;    /* of its words, that these topics and the resume say */
	float topics;   /* of its words, that are of topics which are shown */
	uint32_t where; /* the passage that shows the weightiest, from 1 */
	int words, there; /* that mean something, and of these in the resume */
	int deciding, decided; /* topics that decide, and of these shown */
};
void said_asked(const struct said *s, const struct resume_wording *line,
	struct said_topics *out);

/* Of a line only what decides it, and `where`. */
void said_deciding(const struct said *s, const struct resume_wording *line,
	struct said_topics *out);

/* Does this passage, from 1, show one of the line's topics? */
bool said_topic_in(const struct said *s, const struct resume_wording *line,
	uint32_t passage);

/* The title that somebody had at a house whose name says all that a line does
 * ("Energy sector": at Voltway Energy), from 1; 0: none. */
uint32_t said_place(const struct said *s, const struct posting_need *n);

#endif

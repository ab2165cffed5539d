/*
 * resume/wording.h - the words of a text as they count when texts are compared:
 * folded, each with what its meaning hangs on ("c++", "3.5%", "$2m", ".net"),
 * and what stands between it and the word before. Knows no language and no
 * meaning; for the intake, the match and the truth check alike, so that all
 * three mean the same by "the same words".
 */
#ifndef RESUME_WORDING_H
#define RESUME_WORDING_H

#include "base/base.h"

enum resume_word_flag {
	WORD_LINE = 1,    /* the first of its line */
	WORD_START = 2,   /* the first of its sentence, or of its bullet */
	WORD_BREAK = 4,   /* more than blanks before it: a comma, a bracket */
	WORD_GLUED = 8,   /* not even a blank before it: "front-end" */
	WORD_UPPER = 16,  /* begins with a capital */
	WORD_CAPS = 32,   /* nothing but capitals, two at least */
	WORD_INNER = 64,  /* a capital behind a small letter: "JavaScript" */
	WORD_NUMBER = 128 /* has a digit first, or behind a sign of money */
};

struct resume_word {
	struct str text; /* folded */
	uint32_t hash;   /* of that */
	uint32_t at;     /* where it stands in what was given, and how long */
	uint16_t len;
	uint16_t flags;
};

struct resume_wording {
	struct resume_word *at;
	size_t count;
};

/* Lines end at '\n'. Han, kana and Thai have no blanks: each character is a
 * word. "and" stands for "&". */
void resume_wording_read(
	struct arena *mem, struct str text, struct resume_wording *out);

/* Are these the same words? */
bool resume_wording_same(
	const struct resume_word *a, const struct resume_word *b, size_t count);

#endif

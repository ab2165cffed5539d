/*
 * match/stem.h - words without their endings, and how much a word says of a
 * job: nothing ("and", "candidate"), little ("write"), or all it can
 * ("turbine"). By tables that the build makes of data/plain.txt and
 * data/common.txt; of English endings, which cost other languages little.
 */
#ifndef MATCH_STEM_H
#define MATCH_STEM_H

#include "resume/wording.h"

/* Of a folded word; "managing" and "management" have the same. */
uint32_t match_stem(struct str word);
/* 0 to 1: how much it says. */
float match_weight(const struct resume_word *word);
/* A word of every posting ("team", "lead"), which says nothing but where
 * nothing else is said. */
bool match_says_little(const struct resume_word *word);
#define MATCH_LITTLE_WEIGHT 0.3f

/* Words by their own hash, and stems: the hash with the weight, of 100, in the
 * place of its last bits. */
enum {
	MATCH_COMMON_SLOTS = 65536,
	MATCH_COMMON_WEIGHT = 127,
	MATCH_LITTLE = 1 /* is no weight: a word of every posting */
};

#endif

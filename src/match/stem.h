/*
 * match/stem.h - words without their endings, and how much a word says of a
 * job: nothing ("and", "candidate"), little ("write"), or all it can
 * ("turbine"). By tables that the build makes of data/plain.txt and
 * data/common.txt; of English endings, which cost other languages little.
 */
#ifndef MATCH_STEM_H
#define MATCH_STEM_H

#include "base/base.h"

/* Of a folded word; "managing" and "management" have the same. */
uint32_t match_stem(struct str word);
/* 0 to 1, of a folded word. */
float match_weight(struct str word);

enum { MATCH_COMMON_SLOTS = 32768 };
struct match_common {
	uint32_t stem;  /* 0: free */
	uint8_t weight; /* of 100 */
};

#endif

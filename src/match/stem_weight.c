/*
 * match/stem_weight.c - how much a word says: one look into a table that the
 * build made.
 */
#include "match/stem.h"
#define COMMON_WANTED
#include "common_table.h"

float match_weight(struct str word)
{
	uint32_t stem = match_stem(word);
	const struct match_common *at;

	if (word.len < 2)
		return 0;
	for (uint32_t i = stem;
		(at = &common[i & (MATCH_COMMON_SLOTS - 1)])->stem; i++)
		if (at->stem == stem)
			return (float)at->weight / 100;
	return 1;
}

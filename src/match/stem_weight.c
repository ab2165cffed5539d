/*
 * match/stem_weight.c - how much a word says: one look into a table that the
 * build made.
 */
#include "match/stem.h"
#define COMMON_WANTED
#include "common_table.h"

/* Less than 0: it is not there. */
static int weight_of(uint32_t hash)
{
	const uint32_t *at;

	for (uint32_t i = hash >> 7;
		*(at = &common[i & (MATCH_COMMON_SLOTS - 1)]); i++)
		if ((*at | MATCH_COMMON_WEIGHT) == (hash | MATCH_COMMON_WEIGHT))
			return (int)(*at & MATCH_COMMON_WEIGHT);
	return -1;
}

static int weigh(const struct resume_word *word)
{
	int weight = weight_of(word->hash);

	return weight < 0 ? weight_of(match_stem(word->text)) : weight;
}

float match_weight(const struct resume_word *word)
{
	int weight;

	if (word->text.len < 2)
		return 0;
	weight = weigh(word);
	return weight < 0 ? 1 : weight > MATCH_LITTLE ? (float)weight / 100 : 0;
}

bool match_says_little(const struct resume_word *word)
{
	return weigh(word) == MATCH_LITTLE;
}

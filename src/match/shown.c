/* match/shown.c - see shown.h: looks into the tables. */
#include "match/shown.h"

#include "shown_table.h"

const struct shown_word *shown_word(uint32_t stem)
{
	for (uint32_t i = stem;; i++) {
		const struct shown_word *at =
			&shown_words[i & (SHOWN_SLOTS - 1)];

		if (at->stem == stem)
			return at;
		if (!at->stem)
			return NULL;
	}
}

bool shown_alike(const struct shown_word *want, const struct shown_word *had)
{
	if (!want || !had)
		return false;
	for (size_t i = 0; i < SHOWN_IN && want->group[i]; i++)
		for (size_t k = 0; k < SHOWN_IN && had->group[k]; k++)
			if (want->group[i] == (had->group[k] & ~SHOWN_KIND))
				return true;
	return false;
}

const uint32_t *shown_ways(uint16_t skill)
{
	return shown_stems + shown_at[skill];
}

static size_t first_phrase(uint32_t stem)
{
	size_t low = 0, high = LENGTH(asked_phrases);

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (asked_phrases[middle].stem[0] < stem)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t shown_phrases(uint32_t stem, const struct shown_phrase **out)
{
	size_t first = first_phrase(stem), end = first;

	while (end < LENGTH(asked_phrases) &&
		asked_phrases[end].stem[0] == stem)
		end++;
	*out = asked_phrases + first;
	return end - first;
}

static bool is_among(
	const struct shown_phrase *p, const uint32_t *stem, size_t count)
{
	for (uint16_t k = 0; k < p->words; k++) {
		size_t i = 0;

		while (i < count && stem[i] != p->stem[k])
			i++;
		if (i == count)
			return false;
	}
	return true;
}

bool shown_is_asked(const uint32_t *stem, size_t count)
{
	const struct shown_phrase *p;

	for (size_t i = 0; i < count; i++)
		for (size_t n = shown_phrases(stem[i], &p); n; n--, p++)
			if (is_among(p, stem, count))
				return true;
	return false;
}

const uint32_t *shown_topic(uint16_t topic)
{
	return shown_stems + asked_at[topic];
}

/*
 * match/phrase.c - see phrase.h.
 */
#include "match/phrase.h"
#define PHRASES_WANTED
#include "common_table.h"

static const struct phrase_slot *slot_of(uint32_t hash)
{
	const struct phrase_slot *at;

	for (uint32_t i = hash; (at = &phrases[i & (PHRASE_SLOTS - 1)])->hash;
		i++)
		if (at->hash == hash)
			return at;
	return NULL;
}

int phrase_find(const struct resume_word *words, size_t count)
{
	const struct phrase_slot *best = NULL;

	for (size_t i = 0; i < count; i++) {
		uint32_t h = PHRASE_SEED;

		for (size_t n = 0; n < PHRASE_WORDS && i + n < count; n++) {
			const struct phrase_slot *at;

			h = phrase_hash(h, words[i + n].hash);
			at = slot_of(h);
			if (at && (!best || at->words > best->words))
				best = at;
		}
	}
	return best ? best->what : -1;
}

int phrase_is(const struct resume_word *words, size_t count)
{
	uint32_t h = PHRASE_SEED;
	const struct phrase_slot *at;

	if (!count || count > PHRASE_WORDS)
		return -1;
	for (size_t i = 0; i < count; i++)
		h = phrase_hash(h, words[i].hash);
	at = slot_of(h);
	return at ? at->what : -1;
}

bool phrase_has(const struct resume_word *words, size_t count, int what)
{
	for (size_t i = 0; i < count; i++) {
		uint32_t h = PHRASE_SEED;

		for (size_t n = 0; n < PHRASE_WORDS && i + n < count; n++) {
			const struct phrase_slot *at;

			h = phrase_hash(h, words[i + n].hash);
			at = slot_of(h);
			if (at && at->what == what)
				return true;
		}
	}
	return false;
}

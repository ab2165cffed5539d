/*
 * tools/common_table.c - writes data/common.txt and data/plain.txt as the table
 * of match/stem.h, and match/headings.def as that of match/phrase.h. Run by
 * make with the first two; words of a later file count over those of an
 * earlier. No part of the program.
 */
#include <stdio.h>
#include <stdlib.h>

#include "match/facts_int.h"
#include "match/phrase.h"
#include "match/posting.h"
#include "match/stem.h"
#include "resume/wording.h"

static uint32_t slot[MATCH_COMMON_SLOTS];
static struct arena mem;
static size_t used;

static void put_hash(uint32_t hash, uint8_t weight)
{
	uint32_t key = hash & ~(uint32_t)MATCH_COMMON_WEIGHT, i = hash >> 7,
		 *at;

	for (; *(at = &slot[i & (MATCH_COMMON_SLOTS - 1)]); i++)
		if ((*at & ~(uint32_t)MATCH_COMMON_WEIGHT) == key)
			break;
	used += !*at;
	/* Of words with one stem the commonest counts. */
	if (!*at || weight < (*at & MATCH_COMMON_WEIGHT))
		*at = key | weight;
	if (2 * used > MATCH_COMMON_SLOTS || !key) {
		fprintf(stderr, "too many words for the table\n");
		exit(1);
	}
}

static void put(struct str word, uint8_t weight)
{
	struct resume_wording words;

	resume_wording_read(&mem, word, &words);
	for (size_t i = 0; i < words.count; i++) {
		put_hash(words.at[i].hash, weight);
		put_hash(match_stem(words.at[i].text), weight);
	}
}

static void read_file(const char *path)
{
	char line[1000];
	FILE *in = fopen(path, "r");

	if (!in) {
		perror(path);
		exit(1);
	}
	while (fgets(line, sizeof(line), in)) {
		struct str rest = str_c(line), label;
		uint8_t weight;

		if (*line == '#')
			continue;
		rest.len -= rest.len && rest.at[rest.len - 1] == '\n';
		label = str_cut(&rest, ':');
		weight = str_is(label, "10")        ? 30
			 : str_is(label, "20")      ? 60
			 : str_is(label, "posting") ? MATCH_LITTLE
						    : 0;
		while (rest.len) {
			struct str word = str_cut(&rest, ' ');

			if (word.len)
				put(word, weight);
		}
	}
	fclose(in);
}

/* ---- phrases ------------------------------------------------------------ */

static struct phrase_slot phrase[PHRASE_SLOTS];

static void put_phrase(struct str text, int what)
{
	struct resume_wording words;
	uint32_t h = PHRASE_SEED, i;

	resume_wording_read(&mem, text, &words);
	for (size_t k = 0; k < words.count; k++)
		h = phrase_hash(h, words.at[k].hash);
	for (i = h; phrase[i & (PHRASE_SLOTS - 1)].hash; i++)
		if (phrase[i & (PHRASE_SLOTS - 1)].hash == h)
			return; /* the first counts */
	phrase[i & (PHRASE_SLOTS - 1)] =
		(struct phrase_slot){ h, (uint8_t)what, (uint8_t)words.count };
}

static void put_phrases(const char *all, int what)
{
	struct str rest = str_c(all);

	while (rest.len)
		put_phrase(str_cut(&rest, '|'), what);
}

static void read_phrases(void)
{
#define HEADING(part, phrases) put_phrases(phrases, POSTING_##part);
#define LEGAL(phrases) put_phrases(phrases, PHRASE_LEGAL);
#define WELCOME(phrases) put_phrases(phrases, PHRASE_WELCOME);
#include "match/headings.def"
#undef HEADING
#undef WELCOME
#undef LEGAL
	printf("static const struct phrase_slot phrases[%d] = {\n",
		PHRASE_SLOTS);
	for (size_t i = 0; i < PHRASE_SLOTS; i++)
		printf("{%uu,%u,%u},%s", phrase[i].hash, phrase[i].what,
			phrase[i].words, i % 6 == 5 ? "\n" : "");
	printf("};\n");
}

/* ---- facts ----------------------------------------------------------------
 */

static struct fact_slot fact[FACT_SLOTS];

static struct fact_slot *fact_of(struct str word)
{
	struct resume_wording words;
	uint32_t i;

	resume_wording_read(&mem, word, &words);
	for (i = words.at[0].hash;
		fact[i & (FACT_SLOTS - 1)].hash &&
		fact[i & (FACT_SLOTS - 1)].hash != words.at[0].hash;)
		i++;
	fact[i & (FACT_SLOTS - 1)].hash = words.at[0].hash;
	return &fact[i & (FACT_SLOTS - 1)];
}

/* What stands in `one` is added to each of the words. */
static void put_facts(const char *words, struct fact_slot one)
{
	struct str rest = str_c(words);

	while (rest.len) {
		struct fact_slot *at = fact_of(str_cut(&rest, ' '));

		at->facts |= one.facts;
		at->number = at->number ? at->number : one.number;
		at->degree = at->degree ? at->degree : one.degree;
		at->level = at->level ? at->level : one.level;
		if (*one.language)
			memcpy(at->language, one.language,
				sizeof(at->language));
	}
}

static void read_facts(void)
{
#define FACT(id, words) \
	put_facts(words, (struct fact_slot){ .facts = FACT_##id });
#define NUMBER(n, words) put_facts(words, (struct fact_slot){ .number = n });
#define DEGREE(id, brief, words)                                    \
	put_facts(words, (struct fact_slot){ .degree = DEGREE_##id, \
				 .facts = brief ? FACT_DEGREE_BRIEF : 0 });
#define LEVEL(id, words) \
	put_facts(words, (struct fact_slot){ .level = LEVEL_##id + 1 });
#define LANGUAGE(code, words) \
	put_facts(words, (struct fact_slot){ .language = code });
#include "match/facts.def"
#undef FACT
#undef NUMBER
#undef DEGREE
#undef LEVEL
#undef LANGUAGE
	printf("#ifdef FACTS_WANTED\nstatic const struct fact_slot "
	       "facts[%d] = {\n",
		FACT_SLOTS);
	for (size_t i = 0; i < FACT_SLOTS; i++)
		printf("{%uu,%u,%u,%u,%u,\"%s\"},%s", fact[i].hash,
			fact[i].facts, fact[i].number, fact[i].degree,
			fact[i].level, fact[i].language,
			i % 4 == 3 ? "\n" : "");
	printf("};\n#endif\n");
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		read_file(argv[i]);
	printf("#ifdef COMMON_WANTED\n");
	printf("static const uint32_t common[%d] = {\n", MATCH_COMMON_SLOTS);
	for (size_t i = 0; i < MATCH_COMMON_SLOTS; i++)
		printf("%uu,%s", slot[i], i % 6 == 5 ? "\n" : "");
	printf("};\n");
	printf("#endif\n#ifdef PHRASES_WANTED\n");
	read_phrases();
	printf("#endif\n");
	read_facts();
	return 0;
}

/*
 * tools/common_table.c - writes data/common.txt and data/plain.txt as the table
 * of match/stem.h, and match/headings.def as that of match/phrase.h. Run by
 * make with the first two; words of a later file count over those of an
 * earlier. No part of the program.
 */
#include <stdio.h>
#include <stdlib.h>

#include "match/phrase.h"
#include "match/posting.h"
#include "match/stem.h"
#include "resume/words.h"

static struct match_common slot[MATCH_COMMON_SLOTS];
static struct arena mem;
static size_t used;

static void put(struct str word, uint8_t weight)
{
	uint32_t stem = match_stem(resume_fold(&mem, word)), i = stem;

	while (slot[i & (MATCH_COMMON_SLOTS - 1)].stem &&
		slot[i & (MATCH_COMMON_SLOTS - 1)].stem != stem)
		i++;
	i &= MATCH_COMMON_SLOTS - 1;
	used += !slot[i].stem;
	/* Of words with one stem the commonest counts. */
	if (!slot[i].stem || weight < slot[i].weight)
		slot[i] = (struct match_common){ stem, weight };
	if (2 * used > MATCH_COMMON_SLOTS) {
		fprintf(stderr, "too many words for the table\n");
		exit(1);
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
		weight = str_is(label, "10")   ? 30
			 : str_is(label, "20") ? 60
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
#define WELCOME(phrases) put_phrases(phrases, PHRASE_WELCOME);
#include "match/headings.def"
#undef HEADING
#undef WELCOME
	printf("static const struct phrase_slot phrases[%d] = {\n",
		PHRASE_SLOTS);
	for (size_t i = 0; i < PHRASE_SLOTS; i++)
		printf("{%uu,%u,%u},%s", phrase[i].hash, phrase[i].what,
			phrase[i].words, i % 6 == 5 ? "\n" : "");
	printf("};\n");
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		read_file(argv[i]);
	printf("#ifdef COMMON_WANTED\n");
	printf("static const struct match_common common[%d] = {\n",
		MATCH_COMMON_SLOTS);
	for (size_t i = 0; i < MATCH_COMMON_SLOTS; i++)
		printf("{%uu,%u},%s", slot[i].stem, slot[i].weight,
			i % 6 == 5 ? "\n" : "");
	printf("};\n");
	printf("#endif\n#ifdef PHRASES_WANTED\n");
	read_phrases();
	printf("#endif\n");
	return 0;
}

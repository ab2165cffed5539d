/*
 * tools/shown_table.c - writes data/alike.txt, data/shown.txt, data/asked.txt
 * and the names of skills as the tables of match/shown.h. Run by make with
 * these three files, when the table of the names is made. No part of the
 * program.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "match/shown.h"
#include "match/stem.h"
#include "match/taxonomy.h"

enum { STEMS = 400000, WAYS = 64 /* of one skill, from data/shown.txt */ };

static struct arena mem;
static const char *path;
static int line_number;
static struct shown_word slot[SHOWN_SLOTS];
static size_t used;
static uint32_t *stems;
static size_t stem_count;

__attribute__((noreturn, format(printf, 1, 2))) static void stop(
	const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "%s:%d: ", path, line_number);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fprintf(stderr, "\n");
	exit(1);
}

/* Calls for each line that is no comment. */
static void read_lines(const char *file, void (*each)(struct str line))
{
	char line[4096];
	FILE *in = fopen(file, "r");

	path = file;
	line_number = 0;
	if (!in)
		stop("cannot be read");
	while (fgets(line, sizeof(line), in)) {
		line_number++;
		if (*line != '#')
			each(str_trim(str_copy(
				&mem, str_of(line, strcspn(line, "\n")))));
	}
	fclose(in);
}

/* ---- words that say the same --------------------------------------------- */

static void put_alike(uint32_t stem, uint16_t group)
{
	uint32_t i = stem;
	struct shown_word *at;

	while ((at = &slot[i & (SHOWN_SLOTS - 1)])->stem && at->stem != stem)
		i++;
	used += !at->stem;
	if (2 * used > SHOWN_SLOTS)
		stop("too many words for the table");
	at->stem = stem;
	for (size_t k = 0; k < SHOWN_IN; k++)
		if (!at->group[k] ||
			(at->group[k] & ~SHOWN_KIND) == (group & ~SHOWN_KIND)) {
			at->group[k] = group;
			return;
		}
	stop("a word is in more than %d groups", SHOWN_IN);
}

/* Stems make no difference between who plans and what they plan. */
static bool is_doer(struct str word)
{
	return word.len > 4 &&
	       (str_ends(word, STR("er")) || str_ends(word, STR("or")) ||
		       str_ends(word, STR("ers")) ||
		       str_ends(word, STR("ors")));
}

/* "staff crew < nurse cook": a nurse is of the staff, and not the other way. */
static void read_alike(struct str line)
{
	static uint16_t group;
	struct str before = str_cut(&line, '<'), half[] = { before, line };
	bool kinds = half[1].len > 0;

	if (str_trim(half[0]).len && ++group >= SHOWN_GROUPS)
		stop("too many groups");
	for (size_t h = 0; h < LENGTH(half); h++) {
		struct resume_wording w;

		resume_wording_read(&mem, half[h], &w);
		for (size_t i = 0; i < w.count; i++) {
			if (w.at[i].flags & WORD_GLUED)
				stop("'%.*s' is part of a word",
					STR_ARG(w.at[i].text));
			put_alike(kinds && is_doer(w.at[i].text)
					  ? shown_whole(w.at[i].text)
					  : match_stem(w.at[i].text),
				(uint16_t)(h ? group | SHOWN_KIND : group));
		}
	}
}

/* ---- ways to show a skill -------------------------------------------------
 */

static struct str *way[65536];
static size_t ways[65536];

static void read_shown(struct str line)
{
	struct str label = str_trim(str_cut(&line, ':'));
	uint16_t skill = taxonomy_entry_of(&match_skills, label);

	if (!label.len)
		return;
	if (skill == TAXONOMY_NONE)
		stop("no skill is called '%.*s'", STR_ARG(label));
	if (!way[skill])
		way[skill] = ARENA_LIST(&mem, struct str, WAYS);
	while (line.len) {
		if (ways[skill] == WAYS)
			stop("too many ways");
		way[skill][ways[skill]++] = str_trim(str_cut(&line, ','));
	}
}

/* "asked, asked: way, way": kept as it stands until the ways are put. */
struct topic {
	struct str asked, ways;
	int line;
	bool decides; /* "!asked" */
};
static struct topic topics[8192];
static size_t topic_count;

static void read_asked(struct str line)
{
	struct str asked = str_trim(str_cut(&line, ':'));

	if (!asked.len)
		return;
	if (topic_count == LENGTH(topics))
		stop("too many topics");
	topics[topic_count] = (struct topic){ asked, str_trim(line),
		line_number, asked.at[0] == '!' };
	if (topics[topic_count].decides)
		str_cut(&topics[topic_count].asked, '!');
	topic_count++;
}

/* Words that hold a name together. */
static bool is_small(struct str word)
{
	struct str all = STR("of the and for in to with on at a an from by und "
			     "de la et der die");

	while (all.len)
		if (str_eq(str_cut(&all, ' '), word))
			return true;
	return false;
}

/* A word alone shows nothing, but "soldering" is what somebody soldered. */
static void put_way(struct str text, bool own)
{
	struct resume_wording w;
	size_t from = stem_count++;

	resume_wording_read(&mem, text, &w);
	for (size_t i = 0; i < w.count; i++)
		if (!is_small(w.at[i].text) && stem_count - from <= SHOWN_WORDS)
			stems[stem_count++] = match_stem(w.at[i].text);
	stems[from] = (uint32_t)(stem_count - from - 1);
	/* "data modelling" is not shown by a record of developers */
	if (own && stems[from] > 1)
		stems[from] |= stems[from] << SHOWN_FIRM;
	if (!stems[from] ||
		(own && stems[from] == 1 && !str_ends(text, STR("ing"))))
		stem_count = from;
}

/* "Adobe Photoshop", not "Linux administration". */
static bool is_proper(struct str label)
{
	struct str rest = label, last = rest;

	while (rest.len)
		last = str_cut(&rest, ' ');
	return !last.len || last.at[0] < 'a' || last.at[0] > 'z';
}

/* "First aid certificate": by what is left of it, where certificates are. */
static void put_paper(struct str text)
{
	static const char papers[] = "certificate certification licence "
				     "license card registration registered "
				     "certified training qualification";
	struct resume_wording w;
	size_t from = stem_count++;

	resume_wording_read(&mem, text, &w);
	for (size_t i = 0; i < w.count; i++) {
		struct str all = str_c(papers);
		bool paper = is_small(w.at[i].text);

		while (all.len && !paper)
			paper = str_eq(str_cut(&all, ' '), w.at[i].text);
		if (!paper && stem_count - from <= SHOWN_WORDS)
			stems[stem_count++] = match_stem(w.at[i].text);
	}
	stems[from] = (uint32_t)(stem_count - from - 1) | SHOWN_PAPER;
	if (stem_count == from + 1)
		stem_count = from;
}

/* What has a name of its own is called so, or is not there. */
static void put_names(uint16_t skill)
{
	uint8_t kind = match_skills.entry[skill].kind;
	const struct taxonomy_name *name;
	size_t count = taxonomy_names(&match_skills, skill, &name);

	if (kind == TAXONOMY_TOOL &&
		(is_proper(taxonomy_label(&match_skills, skill)) ||
			(count && name[0].flags & NAME_EXACT)))
		return;
	for (size_t i = 0; i < count; i++) {
		struct str text = str_c(match_skills.text + name[i].text);

		/* who made something of data is no data engineer */
		if (name[i].flags & (NAME_WEAK | NAME_EXACT) ||
			str_ends(text, STR(" engineering")))
			continue;
		if (kind == TAXONOMY_CERTIFICATE)
			put_paper(text);
		else
			put_way(text, true);
	}
}

static void put_ways(void)
{
	printf("static const uint32_t shown_at[] = {\n");
	for (uint16_t i = 0; i < match_skills.count; i++) {
		printf("%zu,%s", stem_count, i % 12 == 11 ? "\n" : "");
		put_names(i);
		for (size_t k = 0; k < ways[i]; k++)
			put_way(way[i][k], false);
		stems[stem_count++] = 0;
		if (stem_count + 1000 > STEMS)
			stop("too many stems");
	}
	printf("};\n");
}

/* ---- topics ---------------------------------------------------------------
 */

/* Of a topic also the small words count, behind the others: who is on call has
 * made no calls. */
static void put_topic_way(struct str text, bool decides)
{
	struct resume_wording w;
	size_t from = stem_count++;
	uint32_t firm = 0;

	resume_wording_read(&mem, text, &w);
	if (w.count > SHOWN_WORDS)
		stop("'%.*s' has too many words", STR_ARG(text));
	for (int small = 0; small < 2; small++)
		for (size_t i = 0; i < w.count; i++)
			if (is_small(w.at[i].text) == (bool)small) {
				stems[stem_count++] = match_stem(w.at[i].text);
				firm += !small;
			}
	if (!firm)
		stop("'%.*s' says nothing", STR_ARG(text));
	/* what decides is said as it stands */
	stems[from] = (uint32_t)w.count | (decides ? 1 : firm) << SHOWN_FIRM;
}

static struct shown_phrase phrases[65536];
static size_t phrase_count;

/* "Organised" as Americans write it, "behaviour" too; the same text where they
 * write no other. What comes of "raise" is no word, and does no harm. */
static struct str american(struct str text)
{
	static const struct {
		const char *from;
		const char *to;
	} all[] = { { "alys", "alyz" }, { "ise", "ize" }, { "isi", "izi" },
		{ "isa", "iza" }, { "our", "or" }, { "centre", "center" },
		{ "ogue", "og" }, { "programme", "program" } };
	struct buf b;

	buf_init(&b, &mem, 4096);
	while (text.len) {
		size_t i = 0;

		while (i < LENGTH(all) && !str_starts(text, str_c(all[i].from)))
			i++;
		if (i < LENGTH(all)) {
			buf_add(&b, str_c(all[i].to));
			text = str_of(text.at + strlen(all[i].from),
				text.len - strlen(all[i].from));
		} else {
			buf_add(&b, str_of(text.at, 1));
			text = str_of(text.at + 1, text.len - 1);
		}
	}
	return buf_str(&b);
}

static void put_phrase(struct str text, uint16_t topic)
{
	struct shown_phrase p = { .topic = topic,
		.decides = topics[topic].decides };
	struct resume_wording w;

	resume_wording_read(&mem, text, &w);
	for (size_t i = 0; i < w.count; i++) {
		/* but for "A level" */
		if (is_small(w.at[i].text) && !(w.at[i].flags & WORD_UPPER))
			continue;
		if (p.words == SHOWN_PHRASE)
			stop("'%.*s' has too many words", STR_ARG(text));
		p.stem[p.words++] = match_stem(w.at[i].text);
	}
	if (!p.words || phrase_count == LENGTH(phrases))
		stop("an empty phrase, or too many of them");
	phrases[phrase_count++] = p;
}

static void put_both(struct str text, uint16_t topic)
{
	struct str other = american(text);
	bool decides = topics[topic].decides;

	put_topic_way(text, decides);
	if (!str_eq(text, other))
		put_topic_way(other, decides);
}

static void put_asked(struct str text, uint16_t topic)
{
	struct str other = american(text);

	put_phrase(text, topic);
	if (phrases[phrase_count - 1].words > 1)
		put_both(text, topic);
	if (!str_eq(text, other))
		put_phrase(other, topic);
}

/* What asks for a topic shows it, too, where a resume says the same in more
 * than a word. */
static void put_topic(uint16_t topic)
{
	struct str asked = topics[topic].asked, ways_left = topics[topic].ways;

	line_number = topics[topic].line;
	while (asked.len)
		put_asked(str_trim(str_cut(&asked, ',')), topic);
	while (ways_left.len)
		put_both(str_trim(str_cut(&ways_left, ',')), topic);
	stems[stem_count++] = 0;
	if (stem_count + 1000 > STEMS)
		stop("too many stems");
}

static int by_stem(const void *a, const void *b)
{
	const struct shown_phrase *x = a, *y = b;

	return x->stem[0] != y->stem[0] ? (x->stem[0] < y->stem[0] ? -1 : 1)
					: x->topic - y->topic;
}

static void put_topics(void)
{
	printf("static const uint32_t asked_at[] = {\n");
	for (uint16_t i = 0; i < topic_count; i++) {
		printf("%zu,%s", stem_count, i % 12 == 11 ? "\n" : "");
		put_topic(i);
	}
	printf("};\nstatic const struct shown_phrase asked_phrases[] = {\n");
	qsort(phrases, phrase_count, sizeof(*phrases), by_stem);
	for (size_t i = 0; i < phrase_count; i++)
		printf("{{%uu,%uu,%uu,%uu},%d,%d,%d},\n", phrases[i].stem[0],
			phrases[i].stem[1], phrases[i].stem[2],
			phrases[i].stem[3], phrases[i].topic, phrases[i].words,
			phrases[i].decides);
	printf("};\n");
}

static void put_stems(void)
{
	printf("static const uint32_t shown_stems[] = {\n");
	for (size_t i = 0; i < stem_count; i++)
		printf("%uu,%s", stems[i], i % 8 == 7 ? "\n" : "");
	printf("};\n");
}

static void put_words(void)
{
	printf("static const struct shown_word shown_words[%d] = {\n",
		SHOWN_SLOTS);
	for (size_t i = 0; i < SHOWN_SLOTS; i++) {
		if (!slot[i].stem)
			continue;
		printf("[%zu] = {%uu,{", i, slot[i].stem);
		for (size_t k = 0; k < SHOWN_IN && slot[i].group[k]; k++)
			printf("%u,", slot[i].group[k]);
		printf("}},\n");
	}
	printf("};\n");
}

int main(int argc, char **argv)
{
	(void)argc;
	stems = calloc(STEMS, sizeof(*stems));
	read_lines(argv[1], read_alike);
	read_lines(argv[2], read_shown);
	read_lines(argv[3], read_asked);
	put_words();
	put_ways();
	put_topics();
	put_stems();
	return 0;
}

/*
 * match/said_asked.c - a requirement by its topics: which phrases of
 * data/asked.txt it has, and whether the resume shows them, each in a sentence
 * of its own.
 */
#include "match/facts.h"
#include "match/said_int.h"
#include "match/stem.h"

enum {
	LINE = 48, /* words of a line that are looked at */
	SMALL = 3  /* letters of a word that may part those that decide */
};
#define LITTLE 0.15f

struct asking {
	const struct said *s;
	const struct resume_wording *line;
	size_t count;
	uint32_t stem[LINE];
	float weigh[LINE];
	/* Of the longest phrase that it is of: how many words; where it is
	 * shown, from 1. */
	uint16_t phrase[LINE];
	uint32_t where[LINE];
	/* topics that were looked for, and where they are shown */
	uint16_t topic[LINE];
	uint32_t shown[LINE];
	size_t known;
};

static float weight_of(const struct resume_word *w)
{
	float weight;

	if (w->flags & WORD_CAPS)
		return 1;
	if (w->text.len < 3 || w->flags & WORD_NUMBER || fact_asks(w))
		return 0;
	weight = match_weight(w);
	return weight > 0 && !fact_light(w)         ? weight
	       : match_says_little(w) || weight > 0 ? LITTLE
						    : 0;
}

/* "Nurse in charge", and not "a high level" where an A level is meant. */
static bool is_next(const struct asking *a, size_t word, size_t i)
{
	if (i <= word)
		return false;
	while (++word < i)
		if (a->line->at[word].text.len > SMALL)
			return false;
	return true;
}

/* Which words of the line are a phrase's, each once; false: it is not there. */
static bool find_phrase(const struct asking *a, const struct shown_phrase *p,
	size_t at[static SHOWN_PHRASE])
{
	for (uint8_t k = 0; k < p->words; k++) {
		size_t i = 0;

		while (i < a->count && a->stem[i] != p->stem[k])
			i++;
		if (i == a->count)
			return false;
		at[k] = i;
		if (p->decides && k && !is_next(a, at[k - 1], i))
			return false;
	}
	return true;
}

/* What is asked for in more words is not shown by some of them. */
static void note(struct asking *a, const struct shown_phrase *p,
	const size_t at[static SHOWN_PHRASE], uint32_t where)
{
	for (uint8_t k = 0; k < p->words; k++) {
		size_t i = at[k];

		if (p->words > a->phrase[i] ||
			(p->words == a->phrase[i] && !a->where[i]))
			a->where[i] = where;
		if (p->words > a->phrase[i])
			a->phrase[i] = p->words;
	}
}

/* Would it be the longest of one of its words? */
static bool counts(const struct asking *a, const struct shown_phrase *p,
	const size_t at[static SHOWN_PHRASE])
{
	for (uint8_t k = 0; k < p->words; k++)
		if (p->words >= a->phrase[at[k]])
			return true;
	return false;
}

/* A topic has many phrases, of which a line has several. */
static uint32_t where_shown(struct asking *a, uint16_t topic)
{
	uint32_t where;

	for (size_t i = 0; i < a->known; i++)
		if (a->topic[i] == topic)
			return a->shown[i];
	where = said_way(a->s, shown_topic(topic));
	if (a->known < LINE) {
		a->topic[a->known] = topic;
		a->shown[a->known++] = where;
	}
	return where;
}

static void find_topics(struct asking *a, size_t word)
{
	const struct shown_phrase *p;
	size_t at[SHOWN_PHRASE] = { 0 };

	for (size_t n = shown_phrases(a->stem[word], &p); n; n--, p++)
		if (!p->decides && find_phrase(a, p, at) && counts(a, p, at))
			note(a, p, at, where_shown(a, p->topic));
}

/* Means something, however common it is. */
static bool is_word(const struct resume_word *w)
{
	return w->text.len > 1 && !(w->flags & WORD_NUMBER) && !fact_asks(w) &&
	       (match_weight(w) > 0 || match_says_little(w));
}

static void sum_up(const struct asking *a, struct said_topics *out)
{
	float all = 0, shown = 0, there = 0, best = 0;

	for (size_t i = 0; i < a->count; i++) {
		struct said_word w = said_word_read(&a->line->at[i]);
		/* a topic counts, of however common words it is */
		float weigh = a->phrase[i] && a->weigh[i] < LITTLE
				      ? LITTLE
				      : a->weigh[i];

		if (is_word(&a->line->at[i])) {
			out->words++;
			out->there +=
				a->where[i] ||
				(!a->phrase[i] && said_is_anywhere(a->s, &w));
		}
		all += weigh;
		if (a->where[i])
			shown += weigh;
		else if (weigh > 0 && !a->phrase[i] &&
			 said_is_anywhere(a->s, &w))
			there += weigh;
		if (a->where[i] && weigh > best) {
			best = weigh;
			out->where = a->where[i];
		}
		if (!out->where && weigh > 0 && said_is_anywhere(a->s, &w))
			out->where = said_where(a->s, &w);
	}
	out->topics = all > 0 ? shown / all : 0;
	out->share = all > 0 ? (shown + there) / all : 0;
}

static void start(struct asking *a, const struct said *s,
	const struct resume_wording *line)
{
	*a = (struct asking){ .s = s,
		.line = line,
		.count = line->count < LINE ? line->count : LINE };
	for (size_t i = 0; i < a->count; i++)
		a->stem[i] = match_stem(line->at[i].text);
}

void said_asked(const struct said *s, const struct resume_wording *line,
	struct said_topics *out)
{
	struct asking a;

	*out = (struct said_topics){ 0 };
	start(&a, s, line);
	for (size_t i = 0; i < a.count; i++)
		a.weigh[i] = weight_of(&line->at[i]);
	for (size_t i = 0; i < a.count; i++)
		find_topics(&a, i);
	sum_up(&a, out);
}

void said_deciding(const struct said *s, const struct resume_wording *line,
	struct said_topics *out)
{
	struct asking a;
	const struct shown_phrase *p;
	size_t at[SHOWN_PHRASE] = { 0 };

	*out = (struct said_topics){ 0 };
	start(&a, s, line);
	for (size_t i = 0; i < a.count; i++)
		for (size_t n = shown_phrases(a.stem[i], &p); n; n--, p++)
			if (p->decides && find_phrase(&a, p, at)) {
				uint32_t where = where_shown(&a, p->topic);

				out->deciding++;
				out->decided += where != 0;
				out->where = where ? where : out->where;
			}
}

bool said_topic_in(const struct said *s, const struct resume_wording *line,
	uint32_t passage)
{
	struct asking a;
	const struct shown_phrase *p;
	size_t at[SHOWN_PHRASE] = { 0 };

	start(&a, s, line);
	for (size_t i = 0; i < a.count; i++)
		for (size_t n = shown_phrases(a.stem[i], &p); n; n--, p++)
			if (find_phrase(&a, p, at) &&
				said_way_in(s, shown_topic(p->topic), passage))
				return true;
	return false;
}

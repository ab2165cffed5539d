/* match/said.c - see said.h: the words of a resume, read once, and sentence by
 * sentence what they have of what is wanted. */
#include "match/said.h"

#include "match/facts.h"
#include "match/said_int.h"
#include "match/stem.h"

/* Of a line's words, by their weights. */
#define SAID_ENOUGH 0.7f

enum {
	SENTENCE = 64, /* words of one that are looked at */
	NEAR = 3,      /* other words among those of a phrase */
	BARE_BYTES = 6
};

static struct said_word word_of(uint32_t stem)
{
	return (struct said_word){ stem, 0, shown_word(stem), NULL };
}

/* "Erzieher" for "Erzieherin", "Projekt" for "Projekten": German endings, of
 * words that are long enough. 0: too short. */
static uint32_t bare_of(struct str word)
{
	static const struct str endings[] = { { "innen", 5 }, { "in", 2 },
		{ "en", 2 }, { "es", 2 }, { "n", 1 }, { "e", 1 }, { "s", 1 } };
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < LENGTH(endings); i++)
		if (str_ends(word, endings[i]) &&
			word.len >= BARE_BYTES + endings[i].len) {
			word.len -= endings[i].len;
			break;
		}
	for (size_t i = 0; i < word.len; i++)
		h = (h ^ (unsigned char)word.at[i]) * 16777619u;
	return word.len < BARE_BYTES ? 0 : h | 1;
}

struct said_word said_word_read(const struct resume_word *word)
{
	struct said_word w = word_of(match_stem(word->text));

	w.bare = bare_of(word->text);
	w.whole = shown_word(shown_whole(word->text));
	return w;
}

/* Passages of an entry follow its title. */
static void find_titles(struct said *s)
{
	uint32_t title = 0;

	for (size_t i = 0; i < s->p->passages.count; i++) {
		const struct profile_passage *t = &s->p->passages.at[i];

		if (t->kind == PROFILE_TITLE)
			title = (uint32_t)i + 1;
		else if (t->kind != PROFILE_WORK)
			title = 0;
		s->title[i] = title;
	}
}

static const struct said_word *words_of(
	const struct said *s, const struct profile_passage *t)
{
	return s->words[t - s->p->passages.at];
}

/* "Mentored developers" says of nobody that they develop; a title does. */
static bool is_others(struct str word)
{
	return (str_ends(word, STR("ers")) || str_ends(word, STR("ors"))) &&
	       !fact_is_one_of(word,
		       "customers partners suppliers members users readers "
		       "passengers visitors callers investors vendors donors "
		       "others orders papers letters computers");
}

static struct said_word *read_words(
	struct arena *mem, const struct resume_wording *w, bool title)
{
	struct said_word *words =
		ARENA_LIST(mem, struct said_word, w->count + 1);

	for (size_t i = 0; i < w->count; i++) {
		words[i] = said_word_read(&w->at[i]);
		if (!title && is_others(w->at[i].text))
			words[i].alike = NULL;
		/* a track record is kept by nobody */
		if (i && str_is(w->at[i].text, "record") &&
			str_is(w->at[i - 1].text, "track"))
			words[i] = (struct said_word){ 0 };
	}
	return words;
}

static void note_group(const struct said *s, const struct shown_word *w)
{
	for (size_t k = 0; w && k < SHOWN_IN && w->group[k]; k++)
		s->group[w->group[k] & ~SHOWN_KIND] = true;
}

static void note_groups(const struct said *s, const struct said_word *w)
{
	note_group(s, w->alike);
	note_group(s, w->whole);
}

static uint64_t bit_of(uint32_t stem) { return (uint64_t)1 << (stem & 63); }

static void note_house(struct said *s, const struct resume_wording *w)
{
	for (size_t i = 0; i < w->count; i++)
		s->houses |= bit_of(match_stem(w->at[i].text));
}

const struct said *said_open(struct arena *mem, const struct profile *p)
{
	struct said *s = ARENA_NEW(mem, struct said);

	*s = (struct said){ .p = p,
		.words = ARENA_LIST(
			mem, struct said_word *, p->passages.count + 1),
		.title = ARENA_LIST(mem, uint32_t, p->passages.count + 1),
		.group = ARENA_LIST(mem, bool, SHOWN_GROUPS) };
	find_titles(s);
	for (size_t i = 0; i < p->passages.count; i++) {
		const struct resume_wording *w = &p->passages.at[i].words;

		s->words[i] = read_words(
			mem, w, p->passages.at[i].kind == PROFILE_TITLE);
		for (size_t k = 0; k < w->count; k++)
			note_groups(s, &s->words[i][k]);
		note_house(s, &p->passages.at[i].place);
	}
	return s;
}

bool said_stem(
	const struct said *s, const struct profile_passage *t, uint32_t stem)
{
	const struct said_word *words = words_of(s, t);

	for (size_t i = 0; i < t->words.count; i++)
		if (words[i].stem == stem)
			return true;
	return false;
}

static bool has_group(const struct said *s, const struct shown_word *w)
{
	for (size_t k = 0; w && k < SHOWN_IN && w->group[k]; k++)
		if (!(w->group[k] & SHOWN_KIND) && s->group[w->group[k]])
			return true;
	return false;
}

/* Few words are long, and end as German ones do. */
static bool has_bare(const struct said *s, uint32_t bare)
{
	for (size_t i = 0; bare && i < s->p->passages.count; i++)
		for (size_t k = 0; k < s->p->passages.at[i].words.count; k++)
			if (s->words[i][k].bare == bare)
				return true;
	return false;
}

/* Before any passage is asked: is it anywhere? */
bool said_is_anywhere(const struct said *s, const struct said_word *w)
{
	return profile_stem_find(s->p, w->stem) || has_group(s, w->alike) ||
	       has_group(s, w->whole) || has_bare(s, w->bare);
}

bool said_anywhere(const struct said *s, uint32_t stem)
{
	struct said_word w = word_of(stem);

	return said_is_anywhere(s, &w);
}

/* ---- one sentence -------------------------------------------------------- */

struct wanted {
	const struct said_word *at;
	const float *weigh; /* NULL: all count the same */
	size_t count;
	bool titled;   /* what the job was called is part of all that it says */
	bool paper;    /* by a certificate */
	bool near;     /* beside each other */
	uint32_t in;   /* this passage alone, from 1; 0: any */
	uint64_t firm; /* one of these at least as it stands; 0: none has to */
};

static bool is_same(
	const struct said_word *want, const struct said_word *had, bool alike)
{
	return alike ? shown_alike(want->alike, had->alike) ||
			       shown_alike(want->alike, had->whole) ||
			       shown_alike(want->whole, had->alike) ||
			       shown_alike(want->whole, had->whole)
		     : want->stem == had->stem ||
			       (want->bare && want->bare == had->bare);
}

/* Which of the wanted these words have, each by a word of its own: first those
 * that they have themselves. */
static uint64_t found_in(const struct said_word *words, size_t count,
	const struct wanted *want, uint64_t found, bool alikes)
{
	uint64_t used = 0;

	count = count < SENTENCE ? count : SENTENCE;
	for (int alike = 0; alike <= alikes; alike++)
		for (size_t i = 0; i < want->count; i++)
			for (size_t k = 0; k < count && !(found >> i & 1);
				k++) {
				if (used >> k & 1 || !is_same(&want->at[i],
							     &words[k], alike))
					continue;
				used |= (uint64_t)1 << k;
				found |= (uint64_t)1 << i;
			}
	return found;
}

bool said_in(const struct said *s, const struct profile_passage *t,
	const struct resume_word *word)
{
	struct said_word w = said_word_read(word);
	const struct wanted want = { .at = &w, .count = 1 };

	return found_in(words_of(s, t), t->words.count, &want, 0, true) != 0;
}

uint32_t said_where(const struct said *s, const struct said_word *w)
{
	const struct wanted want = { .at = w, .count = 1 };

	for (size_t i = 0; i < s->p->passages.count; i++)
		if (found_in(s->words[i], s->p->passages.at[i].words.count,
			    &want, 0, true))
			return (uint32_t)i + 1;
	return 0;
}

uint32_t said_word_at(const struct said *s, const struct resume_word *word)
{
	struct said_word w = word_of(match_stem(word->text));

	w.alike = NULL;
	return said_where(s, &w);
}

static size_t sentence_end(const struct profile_passage *t, size_t from)
{
	size_t end = from + 1;

	while (end < t->words.count && !(t->words.at[end].flags & WORD_START))
		end++;
	return end;
}

static float weight_of(const struct wanted *want, uint64_t found)
{
	float sum = 0;

	for (size_t i = 0; i < want->count; i++)
		if (found >> i & 1)
			sum += want->weigh ? want->weigh[i] : 1;
	return sum;
}

/* "With designers", "to the board": small words are of a phrase, whose words
 * stand beside each other. */
static bool stands_near(const struct said *s, const struct wanted *want,
	size_t passage, size_t from, size_t end)
{
	const struct said_word *words = s->words[passage];
	uint64_t whole = ((uint64_t)1 << want->count) - 1;
	size_t reach = want->count + NEAR;

	for (; from < end; from++) {
		size_t count = end - from < reach ? end - from : reach;

		if (found_in(words + from, count, want, 0, true) == whole)
			return true;
	}
	return false;
}

static uint64_t found_in_sentence(const struct said *s,
	const struct wanted *want, size_t passage, size_t from, size_t end)
{
	const struct profile_passage *t = &s->p->passages.at[passage], *title;
	uint64_t found = want->firm && !(found_in(words_of(s, t) + from,
						 end - from, want, 0, false) &
					       want->firm)
				 ? 0
				 : found_in(words_of(s, t) + from, end - from,
					   want, 0, true);

	if (!found || !want->titled || !s->title[passage])
		return found;
	title = &s->p->passages.at[s->title[passage] - 1];
	return found_in(
		words_of(s, title), title->words.count, want, found, false);
}

/* How much of the wanted the best sentence has, by their weights; one word of
 * several is none; `where`: its passage, from 1. */
static float best_share(
	const struct said *s, const struct wanted *want, uint32_t *where)
{
	float all = weight_of(want, UINT64_MAX), best = 0;
	size_t from_passage = want->in ? want->in - 1 : 0,
	       end_passage = want->in ? want->in : s->p->passages.count;

	for (size_t i = from_passage; i < end_passage; i++) {
		const struct profile_passage *t = &s->p->passages.at[i];

		if (want->paper && !str_starts(t->at, STR("/certificates/")))
			continue;
		for (size_t from = 0, end; from < t->words.count; from = end) {
			uint64_t found;
			float has;

			end = sentence_end(t, from);
			found = found_in_sentence(s, want, i, from, end);
			has = weight_of(want, found);
			if (want->near && has == all &&
				!stands_near(s, want, i, from, end))
				continue;
			if (has > best &&
				(found & (found - 1) || want->count == 1)) {
				best = has;
				*where = (uint32_t)i + 1;
			}
		}
	}
	return all > 0 ? best / all : 0;
}

/* ---- what is asked ------------------------------------------------------- */

/* Of a way that needs one word itself, one with small words beside it is
 * meant as it stands; so is a word alone, and a certificate. */
static bool is_verbatim(uint32_t way)
{
	return (way & SHOWN_COUNT) == 1 || way & SHOWN_PAPER ||
	       way >> SHOWN_FIRM == 1;
}

static bool says_stem(const struct resume_wording *w, uint32_t stem)
{
	for (size_t i = 0; i < w->count; i++)
		if (match_stem(w->at[i].text) == stem)
			return true;
	return false;
}

/* "Air Force": the title that somebody had at a house of that name, from 1. */
static uint32_t said_at_house(const struct said *s, const uint32_t *way)
{
	size_t count = *way & SHOWN_COUNT;

	if (!(*way >> SHOWN_FIRM))
		return 0;
	for (size_t i = 0; i < count; i++)
		if (!(s->houses & bit_of(way[1 + i])))
			return 0;
	for (size_t i = 0; i < s->p->passages.count; i++) {
		const struct resume_wording *w = &s->p->passages.at[i].place;
		size_t there = 0;

		while (w->count && there < count &&
			says_stem(w, way[1 + there]))
			there++;
		if (there == count)
			return (uint32_t)i + 1;
	}
	return 0;
}

uint32_t said_way(const struct said *s, const uint32_t *way)
{
	return said_way_in(s, way, 0);
}

uint32_t said_way_in(const struct said *s, const uint32_t *way, uint32_t in)
{
	struct said_word all[SHOWN_WORDS] = { 0 };

	for (; *way; way += 1 + (*way & SHOWN_COUNT)) {
		struct wanted want = { .at = all,
			.count = *way & SHOWN_COUNT,
			.paper = *way & SHOWN_PAPER,
			.near = *way >> SHOWN_FIRM &&
				*way >> SHOWN_FIRM < (*way & SHOWN_COUNT),
			.in = in,
			.firm = ((uint64_t)1 << (*way >> SHOWN_FIRM)) - 1 };
		size_t there = 0;
		uint32_t where = 0;

		for (; there < want.count; there++) {
			all[there] = word_of(way[1 + there]);
			if (is_verbatim(*way))
				all[there].alike = NULL;
			if (!said_is_anywhere(s, &all[there]))
				break;
		}
		if (there == want.count && best_share(s, &want, &where) > 0.99f)
			return where;
		where = said_at_house(s, way);
		if (where && (!in || in == where))
			return where;
	}
	return 0;
}

uint32_t said_skill(const struct said *s, uint16_t skill)
{
	return said_way(s, shown_ways(skill));
}

/* How much a word of the line weighs; 0: it is no part of what is asked, or of
 * the name of a skill. */
static float weight_asked(const struct posting_need *n,
	const struct resume_word *w, uint32_t stem)
{
	if (w->flags & WORD_CAPS)
		return 1;
	for (size_t i = 0; i < n->stems; i++)
		if (n->stem[i] == stem)
			return n->weigh[i];
	return w->text.len > 2 && match_says_little(w) && !fact_asks(w)
		       ? MATCH_LITTLE_WEIGHT
		       : 0;
}

/* Could one sentence say enough? Most lines ask for what is nowhere. */
static bool may_be_said(const struct said *s, const struct wanted *want)
{
	float all = 0, there = 0;

	for (size_t i = 0; i < want->count; i++) {
		all += want->weigh[i];
		if (said_is_anywhere(s, &want->at[i]))
			there += want->weigh[i];
	}
	return want->count > 1 && there >= SAID_ENOUGH * all;
}

bool said_words(const struct said *s, const struct resume_wording *line,
	const struct posting_need *n, uint32_t *where)
{
	struct said_word all[2 * LENGTH(n->stem)] = { 0 };
	float weigh[LENGTH(all)] = { 0 };
	struct wanted want = { all, weigh, 0, true };

	for (size_t i = 0; i < line->count && want.count < LENGTH(all); i++) {
		struct said_word w = said_word_read(&line->at[i]);

		weigh[want.count] = weight_asked(n, &line->at[i], w.stem);
		all[want.count] = w;
		want.count += weigh[want.count] > 0;
	}
	return n->stems + n->skills && may_be_said(s, &want) &&
	       best_share(s, &want, where) >= SAID_ENOUGH;
}

uint32_t said_place(const struct said *s, const struct posting_need *n)
{
	for (size_t i = 0; i < s->p->passages.count; i++) {
		const struct resume_wording *w = &s->p->passages.at[i].place;
		size_t asked = 0, there = 0;

		for (size_t k = 0; w->count && k < n->stems; k++)
			if (n->weigh[k] > MATCH_LITTLE_WEIGHT / 2) {
				asked++;
				there += says_stem(w, n->stem[k]);
			}
		if (there && there == asked)
			return (uint32_t)i + 1;
	}
	return 0;
}

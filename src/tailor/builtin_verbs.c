/*
 * tailor/builtin_verbs.c - of words that say the same (verbs.def), the one that
 * the posting has: the verb that a bullet begins with, and a few nouns. Where
 * the posting asks for the word that stands, or the resume has the other one
 * already, nothing is changed. Tells nothing apart by meaning: what has two
 * meanings is not in the table.
 */
#include "tailor/builtin_int.h"

enum { FORMS = 3, WHO_NEAR = 3 };

struct set {
	const char *words;
	bool verb;
};

static const struct set sets[] = {
#define VERB(words) { words, true },
#include "tailor/verbs.def"
#undef VERB
#define NOUN(words) { words, false },
#include "tailor/verbs.def"
#undef NOUN
};

/* A word of a set in one of its forms. */
struct choice {
	struct str word;
	const struct posting_term *asked;
};

static const struct posting_term *asked_word(
	const struct builtin *b, struct str word)
{
	const struct posting_terms *all = &b->ask->posting->words;
	uint32_t stem = match_stem(word);

	for (size_t i = 0; i < all->count; i++)
		if (all->at[i].stem == stem)
			return &all->at[i];
	return NULL;
}

/* Which form of a set's words is this? FORMS: it is none of them. */
static size_t form_of(const struct set *s, struct str word)
{
	struct str rest = str_c(s->words);

	while (rest.len) {
		struct str forms = str_cut(&rest, '|');

		for (size_t f = 0; forms.len; f++)
			if (str_eq(str_cut(&forms, ' '), word))
				return f;
	}
	return FORMS;
}

static bool is_chosen(const struct builtin *b, uint32_t stem)
{
	for (size_t i = 0; i < b->chosens; i++)
		if (b->chosen[i] == stem)
			return true;
	return false;
}

/* The word of the set that the posting asks for most, and the resume lacks. */
static struct choice choose(
	const struct builtin *b, const struct set *s, size_t form)
{
	struct str rest = str_c(s->words);
	struct choice best = { STR_NONE, NULL };

	while (rest.len) {
		struct str forms = str_cut(&rest, '|'), word = STR_NONE;
		const struct posting_term *asked;

		for (size_t f = 0; f <= form; f++)
			word = str_cut(&forms, ' ');
		asked = asked_word(b, word);
		if (!asked || profile_stem_find(&b->profile, asked->stem) ||
			is_chosen(b, asked->stem) ||
			(best.asked && best.asked->weight >= asked->weight))
			continue;
		best = (struct choice){ word, asked };
	}
	return best;
}

static bool in_list(struct str list, struct str word)
{
	while (list.len)
		if (str_eq(str_cut(&list, ' '), word))
			return true;
	return false;
}

/* "Built a team" is not "created a team", and "moved on" is not "migrated". */
static bool is_of_people(const struct resume_wording *w, size_t verb)
{
	static const char who[] =
#define WHO(words) words
#include "tailor/verbs.def"
#undef WHO
		;

	for (size_t i = verb + 1; i < w->count && i <= verb + WHO_NEAR; i++)
		if (in_list(str_of(who, sizeof(who) - 1), w->at[i].text))
			return true;
	return false;
}

/* ---- one text ----------------------------------------------------------- */

static bool is_named(const struct taxonomy_hit *hit, size_t n, size_t word)
{
	for (size_t i = 0; i < n; i++)
		if (word >= hit[i].from && word < hit[i].from + hit[i].count)
			return true;
	return false;
}

static bool is_alone(struct str text, const struct resume_word *w)
{
	size_t end = w->at + w->len;

	return (!w->at || text.at[w->at - 1] == ' ') &&
	       (end >= text.len || strchr(" .,;:)", text.at[end]));
}

static struct str replaced(struct arena *mem, struct str text,
	const struct resume_word *w, struct str by)
{
	struct str first = by;
	char *head = arena_bytes(mem, by.len + 1);

	memcpy(head, by.at, by.len);
	if (text.at[w->at] >= 'A' && text.at[w->at] <= 'Z')
		*head = (char)(*head - 32);
	first.at = head;
	return str_fmt(mem, "%.*s%.*s%.*s", (int)w->at, text.at, STR_ARG(first),
		STR_ARG(str_of(
			text.at + w->at + w->len, text.len - w->at - w->len)));
}

static bool propose(struct builtin *b, struct str at, struct str text,
	const struct resume_word *w, struct choice c)
{
	struct str to = replaced(b->mem, text, w, c.word);
	struct tailor_change *change;

	if (!builtin_holds(b, at, to) ||
		!(change = builtin_change(b, at, TAILOR_SET)))
		return false;
	change->before.text = text;
	change->after.text = to;
	change->reason =
		str_fmt(b->mem, "the posting's word for it is \"%.*s\"",
			STR_ARG(c.asked->label));
	change->quote = builtin_quote(b, c.asked);
	builtin_prove_now(b, change, at, text);
	builtin_apply(b, change);
	b->chosen[b->chosens++] = c.asked->stem;
	return true;
}

struct wording {
	struct resume_wording words;
	struct taxonomy_hit *hit;
	size_t hits;
};

static bool word_by(struct builtin *b, struct str at, struct str text,
	const struct wording *r, size_t i)
{
	const struct resume_word *w = &r->words.at[i];

	if (is_named(r->hit, r->hits, i) || !is_alone(text, w) ||
		asked_word(b, w->text))
		return false;
	for (size_t s = 0; s < LENGTH(sets); s++) {
		size_t form = FORMS;
		struct choice c;

		if (!sets[s].verb || (!i && !is_of_people(&r->words, i)))
			form = form_of(&sets[s], w->text);
		if (form == FORMS)
			continue;
		c = choose(b, &sets[s], form);
		if (c.asked && propose(b, at, text, w, c))
			return true;
	}
	return false;
}

/* True: a word of it was chosen. */
static bool word_text(struct builtin *b, struct str at, struct str text)
{
	struct arena own = { 0 };
	struct wording r;
	bool done = false;

	resume_wording_read(&own, text, &r.words);
	r.hit = ARENA_LIST(&own, struct taxonomy_hit, r.words.count + 1);
	r.hits = taxonomy_find(&match_skills, text, &r.words, r.hit);
	for (size_t i = 0; i < r.words.count && !done; i++)
		done = word_by(b, at, text, &r, i);
	arena_free(&own);
	return done;
}

void builtin_verbs(struct builtin *b)
{
	static const int told[] = { RESUME_WORK, RESUME_PROJECTS,
		RESUME_VOLUNTEER };

	for (size_t k = 0; k < LENGTH(told); k++)
		for (size_t i = 0; i < b->now.section[told[k]].count; i++) {
			const struct resume_texts *list =
				&b->now.section[told[k]].at[i].highlights;

			for (size_t n = 0;
				n < list->count && b->chosens < BUILTIN_CHOSEN;
				n++)
				word_text(b,
					str_fmt(b->mem,
						"/%s/%zu/highlights/%zu",
						resume_sections[told[k]].name,
						i, n),
					list->at[n]);
		}
}

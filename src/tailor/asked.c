/*
 * tailor/asked.c - see asked.h. Each clause is read by the kinds of words that
 * it has; one without a verb of ours goes on with what the one before it asks.
 */
#include "tailor/asked.h"

enum word_is {
#define ASKED(id, words) IS_##id,
#include "tailor/asked.def"
#undef ASKED
	WORD_KINDS
};

static const char *const kinds[WORD_KINDS] = {
#define ASKED(id, words) [IS_##id] = words,
#include "tailor/asked.def"
#undef ASKED
};

static const struct {
	enum word_is word;
	enum asked_part part;
} parts[] = { { IS_SUMMARY, ASKED_SUMMARY }, { IS_SKILLS, ASKED_SKILLS },
	{ IS_TITLE, ASKED_TITLE }, { IS_BULLETS, ASKED_BULLETS },
	{ IS_ORDER, ASKED_ORDER } };

enum verb { VERB_NONE, VERB_KEEP, VERB_STRESS };

struct clause {
	const struct resume_word *word;
	size_t count;
	unsigned is; /* 1 << enum word_is, of all its words; others: the last
			bit */
};

static unsigned kinds_of(const struct resume_word *w)
{
	unsigned is = 0;

	for (int k = 0; k < WORD_KINDS; k++) {
		struct str rest = str_c(kinds[k]);

		while (rest.len)
			if (str_eq(str_cut(&rest, ' '), w->text))
				is |= 1u << k;
	}
	return is ? is : 1u << WORD_KINDS;
}

static bool has(const struct clause *c, enum word_is word)
{
	return c->is & 1u << word;
}

static unsigned parts_of(const struct clause *c)
{
	unsigned all = 0;

	for (size_t i = 0; i < LENGTH(parts); i++)
		all |= has(c, parts[i].word) ? (unsigned)parts[i].part : 0;
	return all;
}

static bool add_stressed(const struct clause *c, struct tailor_asked *out)
{
	size_t before = out->stressed;

	for (size_t i = 0; i < c->count; i++)
		if (kinds_of(&c->word[i]) == 1u << WORD_KINDS &&
			out->stressed < ASKED_STRESSED)
			out->stress[out->stressed++] = c->word[i].text;
	return out->stressed > before;
}

/* False: it asks for something else. */
static bool read_clause(
	const struct clause *c, enum verb *verb, struct tailor_asked *out)
{
	bool not = has(c, IS_NOT), keep = has(c, IS_KEEP) && !not ;

	if (has(c, IS_PAGE) && has(c, IS_ONE) && !not )
		return out->one_page = true;
	if (has(c, IS_SHORT) && has(c, IS_SUMMARY) && !not )
		return out->short_summary = true;
	if (has(c, IS_STRESS) && !not ) {
		*verb = VERB_STRESS;
		return add_stressed(c, out);
	}
	if (keep || (not &&has(c, IS_CHANGE)))
		*verb = VERB_KEEP;
	else if (not || has(c, IS_CHANGE) || has(c, IS_SHORT))
		return false;
	if (*verb == VERB_KEEP && parts_of(c)) {
		out->keep |= parts_of(c);
		return true;
	}
	return *verb == VERB_STRESS && add_stressed(c, out);
}

/* Clauses end at signs and at "and". */
static bool ends(struct str text, const struct resume_word *w,
	const struct resume_word *next)
{
	size_t from = w->at + w->len;
	struct str gap = str_of(text.at + from, next->at - from);

	return kinds_of(next) & 1u << IS_AND || memchr(gap.at, ',', gap.len) ||
	       memchr(gap.at, '.', gap.len) || memchr(gap.at, ';', gap.len) ||
	       memchr(gap.at, '\n', gap.len) || memchr(gap.at, ':', gap.len);
}

void tailor_asked_read(
	struct arena *mem, struct str instructions, struct tailor_asked *out)
{
	struct str text = str_of(instructions.at, instructions.len > ASKED_BYTES
							  ? ASKED_BYTES
							  : instructions.len);
	enum verb verb = VERB_NONE;
	struct resume_wording w;

	*out = (struct tailor_asked){ 0 };
	if (text.len < instructions.len)
		out->other =
			str_of(text.at + text.len, instructions.len - text.len);
	resume_wording_read(mem, text, &w);
	for (size_t i = 0, k; i < w.count; i = k) {
		struct clause c = { &w.at[i], 0, 0 };
		const unsigned idle = 1u << IS_IDLE | 1u << IS_AND;

		for (k = i; k < w.count; k++) {
			c.is |= kinds_of(&w.at[k]);
			c.count++;
			if (k + 1 < w.count &&
				ends(text, &w.at[k], &w.at[k + 1]))
				break;
		}
		k += k < w.count;
		/* what is handed back does not begin with "and" */
		while (i + 1 < k && kinds_of(&w.at[i]) == 1u << IS_AND)
			i++;
		if (c.is & ~idle && !read_clause(&c, &verb, out) &&
			!out->other.len)
			out->other = str_of(text.at + w.at[i].at,
				w.at[k - 1].at + w.at[k - 1].len - w.at[i].at);
	}
}

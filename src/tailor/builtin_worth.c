/*
 * tailor/builtin_worth.c - how much a text says of what the posting asks for.
 */
#include "tailor/builtin_int.h"

/* Of a word that is no skill, against one that is. */
#define PLAIN 0.3f
/* Of what its owner wants to have stressed, before all else. */
#define STRESSED 100.0f

static float skill_worth(const struct builtin *b, uint16_t skill,
	const struct posting_term **best, float *most)
{
	const uint16_t *up =
		match_skills.links + match_skills.entry[skill].above;
	float sum = 0;

	for (uint16_t s = skill; s != TAXONOMY_NONE; s = *up++) {
		sum += b->want[s];
		if (b->want[s] > *most) {
			*most = b->want[s];
			*best = &b->ask->posting->skills.at[b->term[s] - 1];
		}
	}
	return sum;
}

static float word_worth(const struct builtin *b, const struct resume_wording *w)
{
	const struct posting_terms *words = &b->ask->posting->words;
	uint32_t seen[POSTING_WORDS] = { 0 };
	float sum = 0;

	for (size_t i = 0; i < w->count; i++) {
		uint32_t stem = match_stem(w->at[i].text);

		for (size_t k = 0; k < words->count; k++)
			if (words->at[k].stem == stem && !seen[k]) {
				seen[k] = 1;
				sum += words->at[k].weight;
			}
	}
	return PLAIN * sum;
}

float builtin_worth(const struct builtin *b, struct str text,
	const struct posting_term **best)
{
	struct arena own = { 0 };
	struct resume_wording w;
	struct taxonomy_hit *hit;
	float sum, most = 0;
	size_t n;

	*best = NULL;
	resume_wording_read(&own, text, &w);
	hit = ARENA_LIST(&own, struct taxonomy_hit, w.count + 1);
	n = taxonomy_find(&match_skills, text, &w, hit);
	n = taxonomy_settle(&match_skills, &w, hit, n);
	sum = word_worth(b, &w);
	for (size_t i = 0; i < n; i++)
		sum += skill_worth(b, hit[i].entry, best, &most);
	arena_free(&own);
	return sum + (builtin_stressed(b, text) ? STRESSED : 0);
}

bool builtin_stressed(const struct builtin *b, struct str text)
{
	struct arena own = { 0 };
	struct resume_wording w;
	bool says = false;

	if (!b->asked.stressed)
		return false;
	resume_wording_read(&own, text, &w);
	for (size_t i = 0; i < w.count && !says; i++)
		for (size_t k = 0; k < b->asked.stressed && !says; k++)
			says = truth_words_alike(
				b->truth, w.at[i].text, b->asked.stress[k]);
	arena_free(&own);
	return says;
}

struct str builtin_quote(
	const struct builtin *b, const struct posting_term *term)
{
	const struct posting *p = b->ask->posting;

	for (size_t i = 0; i < p->needs.count; i++) {
		struct posting_span s = p->needs.at[i].span;

		if (term->span.at >= s.at && term->span.at < s.at + s.len)
			return posting_str(p, s);
	}
	return posting_str(p, term->span);
}

struct str builtin_skill_name(
	const struct builtin *b, const struct posting_term *term)
{
	uint8_t kind = match_skills.entry[term->skill].kind;
	struct str said = posting_str(b->ask->posting, term->span);
	char *text;

	if (kind == TAXONOMY_TOOL || kind == TAXONOMY_CERTIFICATE)
		return memchr(said.at, '\n', said.len) ? term->label : said;
	text = arena_bytes(b->mem, term->label.len + 1);
	memcpy(text, term->label.at, term->label.len);
	/* "CI/CD" and "A/B testing" stay, "Data analysis" does not */
	if (term->label.len > 1 && text[1] >= 'a' && text[1] <= 'z')
		*text = (char)(*text | 32);
	return str_of(text, term->label.len);
}

/* ---- changes ------------------------------------------------------------ */

struct tailor_change *builtin_change(
	struct builtin *b, struct str at, enum tailor_op op)
{
	struct tailor_change *c;

	if (b->out->count == TAILOR_CHANGES)
		return NULL;
	c = &b->out->at[b->out->count++];
	*c = (struct tailor_change){ .at = at, .op = op };
	return c;
}

void builtin_prove(struct tailor_change *c, struct str at, struct str quote)
{
	if (c->evidences < TAILOR_EVIDENCE)
		c->evidence[c->evidences++] =
			(struct tailor_evidence){ at, quote };
}

void builtin_prove_now(struct builtin *b, struct tailor_change *c,
	struct str at, struct str text)
{
	const struct str *source = edit_text(&b->was, at);

	if (source) {
		builtin_prove(c, at, *source);
		return;
	}
	for (size_t i = 0; i < b->out->count; i++) {
		const struct tailor_change *add = &b->out->at[i];
		const struct resume_texts *list = &add->after.list;

		if (add->op == TAILOR_ADD &&
			str_eq(list->at[list->count - 1], text))
			for (size_t k = 0; k < add->evidences; k++)
				builtin_prove(c, add->evidence[k].at,
					add->evidence[k].quote);
	}
}

void builtin_apply(struct builtin *b, const struct tailor_change *c)
{
	edit_apply(b->mem, &b->now, c);
}

bool builtin_holds(struct builtin *b, struct str at, struct str text)
{
	struct arena own = { 0 };
	struct truth_report report;
	struct err err;
	bool holds = truth_check_text(&own, b->truth, at, STR_NONE, text,
			     &report, &err) &&
		     !report.count;

	arena_free(&own);
	return holds;
}

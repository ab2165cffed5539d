/*
 * match/score.c - see score.h: the number. Each part is a share between 0 and
 * 1 that nothing lowers but the posting; what a posting does not ask for, or
 * asks for too faintly to judge, gives its points to the other parts.
 */
#include "match/score_int.h"

#include <math.h>

/* How much of all skills has to be asked for until they count in full. */
#define SKILLS_ENOUGH 2.0f
#define WORDS_ENOUGH 4.0f
/* Who led a team of cooks has led, and built no bridges. */
#define RANK_ALIKE 0.3f

static const struct {
	const char *name;
	float points;
} parts[SCORE_PARTS] = {
#define SCORE_PART(id, name, points) { name, (float)points },
#include "match/score.def"
#undef SCORE_PART
};

/* ---- skills and words ------------------------------------------------------
 */

static float fill(float weight, float enough)
{
	return weight < enough ? weight / enough : 1;
}

size_t score_choice(
	const struct profile *p, const struct posting *j, size_t first)
{
	const struct posting_term *t = j->skills.at;
	size_t best = first;

	for (size_t i = first + 1; t[first].either && i < j->skills.count; i++)
		if (t[i].either == t[first].either &&
			score_skill(p, t[i].skill).credit >
				score_skill(p, t[best].skill).credit)
			best = i;
	return best;
}

static void share_skills(const struct profile *p, const struct posting *j,
	struct score_shares *s)
{
	float all = 0, has = 0;

	for (size_t i = 0; i < j->skills.count; i++) {
		const struct posting_term *t = &j->skills.at[i];

		if (t->either && t->either != i + 1)
			continue;
		t = &j->skills.at[score_choice(p, j, i)];
		all += t->weight;
		has += t->weight * score_skill(p, t->skill).credit;
	}
	s->weight[SCORE_SKILLS] = all;
	s->share[SCORE_SKILLS] = all > 0 ? has / all : 0;
	s->of[SCORE_SKILLS] = fill(all, SKILLS_ENOUGH);
}

/* Nobody's resume has all words of a posting: half of them is much, and the
 * root says so. */
static void share_words(const struct profile *p, const struct posting *j,
	struct score_shares *s)
{
	float all = 0, has = 0;

	for (size_t i = 0; i < j->words.count; i++) {
		const struct posting_term *t = &j->words.at[i];

		all += t->weight;
		if (profile_stem_find(p, t->stem))
			has += t->weight;
	}
	s->weight[SCORE_WORDS] = all;
	s->share[SCORE_WORDS] = all > 0 ? sqrtf(has / all) : 0;
	s->of[SCORE_WORDS] = fill(all, WORDS_ENOUGH);
}

/* ---- title -------------------------------------------------------------- */

static float alike(uint16_t a, uint16_t b)
{
	const struct taxonomy_entry *x = &match_titles.entry[a],
				    *y = &match_titles.entry[b];

	if (a == b)
		return 1;
	if (taxonomy_proves(&match_titles, a, b))
		return 0.9f;
	if (taxonomy_proves(&match_titles, b, a))
		return 0.7f;
	if (taxonomy_is_near(&match_titles, a, b))
		return 0.6f;
	if (x->parent != TAXONOMY_NONE && x->parent == y->parent)
		return 0.5f;
	return x->family == y->family   ? 0.35f
	       : x->sector == y->sector ? 0.25f
					: 0;
}

float score_alike(uint16_t a, uint16_t b)
{
	bool rank = match_titles.entry[a].kind == TAXONOMY_RANK ||
		    match_titles.entry[b].kind == TAXONOMY_RANK;

	return rank && alike(a, b) > RANK_ALIKE ? RANK_ALIKE : alike(a, b);
}

/* Words of the title that were in one of theirs, too. */
static float title_words(const struct profile *p, const struct posting *j)
{
	struct arena mem = { 0 };
	struct resume_wording w;
	float all = 0, has = 0;

	resume_wording_read(&mem, posting_str(j, j->title), &w);
	for (size_t i = 0; i < w.count; i++) {
		float weight = match_weight(&w.at[i]);
		uint32_t stem = weight > 0 ? match_stem(w.at[i].text) : 0;

		all += weight;
		for (size_t k = 0; stem && k < p->title_stems; k++)
			if (p->title_stem[k] == stem) {
				has += weight;
				break;
			}
	}
	arena_free(&mem);
	return all > 0 ? has / all : 0;
}

static float level_share(const struct profile *p, const struct posting *j)
{
	return p->level >= j->level ? 1
				    : 1 - 0.35f * (float)(j->level - p->level);
}

/* By the table of occupations, or by the words of the titles. */
static float title_alike(const struct profile *p, const struct posting *j)
{
	float best = 0.9f * title_words(p, j);

	for (size_t i = 0;
		j->occupation != TAXONOMY_NONE && i < p->occupations.count;
		i++) {
		float one =
			score_alike(p->occupations.at[i].entry, j->occupation);

		best = one > best ? one : best;
	}
	return best;
}

static void share_title(const struct profile *p, const struct posting *j,
	struct score_shares *s)
{
	float level = level_share(p, j);

	if (!j->title.len)
		return;
	s->of[SCORE_TITLE] = 1;
	s->share[SCORE_TITLE] =
		title_alike(p, j) * (0.75f + 0.25f * (level > 0 ? level : 0));
}

/* How near the work that they did is to this: years at another trade are no
 * years at this one. */
static float field_of(const struct score_shares *s)
{
	float skills = 1.8f * s->share[SCORE_SKILLS] * s->of[SCORE_SKILLS];
	float title = 1.4f * s->share[SCORE_TITLE];
	float best = skills > title ? skills : title;

	return best > 1 ? 1 : best;
}

/* ---- years, study, form ------------------------------------------------- */

static void share_years(const struct profile *p, const struct posting *j,
	struct score_shares *s)
{
	if (!j->years)
		return;
	s->of[SCORE_YEARS] = 1;
	s->share[SCORE_YEARS] =
		s->field * fill((float)p->months, 12 * (float)j->years);
}

bool score_speaks(const struct profile *p, const char *code, size_t *which)
{
	for (size_t i = 0; i < p->languages; i++)
		if (!strcmp(p->language[i], code)) {
			*which = i;
			return true;
		}
	return false;
}

static void share_study(const struct profile *p, const struct posting *j,
	struct score_shares *s)
{
	float all = 0, has = 0;
	size_t which;

	if (j->degree) {
		float share =
			p->degree >= j->degree ? 1
			: j->degree_or && p->months >= 36
				? 0.8f
				: 0.5f * (float)p->degree / (float)j->degree;

		all += 1;
		has += share * (0.4f + 0.6f * s->field);
	}
	for (size_t i = 0; i < j->languages.count; i++) {
		float weight = j->languages.at[i].must ? 0.7f : 0.3f;

		all += weight;
		if (score_speaks(p, j->languages.at[i].code, &which))
			has += weight;
	}
	s->of[SCORE_STUDY] = all > 0 ? fill(all, 0.7f) : 0;
	s->share[SCORE_STUDY] = all > 0 ? has / all : 0;
}

/* ---- the sum ------------------------------------------------------------ */

void score_shares(const struct profile *p, const struct posting *j,
	struct score_shares *out)
{
	float sum = 0;

	*out = (struct score_shares){ 0 };
	share_skills(p, j, out);
	share_words(p, j, out);
	share_title(p, j, out);
	out->field = field_of(out);
	share_years(p, j, out);
	share_study(p, j, out);
	out->of[SCORE_FORMAT] = 1;
	out->share[SCORE_FORMAT] = p->format;
	for (int i = 0; i < SCORE_PARTS; i++) {
		out->of[i] *= parts[i].points;
		sum += out->of[i];
	}
	for (int i = 0; i < SCORE_PARTS; i++)
		out->of[i] *= 100 / sum;
}

float score_total(const struct profile *p, const struct posting *j)
{
	struct score_shares s;
	float total = 0;

	score_shares(p, j, &s);
	for (int i = 0; i < SCORE_PARTS; i++)
		total += s.of[i] * s.share[i];
	return total;
}

const char *score_part_name(enum score_part_id id) { return parts[id].name; }

/*
 * match/score_needs.c - each line of a posting that asks for something: is it
 * met, in part, or missing, and which passage of the resume says so.
 */
#include "match/profile_int.h"
#include "match/score_int.h"

/* Of what a line asks for: so much is met, so much is something. */
#define MET 0.6f
#define SOME 0.25f
/* Of a line's plain words that one passage, or all of them, has to say. */
#define WORDS_MET 0.5f
#define WORDS_SOME 0.25f

struct judging {
	struct arena *mem;
	const struct profile *p;
	uint32_t **stems; /* of each passage's words; NULL: not asked for yet */
	const struct posting_need *n;
	struct score_need *out;
};

static const struct profile_passage *passage_of(
	const struct profile *p, uint32_t number)
{
	return number ? &p->passages.at[number - 1] : NULL;
}

static void judge(struct judging *j, enum score_verdict verdict, uint32_t where,
	struct str why)
{
	j->out->verdict = verdict;
	j->out->passage = passage_of(j->p, where);
	j->out->why = why;
}

/* ---- skills ------------------------------------------------------------- */

static const uint32_t *stems_of(
	const struct judging *j, const struct profile_passage *t)
{
	uint32_t **stems = &j->stems[t - j->p->passages.at];

	if (*stems)
		return *stems;
	*stems = ARENA_LIST(j->mem, uint32_t, t->words.count + 1);
	for (size_t i = 0; i < t->words.count; i++)
		(*stems)[i] = match_stem(t->words.at[i].text);
	return *stems;
}

static bool says(
	const struct judging *j, const struct profile_passage *t, uint32_t stem)
{
	const uint32_t *stems = stems_of(j, t);

	for (size_t i = 0; i < t->words.count; i++)
		if (stems[i] == stem)
			return true;
	return false;
}

static bool says_all(const struct judging *j, const struct profile_passage *t,
	const uint32_t *stem, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!says(j, t, stem[i]))
			return false;
	return true;
}

/* A passage about work that has all words of a name, each in any form; 0: none
 * has. */
static uint32_t said_name(
	const struct judging *j, struct arena *own, struct str name)
{
	struct resume_wording w;
	uint32_t *stem;

	arena_reset(own);
	resume_wording_read(own, name, &w);
	if (w.count == 1 && !str_ends(name, STR("ing")))
		return 0;
	stem = ARENA_LIST(own, uint32_t, w.count + 1);
	for (size_t i = 0; i < w.count; i++) {
		stem[i] = match_stem(w.at[i].text);
		if (!profile_stem_find(j->p, stem[i]))
			return 0;
	}
	for (size_t i = 0; i < j->p->passages.count; i++)
		if (j->p->passages.at[i].kind == PROFILE_WORK &&
			says_all(j, &j->p->passages.at[i], stem, w.count))
			return (uint32_t)i + 1;
	return 0;
}

/* A passage about work that has a common word which names a skill: where the
 * posting names it, "Epic" is no long poem. */
static uint32_t said_weakly(const struct judging *j, struct arena *own,
	const struct taxonomy_name *n)
{
	struct str name = str_c(match_skills.text + n->text);
	struct resume_wording w;

	arena_reset(own);
	resume_wording_read(own, name, &w);
	for (size_t i = 0; w.count == 1 && i < j->p->passages.count; i++) {
		const struct profile_passage *t = &j->p->passages.at[i];

		for (size_t k = 0;
			t->kind == PROFILE_WORK && k < t->words.count; k++)
			if (t->words.at[k].hash == w.at[0].hash &&
				(!(n->flags & NAME_EXACT) ||
					str_eq(str_of(t->text.at +
							       t->words.at[k]
								       .at,
						       t->words.at[k].len),
						name)))
				return (uint32_t)i + 1;
	}
	return 0;
}

/* "Adobe Photoshop", not "Linux administration". */
static bool is_proper(uint16_t skill)
{
	struct str rest = taxonomy_label(&match_skills, skill), last = rest;

	while (rest.len)
		last = str_cut(&rest, ' ');
	return !last.len || last.at[0] < 'a' || last.at[0] > 'z';
}

/* Is it said in words of one's own? "Secured loads" is load securing, "soldered
 * boards" soldering, whatever the table knows. Another name of one word is
 * known, or not there; so is a tool's and a certificate's. */
static uint32_t said_in_words(const struct judging *j, uint16_t skill)
{
	struct arena own = { .keep = 4096 };
	uint8_t kind = match_skills.entry[skill].kind;
	bool named = kind == TAXONOMY_CERTIFICATE ||
		     (kind == TAXONOMY_TOOL && is_proper(skill));
	const struct taxonomy_name *name;
	size_t count = taxonomy_names(&match_skills, skill, &name);
	uint32_t found = 0;

	for (size_t i = 0; i < count && !found; i++)
		if (name[i].flags & NAME_WEAK)
			found = said_weakly(j, &own, &name[i]);
		else if (!named && !(name[i].flags & NAME_EXACT))
			found = said_name(j, &own,
				str_c(match_skills.text + name[i].text));
	arena_free(&own);
	return found;
}

static float skill_share(
	const struct judging *j, uint32_t *where, uint16_t *which)
{
	float sum = 0, best = 0;

	for (uint8_t i = 0; i < j->n->skills; i++) {
		const struct profile_skill *s = &j->p->skill[j->n->skill[i]];
		bool soft = match_skills.entry[j->n->skill[i]].kind ==
			    TAXONOMY_SOFT;
		/* a line that asks for no more is met by the deed */
		float credit = s->how == PROFILE_SHOWN ? MET : s->credit;
		uint32_t words =
			credit < MET ? said_in_words(j, j->n->skill[i]) : 0;

		credit = words ? MET : credit;
		sum += credit;
		if (credit > best && !(soft && best > 0)) {
			best = credit;
			*where = words ? words : s->passage;
			*which = j->n->skill[i];
		}
	}
	if (!j->n->skills)
		return 0;
	return j->n->any ? best : sum / (float)j->n->skills;
}

/* ---- words -------------------------------------------------------------- */

/* Of the words' weight, how much the whole resume says; `where`: the passage
 * that says most of it. */
static float word_share(const struct judging *j, uint32_t *where)
{
	float all = 0, has = 0, best = 0;

	for (uint8_t i = 0; i < j->n->stems; i++) {
		const struct profile_passage *t =
			profile_stem_find(j->p, j->n->stem[i]);
		float sum = 0;

		all += j->n->weigh[i];
		if (!t)
			continue;
		has += j->n->weigh[i];
		for (uint8_t k = 0; k < j->n->stems; k++)
			sum += says(j, t, j->n->stem[k]) ? j->n->weigh[k] : 0;
		if (sum > best) {
			best = sum;
			*where = (uint32_t)(t - j->p->passages.at) + 1;
		}
	}
	return all > 0 ? has / all : 0;
}

/* ---- kinds of lines ----------------------------------------------------- */

static void judge_degree(struct judging *j)
{
	const struct profile *p = j->p;

	if (p->degree >= j->n->degree || (j->n->studying && p->studying))
		judge(j, SCORE_MET, p->degree_passage,
			STR("the degree is there"));
	else if (p->degree > DEGREE_SCHOOL)
		judge(j, SCORE_PARTIAL, p->degree_passage,
			STR("a lower degree is there"));
	else
		judge(j, SCORE_MISSING, 0, STR("no such degree is there"));
}

static void judge_language(struct judging *j)
{
	size_t which;

	if (score_speaks(j->p, j->n->language, &which))
		judge(j, SCORE_MET, j->p->language_passage[which],
			j->p->language_passage[which]
				? STR("the language is named")
				: STR("the resume is written in it"));
	else
		judge(j, SCORE_MISSING, 0, STR("the language is not named"));
}

/* Is it typical of who is called so? */
static bool is_typical(uint16_t occupation, uint16_t skill)
{
	const uint16_t *asks =
		match_titles.links + match_titles.entry[occupation].asks;

	for (; *asks != TAXONOMY_NONE; asks++)
		if (taxonomy_proves(&match_skills, *asks, skill))
			return true;
	return false;
}

/* Months in occupations that the skill is typical of: a backend engineer
 * develops software, also where no line says so. */
static int months_called(const struct judging *j, uint16_t skill)
{
	int span[PROFILE_OCCUPATIONS][2];
	size_t count = 0;

	for (size_t i = 0; i < j->p->occupations.count; i++) {
		const struct profile_occupation *o = &j->p->occupations.at[i];
		const struct profile_passage *t =
			&j->p->passages.at[o->passage];

		if (t->to < t->from || !is_typical(o->entry, skill))
			continue;
		span[count][0] = t->from;
		span[count++][1] = t->to;
	}
	return profile_union(span, count);
}

/* Years, of the skill that the line names, or of work at all. */
static void judge_years(
	struct judging *j, float share, uint32_t where, uint16_t which)
{
	int months = j->p->months, need = 12 * j->n->years;

	if (share >= MET && which != TAXONOMY_NONE &&
		j->p->skill[which].months) {
		int called = months_called(j, which);

		months = j->p->skill[which].months;
		months = called > months ? called : months;
	}
	if (which != TAXONOMY_NONE && share < SOME) {
		judge(j, SCORE_MISSING, 0,
			str_fmt(j->mem, "%.*s is not in the resume",
				STR_ARG(taxonomy_label(
					&match_skills, j->n->skill[0]))));
		return;
	}
	judge(j,
		months + 2 >= need ? (share >= MET || which == TAXONOMY_NONE
						     ? SCORE_MET
						     : SCORE_PARTIAL)
		: months           ? SCORE_PARTIAL
				   : SCORE_MISSING,
		where,
		str_fmt(j->mem, "%d of %d years are shown", months / 12,
			j->n->years));
}

/* Asks for a licence or a certificate, and the resume names none. */
static bool lacks_paper(const struct judging *j)
{
	static const char *const papers[] = { "licence", "license",
		"certification", "certificate", "permit", "zertifikat",
		"fuhrerschein", "lizenz", "certificat", "certificado" };

	for (size_t i = 0; i < LENGTH(papers); i++) {
		uint32_t stem = match_stem(str_c(papers[i]));

		for (uint8_t k = 0; k < j->n->stems; k++)
			if (j->n->stem[k] == stem)
				return !profile_stem_find(j->p, stem);
	}
	return false;
}

static void judge_words(struct judging *j, float skills, float words,
	uint32_t by_skill, uint32_t by_words)
{
	bool named = skills >= words || skills >= SOME;
	float met = named ? MET : WORDS_MET, some = named ? SOME : WORDS_SOME;
	float share = named ? skills : words;
	uint32_t where = named ? by_skill : by_words;

	if (!named && lacks_paper(j))
		share = 0;
	/* Words beside a skill that is not there make nothing whole. */
	if (!named && share >= met && j->n->skills)
		share = some;
	/* What lacks a name is said by its words, in part. */
	if (named && skills < MET && words >= WORDS_MET + 0.2f) {
		share = met;
		where = by_words;
	}
	judge(j,
		share >= met    ? SCORE_MET
		: share >= some ? SCORE_PARTIAL
				: SCORE_MISSING,
		share >= some ? where : 0,
		share >= met    ? STR("the resume says so")
		: share >= some ? STR("the resume says some of it")
				: STR("the resume does not say so"));
}

static void judge_need(struct judging *j)
{
	uint32_t by_skill = 0, by_words = 0;
	uint16_t which = TAXONOMY_NONE;
	float skills = skill_share(j, &by_skill, &which);
	float words = word_share(j, &by_words);

	if (j->n->skills && which == TAXONOMY_NONE)
		which = j->n->skill[0];
	if (j->n->degree)
		judge_degree(j);
	else if (j->n->language && j->n->skills < 2)
		judge_language(j);
	else if (j->n->years)
		judge_years(j, j->n->skills ? skills : words,
			j->n->skills ? by_skill : by_words,
			j->n->skills ? which : TAXONOMY_NONE);
	else
		judge_words(j, skills, words, by_skill, by_words);
}

void score_needs(struct arena *mem, const struct profile *p,
	const struct posting *j, struct score *out)
{
	uint32_t **stems = ARENA_LIST(mem, uint32_t *, p->passages.count + 1);

	out->needs.at = ARENA_LIST(mem, struct score_need, j->needs.count + 1);
	out->needs.count = j->needs.count;
	for (size_t i = 0; i < j->needs.count; i++) {
		struct judging one = { .mem = mem,
			.p = p,
			.stems = stems,
			.n = &j->needs.at[i],
			.out = &out->needs.at[i] };

		one.out->need = one.n;
		judge_need(&one);
	}
}

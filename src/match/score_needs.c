/*
 * match/score_needs.c - each line of a posting that asks for something: is it
 * met, in part, or missing, and which passage of the resume says so.
 */
#include "match/facts.h"
#include "match/score_int.h"

/* Of a line's plain words that one passage, or all of them, has to say. */
#define WORDS_MET 0.6f
#define NEED_NEAR 0.45f
#define WORDS_HALF 0.45f /* where no name is missing */
#define WORDS_SOME 0.25f
/* Of a line's words: of topics that are shown, and of these or said. */
#define TOPICS_SOME 0.3f
#define TOPICS_PART 0.65f
#define TOPICS_MET 0.7f
#define TOPICS_HALF 0.55f
/* The same of a resume of many words. */
#define TOPICS_SURE 0.85f
#define TOPICS_LIKELY 0.75f
#define WORDS_SURE 0.8f
enum {
	SHORT_WORDS = 3,
	INSTEAD = 4, /* words from "or" to a number of years */
	WORDY = 200, /* of a resume in which any word is somewhere */
	MANY_WORDS = 7,
	LONG_LINE = 9,
	LONG_WORDS = 4 /* of a line that says much */
};

static const struct profile_passage *passage_of(
	const struct profile *p, uint32_t number)
{
	return number ? &p->passages.at[number - 1] : NULL;
}

void score_judge(struct judging *j, enum score_verdict verdict, uint32_t where,
	struct str why)
{
	j->out->verdict = verdict;
	j->out->passage = passage_of(j->p, where);
	j->out->why = why;
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
			sum += said_stem(j->p->said, t, j->n->stem[k])
				       ? j->n->weigh[k]
				       : 0;
		if (sum > best) {
			best = sum;
			*where = (uint32_t)(t - j->p->passages.at) + 1;
		}
	}
	return all > 0 ? has / all : 0;
}

/* ---- kinds of lines ----------------------------------------------------- */

/* "Certificate of Professional Competence (CPC)": has somebody the short form
 * of what the line writes out? */
static uint32_t has_initials(const struct judging *j)
{
	const struct resume_wording *w = &j->words;

	for (size_t i = 2; i < w->count; i++) {
		struct str s = w->at[i].text;
		size_t k = s.len, at = i;

		if (!(w->at[i].flags & WORD_CAPS) || s.len < 2)
			continue;
		while (k && at-- > 0)
			if (*w->at[at].text.at == s.at[k - 1])
				k--;
			else if (match_weight(&w->at[at]) > 0)
				break;
		for (size_t p = 0; !k && p < j->p->passages.count; p++) {
			const struct resume_wording *t =
				&j->p->passages.at[p].words;

			for (size_t n = 0; n < t->count; n++)
				if (t->at[n].hash == w->at[i].hash &&
					t->at[n].flags & WORD_CAPS)
					return (uint32_t)p + 1;
		}
	}
	return 0;
}

/* By its words, where `skills` of what it names is there. */
static enum score_verdict by_words(
	const struct judging *j, float skills, float share, uint32_t *where)
{
	uint32_t sentence = 0;

	/* Words beside a skill that is not there make nothing whole. */
	bool whole = !j->n->skills ||
		     skills >= (j->n->examples ? NEED_MET : NEED_NEAR);

	if (said_words(j->p->said, &j->words, j->n, &sentence)) {
		*where = sentence;
		return whole ? SCORE_MET : SCORE_PARTIAL;
	}
	if (score_asks_paper(j) || share < WORDS_SOME ||
		(share < WORDS_MET && score_lacks_weighty(j)))
		return SCORE_MISSING;
	if (share >= WORDS_MET && whole && !score_lacks_half(j))
		return j->wordy && (share < WORDS_SURE ||
					   (j->n->skills && skills < NEED_MET))
			       ? SCORE_PARTIAL
			       : SCORE_MET;
	if (!whole)
		return SCORE_MISSING;
	if (score_lacks_half(j) && !j->n->skills && score_lacks_first(j))
		return SCORE_MISSING;
	return share >= WORDS_HALF && !j->wordy && !score_lacks_name(j) &&
			       !score_lacks_skill(j)
		       ? SCORE_MET
		       : SCORE_PARTIAL;
}

static enum score_verdict by_skills(const struct judging *j, float share)
{
	return share >= NEED_MET    ? score_lacks_more(j) || score_lacks_much(j)
					      ? SCORE_PARTIAL
					      : SCORE_MET
	       : share >= NEED_SOME ? SCORE_PARTIAL
				    : SCORE_MISSING;
}

/* Half the words of a line, here and there, are as a rule the work that it asks
 * for; of a short line the one that says most has to be among them. */
static bool says_half(
	const struct judging *j, const struct said_topics *t, float share)
{
	if (score_lacks_name(j) || t->words < 3)
		return false;
	if ((t->words > LONG_WORDS || score_lacks_skill(j)) &&
		t->share < TOPICS_HALF && share < WORDS_HALF)
		return false;
	if (t->words >= LONG_WORDS)
		return 5 * t->there >= 2 * t->words &&
		       (t->words > LONG_WORDS || !score_lacks_rare(j));
	return 2 * t->there >= t->words && !score_lacks_skill(j) &&
	       !score_lacks_weighty(j);
}

/* Of a long line a third is a part of what it asks for. */
static bool says_some(const struct judging *j, const struct said_topics *t)
{
	return t->topics >= TOPICS_SOME &&
	       (t->share >= TOPICS_PART ||
		       (t->words > LONG_WORDS && t->share >= TOPICS_SOME &&
			       !score_lacks_skill(j)));
}

/* In a long resume half the words of any line are somewhere: of that all has to
 * be there, or nearly. */
static bool is_sure(const struct said_topics *t)
{
	return t->share >= TOPICS_SURE && t->there == t->words;
}

static bool is_likely(const struct said_topics *t)
{
	return t->share >= TOPICS_LIKELY && 4 * t->there >= 3 * t->words;
}

/* By the topics that its phrases name, and by what is said here and there. */
static enum score_verdict by_topics(
	const struct judging *j, float share, uint32_t *where)
{
	struct said_topics t;

	/* work stands for no paper */
	if (score_asks_paper(j))
		return SCORE_MISSING;
	said_asked(j->p->said, &j->words, &t);
	*where = t.where;
	if (t.topics >= TOPICS_SOME && t.share >= TOPICS_MET &&
		(t.there == t.words || t.words >= SHORT_WORDS))
		return (t.words > MANY_WORDS && score_lacks_skill(j)) ||
				       (j->wordy && !is_sure(&t))
			       ? SCORE_PARTIAL
			       : SCORE_MET;
	if (t.words > MANY_WORDS && score_lacks_skill(j))
		return says_some(j, &t) ? SCORE_PARTIAL : SCORE_MISSING;
	if (j->n->any && t.topics >= TOPICS_SOME && !score_lacks_name(j))
		return SCORE_MET;
	if (t.where && says_half(j, &t, share))
		return j->wordy && !is_likely(&t) ? SCORE_PARTIAL : SCORE_MET;
	return says_some(j, &t) ? SCORE_PARTIAL : SCORE_MISSING;
}

/* What its names, its papers and where they stand leave of a verdict: `skilled`
 * says that the skills came to it, and `alone` that they did without words. */
static enum score_verdict reconsider(struct judging *j, enum score_verdict best,
	bool skilled, bool alone, uint32_t *where)
{
	score_names(j, &best, where);
	if (best < SCORE_MET || !skilled)
		return best;
	if (score_lacks_paper(j)) {
		*where = 0;
		return SCORE_MISSING;
	}
	return (alone && score_untried(j, *where)) || score_halfway(j, *where)
		       ? SCORE_PARTIAL
		       : SCORE_MET;
}

static void judge_words(struct judging *j, float skills, float words,
	uint32_t skilled, uint32_t worded)
{
	static const char *const whys[] = {
		[SCORE_MISSING] = "the resume does not say so",
		[SCORE_PARTIAL] = "the resume says some of it",
		[SCORE_MET] = "the resume says so"
	};
	enum score_verdict a = by_skills(j, skills),
			   b = by_words(j, skills, words, &worded), best;
	uint32_t brief = has_initials(j), asked = 0, where;

	if (!brief && !j->n->skills)
		brief = said_place(j->p->said, j->n);

	/* What lacks a name is said by its words, in part. */
	best = brief ? SCORE_MET : a >= b ? a : b;
	if (best < SCORE_MET) {
		enum score_verdict c = by_topics(j, words, &asked);

		best = c > best ? c : best;
	}
	where = best == SCORE_MISSING ? 0
		: brief               ? brief
		: a == best           ? skilled
		: b == best           ? worded
				      : asked;
	if (!brief)
		best = reconsider(j, best, a == best, b < a, &where);
	if (best == SCORE_MET && j->lacks_one)
		best = SCORE_PARTIAL;
	score_judge(j, best, where, str_c(whys[best]));
}

/* "Charge nurse", "enterprise customers", "heat pumps": what decides a line,
 * and is not shown, is met by no other words. */
static void hold_to(struct judging *j, const struct said_topics *t)
{
	enum score_verdict most = !t->deciding || t->decided == t->deciding ||
						  (j->n->any && t->decided)
					  ? SCORE_MET
				  : t->decided ? SCORE_PARTIAL
					       : SCORE_MISSING;

	/* years are there, or the other parts of a long line */
	if (j->n->years || j->words.count >= LONG_LINE)
		most = most < SCORE_PARTIAL ? SCORE_PARTIAL : most;
	if (j->out->verdict <= most)
		return;
	score_judge(j, most, most ? t->where : 0,
		most ? STR("the resume says some of it")
		     : STR("the resume does not say so"));
}

static void hold_line(struct judging *j)
{
	struct said_topics t;

	if (j->out->verdict == SCORE_MISSING || j->n->degree || j->n->language)
		return;
	said_deciding(j->p->said, &j->words, &t);
	hold_to(j, &t);
}

/* "A degree, or five years of experience" */
static bool years_instead(const struct resume_wording *w)
{
	for (size_t i = 0; i < w->count; i++)
		for (size_t k = i + 1;
			fact_is_one_of(w->at[i].text, "or oder ou o") &&
			k < w->count && k <= i + INSTEAD;
			k++)
			if (w->at[k].flags & WORD_NUMBER)
				return true;
	return false;
}

/* "A degree and five years of experience": who has but one has a part. */
static void judge_degree_and_years(struct judging *j, uint32_t where)
{
	struct score_need degree;

	score_degree(j);
	degree = *j->out;
	score_years(j, 1, where, TAXONOMY_NONE);
	if (years_instead(&j->words)) {
		if (degree.verdict >= j->out->verdict)
			*j->out = degree;
	} else if (degree.verdict != j->out->verdict) {
		score_judge(j, SCORE_PARTIAL, 0, STR("a part of it is there"));
		j->out->passage = degree.passage;
	}
}

static void judge_first(struct judging *j)
{
	uint32_t by_skill = 0, by_words = 0;
	uint16_t which = TAXONOMY_NONE;
	float skills = score_skills(j, &by_skill, &which);
	float words = word_share(j, &by_words);

	if (j->n->skills && which == TAXONOMY_NONE)
		which = j->n->skill[0];
	if (j->n->degree && j->n->years)
		judge_degree_and_years(j, by_words);
	else if (j->n->degree &&
		 !(j->n->degree == DEGREE_SCHOOL &&
			 (score_asks_paper(j) || score_asks_licence(j)) &&
			 !score_asks_school(j))) {
		if (!score_paper_instead(j))
			score_degree(j);
	} else if (j->n->language &&
		   (j->n->skills < 2 || score_is_of_languages(j)))
		score_languages(j);
	else if (score_licence(j) || score_paper(j) || score_lead(j))
		return;
	else if (j->n->years)
		score_years(j, j->n->skills ? skills : words,
			j->n->skills ? by_skill : by_words,
			j->n->skills ? which : TAXONOMY_NONE);
	else
		judge_words(j, skills, words, by_skill, by_words);
}

static void judge_need(struct judging *j)
{
	enum score_verdict faint;

	judge_first(j);
	faint = j->out->verdict == SCORE_MET ? score_faint(j) : SCORE_MET;
	if (faint == SCORE_MISSING)
		score_judge(j, faint, 0,
			STR("the resume but says that it is wished for"));
	else if (faint == SCORE_PARTIAL) {
		j->out->verdict = faint;
		j->out->why = STR("the resume says but a little of it");
	}
}

static bool is_wordy(const struct profile *p)
{
	size_t words = 0;

	for (size_t i = 0; i < p->passages.count; i++)
		words += p->passages.at[i].words.count;
	return words >= WORDY;
}

void score_needs(struct arena *mem, const struct profile *p,
	const struct posting *j, struct score *out)
{
	bool wordy = is_wordy(p);

	out->needs.at = ARENA_LIST(mem, struct score_need, j->needs.count + 1);
	out->needs.count = j->needs.count;
	for (size_t i = 0; i < j->needs.count; i++) {
		struct judging one = { .mem = mem,
			.p = p,
			.j = j,
			.n = &j->needs.at[i],
			.wordy = wordy,
			.out = &out->needs.at[i] };

		one.out->need = one.n;
		resume_wording_read(mem, one.n->text, &one.words);
		judge_need(&one);
		score_underway(&one);
		hold_line(&one);
		score_less(&one);
	}
}

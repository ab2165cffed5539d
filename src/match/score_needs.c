/*
 * match/score_needs.c - each line of a posting that asks for something: is it
 * met, in part, or missing, and which passage of the resume says so.
 */
#include "match/facts.h"
#include "match/profile_int.h"
#include "match/score_int.h"

/* Of a line's plain words that one passage, or all of them, has to say. */
#define WORDS_MET 0.6f
#define WORDS_HALF 0.45f /* where no name is missing */
#define WORDS_SOME 0.25f
/* Of a line's words: of topics that are shown, and of these or said. */
#define TOPICS_SOME 0.3f
#define TOPICS_PART 0.65f
#define TOPICS_MET 0.7f
/* Words beside a skill that make it another thing. */
#define MORE_WEIGHT 0.45f
enum {
	MORE_WORDS = 3,
	SHORT_WORDS = 3,
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

/* ---- skills ------------------------------------------------------------- */

/* A passage about work that has a common word which names a skill: where the
 * posting names it, "Epic" is no long poem. */
static uint32_t said_weakly(const struct judging *j, struct arena *own,
	const struct taxonomy_name *n)
{
	struct str name = str_c(match_skills.text + n->text);
	bool exact = n->flags & NAME_EXACT;
	struct resume_wording w;
	uint32_t stem;

	arena_reset(own);
	resume_wording_read(own, name, &w);
	if (w.count != 1)
		return 0;
	stem = match_stem(w.at[0].text);
	for (size_t i = 0; i < j->p->passages.count; i++) {
		const struct profile_passage *t = &j->p->passages.at[i];

		for (size_t k = 0;
			t->kind == PROFILE_WORK && k < t->words.count; k++) {
			const struct resume_word *word = &t->words.at[k];

			if (exact ? str_eq(str_of(t->text.at + word->at,
						   word->len),
					    name)
				  : match_stem(word->text) == stem)
				return (uint32_t)i + 1;
		}
	}
	return 0;
}

/* Is it said in words of one's own? "Secured loads" is load securing, "soldered
 * boards" soldering, whatever the table knows. */
static uint32_t said_in_words(const struct judging *j, uint16_t skill)
{
	struct arena own = { .keep = 4096 };
	const struct taxonomy_name *name;
	size_t count = taxonomy_names(&match_skills, skill, &name);
	uint32_t found = said_skill(j->p->said, skill);

	for (size_t i = 0; i < count && !found; i++)
		if (name[i].flags & NAME_WEAK)
			found = said_weakly(j, &own, &name[i]);
	arena_free(&own);
	return found;
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

static float skill_share(
	const struct judging *j, uint32_t *where, uint16_t *which)
{
	float sum = 0, best = 0;

	for (uint8_t i = 0; i < j->n->skills; i++) {
		const struct profile_skill *s = &j->p->skill[j->n->skill[i]];
		bool soft = match_skills.entry[j->n->skill[i]].kind ==
			    TAXONOMY_SOFT;
		/* a line that asks for no more is met by the deed */
		float credit = s->how == PROFILE_SHOWN     ? NEED_MET
			       : s->how == PROFILE_SIBLING ? 0
							   : s->credit;
		uint32_t words = credit < NEED_MET
					 ? said_in_words(j, j->n->skill[i])
					 : 0;

		credit = words ? NEED_MET : credit;
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

/* Years, of the skill that the line names, or of work at all. */
static void judge_years(
	struct judging *j, float share, uint32_t where, uint16_t which)
{
	int months = j->p->months, need = 12 * j->n->years;

	if (share >= NEED_MET && which != TAXONOMY_NONE &&
		j->p->skill[which].months) {
		int called = months_called(j, which);

		months = j->p->skill[which].months;
		months = called > months ? called : months;
	}
	if (which != TAXONOMY_NONE && share < NEED_SOME) {
		score_judge(j, SCORE_MISSING, 0,
			str_fmt(j->mem, "%.*s is not in the resume",
				STR_ARG(taxonomy_label(
					&match_skills, j->n->skill[0]))));
		return;
	}
	score_judge(j,
		months + 2 >= need
			? (share >= NEED_MET || which == TAXONOMY_NONE
					  ? SCORE_MET
					  : SCORE_PARTIAL)
		: months ? SCORE_PARTIAL
			 : SCORE_MISSING,
		where,
		str_fmt(j->mem, "%d of %d years are shown", months / 12,
			j->n->years));
}

/* Asks for a licence or a certificate; 0: for none. */
static uint32_t paper_of(const struct judging *j)
{
	static const char *const papers[] = { "licence", "license",
		"certification", "certificate", "permit", "diploma",
		"certified", "zertifikat", "fuhrerschein", "lizenz",
		"certificat", "certificado" };

	for (size_t i = 0; i < LENGTH(papers); i++) {
		uint32_t stem = match_stem(str_c(papers[i]));

		for (uint8_t k = 0; k < j->n->stems; k++)
			if (j->n->stem[k] == stem)
				return stem;
	}
	return 0;
}

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

/* "Advanced SQL" asks for SQL. */
static bool is_degree_of_skill(const struct judging *j, uint32_t stem)
{
	for (size_t i = 0; i < j->words.count; i++)
		if (fact_asks(&j->words.at[i]) &&
			match_stem(j->words.at[i].text) == stem)
			return true;
	return false;
}

/* "Sports physiotherapy", of whom treats: a word beside the skill makes it
 * another thing, and is nowhere. */
static bool lacks_more(const struct judging *j)
{
	return !j->n->any && j->words.count <= MORE_WORDS &&
	       j->n->skills == 1 && j->n->stems == 1 &&
	       j->n->weigh[0] > MORE_WEIGHT &&
	       !is_degree_of_skill(j, j->n->stem[0]) &&
	       !said_anywhere(j->p->said, j->n->stem[0]);
}

/* Is the word that says most of the line nowhere? Who designs has designed no
 * tunnels. */
static bool lacks_weighty(const struct judging *j)
{
	float most = 0;
	bool found = true;

	for (uint8_t i = 0; i < j->n->stems; i++)
		if (j->n->weigh[i] > most) {
			most = j->n->weigh[i];
			found = said_anywhere(j->p->said, j->n->stem[i]);
		} else if (j->n->weigh[i] == most) {
			found = found ||
				said_anywhere(j->p->said, j->n->stem[i]);
		}
	return !found;
}

/* Of two words that say something, is one nowhere? */
static bool lacks_half(const struct judging *j)
{
	size_t count = 0, there = 0;

	for (uint8_t i = 0; i < j->n->stems; i++)
		if (j->n->weigh[i] > MATCH_LITTLE_WEIGHT / 2) {
			count++;
			there += profile_stem_find(j->p, j->n->stem[i]) != NULL;
		}
	return count == 2 && there < 2;
}

/* A tool, a certificate or a name that is nowhere: no other words stand for
 * it. */
static bool lacks_name(const struct judging *j)
{
	for (size_t i = 1; i < j->words.count; i++) {
		const struct resume_word *w = &j->words.at[i];

		if (w->flags & (WORD_UPPER | WORD_INNER) &&
			!(w->flags & WORD_START) &&
			!said_anywhere(j->p->said, match_stem(w->text)))
			return true;
	}
	for (uint8_t i = 0; i < j->n->skills; i++) {
		uint8_t kind = match_skills.entry[j->n->skill[i]].kind;

		if ((kind == TAXONOMY_TOOL || kind == TAXONOMY_CERTIFICATE) &&
			j->p->skill[j->n->skill[i]].credit < NEED_MET)
			return true;
	}
	return false;
}

/* A skill that has a name, and is not there. */
static bool lacks_skill(const struct judging *j)
{
	for (uint8_t i = 0; i < j->n->skills; i++)
		if (match_skills.entry[j->n->skill[i]].kind != TAXONOMY_SOFT &&
			j->p->skill[j->n->skill[i]].credit < NEED_SOME)
			return true;
	return false;
}

/* By its words, where `skills` of what it names is there. */
static enum score_verdict by_words(
	const struct judging *j, float skills, float share, uint32_t *where)
{
	uint32_t sentence = 0;

	/* Words beside a skill that is not there make nothing whole. */
	bool whole = !j->n->skills || skills >= NEED_SOME;

	if (said_words(j->p->said, &j->words, j->n, &sentence)) {
		*where = sentence;
		return whole ? SCORE_MET : SCORE_PARTIAL;
	}
	if (paper_of(j) || share < WORDS_SOME ||
		(share < WORDS_MET && lacks_weighty(j)))
		return SCORE_MISSING;
	if (share >= WORDS_MET && whole && !lacks_half(j))
		return SCORE_MET;
	return share >= WORDS_HALF && !lacks_name(j) && !lacks_skill(j)
		       ? SCORE_MET
		       : SCORE_PARTIAL;
}

static enum score_verdict by_skills(const struct judging *j, float share)
{
	return share >= NEED_MET    ? lacks_more(j) ? SCORE_PARTIAL : SCORE_MET
	       : share >= NEED_SOME ? SCORE_PARTIAL
				    : SCORE_MISSING;
}

/* Half the words of a line, here and there, are as a rule the work that it asks
 * for; of a short line the one that says most has to be among them. */
static bool says_half(const struct judging *j, const struct said_topics *t)
{
	if (lacks_name(j) || t->words < 3)
		return false;
	if (t->words >= LONG_WORDS)
		return 5 * t->there >= 2 * t->words;
	return 2 * t->there >= t->words && !lacks_skill(j) && !lacks_weighty(j);
}

/* By the topics that its phrases name, and by what is said here and there. */
static enum score_verdict by_topics(const struct judging *j, uint32_t *where)
{
	struct said_topics t;

	/* work stands for no paper */
	if (paper_of(j))
		return SCORE_MISSING;
	said_asked(j->p->said, &j->words, &t);
	*where = t.where;
	if (t.topics >= TOPICS_SOME && t.share >= TOPICS_MET &&
		(t.there == t.words || t.words >= SHORT_WORDS))
		return SCORE_MET;
	if (j->n->any && t.topics >= TOPICS_SOME && !lacks_name(j))
		return SCORE_MET;
	if (t.where && says_half(j, &t))
		return SCORE_MET;
	return t.topics < TOPICS_SOME || t.share < TOPICS_PART ? SCORE_MISSING
							       : SCORE_PARTIAL;
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
	uint32_t brief = has_initials(j), asked = 0;

	if (!brief && !j->n->skills)
		brief = said_place(j->p->said, j->n);

	/* What lacks a name is said by its words, in part. */
	best = brief ? SCORE_MET : a >= b ? a : b;
	if (best < SCORE_MET) {
		enum score_verdict c = by_topics(j, &asked);

		best = c > best ? c : best;
	}
	score_judge(j, best,
		best == SCORE_MISSING ? 0
		: brief               ? brief
		: a == best           ? skilled
		: b == best           ? worded
				      : asked,
		str_c(whys[best]));
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
		score_degree(j);
	else if (j->n->language && j->n->skills < 2)
		score_languages(j);
	else if (score_licence(j) || score_paper(j) || score_lead(j))
		return;
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
	out->needs.at = ARENA_LIST(mem, struct score_need, j->needs.count + 1);
	out->needs.count = j->needs.count;
	for (size_t i = 0; i < j->needs.count; i++) {
		struct judging one = { .mem = mem,
			.p = p,
			.j = j,
			.n = &j->needs.at[i],
			.out = &out->needs.at[i] };

		one.out->need = one.n;
		resume_wording_read(
			mem, posting_str(j, one.n->span), &one.words);
		judge_need(&one);
	}
}

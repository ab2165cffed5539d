/*
 * match/score_study.c - has somebody the degree that a line asks for, and in
 * the field that it names? What a resume does not say (a degree without its
 * field) is believed.
 */
#include "match/facts.h"
#include "match/score_int.h"

enum {
	NAME_WORDS = 4,        /* of a degree, before what else is told of it */
	MONTHS_FOR_DEGREE = 36 /* "or equivalent experience" */
};

/* ---- the field ---------------------------------------------------------- */

static enum posting_degree degree_of(const struct resume_word *w)
{
	return fact_degree((struct fact_words){ w, 1 }, false);
}

/* "Law or business degree" */
static bool names_field(const struct resume_word *w)
{
	return match_weight(w) > 0.2f || fact_is_one_of(w->text, "or and");
}

/* Which of the line's words name the field: "degree in X", "X degree". No
 * words: it names none. */
static void field_of(const struct resume_wording *w, size_t *from, size_t *to)
{
	*from = *to = 0;
	for (size_t i = 0; i < w->count; i++) {
		if (!degree_of(&w->at[i]))
			continue;
		if (str_is(w->at[i].text, "studying")) {
			*from = i + 1;
			*to = w->count;
			return;
		}
		for (size_t k = i + 1;
			k < w->count && k <= i + 6 &&
			!fact_is_one_of(w->at[k].text, "years jahre ans anos");
			k++)
			if (fact_is_one_of(
				    w->at[k].text, "in of as im en als")) {
				*from = k + 1;
				*to = w->count;
				return;
			}
		for (*to = *from = i; *from && !degree_of(&w->at[*from - 1]) &&
				      names_field(&w->at[*from - 1]);)
			--*from;
		if (*from < *to)
			return;
	}
	*from = *to = 0;
}

static bool is_field(const struct resume_word *w)
{
	return w->text.len > 2 && !degree_of(w) && match_weight(w) > 0.2f &&
	       !fact_is_one_of(w->text,
		       "related similar relevant equivalent comparable "
		       "field subject discipline area experience science "
		       "sciences engineering preferred required studies "
		       "technology management technical quantitative "
		       "scientific accredited recognised recognized university "
		       "universities college institution granting graduation "
		       "graduate four year any major equal country");
}

/* "A degree in any field" */
static bool is_any_field(const struct resume_wording *w, size_t from)
{
	return from < w->count && fact_is_one_of(w->at[from].text,
					  "any jedes cualquier beliebigen");
}

/* Who has a degree has been to school. */
bool score_asks_school(const struct judging *j)
{
	for (size_t i = 0; i < j->words.count; i++)
		if (fact_is_one_of(j->words.at[i].text,
			    "school ged abitur bachillerato secundaria matura"))
			return j->n->degree <= DEGREE_ASSOCIATE;
	return false;
}

/* "Engineering or business degree": a wide word is meant where none stands
 * before it that narrows it. */
static bool is_wide_field(const struct resume_wording *w, size_t i)
{
	return fact_is_one_of(w->at[i].text, "engineering science technology "
					     "management") &&
	       (!i || !is_field(&w->at[i - 1]));
}

/* What they studied: areas, and names of degrees; no school's name. */
static bool tells_field(const struct profile_passage *t)
{
	return str_starts(t->at, STR("/education/")) &&
	       (str_ends(t->at, STR("/area")) ||
		       str_ends(t->at, STR("/studyType")));
}

/* "BA History" tells of a field, "BSc (Hons)" of none. */
static bool names_any_field(const struct resume_wording *w)
{
	for (size_t i = 1; i < w->count; i++)
		if (is_field(&w->at[i]) &&
			!fact_is_one_of(w->at[i].text,
				"hons honours first class merit distinction "
				"degree part time full"))
			return true;
	return false;
}

static bool has_field(const struct profile *p)
{
	for (size_t i = 0; i < p->passages.count; i++) {
		const struct profile_passage *t = &p->passages.at[i];

		if (str_starts(t->at, STR("/education/")) &&
			(str_ends(t->at, STR("/area")) ||
				(str_ends(t->at, STR("/studyType")) &&
					names_any_field(&t->words))))
			return true;
	}
	return false;
}

/* Skills that a passage names, and whether one is of the same family as one of
 * the line's. */
static bool shares_family(struct judging *j, const struct profile_passage *t)
{
	struct taxonomy_hit *hit =
		arena_bytes(j->mem, (t->words.count + 1) * sizeof(*hit));
	size_t n = taxonomy_find(&match_skills, t->text, &t->words, hit);

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < j->n->skills; k++) {
			uint16_t a = hit[i].entry, b = j->n->skill[k];

			if (match_skills.entry[a].family ==
					match_skills.entry[b].family ||
				taxonomy_proves(&match_skills, a, b) ||
				taxonomy_proves(&match_skills, b, a))
				return true;
		}
	return false;
}

/* Two words of one field, by fields.def. */
static bool is_alike(const struct resume_word *a, const struct resume_word *b)
{
	static const char *const fields[] = {
#define FIELD(words) words,
#include "match/fields.def"
#undef FIELD
	};

	for (size_t i = 0; i < LENGTH(fields); i++)
		if (fact_is_one_of(a->text, fields[i]) &&
			fact_is_one_of(b->text, fields[i]))
			return true;
	return false;
}

static bool tells_alike(
	const struct profile_passage *t, const struct resume_word *word)
{
	for (size_t i = 0; i < t->words.count; i++)
		if (is_alike(&t->words.at[i], word))
			return true;
	return false;
}

/* Does what they studied fit the field that the line names? */
static bool fits(struct judging *j)
{
	size_t from, to;
	bool names = false;

	field_of(&j->words, &from, &to);
	if (from == to || !has_field(j->p) || is_any_field(&j->words, from))
		return true;
	for (size_t i = from; i < to; i++)
		names = names || is_field(&j->words.at[i]);
	for (size_t i = 0; names && i < j->p->passages.count; i++) {
		const struct profile_passage *t = &j->p->passages.at[i];

		if (!tells_field(t))
			continue;
		for (size_t k = from; k < to; k++)
			if (tells_alike(t, &j->words.at[k]) ||
				((is_field(&j->words.at[k]) ||
					 is_wide_field(&j->words, k)) &&
					said_in(j->p->said, t,
						&j->words.at[k])))
				return true;
		if (shares_family(j, t))
			return true;
	}
	return !names;
}

/* ---- the degree ---------------------------------------------------------- */

static bool says_university(const struct resume_wording *w)
{
	for (size_t i = 0; i < w->count; i++)
		if (fact_is_one_of(w->at[i].text,
			    "university universitat universite universidad "
			    "universita hochschule politecnico polytechnic "
			    "academy"))
			return true;
	return false;
}

/* The "Diploma" of a university is no school's. */
static bool is_at_university(const struct profile *p, const struct str at)
{
	struct str entry = str_of(at.at, at.len - strlen("studyType"));

	for (size_t i = 0; i < p->passages.count; i++) {
		const struct profile_passage *t = &p->passages.at[i];

		if (str_starts(t->at, entry) &&
			(says_university(&t->words) ||
				says_university(&t->place)))
			return true;
	}
	return false;
}

/* What means a degree only where one is named: "BE History" opens an entry of
 * studies, and "be" is in any line. */
static enum posting_degree degree_in_short(struct fact_words w)
{
	static const struct {
		enum posting_degree degree;
		const char *words;
	} all[] = { { DEGREE_BACHELOR,
			    "ba bs bm bfa be bed ab bas hbo licence ingeniero "
			    "ingeniera ingegnere inzynier licenciado "
			    "licenciada graduado "
			    "graduada kandidat hons honours fachhochschule "
			    "cand graduacao lisans" },
		{ DEGREE_MASTER,
			"ma ms mfa mpp me med ingenieur wo maitrise" } };

	for (size_t i = 0; w.count && i < LENGTH(all); i++)
		if (fact_is_one_of(w.at->text, all[i].words))
			return all[i].degree;
	return DEGREE_NONE;
}

/* "PhD candidate", "expected 2030", since 2024 without an end. A degree of this
 * year is had. */
static bool is_on_its_way(
	const struct profile *p, const struct profile_passage *t)
{
	struct fact_words w = { t->words.at, t->words.count };

	return fact_studying(w) || t->to == p->now || t->to > p->now + 1;
}

/* The highest that an entry names as such: a "college" is no bachelor; `done`:
 * of those that are. */
static enum posting_degree degree_had(
	const struct profile *p, bool done, uint32_t *where)
{
	enum posting_degree best = DEGREE_NONE;
	bool typed = false;

	for (size_t i = 0; i < p->passages.count; i++) {
		const struct profile_passage *t = &p->passages.at[i];
		struct fact_words w = { t->words.at, t->words.count };
		enum posting_degree d;

		if (!str_starts(t->at, STR("/education/")) ||
			!str_ends(t->at, STR("/studyType")))
			continue;
		typed = true;
		if (done && is_on_its_way(p, t))
			continue;
		d = fact_degree(w, true);
		if (!d && w.count > NAME_WORDS) { /* "with a first" */
			w.count = NAME_WORDS;
			d = fact_degree(w, true);
		}
		if (d == DEGREE_SCHOOL && is_at_university(p, t->at))
			d = DEGREE_BACHELOR;
		d = d ? d : degree_in_short(w);
		d = d ? d : DEGREE_SCHOOL;
		if (d > best) {
			best = d;
			*where = (uint32_t)i + 1;
		}
	}
	if (typed && (done || best > DEGREE_SCHOOL))
		return best;
	if (typed && p->degree <= DEGREE_BACHELOR)
		return best;
	*where = p->degree_passage;
	return p->degree;
}

/* Degrees that no other of their height stands for, and words of an entry that
 * is one. */
static const struct special {
	const char *word, *had;
} specials[] = { { "mba", "mba administration" }, { "llm", "llm laws" },
	{ "jd", "jd juris" }, { "pharmd", "pharmd" },
	{ "dvm", "dvm veterinary" }, { "dds", "dds dmd dentistry dental" } };

/* The one that a line names, if it names no other degree. */
static const struct special *special_of(const struct resume_wording *w)
{
	const struct special *found = NULL, *end = specials + LENGTH(specials);

	for (size_t i = 0; i < w->count; i++) {
		const struct special *s = specials;

		while (s < end && !str_is(w->at[i].text, s->word))
			s++;
		if (s < end && found)
			return NULL;
		if (s < end)
			found = s;
		else if (degree_of(&w->at[i]) &&
			 !str_is(w->at[i].text, "degree"))
			return NULL;
	}
	return found;
}

/* Who has a higher degree than a bachelor's, and another one, has some of it.
 */
static void judge_special(struct judging *j, const struct special *special,
	enum posting_degree had, uint32_t where)
{
	for (size_t i = 0; i < j->p->passages.count; i++) {
		const struct profile_passage *t = &j->p->passages.at[i];

		for (size_t k = 0; str_starts(t->at, STR("/education/")) &&
				   k < t->words.count;
			k++)
			if (had > DEGREE_BACHELOR &&
				fact_is_one_of(
					t->words.at[k].text, special->had)) {
				score_judge(j, SCORE_MET, (uint32_t)i + 1,
					STR("the degree is there"));
				return;
			}
	}
	if (had > DEGREE_BACHELOR)
		score_judge(j, SCORE_PARTIAL, where,
			STR("another degree is there"));
	else
		score_judge(
			j, SCORE_MISSING, 0, STR("no such degree is there"));
}

/* "NVQ level 3 in plumbing": is there one of that kind among certificates, of
 * the field and not of another level? Who was at school has none. */
static uint32_t trade_paper(struct judging *j)
{
	size_t from, to;

	field_of(&j->words, &from, &to);
	for (size_t i = 0; i < j->p->passages.count; i++) {
		const struct profile_passage *t = &j->p->passages.at[i];
		unsigned level = score_level(&j->words),
			 had = score_level(&t->words);

		if ((!str_starts(t->at, STR("/certificates/")) &&
			    !str_starts(t->at, STR("/education/"))) ||
			(level && had && had < level))
			continue;
		for (size_t k = from; k < to; k++)
			if (is_field(&j->words.at[k]) &&
				(tells_alike(t, &j->words.at[k]) ||
					said_in(j->p->said, t,
						&j->words.at[k])))
				return (uint32_t)i + 1;
	}
	return 0;
}

/* Does an entry of studies tell of a school for all? */
static bool was_at_school_only(const struct profile *p)
{
	bool school = false;

	for (size_t i = 0; i < p->passages.count; i++) {
		const struct profile_passage *t = &p->passages.at[i];

		if (!str_starts(t->at, STR("/education/")))
			continue;
		for (size_t k = 0; k < t->words.count; k++)
			school = school || fact_is_one_of(t->words.at[k].text,
						   "secondary gcse gcses high "
						   "abitur ged matura grammar "
						   "comprehensive");
		if (fact_degree(
			    (struct fact_words){ t->words.at, t->words.count },
			    true) > DEGREE_SCHOOL)
			return false;
	}
	return school;
}

/* A school's degree is asked for in a trade. */
static bool judge_trade(struct judging *j)
{
	size_t from, to;
	bool names = false;
	uint32_t where;

	if (j->n->degree != DEGREE_SCHOOL)
		return false;
	field_of(&j->words, &from, &to);
	for (size_t i = from; i < to; i++)
		names = names || is_field(&j->words.at[i]);
	where = names ? trade_paper(j) : 0;
	if (where)
		score_judge(j, SCORE_MET, where, STR("the degree is there"));
	else if (names && was_at_school_only(j->p))
		score_judge(
			j, SCORE_MISSING, 0, STR("no such degree is there"));
	else
		return false;
	return true;
}

/* "Or equivalent experience", "or a bootcamp": is it there instead? */
static bool stands_for(const struct judging *j, uint32_t *where)
{
	const struct resume_wording *w = &j->words;
	struct fact_words line = { w->at, w->count };

	for (size_t i = 0; i < w->count; i++)
		if (fact_is_one_of(w->at[i].text, "bootcamp apprenticeship "
						  "ausbildung traineeship") &&
			(*where = said_word_at(j->p->said, &w->at[i])))
			return true;
	for (size_t i = 0; i < w->count; i++)
		if (fact_is_one_of(w->at[i].text,
			    "experience experienced practice erfahrung "
			    "berufserfahrung experiencia") &&
			fact_degree_or(line) &&
			j->p->months >= MONTHS_FOR_DEGREE) {
			*where = 0;
			return true;
		}
	return false;
}

void score_degree(struct judging *j)
{
	uint32_t where = 0, way = 0;
	enum posting_degree had = degree_had(j->p, true, &where),
			    begun = degree_had(j->p, false, &way);
	bool studying = j->n->studying && j->p->studying;
	const struct special *special = special_of(&j->words);

	if (judge_trade(j))
		return;
	if (special) {
		judge_special(j, special, had, where);
		return;
	}
	if (had < j->n->degree && stands_for(j, &where)) {
		score_judge(j, SCORE_MET, where,
			STR("what stands for the degree is there"));
	} else if (had < j->n->degree && begun >= j->n->degree && !studying &&
		   begun > DEGREE_SCHOOL) {
		score_judge(
			j, SCORE_PARTIAL, way, STR("the degree is on its way"));
	} else if (had >= j->n->degree || studying) {
		where = where ? where : way;
		if (fits(j) || (had > DEGREE_SCHOOL && score_asks_school(j)))
			score_judge(j, SCORE_MET, where,
				STR("the degree is there"));
		else
			score_judge(j,
				j->n->degree > DEGREE_SCHOOL ? SCORE_PARTIAL
							     : SCORE_MISSING,
				j->n->degree > DEGREE_SCHOOL ? where : 0,
				STR("a degree in another field is there"));
	} else if (had > DEGREE_SCHOOL) {
		score_judge(j, SCORE_PARTIAL, where,
			STR("a lower degree is there"));
	} else {
		score_judge(
			j, SCORE_MISSING, 0, STR("no such degree is there"));
	}
}

/*
 * match/score_licence.c - has somebody the certificate that a line asks for, or
 * the class of a driving licence?
 */
#include "match/facts.h"
#include "match/score_int.h"

/* ---- certificates ---------------------------------------------------------
 */

static bool says_paper(const struct resume_word *w)
{
	return fact_is_one_of(w->text,
		"certificate certificates certification "
		"certifications certified registered registration "
		"accredited accreditation training trained "
		"qualification card licence license licences "
		"licenses permit");
}

/* Does it name what a certificate is of? */
static bool names_paper(const struct resume_word *w)
{
	return !says_paper(w) && !fact_asks(w) &&
	       (w->flags & WORD_CAPS ||
		       (w->text.len > 2 && match_weight(w) > 0));
}

static bool stands_in(const struct profile_passage *t, struct str name)
{
	for (size_t i = 0; i < t->words.count; i++)
		if (str_eq(t->words.at[i].text, name) ||
			match_stem(t->words.at[i].text) == match_stem(name))
			return true;
	return false;
}

/* Does a certificate say all that the line names? */
static bool is_paper(const struct judging *j, const struct profile_passage *t)
{
	size_t names = 0;

	if (!str_starts(t->at, STR("/certificates/")))
		return false;
	for (size_t i = 0; i < j->words.count; i++) {
		if (!names_paper(&j->words.at[i]))
			continue;
		names++;
		if (!stands_in(t, j->words.at[i].text))
			return false;
	}
	return names > 0;
}

/* "Studying for the CPACC exam": all capitals of the line are there, and it is
 * still on its way. */
static bool is_begun(const struct judging *j, const struct profile_passage *t)
{
	size_t names = 0;

	for (size_t i = 0; i < j->words.count; i++) {
		if (!(j->words.at[i].flags & WORD_CAPS))
			continue;
		names++;
		if (!stands_in(t, j->words.at[i].text))
			return false;
	}
	return names > 0 && score_says_halfway(&t->words);
}

/* Trades that nobody may follow without a licence: what asks for it, and what
 * who has it is called. */
static const struct {
	const char *asked, *called;
} regulated[] = { { "nurse nurses rn nursing nmc", "nurse" },
	{ "midwife midwives midwifery", "midwife" },
	{ "pharmacist pharmacists", "pharmacist" },
	{ "physiotherapist", "physiotherapist physiotherapy" },
	{ "solicitor attorney bar lawyer", "solicitor attorney barrister" },
	{ "physician doctor medical gmc",
		"physician surgeon registrar doctor" },
	{ "dentist", "dentist" }, { "paramedic", "paramedic" },
	{ "radiographer", "radiographer" },
	{ "veterinarian veterinary", "veterinarian" } };

/* "Active RN license", of a registered nurse; no student and no assistant. */
static uint32_t works_as(const struct judging *j, const char *called)
{
	for (size_t i = 0; i < j->p->passages.count; i++) {
		const struct profile_passage *t = &j->p->passages.at[i];
		bool is = false, other = false;

		for (size_t k = 0;
			t->kind == PROFILE_TITLE && k < t->words.count; k++) {
			is = is || fact_is_one_of(t->words.at[k].text, called);
			other = other ||
				fact_is_one_of(t->words.at[k].text,
					"student trainee assistant intern "
					"apprentice aide dental veterinary "
					"nursery enrolled practical "
					"technician support secretary");
		}
		if (is && !other)
			return (uint32_t)i + 1;
	}
	return 0;
}

/* Is it of a trade that they follow? */
static bool is_implied(struct judging *j)
{
	for (size_t r = 0; r < LENGTH(regulated); r++)
		for (size_t i = 0; i < j->words.count; i++) {
			uint32_t where =
				fact_is_one_of(
					j->words.at[i].text, regulated[r].asked)
					? works_as(j, regulated[r].called)
					: 0;

			if (!where)
				continue;
			score_judge(j, SCORE_MET, where,
				STR("who works so has the licence"));
			return true;
		}
	return false;
}

/* "Active RN license", "registered midwife": the licence of a trade, and none
 * for a part of it. */
static bool asks_to_practise(const struct judging *j)
{
	size_t names = 0;
	bool asks = false;

	for (size_t i = 0; i < j->words.count; i++) {
		asks = asks ||
		       fact_is_one_of(j->words.at[i].text,
			       "licence license licensed registered "
			       "registration licensure admitted qualified");
		names += names_paper(&j->words.at[i]) &&
			 !fact_is_one_of(j->words.at[i].text,
				 "active current valid state unrestricted "
				 "full qualified admitted licensed licensure "
				 "professional body council board");
	}
	return asks && names <= 2;
}

bool score_paper(struct judging *j)
{
	bool asked = false;

	for (size_t i = 0; i < j->words.count; i++)
		asked = asked || says_paper(&j->words.at[i]);
	for (size_t i = 0; asked && i < j->p->passages.count; i++)
		if (is_paper(j, &j->p->passages.at[i])) {
			score_judge(j, SCORE_MET, (uint32_t)i + 1,
				STR("the certificate is there"));
			return true;
		}
	for (size_t i = 0; asked && i < j->p->passages.count; i++)
		if (is_begun(j, &j->p->passages.at[i])) {
			score_judge(j, SCORE_PARTIAL, (uint32_t)i + 1,
				STR("the certificate is on its way"));
			return true;
		}
	return asks_to_practise(j) && is_implied(j);
}

/* Is a certificate there of what one of the line's words says? */
static bool is_some_paper(
	const struct judging *j, const struct profile_passage *t)
{
	bool paper = false, of = false;

	if (t->kind != PROFILE_STUDY)
		return false;
	for (size_t i = 0; i < j->words.count; i++) {
		const struct resume_word *w = &j->words.at[i];

		if (!stands_in(t, w->text)) {
			if (w->flags & WORD_CAPS)
				return false;
			continue;
		}
		paper = paper || says_paper(w);
		of = of || (names_paper(w) && !fact_light(w));
	}
	return paper && of;
}

bool score_paper_instead(struct judging *j)
{
	bool either = fact_says(&j->words, "or oder ou");

	for (size_t i = 0; either && i < j->p->passages.count; i++)
		if (is_some_paper(j, &j->p->passages.at[i])) {
			score_judge(j, SCORE_MET, (uint32_t)i + 1,
				STR("the certificate is there"));
			return true;
		}
	return false;
}

/* ---- licences ------------------------------------------------------------ */

/* "C+E", "CE" and "C1" behind "category"; what follows from it. */
static size_t class_of(
	const struct resume_wording *w, size_t i, char out[static 8])
{
	size_t len = 0;

	for (; i < w->count && len < 4; i++) {
		struct str s = w->at[i].text;

		if (s.len > 3 || (len && !(w->at[i].flags & WORD_GLUED)))
			break;
		for (size_t k = 0; k < s.len && len < 4; k++)
			if (s.at[k] != '+')
				out[len++] = s.at[k];
	}
	out[len] = 0;
	return len;
}

/* Who may drive a lorry may drive a car. */
static bool includes(const char *had, const char *want)
{
	static const struct {
		const char *had, *all;
	} more[] = { { "ce", "c be b c1 c1e" }, { "c", "b c1" },
		{ "de", "d be b d1" }, { "d", "b d1" }, { "be", "b" },
		{ "c1", "b" }, { "c1e", "c1 be b" }, { "d1", "b" } };

	if (!strcmp(had, want))
		return true;
	for (size_t i = 0; i < LENGTH(more); i++) {
		struct str rest = str_c(more[i].all);

		while (!strcmp(more[i].had, had) && rest.len)
			if (str_is(str_cut(&rest, ' '), want))
				return true;
	}
	return false;
}

static bool says_class(const struct resume_word *w)
{
	return fact_is_one_of(w->text,
		"category categories cat class klasse categorie "
		"categoria clase rijbewijs");
}

static bool says_licence(const struct resume_wording *w)
{
	for (size_t i = 0; i < w->count; i++)
		if (fact_is_one_of(w->at[i].text,
			    "licence license licences licenses driving driver "
			    "fuhrerschein fahrerlaubnis permis permiso carnet "
			    "patente rijbewijs cdl category"))
			return true;
	return false;
}

/* "NCTJ diploma": of that body, and no degree stands for it. */
static bool names_body(const struct judging *j)
{
	for (size_t i = 0; i < j->words.count; i++)
		if (j->words.at[i].flags & WORD_CAPS &&
			!fact_is_one_of(j->words.at[i].text,
				"ged nvq svq btec gcse gcses hs bep cap mbo "
				"ihk"))
			return true;
	return false;
}

bool score_asks_licence(const struct judging *j)
{
	if (names_body(j))
		return true;
	for (size_t i = 0; i < j->words.count; i++)
		if (fact_is_one_of(j->words.at[i].text,
			    "licence license licences licenses licensed card "
			    "ticket permit"))
			return true;
	return false;
}

bool score_licence(struct judging *j)
{
	char want[8] = "", had[8];
	bool other = false;

	for (size_t i = 0; i + 1 < j->words.count && !*want; i++)
		if (says_class(&j->words.at[i]))
			class_of(&j->words, i + 1, want);
	if (!*want || !says_licence(&j->words))
		return false;
	for (size_t i = 0; i < j->p->passages.count; i++) {
		const struct profile_passage *t = &j->p->passages.at[i];

		if (!says_licence(&t->words))
			continue;
		for (size_t k = 0; k + 1 < t->words.count; k++) {
			if (!says_class(&t->words.at[k]) ||
				!class_of(&t->words, k + 1, had))
				continue;
			if (includes(had, want)) {
				score_judge(j, SCORE_MET, (uint32_t)i + 1,
					STR("the licence is there"));
				return true;
			}
			other = true;
		}
	}
	if (other)
		score_judge(j, SCORE_MISSING, 0,
			STR("a licence of another class is there"));
	return other;
}

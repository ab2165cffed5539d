/*
 * match/score_skills.c - how much a resume has of the skills that a line names,
 * by their names, by what proves them, or in words of its own.
 */
#include "match/facts.h"
#include "match/score_int.h"

/* Who had an occupation of a sector, or names so many of its skills, is at home
 * in it: what they did is meant as its people mean it. Others "trained staff",
 * too. */
enum { AT_HOME = 4 };

static bool is_at_home(const struct profile *p, uint8_t sector)
{
	if (sector == TAXONOMY_EVERYWHERE)
		return false;
	for (size_t i = 0; i < p->occupations.count; i++) {
		const struct taxonomy_entry *e =
			&match_titles.entry[p->occupations.at[i].entry];

		if (e->kind == TAXONOMY_TITLE && e->sector == sector)
			return true;
	}
	return p->sector[sector] >= AT_HOME;
}

struct profile_skill score_skill(const struct profile *p, uint16_t skill)
{
	const struct taxonomy_entry *e = &match_skills.entry[skill];
	struct profile_skill s = p->skill[skill];
	uint32_t passage;

	if (s.credit >= NEED_MET || e->kind == TAXONOMY_SOFT ||
		e->kind == TAXONOMY_CERTIFICATE || !is_at_home(p, e->sector))
		return s;
	passage = said_skill(p->said, skill);
	if (passage) {
		s.credit = NEED_MET;
		s.how = PROFILE_SHOWN;
		s.by = skill;
		s.passage = (uint16_t)passage;
	}
	return s;
}

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

uint32_t score_asks_paper(const struct judging *j)
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

/* Who writes Java has yet to learn Rust. */
static bool is_language(uint16_t skill)
{
	return str_is(
		taxonomy_family(&match_skills, skill), "Programming languages");
}

/* A relative stands for a tool, and no tool for a paper. */
static bool has_near(const struct judging *j, uint16_t skill, bool paper)
{
	uint16_t kin = is_language(skill) && !score_is_open(&j->words)
			       ? TAXONOMY_NONE
			       : score_kin(j->p, skill);

	return kin != TAXONOMY_NONE &&
	       (!paper || match_skills.entry[kin].kind == TAXONOMY_CERTIFICATE);
}

/* What lies about a name speaks for it no more than for a hundred others. */
static bool is_no_proof(
	const struct judging *j, const struct profile_skill *s, uint16_t skill)
{
	uint8_t kind = match_skills.entry[skill].kind;

	switch (s->how) {
	case PROFILE_SIBLING:
		return true;
	case PROFILE_NEAR:
		return is_language(skill) && !score_is_open(&j->words);
	case PROFILE_ABOVE:
	case PROFILE_FIELD:
		return kind == TAXONOMY_TOOL || kind == TAXONOMY_CERTIFICATE;
	default:
		return false;
	}
}

/* What a skill of the line is worth; `words`: the passage that says it in words
 * of its own, if one has to. */
static float skill_credit(const struct judging *j, uint8_t i, uint32_t *words)
{
	const struct profile_skill *s = &j->p->skill[j->n->skill[i]];
	/* a line that asks for no more is met by the deed */
	float credit = s->how == PROFILE_SHOWN             ? NEED_MET
		       : is_no_proof(j, s, j->n->skill[i]) ? 0
							   : s->credit;

	*words = credit < NEED_MET ? said_in_words(j, j->n->skill[i]) : 0;
	return *words ? NEED_MET : credit;
}

static void note_skill(struct judging *j, uint8_t i, float credit, bool paper)
{
	uint16_t skill = j->n->skill[i];

	if (credit >= NEED_MET)
		j->has |= 1u << i;
	else if ((credit >= NEED_SOME &&
			 j->p->skill[skill].how != PROFILE_NEAR) ||
		 has_near(j, skill, paper))
		j->near |= 1u << i;
}

/* Of a choice one is enough, and so it is of what stands in brackets. */
struct share {
	float sum, chosen, example;
	int count, choice, lacking;
};

static void end_choice(struct share *s)
{
	s->sum += s->chosen;
	s->count += s->choice != 0;
	s->lacking += s->choice && s->chosen < NEED_SOME;
	s->chosen = 0;
}

static void add_share(
	struct share *s, float credit, bool example, uint8_t choice)
{
	float *best = example ? &s->example : &s->chosen;

	if (!example && choice != s->choice) {
		end_choice(s);
		s->choice = choice;
	}
	if (credit > *best)
		*best = credit;
}

float score_skills(struct judging *j, uint32_t *where, uint16_t *which)
{
	struct share share = { 0 };
	bool paper = score_asks_paper(j);
	float best = 0;

	for (uint8_t i = 0; i < j->n->skills; i++) {
		uint16_t skill = j->n->skill[i];
		bool soft = match_skills.entry[skill].kind == TAXONOMY_SOFT;
		uint32_t words;
		float credit = skill_credit(j, i, &words);

		note_skill(j, i, credit, paper);
		add_share(&share, credit, j->n->examples >> i & 1,
			j->n->choice[i]);
		if (credit > best && !(soft && best > 0)) {
			best = credit;
			*where = words ? words : j->p->skill[skill].passage;
			*which = skill;
		}
	}
	if (!j->n->skills)
		return best;
	end_choice(&share);
	j->lacks_one = share.lacking && share.lacking < share.count &&
		       fact_says(&j->words, "both");
	share.sum += j->n->examples ? share.example : 0;
	return share.sum / (float)(share.count + (j->n->examples != 0));
}

/* "Azure certification": who works with it has none. */
bool score_lacks_paper(const struct judging *j)
{
	bool tool = false;

	if (!score_asks_paper(j))
		return false;
	for (uint8_t i = 0; i < j->n->skills; i++) {
		const struct profile_skill *s = &j->p->skill[j->n->skill[i]];
		uint8_t kind = match_skills.entry[j->n->skill[i]].kind;

		if (kind == TAXONOMY_CERTIFICATE ||
			s->kinds & 1u << PROFILE_STUDY)
			return false;
		tool = tool || kind == TAXONOMY_TOOL;
	}
	return tool;
}

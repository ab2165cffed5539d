/*
 * match/score_int.h - what the number and its reasons share.
 */
#ifndef MATCH_SCORE_INT_H
#define MATCH_SCORE_INT_H

#include "match/said.h"
#include "match/score.h"
#include "match/stem.h"

/* Of each part: what it is worth here, and how much of it is there. */
struct score_shares {
	float of[SCORE_PARTS], share[SCORE_PARTS];
	float field;               /* how near their work is to this, 0 to 1 */
	float weight[SCORE_PARTS]; /* of all terms of the first two */
};
void score_shares(const struct profile *p, const struct posting *j,
	struct score_shares *out);
const char *score_part_name(enum score_part_id id);

/* What the resume has of a skill, be it but in words of its owner's
 * (score_skills.c). */
struct profile_skill score_skill(const struct profile *p, uint16_t skill);
/* Of the skills of which one is enough, of which `first` is the first, the one
 * that the resume has most of; `first` itself, where it is wanted alone. */
size_t score_choice(
	const struct profile *p, const struct posting *j, size_t first);

/* How near two occupations are, 0 to 1. */
float score_alike(uint16_t a, uint16_t b);
bool score_speaks(const struct profile *p, const char *code, size_t *which);
/* What each line of the posting asks for, and whether it is there. */
void score_needs(struct arena *mem, const struct profile *p,
	const struct posting *j, struct score *out);

/* ---- verdicts -------------------------------------------------------------
 */

/* Of what a line asks for: so much is met, so much is something. */
#define NEED_MET 0.6f
#define NEED_SOME 0.25f

struct judging {
	struct arena *mem;
	const struct profile *p;
	const struct posting *j;
	const struct posting_need *n;
	struct resume_wording words; /* of the line */
	struct score_need *out;
	bool wordy;         /* the resume says much */
	unsigned has, near; /* bits: which of its skills are there */
	bool lacks_one;     /* of those that it wants both */
};
void score_judge(struct judging *j, enum score_verdict verdict, uint32_t where,
	struct str why);
/* How much of the line's skills is there; `where`: the passage that shows the
 * best of them, `which` (score_skills.c). */
float score_skills(struct judging *j, uint32_t *where, uint16_t *which);
/* Asks for a licence or a certificate: its stem; 0: for none. */
uint32_t score_asks_paper(const struct judging *j);
/* Is one of its skills a certificate? */
bool score_names_paper(const struct judging *j);
/* Is one asked for of a tool that they but work with? */
bool score_lacks_paper(const struct judging *j);
/* "Such as", "or similar": what is named is an example. */
bool score_is_open(const struct resume_wording *line);
/* What somebody has that is near to a skill; TAXONOMY_NONE: nothing. */
uint16_t score_kin(const struct profile *p, uint16_t skill);
/* Do the tools and certificates that a line names change what it came to?
 * `where`: the passage that speaks for it then (score_names.c). */
bool score_names(
	const struct judging *j, enum score_verdict *best, uint32_t *where);
/* Does a line ask for work, and is this passage but of a course or a hobby? */
bool score_untried(const struct judging *j, uint32_t where);
/* Is a certificate asked for that this passage says is still on its way? */
bool score_halfway(const struct judging *j, uint32_t where);
/* A paper that is on its way, or of a lower grade, is there in part
 * (score_underway.c). */
void score_underway(struct judging *j);
/* Met by a passage, how much of it is there by how that says it
 * (score_faint.c). */
enum score_verdict score_faint(const struct judging *j);
/* What is asked for and is nowhere (score_lacks.c): a word beside the skill, of
 * a short line; the word that says most; one of two; the first of two; a name
 * of a tool; a skill; many words; a rare one. */
bool score_lacks_more(const struct judging *j);
bool score_lacks_weighty(const struct judging *j);
bool score_lacks_half(const struct judging *j);
bool score_lacks_first(const struct judging *j);
bool score_lacks_name(const struct judging *j);
bool score_lacks_skill(const struct judging *j);
bool score_lacks_much(const struct judging *j);
bool score_lacks_rare(const struct judging *j);
/* Years, of the skill that the line names, or of work at all
 * (score_years.c). */
void score_years(
	struct judging *j, float share, uint32_t where, uint16_t which);
/* "Studying for", "part-qualified" */
bool score_says_halfway(const struct resume_wording *w);
/* "Level 5"; 0: none is named. */
unsigned score_level(const struct resume_wording *w);
/* Degrees, languages, licences: the line's words say which (score_study.c,
 * score_speak.c, score_licence.c). */
void score_degree(struct judging *j);
bool score_asks_school(const struct judging *j);
void score_languages(struct judging *j);
/* Are its skills languages: "German and English at business level"? */
bool score_is_of_languages(const struct judging *j);
/* "Journeyman electrician licence", "NCTJ diploma": no school's. */
bool score_asks_licence(const struct judging *j);
/* Is a licence of a class asked for? Then it is judged. */
bool score_licence(struct judging *j);
/* Is a certificate asked for that is there? Then it is judged. */
bool score_paper(struct judging *j);
/* "Certificate or degree", and the certificate is there? */
bool score_paper_instead(struct judging *j);
/* Is somebody asked to lead people? Then it is judged (score_lead.c). */
bool score_lead(struct judging *j);
/* A word for those who are led, and does this passage say that somebody led? */
bool score_is_people(struct str word);
bool score_leads_in(const struct profile_passage *t);
/* What is met by fewer, or by the lower of two, is met in part (score_less.c).
 */
void score_less(struct judging *j);

#endif

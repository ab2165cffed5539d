/*
 * match/score.h - how a resume suits a posting, from 0 to 100, why, and what
 * would raise it most (TAI-2). No network and no model: the same two give the
 * same score, each point of it has a cause that can be shown, and
 *
 *   what is added to a resume never lowers it,
 *   what is said again never raises it,
 *   in which order things stand does not matter.
 */
#ifndef MATCH_SCORE_H
#define MATCH_SCORE_H

#include "match/profile.h"

/* Raised with each change that may change a score. */
enum { SCORE_VERSION = 6, SCORE_CHANGES = 3 };

enum score_part_id {
#define SCORE_PART(id, name, points) SCORE_##id,
#include "match/score.def"
#undef SCORE_PART
	SCORE_PARTS
};

struct score_part {
	const char *name;
	float points, of; /* `of` adds up to 100; 0: nothing is asked */
};

/* A skill or a word of the posting, and what the resume has of it. */
struct score_term {
	const struct posting_term *term;
	enum profile_how how;
	float credit, points, of;
	uint16_t by;                           /* the skill that proves it */
	const struct profile_passage *passage; /* NULL: nowhere */
};

enum score_verdict { SCORE_MISSING, SCORE_PARTIAL, SCORE_MET };
extern const char *const score_verdicts[];

struct score_need {
	const struct posting_need *need;
	enum score_verdict verdict;
	const struct profile_passage *passage; /* NULL: nowhere */
	struct str why;
};

struct score_change {
	struct str text; /* what to do, if it is true */
	float points;    /* what it would bring */
};

struct score {
	float total;
	struct score_part part[SCORE_PARTS];
	struct {
		struct score_term *at;
		size_t count;
	} terms; /* skills, then words, each by weight */
	struct {
		struct score_need *at;
		size_t count;
	} needs;
	struct score_change change[SCORE_CHANGES];
	size_t changes;
};

/* The number alone: for one resume and many postings. */
float score_total(const struct profile *p, const struct posting *j);
/* And all that explains it. */
void score_read(struct arena *mem, const struct profile *p,
	const struct posting *j, struct score *out);

#endif

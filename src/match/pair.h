/*
 * match/pair.h - a resume and a posting held against each other: the score
 * (score.h), what somebody should know of the two, and all of it as rows of
 * texts and numbers, for who shows it. Terminals and the API show the same.
 */
#ifndef MATCH_PAIR_H
#define MATCH_PAIR_H

#include "match/score.h"

enum {
	PAIR_NOTES = 12,
	PAIR_QUOTE = 240 /* bytes of a quotation */
};

/* ---- the two sides --------------------------------------------------------
 */

/* In which language a resume is written, by all that it says: entries are
 * short, and names are of no language. NULL: unknown. */
const char *pair_written(struct arena *mem, const struct profile *p);

struct pair {
	const struct profile *profile;
	const struct posting *posting;
	const struct score *score;
	struct str notes[PAIR_NOTES]; /* sentences */
	size_t note_count;
	int as_of; /* month since year 0 */
};
/* What is to be known of one of the two. */
void pair_note(struct pair *p, struct str sentence);
/* Scores the two that are in it, and notes what is to be known of both.
 * `written`: the resume, see above. */
void pair_read(struct arena *mem, struct pair *p, const char *written);

/* Does the resume have it, and not but what lies near? */
static inline bool pair_has(const struct score_term *t)
{
	return t->how >= PROFILE_SHOWN;
}

/* ---- quotations (pair_quote.c) --------------------------------------------
 */

/* Where a passage says it: all of it, or of a long one the sentence. */
struct str pair_quote(struct arena *mem, const struct profile_passage *p,
	uint16_t skill, uint32_t stem);
/* The line of the posting that holds the span. */
struct str pair_line(const struct posting *j, struct posting_span span);

/* ---- as rows (pair_told.c) ------------------------------------------------
 *
 * doc/match.md says what each is. Text at NULL: there is none.
 */

struct pair_evidence {
	struct str at, quote; /* JSON pointer into the resume */
};
struct pair_term {
	struct str term, kind, how, by, posting;
	double weight, points; /* to hundredths, so that they add up */
	bool must;
	const struct pair_evidence *evidence; /* NULL: none */
};
struct pair_terms {
	struct pair_term *at;
	size_t count;
};
struct pair_need {
	struct str text, verdict, why;
	bool must;
	const struct pair_evidence *evidence;
};
struct pair_change {
	struct str what;
	double points;
};
struct pair_posting {
	struct str title, level, company, location, degree;
	int64_t years;
	bool has_years;
	struct resume_texts languages;
};
struct pair_points {
	double of[SCORE_PARTS];
};

struct pair_told {
	struct str file;                   /* or id: of the many */
	int64_t score;                     /* in tenths */
	struct pair_points parts, weights; /* add up to the score, to 100 */
	struct pair_terms matched, missing;
	struct {
		struct pair_need *at;
		size_t count;
	} requirements;
	struct {
		struct pair_change *at;
		size_t count;
	} changes;
	struct pair_posting posting;
	struct resume_texts notes;
	int64_t version;
	struct str as_of; /* "2026-11" */
};
void pair_tell(struct arena *mem, const struct pair *p, struct pair_told *out);

extern const char *const pair_hows[];
const char *pair_level(enum match_level level); /* NULL: the usual */
const char *pair_degree(enum posting_degree degree);
struct str pair_month(struct arena *mem, int month);

#endif

/*
 * match/profile.h - what a resume shows, prepared to be held against many
 * postings: which skills, proved where and for how long, which occupations,
 * degree, languages. Made once; then each posting costs but look-ups.
 */
#ifndef MATCH_PROFILE_H
#define MATCH_PROFILE_H

#include "match/posting.h"
#include "resume/resume.h"

/* How a passage speaks for what it says, the strongest last. */
enum profile_kind {
	PROFILE_STUDY,   /* a degree, a course, a certificate, an award */
	PROFILE_LIST,    /* a list of skills */
	PROFILE_SUMMARY, /* what its owner says of themselves */
	PROFILE_TITLE,   /* what they were called */
	PROFILE_WORK     /* what they did */
};

/* One text of the resume. */
struct profile_passage {
	struct str text, at; /* at: its JSON pointer */
	enum profile_kind kind;
	int from,
		to; /* months since year 0 that it tells of; to < from: none */
	struct resume_wording words;
	struct resume_wording place; /* of a title: who it was at */
};

enum profile_how {
	PROFILE_NOT,
	PROFILE_FIELD,   /* has others of its family or sector */
	PROFILE_ABOVE,   /* has only what is broader */
	PROFILE_SIBLING, /* has another of its kind */
	PROFILE_NEAR,    /* has what lies near */
	PROFILE_SHOWN,   /* did what takes it */
	PROFILE_PROVED,  /* has what proves it */
	PROFILE_HAS
};

struct profile_skill {
	float credit;     /* 0 to 1 */
	float said;       /* of it by its own names; 0: is not named */
	uint8_t kinds;    /* of passages that name it: 1 << enum profile_kind */
	uint16_t by;      /* the skill that speaks for it */
	uint16_t passage; /* where; from 1 */
	uint16_t months;  /* that the resume shows it */
	uint8_t how;      /* enum profile_how */
};

struct profile_occupation {
	uint16_t entry;
	enum match_level level;
	int to; /* month in which it ended */
	uint32_t passage;
};

enum { PROFILE_PASSAGES = 6000, PROFILE_OCCUPATIONS = 40 };

struct profile {
	struct {
		struct profile_passage *at;
		size_t count;
	} passages;
	struct profile_skill *skill;  /* of each of match_skills */
	int sector[TAXONOMY_SECTORS]; /* how many it names of each */
	/* Stems of its words: the passage that says it best, from 1. */
	struct profile_stem {
		uint32_t stem;
		uint16_t passage;
	} * stem;
	size_t stem_slots;
	struct {
		struct profile_occupation at[PROFILE_OCCUPATIONS];
		size_t count;
	} occupations;
	uint32_t title_stem[200]; /* words of what they were called */
	size_t title_stems;
	enum match_level level; /* the highest of the last years */
	int months;             /* of work, or what they say */
	enum posting_degree degree;
	uint32_t degree_passage; /* from 1 */
	bool studying;
	int now; /* months since year 0 */
	const char *language[24];
	uint32_t language_passage[24]; /* from 1; 0: by how it is written */
	size_t languages;
	float format;            /* 0 to 1: what every reader wants is there */
	const struct said *said; /* its words, for requirements (said.h) */
};

/* `now`: months since year 0; who works there still, has until then. */
bool profile_read(struct arena *mem, const struct resume *r, int now,
	struct profile *out, struct err *err);

/* The passage that says a word of this stem; NULL: none does. */
const struct profile_passage *profile_stem_find(
	const struct profile *p, uint32_t stem);

#endif

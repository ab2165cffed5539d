/*
 * match/posting.h - what a job posting asks for, and where it says so: title,
 * level, skills, years, degree, languages, what is required and what is but
 * welcome (TAI-1). Text in, a reading out; the same text gives the same.
 */
#ifndef MATCH_POSTING_H
#define MATCH_POSTING_H

#include "match/taxonomy.h"

enum {
	POSTING_BYTES = 2 << 20, /* longer ones are refused */
	POSTING_SKILLS = 400,    /* of one posting; the weightiest stay */
	POSTING_WORDS = 60,      /* beside skills: the weightiest */
	POSTING_NEEDS = 120,
	POSTING_LANGUAGES = 8
};

/* Bytes of the posting. */
struct posting_span {
	uint32_t at, len;
};

/* What a part of a posting is for. */
enum posting_part {
#define PART(id, name, weight) POSTING_##id,
#include "match/parts.def"
#undef PART
	POSTING_PARTS
};
const char *posting_part_name(enum posting_part part);

/* How far up: of a posting's title, and of a job that somebody had. */
enum match_level {
	LEVEL_INTERN,
	LEVEL_JUNIOR,
	LEVEL_USUAL,
	LEVEL_SENIOR,
	LEVEL_LEAD,
	LEVEL_HEAD,
	LEVEL_CHIEF
};

/* A skill, or another word that matters. */
struct posting_term {
	struct str label; /* the skill's name, or the word as it stands */
	uint32_t stem;    /* of a word */
	uint16_t skill;   /* TAXONOMY_NONE: a word */
	bool must;        /* is asked for, and not but welcome */
	/* Of skills of which one is enough the first one's number, from 1, and
	 * all weigh the same; 0: it is wanted for itself. */
	uint16_t either;
	enum posting_part part;
	float weight;
	struct posting_span span; /* where it weighs most */
};

struct posting_terms {
	struct posting_term *at;
	size_t count;
};

enum posting_degree {
	DEGREE_NONE,
	DEGREE_SCHOOL,
	DEGREE_ASSOCIATE,
	DEGREE_BACHELOR,
	DEGREE_MASTER,
	DEGREE_DOCTOR
};

struct posting_language {
	const char *code; /* "de" */
	struct posting_span span;
	bool must;
};

/* One line that asks for something. */
struct posting_need {
	struct posting_span span;
	struct str text; /* of that, in one line */
	bool must;
	bool any;  /* one of its skills is enough: "Python or R" */
	int years; /* 0: none are asked for */
	enum posting_degree degree;
	bool studying; /* the degree may be on its way */
	const char *language;
	/* Its skills, and its other words, in their order. */
	uint16_t skill[12];
	uint8_t choice[12]; /* of one number one is enough */
	/* Bits: which of its skills it calls by their names, and which stand in
	 * brackets: "databases (PostgreSQL, MySQL)". */
	uint16_t names, examples;
	uint32_t stem[24];
	float weigh[24];
	uint8_t skills, stems;
};

struct posting {
	struct str text;
	struct posting_span title;
	uint16_t occupation; /* of match_titles; TAXONOMY_NONE: unknown */
	enum match_level level;
	struct posting_span company, location;
	struct posting_terms skills, words;
	struct posting_span years_span, degree_span;
	int years; /* that it wants at least; 0: says none */
	enum posting_degree degree;
	bool degree_or; /* "or equivalent experience" */
	struct {
		struct posting_language at[POSTING_LANGUAGES];
		size_t count;
	} languages;
	struct {
		struct posting_need *at;
		size_t count;
	} needs;
};

/* A text without words is an error, and so is one of over POSTING_BYTES. */
bool posting_read(struct arena *mem, struct str text, struct posting *out,
	struct err *err);

static inline struct str posting_str(
	const struct posting *p, struct posting_span s)
{
	return str_of(p->text.at + s.at, s.len);
}

#endif

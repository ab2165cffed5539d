/*
 * intake/parse_split.h - lines that say two things, between parse_split.c,
 * which cuts them, and parse_label.c, which knows where.
 */
#ifndef INTAKE_PARSE_SPLIT_H
#define INTAKE_PARSE_SPLIT_H

#include "intake/parse_int.h"

/* Its words, the mark behind them, and what they name. */
struct label {
	size_t words, skip;
	struct str text;
	int what;
	bool dash;
};

/* What a whole row would be. */
struct typed_line {
	struct label label; /* no words: it has none */
	struct str folded;
	int heading; /* that all of it is */
};

struct splitting {
	struct parse *p;
	struct row *to;
	size_t count;
	size_t room;
	int now;                 /* the section that headings above say */
	bool within;             /* its heading stood in a line like this one */
	struct typed_line *line; /* of each row */
	bool *listed;            /* rows of a run of labels and lists */
};

/* "Tools: Git", "Langues : anglais", "Tools – Git"; false: none is before. */
bool parse_label_of(struct parse *p, const struct row *r, struct label *out);
/* Is the label a heading, and the rest of its line what stands under it? */
bool parse_label_heads(struct splitting *s, size_t row, const struct label *l);
/* "Driving licence: B": the label is the half of it. */
bool parse_label_is_thing(struct parse *p, struct str label);
/* Finds groups of skills: two lists with labels, one below the other. */
void parse_label_lists(struct splitting *s);
/* Does such a group begin a section: with room above, behind all jobs? */
bool parse_label_opens(const struct splitting *s, size_t row);
/* "--- Other ---", in plain text: a heading of what has no name. */
bool parse_label_is_other(struct parse *p, size_t row);
/* Sections that are lists: skills, languages, interests. */
bool parse_label_is_list(int what);
/* With room above. */
bool parse_stands_off(const struct parse *p, size_t row);

#endif

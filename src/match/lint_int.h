/* match/lint_int.h - what the files of lint.h share among themselves. */
#ifndef MATCH_LINT_INT_H
#define MATCH_LINT_INT_H

#include "match/lint.h"
#include "resume/wording.h"

/* What a text is to a reader. */
enum lint_sort {
	LINT_NAME,    /* of people and things: wording is not ours */
	LINT_TITLE,   /* of a section */
	LINT_KEYWORD, /* of a list */
	LINT_PROSE,
	LINT_BULLET
};
struct lint_text {
	struct str text, at;
	enum lint_sort sort;
	bool own; /* its owner's words, not those of a referee */
	const struct resume_entry *entry; /* NULL: of the head */
	struct resume_wording words;
};

/* Phrases of lint_words.def. */
enum lint_phrase {
	LINT_FIRST_PERSON,
	LINT_BUZZ,
	LINT_DUTY,
	LINT_REQUEST,
	LINT_ASIDE, /* work that goes beside other work */
	LINT_BORN,
	LINT_MARRIED,
	LINT_NATION
};
struct lint_known {
	enum lint_phrase kind;
	struct resume_wording words;
};

/* What one resume is gone through with. */
struct linting {
	struct lint *lint;
	struct arena *mem;
	const struct resume *r;
	int now;
	const char *language; /* of most of its text */
	struct {
		struct lint_text *at;
		size_t count, room;
	} texts;
	struct {
		struct lint_known *at;
		size_t count;
	} phrases;
};

/* The first of these words that begin such a phrase of the text's language,
 * or of English; how many they are in *count. NULL: none. */
const struct resume_word *lint_phrase_find(const struct linting *g,
	enum lint_phrase kind, const struct resume_wording *words,
	size_t *count);

/* Month of a date, from year 0; less than 0: none, or it cannot be read. */
int lint_month(struct str text, bool end);

void lint_contact(struct linting *g); /* lint_contact.c */
void lint_entries(struct linting *g); /* lint_entries.c */
void lint_dates(struct linting *g);   /* lint_dates.c */
void lint_signs(struct linting *g);   /* lint_signs.c */
void lint_wording(struct linting *g); /* lint_wording.c */
void lint_lists(struct linting *g);   /* lint_lists.c */

#endif

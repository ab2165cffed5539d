/*
 * tailor/builtin_int.h - what the builtin engine's steps share:
 *
 *   builtin_worth.c   how much a text says of what the posting asks for
 *   builtin_order.c   bullets and skills, the fitting ones first
 *   builtin_name.c    skills by the posting's own name; proved ones listed
 *   builtin_words.c   verbs and turns of phrase
 *   builtin_about.c   headline and summary, of what the source proves
 *   builtin_verbs.c   the posting's verb, where it says the same
 *   builtin_sections.c  sections, those that show most first
 *   builtin_fit.c     a shorter summary, fewer bullets, where asked for
 *   builtin.c         runs them
 */
#ifndef TAILOR_BUILTIN_INT_H
#define TAILOR_BUILTIN_INT_H

#include "match/stem.h"
#include "tailor/asked.h"
#include "tailor/edit.h"
#include "tailor/truth.h"

enum { BUILTIN_CHOSEN = 8 };

struct builtin {
	struct arena *mem;
	const struct tailor_ask *ask;
	struct profile profile; /* of the source */
	struct score score;
	struct resume was; /* the source */
	struct resume now; /* the source, with the changes so far */
	struct tailor_changes *out;
	float *want;         /* of each skill: what the posting gives for it */
	uint16_t *term;      /* of each: its term of the posting, from 1 */
	struct truth *truth; /* asked before a text is made of several skills */
	const struct builtin_tongue *tongue;
	struct tailor_asked asked;
	uint32_t chosen[BUILTIN_CHOSEN]; /* words of the posting, by stem */
	size_t chosens;
};

/* What is said in the language that the source is written in. */
struct builtin_tongue {
	const char *code, *with, *and;
};

/* What a text is worth to the posting, and the term that it is worth most for;
 * NULL where it is worth nothing. */
float builtin_worth(const struct builtin *b, struct str text,
	const struct posting_term **best);
/* Does it say what its owner wants to have stressed? */
bool builtin_stressed(const struct builtin *b, struct str text);
/* The line of the posting that asks for it. */
struct str builtin_quote(
	const struct builtin *b, const struct posting_term *term);

/* The posting's word for a product; a trade's own for anything else, since in a
 * posting that may be but half of a word ("web/app"). */
struct str builtin_skill_name(
	const struct builtin *b, const struct posting_term *term);

/* A new change; the caller fills in the rest, and `apply` makes it so. */
struct tailor_change *builtin_change(
	struct builtin *b, struct str at, enum tailor_op op);
void builtin_prove(struct tailor_change *c, struct str at, struct str quote);
/* A text of the resume as it is now: by what the source says there, or by what
 * proved it when it was added. */
void builtin_prove_now(struct builtin *b, struct tailor_change *c,
	struct str at, struct str text);
void builtin_apply(struct builtin *b, const struct tailor_change *c);
/* Would the truth check let this stand there? */
bool builtin_holds(struct builtin *b, struct str at, struct str text);

/* False: there is nothing to shorten. */
bool builtin_tighten(struct arena *mem, struct str text, struct str *out);

void builtin_order(struct builtin *b);
void builtin_name(struct builtin *b);
void builtin_words(struct builtin *b);
void builtin_verbs(struct builtin *b);
void builtin_sections(struct builtin *b);
void builtin_fit(struct builtin *b);
void builtin_about(struct builtin *b);

#endif

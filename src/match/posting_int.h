/*
 * match/posting_int.h - how a posting is read, in steps that go one way:
 *
 *   posting_join.c   lines that go on in the next
 *   posting_lines.c  lines and sentences, and which part of it each is
 *   posting_facts.c  years, degrees, languages, levels: of any words
 *   posting_title.c  what the job is called, at whom, where
 *   posting_choice.c skills of which one is enough
 *   posting_terms.c  skills and other words, weighed
 *   posting.c        runs them; what each line asks for
 */
#ifndef MATCH_POSTING_INT_H
#define MATCH_POSTING_INT_H

#include "match/phrase.h"
#include "match/posting.h"
#include "match/stem.h"

/* A sentence, or a line that is none. */
struct posting_line {
	uint32_t from, to; /* words */
	uint32_t label;    /* words of these before a colon; 0: no label */
	struct posting_span span;
	enum posting_part part;
	bool heading; /* says what follows, and nothing itself */
	bool bullet;
	bool welcome; /* says that what it asks for is but welcome */
};

struct posting_reading {
	struct arena *mem;
	struct posting *out;
	struct resume_wording words;
	struct posting_line *line;
	size_t lines;
	struct taxonomy_hit *hit; /* of skills */
	size_t hits;
	bool sorted; /* has a part that says what is required */
};

void posting_join(struct posting_reading *r);
void posting_lines(struct posting_reading *r);
void posting_title(struct posting_reading *r);
void posting_terms(struct posting_reading *r);
/* How much a part's words weigh. */
float posting_part_weight(enum posting_part part);

/* The first hit behind those of which one is enough, from `hit` on; the next
 * one, where it stands for itself. */
size_t posting_choice_end(const struct posting_reading *r,
	const struct posting_line *l, size_t hit);

/* "Databases such as PostgreSQL": is it a kind of the hit before it? */
bool posting_is_example(const struct posting_reading *r,
	const struct posting_line *l, size_t hit);

/* The line's bytes without bullets and blanks around. */
struct posting_span posting_words_span(
	const struct posting_reading *r, size_t from, size_t to);

#endif

/*
 * match/facts.h - what words say of years, degrees, languages and levels: the
 * same for a posting's line and for a resume's. Knows neither.
 */
#ifndef MATCH_FACTS_H
#define MATCH_FACTS_H

#include "match/posting.h"
#include "resume/wording.h"

struct fact_words {
	const struct resume_word *at;
	size_t count;
};

/* Is it a word of this list, with blanks between? */
bool fact_is_one_of(struct str word, const char *list);
/* Is one of these words? */
bool fact_says(const struct resume_wording *w, const char *list);
/* "5", "5+" and "five"; 0: it is none. */
int fact_number(const struct resume_word *w);
/* "5+ years", "at least three years", "3-5 Jahre": the least; 0: none. */
int fact_years(struct fact_words w);
/* "Six years, the last three in Go": those of all that the word at `at` has; 0:
 * nothing is said of it alone. */
int fact_years_in(struct fact_words w, size_t at);
/* The lowest (or: the highest) degree that is named. */
enum posting_degree fact_degree(struct fact_words w, bool highest);
/* "or equivalent experience" */
bool fact_degree_or(struct fact_words w);
/* "currently pursuing", "student" */
bool fact_studying(struct fact_words w);
/* The language that a word names: its code; NULL: none. */
const char *fact_language(const struct resume_word *w);
/* Is it about speaking ("fluent", "C1", "written and spoken")? */
bool fact_speaks(struct fact_words w);
/* "Python or R", "such as": is one of what they name enough? */
bool fact_choice(struct fact_words w);
/* Is it a word of lines that ask, and not of what they ask for? */
bool fact_asks(const struct resume_word *w);
/* Does it say little beside another: "allergen control", "landlord relations"?
 */
bool fact_light(const struct resume_word *w);
/* "Senior", "Lead", "Junior" ...; LEVEL_USUAL: says nothing. */
enum match_level fact_level(struct fact_words w);

#endif

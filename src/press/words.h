/*
 * press/words.h - what a document says of its own accord, in the language of
 * its owner: titles of sections, months, "Present" (words.def), and dates as
 * people write them. Knows neither templates nor documents.
 */
#ifndef PRESS_WORDS_H
#define PRESS_WORDS_H

#include "base/base.h"
#include "resume/resume.h"

struct press_words {
	const char *tag; /* BCP 47 */
	bool rtl;
	const char *section[RESUME_SECTIONS];
	const char *summary, *contact, *courses, *technologies, *grade,
		*present;
	const char *page;                 /* "Page %d of %d" */
	const char *resume, *cv, *letter; /* what the document is called */
	const char *month[12], *brief[12];
	const char *of[12]; /* beside a day; NULL: as month */
	const char *with_brief, *with_month, *with_day; /* {d} {m} {y} */
};

/* The best there is for a language tag: "pt-BR" takes "pt"; what nobody has
 * written yet takes English. */
const struct press_words *press_words(struct str tag);
/* What templates say between things, written as English has it, as the language
 * has it. */
struct str press_pointed(
	struct arena *mem, const struct press_words *w, struct str said);
/* The language that a document is in, as BCP 47 has it: "de-AT" of "de_AT";
 * what is no tag is "en". */
struct str press_language(struct arena *mem, struct str tag);

/* How a template or its owner wants dates. */
enum press_dates {
	PRESS_DATES_BRIEF, /* MMM yyyy */
	PRESS_DATES_LONG,  /* MMMM yyyy */
	PRESS_DATES_SLASH, /* MM/yyyy */
	PRESS_DATES_DOT,   /* MM.yyyy */
	PRESS_DATES_ISO,   /* yyyy-MM */
	PRESS_DATES_YEAR   /* yyyy */
};
extern const char *const press_dates_names[]; /* ends with NULL */

/* One date; what is no date ("Summer 2019") stays as it was written, and a
 * word for an open end becomes that of the language. */
struct str press_date(struct arena *mem, const struct press_words *w,
	enum press_dates how, struct str date);
/* From one to the other, with a dash. Without an end it lasts till now. */
struct str press_date_range(struct arena *mem, const struct press_words *w,
	enum press_dates how, struct str start, struct str end);
/* A whole one, as letters have it: "March 5, 2026". */
struct str press_date_whole(struct arena *mem, const struct press_words *w,
	struct str tag, struct str date);

#endif

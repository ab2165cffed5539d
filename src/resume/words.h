/*
 * resume/words.h - words of several languages that importers know: months,
 * "present", headings of sections. Knows no format and no grammar.
 */
#ifndef RESUME_WORDS_H
#define RESUME_WORDS_H

#include "resume/resume.h"

/* Lower case and without diacritics, so that "Février" is "fevrier": what
 * words are looked up by. Ill-formed bytes stay out. */
struct str resume_fold(struct arena *mem, struct str s);
/* The same of one character: none, one or more. */
void resume_fold_add(struct buf *b, uint32_t c);

/* A folded word without its full stop: 1 to 12; 0: no month. */
int resume_month_find(struct str word);
/* Does a folded word say that something goes on ("present", "heute")? */
bool resume_present_is(struct str word);

/* What a heading names: an enum resume_section_id ("Work Experience",
 * "Berufserfahrung"), or one of these. */
enum resume_heading {
	RESUME_SUMMARY = RESUME_SECTIONS,
	RESUME_CONTACT,
	RESUME_PROFILES,
	RESUME_NO_HEADING
};
int resume_heading_find(struct arena *mem, struct str heading);

#endif

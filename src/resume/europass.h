/*
 * resume/europass.h - what the readers of Europass's two dialects share: the
 * Candidate that its editor writes since 2020 (europass_candidate.c), and the
 * SkillsPassport of before (europass_passport.c).
 */
#ifndef RESUME_EUROPASS_H
#define RESUME_EUROPASS_H

#include "resume/build.h"
#include "resume/convert_int.h"
#include "resume/xml.h"

#define EUROPASS_NEW "http://www.europass.eu/1.0"
#define EUROPASS_OLD "http://europass.cedefop.europa.eu/Europass"

struct europass {
	struct arena *mem;
	struct resume *out;
	struct resume_report *report;
	struct xml *root;
};

void resume_europass_candidate(struct europass *e);
void resume_europass_candidate_lists(struct europass *e, struct xml *profile);
void resume_europass_passport(struct europass *e);
void resume_europass_passport_skills(struct europass *e, struct xml *skills);
void resume_europass_passport_letter(struct europass *e, struct xml *letter);

/* A Candidate's StartDate and EndDate, and whether it goes on. */
void resume_europass_period(
	struct europass *e, struct xml *x, struct resume_entry *entry);
/* Of a Candidate's PersonName. */
struct str resume_europass_name(struct arena *mem, struct xml *x);

/* Instead of all that: the document that Vitae wrote into a Candidate, where
 * nobody changed the file since. */
void resume_europass_own(struct europass *e);

/* Of a SkillsPassport: a date in attributes, a PersonName. */
struct str resume_europass_old_date(struct europass *e, struct xml *x);
struct str resume_europass_old_name(struct arena *mem, struct xml *x);

/* Paragraphs and bullets of the HTML in an element. */
void resume_europass_body(struct europass *e, struct xml *x, struct str *text,
	struct resume_texts *bullets);
/* All of it as one text. */
struct str resume_europass_text(struct europass *e, struct xml *x);
/* The texts of its blocks, one each. */
struct resume_texts resume_europass_lines(struct europass *e, struct xml *x);

/* "City, Country": a code becomes the name. Either may be none. */
struct str resume_europass_place(
	struct arena *mem, struct str city, struct str country);
/* The first address is basics.url, others are profiles. */
void resume_europass_web(struct europass *e, struct str url, struct str name);
/* A language and how well it is spoken. `levels` are those of listening,
 * reading, spoken interaction, spoken production and writing; NULL: it is a
 * mother tongue. */
enum { EUROPASS_LEVELS = 5 };
extern const char *const resume_europass_levels[EUROPASS_LEVELS];
#define EUROPASS_NATIVE "Native speaker"
void resume_europass_language(
	struct europass *e, struct str name, const struct str *levels);
/* The entry of skills that holds driving licences. */
#define EUROPASS_DRIVING "Driving licence"
struct resume_entry *resume_europass_skill(struct europass *e, struct str name);
/* A picture as a data: URL; STR_NONE: it is none. */
struct str resume_europass_picture(
	struct arena *mem, struct str mime, struct str base64);

#endif

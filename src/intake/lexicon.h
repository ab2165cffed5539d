/*
 * intake/lexicon.h - what words mean, of any of the languages that are known:
 * titles, employers, schools, degrees, places. Tables only: lexicon.def,
 * places.def and those of room resume, made one hash table when the program
 * is built.
 */
#ifndef INTAKE_LEXICON_H
#define INTAKE_LEXICON_H

#include "base/base.h"

enum lexicon_mark {
	LEX_TITLE = 1,           /* "engineer": what somebody was */
	LEX_LEVEL = 2,           /* "senior" */
	LEX_LEGAL = 4,           /* "Ltd" */
	LEX_ORG = 8,             /* "hospital": part of an employer's name */
	LEX_DEGREE = 16,         /* "BSc" */
	LEX_SCHOOL = 32,         /* "university" */
	LEX_CITY = 64,           /* one that many live in */
	LEX_COUNTRY = 128,       /* or a state, a region, "Remote" */
	LEX_MONTH = 256,         /* */
	LEX_PRESENT = 512,       /* "today" */
	LEX_SEASON = 1024,       /* "spring" */
	LEX_VERB = 2048,         /* "led": how bullets begin */
	LEX_SMALL = 4096,        /* "of", "and" */
	LEX_FIELD = 8192,        /* "physics": what is studied */
	LEX_TERM = 16384,        /* "full-time": how somebody was employed */
	LEX_LANGUAGE = 32768,    /* "Spanish" */
	LEX_DATE_JOIN = 1 << 16, /* "to": between two parts of a date */
	LEX_DATE_PART = 1 << 17, /* "since": before a date */
	LEX_CODE = 1 << 18       /* "fr": a country, of ISO 3166 */
};

/* LEX_* of a folded word or phrase ("new york"); 0: unknown. */
unsigned lexicon_find(struct str folded);
/* The same of a word as it stands, without its punctuation; a word of German
 * or Dutch by its last part ("softwareentwickler"). */
unsigned lexicon_word(struct arena *mem, struct str word);

/* What a heading names, as resume_heading_find() tells it, and faster. */
int lexicon_heading(struct arena *mem, struct str heading);

/* Of all words of a text together. */
unsigned lexicon_any(struct arena *mem, struct str text);

/* Is all of it a place: "Lyon, France", "Austin, TX", "Remote"? How surely, 0
 * to 1. */
float lexicon_place(struct arena *mem, struct str text);

#endif

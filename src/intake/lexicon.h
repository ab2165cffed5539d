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
	LEX_TITLE = 1 << 0,   /* "engineer": what somebody was */
	LEX_LEVEL = 1 << 1,   /* "senior" */
	LEX_LEGAL = 1 << 2,   /* "Ltd" */
	LEX_ORG = 1 << 3,     /* "hospital": part of an employer's name */
	LEX_DEGREE = 1 << 4,  /* "BSc" */
	LEX_SCHOOL = 1 << 5,  /* "university" */
	LEX_CITY = 1 << 6,    /* one that many live in */
	LEX_COUNTRY = 1 << 7, /* or a state, a region, "Remote" */
	LEX_MONTH = 1 << 8,
	LEX_PRESENT = 1 << 9,    /* "today" */
	LEX_SEASON = 1 << 10,    /* "spring" */
	LEX_SMALL = 1 << 11,     /* "of", "and" */
	LEX_FIELD = 1 << 12,     /* "physics": what is studied */
	LEX_TERM = 1 << 13,      /* "full-time": how somebody was employed */
	LEX_LANGUAGE = 1 << 14,  /* "Spanish" */
	LEX_DATE_JOIN = 1 << 15, /* "to": between two parts of a date */
	LEX_DATE_PART = 1 << 16, /* "since": before a date */
	LEX_CODE = 1 << 17,      /* "fr": a country, of ISO 3166 */
	LEX_OWN = 1 << 18        /* "self-employed": their own employer */
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

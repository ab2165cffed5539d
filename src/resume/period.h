/*
 * resume/period.h - when something was, as people write it: "Jan 2020 –
 * Present", "2019 - 2021", "03/2018 – 05/2019", "seit März 2020".
 */
#ifndef RESUME_PERIOD_H
#define RESUME_PERIOD_H

#include "resume/resume.h"

struct resume_period {
	struct resume_date from, to; /* year 0: none */
	bool open;                   /* goes on: "present", "since" */
	bool single; /* one date and no range: in `from` and in `to` */
	/* A guess: 03/04/2020 is read as the third of April. */
	bool doubtful;
	/* Words that no date takes ("Summer", "(2 years)"); else empty. */
	struct str rest;
};

/* Months of twelve languages, any dash, two-digit years behind a month. False:
 * no date is in it. Reads at most RESUME_PERIOD bytes. */
enum { RESUME_PERIOD = 200 };
bool resume_period_read(
	struct arena *mem, struct str text, struct resume_period *out);

#endif

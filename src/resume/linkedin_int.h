/* resume/linkedin_int.h - what linkedin.c and linkedin_person.c share. */
#ifndef RESUME_LINKEDIN_INT_H
#define RESUME_LINKEDIN_INT_H

#include "resume/csv.h"
#include "resume/linkedin.h"

/* A table that is being read, and the row of it. */
struct linkedin {
	struct arena *mem;
	struct resume *out;
	struct resume_report *report;
	struct str name;
	const struct csv_row *header, *row;
	bool taken[CSV_COLUMNS];
};

/* What a column of the row says, which is marked; STR_NONE: nothing. */
struct str resume_linkedin_cell(struct linkedin *t, const char *column);
/* "Positions.csv:4/Title" */
struct str resume_linkedin_place(const struct linkedin *t, const char *column);
/* Keeps the cells of the row that nobody took, also those beyond the header.
 */
void resume_linkedin_keep(struct linkedin *t);

void resume_linkedin_profile(struct linkedin *t);
void resume_linkedin_phone(struct linkedin *t);
/* The best address of all rows from `from` on; what else is there is kept. */
void resume_linkedin_emails(
	struct linkedin *t, const struct csv *csv, size_t from);

#endif

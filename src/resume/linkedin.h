/*
 * resume/linkedin.h - the tables of LinkedIn's export, which are told apart by
 * their header: file names are in the language of the account, headers are not.
 * The archive they come in is in_linkedin.c's.
 */
#ifndef RESUME_LINKEDIN_H
#define RESUME_LINKEDIN_H

#include "resume/convert_int.h"

enum resume_linkedin_id {
#define TABLE(id, ...) LINKEDIN_##id,
#define COLUMN(...)
#include "resume/linkedin.def"
#undef TABLE
#undef COLUMN
	LINKEDIN_TABLES
};

/* Which one a file is; LINKEDIN_TABLES: none that says something here. */
enum resume_linkedin_id resume_linkedin_find(
	struct arena *mem, struct str text);
/* Reads one into the resume. `name` is what notes call it. */
bool resume_linkedin_table(enum resume_linkedin_id id, struct str text,
	struct str name, struct resume *out, struct resume_report *report,
	struct err *err);

#endif

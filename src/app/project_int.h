/* app/project_int.h - what the files about projects share. */
#ifndef APP_PROJECT_INT_H
#define APP_PROJECT_INT_H

#include "app/project.h"

/* Of a project whose row is read: all else. */
bool app_project_fill(
	struct call *c, struct project_whole *out, struct err *err);
bool app_project_fit_mark(const struct project_whole *now,
	struct project_mark mark, struct err *err);
/* Is the address of a posting one, and the day a day? */
bool app_project_next_fits(struct str url, struct str day, struct err *err);
struct str app_project_words(struct call *c, const struct project *p);

#endif

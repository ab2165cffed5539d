/*
 * resume/build.h - lists of a resume that grow while an importer reads. What is
 * added is zeroed; pointers into a list hold until the next is added to it.
 */
#ifndef RESUME_BUILD_H
#define RESUME_BUILD_H

#include "resume/convert.h"

struct resume_entry *resume_entry_add(
	struct arena *mem, struct resume_entries *list);
struct resume_profile *resume_profile_add(
	struct arena *mem, struct resume_basics *basics);
/* "" and none are not added. */
void resume_text_add(
	struct arena *mem, struct resume_texts *list, struct str text);
/* The section of one's own with this title, made where there is none. Its id
 * is made of the title. */
struct resume_custom *resume_custom_add(
	struct arena *mem, struct resume *r, struct str title);

/* Another section of one's own, even if there is one of this title. An id that
 * is none, or is another section's, becomes one of the title, and a number. */
struct resume_custom *resume_custom_new(
	struct arena *mem, struct resume *r, struct str title, struct str id);

/* A date as JSON Resume writes it. What is no date, or a doubtful one, is noted
 * at `at`; what is none stays as it is. STR_NONE: none, or an end that says
 * "present". */
struct str resume_date_take(struct resume_report *report, struct str at,
	struct str text, bool is_end);

/* Rich text or lines of text as an entry has them: paragraphs and bullets.
 * What else was in it is noted at `at`. */
void resume_body_take(struct resume_report *report, struct str at,
	struct str text, struct str *summary, struct resume_texts *bullets);
/* The city, region and country of "Munich, Bavaria, Germany". */
void resume_place_read(struct str text, struct resume_place *out);

/* The profile of such an address: network and username by its host and path
 * ("https://github.com/ada" is GitHub, ada); an unknown host is the network.
 * False: this host is no network that is known here. */
bool resume_profile_read(
	struct arena *mem, struct str url, struct resume_profile *out);

#endif

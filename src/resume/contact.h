/*
 * resume/contact.h - the lines at the top of a resume in plain text: addresses,
 * telephone numbers, links, the place. Knows no sections.
 */
#ifndef RESUME_CONTACT_H
#define RESUME_CONTACT_H

#include "resume/convert_int.h"

/* Takes what a line says of how to reach somebody ("Lund · a@b.example · +46
 * ..."). What it does not know is added to `left`, piece by piece; what no
 * resume shows (a date of birth) is kept, from `at`. How many pieces it took.
 */
size_t resume_contact_take(struct resume_report *report, struct str line,
	struct str at, struct resume_basics *basics, struct resume_texts *left);

/* Is it one? Neither looks anything up. */
bool resume_email_is(struct str s);
bool resume_url_is(struct str s); /* "https://...", "www....", "a.example/b" */
bool resume_phone_is(struct str s);

/* An address as others write it: with "https://" where there is none. */
struct str resume_url_mend(struct arena *mem, struct str s);

/* Without "mailto:" or "tel:". */
struct str resume_address_plain(struct str s);

/* A link in Markdown at the beginning of s: its text and its address; 0: there
 * is none, else how long it is. */
size_t resume_link_read(struct str s, struct str *text, struct str *url);

#endif

/*
 * resume/syntax.h - what JSON Resume asks of some texts: web addresses, email
 * addresses, countries. Knows no document. Dates are in resume.h.
 */
#ifndef RESUME_SYNTAX_H
#define RESUME_SYNTAX_H

#include "base/base.h"

/* RFC 3986, with a scheme: "https://example.org", "mailto:a@example.org". */
bool resume_uri_ok(struct str s);
/* A name, an @, and a host with a dot; letters of any script. */
bool resume_email_ok(struct str s);
/* ISO 3166-1 alpha-2, capitals; and XK, which the world uses for Kosovo. */
bool resume_country_ok(struct str s);

#endif

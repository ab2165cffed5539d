/*
 * resume/codes.h - countries and languages: code and name. Names are English;
 * some others are known. No rules of spelling or of locales.
 */
#ifndef RESUME_CODES_H
#define RESUME_CODES_H

#include "base/base.h"

/* "IE" of "ie", "Ireland"; none: STR_NONE. */
struct str resume_country_find(struct str code_or_name);
/* "Ireland" of "ie"; what is no code stays as it is. */
struct str resume_country_name(struct str code);

/* "TX", "BC": one of the United States, or of Canada where no country has that
 * code. */
bool resume_state_is(struct str code);

/* "German" of "de", "deu" or "ger"; none: STR_NONE. */
struct str resume_language_name(struct str code);
/* "deu" of "German" in any case, or of one of its codes; none: STR_NONE. */
struct str resume_language_code(struct str name);

#endif

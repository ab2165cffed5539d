/*
 * intake/parse_person.h - the steps that find out who it is about, in the order
 * of parse_person(): each may look at what those before it found.
 */
#ifndef INTAKE_PARSE_PERSON_H
#define INTAKE_PARSE_PERSON_H

#include "intake/parse_int.h"

struct person {
	struct parse *p;
	struct resume_basics *to;
	struct str local; /* of the email, folded */
};

void parse_email(struct person *o);
void parse_phone(struct person *o);
/* Links, and profiles that are named without one. */
void parse_links(struct person *o);
/* Its row; SIZE_MAX: none. */
size_t parse_name(struct person *o);
void parse_place(struct person *o);
/* "Address: Bergen" */
bool parse_says_where(struct person *o, size_t row);
/* "78701-1234", "01310-100", "4700-320": numbers of two parts. */
bool parse_is_postal(struct str s);
/* Its street, postal code, city, region and country. */
void parse_address(struct parse *p, struct str text, struct resume_place *to);

/* The next section that says who it is; NULL: there is none. After NULL the
 * first. */
const struct section *parse_next_about(
	const struct parse *p, const struct section *after);
/* Has the row a link, an address, the telephone number? */
bool parse_is_contact(const struct person *o, size_t row);
/* An address or a number without what stands around it. */
struct str parse_bare(struct str word);
/* May it stand in a telephone number? Adds its digits. */
bool parse_is_phone_word(struct str s, size_t *digits);
/* Is it a label before a name; before what says how to reach somebody? */
bool parse_says_name(struct parse *p, struct str label);
bool parse_says_reach(struct person *o, struct str label);
/* The network that a text is the name of; NULL: none. */
const char *parse_network(struct str s);

#endif

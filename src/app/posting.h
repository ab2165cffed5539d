/*
 * app/posting.h - what a posting asks for, as rows, each with where it says so
 * (TAI-1). match/posting.h reads it.
 */
#ifndef APP_POSTING_H
#define APP_POSTING_H

#include "app/given.h"
#include "base/json.h"

enum { APP_POSTING_LINES = 60 };

/* Characters of the answer's text, not bytes. */
struct posting_place {
	int64_t at, length;
};
struct posting_found {
	struct str value;
	struct posting_place place;
};
struct posting_term_told {
	struct str term, kind, part;
	double weight; /* of 100, all terms together */
	bool must;
	struct posting_place place;
};
struct posting_terms_told {
	struct posting_term_told *at;
	size_t count;
};
struct posting_line {
	struct str text;
	bool must;
	int64_t years; /* 0: asks for none */
	struct posting_place place;
};
struct posting_lines {
	struct posting_line *at;
	size_t count;
};
struct posting_told {
	struct str text; /* that was read: of HTML what can be seen */
	const struct posting_found *title, *company, *location; /* or NULL */
	const struct posting_found *degree;
	struct str level, occupation;
	int64_t years;
	bool has_years, degree_or;
	struct {
		struct posting_found *at;
		size_t count;
	} languages;
	struct posting_terms_told required, welcome, certificates, keywords;
	struct posting_lines requirements, responsibilities;
};
extern const struct json_shape app_posting_shape;

/* Computes; asks the store nothing. */
bool app_posting_read(struct call *c, const struct given *g,
	struct posting_told *out, struct err *err);

#endif

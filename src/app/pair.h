/*
 * app/pair.h - how a resume suits a posting (TAI-2): one pair, or one of the
 * two against many of the other (TAI-4). match/pair.h says what comes out.
 */
#ifndef APP_PAIR_H
#define APP_PAIR_H

#include "app/given.h"
#include "base/json.h"
#include "match/pair.h"

/* The answer, for all who show it; and points of parts. */
extern const struct json_shape app_pair_shape, app_pair_points_shape;

/* Opens the call itself; tells of it (analysis.completed). */
bool app_pair_match(struct call *c, const struct given *g,
	struct pair_told *out, struct err *err);

/* ---- many -----------------------------------------------------------------
 */

enum {
	APP_PAIRS_MOST = 200,
	APP_PAIRS_BODY = 12 << 20,    /* bytes of a request */
	APP_PAIRS_NAMES = 40,         /* of what is there, of what is missing */
	APP_PAIRS_POSTING = 256 << 10 /* bytes of one of many postings */
};

struct pair_posting_given {
	struct str id, job_description; /* id: as the client calls it */
};
struct pairs_ask {
	struct given one; /* a resume or a posting */
	struct {
		struct pair_posting_given *at;
		size_t count;
	} postings;                     /* for one resume */
	struct resume_texts resume_ids; /* for one posting */
	int64_t top;                    /* so many are shown; 0: all */
};
struct pair_row {
	struct str id; /* as it was given; else its number, from 1 */
	struct str title, company;
	int64_t score; /* in tenths */
	struct pair_points parts;
	struct resume_texts matched, missing; /* skills, by weight */
	struct resume_texts notes;
	struct str error; /* it could not be read; then nothing else */
	size_t number;    /* as which it was given */
};
struct pairs {
	struct {
		struct pair_row *at;
		size_t count;
	} matches; /* best first */
	int64_t scored, failed;
	int64_t version;
	struct str as_of;
};
bool app_pair_match_many(struct call *c, const struct pairs_ask *ask,
	struct pairs *out, struct err *err);

#endif

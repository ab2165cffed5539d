/*
 * app/given.h - a resume and a posting as requests bring them: the resume
 * itself or the id of a document of mine, the posting's text or its HTML.
 * What becomes of them is other rules'.
 */
#ifndef APP_GIVEN_H
#define APP_GIVEN_H

#include "app/call.h"
#include "match/posting.h"
#include "resume/resume.h"

enum {
	APP_GIVEN_RESUME = 1 << 20,             /* bytes of its JSON */
	APP_GIVEN_BODY = (3 << 20) + (1 << 16), /* of a request with both */
	APP_LETTER_BODY = (3 << 19),            /* of one that becomes a job */
	APP_GIVEN_WORDS = 4000                  /* characters of a wish */
};

/* Each may be none; shapes say which a request takes. */
struct given {
	struct str resume;     /* JSON Resume */
	struct str resume_id;  /* a document of mine */
	struct str project_id; /* a project of mine: its resume, its posting */
	struct str job_description;
	struct str as_of;        /* "2026-11"; none: this month */
	struct str instructions; /* in words */
	struct str engine;       /* builtin, openai; none: AI_PROVIDER's */
	bool fallback;           /* the builtin engine, when a model fails */
	bool store;              /* keep what comes out as a document */
	struct str title;        /* of that */
	bool round_trip;         /* render it, and read that back */
};

/* The month up to which years count, since year 0. */
bool app_given_month(
	const struct call *c, struct str as_of, int *out, struct err *err);

/* The resume's JSON as it was given, or its document's. `of` (may be NULL): the
 * document's id, or empty. Opens the call for reading, and leaves it so. */
bool app_given_json(struct call *c, const struct given *g, struct str *out,
	struct err *err);
/* The same, read. A fault names its place below /resume. */
bool app_given_resume(struct call *c, const struct given *g, struct resume *out,
	struct err *err);
/* Text to be analysed, of text, Markdown or a page of HTML. */
struct str app_given_text(struct arena *mem, struct str job_description);
/* And analysed. */
bool app_given_posting(struct call *c, struct str job_description,
	struct posting *out, struct err *err);

#endif

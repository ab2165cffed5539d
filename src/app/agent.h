/*
 * app/agent.h - what an agent does for a person, from the asking to the end
 * (TAI-5, 8): a run is a row and a job. Here is what is read for it, and what
 * is kept of it; who does the work is work/'s.
 *
 * While one runs for a project there is no other. The project's resume is
 * changed in the transaction that ends the job, or not at all; what stood
 * there is put aside first.
 */
#ifndef APP_AGENT_H
#define APP_AGENT_H

#include "app/agent_told.h"
#include "app/cursor.h"
#include "app/given.h"
#include "app/project.h"
#include "app/revamp.h"
#include "store/agent_run.h"

extern const char *const app_agent_engines[]; /* NULL-ended, as these */
extern const char *const app_agent_accepts[]; /* all, none */
extern const char *const app_agent_states[];

enum agent_kind {
	AGENT_TAILOR,
	AGENT_LETTER,
	AGENT_REVAMP,
	AGENT_SUGGESTIONS,
	AGENT_QUESTIONS
};
extern const char *const app_agent_kinds[];

/* ---- asking ------------------------------------------------------------- */

struct agent_ask {
	struct str instructions; /* in words; may be none */
	struct str engine;       /* none: AI_PROVIDER's */
	bool fallback;           /* the builtin engine, when the model fails */
	struct str accept;       /* none: all */
};
/* In a writing call. ERR_CONFLICT: one runs for it already. */
bool app_agent_tailor(struct call *c, struct str project_id,
	const struct agent_ask *ask, struct str *job_id, struct err *err);
/* A letter, of what is given or of a project. */
bool app_agent_letter(struct call *c, const struct given *g, struct str *job_id,
	struct err *err);

/* Better words for a resume, suggestions of them, or questions about it. OWN:
 * what does not fit is refused before there is a run. */
bool app_agent_words(struct call *c, enum agent_kind kind,
	const struct given *g, struct str *job_id, struct err *err);

/* ---- for who does it ---------------------------------------------------- */

struct agent_task {
	struct agent_run run;
	struct project project;   /* id.len 0: of none */
	struct given given;       /* of all but tailoring */
	struct str resume_json;   /* that is worked on */
	struct str posting;       /* as it was given */
	struct agent_spent spent; /* this month, in millionths */
	int now;                  /* months since year 0 */
};
/* Of a job's input. Opens the call and closes it. */
bool app_agent_take(struct call *c, struct str input, struct agent_task *out,
	struct err *err);

struct agent_done {
	struct agent_result result; /* ids and version are filled in here */
	struct agent_usage usage;
	int64_t money;
};
/* In a writing call, which the caller ends with the job. ERR_STALE: the resume
 * was changed meanwhile. */
bool app_agent_keep(struct call *c, struct agent_task *t, struct agent_done *d,
	struct err *err);
/* Likewise, of one that failed: nothing is changed but its own row. */
bool app_agent_fail(struct call *c, struct agent_task *t,
	const struct agent_done *d, const struct err *why, struct err *err);

/* What was spent on an attempt that was stopped. Opens the call and closes
 * it. */
bool app_agent_spend(struct call *c, struct agent_task *t,
	const struct agent_done *d, struct err *err);

struct letter_told {
	struct str run_id, document_id; /* at NULL: it was not kept */
	struct str title;
	struct str document; /* JSON Resume with the letter in it */
	struct str date, subject, salutation, closing, signature;
	struct resume_texts addressee, paragraphs;
	struct {
		struct letter_proof_told *at;
		size_t count;
	} proofs;
	struct str engine;
	struct resume_texts warnings;
	struct agent_usage usage;
};
struct letter_proof_told {
	int64_t paragraph; /* from 0 */
	struct str path, quote, posting;
};
extern const struct json_shape app_letter_shape;
/* As app_agent_keep. */
bool app_agent_keep_letter(struct call *c, struct agent_task *t,
	struct letter_told *letter, struct agent_done *d, struct err *err);

/* Likewise. `store`: better words become a document. */
bool app_agent_keep_revamp(struct call *c, struct agent_task *t,
	struct revamp_told *told, struct agent_done *d, struct err *err);
bool app_agent_keep_questions(struct call *c, struct agent_task *t,
	struct questions *told, struct agent_done *d, struct err *err);

/* ---- looking ------------------------------------------------------------ */

/* Newest first, rows of struct agent_run. */
bool app_agent_list(struct call *c, struct str project_id,
	const struct page_ask *ask, struct db_rows *out, struct str *next,
	struct err *err);
bool app_agent_get(struct call *c, struct str project_id, struct str id,
	struct agent_run *out, struct err *err);
/* In a writing call. ERR_CONFLICT: it has ended. */
bool app_agent_cancel(struct call *c, struct str project_id, struct str id,
	struct agent_run *out, struct err *err);

/* ---- what was proposed -------------------------------------------------- */

/* In other words than were proposed; the check is the same. */
struct agent_edit {
	int64_t change; /* its place */
	struct str text;
};
struct agent_choice {
	struct str run_id;
	struct {
		int64_t *at;
		size_t count;
	} accept; /* places in the run's changes, from 0 */
	struct {
		struct agent_edit *at;
		size_t count;
	} edits; /* of accepted ones */
};
/* OWN. Applies what is chosen of a run, by the truth check again. ERR_STALE:
 * the resume is another one since. */
bool app_agent_apply(struct call *c, struct str project_id,
	const struct agent_choice *in, struct agent_result *out,
	struct err *err);

#endif

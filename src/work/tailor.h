/*
 * work/tailor.h - the agent that fits a resume to a posting (TAI-5): three
 * tools, one after the other, each recorded with what it took. For servers and
 * terminals alike; knows no account, no credit and no history.
 *
 *   validate_intent            is this tailoring, and does anything in it give
 *                              orders to machines? (tailor/intent.h)
 *   summarize_job_description  what the posting asks for (match/posting.h)
 *   tailor_resume_content      changes, by the builtin engine or by a model
 *                              (partners/llm.h), each judged by the truth
 *                              check (tailor/truth.h)
 *
 * When it fails, nothing was changed, and nobody is to be charged.
 */
#ifndef WORK_TAILOR_H
#define WORK_TAILOR_H

#include "base/settings.h"
#include "partners/llm.h"
#include "tailor/intent.h"
#include "tailor/interview.h"
#include "tailor/letter.h"
#include "tailor/revamp.h"

enum {
	WORK_TAILOR_STEPS = 4, /* three, and the fallback's */
	WORK_TAILOR_WARNINGS = 8,
	WORK_TAILOR_TOKENS = 8192 /* that a model may write */
};

/* ---- what is asked --------------------------------------------------------
 */

enum work_engine { WORK_BUILTIN, WORK_OPENAI };
extern const char *const work_engines[];

enum work_tailor_state {
	WORK_TAILOR_BEGUN,
	WORK_TAILOR_DONE,
	WORK_TAILOR_FAILED
};
extern const char *const work_tailor_states[];

struct work_tailor_step {
	const char *tool; /* as above */
	enum work_tailor_state state;
	const char *engine; /* of the third tool; else NULL */
	struct str model;   /* that answered; or none */
	const char *fault;  /* one of partners/llm_faults.def; NULL: none */
	struct str why;     /* it failed */
	int64_t took_us;
	int64_t tokens_in, tokens_out; /* of the answer */
	bool counted;                  /* tokens: by us, roughly */
	int attempts;                  /* requests that were sent */
	struct llm_cost cost;          /* of all of them */
};

struct work_tailor_ask {
	const struct resume *source;
	struct str posting;      /* its text; of a revamp it may be none */
	struct str instructions; /* of its owner; may be none */
	int now;                 /* months since year 0 */

	enum work_engine engine;
	bool fallback; /* the builtin engine, when the model fails */
	struct llm_server *server; /* of WORK_OPENAI; who keeps it, keeps what
				    * it learns of the server's habits */
	int total_ms;              /* of the model; 0: the server's */
	struct llm_budget *budgets[LLM_BUDGETS];
	const _Atomic bool *stop; /* true: end within a second; NULL: never */

	/* Each may be NULL. A step is told when it begins and when it ends. */
	void (*step)(void *with, const struct work_tailor_step *step);
	/* Takes out what its owner does not want, before it is judged. */
	void (*choose)(void *with, struct tailor_changes *all);
	/* Each change, when its verdict stands. */
	void (*change)(void *with, const struct tailor_change *change);
	void *with;
};

/* The engine by its name (none: AI_PROVIDER's), and what it needs: a server as
 * OPENAI_* say, where `ask` has none yet. The settings must live as long. */
bool work_engine_open(struct arena *mem, const struct settings *s,
	struct str name, struct work_tailor_ask *ask, struct err *err);

/* ---- what came of it ------------------------------------------------------
 */

/* Filled in whether it went well or not. */
struct work_run {
	struct work_tailor_step step[WORK_TAILOR_STEPS];
	size_t steps;
	struct intent_report found; /* orders to machines, and what is hidden */
	struct str warning[WORK_TAILOR_WARNINGS]; /* sentences */
	size_t warnings;
	enum work_engine by; /* whose result it is */
	/* Of a model whose result was taken; else zeros. */
	int64_t tokens_in, tokens_out;
	struct posting posting;
};

/* False, ERR_BAD_INPUT: validate_intent, or what is no posting; ERR_UPSTREAM,
 * ERR_TOO_BIG, ERR_RATE_LIMITED: the model, see the step's fault;
 * ERR_CONFLICT: it was stopped. */
bool work_tailor(struct arena *mem, const struct work_tailor_ask *ask,
	struct work_run *run, struct tailor_result *out, struct err *err);

/* The same tools, the third of which is write_letter; `choose` and `change` are
 * not called. What of a model's letter does not hold is left out, and warned
 * of; where nothing is left, the builtin paragraphs stand. */
bool work_letter(struct arena *mem, const struct work_tailor_ask *ask,
	struct work_run *run, struct letter *out, struct err *err);

/* Better words, the third tool being revamp_resume; without a posting there is
 * no second. `words_only`: suggestions for the headline, summaries and bullets,
 * with a posting for that (suggest_wording). */
struct work_revamp {
	struct revamp found;
	struct tailor_result result;
};
bool work_revamp(struct arena *mem, const struct work_tailor_ask *ask,
	bool words_only, struct work_run *run, struct work_revamp *out,
	struct err *err);

/* What somebody will be asked, the third tool being ask_questions. Of a
 * model's questions those are left out, and warned of, that take for granted
 * what the resume does not say; where none is left, the builtin ones stand. */
bool work_questions(struct arena *mem, const struct work_tailor_ask *ask,
	struct work_run *run, struct interview *out, struct err *err);

#endif

/*
 * work/tailor_int.h - what the files of the agent share: a run, and steps of
 * it.
 */
#ifndef WORK_TAILOR_INT_H
#define WORK_TAILOR_INT_H

#include "tailor/model.h"
#include "work/tailor.h"

#define WORK_TAILOR_TOOL "tailor_resume_content"

struct running {
	struct arena *mem;
	const struct work_tailor_ask *ask;
	struct work_run *run;
	struct str posting;     /* cleaned */
	struct tailor_ask what; /* what engines are asked */
	int64_t began_us;       /* the step that runs */
};

/* The first two tools. */
bool work_run_begin(struct running *r, struct err *err);
/* The second only where there is a posting. */
bool work_run_begin_any(struct running *r, struct err *err);

/* Passes `ok` on. */
void work_run_warn(struct running *r, struct str sentence);

/* The running step is a model's: `into` is what it answered, of that shape. */
bool work_model_ask(struct running *r, const struct model_prompt *prompt,
	const struct json_shape *shape, void *into, struct err *err);
/* Runs the third tool by the engine that was asked for, or by the other. */
typedef bool work_engine_run(struct running *r, void *out, struct err *err);
bool work_run_engine(struct running *r, const char *tool,
	work_engine_run *model, work_engine_run *builtin, void *out,
	struct err *err);

#endif

/* app/agent_int.h - what the files about agents share. */
#ifndef APP_AGENT_INT_H
#define APP_AGENT_INT_H

#include "app/agent.h"

/* A job's input. */
struct agent_input {
	struct str run_id;
	struct given given;
	bool has_given;
};
extern const struct json_shape app_agent_input_shape;

/* A run that begins; an engine that is none is the one set up here. */
struct agent_run app_agent_run(
	struct call *c, enum agent_kind kind, struct str engine);
bool app_agent_engine_fits(const struct call *c, struct str engine,
	bool fallback, struct err *err);
/* In a writing call: the run, and the job that does it. */
bool app_agent_add(struct call *c, const char *job, struct str once_key,
	const struct agent_run *run, const struct agent_input *in,
	struct err *err);
void app_agent_end(struct call *c, struct agent_run *run,
	const struct agent_done *d, const char *state);

enum { AGENT_JSON = 8 << 20 };

/* In a writing call: what stood there is put aside, and the project's resume
 * is another one. *version: of its document. */
bool app_agent_change(struct call *c, struct project *p,
	const struct agent_run *run, struct str before,
	const struct agent_result *r, int64_t *version, struct err *err);
bool app_agent_say(struct call *c, struct str project_id, const char *role,
	struct str run_id, struct str content, struct err *err);
/* generation.completed */
bool app_agent_tell(
	struct call *c, const struct agent_run *run, struct err *err);

#endif

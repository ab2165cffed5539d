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

/*
 * app/revamp.h - better words for a resume, what its owner alone can better,
 * and what somebody will be asked about it (TAI-11), as rows of text. How a run
 * of an agent comes to them is agent.h's.
 */
#ifndef APP_REVAMP_H
#define APP_REVAMP_H

#include "app/agent_told.h"
#include "tailor/interview.h"
#include "tailor/revamp.h"

struct revamp_hint {
	struct str path, kind, say, quote;
};
struct revamp_told {
	struct str resume; /* JSON Resume, with the changes made */
	struct changes_told changes, rejected;
	struct {
		struct revamp_hint *at;
		size_t count;
	} suggestions;
	int64_t more;           /* suggestions that are counted alone */
	struct str document_id; /* at NULL: it was not kept */
	/* Of a run of an agent; at a terminal there is none. */
	struct str run_id, engine;
	struct resume_texts warnings;
	struct agent_usage usage;
	bool has_usage;
};
extern const struct json_shape app_revamp_shape;
void app_revamp_tell(struct arena *mem, const struct revamp *found,
	const struct tailor_result *r, struct revamp_told *out);

struct question_told {
	struct str question, why, posting, path, quote;
};
struct questions {
	struct {
		struct question_told *at;
		size_t count;
	} questions;
	struct str run_id, engine;
	struct resume_texts warnings;
	struct agent_usage usage;
};
extern const struct json_shape app_questions_shape;
void app_questions_tell(
	struct arena *mem, const struct interview *all, struct questions *out);

#endif

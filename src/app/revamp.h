/*
 * app/revamp.h - better words for a resume, and what its owner alone can better
 * (TAI-11); and what somebody will be asked about it for a posting. By the
 * builtin engine, at once.
 */
#ifndef APP_REVAMP_H
#define APP_REVAMP_H

#include "app/agent_told.h"
#include "app/given.h"
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
};
extern const struct json_shape app_revamp_shape;
void app_revamp_tell(struct arena *mem, const struct revamp *found,
	const struct tailor_result *r, struct revamp_told *out);

/* OWN, as all of these. `store`: the result becomes a document. */
bool app_revamp(struct call *c, const struct given *g, struct revamp_told *out,
	struct err *err);
/* For the summary and the bullets alone; with a posting, for that. Nothing is
 * kept. */
bool app_revamp_suggest(struct call *c, const struct given *g,
	struct revamp_told *out, struct err *err);

struct question_told {
	struct str question, why, posting, path, quote;
};
struct questions {
	struct {
		struct question_told *at;
		size_t count;
	} questions;
};
bool app_revamp_questions(struct call *c, const struct given *g,
	struct questions *out, struct err *err);

#endif

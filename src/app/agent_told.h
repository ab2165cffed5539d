/*
 * app/agent_told.h - what an agent did, as rows: its steps, what it found, its
 * changes, what came of it. Terminals, streams of events and the API show the
 * same.
 */
#ifndef APP_AGENT_TOLD_H
#define APP_AGENT_TOLD_H

#include "base/json.h"
#include "tailor/change.h"

enum { AGENT_STEPS = 8, AGENT_FOUND = 100, AGENT_WARNINGS = 24 };

struct agent_step {
	struct str tool, state; /* begun, done, failed */
	double ms;
	bool has_ms;
	struct str engine, model; /* of the tool that has one; else at NULL */
	int64_t tokens_in, tokens_out, attempts;
	bool has_engine;
	struct str fault, why; /* it failed; else at NULL */
};
struct agent_found {
	struct str where, kind, say, quote;
};

struct agent_result {
	struct str run_id, project_id, document_id; /* at NULL: none */
	int64_t version; /* of the document, that was made */
	bool has_version;
	struct str resume; /* JSON Resume */
	struct changes_told changes, rejected;
	double score_before, score_after;
	struct str engine;
	struct {
		struct agent_step *at;
		size_t count;
	} steps;
	struct {
		struct agent_found *at;
		size_t count;
	} found;
	struct resume_texts warnings;
};
extern const struct json_shape app_change_shape, app_agent_step_shape,
	app_agent_result_shape;

/* What a run took. Credits are in tenths. */
struct agent_usage {
	int64_t tokens_in, tokens_out, tokens, credits;
	struct str engine;
};
extern const struct json_shape app_agent_usage_shape;

/* All as compact JSON: a resume, a row, a list of rows. */
struct str app_agent_resume(struct arena *mem, const struct resume *r);
struct str app_agent_json(
	struct arena *mem, const struct json_shape *shape, const void *row);
struct str app_agent_rows(struct arena *mem, const struct json_shape *shape,
	const void *rows, size_t count, size_t size);

#endif

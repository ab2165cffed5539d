/* store/agent_run.h - what agents did for people, typed. */
#ifndef STORE_AGENT_RUN_H
#define STORE_AGENT_RUN_H

#include "db/db.h"

struct agent_run {
	struct str id, account_id;
	struct str project_id; /* empty: of none */
	struct str job_id, kind, state, engine;
	bool fallback;
	struct str accept, instructions, document_id;
	int64_t version_before, version_after; /* of the document */
	int64_t score_before, score_after;     /* tenths */
	int64_t tokens_in, tokens_out;
	int64_t credits; /* tenths */
	int64_t money;   /* millionths */
	struct str error_code, error;
	int64_t began_at, ended_at;
	struct str steps, warnings, changes; /* JSON */
};

bool store_agent_run_add(
	struct db *db, const struct agent_run *r, struct err *err);
bool store_agent_run_get(struct db *db, struct str account_id, struct str id,
	struct agent_run *out, struct err *err);
/* What came of it: all from `state` on but what was asked. */
bool store_agent_run_set(
	struct db *db, const struct agent_run *r, struct err *err);

/* Of one project, newest first, before (at, id); without changes. */
struct agent_run_wish {
	struct str account_id, project_id;
	int64_t before_at;
	struct str before_id;
	int64_t limit;
};
bool store_agent_run_list(struct db *db, const struct agent_run_wish *wish,
	struct db_rows *out, struct err *err);

/* What was spent since then, in millionths: by an account, and by all. */
struct agent_spent {
	int64_t own, all_of;
};
bool store_agent_run_spent(struct db *db, struct str account_id, int64_t since,
	struct agent_spent *out, struct err *err);

bool store_agent_run_each(struct db *db, struct str account_id,
	db_each_row *each, void *with, struct err *err);

extern const struct db_query *const store_agent_run_queries[];

#endif

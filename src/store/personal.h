/*
 * store/personal.h - all that is kept of one person: for their export, and
 * for when they leave. The list of tables is personal.def.
 */
#ifndef STORE_PERSONAL_H
#define STORE_PERSONAL_H

#include "db/db.h"

/* Rows one at a time: struct session, api_key, job_own, audit. */
bool store_personal_sessions(struct db *db, struct str account_id,
	db_each_row *each, void *with, struct err *err);
bool store_personal_api_keys(struct db *db, struct str account_id,
	db_each_row *each, void *with, struct err *err);
struct job_own {
	struct str id, kind, state, input, result, error;
	int64_t created_at, ended_at;
};
bool store_personal_jobs(struct db *db, struct str account_id,
	db_each_row *each, void *with, struct err *err);
bool store_personal_audit(struct db *db, struct str account_id,
	db_each_row *each, void *with, struct err *err);

/* Everything that personal.def says, in the caller's transaction. */
bool store_personal_erase(
	struct db *db, struct str account_id, struct err *err);

extern const struct db_query *const store_personal_queries[];

#endif

/* store/personal.c - what is kept of one person. See personal.h. */
#include "store/personal.h"

#include "store/account.h"
#include "store/api_key.h"
#include "store/audit.h"
#include "store/error.h"
#include "store/event.h"
#include "store/job.h"
#include "store/session.h"
#include "store/usage.h"
#include "store/webhook.h"

struct whose {
	struct str account_id;
};
static const struct db_col whose[] = { DB_COL(whose, account_id), { 0 } };

static const struct db_query sessions = {
	.name = "personal.sessions",
	.sql = "SELECT id, ip, agent, created_at, used_at, expires_at, ended_at"
	       " FROM session WHERE account_id = $1 ORDER BY created_at, id",
	.in = whose,
	.out = (const struct db_col[]){ DB_COL(session, id),
		DB_COL(session, ip), DB_COL(session, agent),
		DB_COL(session, created_at), DB_COL(session, used_at),
		DB_COL(session, expires_at), DB_COL(session, ended_at), { 0 } },
	.row_size = sizeof(struct session),
};

static const struct db_query api_keys = {
	.name = "personal.api_keys",
	.sql = "SELECT id, name, prefix, scopes, created_at, used_at,"
	       " expires_at FROM api_key WHERE account_id = $1"
	       " ORDER BY created_at, id",
	.in = whose,
	.out = (const struct db_col[]){ DB_COL(api_key, id),
		DB_COL(api_key, name), DB_COL(api_key, prefix),
		DB_COL(api_key, scopes), DB_COL(api_key, created_at),
		DB_COL(api_key, used_at), DB_COL(api_key, expires_at), { 0 } },
	.row_size = sizeof(struct api_key),
};

static const struct db_query jobs = {
	.name = "personal.jobs",
	.sql = "SELECT id, kind, state, input, result, error, created_at,"
	       " ended_at FROM job WHERE account_id = $1"
	       " ORDER BY created_at, id",
	.in = whose,
	.out = (const struct db_col[]){ DB_COL(job_own, id),
		DB_COL(job_own, kind), DB_COL(job_own, state),
		DB_COL(job_own, input), DB_COL(job_own, result),
		DB_COL(job_own, error), DB_COL(job_own, created_at),
		DB_COL(job_own, ended_at), { 0 } },
	.row_size = sizeof(struct job_own),
};

static const struct db_query audit = {
	.name = "personal.audit",
	.sql = "SELECT id, at, action, entity_type, entity_id, status, method,"
	       " path, actor_email, ip, agent, old_values, new_values"
	       " FROM audit_logs WHERE actor_id = $1 ORDER BY seq",
	.in = whose,
	.out = (const struct db_col[]){ DB_COL(audit, id), DB_COL(audit, at),
		DB_COL(audit, action), DB_COL(audit, entity_type),
		DB_COL(audit, entity_id), DB_COL(audit, status),
		DB_COL(audit, method), DB_COL(audit, path),
		DB_COL(audit, actor_email), DB_COL(audit, ip),
		DB_COL(audit, agent), DB_COL(audit, old_values),
		DB_COL(audit, new_values), { 0 } },
	.row_size = sizeof(struct audit),
};

static const struct db_query drop_answers = {
	.name = "personal.drop_answers",
	.sql = "DELETE FROM idempotency WHERE owner = $1",
	.in = whose,
};

const struct db_query *const store_personal_queries[] = { &sessions, &api_keys,
	&jobs, &audit, &drop_answers, NULL };

bool store_personal_sessions(struct db *db, struct str account_id,
	db_each_row *each, void *with, struct err *err)
{
	return db_each(
		db, &sessions, &(struct whose){ account_id }, each, with, err);
}

bool store_personal_api_keys(struct db *db, struct str account_id,
	db_each_row *each, void *with, struct err *err)
{
	return db_each(
		db, &api_keys, &(struct whose){ account_id }, each, with, err);
}

bool store_personal_jobs(struct db *db, struct str account_id,
	db_each_row *each, void *with, struct err *err)
{
	return db_each(
		db, &jobs, &(struct whose){ account_id }, each, with, err);
}

bool store_personal_audit(struct db *db, struct str account_id,
	db_each_row *each, void *with, struct err *err)
{
	return db_each(
		db, &audit, &(struct whose){ account_id }, each, with, err);
}

/* Sessions, API keys and tickets go with the account, by their references. */
bool store_personal_erase(struct db *db, struct str account_id, struct err *err)
{
	return store_job_drop_of(db, account_id, err) &&
	       store_webhook_drop_of(db, account_id, err) &&
	       store_event_drop_of(db, account_id, err) &&
	       db_run(db, &drop_answers, &(struct whose){ account_id }, NULL,
		       err) &&
	       store_usage_erase(db, account_id, err) &&
	       store_error_erase(db, account_id, err) &&
	       store_audit_erase(db, account_id, err) &&
	       store_account_drop(db, account_id, err);
}

/*
 * store/project_past.c - SQL about what stands behind projects: when they came
 * to a status, what tailoring put aside, what was said.
 */
#include "store/project.h"

struct past_keep {
	struct str project_id;
	int64_t n;
};
static const struct db_col keep_in[] = { DB_COL(past_keep, project_id),
	DB_COL(past_keep, n), { 0 } };
static const struct db_col project_in[] = { DB_COL(past_keep, project_id),
	{ 0 } };

struct past_owner {
	struct str account_id;
};
static const struct db_col owner_in[] = { DB_COL(past_owner, account_id),
	{ 0 } };

/* ---- status ------------------------------------------------------------ */

static const struct db_col status_columns[] = {
	DB_COL(project_status, project_id), DB_COL(project_status, n),
	DB_COL(project_status, at), DB_COL(project_status, status), { 0 }
};
static const struct db_query add_status = {
	.name = "project.add_status",
	.sql = "INSERT INTO project_status (project_id, n, at, status)"
	       " SELECT $1, coalesce(max(n), 0) + 1, $2, $3"
	       " FROM project_status WHERE project_id = $1",
	.in = (const struct db_col[]){ DB_COL(project_status, project_id),
		DB_COL(project_status, at), DB_COL(project_status, status),
		{ 0 } },
};
static const struct db_query trim_status = {
	.name = "project.trim_status",
	.sql = "DELETE FROM project_status WHERE project_id = $1"
	       " AND n <= (SELECT max(n)"
	       " FROM project_status WHERE project_id = $1) - $2",
	.in = keep_in,
};
static const struct db_query list_status = {
	.name = "project.list_status",
	.sql = "SELECT project_id, n, at, status FROM project_status"
	       " WHERE project_id = $1 ORDER BY n",
	.in = project_in,
	.out = status_columns,
	.row_size = sizeof(struct project_status),
};
static const struct db_query each_status = {
	.name = "project.each_status",
	.sql = "SELECT t.project_id AS project_id, t.n AS n, t.at AS at, "
	       "t.status AS status"
	       " FROM project_status t JOIN project p ON p.id = t.project_id"
	       " WHERE p.account_id = $1 ORDER BY t.project_id, t.n",
	.in = owner_in,
	.out = status_columns,
	.row_size = sizeof(struct project_status),
};

/* ---- history ----------------------------------------------------------- */

static const struct db_col history_columns[] = {
	DB_COL(project_history, project_id), DB_COL(project_history, n),
	DB_COL(project_history, at), DB_COL(project_history, run_id),
	DB_COL(project_history, version), DB_COL(project_history, resume_json),
	DB_COL(project_history, job_description),
	DB_COL(project_history, changes_made), { 0 }
};
static const struct db_query add_history = {
	.name = "project.add_history",
	.sql = "INSERT INTO project_history (project_id, n, at, run_id, "
	       "version, resume_json, job_description, changes_made)"
	       " SELECT $1, coalesce(max(n), 0) + 1, $2, $3, $4, $5, $6, $7"
	       " FROM project_history WHERE project_id = $1",
	.in = (const struct db_col[]){ DB_COL(project_history, project_id),
		DB_COL(project_history, at), DB_COL(project_history, run_id),
		DB_COL(project_history, version),
		DB_COL(project_history, resume_json),
		DB_COL(project_history, job_description),
		DB_COL(project_history, changes_made), { 0 } },
};
static const struct db_query trim_history = {
	.name = "project.trim_history",
	.sql = "DELETE FROM project_history WHERE project_id = $1 AND n <= "
	       "(SELECT max(n)"
	       " FROM project_history WHERE project_id = $1) - $2",
	.in = keep_in,
};
static const struct db_query list_history = {
	.name = "project.list_history",
	.sql = "SELECT project_id, n, at, run_id, version, resume_json, "
	       "job_description, changes_made FROM project_history"
	       " WHERE project_id = $1 ORDER BY n",
	.in = project_in,
	.out = history_columns,
	.row_size = sizeof(struct project_history),
};
static const struct db_query each_history = {
	.name = "project.each_history",
	.sql = "SELECT t.project_id AS project_id, t.n AS n, t.at AS at, "
	       "t.run_id AS run_id, t.version AS version, t.resume_json AS "
	       "resume_json, t.job_description AS job_description, "
	       "t.changes_made AS changes_made"
	       " FROM project_history t JOIN project p ON p.id = t.project_id"
	       " WHERE p.account_id = $1 ORDER BY t.project_id, t.n",
	.in = owner_in,
	.out = history_columns,
	.row_size = sizeof(struct project_history),
};

/* ---- message ----------------------------------------------------------- */

static const struct db_col message_columns[] = {
	DB_COL(project_message, project_id), DB_COL(project_message, n),
	DB_COL(project_message, at), DB_COL(project_message, role),
	DB_COL(project_message, run_id), DB_COL(project_message, content), { 0 }
};
static const struct db_query add_message = {
	.name = "project.add_message",
	.sql = "INSERT INTO project_message (project_id, n, at, role, run_id, "
	       "content)"
	       " SELECT $1, coalesce(max(n), 0) + 1, $2, $3, $4, $5"
	       " FROM project_message WHERE project_id = $1",
	.in = (const struct db_col[]){ DB_COL(project_message, project_id),
		DB_COL(project_message, at), DB_COL(project_message, role),
		DB_COL(project_message, run_id),
		DB_COL(project_message, content), { 0 } },
};
static const struct db_query trim_message = {
	.name = "project.trim_message",
	.sql = "DELETE FROM project_message WHERE project_id = $1 AND n <= "
	       "(SELECT max(n)"
	       " FROM project_message WHERE project_id = $1) - $2",
	.in = keep_in,
};
static const struct db_query list_message = {
	.name = "project.list_message",
	.sql = "SELECT project_id, n, at, role, run_id, content FROM "
	       "project_message"
	       " WHERE project_id = $1 ORDER BY n",
	.in = project_in,
	.out = message_columns,
	.row_size = sizeof(struct project_message),
};
static const struct db_query each_message = {
	.name = "project.each_message",
	.sql = "SELECT t.project_id AS project_id, t.n AS n, t.at AS at, "
	       "t.role AS role, t.run_id AS run_id, t.content AS content"
	       " FROM project_message t JOIN project p ON p.id = t.project_id"
	       " WHERE p.account_id = $1 ORDER BY t.project_id, t.n",
	.in = owner_in,
	.out = message_columns,
	.row_size = sizeof(struct project_message),
};

const struct db_query *const store_project_past_queries[] = { &add_status,
	&trim_status, &list_status, &each_status, &add_history, &trim_history,
	&list_history, &each_history, &add_message, &trim_message,
	&list_message, &each_message, NULL };

bool store_project_add_status(struct db *db, const struct project_status *s,
	int64_t keep, struct err *err)
{
	return db_run(db, &add_status, s, NULL, err) &&
	       db_run(db, &trim_status,
		       &(struct past_keep){ s->project_id, keep }, NULL, err);
}

bool store_project_add_history(struct db *db, const struct project_history *h,
	int64_t keep, struct err *err)
{
	return db_run(db, &add_history, h, NULL, err) &&
	       db_run(db, &trim_history,
		       &(struct past_keep){ h->project_id, keep }, NULL, err);
}

bool store_project_add_message(struct db *db, const struct project_message *m,
	int64_t keep, struct err *err)
{
	return db_run(db, &add_message, m, NULL, err) &&
	       db_run(db, &trim_message,
		       &(struct past_keep){ m->project_id, keep }, NULL, err);
}

bool store_project_statuses(struct db *db, struct str project_id, size_t most,
	struct db_rows *out, struct err *err)
{
	return db_list(db, &list_status,
		&(struct past_keep){ .project_id = project_id }, most, out,
		err);
}

bool store_project_each_status(struct db *db, struct str account_id,
	db_each_row *each, void *with, struct err *err)
{
	return db_each(db, &each_status, &(struct past_owner){ account_id },
		each, with, err);
}

bool store_project_histories(struct db *db, struct str project_id, size_t most,
	struct db_rows *out, struct err *err)
{
	return db_list(db, &list_history,
		&(struct past_keep){ .project_id = project_id }, most, out,
		err);
}

bool store_project_each_history(struct db *db, struct str account_id,
	db_each_row *each, void *with, struct err *err)
{
	return db_each(db, &each_history, &(struct past_owner){ account_id },
		each, with, err);
}

bool store_project_messages(struct db *db, struct str project_id, size_t most,
	struct db_rows *out, struct err *err)
{
	return db_list(db, &list_message,
		&(struct past_keep){ .project_id = project_id }, most, out,
		err);
}

bool store_project_each_message(struct db *db, struct str account_id,
	db_each_row *each, void *with, struct err *err)
{
	return db_each(db, &each_message, &(struct past_owner){ account_id },
		each, with, err);
}

/* store/agent_run.c - SQL about runs of agents. */
#include "store/agent_run.h"

struct spent_wish {
	struct str account_id;
	int64_t since;
};

#define HEAD                                                                  \
	"id, account_id, project_id, job_id, kind, state, engine, fallback,"  \
	" accept, instructions, document_id, version_before, version_after, " \
	"score_before, score_after, tokens_in, tokens_out,"                   \
	" credits, money, error_code, error, began_at, ended_at, steps, "     \
	"warnings"
#define HEAD_COLUMNS                                                          \
	DB_COL(agent_run, id), DB_COL(agent_run, account_id),                 \
		DB_COL(agent_run, project_id), DB_COL(agent_run, job_id),     \
		DB_COL(agent_run, kind), DB_COL(agent_run, state),            \
		DB_COL(agent_run, engine), DB_COL(agent_run, fallback),       \
		DB_COL(agent_run, accept), DB_COL(agent_run, instructions),   \
		DB_COL(agent_run, document_id),                               \
		DB_COL(agent_run, version_before),                            \
		DB_COL(agent_run, version_after),                             \
		DB_COL(agent_run, score_before),                              \
		DB_COL(agent_run, score_after), DB_COL(agent_run, tokens_in), \
		DB_COL(agent_run, tokens_out), DB_COL(agent_run, credits),    \
		DB_COL(agent_run, money), DB_COL(agent_run, error_code),      \
		DB_COL(agent_run, error), DB_COL(agent_run, began_at),        \
		DB_COL(agent_run, ended_at), DB_COL(agent_run, steps),        \
		DB_COL(agent_run, warnings)

static const struct db_col head[] = { HEAD_COLUMNS, { 0 } };
static const struct db_col all[] = { HEAD_COLUMNS, DB_COL(agent_run, changes),
	{ 0 } };

static const struct db_query add = {
	.name = "agent_run.add",
	.sql = "INSERT INTO agent_run (" HEAD
	       ", changes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
	       "$11, $12, $13,"
	       " $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, "
	       "$26)",
	.in = all,
};

static const struct db_query get = {
	.name = "agent_run.get",
	.sql = "SELECT " HEAD ", changes FROM agent_run"
	       " WHERE account_id = $1 AND id = $2",
	.in = (const struct db_col[]){ DB_COL(agent_run, account_id),
		DB_COL(agent_run, id), { 0 } },
	.out = all,
	.row_size = sizeof(struct agent_run),
};

static const struct db_query set = {
	.name = "agent_run.set",
	.sql = "UPDATE agent_run SET state = $2, engine = $3, version_before = "
	       "$4, version_after = $5,"
	       " score_before = $6, score_after = $7, tokens_in = $8, "
	       "tokens_out = $9,"
	       " credits = $10, money = $11, error_code = $12, error = $13,"
	       " ended_at = $14, steps = $15, warnings = $16, changes = $17,"
	       " document_id = $18"
	       " WHERE id = $1",
	.in = (const struct db_col[]){ DB_COL(agent_run, id),
		DB_COL(agent_run, state), DB_COL(agent_run, engine),
		DB_COL(agent_run, version_before),
		DB_COL(agent_run, version_after),
		DB_COL(agent_run, score_before), DB_COL(agent_run, score_after),
		DB_COL(agent_run, tokens_in), DB_COL(agent_run, tokens_out),
		DB_COL(agent_run, credits), DB_COL(agent_run, money),
		DB_COL(agent_run, error_code), DB_COL(agent_run, error),
		DB_COL(agent_run, ended_at), DB_COL(agent_run, steps),
		DB_COL(agent_run, warnings), DB_COL(agent_run, changes),
		DB_COL(agent_run, document_id), { 0 } },
};

static const struct db_query list = {
	.name = "agent_run.list",
	.sql = "SELECT " HEAD " FROM agent_run WHERE account_id = $1"
	       " AND project_id = $2 AND (began_at, id) < ($3, $4)"
	       " ORDER BY began_at DESC, id DESC LIMIT $5",
	.in = (const struct db_col[]){ DB_COL(agent_run_wish, account_id),
		DB_COL(agent_run_wish, project_id),
		DB_COL(agent_run_wish, before_at),
		DB_COL(agent_run_wish, before_id),
		DB_COL(agent_run_wish, limit), { 0 } },
	.out = head,
	.row_size = sizeof(struct agent_run),
};

static const struct db_query spent = {
	.name = "agent_run.spent",
	.sql = "SELECT CAST(coalesce(sum(CASE WHEN account_id = $1 THEN money"
	       " ELSE 0 END), 0) AS bigint) AS own,"
	       " CAST(coalesce(sum(money), 0) AS bigint) AS all_of"
	       " FROM agent_run WHERE began_at >= $2",
	.in = (const struct db_col[]){ DB_COL(spent_wish, account_id),
		DB_COL(spent_wish, since), { 0 } },
	.out = (const struct db_col[]){ DB_COL(agent_spent, own),
		DB_COL(agent_spent, all_of), { 0 } },
	.row_size = sizeof(struct agent_spent),
};

static const struct db_query each_of = {
	.name = "agent_run.each_of",
	.sql = "SELECT " HEAD ", changes FROM agent_run WHERE account_id = $1"
	       " ORDER BY began_at, id",
	.in = (const struct db_col[]){ DB_COL(agent_run, account_id), { 0 } },
	.out = all,
	.row_size = sizeof(struct agent_run),
};

const struct db_query *const store_agent_run_queries[] = { &add, &get, &set,
	&list, &spent, &each_of, NULL };

bool store_agent_run_add(
	struct db *db, const struct agent_run *r, struct err *err)
{
	return db_run(db, &add, r, NULL, err);
}

bool store_agent_run_get(struct db *db, struct str account_id, struct str id,
	struct agent_run *out, struct err *err)
{
	bool found;

	if (!db_find(db, &get,
		    &(struct agent_run){ .account_id = account_id, .id = id },
		    out, &found, err))
		return false;
	return found || err_set(err, ERR_NOT_FOUND, "no such run");
}

bool store_agent_run_set(
	struct db *db, const struct agent_run *r, struct err *err)
{
	return db_run(db, &set, r, NULL, err);
}

bool store_agent_run_list(struct db *db, const struct agent_run_wish *wish,
	struct db_rows *out, struct err *err)
{
	return db_list(db, &list, wish, (size_t)wish->limit, out, err);
}

bool store_agent_run_spent(struct db *db, struct str account_id, int64_t since,
	struct agent_spent *out, struct err *err)
{
	return db_one(db, &spent, &(struct spent_wish){ account_id, since },
		out, err);
}

bool store_agent_run_each(struct db *db, struct str account_id,
	db_each_row *each, void *with, struct err *err)
{
	return db_each(db, &each_of,
		&(struct agent_run){ .account_id = account_id }, each, with,
		err);
}

/* store/session.c - every SQL statement about sessions, and nothing else. */
#include "store/session.h"

struct rotate_in {
	struct str id;
	int64_t generation, now, expires_at;
};
struct end_in {
	struct str account_id, id;
	int64_t now;
};

#define COLUMNS                                                          \
	"id, account_id, generation, rotated_at, ip, agent, created_at," \
	" used_at, expires_at, ended_at"

static const struct db_col columns[] = { DB_COL(session, id),
	DB_COL(session, account_id), DB_COL(session, generation),
	DB_COL(session, rotated_at), DB_COL(session, ip),
	DB_COL(session, agent), DB_COL(session, created_at),
	DB_COL(session, used_at), DB_COL(session, expires_at),
	DB_COL(session, ended_at), { 0 } };
static const struct db_col by_id[] = { DB_COL(session, id), { 0 } };
static const struct db_col end_cols[] = { DB_COL(end_in, account_id),
	DB_COL(end_in, id), DB_COL(end_in, now), { 0 } };

static const struct db_query add = {
	.name = "session.add",
	.sql = "INSERT INTO session (" COLUMNS ")"
	       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
	.in = columns,
};

static const struct db_query get = {
	.name = "session.get",
	.sql = "SELECT " COLUMNS " FROM session WHERE id = $1",
	.in = by_id,
	.out = columns,
	.row_size = sizeof(struct session),
};

static const struct db_query get_owner = {
	.name = "session.get_owner",
	.sql = "SELECT s.account_id AS account_id, a.role AS role,"
	       " a.plan AS plan, s.expires_at AS expires_at,"
	       " s.ended_at AS ended_at, a.suspended_at AS suspended_at"
	       " FROM session s JOIN account a ON a.id = s.account_id"
	       " WHERE s.id = $1",
	.in = by_id,
	.out = (const struct db_col[]){ DB_COL(session_owner, account_id),
		DB_COL(session_owner, role), DB_COL(session_owner, plan),
		DB_COL(session_owner, expires_at),
		DB_COL(session_owner, ended_at),
		DB_COL(session_owner, suspended_at), { 0 } },
	.row_size = sizeof(struct session_owner),
};

static const struct db_query list = {
	.name = "session.list",
	.sql = "SELECT " COLUMNS " FROM session"
	       " WHERE account_id = $1 AND ended_at = 0 AND expires_at > $2"
	       " AND (created_at, id) < ($3, $4)"
	       " ORDER BY created_at DESC, id DESC LIMIT $5",
	.in = (const struct db_col[]){ DB_COL(session_wish, account_id),
		DB_COL(session_wish, now), DB_COL(session_wish, before_at),
		DB_COL(session_wish, before_id), DB_COL(session_wish, limit),
		{ 0 } },
	.out = columns,
	.row_size = sizeof(struct session),
};

static const struct db_query rotate = {
	.name = "session.rotate",
	.sql = "UPDATE session SET generation = generation + 1,"
	       " rotated_at = $3, used_at = $3, expires_at = $4"
	       " WHERE id = $1 AND generation = $2 AND ended_at = 0",
	.in = (const struct db_col[]){ DB_COL(rotate_in, id),
		DB_COL(rotate_in, generation), DB_COL(rotate_in, now),
		DB_COL(rotate_in, expires_at), { 0 } },
};

static const struct db_query end = {
	.name = "session.end",
	.sql = "UPDATE session SET ended_at = $3"
	       " WHERE account_id = $1 AND id = $2 AND ended_at = 0",
	.in = end_cols,
};

static const struct db_query end_all = {
	.name = "session.end_all",
	.sql = "UPDATE session SET ended_at = $3"
	       " WHERE account_id = $1 AND id <> $2 AND ended_at = 0",
	.in = end_cols,
};

const struct db_query *const store_session_queries[] = { &add, &get, &get_owner,
	&list, &rotate, &end, &end_all, NULL };

bool store_session_add(struct db *db, const struct session *s, struct err *err)
{
	return db_run(db, &add, s, NULL, err);
}

bool store_session_get(
	struct db *db, struct str id, struct session *out, struct err *err)
{
	return db_one(db, &get, &(struct session){ .id = id }, out, err);
}

bool store_session_get_owner(struct db *db, struct str id,
	struct session_owner *out, struct err *err)
{
	return db_one(db, &get_owner, &(struct session){ .id = id }, out, err);
}

bool store_session_list(struct db *db, const struct session_wish *wish,
	struct db_rows *out, struct err *err)
{
	return db_list(db, &list, wish, (size_t)wish->limit + 1, out, err);
}

bool store_session_set_rotated(struct db *db, struct str id, int64_t generation,
	int64_t now, int64_t expires_at, bool *moved, struct err *err)
{
	int64_t changed;

	if (!db_run(db, &rotate,
		    &(struct rotate_in){ id, generation, now, expires_at },
		    &changed, err))
		return false;
	*moved = changed == 1;
	return true;
}

bool store_session_set_ended(struct db *db, struct str account_id,
	struct str id, int64_t now, struct err *err)
{
	int64_t changed;

	return db_run(db, &end, &(struct end_in){ account_id, id, now },
		       &changed, err) &&
	       (changed || err_set(err, ERR_NOT_FOUND, "no such session"));
}

bool store_session_set_all_ended(struct db *db, struct str account_id,
	struct str keep, int64_t now, struct err *err)
{
	return db_run(db, &end_all, &(struct end_in){ account_id, keep, now },
		NULL, err);
}

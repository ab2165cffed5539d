/* store/audit.c - every SQL statement about the audit log. */
#include "store/audit.h"

#define COLUMNS                                                               \
	"seq, id, at, actor_type, actor_id, actor_role, action, entity_type," \
	" entity_id, status, error, method, path, request_id, personal_salt," \
	" personal_hash, actor_email, ip, agent, old_values, new_values, hash"

static const struct db_col columns[] = { DB_COL(audit, seq), DB_COL(audit, id),
	DB_COL(audit, at), DB_COL(audit, actor_type), DB_COL(audit, actor_id),
	DB_COL(audit, actor_role), DB_COL(audit, action),
	DB_COL(audit, entity_type), DB_COL(audit, entity_id),
	DB_COL(audit, status), DB_COL(audit, error), DB_COL(audit, method),
	DB_COL(audit, path), DB_COL(audit, request_id),
	DB_COL(audit, personal_salt), DB_COL(audit, personal_hash),
	DB_COL(audit, actor_email), DB_COL(audit, ip), DB_COL(audit, agent),
	DB_COL(audit, old_values), DB_COL(audit, new_values),
	DB_COL(audit, hash), { 0 } };
static const struct db_col head_columns[] = { DB_COL(audit_head, seq),
	DB_COL(audit_head, hash), { 0 } };

/* Adding takes the row's lock for the rest of the transaction, on both
 * databases, and makes the row when there is none. */
static const struct db_query head = {
	.name = "audit.head",
	.sql = "INSERT INTO audit_head (one, seq, hash) VALUES (1, 0, $1)"
	       " ON CONFLICT (one) DO UPDATE SET seq = audit_head.seq"
	       " RETURNING seq, hash",
	.in = (const struct db_col[]){ DB_COL(audit_head, hash), { 0 } },
	.out = head_columns,
	.row_size = sizeof(struct audit_head),
};

static const struct db_query find_head = {
	.name = "audit.find_head",
	.sql = "SELECT seq, hash FROM audit_head WHERE one = 1",
	.out = head_columns,
	.row_size = sizeof(struct audit_head),
};

static const struct db_query set_head = {
	.name = "audit.set_head",
	.sql = "UPDATE audit_head SET seq = $1, hash = $2 WHERE one = 1",
	.in = head_columns,
};

static const struct db_query add = {
	.name = "audit.add",
	.sql = "INSERT INTO audit_logs (" COLUMNS ") VALUES ($1, $2, $3, $4,"
	       " $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,"
	       " $18, $19, $20, $21, $22)",
	.in = columns,
};

#define FILTERED                             \
	" FROM audit_logs"                   \
	" WHERE ($1 = '' OR actor_id = $1)"  \
	" AND ($2 = '' OR action = $2)"      \
	" AND ($3 = '' OR entity_type = $3)" \
	" AND ($4 = '' OR entity_id = $4)"   \
	" AND ($5 = '' OR status = $5)"      \
	" AND ($6 = 0 OR at >= $6) AND ($7 = 0 OR at < $7)"
#define FILTER_COLUMNS                                                         \
	DB_COL(audit_filter, actor_id), DB_COL(audit_filter, action),          \
		DB_COL(audit_filter, entity_type),                             \
		DB_COL(audit_filter, entity_id), DB_COL(audit_filter, status), \
		DB_COL(audit_filter, from_at), DB_COL(audit_filter, until_at)

static const struct db_query list = {
	.name = "audit.list",
	.sql = "SELECT " COLUMNS FILTERED " AND ($8 = 0 OR seq < $8)"
	       " ORDER BY seq DESC LIMIT $9",
	.in = (const struct db_col[]){ FILTER_COLUMNS,
		DB_COL(audit_filter, before_seq), DB_COL(audit_filter, limit),
		{ 0 } },
	.out = columns,
	.row_size = sizeof(struct audit),
};

static const struct db_query each_row = {
	.name = "audit.each",
	.sql = "SELECT " COLUMNS " FROM audit_logs ORDER BY seq",
	.out = columns,
	.row_size = sizeof(struct audit),
};

static const struct db_query each_of = {
	.name = "audit.each_of",
	.sql = "SELECT " COLUMNS FILTERED " ORDER BY seq",
	.in = (const struct db_col[]){ FILTER_COLUMNS, { 0 } },
	.out = columns,
	.row_size = sizeof(struct audit),
};

static const struct db_query erase = {
	.name = "audit.erase",
	.sql = "UPDATE audit_logs SET personal_salt = $2, actor_email = '',"
	       " ip = '', agent = '', old_values = '', new_values = ''"
	       " WHERE actor_id = $1"
	       "    OR (entity_type = 'account' AND entity_id = $1)",
	.in = (const struct db_col[]){ DB_COL(audit, id),
		DB_COL(audit, personal_salt), { 0 } },
};

const struct db_query *const store_audit_queries[] = { &head, &find_head,
	&set_head, &add, &list, &each_row, &each_of, &erase, NULL };

bool store_audit_head(struct db *db, struct audit_head *out, struct err *err)
{
	static const struct audit_head none = { 0, { "", 0 } };

	return db_one(db, &head, &none, out, err);
}

bool store_audit_set_head(
	struct db *db, const struct audit_head *h, struct err *err)
{
	return db_run(db, &set_head, h, NULL, err);
}

bool store_audit_add(struct db *db, const struct audit *a, struct err *err)
{
	return db_run(db, &add, a, NULL, err);
}

bool store_audit_list(struct db *db, const struct audit_filter *f,
	struct db_rows *out, struct err *err)
{
	return db_list(db, &list, f, (size_t)f->limit + 1, out, err);
}

bool store_audit_each(
	struct db *db, db_each_row *each, void *with, struct err *err)
{
	return db_each(db, &each_row, NULL, each, with, err);
}

bool store_audit_each_of(struct db *db, const struct audit_filter *f,
	db_each_row *each, void *with, struct err *err)
{
	return db_each(db, &each_of, f, each, with, err);
}

bool store_audit_find_head(
	struct db *db, struct audit_head *out, bool *found, struct err *err)
{
	return db_find(db, &find_head, NULL, out, found, err);
}

bool store_audit_erase(struct db *db, struct str account_id, struct err *err)
{
	return db_run(db, &erase,
		&(struct audit){ .id = account_id, .personal_salt = { "", 0 } },
		NULL, err);
}

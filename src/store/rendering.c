/* store/rendering.c - every SQL statement about renderings, nothing else. */
#include "store/rendering.h"

enum { KINDS_MOST = 64 };

#define SHOWN                                                             \
	"id, account_id, at, kind, title, role, document_id, version,"    \
	" project_id, template, template_version, format, engine, pages," \
	" size, file_id, archived_at"
#define SHOWN_COLS                                                          \
	DB_COL(rendering, id), DB_COL(rendering, account_id),               \
		DB_COL(rendering, at), DB_COL(rendering, kind),             \
		DB_COL(rendering, title), DB_COL(rendering, role),          \
		DB_COL(rendering, document_id), DB_COL(rendering, version), \
		DB_COL(rendering, project_id), DB_COL(rendering, template), \
		DB_COL(rendering, template_version),                        \
		DB_COL(rendering, format), DB_COL(rendering, engine),       \
		DB_COL(rendering, pages), DB_COL(rendering, size),          \
		DB_COL(rendering, file_id), DB_COL(rendering, archived_at)

static const struct db_col shown[] = { SHOWN_COLS, { 0 } };
static const struct db_col whole[] = { SHOWN_COLS, DB_COL(rendering, identity),
	{ 0 } };

static const struct db_query add = {
	.name = "rendering.add",
	.sql = "INSERT INTO rendering (" SHOWN ", identity, words)"
	       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
	       " $13, $14, $15, $16, $17, $18, $19)",
	.in = (const struct db_col[]){ SHOWN_COLS, DB_COL(rendering, identity),
		DB_COL(rendering, words), { 0 } },
};

static const struct db_query get = {
	.name = "rendering.get",
	.sql = "SELECT " SHOWN ", identity FROM rendering"
	       " WHERE account_id = $1 AND id = $2",
	.in = (const struct db_col[]){ DB_COL(rendering, account_id),
		DB_COL(rendering, id), { 0 } },
	.out = whole,
	.row_size = sizeof(struct rendering),
};

static const struct db_query last = {
	.name = "rendering.last",
	.sql = "SELECT " SHOWN ", identity FROM rendering"
	       " WHERE account_id = $1 AND document_id = $2 AND format = $3"
	       " AND document_id <> '' ORDER BY at DESC, id DESC LIMIT 1",
	.in = (const struct db_col[]){ DB_COL(rendering, account_id),
		DB_COL(rendering, document_id), DB_COL(rendering, format),
		{ 0 } },
	.out = whole,
	.row_size = sizeof(struct rendering),
};

static const struct db_query set_archived = {
	.name = "rendering.set_archived",
	.sql = "UPDATE rendering SET archived_at = $3"
	       " WHERE account_id = $1 AND id = $2",
	.in = (const struct db_col[]){ DB_COL(rendering, account_id),
		DB_COL(rendering, id), DB_COL(rendering, archived_at), { 0 } },
};

/* An empty part of a word is found everywhere. */
#define WISHED(instr)                                                  \
	" WHERE account_id = $1 AND at >= $2 AND at < $3"              \
	" AND archived_at BETWEEN $4 AND $5"                           \
	" AND ($6 = '' OR document_id = $6)"                           \
	" AND ($7 = '' OR project_id = $7)"                            \
	" AND ($8 = '' OR format = $8)"                                \
	" AND ($9 = '' OR template = $9)"                              \
	" AND " instr "(words, $10) > 0 AND " instr "(words, $11) > 0" \
	" AND " instr "(words, $12) > 0 AND " instr "(words, $13) > 0" \
	" AND " instr "(words, $14) > 0 AND " instr "(words, $15) > 0" \
	" AND " instr "(words, $16) > 0 AND " instr "(words, $17) > 0"
#define WISHED_COLS                                                           \
	DB_COL(rendering_wish, account_id), DB_COL(rendering_wish, from_at),  \
		DB_COL(rendering_wish, until_at),                             \
		DB_COL(rendering_wish, archived_least),                       \
		DB_COL(rendering_wish, archived_most),                        \
		DB_COL(rendering_wish, document_id),                          \
		DB_COL(rendering_wish, project_id),                           \
		DB_COL(rendering_wish, format),                               \
		DB_COL(rendering_wish, template), DB_COL(rendering_wish, w0), \
		DB_COL(rendering_wish, w1), DB_COL(rendering_wish, w2),       \
		DB_COL(rendering_wish, w3), DB_COL(rendering_wish, w4),       \
		DB_COL(rendering_wish, w5), DB_COL(rendering_wish, w6),       \
		DB_COL(rendering_wish, w7)
#define LIST(instr)                                                     \
	"SELECT " SHOWN                                                 \
	" FROM rendering" WISHED(instr) " AND ($18 = '' OR kind = $18)" \
					" AND (at, id) < ($19, $20)"    \
					" ORDER BY at DESC, id DESC LIMIT $21"
#define COUNTS(instr)                                           \
	"SELECT kind, count(*) AS count FROM rendering" WISHED( \
		instr) " GROUP BY kind ORDER BY kind"

static const struct db_query list = {
	.name = "rendering.list",
	.sql = LIST("instr"),
	.sql_pg = LIST("strpos"),
	.in = (const struct db_col[]){ WISHED_COLS,
		DB_COL(rendering_wish, kind), DB_COL(rendering_wish, before_at),
		DB_COL(rendering_wish, before_id),
		DB_COL(rendering_wish, limit), { 0 } },
	.out = shown,
	.row_size = sizeof(struct rendering),
};

static const struct db_query counts = {
	.name = "rendering.counts",
	.sql = COUNTS("instr"),
	.sql_pg = COUNTS("strpos"),
	.in = (const struct db_col[]){ WISHED_COLS, { 0 } },
	.out = (const struct db_col[]){ DB_COL(rendering_count, kind),
		DB_COL(rendering_count, count), { 0 } },
	.row_size = sizeof(struct rendering_count),
};

static const struct db_query all = {
	.name = "rendering.all",
	.sql = "SELECT " SHOWN ", identity FROM rendering"
	       " WHERE account_id = $1 ORDER BY at, id",
	.in = (const struct db_col[]){ DB_COL(rendering, account_id), { 0 } },
	.out = whole,
	.row_size = sizeof(struct rendering),
};

const struct db_query *const store_rendering_queries[] = { &add, &get, &last,
	&set_archived, &list, &counts, &all, NULL };

bool store_rendering_add(
	struct db *db, const struct rendering *r, struct err *err)
{
	return db_run(db, &add, r, NULL, err);
}

bool store_rendering_get(struct db *db, struct str account_id, struct str id,
	struct rendering *out, struct err *err)
{
	return db_one(db, &get,
		&(struct rendering){ .account_id = account_id, .id = id }, out,
		err);
}

bool store_rendering_last(struct db *db, struct str account_id,
	struct str document_id, struct str format, struct rendering *out,
	bool *found, struct err *err)
{
	return db_find(db, &last,
		&(struct rendering){ .account_id = account_id,
			.document_id = document_id,
			.format = format },
		out, found, err);
}

bool store_rendering_set_archived(struct db *db, struct str account_id,
	struct str id, int64_t archived_at, struct err *err)
{
	int64_t changed;

	return db_run(db, &set_archived,
		       &(struct rendering){ .account_id = account_id,
			       .id = id,
			       .archived_at = archived_at },
		       &changed, err) &&
	       (changed || err_set(err, ERR_NOT_FOUND,
				   "there is no such line of your history"));
}

bool store_rendering_list(struct db *db, const struct rendering_wish *wish,
	struct db_rows *out, struct err *err)
{
	return db_list(db, &list, wish, (size_t)wish->limit, out, err);
}

bool store_rendering_counts(struct db *db, const struct rendering_wish *wish,
	struct db_rows *out, struct err *err)
{
	return db_list(db, &counts, wish, KINDS_MOST, out, err);
}

bool store_rendering_each(struct db *db, struct str account_id,
	db_each_row *each, void *with, struct err *err)
{
	return db_each(db, &all,
		&(struct rendering){ .account_id = account_id }, each, with,
		err);
}

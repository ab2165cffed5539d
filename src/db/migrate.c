/*
 * db/migrate.c - brings the schema up to date. Each migration is one call
 * that writes: its text and the note that it was applied are kept together
 * or not at all.
 */
#include "db/db_int.h"

#include "base/hash.h"

#include <assert.h>
#include <time.h>

enum { SCRIPT_MAX = 1 << 20 };

/* ---- the notes ---------------------------------------------------------- */

struct note {
	struct str name;
	struct bytes hash;
	int64_t applied_at;
};
struct count {
	int64_t count;
};

static const struct db_col by_name[] = { DB_COL(note, name), { 0 } };

static const struct db_query note_find = {
	.name = "schema_migration.find",
	.sql = "SELECT name, hash, applied_at FROM schema_migration"
	       " WHERE name = $1",
	.in = by_name,
	.out = (const struct db_col[]){ DB_COL(note, name), DB_COL(note, hash),
		DB_COL(note, applied_at), { 0 } },
	.row_size = sizeof(struct note),
};

static const struct db_query note_list = {
	.name = "schema_migration.list",
	.sql = "SELECT name FROM schema_migration ORDER BY name",
	.out = by_name,
	.row_size = sizeof(struct note),
};

static const struct db_query note_add = {
	.name = "schema_migration.add",
	.sql = "INSERT INTO schema_migration (name, hash, applied_at)"
	       " VALUES ($1, $2, $3)",
	.in = (const struct db_col[]){ DB_COL(note, name), DB_COL(note, hash),
		DB_COL(note, applied_at), { 0 } },
};

/* Asks the catalog itself: what to_regclass() once did not find it goes on not
 * finding while another node, for whose lock we wait, makes it. */
static const struct db_query table_count = {
	.name = "schema_migration.exists",
	.sql = "SELECT count(*) AS count FROM sqlite_schema"
	       " WHERE type = 'table' AND name = 'schema_migration'",
	.sql_pg = "SELECT count(*) AS count FROM pg_catalog.pg_tables"
		  " WHERE tablename = 'schema_migration'"
		  " AND schemaname = ANY (current_schemas(false))",
	.out = (const struct db_col[]){ DB_COL(count, count), { 0 } },
	.row_size = sizeof(struct count),
};

static const char table_add[] =
	"CREATE TABLE schema_migration (name :id: PRIMARY KEY,"
	" hash :bytes: NOT NULL, applied_at :int: NOT NULL) :strict:";

static struct bytes hash_of(struct arena *mem, const struct db_migration *m)
{
	unsigned char *at = arena_bytes(mem, HASH_SHA256_SIZE);

	hash_sha256(str_c(m->sql), at);
	return (struct bytes){ (char *)at, HASH_SHA256_SIZE };
}

static bool table_exists(struct db *db, bool *yes, struct err *err)
{
	struct count n;

	if (!db_one(db, &table_count, NULL, &n, err))
		return false;
	*yes = n.count > 0;
	return true;
}

/* Was it applied, and is its text still the one that was? */
static bool note_read(struct db *db, const struct db_migration *m,
	bool *applied, struct err *err)
{
	struct note was, in = { .name = str_c(m->name) };
	struct bytes now = hash_of(db->mem, m);

	if (!db_find(db, &note_find, &in, &was, applied, err))
		return false;
	if (!*applied || str_eq(str_of(was.hash.at, was.hash.len),
				 str_of(now.at, now.len)))
		return true;
	return err_set(err, ERR_CONFLICT,
		"migration '%s' was changed after it had been applied; undo "
		"the change and add a new migration instead",
		m->name);
}

static bool note_write(
	struct db *db, const struct db_migration *m, struct err *err)
{
	struct timespec t;
	struct note in = { .name = str_c(m->name),
		.hash = hash_of(db->mem, m) };

	clock_gettime(CLOCK_REALTIME, &t);
	in.applied_at = t.tv_sec * 1000LL + t.tv_nsec / 1000000;
	return db_run(db, &note_add, &in, NULL, err);
}

/* ---- the dialect -------------------------------------------------------- */

static const struct {
	const char *word;
	enum db_word means;
} words[] = {
	{ ":id:", DB_W_TEXT },
	{ ":text:", DB_W_TEXT },
	{ ":int:", DB_W_INT },
	{ ":bool:", DB_W_BOOL },
	{ ":bytes:", DB_W_BYTES },
	{ ":real:", DB_W_REAL },
	{ ":strict:", DB_W_STRICT },
};

/* The length of the ":word:" at `at`; 0: none, as in "a::b" or "10:30". */
static size_t word_length(const char *at)
{
	size_t n =
		*at == ':' ? strspn(at + 1, "abcdefghijklmnopqrstuvwxyz") : 0;

	return n && at[n + 1] == ':' ? n + 2 : 0;
}

static bool word_write(struct db *db, struct buf *b, struct str word,
	const struct db_migration *m, struct err *err)
{
	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_is(word, words[i].word)) {
			buf_add(b,
				str_c(db->pool->driver->words[words[i].means]));
			return true;
		}
	return err_set(err, ERR_BROKEN, "migration '%s': no word '%.*s'",
		m->name, STR_ARG(word));
}

static bool script_run(
	struct db *db, const struct db_migration *m, struct err *err)
{
	const char *at = m->sql;
	struct buf b;

	buf_init(&b, db->mem, SCRIPT_MAX);
	while (*at) {
		size_t n = word_length(at), plain = strcspn(at + 1, ":") + 1;

		if (n == 0)
			buf_add(&b, str_of(at, plain));
		else if (!word_write(db, &b, str_of(at, n), m, err))
			return false;
		at += n ? n : plain;
	}
	if (!buf_ok(&b))
		return err_set(err, ERR_TOO_BIG, "migration '%s' is too long",
			m->name);
	return (db_fault(m->name, err) &&
		       db->pool->driver->script(db, buf_str(&b).at, err)) ||
	       err_in(err, "migration '%s'", m->name);
}

/* ---- one migration ------------------------------------------------------ */

static bool apply(struct db *db, const struct db_migration *m, bool *applied,
	struct err *err)
{
	const struct db_migration notes = { "schema_migration", table_add };
	const struct db_driver *driver = db->pool->driver;
	bool there = false;

	return driver->script(db, driver->migrate_lock, err) &&
	       table_exists(db, &there, err) &&
	       (there || script_run(db, &notes, err)) &&
	       note_read(db, m, applied, err) &&
	       (*applied || (script_run(db, m, err) && note_write(db, m, err)));
}

static bool migrate(struct db_pool *pool, const struct db_migration *m,
	bool *applied, struct err *err)
{
	struct arena mem = { 0 };
	struct err ignored;
	struct db *db;
	bool ok = db_begin(pool, DB_WRITE, &mem, &db, err);

	if (ok) {
		ok = apply(db, m, applied, err);
		ok = db_end(db, ok, ok ? err : &ignored) && ok;
	}
	arena_free(&mem);
	return ok;
}

/* ---- looking only ------------------------------------------------------- */

static bool look(struct db *db, const struct db_migration *all, size_t count,
	struct db_migration_state *states, struct err *err)
{
	bool there = false, ok = table_exists(db, &there, err);

	for (size_t i = 0; ok && i < count; i++) {
		states[i] = (struct db_migration_state){ all[i].name, false };
		ok = !there || note_read(db, &all[i], &states[i].applied, err);
	}
	return ok;
}

bool db_migrate_check(struct db_pool *pool, const struct db_migration *all,
	size_t count, struct db_migration_state *states, struct err *err)
{
	struct arena mem = { 0 };
	struct err ignored;
	struct db *db;
	bool ok = db_begin(pool, DB_SNAPSHOT, &mem, &db, err);

	if (ok) {
		ok = look(db, all, count, states, err);
		ok = db_end(db, ok, ok ? err : &ignored) && ok;
	}
	arena_free(&mem);
	return ok;
}

/* ---- newer than this program -------------------------------------------- */

static bool known(const struct db_migration *all, size_t count, struct str name)
{
	for (size_t i = 0; i < count; i++)
		if (str_is(name, all[i].name))
			return true;
	return false;
}

static bool list_newer(struct db *db, const struct db_migration *all,
	size_t count, struct str *out, size_t *found, struct err *err)
{
	struct db_rows rows = { 0 };
	bool there = false;

	*found = 0;
	if (!table_exists(db, &there, err) ||
		(there && !db_list(db, &note_list, NULL, DB_MIGRATIONS_MOST,
				  &rows, err)))
		return false;
	for (size_t i = 0; i < rows.count; i++) {
		struct str name = ((const struct note *)rows.at)[i].name;

		if (!known(all, count, name))
			out[(*found)++] = name;
	}
	return true;
}

bool db_migrate_newer(struct db_pool *pool, const struct db_migration *all,
	size_t count, struct arena *mem, struct str out[DB_MIGRATIONS_MOST],
	size_t *found, struct err *err)
{
	struct err ignored;
	struct db *db;
	bool ok;

	if (!db_begin(pool, DB_SNAPSHOT, mem, &db, err))
		return false;
	ok = list_newer(db, all, count, out, found, err);
	return db_end(db, ok, ok ? err : &ignored) && ok;
}

/* ---- all of them -------------------------------------------------------- */

/* Looks first, so that a start with nothing to do waits for no writer. */
bool db_migrate(struct db_pool *pool, const struct db_migration *all,
	size_t count, size_t *applied, struct err *err)
{
	struct db_migration_state states[DB_MIGRATIONS_MOST];

	assert(count <= DB_MIGRATIONS_MOST);
	*applied = 0;
	if (!db_migrate_check(pool, all, count, states, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		bool before = states[i].applied;

		if (!before && !migrate(pool, &all[i], &before, err))
			return false;
		*applied += !before;
	}
	return true;
}

/*
 * app/migrate.h - the schema that this program brings along, and the
 * database that its settings name. Knows no table.
 *
 * A database may be newer than the program: while a site is upgraded, old and
 * new nodes share one, and what is new in it does not disturb the old.
 */
#ifndef APP_MIGRATE_H
#define APP_MIGRATE_H

#include "base/base.h"
#include "base/settings.h"
#include "db/db.h"

struct migrate_report {
	size_t applied; /* by this run */
	struct db_migration_state states[DB_MIGRATIONS_MOST];
	size_t count;
	struct str newer[DB_MIGRATIONS_MOST]; /* unknown to this program */
	size_t newer_count;
};

/* DATABASE_URL, or a file in DATA_DIR. */
bool app_migrate_open(struct arena *mem, const struct settings *settings,
	struct db_pool **out, struct err *err);
/* Of the libraries: "SQLite 3.46.1, PostgreSQL (libpq 17.2)". */
void app_migrate_engines(struct buf *out);
/* Applies what is missing. */
bool app_migrate_run(struct db_pool *db, size_t *applied, struct err *err);
/* Changes nothing. Texts in the report live in `mem`. */
bool app_migrate_look(struct db_pool *db, struct arena *mem,
	struct migrate_report *out, struct err *err);

/* Opens, runs if `run` says so, looks, closes: for a terminal. */
bool app_migrate(struct arena *mem, const struct settings *settings, bool run,
	struct migrate_report *out, struct err *err);

#endif

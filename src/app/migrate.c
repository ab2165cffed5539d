/* app/migrate.c - the schema and its database. See migrate.h. */
#include "app/migrate.h"

#include "embed.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READERS_MOST = 64 };

static const struct db_migration *list(size_t *count)
{
	static struct db_migration all[DB_MIGRATIONS_MOST];
	size_t n = 0;

	for (size_t i = 0; i < embed_count; i++)
		if (!strncmp(embed_files[i].path, "sql/", 4))
			all[n++] =
				(struct db_migration){ embed_files[i].path + 4,
					embed_files[i].at };
	*count = n;
	return all;
}

/* ---- an open database --------------------------------------------------- */

bool app_migrate_open(struct arena *mem, const struct settings *s,
	struct db_pool **out, struct err *err)
{
	struct db_config config = {
		.url = *s->database_url
			       ? s->database_url
			       : str_fmt(mem, "sqlite:%s/vitae.db", s->data_dir)
					 .at,
		.pool_min = (int)s->db_pool_min,
		.pool_max = (int)s->db_pool_max,
		.idle_timeout_ms = (int)s->db_idle_timeout_ms,
		.connection_timeout_ms = (int)s->db_connection_timeout_ms,
		.readers_max = READERS_MOST,
	};

	return db_open(out, &config, err);
}

void app_migrate_engines(struct buf *out) { db_versions(out); }

bool app_migrate_run(struct db_pool *db, size_t *applied, struct err *err)
{
	size_t count;
	const struct db_migration *all = list(&count);

	return db_migrate(db, all, count, applied, err);
}

bool app_migrate_look(struct db_pool *db, struct arena *mem,
	struct migrate_report *out, struct err *err)
{
	size_t count;
	const struct db_migration *all = list(&count);

	out->count = count;
	return db_migrate_check(db, all, count, out->states, err) &&
	       db_migrate_newer(
		       db, all, count, mem, out->newer, &out->newer_count, err);
}

/* ---- at the terminal ---------------------------------------------------- */

/* Where looking would make the database, there is none. */
static bool none_yet(struct arena *mem, const struct settings *s)
{
	return !*s->database_url &&
	       access(str_fmt(mem, "%s/vitae.db", s->data_dir).at, F_OK) &&
	       errno == ENOENT;
}

static bool all_wait(struct migrate_report *out)
{
	const struct db_migration *all = list(&out->count);

	for (size_t i = 0; i < out->count; i++)
		out->states[i] =
			(struct db_migration_state){ all[i].name, false };
	return true;
}

bool app_migrate(struct arena *mem, const struct settings *s, bool run,
	struct migrate_report *out, struct err *err)
{
	struct db_pool *db;
	bool ok;

	if (!run && none_yet(mem, s))
		return all_wait(out);
	if (!*s->database_url && mkdir(s->data_dir, 0700) && errno != EEXIST)
		return err_set(err, ERR_BAD_INPUT,
			"cannot make the folder '%s': %s", s->data_dir,
			strerror(errno));
	if (!app_migrate_open(mem, s, &db, err))
		return false;
	ok = (!run || app_migrate_run(db, &out->applied, err)) &&
	     app_migrate_look(db, mem, out, err);
	db_close(db);
	return ok;
}

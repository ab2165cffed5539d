/* app/house.c - opens and closes what outlives calls. See house.h. */
#include "app/house.h"

#include "app/limit.h"
#include "app/monitor.h"
#include "app/secret.h"
#include "app/seen.h"
#include "base/id.h"
#include "base/time.h"
#include "embed.h"

#include <errno.h>
#include <sys/stat.h>

enum { MIGRATIONS_MOST = 512, READERS_MOST = 64 };

const struct db_migration *app_house_migrations(size_t *count)
{
	static struct db_migration all[MIGRATIONS_MOST];
	size_t n = 0;

	for (size_t i = 0; i < embed_count; i++)
		if (!strncmp(embed_files[i].path, "sql/", 4))
			all[n++] =
				(struct db_migration){ embed_files[i].path + 4,
					embed_files[i].at };
	*count = n;
	return all;
}

static bool make_folder(const char *path, struct err *err)
{
	return mkdir(path, 0700) == 0 || errno == EEXIST ||
	       err_set(err, ERR_BAD_INPUT, "cannot make the folder '%s': %s",
		       path, strerror(errno));
}

static bool open_database(struct arena *mem, const struct settings *s,
	struct house *h, struct err *err)
{
	const char *url =
		*s->database_url
			? s->database_url
			: str_fmt(mem, "sqlite:%s/vitae.db", s->data_dir).at;
	struct db_config config = {
		.url = url,
		.pool_min = (int)s->db_pool_min,
		.pool_max = (int)s->db_pool_max,
		.idle_timeout_ms = (int)s->db_idle_timeout_ms,
		.connection_timeout_ms = (int)s->db_connection_timeout_ms,
		.readers_max = READERS_MOST,
	};

	return db_open(&h->db, &config, err);
}

static bool bring_up_to_date(struct house *h, bool migrate, struct err *err)
{
	struct db_migration_state states[MIGRATIONS_MOST];
	const struct db_migration *all;
	size_t count, applied;

	all = app_house_migrations(&count);
	if (migrate)
		return db_migrate(h->db, all, count, &applied, err);
	if (!db_migrate_check(h->db, all, count, states, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!states[i].applied)
			return err_set(err, ERR_BROKEN,
				"the database lacks '%s': run 'vitae migrate'",
				states[i].name);
	return true;
}

static bool open_redis(
	const struct settings *s, struct house *h, struct err *err)
{
	return !*s->redis_url ||
	       partners_redis_open(&h->redis, str_c(s->redis_url), err) ||
	       err_in(err, "REDIS_URL");
}

bool app_house_open(struct arena *mem, const struct settings *settings,
	bool migrate, struct house *out, struct err *err)
{
	*out = (struct house){ .settings = settings,
		.started_at = time_now_ms() };
	id_write(out->node);
	if (make_folder(settings->data_dir, err) &&
		app_secret_open(mem, settings, out, err) &&
		open_database(mem, settings, out, err) &&
		bring_up_to_date(out, migrate, err) &&
		open_redis(settings, out, err) &&
		app_limits_open(&out->limits, settings, err)) {
		out->rate = rate_new((size_t)settings->rate_limit_memory_size);
		out->seen = app_seen_new();
		out->monitor = app_monitor_open(out);
		return true;
	}
	app_house_close(out);
	return false;
}

void app_house_close(struct house *h)
{
	if (h->monitor)
		app_monitor_close(h->monitor);
	if (h->redis)
		partners_redis_close(h->redis);
	if (h->rate)
		rate_free(h->rate);
	if (h->limits)
		app_limits_close(h->limits);
	if (h->seen)
		app_seen_free(h->seen);
	if (h->db)
		db_close(h->db);
	if (h->jwt)
		keys_jwt_close(h->jwt);
	if (h->seal)
		keys_seal_close(h->seal);
	*h = (struct house){ 0 };
}

const char *app_house_engine(const struct house *h) { return db_engine(h->db); }

void app_house_stats(const struct house *h, struct db_stats *out)
{
	db_stats(h->db, out);
}

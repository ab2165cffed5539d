/* app/house.c - opens and closes what outlives calls. See house.h. */
#include "app/house.h"

#include "app/desk.h"
#include "app/errors.h"
#include "app/identity.h"
#include "app/limit.h"
#include "app/migrate.h"
#include "app/monitor.h"
#include "app/secret.h"
#include "app/seen.h"
#include "app/telemetry.h"
#include "app/template.h"
#include "base/hash.h"
#include "base/id.h"
#include "base/time.h"

#include <errno.h>
#include <sys/stat.h>

static bool make_folder(const char *path, struct err *err)
{
	return mkdir(path, 0700) == 0 || errno == EEXIST ||
	       err_set(err, ERR_BAD_INPUT, "cannot make the folder '%s': %s",
		       path, strerror(errno));
}

static bool bring_up_to_date(
	struct arena *mem, struct house *h, bool migrate, struct err *err)
{
	struct migrate_report *r = ARENA_NEW(mem, struct migrate_report);

	if ((migrate && !app_migrate_run(h->db, &r->applied, err)) ||
		!app_migrate_look(h->db, mem, r, err))
		return false;
	if (r->newer_count)
		h->newer = r->newer[r->newer_count - 1];
	for (size_t i = 0; i < r->count; i++)
		if (!r->states[i].applied)
			return err_set(err, ERR_BROKEN,
				"the database lacks '%s': run 'vitae migrate'",
				r->states[i].name);
	return true;
}

static bool open_blobs(struct arena *mem, const struct settings *s,
	struct house *h, struct err *err)
{
	const char *path = *s->upload_dir
				   ? s->upload_dir
				   : str_fmt(mem, "%s/uploads", s->data_dir).at;

	return blob_folder_open(path, &h->blobs, err) ||
	       err_in(err, "UPLOAD_DIR");
}

static bool open_redis(
	const struct settings *s, struct house *h, struct err *err)
{
	return !*s->redis_url ||
	       partners_redis_open(&h->redis, str_c(s->redis_url), err) ||
	       err_in(err, "REDIS_URL");
}

static bool open_llm(struct arena *mem, const struct settings *s,
	struct house *h, struct err *err)
{
	if (strcmp(s->ai_provider, "openai") != 0)
		return true;
	h->llm = ARENA_NEW(mem, struct llm_server);
	return partners_llm_read(mem, s, h->llm, err);
}

bool app_house_open(struct arena *mem, const struct settings *settings,
	bool migrate, struct house *out, struct err *err)
{
	*out = (struct house){ .settings = settings,
		.started_at = time_now_ms() };
	id_write(out->node);
	if (make_folder(settings->data_dir, err) &&
		app_secret_open(mem, settings, out, err) &&
		app_migrate_open(mem, settings, &out->db, err) &&
		bring_up_to_date(mem, out, migrate, err) &&
		open_blobs(mem, settings, out, err) &&
		open_redis(settings, out, err) &&
		open_llm(mem, settings, out, err) &&
		app_errors_ready(settings, err) &&
		app_sites_open(&out->sites, settings, err) &&
		app_limits_open(&out->limits, settings, err)) {
		out->rate = rate_new((size_t)settings->rate_limit_memory_size);
		out->seen = app_seen_new();
		out->desks = app_desks_open(mem, settings);
		out->pictures = app_pictures_open();
		out->monitor = app_monitor_open(out);
		if (settings->enable_performance_monitoring)
			db_on_query(out->db, app_monitor_query, out->monitor);
		return true;
	}
	app_house_close(out);
	return false;
}

void app_house_close(struct house *h)
{
	if (h->monitor)
		app_monitor_close(h->monitor);
	if (h->db)
		db_on_query(h->db, NULL, NULL);
	if (h->telemetry)
		app_telemetry_close(h->telemetry);
	if (h->redis)
		partners_redis_close(h->redis);
	if (h->rate)
		rate_free(h->rate);
	if (h->limits)
		app_limits_close(h->limits);
	app_pictures_close(h->pictures);
	app_desks_close(h->desks);
	app_sites_close(h->sites);
	if (h->seen)
		app_seen_free(h->seen);
	if (h->blobs)
		blob_close(h->blobs);
	if (h->db)
		db_close(h->db);
	if (h->jwt)
		keys_jwt_close(h->jwt);
	if (h->pages)
		hash_key_close(h->pages);
	if (h->seal)
		keys_seal_close(h->seal);
	*h = (struct house){ 0 };
}

const char *app_house_engine(const struct house *h) { return db_engine(h->db); }

void app_house_on_notice(
	const struct house *h, void (*heard)(void *with), void *with)
{
	if (h->db)
		db_on_notice(h->db, heard, with);
}

void app_house_stats(const struct house *h, struct db_stats *out)
{
	db_stats(h->db, out);
}

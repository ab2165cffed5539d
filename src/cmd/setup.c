/* cmd/setup.c - migrate, config, health: is it all as it should be? */
#include "cmd/cmd.h"

#include "app/health.h"
#include "app/house.h"
#include "base/json.h"
#include "base/time.h"

#include <errno.h>
#include <sys/stat.h>

enum { MIGRATIONS_MOST = 512 };

/* ---- migrate ------------------------------------------------------------ */

static bool open_pool(struct cmd *cmd, struct arena *mem, struct db_pool **out,
	struct err *err)
{
	const struct settings *s = &cmd->settings->values;
	struct db_config config = {
		.url = *s->database_url
			       ? s->database_url
			       : str_fmt(mem, "sqlite:%s/vitae.db", s->data_dir)
					 .at,
		.pool_min = 1,
		.pool_max = 2,
		.idle_timeout_ms = (int)s->db_idle_timeout_ms,
		.connection_timeout_ms = (int)s->db_connection_timeout_ms,
		.readers_max = 1,
	};

	if (!*s->database_url && mkdir(s->data_dir, 0700) && errno != EEXIST)
		return err_set(err, ERR_BAD_INPUT,
			"cannot make the folder '%s': %s", s->data_dir,
			strerror(errno));
	return db_open(out, &config, err);
}

static void show_states(
	struct cmd *cmd, const struct db_migration_state *states, size_t count)
{
	int waiting = 0;

	for (size_t i = 0; i < count; i++) {
		buf_addf(&cmd->out, "%-8s %s\n",
			states[i].applied ? "applied" : "waiting",
			states[i].name);
		waiting += !states[i].applied;
	}
	buf_addf(&cmd->out, "%d waiting\n", waiting);
	cmd->status = waiting > 0;
}

bool cmd_migrate(struct cmd *cmd, struct err *err)
{
	struct db_migration_state states[MIGRATIONS_MOST];
	const struct db_migration *all;
	struct arena mem = { 0 };
	struct db_pool *pool;
	size_t count, applied = 0;
	bool ok;

	all = app_house_migrations(&count);
	if (!open_pool(cmd, &mem, &pool, err))
		return false;
	if (cmd->check) {
		ok = db_migrate_check(pool, all, count, states, err);
		if (ok)
			show_states(cmd, states, count);
	} else {
		ok = db_migrate(pool, all, count, &applied, err);
		if (ok)
			buf_addf(&cmd->out, "%zu applied, %zu in all\n",
				applied, count);
	}
	db_close(pool);
	arena_free(&mem);
	return ok;
}

/* ---- config ------------------------------------------------------------- */

static void show_json(struct cmd *cmd)
{
	struct json_out out = json_begin(&cmd->out, JSON_PRETTY);

	json_list(&out);
	for (size_t i = 0; i < cmd->settings->count; i++) {
		const struct setting_view *v = &cmd->settings->views[i];

		json_object(&out);
		json_put_text(json_key(&out, "name"), str_c(v->name));
		json_put_text(json_key(&out, "value"), v->now);
		json_put_text(json_key(&out, "from"), str_c(v->from));
		json_put_text(json_key(&out, "default"), str_c(v->value));
		json_put_text(json_key(&out, "accepts"), str_c(v->accepted));
		json_put_text(json_key(&out, "about"), str_c(v->text));
		json_end(&out);
	}
	json_end(&out);
	buf_addc(&cmd->out, '\n');
}

bool cmd_config(struct cmd *cmd, struct err *err)
{
	const char *group = "";

	(void)err;
	if (cmd->example) {
		settings_example(&cmd->out);
		return true;
	}
	if (cmd->json) {
		show_json(cmd);
		return true;
	}
	for (size_t i = 0; i < cmd->settings->count; i++) {
		const struct setting_view *v = &cmd->settings->views[i];

		if (strcmp(group, v->group) != 0)
			buf_addf(
				&cmd->out, "%s# %s\n", i ? "\n" : "", v->group);
		group = v->group;
		buf_addf(&cmd->out, "%s=%.*s", v->name, STR_ARG(v->now));
		if (strcmp(v->from, "default") != 0)
			buf_addf(&cmd->out, "   (%s)", v->from);
		buf_addc(&cmd->out, '\n');
	}
	return true;
}

/* ---- health ------------------------------------------------------------- */

static void health_json(struct cmd *cmd, const struct health_report *r)
{
	struct json_out out = json_begin(&cmd->out, JSON_PRETTY);

	json_object(&out);
	json_put_text(
		json_key(&out, "status"), str_c(app_health_words[r->status]));
	json_put_time(json_key(&out, "timestamp"), r->at);
	json_list(json_key(&out, "checks"));
	for (int i = 0; i < r->count; i++) {
		const struct health_check *c = &r->checks[i];

		json_object(&out);
		json_put_text(json_key(&out, "service"), str_c(c->service));
		json_put_text(json_key(&out, "status"),
			str_c(app_health_words[c->status]));
		json_put_real(json_key(&out, "responseTime"),
			(double)c->response_us / 1000);
		json_put_text(json_key(&out, "message"), str_c(c->message));
		json_put_time(json_key(&out, "timestamp"), c->at);
		json_end(&out);
	}
	json_end(&out);
	json_end(&out);
	buf_addc(&cmd->out, '\n');
}

bool cmd_health(struct cmd *cmd, struct err *err)
{
	struct health_report *r =
		ARENA_NEW(cmd->call->mem, struct health_report);

	(void)err;
	app_health_check(cmd->call->house, r);
	cmd->status = r->status == HEALTH_BAD;
	if (cmd->json) {
		health_json(cmd, r);
		return true;
	}
	buf_addf(&cmd->out, "%s\n", app_health_words[r->status]);
	for (int i = 0; i < r->count; i++)
		buf_addf(&cmd->out, "  %-15s %-10s %8.3f ms  %s\n",
			r->checks[i].service,
			app_health_words[r->checks[i].status],
			(double)r->checks[i].response_us / 1000,
			r->checks[i].message);
	return true;
}

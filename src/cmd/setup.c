/* cmd/setup.c - migrate, config, health: is it all as it should be? */
#include "cmd/cmd.h"

#include "app/health.h"
#include "app/house.h"
#include "app/migrate.h"
#include "base/json.h"
#include "base/time.h"
#include "work/jail.h"

/* ---- migrate ------------------------------------------------------------ */

static void show_states(struct cmd *cmd, const struct migrate_report *r)
{
	int waiting = 0;

	for (size_t i = 0; i < r->count; i++) {
		buf_addf(&cmd->out, "%-8s %s\n",
			r->states[i].applied ? "applied" : "waiting",
			r->states[i].name);
		waiting += !r->states[i].applied;
	}
	buf_addf(&cmd->out, "%d waiting\n", waiting);
	cmd->status = waiting > 0;
}

bool cmd_migrate(struct cmd *cmd, struct err *err)
{
	struct arena mem = { 0 };
	struct migrate_report *r = ARENA_NEW(&mem, struct migrate_report);
	bool ok =
		app_migrate(&mem, &cmd->settings->values, !cmd->check, r, err);

	for (size_t i = 0; ok && i < r->newer_count; i++)
		buf_addf(&cmd->out, "newer    %.*s\n", STR_ARG(r->newer[i]));
	if (ok && r->newer_count)
		buf_add(&cmd->out,
			STR("the database is newer than this program, which "
			    "leaves that alone\n"));
	if (ok && cmd->check)
		show_states(cmd, r);
	else if (ok)
		buf_addf(&cmd->out, "%zu applied, %zu in all\n", r->applied,
			r->count);
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
	struct arena *mem = cmd->call->mem;
	struct health_report *r = ARENA_NEW(mem, struct health_report);
	enum health status;
	struct str words;

	(void)err;
	status = work_jail_about(mem, &cmd->settings->values, &words);
	app_health_jail(cmd->call->house, status, words);
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

/* app/errors.c - see errors.h. */
#include "app/errors.h"

#include "app/audit.h"
#include "app/cursor.h"
#include "app/house.h"
#include "base/id.h"
#include "base/json.h"
#include "partners/sentry.h"
#include "store/job.h"

enum { EVENTS = 20, SLOW = 50 };

bool app_errors_list(struct call *c, const struct error_page *ask,
	struct db_rows *out, struct str *next, struct err *err)
{
	const struct error_group *last;
	struct page p;

	if (!app_cursor_read(c->mem, ask->cursor, ask->limit, &p, err) ||
		!store_error_list(c->db, ask->state.at ? ask->state : STR(""),
			p.before_at, p.before_id, p.limit + 1, out, err))
		return false;
	last = app_cursor_last(out, sizeof(*last), &p);
	*next = last ? app_cursor_write(
			       c->mem, last->last_at, last->fingerprint)
		     : STR_NONE;
	return true;
}

bool app_errors_get(struct call *c, struct str fingerprint,
	struct error_detail *out, struct err *err)
{
	struct db_rows events;

	if (!store_error_get(c->db, fingerprint, &out->group, err) ||
		!store_error_events(c->db, fingerprint, EVENTS, &events, err))
		return false;
	out->events.at = events.at;
	out->events.count = events.count;
	return true;
}

bool app_errors_rule(struct call *c, struct str fingerprint, struct str state,
	struct error_group *out, struct err *err)
{
	c->audit = (struct audit_note){ .entity_type = STR("error"),
		.entity_id = fingerprint,
		.new_values = APP_AUDIT_VALUES(c->mem, { "state", state }) };
	return store_error_set_state(c->db, fingerprint, state, err) &&
	       store_error_get(c->db, fingerprint, out, err);
}

/* ---- telling Sentry ----------------------------------------------------- */

struct report {
	struct str fingerprint;
};
static const struct json_field report_fields[] = {
	JSON(report, fingerprint, JSON_MUST, 1, 64),
	{ 0 },
};
static const struct json_shape report_shape =
	JSON_SHAPE(report, "Report", "Which group of errors.", report_fields);

bool app_errors_ready(const struct settings *s, struct err *err)
{
	struct arena mem = { 0 };
	struct sentry_dsn dsn;
	bool ok = !*s->sentry_dsn ||
		  partners_sentry_read(&mem, str_c(s->sentry_dsn), &dsn, err);

	arena_free(&mem);
	return ok || err_in(err, "SENTRY_DSN");
}

bool app_errors_report_later(
	struct call *c, struct str fingerprint, struct err *err)
{
	const struct report report = { fingerprint };
	struct job_new job = {
		.id = id_new(c->mem),
		.kind = STR("error.report"),
		.account_id = STR(""),
		.once_key = str_fmt(
			c->mem, "error.report:%.*s", STR_ARG(fingerprint)),
		.run_at = c->now,
		.created_at = c->now,
	};
	struct buf input;

	if (!*c->house->settings->sentry_dsn)
		return true;
	buf_init(&input, c->mem, STORE_JOB_INPUT);
	json_show(&input, &report_shape, &report);
	job.input = buf_str(&input);
	return store_job_add(c->db, &job, NULL, err);
}

static struct sentry_event event_of(const struct settings *s,
	const struct error_group *g, const struct error_event *e)
{
	return (struct sentry_event){
		.id = e->id,
		.at = e->at,
		.critical = g->critical,
		.message = e->message,
		.fingerprint = g->fingerprint,
		.context = g->context,
		.environment =
			str_c(*s->sentry_environment ? s->sentry_environment
						     : s->environment),
		.release = STR("vitae@" VITAE_VERSION),
		.request_id = e->request_id,
		.account_id = e->account_id,
		.path = e->path,
		.trace = e->trace,
	};
}

bool app_errors_report(struct call *c, struct str input, struct err *err)
{
	const struct settings *s = c->house->settings;
	struct error_group group;
	struct sentry_event event;
	struct sentry_dsn dsn;
	struct report report;
	struct db_rows events;

	if (!*s->sentry_dsn)
		return true;
	if (!partners_sentry_read(c->mem, str_c(s->sentry_dsn), &dsn, err) ||
		!json_read_text(c->mem, input, &report_shape, &report, err) ||
		!app_call_read(c, err) ||
		!store_error_get(c->db, report.fingerprint, &group, err) ||
		!store_error_events(
			c->db, report.fingerprint, 1, &events, err) ||
		!app_call_close(c, true, err))
		return false;
	if (!events.count || str_is(group.state, "muted"))
		return true;
	event = event_of(s, &group, events.at);
	return partners_sentry_send(c->mem, &dsn, &event, c->now, err);
}

/* ---- slow operations ---------------------------------------------------- */

bool app_errors_slow(struct call *c, struct db_rows *out, struct err *err)
{
	return store_error_slow(c->db, 0, SLOW, out, err);
}

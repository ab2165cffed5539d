/* api/admin_error.c - errors and timers for administrators: do, show. */
#include "api/api.h"
#include "api/shapes.h"
#include "app/errors.h"
#include "app/house.h"
#include "app/monitor.h"

static const char *const states[] = { "open", "resolved", "muted", NULL };

static const struct json_field page_fields[] = {
	JSON_WORD(error_page, state, 0, states),
	API_CURSOR(error_page),
	{ 0 },
};
const struct json_shape api_error_page =
	JSON_SHAPE(error_page, "ErrorPage", "Which errors.", page_fields);

static const struct json_field group_fields[] = {
	JSON(error_group, fingerprint, JSON_MUST, 1, 64),
	JSON(error_group, title, JSON_MUST, 0, 512),
	JSON(error_group, context, JSON_MUST, 0, 64),
	JSON(error_group, critical, JSON_MUST, 0, 0),
	JSON_WORD(error_group, state, JSON_MUST, states),
	JSON(error_group, count, JSON_MUST, 0, INT64_MAX),
	JSON_TIME(error_group, first_at, JSON_MUST),
	JSON_TIME(error_group, last_at, JSON_MUST),
	{ 0 },
};
const struct json_shape api_error_group = JSON_SHAPE(
	error_group, "ErrorGroup", "Errors of one kind.", group_fields);

static const struct json_field event_fields[] = {
	JSON(error_event, id, JSON_MUST, 36, 36, .format = JSON_UUID),
	JSON_TIME(error_event, at, JSON_MUST),
	JSON(error_event, message, JSON_MUST, 0, 300),
	JSON(error_event, account_id, JSON_MUST, 0, 64),
	JSON(error_event, request_id, JSON_MUST, 0, 100),
	JSON(error_event, path, JSON_MUST, 0, 300),
	JSON_RAW(error_event, metadata, JSON_MUST, 65536),
	JSON(error_event, trace, JSON_MUST, 0, 8192),
	{ 0 },
};
static const struct json_shape event_shape = JSON_SHAPE(
	error_event, "ErrorEvent", "One time it happened.", event_fields);

static const struct json_field detail_fields[] = {
	JSON_IN(error_detail, group, JSON_MUST, &api_error_group),
	JSON_ROWS(error_detail, events, JSON_MUST, 100, &event_shape),
	{ 0 },
};
const struct json_shape api_error_detail = JSON_SHAPE(error_detail,
	"ErrorDetail", "A group with its newest events.", detail_fields);

struct error_rule {
	struct str state;
};
static const struct json_field rule_fields[] = {
	JSON_WORD(error_rule, state, JSON_MUST, states),
	{ 0 },
};
const struct json_shape api_error_rule = JSON_SHAPE(
	error_rule, "ErrorRule", "What is to become of it.", rule_fields);

/* ---- how long operations take ------------------------------------------- */

struct timer_row {
	struct str name;
	int64_t count;
	double p50_ms, p95_ms, p99_ms, max_ms;
};
struct performance {
	struct {
		struct timer_row *at;
		size_t count;
	} operations;
	struct {
		struct slow_operation *at;
		size_t count;
	} slow;
};

static const struct json_field timer_fields[] = {
	JSON(timer_row, name, JSON_MUST, 0, 200),
	JSON(timer_row, count, JSON_MUST, 0, INT64_MAX),
	JSON(timer_row, p50_ms, JSON_MUST, 0, 0),
	JSON(timer_row, p95_ms, JSON_MUST, 0, 0),
	JSON(timer_row, p99_ms, JSON_MUST, 0, 0),
	JSON(timer_row, max_ms, JSON_MUST, 0, 0),
	{ 0 },
};
static const struct json_shape timer_shape = JSON_SHAPE(timer_row, "Operation",
	"How long an operation takes, since this node began.", timer_fields);

static const struct json_field slow_fields[] = {
	JSON(slow_operation, id, JSON_MUST, 36, 36, .format = JSON_UUID),
	JSON_TIME(slow_operation, at, JSON_MUST),
	JSON(slow_operation, name, JSON_MUST, 0, 200),
	JSON(slow_operation, duration_ms, JSON_MUST, 0, INT64_MAX),
	JSON(slow_operation, request_id, JSON_MUST, 0, 100),
	{ 0 },
};
static const struct json_shape slow_shape = JSON_SHAPE(slow_operation,
	"SlowOperation", "One that took over five seconds.", slow_fields);

static const struct json_field performance_fields[] = {
	JSON_ROWS(performance, operations, JSON_MUST, APP_TIMERS_MOST,
		&timer_shape),
	JSON_ROWS(performance, slow, JSON_MUST, 100, &slow_shape),
	{ 0 },
};
const struct json_shape api_performance = JSON_SHAPE(performance, "Performance",
	"How long operations take.", performance_fields);

/* ---- handlers ----------------------------------------------------------- */

bool api_admin_errors(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct db_rows rows;
	struct str next;

	return app_errors_list(c, ask->query, &rows, &next, err) &&
	       api_show_list(reply, &rows, sizeof(struct error_group), next);
}

bool api_admin_error(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct error_detail out;

	return app_errors_get(c, ask->id[0], &out, err) &&
	       api_show(reply, &out);
}

bool api_admin_error_rule(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const struct error_rule *in = ask->in;
	struct error_group out;

	return app_errors_rule(c, ask->id[0], in->state, &out, err) &&
	       api_show(reply, &out);
}

static struct timer_row row_of(const struct timer_view *v)
{
	return (struct timer_row){ str_c(v->name), v->count,
		(double)v->p50_us / 1000, (double)v->p95_us / 1000,
		(double)v->p99_us / 1000, (double)v->most_us / 1000 };
}

bool api_admin_performance(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct timer_view *views =
		ARENA_LIST(c->mem, struct timer_view, APP_TIMERS_MOST);
	int n = app_monitor_timers(c->house->monitor, views, APP_TIMERS_MOST);
	struct performance out = { 0 };
	struct db_rows slow;

	(void)ask;
	if (!app_errors_slow(c, &slow, err))
		return false;
	out.operations.at = ARENA_LIST(c->mem, struct timer_row, (size_t)n);
	out.operations.count = (size_t)n;
	for (int i = 0; i < n; i++)
		out.operations.at[i] = row_of(&views[i]);
	out.slow.at = slow.at;
	out.slow.count = slow.count;
	return api_show(reply, &out);
}

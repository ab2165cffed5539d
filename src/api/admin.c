/* api/admin.c - people, audit and usage for administrators: do, show. */
#include "api/api.h"
#include "api/shapes.h"
#include "app/account.h"
#include "app/audit.h"
#include "app/cursor.h"
#include "app/usage.h"

/* ---- people ------------------------------------------------------------- */

static const struct json_field user_page_fields[] = {
	JSON(account_page, like, 0, 0, 200,
		.about = "part of an email or a name"),
	API_CURSOR(account_page),
	{ 0 },
};
const struct json_shape api_user_page = JSON_SHAPE(
	account_page, "UserPage", "Which accounts.", user_page_fields);

static const char *const roles[] = { "user", "admin", NULL };

static const struct json_field rule_fields[] = {
	JSON_WORD(account_rule, role, 0, roles),
	JSON(account_rule, suspended, 0, 0, 0,
		JSON_HAS(account_rule, has_suspended)),
	{ 0 },
};
const struct json_shape api_account_rule = JSON_SHAPE(
	account_rule, "AccountRule", "What is to be different.", rule_fields);

bool api_admin_users(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct db_rows rows;
	struct str next;

	return app_account_list(c, ask->query, &rows, &next, err) &&
	       api_show_list(reply, &rows, sizeof(struct account), next);
}

bool api_admin_user(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct account out;

	return app_account_get(c, ask->id[0], &out, err) &&
	       api_show(reply, &out);
}

bool api_admin_rule(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct account out;

	return app_account_rule(c, ask->id[0], ask->in, &out, err) &&
	       api_show(reply, &out);
}

/* ---- the audit log ------------------------------------------------------ */

static const char *const statuses[] = { "success", "denied", "failed", NULL };

#define AUDIT_FILTER                                        \
	JSON(audit_page, actor_id, 0, 0, 64),               \
		JSON(audit_page, action, 0, 0, 100),        \
		JSON(audit_page, entity_type, 0, 0, 100),   \
		JSON(audit_page, entity_id, 0, 0, 100),     \
		JSON_WORD(audit_page, status, 0, statuses), \
		JSON_TIME(audit_page, from, 0),             \
		JSON_TIME(audit_page, until, 0)

static const struct json_field audit_page_fields[] = {
	AUDIT_FILTER,
	API_CURSOR(audit_page),
	{ 0 },
};
const struct json_shape api_audit_page =
	JSON_SHAPE(audit_page, "AuditPage", "Which rows.", audit_page_fields);

static const struct json_field audit_filter_fields[] = { AUDIT_FILTER, { 0 } };
const struct json_shape api_audit_filter = JSON_SHAPE(
	audit_page, "AuditFilter", "Which rows.", audit_filter_fields);

static const struct json_field audit_fields[] = {
	JSON(audit, seq, JSON_MUST, 1, INT64_MAX),
	JSON(audit, id, JSON_MUST, 36, 36, .format = JSON_UUID),
	JSON_TIME(audit, at, JSON_MUST),
	JSON(audit, actor_type, JSON_MUST, 0, 16),
	JSON(audit, actor_id, JSON_MUST, 0, 64),
	JSON(audit, actor_email, JSON_MUST, 0, 320),
	JSON(audit, actor_role, JSON_MUST, 0, 16),
	JSON(audit, action, JSON_MUST, 0, 100),
	JSON(audit, entity_type, JSON_MUST, 0, 100),
	JSON(audit, entity_id, JSON_MUST, 0, 100),
	JSON(audit, status, JSON_MUST, 0, 16),
	JSON(audit, error, JSON_MUST, 0, 300),
	JSON(audit, method, JSON_MUST, 0, 16),
	JSON(audit, path, JSON_MUST, 0, 8192),
	JSON(audit, ip, JSON_MUST, 0, 64),
	JSON(audit, agent, JSON_MUST, 0, 8192),
	JSON(audit, request_id, JSON_MUST, 0, 100),
	JSON_RAW(audit, old_values, JSON_MUST | JSON_NULLABLE, 65536,
		.only = JSON_OBJECT,
		.about = "what was there, where something changed"),
	JSON_RAW(audit, new_values, JSON_MUST | JSON_NULLABLE, 65536,
		.only = JSON_OBJECT, .about = "what is there since"),
	{ 0 },
};
const struct json_shape api_audit = JSON_SHAPE(audit, "AuditLog",
	"Who did what to which, and whether it worked.", audit_fields);

static const struct json_field verdict_fields[] = {
	JSON(audit_verdict, ok, JSON_MUST, 0, 0),
	JSON(audit_verdict, rows, JSON_MUST, 0, INT64_MAX),
	JSON(audit_verdict, erased, JSON_MUST, 0, INT64_MAX,
		.about = "rows whose personal fields were erased"),
	JSON(audit_verdict, bad_seq, JSON_MUST, 0, INT64_MAX,
		.about = "the first row that is wrong; 0: none"),
	JSON(audit_verdict, why, JSON_OMIT_EMPTY, 0, 200),
	JSON(audit_verdict, head_seq, JSON_MUST, 0, INT64_MAX),
	JSON(audit_verdict, head_hash, JSON_MUST, 0, 64),
	{ 0 },
};
const struct json_shape api_audit_verdict = JSON_SHAPE(
	audit_verdict, "AuditVerdict", "Is the chain whole?", verdict_fields);

bool api_admin_audit(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct db_rows rows;
	struct str next;

	return app_audit_list(c, ask->query, &rows, &next, err) &&
	       api_show_list(reply, &rows, sizeof(struct audit), next);
}

enum { LINE_MOST = 1 << 20 };

struct lines {
	struct http_res *res;
	struct arena mem; /* of one line */
};

static bool send_line(void *with, const void *row, struct err *err)
{
	struct lines *l = with;
	struct buf line;
	bool ok;

	buf_init(&line, &l->mem, LINE_MOST);
	json_show(&line, &api_audit, row);
	buf_addc(&line, '\n');
	if (!buf_ok(&line))
		ok = err_set(err, ERR_BROKEN, "a row of the log is too big");
	else
		ok = http_stream_write(l->res, buf_str(&line)) ||
		     err_set(err, ERR_TIMEOUT, "the client is gone");
	arena_reset(&l->mem);
	return ok;
}

bool api_admin_audit_export(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct lines l = { .res = reply->res };
	bool ok;

	reply->res->status = 200;
	http_res_header(reply->res, "Content-Disposition",
		STR("attachment; filename=\"vitae-audit.ndjson\""));
	ok = app_audit_export(c, ask->query, send_line, &l, err);
	arena_free(&l.mem);
	return ok;
}

bool api_admin_audit_verify(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct audit_verdict out;

	(void)ask;
	return app_audit_verify(c, 0, STR(""), &out, err) &&
	       api_show(reply, &out);
}

/* ---- used features ------------------------------------------------------ */

static const struct json_field span_fields[] = {
	JSON_TIME(usage_span, from, 0, .about = "absent: 30 days ago"),
	JSON_TIME(usage_span, until, 0, .about = "absent: now"),
	{ 0 },
};
const struct json_shape api_span =
	JSON_SHAPE(usage_span, "Span", "A stretch of time.", span_fields);

static const struct json_field sum_fields[] = {
	JSON(usage_sum, feature_type, JSON_MUST, 0, 100),
	JSON(usage_sum, feature_name, JSON_MUST, 0, 100),
	JSON(usage_sum, plan, JSON_MUST, 0, 24),
	JSON(usage_sum, count, JSON_MUST, 0, INT64_MAX),
	JSON(usage_sum, failed, JSON_MUST, 0, INT64_MAX),
	JSON(usage_sum, people, JSON_MUST, 0, INT64_MAX),
	JSON(usage_sum, mean_ms, JSON_MUST, 0, INT64_MAX),
	{ 0 },
};
const struct json_shape api_usage_sum = JSON_SHAPE(
	usage_sum, "FeatureUsage", "How much a feature is used.", sum_fields);

bool api_admin_usage(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct db_rows rows;

	return app_usage_sums(c, ask->query, &rows, err) &&
	       api_show_list(reply, &rows, sizeof(struct usage_sum), STR_NONE);
}

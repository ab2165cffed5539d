/* app/export.c - a person's rows become files in an archive. See export.h. */
#include "app/export.h"

#include "app/account.h"
#include "app/file.h"
#include "base/json.h"
#include "store/agent_run.h"
#include "store/api_key.h"
#include "store/audit.h"
#include "store/document.h"
#include "store/event.h"
#include "store/identity.h"
#include "store/passkey.h"
#include "store/personal.h"
#include "store/rendering.h"
#include "store/project.h"
#include "store/session.h"
#include "store/share.h"
#include "store/template_wish.h"
#include "store/usage.h"
#include "store/webhook.h"

static const struct json_field account_fields[] = {
	JSON(account, id, 0, 0, 0),
	JSON(account, email, 0, 0, 0),
	JSON(account, email_verified, 0, 0, 0),
	JSON(account, full_name, 0, 0, 0),
	JSON(account, role, 0, 0, 0),
	JSON(account, plan, 0, 0, 0),
	JSON_TENTHS(account, credits, 0, 0, 0),
	JSON_TIME(account, created_at, 0),
	JSON_TIME(account, updated_at, 0),
	JSON_TIME(account, signed_in_at, JSON_OMIT_EMPTY),
	{ 0 },
};
static const struct json_field session_fields[] = {
	JSON(session, id, 0, 0, 0),
	JSON(session, ip, 0, 0, 0),
	JSON(session, agent, 0, 0, 0),
	JSON_TIME(session, created_at, 0),
	JSON_TIME(session, used_at, 0),
	JSON_TIME(session, expires_at, 0),
	JSON_TIME(session, ended_at, JSON_OMIT_EMPTY),
	{ 0 },
};
static const struct json_field api_key_fields[] = {
	JSON(api_key, id, 0, 0, 0),
	JSON(api_key, name, 0, 0, 0),
	JSON(api_key, prefix, 0, 0, 0),
	JSON(api_key, scopes, 0, 0, 0),
	JSON_TIME(api_key, created_at, 0),
	JSON_TIME(api_key, used_at, JSON_OMIT_EMPTY),
	JSON_TIME(api_key, expires_at, JSON_OMIT_EMPTY),
	{ 0 },
};
static const struct json_field identity_fields[] = {
	JSON(identity, id, 0, 0, 0),
	JSON(identity, issuer, 0, 0, 0),
	JSON(identity, subject, 0, 0, 0),
	JSON(identity, email, 0, 0, 0),
	JSON_TIME(identity, created_at, 0),
	JSON_TIME(identity, used_at, 0),
	{ 0 },
};
static const struct json_field passkey_fields[] = {
	JSON(passkey, id, 0, 0, 0),
	JSON(passkey, name, 0, 0, 0),
	JSON(passkey, transports, 0, 0, 0),
	JSON(passkey, synced, 0, 0, 0),
	JSON_TIME(passkey, created_at, 0),
	JSON_TIME(passkey, used_at, JSON_OMIT_EMPTY),
	{ 0 },
};
static const struct json_field job_fields[] = {
	JSON(job_own, id, 0, 0, 0),
	JSON(job_own, kind, 0, 0, 0),
	JSON(job_own, state, 0, 0, 0),
	JSON(job_own, input, 0, 0, 0),
	JSON(job_own, result, 0, 0, 0),
	JSON(job_own, error, 0, 0, 0),
	JSON_TIME(job_own, created_at, 0),
	JSON_TIME(job_own, ended_at, JSON_OMIT_EMPTY),
	{ 0 },
};
static const struct json_field share_fields[] = {
	JSON(share, id, 0, 0, 0),
	JSON(share, name, JSON_OMIT_EMPTY, 0, 0),
	JSON(share, document_id, JSON_OMIT_EMPTY, 0, 0, .as = "resume_id"),
	JSON(share, project_id, JSON_OMIT_EMPTY, 0, 0),
	JSON(share, version, 0, 0, 0),
	JSON(share, template, JSON_OMIT_EMPTY, 0, 0),
	JSON(share, redact, JSON_OMIT_EMPTY, 0, 0),
	JSON(share, allow_download, 0, 0, 0),
	JSON(share, views, 0, 0, 0),
	JSON(share, downloads, 0, 0, 0),
	JSON_TIME(share, viewed_at, JSON_OMIT_EMPTY),
	JSON_TIME(share, created_at, 0),
	JSON_TIME(share, updated_at, 0),
	JSON_TIME(share, expires_at, JSON_OMIT_EMPTY),
	JSON_TIME(share, revoked_at, JSON_OMIT_EMPTY),
	{ 0 },
};
static const struct json_field webhook_fields[] = {
	JSON(webhook, id, 0, 0, 0),
	JSON(webhook, url, 0, 0, 0),
	JSON(webhook, events, 0, 0, 0),
	JSON(webhook, is_active, 0, 0, 0),
	JSON(webhook, disabled_why, JSON_OMIT_EMPTY, 0, 0),
	JSON_TIME(webhook, triggered_at, JSON_OMIT_EMPTY),
	JSON_TIME(webhook, created_at, 0),
	JSON_TIME(webhook, updated_at, 0),
	{ 0 },
};
static const struct json_field event_fields[] = {
	JSON(event, id, 0, 0, 0),
	JSON_TIME(event, at, 0),
	JSON(event, type, 0, 0, 0),
	JSON_RAW(event, data, 0, 0),
	{ 0 },
};
static const struct json_field usage_fields[] = {
	JSON_TIME(usage, at, 0),
	JSON(usage, feature_type, 0, 0, 0),
	JSON(usage, feature_name, 0, 0, 0),
	JSON(usage, plan, 0, 0, 0),
	JSON(usage, status, 0, 0, 0),
	JSON(usage, uses, 0, 0, 0),
	JSON(usage, duration_ms, 0, 0, 0),
	JSON(usage, metadata, 0, 0, 0),
	{ 0 },
};
static const struct json_field file_fields[] = {
	JSON(file, id, 0, 0, 0),
	JSON(file, purpose, 0, 0, 0),
	JSON(file, document_id, JSON_OMIT_ABSENT, 0, 0),
	JSON(file, version, 0, 0, 0),
	JSON(file, name, 0, 0, 0),
	JSON(file, type, 0, 0, 0),
	JSON(file, size, 0, 0, 0),
	JSON(file, about, JSON_OMIT_EMPTY, 0, 0),
	JSON_TIME(file, created_at, 0),
	JSON_TIME(file, expires_at, JSON_OMIT_EMPTY),
	{ 0 },
};
static const struct json_field audit_fields[] = {
	JSON_TIME(audit, at, 0),
	JSON(audit, action, 0, 0, 0),
	JSON(audit, entity_type, 0, 0, 0),
	JSON(audit, entity_id, 0, 0, 0),
	JSON(audit, status, 0, 0, 0),
	JSON(audit, method, 0, 0, 0),
	JSON(audit, path, 0, 0, 0),
	JSON(audit, actor_email, 0, 0, 0),
	JSON(audit, ip, 0, 0, 0),
	JSON(audit, agent, 0, 0, 0),
	JSON_RAW(audit, old_values, JSON_OMIT_EMPTY, 0),
	JSON_RAW(audit, new_values, JSON_OMIT_EMPTY, 0),
	{ 0 },
};

static const struct json_field rendering_fields[] = {
	JSON(rendering, id, 0, 0, 0),
	JSON_TIME(rendering, at, 0),
	JSON(rendering, kind, 0, 0, 0),
	JSON(rendering, title, 0, 0, 0),
	JSON(rendering, role, 0, 0, 0),
	JSON(rendering, document_id, 0, 0, 0),
	JSON(rendering, version, 0, 0, 0),
	JSON(rendering, project_id, 0, 0, 0),
	JSON(rendering, template, 0, 0, 0),
	JSON(rendering, template_version, 0, 0, 0),
	JSON(rendering, format, 0, 0, 0),
	JSON(rendering, engine, 0, 0, 0),
	JSON(rendering, identity, 0, 0, 0),
	JSON(rendering, pages, 0, 0, 0),
	JSON(rendering, size, 0, 0, 0),
	JSON(rendering, file_id, 0, 0, 0),
	JSON_TIME(rendering, archived_at, JSON_OMIT_EMPTY),
	{ 0 },
};
static const struct json_field wish_fields[] = {
	JSON(template_wish_row, template, 0, 0, 0),
	JSON_RAW(template_wish_row, custom_config, 0, 0),
	JSON_TIME(template_wish_row, updated_at, 0),
	{ 0 },
};

static const struct json_field document_fields[] = {
	JSON(document, id, 0, 0, 0),
	JSON(document, kind, 0, 0, 0),
	JSON(document, title, 0, 0, 0),
	JSON(document, base, 0, 0, 0),
	JSON(document, master_id, JSON_OMIT_EMPTY, 0, 0),
	JSON(document, version, 0, 0, 0),
	JSON_TIME(document, created_at, 0),
	JSON_TIME(document, updated_at, 0),
	JSON_TIME(document, deleted_at, JSON_OMIT_EMPTY),
	JSON_RAW(document, body, 0, 0),
	{ 0 },
};
static const struct json_field version_fields[] = {
	JSON(document_version, document_id, 0, 0, 0),
	JSON(document_version, number, 0, 0, 0),
	JSON_TIME(document_version, at, 0),
	JSON(document_version, way, 0, 0, 0),
	JSON(document_version, name, 0, 0, 0),
	JSON(document_version, summary, 0, 0, 0),
	JSON_RAW(document_version, body, 0, 0),
	{ 0 },
};

static const struct json_field project_fields[] = {
	JSON(project, id, 0, 0, 0),
	JSON(project, project_name, 0, 0, 0),
	JSON(project, company, 0, 0, 0),
	JSON(project, job_description, 0, 0, 0),
	JSON(project, base_resume_id, 0, 0, 0),
	JSON(project, document_id, 0, 0, 0),
	JSON(project, status, 0, 0, 0),
	JSON(project, notes, 0, 0, 0),
	JSON(project, posting_url, JSON_OMIT_EMPTY, 0, 0),
	JSON(project, next_step, JSON_OMIT_EMPTY, 0, 0),
	JSON(project, next_on, JSON_OMIT_EMPTY, 0, 0),
	JSON_TIME(project, created_at, 0),
	JSON_TIME(project, updated_at, 0),
	JSON_TIME(project, deleted_at, JSON_OMIT_EMPTY),
	{ 0 },
};
static const struct json_field project_status_fields[] = {
	JSON(project_status, project_id, 0, 0, 0),
	JSON_TIME(project_status, at, 0),
	JSON(project_status, status, 0, 0, 0),
	{ 0 },
};
static const struct json_field project_history_fields[] = {
	JSON(project_history, project_id, 0, 0, 0),
	JSON_TIME(project_history, at, 0),
	JSON(project_history, version, 0, 0, 0),
	JSON_RAW(project_history, resume_json, 0, 0),
	JSON(project_history, job_description, 0, 0, 0),
	JSON_RAW(project_history, changes_made, 0, 0),
	{ 0 },
};
static const struct json_field project_message_fields[] = {
	JSON(project_message, project_id, 0, 0, 0),
	JSON_TIME(project_message, at, 0),
	JSON(project_message, role, 0, 0, 0),
	JSON(project_message, content, 0, 0, 0),
	{ 0 },
};
static const struct json_field agent_run_fields[] = {
	JSON(agent_run, id, 0, 0, 0),
	JSON(agent_run, project_id, 0, 0, 0),
	JSON(agent_run, kind, 0, 0, 0),
	JSON(agent_run, state, 0, 0, 0),
	JSON(agent_run, engine, 0, 0, 0),
	JSON(agent_run, instructions, 0, 0, 0),
	JSON(agent_run, tokens_in, 0, 0, 0),
	JSON(agent_run, tokens_out, 0, 0, 0),
	JSON_RAW(agent_run, steps, 0, 0),
	JSON_RAW(agent_run, changes, 0, 0),
	JSON(agent_run, error, 0, 0, 0),
	JSON_TIME(agent_run, began_at, 0),
	JSON_TIME(agent_run, ended_at, JSON_OMIT_EMPTY),
	{ 0 },
};

static const struct json_shape account_shape =
	JSON_SHAPE(account, "Account", "", account_fields);

typedef bool each_of(struct db *db, struct str account_id, db_each_row *each,
	void *with, struct err *err);

static const struct part {
	const char *file;
	each_of *each;
	struct json_shape shape;
} parts[] = {
	{ "sessions.json", store_personal_sessions,
		JSON_SHAPE(session, "Session", "", session_fields) },
	{ "api-keys.json", store_personal_api_keys,
		JSON_SHAPE(api_key, "ApiKey", "", api_key_fields) },
	{ "identities.json", store_identity_each,
		JSON_SHAPE(identity, "Identity", "", identity_fields) },
	{ "passkeys.json", store_passkey_each,
		JSON_SHAPE(passkey, "Passkey", "", passkey_fields) },
	{ "documents.json", store_document_each,
		JSON_SHAPE(document, "Document", "", document_fields) },
	{ "document-versions.json", store_version_each,
		JSON_SHAPE(document_version, "Version", "", version_fields) },
	{ "projects.json", store_project_each,
		JSON_SHAPE(project, "Project", "", project_fields) },
	{ "project-statuses.json", store_project_each_status,
		JSON_SHAPE(project_status, "ProjectStatus", "",
			project_status_fields) },
	{ "project-tailorings.json", store_project_each_history,
		JSON_SHAPE(project_history, "ProjectTailoring", "",
			project_history_fields) },
	{ "project-messages.json", store_project_each_message,
		JSON_SHAPE(project_message, "ProjectMessage", "",
			project_message_fields) },
	{ "agent-runs.json", store_agent_run_each,
		JSON_SHAPE(agent_run, "AgentRun", "", agent_run_fields) },
	{ "jobs.json", store_personal_jobs,
		JSON_SHAPE(job_own, "Job", "", job_fields) },
	{ "shares.json", store_share_each,
		JSON_SHAPE(share, "ShareRow", "", share_fields) },
	{ "webhooks.json", store_webhook_each,
		JSON_SHAPE(webhook, "Webhook", "", webhook_fields) },
	{ "events.json", store_event_each,
		JSON_SHAPE(event, "Event", "", event_fields) },
	{ "feature-usage.json", store_usage_each,
		JSON_SHAPE(usage, "Usage", "", usage_fields) },
	{ "history.json", store_rendering_each,
		JSON_SHAPE(rendering, "Rendering", "", rendering_fields) },
	{ "template-preferences.json", store_template_wish_each,
		JSON_SHAPE(template_wish_row, "TemplatePreference", "",
			wish_fields) },
	{ "files.json", store_file_each,
		JSON_SHAPE(file, "File", "", file_fields) },
	{ "audit-log.json", store_personal_audit,
		JSON_SHAPE(audit, "Audit", "", audit_fields) },
};

enum { ROW_MOST = 4 << 20, PART_MOST = 1 << 30 };

struct writer {
	struct zip zip;
	const struct json_shape *shape;
	bool any;
	struct arena mem; /* of one row */
};

static bool write_row(void *with, const void *row, struct err *err)
{
	struct writer *w = with;
	struct buf out;
	bool ok;

	buf_init(&out, &w->mem, ROW_MOST);
	buf_add(&out, w->any ? STR(",\n") : STR("[\n"));
	json_show(&out, w->shape, row);
	w->any = true;
	ok = buf_ok(&out) ? zip_more(&w->zip, buf_str(&out), err)
			  : err_set(err, ERR_TOO_BIG, "a row is too big");
	arena_reset(&w->mem);
	return ok;
}

static bool write_part(
	struct call *c, struct writer *w, const struct part *p, struct err *err)
{
	struct zip_entry entry = { .name = str_c(p->file),
		.time_ms = c->now,
		.size_most = PART_MOST };

	w->shape = &p->shape;
	w->any = false;
	return zip_begin(&w->zip, &entry, err) &&
	       p->each(c->db, c->who.id, write_row, w, err) &&
	       zip_more(&w->zip, w->any ? STR("\n]\n") : STR("[]\n"), err) &&
	       zip_end(&w->zip, err);
}

static bool write_account(struct call *c, struct writer *w,
	const struct account *a, struct err *err)
{
	struct buf out;

	buf_init(&out, c->mem, ROW_MOST);
	json_show(&out, &account_shape, a);
	buf_addc(&out, '\n');
	return zip_add(&w->zip,
		&(struct zip_entry){
			.name = STR("account.json"), .time_ms = c->now },
		buf_str(&out), err);
}

bool app_export(struct call *c, zip_write *write, void *to, struct err *err)
{
	struct writer w = { 0 };
	struct account a;
	bool ok;

	c->audit = (struct audit_note){ .entity_type = STR("account"),
		.entity_id = c->who.id };
	if (!app_call_snapshot(c, err) || !app_account_me(c, &a, err))
		return false;
	zip_init(&w.zip, c->mem, write, to);
	ok = write_account(c, &w, &a, err);
	for (size_t i = 0; ok && i < LENGTH(parts); i++)
		ok = write_part(c, &w, &parts[i], err);
	ok = ok && app_file_export(c, &w.zip, err);
	ok = ok && zip_close(&w.zip, err);
	arena_free(&w.mem);
	/* that it was taken is recorded in a call of its own */
	return ok && app_call_write(c, err);
}

/*
 * api/shapes.h - every shape that routes.def names: what is read from bodies
 * and queries, what is shown. Each is defined beside the handlers of its noun.
 */
#ifndef API_SHAPES_H
#define API_SHAPES_H

#include "app/agent.h"
#include "app/pair.h"
#include "app/posting.h"
#include "app/render.h"
#include "app/revamp.h"
#include "base/json.h"

/* auth.c */
extern const struct json_shape api_account_new, api_account_login, api_refresh,
	api_sign, api_password_change, api_forgot, api_password_reset,
	api_message, api_session, api_email_token;
/* What every sign-in takes. */
#define API_COOKIE_ABOUT                                                  \
	.about = "for browsers: the tokens come as cookies, and changes " \
		 "take the header X-CSRF-Token"
/* identity.c */
extern const struct json_shape api_google_sign, api_site_ask, api_site_way,
	api_site_code, api_site_back, api_identity, api_providers, api_link_ask,
	api_link_code;
/* second.c */
extern const struct json_shape api_second_answer, api_proof, api_totp_state,
	api_totp_new, api_totp_confirm, api_totp_codes;
/* passkey.c */
extern const struct json_shape api_passkey, api_passkey_ask, api_passkey_way,
	api_passkey_new, api_passkey_name, api_passkey_sign_ask,
	api_passkey_sign;
/* account.c */
extern const struct json_shape api_account, api_account_change, api_erased;
/* api_key.c */
extern const struct json_shape api_api_key, api_api_key_new, api_api_key_made;
/* job.c */
extern const struct json_shape api_job, api_job_page;
extern const struct json_shape api_upload, api_base, api_parse_ask, api_parsed,
	api_original, api_checked;
/* admin.c */
extern const struct json_shape api_user_page, api_account_rule, api_audit,
	api_audit_page, api_audit_filter, api_audit_verdict, api_usage_sum,
	api_span;
/* admin_error.c */
extern const struct json_shape api_error_group, api_error_page, api_error_rule,
	api_error_detail, api_performance;
/* render.c; app_render_shape is what they take */
extern const struct json_shape api_export_query, api_preview_query,
	api_exported;
/* rendering.c */
extern const struct json_shape api_rendering, api_history, api_history_ask;
/* template.c */
extern const struct json_shape api_template, api_preference, api_preference_new,
	api_template_picture;
/* document.c */
extern const struct json_shape api_document, api_document_whole,
	api_document_new, api_document_change, api_document_page;
/* document_version.c */
extern const struct json_shape api_version, api_version_whole,
	api_version_rename, api_version_pair;
/* document_data.c */
extern const struct json_shape api_document_verdict, api_document_pair,
	api_document_difference, api_document_import, api_document_imported,
	api_document_export;
/* server.c */
extern const struct json_shape api_health_report;
/* pair.c */
extern const struct json_shape api_match_ask, api_match_many_ask,
	api_match_many, api_posting_ask;
/* truth.c */
extern const struct json_shape api_truth_ask, api_truth_out;
/* lint.c */
extern const struct json_shape api_lint_ask, api_lint_out;
/* project.c */
extern const struct json_shape api_project, api_project_row, api_project_new,
	api_project_change_in, api_project_order_in, api_project_page;
/* agent.c */
extern const struct json_shape api_agent_ask, api_agent_choice, api_letter_ask,
	api_revamp_ask, api_suggest_ask, api_question_month, api_question_ask,
	api_agent_row, api_agent_run;

/* webhook.c */
extern const struct json_shape api_webhook, api_webhook_new, api_webhook_change,
	api_webhook_made, api_delivery_page, api_delivery, api_delivery_told,
	api_delivery_recover, api_delivery_recovered;

/* share.c */
extern const struct json_shape api_share, api_share_new, api_share_change,
	api_share_made;

/* answer.c */
extern const struct json_shape api_page;

/* What every paged list takes. */
#define API_CURSOR(row)                                     \
	JSON(row, cursor, 0, 0, 200,                        \
		.about = "next_cursor of the page before"), \
		JSON(row, limit, 0, 1, 100, JSON_ELSE(20),  \
			.about = "rows a page")

/* What takes a resume: itself, or one of mine (app/given.h). */
#define API_GIVEN_RESUME(row)                                           \
	JSON_RAW(row, resume, 0, APP_GIVEN_RESUME, .only = JSON_OBJECT, \
		.about = "JSON Resume; or give 'resume_id'",            \
		.example = "{\"basics\":{\"name\":\"Ada Lovelace\"}}"), \
		JSON(row, resume_id, 0, 36, 36, .format = JSON_UUID,    \
			.about = "one of your documents, in place of "  \
				 "'resume'")
#define API_GIVEN_MONTH(row)                                           \
	JSON(row, as_of, 0, 7, 7, .example = "2026-11",                \
		.about = "the month up to which years count; absent: " \
			 "this one")

#endif

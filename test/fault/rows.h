/*
 * test/fault/rows.h - how many rows of each kind there are: what a call that
 * was refused must have left as it was.
 */
#ifndef ROWS_H
#define ROWS_H

#include "db/db.h"

struct rows {
	int64_t accounts, renamed, suspended, sessions, turns, ended, keys,
		tickets, rendered, archived, wishes, told, proven, jobs,
		waiting, cancelled, events, documents, deleted, variants,
		versions, named, projects, thrown, runs, tailored, shares,
		revoked, webhooks, deliveries, attempts, identities, secrets,
		codes, passkeys, spent, files, statuses, messages, answers,
		audited;
};
static const struct db_query rows_all = {
	.name = "test.rows",
	.sql = "SELECT (SELECT count(*) FROM account) AS accounts,"
	       " (SELECT count(*) FROM account WHERE full_name LIKE 'Renamed%')"
	       " AS renamed,"
	       " (SELECT count(*) FROM account WHERE suspended_at > 0)"
	       " AS suspended,"
	       " (SELECT count(*) FROM session) AS sessions,"
	       " (SELECT count(*) FROM session WHERE generation > 0) AS turns,"
	       " (SELECT count(*) FROM session WHERE ended_at > 0) AS ended,"
	       " (SELECT count(*) FROM api_key) AS keys,"
	       " (SELECT count(*) FROM ticket) AS tickets,"
	       " (SELECT count(*) FROM rendering) AS rendered,"
	       " (SELECT count(*) FROM rendering WHERE archived_at > 0)"
	       " AS archived,"
	       " (SELECT count(*) FROM user_template_preferences) AS wishes,"
	       " (SELECT count(*) FROM event) AS told,"
	       " (SELECT count(*) FROM account WHERE email_verified)"
	       " AS proven,"
	       " (SELECT count(*) FROM job) AS jobs,"
	       " (SELECT count(*) FROM job WHERE state = 'ready') AS waiting,"
	       " (SELECT count(*) FROM job WHERE cancel_at > 0) AS cancelled,"
	       " (SELECT count(*) FROM job_event) AS events,"
	       " (SELECT count(*) FROM document) AS documents,"
	       " (SELECT count(*) FROM document WHERE deleted_at > 0)"
	       " AS deleted,"
	       " (SELECT count(*) FROM document WHERE master_id <> '')"
	       " AS variants,"
	       " (SELECT count(*) FROM document_version) AS versions,"
	       " (SELECT count(*) FROM document_version WHERE name <> '')"
	       " AS named,"
	       " (SELECT count(*) FROM project) AS projects,"
	       " (SELECT count(*) FROM project WHERE deleted_at > 0)"
	       " AS thrown,"
	       " (SELECT count(*) FROM agent_run) AS runs,"
	       " (SELECT count(*) FROM project_history) AS tailored,"
	       " (SELECT count(*) FROM share) AS shares,"
	       " (SELECT count(*) FROM share WHERE revoked_at > 0)"
	       " AS revoked,"
	       " (SELECT count(*) FROM webhook) AS webhooks,"
	       " (SELECT count(*) FROM delivery) AS deliveries,"
	       " (SELECT count(*) FROM delivery_attempt) AS attempts,"
	       " (SELECT count(*) FROM identity) AS identities,"
	       " (SELECT count(*) FROM totp) AS secrets,"
	       " (SELECT count(*) FROM recovery_code) AS codes,"
	       " (SELECT count(*) FROM passkey) AS passkeys,"
	       " (SELECT count(*) FROM spent) AS spent,"
	       " (SELECT count(*) FROM file) AS files,"
	       " (SELECT count(*) FROM project_status) AS statuses,"
	       " (SELECT count(*) FROM project_message) AS messages,"
	       " (SELECT count(*) FROM idempotency) AS answers,"
	       " (SELECT count(*) FROM audit_logs) AS audited",
	.out = (const struct db_col[]){ DB_COL(rows, accounts),
		DB_COL(rows, renamed), DB_COL(rows, suspended),
		DB_COL(rows, sessions), DB_COL(rows, turns),
		DB_COL(rows, ended), DB_COL(rows, keys), DB_COL(rows, tickets),
		DB_COL(rows, rendered), DB_COL(rows, archived),
		DB_COL(rows, wishes), DB_COL(rows, told), DB_COL(rows, proven),
		DB_COL(rows, jobs), DB_COL(rows, waiting),
		DB_COL(rows, cancelled), DB_COL(rows, events),
		DB_COL(rows, documents), DB_COL(rows, deleted),
		DB_COL(rows, variants), DB_COL(rows, versions),
		DB_COL(rows, named), DB_COL(rows, projects),
		DB_COL(rows, thrown), DB_COL(rows, runs),
		DB_COL(rows, tailored), DB_COL(rows, shares),
		DB_COL(rows, revoked), DB_COL(rows, webhooks),
		DB_COL(rows, deliveries), DB_COL(rows, attempts),
		DB_COL(rows, identities), DB_COL(rows, secrets),
		DB_COL(rows, codes), DB_COL(rows, passkeys),
		DB_COL(rows, spent), DB_COL(rows, files),
		DB_COL(rows, statuses), DB_COL(rows, messages),
		DB_COL(rows, answers), DB_COL(rows, audited), { 0 } },
	.row_size = sizeof(struct rows),
};

#endif

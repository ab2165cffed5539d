/* store/project.h - projects with what stands behind them, typed. */
#ifndef STORE_PROJECT_H
#define STORE_PROJECT_H

#include "db/db.h"

struct project {
	struct str id, account_id, project_name, company, job_description,
		base_resume_id, document_id, status, notes, words;
	struct str posting_url, next_step; /* or empty */
	struct str next_on;                /* a day, "2026-11-30"; or empty */
	int64_t version, pdf_at, created_at, updated_at;
	int64_t deleted_at; /* in the trash since; 0: it is not */
};

bool store_project_add(struct db *db, const struct project *p, struct err *err);
/* Those in the trash, too. */
bool store_project_get(struct db *db, struct str account_id, struct str id,
	struct project *out, struct err *err);
/* All but its owner and its times of birth and death, of one whose version is
 * `was`. *done: there was such a one. */
bool store_project_set(struct db *db, const struct project *p, int64_t was,
	bool *done, struct err *err);
bool store_project_set_pdf(
	struct db *db, struct str id, int64_t pdf_at, struct err *err);
bool store_project_set_deleted(
	struct db *db, struct str id, int64_t deleted_at, struct err *err);

/* Newest first, before (at, id). Empty: any. Without job_description, notes
 * and words. */
struct project_wish {
	struct str account_id, status;
	struct str q; /* lower case, a piece of `words` */
	bool deleted;
	int64_t before_at;
	struct str before_id;
	int64_t limit;
};
bool store_project_list(struct db *db, const struct project_wish *wish,
	struct db_rows *out, struct err *err);
bool store_project_count(
	struct db *db, struct str account_id, int64_t *out, struct err *err);
bool store_project_each(struct db *db, struct str account_id, db_each_row *each,
	void *with, struct err *err);

/* ---- what stands behind them (project_past.c) --------------------------- */

struct project_status {
	struct str project_id;
	int64_t n, at;
	struct str status;
};
struct project_history {
	struct str project_id;
	int64_t n, at;
	struct str run_id;
	int64_t version;
	struct str resume_json, job_description, changes_made;
};
struct project_message {
	struct str project_id;
	int64_t n, at;
	struct str role, run_id, content;
};

/* n is the next one; those before the last `keep` are forgotten. */
bool store_project_add_status(struct db *db, const struct project_status *s,
	int64_t keep, struct err *err);
bool store_project_add_history(struct db *db, const struct project_history *h,
	int64_t keep, struct err *err);
bool store_project_add_message(struct db *db, const struct project_message *m,
	int64_t keep, struct err *err);

/* In their order, oldest first. */
bool store_project_statuses(struct db *db, struct str project_id, size_t most,
	struct db_rows *out, struct err *err);
bool store_project_histories(struct db *db, struct str project_id, size_t most,
	struct db_rows *out, struct err *err);
bool store_project_messages(struct db *db, struct str project_id, size_t most,
	struct db_rows *out, struct err *err);

/* All of a person. */
bool store_project_each_status(struct db *db, struct str account_id,
	db_each_row *each, void *with, struct err *err);
bool store_project_each_history(struct db *db, struct str account_id,
	db_each_row *each, void *with, struct err *err);
bool store_project_each_message(struct db *db, struct str account_id,
	db_each_row *each, void *with, struct err *err);

extern const struct db_query *const store_project_queries[];
extern const struct db_query *const store_project_past_queries[];

#endif

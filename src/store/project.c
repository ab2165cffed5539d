/* store/project.c - SQL about projects; see project_past.c for their past. */
#include "store/project.h"

struct project_number {
	int64_t count;
};

#define HEAD                                                     \
	"id, account_id, project_name, company, base_resume_id," \
	" document_id, status, version, pdf_at, created_at,"     \
	" updated_at, deleted_at, posting_url, next_step, next_on"
#define HEAD_COLUMNS                                                           \
	DB_COL(project, id), DB_COL(project, account_id),                      \
		DB_COL(project, project_name), DB_COL(project, company),       \
		DB_COL(project, base_resume_id), DB_COL(project, document_id), \
		DB_COL(project, status), DB_COL(project, version),             \
		DB_COL(project, pdf_at), DB_COL(project, created_at),          \
		DB_COL(project, updated_at), DB_COL(project, deleted_at),      \
		DB_COL(project, posting_url), DB_COL(project, next_step),      \
		DB_COL(project, next_on)
#define ALL HEAD ", job_description, notes, words"

static const struct db_col head[] = { HEAD_COLUMNS, { 0 } };
static const struct db_col all[] = { HEAD_COLUMNS,
	DB_COL(project, job_description), DB_COL(project, notes),
	DB_COL(project, words), { 0 } };

static const struct db_query add = {
	.name = "project.add",
	.sql = "INSERT INTO project (" ALL ") VALUES ($1, $2, $3, $4, $5, $6,"
	       " $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
	.in = all,
};

static const struct db_query get = {
	.name = "project.get",
	.sql = "SELECT " ALL " FROM project WHERE account_id = $1 AND id = $2",
	.in = (const struct db_col[]){ DB_COL(project, account_id),
		DB_COL(project, id), { 0 } },
	.out = all,
	.row_size = sizeof(struct project),
};

/* `pdf_at` carries the version that was. */
static const struct db_query set = {
	.name = "project.set",
	.sql = "UPDATE project SET project_name = $2, company = $3,"
	       " job_description = $4, base_resume_id = $5, document_id = $6,"
	       " status = $7, notes = $8, words = $9, version = $10,"
	       " updated_at = $11, posting_url = $13, next_step = $14,"
	       " next_on = $15 WHERE id = $1 AND version = $12"
	       " AND deleted_at = 0",
	.in = (const struct db_col[]){ DB_COL(project, id),
		DB_COL(project, project_name), DB_COL(project, company),
		DB_COL(project, job_description),
		DB_COL(project, base_resume_id), DB_COL(project, document_id),
		DB_COL(project, status), DB_COL(project, notes),
		DB_COL(project, words), DB_COL(project, version),
		DB_COL(project, updated_at), DB_COL(project, pdf_at),
		DB_COL(project, posting_url), DB_COL(project, next_step),
		DB_COL(project, next_on), { 0 } },
};

static const struct db_query set_pdf = {
	.name = "project.set_pdf",
	.sql = "UPDATE project SET pdf_at = $2 WHERE id = $1",
	.in = (const struct db_col[]){ DB_COL(project, id),
		DB_COL(project, pdf_at), { 0 } },
};

static const struct db_query set_deleted = {
	.name = "project.set_deleted",
	.sql = "UPDATE project SET deleted_at = $2 WHERE id = $1",
	.in = (const struct db_col[]){ DB_COL(project, id),
		DB_COL(project, deleted_at), { 0 } },
};

static const struct db_query list = {
	.name = "project.list",
	.sql = "SELECT " HEAD " FROM project WHERE account_id = $1"
	       " AND (deleted_at > 0) = $2 AND (created_at, id) < ($3, $4)"
	       " AND ($5 = '' OR status = $5)"
	       " AND ($6 = '' OR words LIKE '%' || $6 || '%' ESCAPE '\\')"
	       " ORDER BY created_at DESC, id DESC LIMIT $7",
	.in = (const struct db_col[]){ DB_COL(project_wish, account_id),
		DB_COL(project_wish, deleted), DB_COL(project_wish, before_at),
		DB_COL(project_wish, before_id), DB_COL(project_wish, status),
		DB_COL(project_wish, q), DB_COL(project_wish, limit), { 0 } },
	.out = head,
	.row_size = sizeof(struct project),
};

static const struct db_query count = {
	.name = "project.count",
	.sql = "SELECT count(*) AS count FROM project WHERE account_id = $1",
	.in = (const struct db_col[]){ DB_COL(project, account_id), { 0 } },
	.out = (const struct db_col[]){ DB_COL(project_number, count), { 0 } },
	.row_size = sizeof(struct project_number),
};

static const struct db_query each_of = {
	.name = "project.each_of",
	.sql = "SELECT " ALL " FROM project WHERE account_id = $1"
	       " ORDER BY created_at, id",
	.in = (const struct db_col[]){ DB_COL(project, account_id), { 0 } },
	.out = all,
	.row_size = sizeof(struct project),
};

const struct db_query *const store_project_queries[] = { &add, &get, &set,
	&set_pdf, &set_deleted, &list, &count, &each_of, NULL };

bool store_project_add(struct db *db, const struct project *p, struct err *err)
{
	return db_run(db, &add, p, NULL, err);
}

bool store_project_get(struct db *db, struct str account_id, struct str id,
	struct project *out, struct err *err)
{
	bool found;

	if (!db_find(db, &get,
		    &(struct project){ .account_id = account_id, .id = id },
		    out, &found, err))
		return false;
	return found || err_set(err, ERR_NOT_FOUND, "no such project");
}

bool store_project_set(struct db *db, const struct project *p, int64_t was,
	bool *done, struct err *err)
{
	struct project row = *p;
	int64_t changed;

	row.pdf_at = was;
	if (!db_run(db, &set, &row, &changed, err))
		return false;
	*done = changed > 0;
	return true;
}

bool store_project_set_pdf(
	struct db *db, struct str id, int64_t pdf_at, struct err *err)
{
	return db_run(db, &set_pdf,
		&(struct project){ .id = id, .pdf_at = pdf_at }, NULL, err);
}

bool store_project_set_deleted(
	struct db *db, struct str id, int64_t deleted_at, struct err *err)
{
	return db_run(db, &set_deleted,
		&(struct project){ .id = id, .deleted_at = deleted_at }, NULL,
		err);
}

bool store_project_list(struct db *db, const struct project_wish *wish,
	struct db_rows *out, struct err *err)
{
	return db_list(db, &list, wish, (size_t)wish->limit, out, err);
}

bool store_project_count(
	struct db *db, struct str account_id, int64_t *out, struct err *err)
{
	struct project_number n;

	if (!db_one(db, &count, &(struct project){ .account_id = account_id },
		    &n, err))
		return false;
	*out = n.count;
	return true;
}

bool store_project_each(struct db *db, struct str account_id, db_each_row *each,
	void *with, struct err *err)
{
	return db_each(db, &each_of,
		&(struct project){ .account_id = account_id }, each, with, err);
}

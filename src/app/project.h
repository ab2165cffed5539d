/*
 * app/project.h - projects, one a job that somebody applies for (ACC-7): the
 * posting, a resume for it, how the application stands, and what was said and
 * changed on the way.
 *
 * A project's resume is a document of its own (document.h), which has its
 * versions. What is thrown away waits in the trash with it. Tailoring it is
 * agent.h's business.
 */
#ifndef APP_PROJECT_H
#define APP_PROJECT_H

#include "app/call.h"
#include "app/cursor.h"
#include "store/document.h"
#include "store/project.h"

enum {
	APP_PROJECTS_MOST = 10000,       /* of an account, the trash too */
	APP_PROJECT_NAME = 200,          /* characters; of a company's, too */
	APP_PROJECT_POSTING = 256 << 10, /* characters */
	APP_PROJECT_NOTES = 20000,
	APP_PROJECT_URL = 2000,
	APP_PROJECT_STEP = 300, /* what is to be done next */
	APP_PROJECT_HISTORY = 10,
	APP_PROJECT_MESSAGES = 200,
	APP_PROJECT_STATUSES = 1000, /* changes that are shown */
	APP_PROJECT_SECTIONS = 60
};
extern const char *const app_project_statuses[]; /* NULL-ended */

/* What an older project and its resume were, as one: "3.7". */
struct project_mark {
	int64_t project, document; /* 0: any */
};

/* One project, whole. */
struct project_whole {
	struct project project;
	struct str resume_json; /* at NULL: its document is gone */
	int64_t document_version;
	struct project_mark mark;
	struct {
		struct project_status *at;
		size_t count;
	} status_history;
	struct {
		struct project_history *at;
		size_t count;
	} tailoring_history; /* oldest first, as all of these */
	struct {
		struct project_message *at;
		size_t count;
	} message_history;
	bool pdf_generating; /* never for long: it takes milliseconds */
	int64_t pdf_progress;
};

struct project_new {
	struct str project_name; /* empty: of the posting */
	struct str company;      /* likewise */
	struct str job_description;
	struct str base_resume_id; /* none: my base resume, if there is one */
	struct str resume_json;    /* in its place */
	struct str status, notes, posting_url, next_step, next_on;
};
/* These are OWN. */
bool app_project_create(struct call *c, const struct project_new *in,
	struct project_whole *out, struct err *err);

/* At NULL: as it is. */
struct project_change {
	struct str project_name, company, job_description, status, notes,
		posting_url, next_step, next_on, resume_json;
	struct project_mark mark;
};
/* ERR_STALE: somebody changed it meanwhile. */
bool app_project_change(struct call *c, struct str id,
	const struct project_change *in, struct project_whole *out,
	struct err *err);
struct project_order {
	struct resume_order {
		struct str *at;
		size_t count;
	} section_order;
	struct project_mark mark;
};
bool app_project_order(struct call *c, struct str id,
	const struct project_order *in, struct project_whole *out,
	struct err *err);

/* Opens the call for reading at least. */
bool app_project_get(struct call *c, struct str id, struct project_whole *out,
	struct err *err);
/* Its row alone. */
bool app_project_row(
	struct call *c, struct str id, struct project *out, struct err *err);

struct project_page {
	struct str status, q, cursor; /* absent: any */
	bool deleted;
	int64_t limit;
};
/* Rows of struct project. */
bool app_project_list(struct call *c, const struct project_page *ask,
	struct db_rows *out, struct str *next, struct err *err);

/* To the trash, and back; its resume goes with it. In writing calls. */
bool app_project_remove(struct call *c, struct str id, struct project_mark mark,
	struct err *err);
bool app_project_recover(struct call *c, struct str id,
	struct project_whole *out, struct err *err);

/* It was made a file of, now. */
bool app_project_rendered(struct call *c, struct str id, struct err *err);
/* In a writing call: the project is another one now. */
bool app_project_touch(struct call *c, struct project *p, struct err *err);

#endif

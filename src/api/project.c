/* api/project.c - projects: do, show. */
#include "app/project.h"

#include "api/api.h"
#include "api/shapes.h"
#include "app/document.h"
#include "app/render.h"

/* ---- what is shown ------------------------------------------------------ */

static const char *const roles[] = { "user", "assistant", NULL };

static const struct json_field status_fields[] = {
	JSON_WORD(project_status, status, JSON_MUST, app_project_statuses),
	JSON_TIME(project_status, at, JSON_MUST),
	{ 0 },
};
static const struct json_shape status_shape =
	JSON_SHAPE(project_status, "ProjectStatus",
		"When an application came to a status.", status_fields);

static const struct json_field history_fields[] = {
	JSON_TIME(project_history, at, JSON_MUST, .as = "timestamp"),
	JSON(project_history, run_id, JSON_MUST, 0, 36),
	JSON(project_history, version, JSON_MUST, 0, INT64_MAX,
		.about = "of its document, which has it still"),
	JSON_RAW(project_history, resume_json, JSON_MUST, 0,
		.only = JSON_OBJECT, .about = "what it said before"),
	JSON(project_history, job_description, JSON_MUST, 0, 0),
	JSON_RAW(project_history, changes_made, JSON_MUST, 0, .only = JSON_LIST,
		.about = "each a TailorChange"),
	{ 0 },
};
static const struct json_shape history_shape = JSON_SHAPE(project_history,
	"ProjectTailoring", "What a tailoring put aside.", history_fields);

static const struct json_field message_fields[] = {
	JSON_WORD(project_message, role, JSON_MUST, roles),
	JSON_TIME(project_message, at, JSON_MUST),
	JSON(project_message, run_id, JSON_MUST, 0, 36),
	JSON(project_message, content, JSON_MUST, 0, 0),
	{ 0 },
};
static const struct json_shape message_shape = JSON_SHAPE(project_message,
	"ProjectMessage", "What somebody said.", message_fields);

static const struct json_field row_fields[] = {
	JSON(project, id, JSON_MUST, 36, 36, .format = JSON_UUID),
	JSON(project, project_name, JSON_MUST, 0, APP_PROJECT_NAME),
	JSON(project, company, JSON_MUST, 0, APP_PROJECT_NAME),
	JSON_WORD(project, status, JSON_MUST, app_project_statuses),
	JSON(project, posting_url, JSON_MUST, 0, APP_PROJECT_URL),
	JSON(project, next_step, JSON_MUST, 0, APP_PROJECT_STEP),
	JSON(project, next_on, JSON_MUST, 0, 10, .about = "a day, or empty"),
	JSON(project, base_resume_id, JSON_MUST, 0, 36),
	JSON(project, document_id, JSON_MUST, 0, 36),
	JSON_TIME(project, created_at, JSON_MUST),
	JSON_TIME(project, updated_at, JSON_MUST),
	JSON_TIME(project, deleted_at, JSON_OMIT_EMPTY),
	{ 0 },
};
const struct json_shape api_project_row =
	JSON_SHAPE(project, "ProjectRow", "A project, in a list.", row_fields);

/* A field of its row. */
#define OF(field, name) \
	JSON(project_whole, project.field, JSON_MUST, 0, 0, .as = name)
static const struct json_field whole_fields[] = {
	OF(id, "id"),
	OF(project_name, "project_name"),
	OF(company, "company"),
	OF(job_description, "job_description"),
	JSON_WORD(project_whole, project.status, JSON_MUST,
		app_project_statuses, .as = "status"),
	JSON_ROWS(project_whole, status_history, JSON_MUST,
		APP_PROJECT_STATUSES, &status_shape),
	OF(notes, "notes"),
	OF(posting_url, "posting_url"),
	OF(next_step, "next_step"),
	OF(next_on, "next_on"),
	JSON(project_whole, project.base_resume_id, JSON_MUST, 0, 36,
		.as = "base_resume_id", .about = "empty: none"),
	JSON(project_whole, project.document_id, JSON_MUST, 0, 36,
		.as = "document_id",
		.about = "its resume among your documents, with its versions"),
	JSON(project_whole, document_version, JSON_MUST, 0, INT64_MAX),
	JSON_RAW(project_whole, resume_json, JSON_MUST | JSON_NULLABLE, 0,
		.only = JSON_OBJECT,
		.about = "JSON Resume; null: its document is gone"),
	JSON_ROWS(project_whole, tailoring_history, JSON_MUST,
		APP_PROJECT_HISTORY, &history_shape,
		.about = "the last ten, oldest first"),
	JSON_ROWS(project_whole, message_history, JSON_MUST,
		APP_PROJECT_MESSAGES, &message_shape,
		.about = "the last two hundred, oldest first"),
	JSON(project_whole, pdf_generating, JSON_MUST, 0, 0),
	JSON(project_whole, pdf_progress, JSON_MUST, 0, 100,
		.as = "pdf_generation_progress"),
	JSON_TIME(project_whole, project.pdf_at, JSON_MUST | JSON_NULLABLE,
		.as = "pdf_generation_started_at"),
	JSON_TIME(project_whole, project.created_at, JSON_MUST,
		.as = "created_at"),
	JSON_TIME(project_whole, project.updated_at, JSON_MUST,
		.as = "updated_at"),
	{ 0 },
};
const struct json_shape api_project = JSON_SHAPE(project_whole, "Project",
	"A job that somebody applies for, and the resume for it.",
	whole_fields);

/* ---- what is given ------------------------------------------------------ */

#define RESUME(row)                                                           \
	JSON_RAW(row, resume_json, 0, APP_DOCUMENT_BODY, .only = JSON_OBJECT, \
		.about = "JSON Resume")
static const struct json_field new_fields[] = {
	JSON(project_new, project_name, 0, 1, APP_PROJECT_NAME,
		.format = JSON_LINE,
		.about = "absent: what the posting is called"),
	JSON(project_new, company, 0, 0, APP_PROJECT_NAME, .format = JSON_LINE,
		.about = "absent: what the posting says"),
	JSON(project_new, job_description, JSON_MUST, 1, APP_PROJECT_POSTING,
		.about = "the posting: text, Markdown, or a page's HTML"),
	JSON(project_new, base_resume_id, 0, 36, 36, .format = JSON_UUID,
		.about = "the document that it begins with; absent: your "
			 "base resume"),
	RESUME(project_new),
	JSON_WORD(project_new, status, 0, app_project_statuses),
	JSON(project_new, notes, 0, 0, APP_PROJECT_NOTES),
	JSON(project_new, posting_url, 0, 0, APP_PROJECT_URL,
		.format = JSON_LINE,
		.about = "where the posting stands; empty: nowhere"),
	JSON(project_new, next_step, 0, 0, APP_PROJECT_STEP,
		.format = JSON_LINE, .about = "what is to be done next"),
	JSON(project_new, next_on, 0, 0, 10, .format = JSON_LINE,
		.about = "and on which day; empty: on none",
		.example = "2026-11-30"),
	{ 0 },
};
const struct json_shape api_project_new = JSON_SHAPE(
	project_new, "ProjectNew", "A job to apply for.", new_fields);

static const struct json_field change_fields[] = {
	JSON(project_change, project_name, 0, 1, APP_PROJECT_NAME,
		.format = JSON_LINE),
	JSON(project_change, company, 0, 0, APP_PROJECT_NAME,
		.format = JSON_LINE),
	JSON(project_change, job_description, 0, 1, APP_PROJECT_POSTING),
	JSON_WORD(project_change, status, 0, app_project_statuses),
	JSON(project_change, notes, 0, 0, APP_PROJECT_NOTES),
	JSON(project_change, posting_url, 0, 0, APP_PROJECT_URL,
		.format = JSON_LINE,
		.about = "where the posting stands; empty: nowhere"),
	JSON(project_change, next_step, 0, 0, APP_PROJECT_STEP,
		.format = JSON_LINE, .about = "what is to be done next"),
	JSON(project_change, next_on, 0, 0, 10, .format = JSON_LINE,
		.about = "and on which day; empty: on none",
		.example = "2026-11-30"),
	RESUME(project_change),
	{ 0 },
};
const struct json_shape api_project_change_in = JSON_SHAPE(project_change,
	"ProjectChange", "What is to be different.", change_fields);

static const struct json_field order_fields[] = {
	JSON_TEXTS(project_order, section_order, JSON_MUST,
		APP_PROJECT_SECTIONS, 1, 100, .format = JSON_LINE,
		.example = "[\"summary\",\"skills\",\"work\"]"),
	{ 0 },
};
const struct json_shape api_project_order_in = JSON_SHAPE(project_order,
	"SectionOrder",
	"Sections in the order in which they are shown; what is not named "
	"stands behind.",
	order_fields);

static const struct json_field page_fields[] = {
	JSON_WORD(project_page, status, 0, app_project_statuses),
	JSON(project_page, q, 0, 0, 200,
		.about = "a piece of name, company or notes"),
	JSON(project_page, deleted, 0, 0, 0, .about = "what is in the trash"),
	API_CURSOR(project_page),
	{ 0 },
};
const struct json_shape api_project_page =
	JSON_SHAPE(project_page, "ProjectPage", "Which projects.", page_fields);

/* ---- which one is meant -------------------------------------------------- */

/* If-Match: "3.7", as ETag had it. None, or "*": any. */
static bool read_mark(
	const struct api_ask *ask, struct project_mark *out, struct err *err)
{
	struct str given = http_header_find(ask->req, "if-match"), first;

	*out = (struct project_mark){ 0 };
	if (!given.at || str_is(str_trim(given), "*"))
		return true;
	given = str_trim(given);
	if (str_starts(given, STR("W/")))
		given = str_of(given.at + 2, given.len - 2);
	if (given.len > 2 && *given.at == '"' &&
		given.at[given.len - 1] == '"') {
		given = str_of(given.at + 1, given.len - 2);
		if (str_ends(given, STR("-gz")))
			given.len -= 3;
		first = str_cut(&given, '.');
		if (str_int(first, &out->project) &&
			str_int(given, &out->document) && out->project > 0)
			return true;
	}
	return err_set(err, ERR_BAD_INPUT,
		"If-Match must be an ETag of this project, such as \"3.7\"");
}

static bool show(struct api_reply *reply, const struct project_whole *p)
{
	http_res_fmt(reply->res, "ETag", "\"%lld.%lld\"",
		(long long)p->mark.project, (long long)p->mark.document);
	return api_show(reply, p);
}

/* ---- handlers ----------------------------------------------------------- */

bool api_project_list(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct db_rows rows;
	struct str next;

	return app_project_list(c, ask->query, &rows, &next, err) &&
	       api_show_list(reply, &rows, sizeof(struct project), next);
}

bool api_project_create(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct project_whole out;

	return app_project_create(c, ask->in, &out, err) && show(reply, &out);
}

bool api_project_get(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct project_whole out;

	return app_project_get(c, ask->id[0], &out, err) && show(reply, &out);
}

bool api_project_change(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct project_change in = *(const struct project_change *)ask->in;
	struct project_whole out;

	return read_mark(ask, &in.mark, err) &&
	       app_project_change(c, ask->id[0], &in, &out, err) &&
	       show(reply, &out);
}

bool api_project_order(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct project_order in = *(const struct project_order *)ask->in;
	struct project_whole out;

	return read_mark(ask, &in.mark, err) &&
	       app_project_order(c, ask->id[0], &in, &out, err) &&
	       show(reply, &out);
}

bool api_project_remove(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct project_mark mark;

	return read_mark(ask, &mark, err) &&
	       app_project_remove(c, ask->id[0], mark, err) &&
	       api_show_nothing(reply);
}

bool api_project_recover(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct project_whole out;

	return app_project_recover(c, ask->id[0], &out, err) &&
	       show(reply, &out);
}

/* The format is the end of the route's path. */
bool api_project_file(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const char *name = strrchr(ask->route->path, '/') + 1;
	const struct render_ask in = { .project_id = ask->id[0] };
	struct rendered r;

	if (!app_render(c, &in, app_render_format(str_c(name)), RENDER_EXPORT,
		    &reply->res->body, &r, err) ||
		!app_project_rendered(c, ask->id[0], err))
		return false;
	reply->res->status = 200;
	reply->res->type = r.format->type;
	api_show_name(reply, r.name, str_is(str_c(name), "pdf"));
	return true;
}

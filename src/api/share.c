/* api/share.c - links to documents, as their owner manages them: do, show. */
#include "api/api.h"
#include "api/shapes.h"
#include "app/share.h"

/* What is shown of a share: no hash, no password. */
struct share_row {
	struct str id, name, resume_id, project_id;
	int64_t version;
	struct str template;
	struct resume_texts redact;
	bool has_password, allow_download;
	int64_t views, downloads, viewed_at, created_at, updated_at, expires_at,
		revoked_at;
};
static const struct json_field share_fields[] = {
	JSON(share_row, id, JSON_MUST, 36, 36, .format = JSON_UUID),
	JSON(share_row, name, JSON_OMIT_EMPTY, 0, APP_SHARE_NAME),
	JSON(share_row, resume_id, JSON_OMIT_EMPTY, 0, 36),
	JSON(share_row, project_id, JSON_OMIT_EMPTY, 0, 36),
	JSON(share_row, version, JSON_MUST, 0, INT32_MAX,
		.about = "0: always the newest"),
	JSON(share_row, template, JSON_OMIT_EMPTY, 0, 64),
	JSON_TEXTS(share_row, redact, JSON_MUST, APP_SHARE_REDACTS, 1, 40),
	JSON(share_row, has_password, JSON_MUST, 0, 0),
	JSON(share_row, allow_download, JSON_MUST, 0, 0),
	JSON(share_row, views, JSON_MUST, 0, INT64_MAX,
		.about = "without those of yours and of robots"),
	JSON(share_row, downloads, JSON_MUST, 0, INT64_MAX),
	JSON_TIME(share_row, viewed_at, JSON_OMIT_EMPTY),
	JSON_TIME(share_row, created_at, JSON_MUST),
	JSON_TIME(share_row, updated_at, JSON_MUST),
	JSON_TIME(share_row, expires_at, JSON_OMIT_EMPTY),
	JSON_TIME(share_row, revoked_at, JSON_OMIT_EMPTY),
	{ 0 },
};
const struct json_shape api_share =
	JSON_SHAPE(share_row, "Share", "A link to a document.", share_fields);

#define SHARE_PASSWORD                                                      \
	"who follows the link has to know it; absent or null: the link is " \
	"enough"
static const struct json_field new_fields[] = {
	JSON(share_new, resume_id, 0, 36, 36, .format = JSON_UUID,
		.about = "one of your documents; or give 'project_id'"),
	JSON(share_new, project_id, 0, 36, 36, .format = JSON_UUID,
		.about = "one of your projects: its resume"),
	JSON(share_new, version, 0, 0, INT32_MAX, JSON_ELSE(0),
		.about = "of the document, for ever; 0: always the newest"),
	JSON(share_new, template, 0, 1, 64, .example = "classic",
		.about = "its id; absent: the document's own, or modern"),
	JSON(share_new, name, 0, 0, APP_SHARE_NAME, .format = JSON_LINE,
		.about = "your word for it; visitors do not see it"),
	JSON(share_new, password, JSON_WRITEONLY | JSON_NULLABLE, 1,
		APP_SHARE_PASSWORD, .format = JSON_PASSWORD,
		.about = SHARE_PASSWORD),
	JSON_TEXTS(share_new, redact, 0, APP_SHARE_REDACTS, 1, 40,
		.about = "what visitors do not see: photo, address, phone, "
			 "email, birth_date, referees",
		.example = "[\"phone\",\"address\"]"),
	JSON(share_new, allow_download, 0, 0, 0, JSON_ELSE(false),
		.about = "visitors may have it as PDF, too"),
	JSON_TIME(share_new, expires_at, 0, .about = "absent: never"),
	{ 0 },
};
const struct json_shape api_share_new = JSON_SHAPE(
	share_new, "ShareNew", "What to share, and how.", new_fields);

static const struct json_field change_fields[] = {
	JSON(share_change, version, 0, 0, INT32_MAX,
		JSON_HAS(share_change, has_version)),
	JSON(share_change, template, JSON_NULLABLE, 0, 64,
		JSON_HAS(share_change, has_template)),
	JSON(share_change, name, JSON_NULLABLE, 0, APP_SHARE_NAME,
		.format = JSON_LINE, JSON_HAS(share_change, has_name)),
	JSON(share_change, password, JSON_WRITEONLY | JSON_NULLABLE, 0,
		APP_SHARE_PASSWORD, .format = JSON_PASSWORD,
		JSON_HAS(share_change, has_password),
		.about = "null: the link is enough from now on"),
	JSON_TEXTS(share_change, redact, 0, APP_SHARE_REDACTS, 1, 40,
		JSON_HAS(share_change, has_redact)),
	JSON(share_change, allow_download, 0, 0, 0,
		JSON_HAS(share_change, has_allow_download)),
	JSON_TIME(share_change, expires_at, JSON_NULLABLE,
		JSON_HAS(share_change, has_expires_at), .about = "null: never"),
	{ 0 },
};
const struct json_shape api_share_change =
	JSON_SHAPE(share_change, "ShareChange",
		"What shall be otherwise; the rest stays.", change_fields);

struct made_row {
	struct share_row share;
	struct str url, token;
};
static const struct json_field made_fields[] = {
	JSON_IN(made_row, share, JSON_MUST, &api_share),
	JSON(made_row, url, JSON_MUST, 1, 2000,
		.about = "the link, shown this once; a path where FRONTEND_URL "
			 "is not set"),
	JSON(made_row, token, JSON_MUST, 1, 64,
		.about = "its last part, which nobody can guess"),
	{ 0 },
};
const struct json_shape api_share_made = JSON_SHAPE(
	made_row, "ShareMade", "A new share with its link.", made_fields);

static struct share_row row_of(struct arena *mem, const struct share *s)
{
	return (struct share_row){ .id = s->id,
		.name = s->name,
		.resume_id = s->document_id,
		.project_id = s->project_id,
		.version = s->version,
		.template = s->template,
		.redact = app_share_redact(mem, s->redact),
		.has_password = s->password.len > 0,
		.allow_download = s->allow_download,
		.views = s->views,
		.downloads = s->downloads,
		.viewed_at = s->viewed_at,
		.created_at = s->created_at,
		.updated_at = s->updated_at,
		.expires_at = s->expires_at,
		.revoked_at = s->revoked_at };
}

static bool show(struct call *c, struct api_reply *reply, const struct share *s)
{
	struct share_row row = row_of(c->mem, s);

	return api_show(reply, &row);
}

static bool show_made(
	struct call *c, struct api_reply *reply, const struct share_made *made)
{
	struct made_row row = { row_of(c->mem, &made->share), made->url,
		made->token };

	return api_show(reply, &row);
}

bool api_share_create(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct share_made made;

	return app_share_create(c, ask->in, &made, err) &&
	       show_made(c, reply, &made);
}

bool api_share_renew(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct share_made made;

	return app_share_renew(c, ask->id[0], &made, err) &&
	       show_made(c, reply, &made);
}

bool api_share_list(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct share_row *shown;
	struct db_rows rows;
	struct str next;

	if (!app_share_list(c, ask->query, &rows, &next, err))
		return false;
	shown = ARENA_LIST(c->mem, struct share_row, rows.count);
	for (size_t i = 0; i < rows.count; i++)
		shown[i] = row_of(c->mem, (const struct share *)rows.at + i);
	rows.at = shown;
	return api_show_list(reply, &rows, sizeof(*shown), next);
}

bool api_share_get(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct share s;

	return app_share_get(c, ask->id[0], &s, err) && show(c, reply, &s);
}

bool api_share_set(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct share s;

	return app_share_change(c, ask->id[0], ask->in, &s, err) &&
	       show(c, reply, &s);
}

bool api_share_revoke(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	return app_share_revoke(c, ask->id[0], err) && api_show_nothing(reply);
}

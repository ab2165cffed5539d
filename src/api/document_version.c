/* api/document_version.c - what documents said: do, show. */
#include "api/document_int.h"

#include "api/shapes.h"
#include "app/document_data.h"

/* ---- shapes ------------------------------------------------------------- */

#define ROW(row, in)                                                          \
	JSON(row, in number, JSON_MUST, 1, INT64_MAX, .as = "number"),        \
		JSON_TIME(row, in at, JSON_MUST, .as = "at"),                 \
		JSON(row, in author_id, JSON_MUST, 0, 36, .as = "author_id"), \
		JSON_WORD(row, in way, JSON_MUST, app_document_ways,          \
			.as = "way", .about = "how it came to be"),           \
		JSON(row, in name, JSON_MUST, 0, APP_DOCUMENT_TITLE,          \
			.as = "name", .about = "that its owner gave it"),     \
		JSON(row, in summary, JSON_MUST, 0, APP_DOCUMENT_SUMMARY,     \
			.as = "changes_summary")

static const struct json_field row_fields[] = { ROW(document_version, ),
	JSON(document_version, sent, JSON_MUST, 0, INT64_MAX,
		.as = "sent_count", .about = "files that carry it"),
	{ 0 } };
const struct json_shape api_version = JSON_SHAPE(document_version,
	"DocumentVersion", "A version, without what it says.", row_fields);

static const struct json_field sent_fields[] = {
	JSON(version_sent, id, JSON_MUST, 36, 36, .as = "history_id",
		.about = "see /api/history"),
	JSON_TIME(version_sent, at, JSON_MUST),
	JSON(version_sent, format, JSON_MUST, 0, 32),
	JSON(version_sent, template, JSON_MUST, 0, 100),
	JSON(version_sent, project_id, JSON_OMIT_EMPTY, 36, 36),
	JSON(version_sent, project_name, JSON_OMIT_EMPTY, 0, 1000),
	{ 0 },
};
static const struct json_shape sent_shape = JSON_SHAPE(version_sent,
	"DocumentSent", "A file that carries a version.", sent_fields);

struct version_whole {
	struct document_version of;
	struct str resume;
	struct {
		struct version_sent *at;
		size_t count;
	} sent;
};
static const struct json_field whole_fields[] = {
	ROW(version_whole, of.),
	JSON_RAW(version_whole, resume, JSON_MUST, API_DOCUMENT_ANSWER,
		.only = JSON_OBJECT),
	JSON_ROWS(version_whole, sent, JSON_MUST, APP_SENT_MOST, &sent_shape,
		.about = "where it went: the files that carry it, the last "
			 "100"),
	{ 0 },
};
const struct json_shape api_version_whole = JSON_SHAPE(version_whole,
	"DocumentVersionWhole", "A version and what it says.", whole_fields);

struct version_rename {
	struct str name;
};
static const struct json_field rename_fields[] = {
	JSON(version_rename, name, JSON_MUST, 0, APP_DOCUMENT_TITLE,
		.format = JSON_LINE, .about = "empty: none"),
	{ 0 },
};
const struct json_shape api_version_rename = JSON_SHAPE(
	version_rename, "VersionName", "What it is called.", rename_fields);

static const struct json_field pair_fields[] = {
	JSON(version_pair, from, 0, 0, INT64_MAX,
		.about = "a version; absent: the newest"),
	JSON(version_pair, to, 0, 0, INT64_MAX,
		.about = "a version; absent: the newest"),
	{ 0 },
};
const struct json_shape api_version_pair =
	JSON_SHAPE(version_pair, "VersionPair", "Which two.", pair_fields);

/* ---- handlers ----------------------------------------------------------- */

static bool read_number(
	const struct api_ask *ask, int64_t *out, struct err *err)
{
	return (str_int(ask->id[1], out) && *out > 0) ||
	       err_set(err, ERR_NOT_FOUND, "versions are numbered from 1 on");
}

bool api_version_list(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct db_rows rows;
	struct str next;

	return app_version_list(c, ask->id[0], ask->query, &rows, &next, err) &&
	       api_show_list(
		       reply, &rows, sizeof(struct document_version), next);
}

bool api_version_get(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct version_whole out;
	struct db_rows sent;
	int64_t number;

	if (!read_number(ask, &number, err) ||
		!app_version_get(
			c, ask->id[0], number, &out.of, &out.resume, err) ||
		!app_version_sent(c, ask->id[0], number, &sent, err))
		return false;
	out.sent.at = sent.at;
	out.sent.count = sent.count;
	return api_show(reply, &out);
}

bool api_version_name(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const struct version_rename *in = ask->in;
	struct document_version out;
	int64_t number;

	return read_number(ask, &number, err) &&
	       app_version_name(c, ask->id[0], number, in->name, &out, err) &&
	       api_show(reply, &out);
}

bool api_version_restore(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	int64_t number, expected;
	struct document d;

	return read_number(ask, &number, err) &&
	       api_document_expected(ask, &expected, err) &&
	       app_version_restore(c, ask->id[0], number, expected, &d, err) &&
	       api_show_document_it(c, reply, &d, err);
}

bool api_version_compare(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct document_difference out;

	return app_document_compare(c, ask->id[0], ask->query, &out, err) &&
	       api_show(reply, &out);
}

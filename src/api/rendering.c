/* api/rendering.c - history: what was made of documents. Do, show. */
#include "app/rendering.h"
#include "api/api.h"
#include "api/shapes.h"

static const struct json_field rendering_fields[] = {
	JSON(rendering, id, JSON_MUST, 36, 36, .format = JSON_UUID),
	JSON_TIME(rendering, at, JSON_MUST),
	JSON(rendering, kind, JSON_MUST, 1, 32, .about = "type of document"),
	JSON(rendering, title, JSON_MUST, 0, 200),
	JSON(rendering, role, JSON_MUST, 0, 200),
	JSON(rendering, document_id, JSON_OMIT_EMPTY, 0, 36,
		.about = "absent: it was brought along, and kept for an hour"),
	JSON(rendering, version, JSON_MUST, 0, INT64_MAX,
		.about = "of that document"),
	JSON(rendering, project_id, JSON_OMIT_EMPTY, 0, 36),
	JSON(rendering, template, JSON_OMIT_EMPTY, 0, 64,
		.about = "absent: data, which has no look"),
	JSON(rendering, template_version, JSON_MUST, 0, INT64_MAX),
	JSON(rendering, format, JSON_MUST, 1, 16),
	JSON(rendering, engine, JSON_MUST, 1, 16),
	JSON(rendering, pages, JSON_MUST, 0, 60,
		.about = "0: who opens it makes them"),
	JSON(rendering, size, JSON_MUST, 0, INT64_MAX, .about = "bytes"),
	JSON(rendering, file_id, JSON_OMIT_EMPTY, 0, 36,
		.about = "the export that was kept; gone after an hour"),
	JSON_TIME(rendering, archived_at, JSON_OMIT_EMPTY),
	{ 0 },
};
const struct json_shape api_rendering = JSON_SHAPE(
	rendering, "Rendering", "A document that was made.", rendering_fields);

static const struct json_field count_fields[] = {
	JSON(rendering_count, kind, JSON_MUST, 1, 32),
	JSON(rendering_count, count, JSON_MUST, 0, INT64_MAX),
	{ 0 },
};
static const struct json_shape count_shape = JSON_SHAPE(rendering_count,
	"RenderingCount", "How many there are of a kind.", count_fields);

static const struct json_field history_fields[] = {
	JSON_ROWS(history, history, JSON_MUST, 100, &api_rendering),
	JSON_ROWS(history, counts, JSON_MUST, 64, &count_shape,
		.about = "of each kind, whichever 'kind' was asked for"),
	JSON(history, total, JSON_MUST, 0, INT64_MAX, .about = "of all kinds"),
	JSON(history, next_cursor, JSON_NULLABLE, 0, 400,
		.about = "null: there are no more"),
	{ 0 },
};
const struct json_shape api_history = JSON_SHAPE(history, "History",
	"Documents that were made, newest first.", history_fields);

static const struct json_field ask_fields[] = {
	JSON(history_ask, kind, 0, 0, 32,
		.about = "resume, cv, cover_letter, revamp"),
	JSON(history_ask, q, 0, 0, 200,
		.about = "words of title, role and template"),
	JSON(history_ask, format, 0, 0, 16, .example = "pdf"),
	JSON(history_ask, template, 0, 0, 64),
	JSON(history_ask, document_id, 0, 36, 36, .format = JSON_UUID),
	JSON(history_ask, project_id, 0, 36, 36, .format = JSON_UUID),
	JSON_WORD(history_ask, archived, 0, app_history_archived,
		.about = "absent: no"),
	JSON_TIME(history_ask, from, 0),
	JSON_TIME(history_ask, until, 0),
	API_CURSOR(history_ask),
	{ 0 },
};
const struct json_shape api_history_ask =
	JSON_SHAPE(history_ask, "HistoryAsk", "Which of them.", ask_fields);

bool api_history_list(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct history out;

	return app_history(c, ask->query, &out, err) && api_show(reply, &out);
}

bool api_history_get(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct rendering out;

	return app_history_get(c, ask->id[0], &out, err) &&
	       api_show(reply, &out);
}

static bool archive(struct call *c, const struct api_ask *ask, bool yes,
	struct api_reply *reply, struct err *err)
{
	struct rendering out;

	return app_history_archive(c, ask->id[0], yes, &out, err) &&
	       api_show(reply, &out);
}

bool api_history_archive(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	return archive(c, ask, true, reply, err);
}

bool api_history_unarchive(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	return archive(c, ask, false, reply, err);
}

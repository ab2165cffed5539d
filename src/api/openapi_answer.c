/* api/openapi_answer.c - the description of what a route answers. */
#include "api/openapi_int.h"

#include "api/shapes.h"

#include <stdio.h>

struct error_row {
	struct str error, message, request_id;
	const struct json *fields;
};
static const struct json_field error_fields[] = {
	JSON(error_row, error, JSON_MUST, 0, 64,
		.about = "a code for programs, such as 'not_found'"),
	JSON(error_row, message, JSON_MUST, 0, 300,
		.about = "a sentence for people"),
	JSON(error_row, request_id, JSON_OMIT_EMPTY, 0, 100),
	JSON(error_row, fields, JSON_OMIT_EMPTY, 0, 0, .only = JSON_OBJECT,
		.about = "JSON pointers of what is wrong, and why"),
	{ 0 },
};
const struct json_shape api_error =
	JSON_SHAPE(error_row, "Error", "What went wrong.", error_fields);

struct limited_row {
	struct str error, message, retry_after;
};
static const struct json_field limited_fields[] = {
	JSON(limited_row, error, JSON_MUST, 0, 64),
	JSON(limited_row, message, JSON_MUST, 0, 300),
	JSON(limited_row, retry_after, JSON_MUST, 0, 64,
		.example = "60 seconds"),
	{ 0 },
};
const struct json_shape api_limited = JSON_SHAPE(
	limited_row, "RateLimited", "Too many requests.", limited_fields);

/* ---- which there are
 * ------------------------------------------------------------ */

static const struct {
	int status;
	const char *words;
} refusals[] = { { 400, "The request is not well formed." },
	{ 401, "Nobody is signed in, or not any more." },
	{ 403, "It is not allowed." }, { 404, "There is no such thing." },
	{ 409, "It collides with what is there." },
	{ 410, "It is not there any more." }, { 413, "The body is too big." },
	{ 412, "Somebody saved since it was read." },
	{ 415, "The body is of another type." },
	{ 422, "The file cannot be read safely, and why." },
	{ 429, "Too many requests." }, { 500, "Something broke on our side." },
	{ 501, "This is not offered here." },
	{ 502, "Another site, which has to be asked, did not answer." },
	{ 503, "Busy, or switched off." },
	{ 507, "There is no room left to store it." } };

/* Which refusals a route can answer with. */
static bool can(const struct api_route *r, int status)
{
	switch (status) {
	case 400:
		return r->in || r->query || r->once || r->file || r->raw ||
		       r->who != ANYONE;
	case 401:
		return r->who != ANYONE || r->in || r->elsewhere;
	case 403:
		return r->who != ANYONE || r->in || r->elsewhere || !r->limit;
	case 404:
		return strchr(r->path, '{') || r->who != ANYONE || r->elsewhere;
	case 409: /* of some documents, some files cannot be made */
		return r->method != HTTP_GET || r->limit == LIMIT_EXPORT;
	case 412:
		return r->tagged && r->method != HTTP_GET;
	case 413:
		return true;
	case 410:
		return r->follow;
	case 415:
		return r->in || r->file || api_raw_is_json(r);
	case 422:
	case 507: /* what may be kept, and read back */
		return r->file || (r->type && r->out);
	case 501:
		return r->file;
	case 502: /* who is asked may be a model */
		return r->elsewhere || (r->follow && r->needs == SWITCH_AI);
	case 429:
		return r->limit != LIMIT_NONE;
	default:
		return true;
	}
}

static void add_many(struct json_out *o, const struct api_route *r)
{
	json_object(o);
	json_put_text(json_key(o, "type"), STR("object"));
	json_object(json_key(o, "properties"));
	json_object(json_key(o, r->many));
	json_put_text(json_key(o, "type"), STR("array"));
	api_openapi_ref(json_key(o, "items"), r->out->name);
	json_end(o);
	json_object(json_key(o, "next_cursor"));
	json_list(json_key(o, "type"));
	json_put_text(o, STR("string"));
	json_put_text(o, STR("null"));
	json_end(o);
	json_end(o);
	json_end(o);
	json_list(json_key(o, "required"));
	json_put_text(o, str_c(r->many));
	json_put_text(o, STR("next_cursor"));
	json_end(o);
	json_end(o);
}

/* A stream of events instead, where that is accepted. */
static void add_events(struct json_out *o)
{
	json_object(json_key(o, "text/event-stream"));
	json_object(json_key(o, "schema"));
	json_put_text(json_key(o, "type"), STR("string"));
	json_end(o);
	json_end(o);
}

/* What takes too long to wait for. */
static void add_later(struct json_out *o)
{
	json_object(json_key(o, "202"));
	json_put_text(json_key(o, "description"),
		STR("It goes on: the job to ask for, at Location."));
	api_openapi_content(o, "application/json");
	api_openapi_ref(o, api_job.name);
	json_end(o);
	json_end(o);
	json_end(o);
}

/* Types of files, separated by ", ". What is JSON may be any. */
static void add_files(struct json_out *o, const struct api_route *r)
{
	struct str rest = str_c(r->type);

	while (rest.len) {
		struct str type = str_trim(str_cut(&rest, ','));

		json_object(json_key_str(o, type));
		json_object(json_key(o, "schema"));
		json_put_text(json_key(o, "type"),
			str_is(type, "application/json") ? STR("object")
							 : STR("string"));
		json_end(o);
		json_end(o);
	}
}

static bool is_json(const struct api_route *r)
{
	return r->type && !strcmp(r->type, "application/json");
}

static void add_success(struct json_out *o, const struct api_route *r)
{
	char status[12];

	snprintf(status, sizeof(status), "%d", r->status ? r->status : 200);
	json_object(json_key(o, status));
	json_put_text(json_key(o, "description"),
		r->out ? str_c(r->out->about) : STR("Done."));
	if (r->out || r->type)
		json_object(json_key(o, "content"));
	if (r->out && !is_json(r)) {
		json_object(json_key(o, "application/json"));
		json_key(o, "schema");
		if (r->many)
			add_many(o, r);
		else
			api_openapi_ref(o, r->out->name);
		json_end(o);
		if (r->follow)
			add_events(o);
	}
	if (r->type)
		add_files(o, r);
	if (r->out || r->type)
		json_end(o);
	json_end(o);
}

/* What is unwell says so with 503 in the form of its 200. */
static void add_unwell(struct json_out *o, const struct api_route *r)
{
	json_object(json_key(o, "503"));
	json_put_text(json_key(o, "description"), STR("Not well, or busy."));
	json_object(json_key(o, "content"));
	if (r->type) {
		json_object(json_key(o, r->type));
		json_object(json_key(o, "schema"));
		json_put_text(json_key(o, "type"), STR("string"));
		json_end(o);
		json_end(o);
	}
	json_object(json_key(o, "application/json"));
	json_object(json_key(o, "schema"));
	json_list(json_key(o, "anyOf"));
	if (r->out)
		api_openapi_ref(o, r->out->name);
	api_openapi_ref(o, api_error.name);
	json_end(o);
	json_end(o);
	json_end(o);
	json_end(o);
	json_end(o);
}

static void add_refusal(struct json_out *o, int status, const char *words)
{
	char key[12];

	snprintf(key, sizeof(key), "%d", status);
	json_object(json_key(o, key));
	json_put_text(json_key(o, "description"), str_c(words));
	api_openapi_content(o, "application/json");
	api_openapi_ref(o, status == 429 ? api_limited.name : api_error.name);
	json_end(o);
	json_end(o);
	json_end(o);
}

void api_openapi_answers(struct json_out *o, const struct api_route *r)
{
	json_object(json_key(o, "responses"));
	add_success(o, r);
	if (r->follow)
		add_later(o);
	if (r->mode == PAGE || (r->tagged && r->method == HTTP_GET)) {
		json_object(json_key(o, "304"));
		json_put_text(json_key(o, "description"),
			STR("It is what If-None-Match names."));
		json_end(o);
	}
	for (size_t i = 0; i < LENGTH(refusals); i++)
		if (refusals[i].status == 503 && r->unwell)
			add_unwell(o, r);
		else if (can(r, refusals[i].status))
			add_refusal(o, refusals[i].status, refusals[i].words);
	json_end(o);
}

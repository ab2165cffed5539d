/* api/api_key.c - personal API keys: do, show. */
#include "api/api.h"
#include "api/shapes.h"
#include "app/api_key.h"

static const struct json_field key_fields[] = {
	JSON(api_key, id, JSON_MUST, 36, 36, .format = JSON_UUID),
	JSON(api_key, name, JSON_MUST, 1, 100),
	JSON(api_key, prefix, JSON_MUST, 1, 16,
		.about = "its first characters, to recognise it by"),
	JSON(api_key, scopes, JSON_MUST, 1, 300),
	JSON_TIME(api_key, created_at, JSON_MUST),
	JSON_TIME(api_key, used_at, JSON_OMIT_EMPTY, .about = "to the hour"),
	JSON_TIME(api_key, expires_at, JSON_OMIT_EMPTY),
	{ 0 },
};
const struct json_shape api_api_key =
	JSON_SHAPE(api_key, "ApiKey", "A personal API key.", key_fields);

static const struct json_field new_fields[] = {
	JSON(api_key_new, name, JSON_MUST, 1, 100, .format = JSON_LINE,
		.example = "my laptop"),
	JSON(api_key_new, scopes, JSON_MUST, 1, 300, .format = JSON_LINE,
		.about = "words separated by blanks: profile:read "
			 "profile:write documents:read documents:write tailor "
			 "jobs webhooks admin",
		.example = "profile:read jobs"),
	JSON_TIME(api_key_new, expires_at, 0, .about = "absent: never"),
	{ 0 },
};
const struct json_shape api_api_key_new = JSON_SHAPE(
	api_key_new, "ApiKeyNew", "What the key is for.", new_fields);

static const struct json_field made_fields[] = {
	JSON_IN(api_key_made, key, JSON_MUST, &api_api_key),
	JSON(api_key_made, secret, JSON_MUST, 1, 100,
		.about = "send it as 'Authorization: Bearer'; shown this once"),
	{ 0 },
};
const struct json_shape api_api_key_made = JSON_SHAPE(
	api_key_made, "ApiKeyMade", "A new key with its secret.", made_fields);

bool api_api_key_create(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct api_key_made out;

	return app_api_key_create(c, ask->in, &out, err) &&
	       api_show(reply, &out);
}

bool api_api_key_list(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct db_rows rows;
	struct str next;

	return app_api_key_list(c, ask->query, &rows, &next, err) &&
	       api_show_list(reply, &rows, sizeof(struct api_key), next);
}

bool api_api_key_remove(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	return app_api_key_remove(c, ask->id[0], err) &&
	       api_show_nothing(reply);
}

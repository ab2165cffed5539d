/* api/template.c - templates and what people want of them: do, show. */
#include "app/template.h"
#include "api/api.h"
#include "api/shapes.h"

enum { CONFIG_BYTES = 64 * 1024, NAME = 64 };

static const char *const categories[] = { "modern", "classic", "creative",
	"minimal", NULL };

static const struct json_field template_fields[] = {
	JSON(template_row, id, JSON_MUST, 1, NAME,
		.about = "what exports call 'template'"),
	JSON(template_row, name, JSON_MUST, 1, 200),
	JSON(template_row, description, JSON_MUST, 0, 400),
	JSON_WORD(template_row, category, JSON_MUST, categories),
	JSON(template_row, is_premium, JSON_MUST, 0, 0),
	JSON(template_row, version, JSON_MUST, 0, INT64_MAX,
		.about = "goes up when its look changes"),
	JSON(template_row, preview_url, JSON_MUST, 0, 200,
		.about = "a picture of it"),
	JSON_RAW(template_row, config, JSON_MUST, 256 << 10,
		.only = JSON_OBJECT,
		.about = "its style, which 'style' and "
			 "'custom_config' lay over"),
	JSON(template_row, fault, JSON_OMIT_EMPTY, 0, 300,
		.about = "why it cannot be used: its operator's file is wrong"),
	{ 0 },
};
const struct json_shape api_template = JSON_SHAPE(template_row, "Template",
	"A way for documents to look.", template_fields);

static const struct json_field preference_fields[] = {
	JSON(template_wish_row, template, JSON_MUST, 1, NAME),
	JSON_RAW(template_wish_row, custom_config, JSON_MUST, CONFIG_BYTES,
		.only = JSON_OBJECT, .about = "a style"),
	JSON_TIME(template_wish_row, updated_at, JSON_OMIT_EMPTY),
	{ 0 },
};
const struct json_shape api_preference = JSON_SHAPE(template_wish_row,
	"TemplatePreference",
	"What you usually want of a template: how your stored documents look "
	"with it, unless they or an export say otherwise.",
	preference_fields);

struct preference_new {
	struct str custom_config;
};
static const struct json_field new_fields[] = {
	JSON_RAW(preference_new, custom_config, JSON_MUST, CONFIG_BYTES,
		.only = JSON_OBJECT,
		.about = "a style (DocumentStyle), in place of the one before; "
			 "{}: none",
		.example = "{\"paper\":\"letter\"}"),
	{ 0 },
};
const struct json_shape api_preference_new =
	JSON_SHAPE(preference_new, "TemplatePreferenceNew",
		"What you usually want of a template.", new_fields);

struct picture_ask {
	struct str document;
};
static const struct json_field picture_fields[] = {
	JSON(picture_ask, document, 0, 36, 36, .format = JSON_UUID,
		.about = "one of your documents; absent: an example"),
	{ 0 },
};
const struct json_shape api_template_picture =
	JSON_SHAPE(picture_ask, "TemplatePicture", "Of what.", picture_fields);

/* ---- doing -------------------------------------------------------------- */

bool api_template_list(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct db_rows rows;

	(void)ask;
	return app_template_list(c, &rows, err) &&
	       api_show_list(
		       reply, &rows, sizeof(struct template_row), STR_NONE);
}

bool api_template_get(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct template_row row;

	return app_template_get(c, ask->id[0], &row, err) &&
	       api_show(reply, &row);
}

static bool show_picture(
	struct api_reply *reply, const struct template_picture *picture)
{
	struct http_res *res = reply->res;

	res->status = 200;
	res->type = "image/png";
	res->fixed = picture->bytes;
	http_res_fmt(res, "ETag", "\"%.*s\"", STR_ARG(picture->tag));
	return true;
}

bool api_template_preview(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const struct picture_ask *query = ask->query;
	struct template_picture picture;

	return app_template_picture(
		       c, ask->id[0], query->document, &picture, err) &&
	       show_picture(reply, &picture);
}

bool api_document_preview(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct template_picture picture;

	return app_template_picture(c, STR_NONE, ask->id[0], &picture, err) &&
	       show_picture(reply, &picture);
}

bool api_template_preference(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct template_wish_row row;

	return app_template_wish(c, ask->id[0], &row, err) &&
	       api_show(reply, &row);
}

bool api_template_set_preference(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const struct preference_new *in = ask->in;
	struct template_wish_row row;

	return app_template_set_wish(
		       c, ask->id[0], in->custom_config, &row, err) &&
	       api_show(reply, &row);
}

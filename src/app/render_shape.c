/* app/render_shape.c - what may be asked of a rendering, as a shape. */
#include "app/document.h"
#include "app/render.h"

#include "press/redact.h"

static const char *const kinds[] = { "resume", "cv", "cover_letter", "revamp",
	NULL };

static const struct json_field fit_fields[] = {
	JSON(render_fit, pages, JSON_MUST, 1, PRESS_PAGES,
		.about = "the largest type is found at which it takes no more"),
	{ 0 },
};
static const struct json_shape fit_shape = JSON_SHAPE(
	render_fit, "ExportFit", "How many pages it may take.", fit_fields);

static const struct json_field fields[] = {
	JSON_RAW(render_ask, resume, 0, APP_RENDER_RESUME, .only = JSON_OBJECT,
		.about = "JSON Resume 1.0.0, of which nothing is kept; or give "
			 "'resume_id' or 'project_id'",
		.example = "{\"basics\":{\"name\":\"Ada Byron\"}}"),
	JSON(render_ask, resume_id, 0, 36, 36, .format = JSON_UUID,
		.about = "one of your documents, in place of 'resume'"),
	JSON_RAW(render_ask, variant, 0, APP_DOCUMENT_BODY, .only = JSON_OBJECT,
		.about =
			"for previews: the 'resume_id' as a variant of it that "
			"differs so would be, see POST /api/resumes"),
	JSON(render_ask, project_id, 0, 36, 36, .format = JSON_UUID,
		.about = "one of your projects: its resume"),
	JSON(render_ask, version, 0, 0, INT32_MAX,
		.about = "of the 'resume_id'; absent: the newest"),
	JSON_WORD(render_ask, kind, 0, kinds,
		.about = "absent: as the document says"),
	JSON(render_ask, template, 0, 1, 64, .example = "classic",
		.about = "its id; absent: the document's own, or modern"),
	JSON(render_ask, style, 0, 0, 0, .only = JSON_OBJECT,
		.shape = &template_style_shape,
		.about = "over the document's own style",
		.example = "{\"paper\":\"letter\"}"),
	JSON(render_ask, locale, 0, 1, 35, .example = "de",
		.about = "language of titles and dates"),
	JSON_TEXTS(render_ask, redact, 0, PRESS_REDACTS, 1, 40,
		.about = "what is left out, in text and properties: photo, "
			 "address, phone, email, birth_date, referees",
		.example = "[\"photo\",\"phone\"]"),
	JSON_IN(render_ask, fit, 0, &fit_shape),
	JSON(render_ask, page, 0, 1, PRESS_PAGES, JSON_ELSE(1),
		.about = "of a picture; from 1"),
	JSON(render_ask, dpi, 0, PRESS_DPI_LEAST, APP_RENDER_DPI_MOST,
		JSON_ELSE(APP_RENDER_DPI), .about = "of a PNG"),
	JSON(render_ask, store, 0, 0, 0,
		.about = "keep the file for an hour, and say where it is"),
	{ 0 },
};
const struct json_shape app_render_shape = JSON_SHAPE(render_ask, "ExportAsk",
	"Which document, and how it should look.", fields);

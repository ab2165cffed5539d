/* api/parse.c - a file is read and nothing is kept: do, show. */
#include "app/parse.h"

#include "api/api_int.h"
#include "api/shapes.h"

static const struct json_field ask_fields[] = {
	JSON_WORD(parse_ask, ocr, 0, app_parse_ocr,
		.about = "pictures of text: where there is no other, always, "
			 "never"),
	JSON(parse_ask, text, 0, 0, 0, .about = "its text, and no resume"),
	JSON(parse_ask, fields, 0, 0, 0,
		.about = "where each field was found, too"),
	{ 0 },
};
const struct json_shape api_parse_ask =
	JSON_SHAPE(parse_ask, "ParseAsk", "How a file is read.", ask_fields);

enum { TEXT_MOST = 48 << 20 };

static const struct json_field answer_fields[] = {
	JSON(parse_answer, format, JSON_MUST, 0, 20,
		.about = "what the file is, by its content", .example = "pdf"),
	JSON(parse_answer, pages, JSON_MUST, 0, 1000),
	JSON(parse_answer, doubtful, JSON_MUST, 0, INT64_MAX,
		.about = "fields to look at"),
	JSON_TEXTS(parse_answer, warnings, JSON_MUST, APP_UPLOAD_WARNINGS, 0,
		300, .about = "sentences"),
	JSON_RAW(parse_answer, resume, JSON_OMIT_EMPTY, TEXT_MOST,
		.about = "JSON Resume"),
	JSON(parse_answer, text, JSON_OMIT_ABSENT, 0, TEXT_MOST,
		.about = "a line a line, a form feed behind each page"),
	JSON_RAW(parse_answer, fields, JSON_OMIT_EMPTY, APP_UPLOAD_FIELDS,
		.about = "as GET /api/resumes/base/fields has it"),
	{ 0 },
};
const struct json_shape api_parsed =
	JSON_SHAPE(parse_answer, "Parsed", "What a file says.", answer_fields);

bool api_parse(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct upload_file file = api_upload_file(ask->file);
	struct parse_answer out;

	return app_parse(c, ask->query, &file, &out, err) &&
	       api_show(reply, &out);
}

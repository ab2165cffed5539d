/* api/truth.c - may a resume say this? Do, show. */
#include "app/truth.h"

#include "api/api.h"
#include "api/shapes.h"

static const struct json_field ask_fields[] = {
	JSON_RAW(truth_given, given.resume, 0, APP_GIVEN_RESUME, .as = "resume",
		.only = JSON_OBJECT,
		.about = "JSON Resume; or give 'resume_id'",
		.example = "{\"basics\":{\"summary\":\"Baker of rye bread\"}}"),
	JSON(truth_given, given.resume_id, 0, 36, 36, .as = "resume_id",
		.format = JSON_UUID,
		.about = "one of your documents, in place of 'resume'"),
	JSON(truth_given, given.as_of, 0, 7, 7, .as = "as_of",
		.example = "2026-11",
		.about = "the month up to which years count; absent: this one"),
	JSON(truth_given, path, 0, 0, APP_TRUTH_PATH, .format = JSON_LINE,
		.about = "JSON pointer of the text, or of its entry; empty: "
			 "text about all of the resume",
		.example = "/basics/summary"),
	JSON(truth_given, text, JSON_MUST, 1, APP_TRUTH_TEXT,
		.about = "what is to stand there",
		.example = "Baker of rye and wheat bread"),
	{ 0 },
};
const struct json_shape api_truth_ask = JSON_SHAPE(truth_given, "TruthAsk",
	"A resume, and a text for a place in it.", ask_fields);

static const struct json_field fault_fields[] = {
	JSON(truth_fault_told, kind, JSON_MUST, 1, 64),
	JSON(truth_fault_told, what, JSON_MUST, 0, 0,
		.about = "the words that it is about"),
	JSON(truth_fault_told, why, JSON_MUST, 0, 0),
	{ 0 },
};
static const struct json_shape fault_shape =
	JSON_SHAPE(truth_fault_told, "TruthFault",
		"What a text says that the resume does not.", fault_fields);

static const struct json_field out_fields[] = {
	JSON(truth_told, holds, JSON_MUST, 0, 0),
	JSON_ROWS(truth_told, faults, JSON_MUST, TRUTH_FAULTS, &fault_shape),
	{ 0 },
};
const struct json_shape api_truth_out =
	JSON_SHAPE(truth_told, "Truth", "Does the resume say it?", out_fields);

bool api_truth(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct truth_told out;

	return app_truth(c, ask->in, &out, err) && api_show(reply, &out);
}

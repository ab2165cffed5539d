/* api/lint.c - what a resume makes programs stumble over: do, show. */
#include "app/lint.h"

#include "api/api.h"
#include "api/shapes.h"

static const struct json_field ask_fields[] = {
	API_GIVEN_RESUME(given),
	API_GIVEN_MONTH(given),
	JSON(given, round_trip, 0, 0, 0,
		.about = "also render it as PDF and read that back"),
	{ 0 },
};
const struct json_shape api_lint_ask =
	JSON_SHAPE(given, "LintAsk", "A resume.", ask_fields);

#define COUNT(severity, word)                                                 \
	{                                                                     \
		JSON_TYPE_INT, word,                                          \
			offsetof(struct lint_count, of[severity]), JSON_MUST, \
			0, 1 << 20                                            \
	}
static const struct json_field count_fields[] = {
	COUNT(LINT_ERROR, "error"),
	COUNT(LINT_WARNING, "warning"),
	COUNT(LINT_NOTE, "note"),
	{ 0 },
};
static const struct json_shape count_shape =
	JSON_SHAPE(lint_count, "LintCount", "How many of each.", count_fields);

static const struct json_field out_fields[] = {
	JSON_IN(lint_answer, count, JSON_MUST, &count_shape),
	JSON_ROWS(lint_answer, findings, JSON_MUST, APP_LINT_FINDINGS,
		&app_lint_finding_shape, .about = "the worst first"),
	JSON(lint_answer, more, JSON_MUST, 0, 1 << 20,
		.about = "findings that are counted and not shown"),
	JSON_RAW(lint_answer, round_trip, JSON_OMIT_EMPTY, 32 << 20,
		.only = JSON_OBJECT,
		.about = "with 'round_trip': what programs that read resumes "
			 "make of the PDF, as an export with 'verify' tells, "
			 "and "
			 "its 'text' in the order of reading"),
	{ 0 },
};
const struct json_shape api_lint_out = JSON_SHAPE(
	lint_answer, "Lint", "What was found in a resume.", out_fields);

bool api_lint(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct lint_answer out;

	return app_lint(c, ask->in, &out, err) && api_show(reply, &out);
}

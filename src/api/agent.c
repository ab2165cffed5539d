/*
 * api/agent.c - tailoring, letters and what else is generated for a person: do,
 * show. What takes a model is a job, whose end is the answer (follow.h).
 */
#include "app/agent.h"

#include "api/api.h"
#include "api/follow.h"
#include "api/shapes.h"

/* ---- what is given ------------------------------------------------------ */

#define INSTRUCTIONS(row)                              \
	JSON(row, instructions, 0, 0, APP_GIVEN_WORDS, \
		.about = "in words: \"keep it to one page\"")
#define ENGINE(row)                                              \
	JSON_WORD(row, engine, 0, app_agent_engines,             \
		.about = "absent: the one that is set up here"), \
		JSON(row, fallback, 0, 0, 0,                     \
			.about = "the builtin engine, when the model fails")

static const struct json_field ask_fields[] = {
	INSTRUCTIONS(agent_ask),
	ENGINE(agent_ask),
	JSON_WORD(agent_ask, accept, 0, app_agent_accepts,
		.about = "none: propose only; absent: all"),
	{ 0 },
};
const struct json_shape api_agent_ask =
	JSON_SHAPE(agent_ask, "TailorAsk", "How to tailor.", ask_fields);

static const struct json_field edit_fields[] = {
	JSON(agent_edit, change, JSON_MUST, 0, 2 * TAILOR_CHANGES),
	JSON(agent_edit, text, JSON_MUST, 1, 4000),
	{ 0 },
};
static const struct json_shape edit_shape = JSON_SHAPE(agent_edit, "TailorEdit",
	"A proposed text in words of one's own.", edit_fields);

static const struct json_field choice_fields[] = {
	JSON(agent_choice, run_id, JSON_MUST, 36, 36, .format = JSON_UUID),
	JSON_INTS(agent_choice, accept, JSON_MUST, 2 * TAILOR_CHANGES, 0,
		2 * TAILOR_CHANGES,
		.about = "places in the run's changes, from 0, rising"),
	JSON_ROWS(agent_choice, edits, 0, 2 * TAILOR_CHANGES, &edit_shape,
		.about = "accepted ones in other words, which are checked "
			 "as the proposed ones were"),
	{ 0 },
};
const struct json_shape api_agent_choice = JSON_SHAPE(agent_choice,
	"TailorChoice", "What of a proposal to take.", choice_fields);

#define POSTING(flags)                                        \
	JSON(given, job_description, flags, 1, POSTING_BYTES, \
		.about = "the posting: text, Markdown, or a page's HTML")
#define PROJECT                                                 \
	JSON(given, project_id, 0, 36, 36, .format = JSON_UUID, \
		.about = "brings its resume and its posting")
#define STORE                                                      \
	JSON(given, store, 0, 0, 0, JSON_ELSE(1),                  \
		.about = "keep it as a document; absent: yes"),    \
		JSON(given, title, 0, 0, 200, .format = JSON_LINE, \
			.about = "of that document")

static const struct json_field letter_fields[] = {
	API_GIVEN_RESUME(given),
	PROJECT,
	POSTING(0),
	INSTRUCTIONS(given),
	ENGINE(given),
	STORE,
	API_GIVEN_MONTH(given),
	{ 0 },
};
const struct json_shape api_letter_ask = JSON_SHAPE(given, "CoverLetterAsk",
	"A resume and a posting, or a project that has both.", letter_fields);

static const struct json_field revamp_fields[] = {
	INSTRUCTIONS(given),
	ENGINE(given),
	STORE,
	API_GIVEN_MONTH(given),
	{ 0 },
};
const struct json_shape api_revamp_ask =
	JSON_SHAPE(given, "RevampAsk", "What becomes of it.", revamp_fields);

static const struct json_field suggest_fields[] = {
	POSTING(0),
	INSTRUCTIONS(given),
	ENGINE(given),
	API_GIVEN_MONTH(given),
	{ 0 },
};
const struct json_shape api_suggest_ask =
	JSON_SHAPE(given, "SuggestAsk", "A posting, or none.", suggest_fields);

static const struct json_field month_fields[] = {
	INSTRUCTIONS(given),
	ENGINE(given),
	API_GIVEN_MONTH(given),
	{ 0 },
};
const struct json_shape api_question_month =
	JSON_SHAPE(given, "QuestionsOf", "Of a project.", month_fields);

static const struct json_field question_ask_fields[] = {
	API_GIVEN_RESUME(given),
	POSTING(JSON_MUST),
	INSTRUCTIONS(given),
	ENGINE(given),
	API_GIVEN_MONTH(given),
	{ 0 },
};
const struct json_shape api_question_ask = JSON_SHAPE(
	given, "QuestionsAsk", "A resume and a posting.", question_ask_fields);

/* ---- what is shown ------------------------------------------------------ */

#define RUN_FIELDS                                                             \
	JSON(agent_run, id, JSON_MUST, 36, 36, .format = JSON_UUID),           \
		JSON_WORD(agent_run, kind, JSON_MUST, app_agent_kinds),        \
		JSON_WORD(agent_run, state, JSON_MUST, app_agent_states),      \
		JSON(agent_run, job_id, JSON_MUST, 36, 36,                     \
			.about = "follow it at /api/jobs/{id}/events"),        \
		JSON_WORD(agent_run, engine, JSON_MUST, app_agent_engines),    \
		JSON_WORD(agent_run, accept, JSON_MUST, app_agent_accepts),    \
		JSON(agent_run, instructions, JSON_MUST, 0, 0),                \
		JSON(agent_run, document_id, JSON_MUST, 0, 36,                 \
			.about = "what it changed or made; or empty"),         \
		JSON(agent_run, version_before, JSON_MUST, 0, INT64_MAX,       \
			.about = "of the project's document"),                 \
		JSON(agent_run, version_after, JSON_MUST, 0, INT64_MAX,        \
			.about = "0: none was made"),                          \
		JSON_TENTHS(agent_run, score_before, JSON_MUST, 0, 1000),      \
		JSON_TENTHS(agent_run, score_after, JSON_MUST, 0, 1000),       \
		JSON(agent_run, tokens_in, JSON_MUST, 0, INT64_MAX),           \
		JSON(agent_run, tokens_out, JSON_MUST, 0, INT64_MAX),          \
		JSON_TENTHS(agent_run, credits, JSON_MUST, 0, INT64_MAX),      \
		JSON_RAW(agent_run, steps, JSON_MUST, 0, .only = JSON_LIST,    \
			.about = "each an AgentStep"),                         \
		JSON_RAW(                                                      \
			agent_run, warnings, JSON_MUST, 0, .only = JSON_LIST), \
		JSON(agent_run, error_code, JSON_OMIT_EMPTY, 0, 0),            \
		JSON(agent_run, error, JSON_OMIT_EMPTY, 0, 0),                 \
		JSON_TIME(agent_run, began_at, JSON_MUST),                     \
		JSON_TIME(agent_run, ended_at, JSON_OMIT_EMPTY)

static const struct json_field row_fields[] = { RUN_FIELDS, { 0 } };
const struct json_shape api_agent_row = JSON_SHAPE(
	agent_run, "AgentRunRow", "A run of an agent, in a list.", row_fields);

static const struct json_field run_fields[] = {
	RUN_FIELDS,
	JSON_RAW(agent_run, changes, JSON_MUST, 0, .only = JSON_LIST,
		.about = "each a TailorChange: those that hold, then those "
			 "that do not"),
	{ 0 },
};
const struct json_shape api_agent_run = JSON_SHAPE(agent_run, "AgentRun",
	"What an agent did: each tool, how long it took, what it proposed.",
	run_fields);

/* ---- jobs --------------------------------------------------------------- */

bool api_project_tailor(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct str job;

	return app_agent_tailor(c, ask->id[0], ask->in, &job, err) &&
	       api_follow_answer(c, ask, reply, job, err);
}

bool api_letter_generate(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct str job;

	return app_agent_letter(c, ask->in, &job, err) &&
	       api_follow_answer(c, ask, reply, job, err);
}

static bool words(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, enum agent_kind kind, const struct given *in,
	struct err *err)
{
	struct str job;

	return app_agent_words(c, kind, in, &job, err) &&
	       api_follow_answer(c, ask, reply, job, err);
}

bool api_revamp(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct given in = *(const struct given *)ask->in;

	in.resume_id = ask->id[0];
	return words(c, ask, reply, AGENT_REVAMP, &in, err);
}

bool api_suggest(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct given in = *(const struct given *)ask->in;

	in.resume_id = ask->id[0];
	return words(c, ask, reply, AGENT_SUGGESTIONS, &in, err);
}

bool api_questions_ask(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	return words(c, ask, reply, AGENT_QUESTIONS, ask->in, err);
}

bool api_project_questions(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct given in = *(const struct given *)ask->in;

	in.project_id = ask->id[0];
	return words(c, ask, reply, AGENT_QUESTIONS, &in, err);
}

/* ---- runs --------------------------------------------------------------- */

bool api_agent_list(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct db_rows rows;
	struct str next;

	return app_agent_list(c, ask->id[0], ask->query, &rows, &next, err) &&
	       api_show_list(reply, &rows, sizeof(struct agent_run), next);
}

bool api_agent_get(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct agent_run out;

	return app_agent_get(c, ask->id[0], ask->id[1], &out, err) &&
	       api_show(reply, &out);
}

bool api_agent_cancel(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct agent_run out;

	return app_agent_cancel(c, ask->id[0], ask->id[1], &out, err) &&
	       api_show(reply, &out);
}

bool api_agent_apply(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct agent_result out;

	return app_agent_apply(c, ask->id[0], ask->in, &out, err) &&
	       api_show(reply, &out);
}

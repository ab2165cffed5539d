/* app/agent_told.c - see agent_told.h. */
#include "app/agent_told.h"

enum { TOLD_MOST = 16 << 20, TEXT_MOST = 4 << 20 };

static const char *const states[] = { "begun", "done", "failed", NULL };
static const char *const engines[] = { "builtin", "openai", NULL };

static const struct json_field evidence_fields[] = {
	JSON(tailor_evidence, at, JSON_MUST, 0, TEXT_MOST, .as = "path"),
	JSON(tailor_evidence, quote, JSON_MUST, 0, TEXT_MOST),
	{ 0 },
};
static const struct json_shape evidence_shape =
	JSON_SHAPE(tailor_evidence, "TailorEvidence",
		"What of the resume proves a change.", evidence_fields);

static const struct json_field change_fields[] = {
	JSON(change_told, path, JSON_MUST, 0, TEXT_MOST,
		.about = "JSON pointer into the resume"),
	JSON_WORD(change_told, op, JSON_MUST, tailor_ops),
	JSON_RAW(change_told, before, JSON_MUST | JSON_NULLABLE, TEXT_MOST,
		.about = "a text, a list of texts, or null"),
	JSON_RAW(change_told, after, JSON_MUST | JSON_NULLABLE, TEXT_MOST),
	JSON(change_told, reason, JSON_MUST, 0, TEXT_MOST),
	JSON(change_told, posting, JSON_MUST | JSON_NULLABLE, 0, TEXT_MOST,
		.about = "what of the posting it is for"),
	JSON_ROWS(change_told, evidence, JSON_MUST, TAILOR_EVIDENCE,
		&evidence_shape),
	JSON(change_told, asked, JSON_OMIT_EMPTY, 0, 0,
		.about = "its owner asked for it in words: it may cost "
			 "points"),
	JSON_WORD(change_told, verdict, JSON_MUST, change_verdicts),
	JSON(change_told, why, JSON_OMIT_ABSENT, 0, TEXT_MOST,
		.about = "it was rejected"),
	{ 0 },
};
const struct json_shape app_change_shape =
	JSON_SHAPE(change_told, "TailorChange",
		"One change of a resume, and what proves it.", change_fields);

static const struct json_field step_fields[] = {
	JSON(agent_step, tool, JSON_MUST, 1, 64),
	JSON_WORD(agent_step, state, JSON_MUST, states),
	JSON(agent_step, ms, JSON_OMIT_EMPTY, 0, 0,
		JSON_HAS(agent_step, has_ms), .about = "that it took"),
	JSON(agent_step, engine, JSON_OMIT_ABSENT, 0, 0),
	JSON(agent_step, model, JSON_OMIT_ABSENT, 0, 0),
	JSON(agent_step, tokens_in, JSON_OMIT_EMPTY, 0, INT64_MAX,
		JSON_HAS(agent_step, has_engine)),
	JSON(agent_step, tokens_out, JSON_OMIT_EMPTY, 0, INT64_MAX,
		JSON_HAS(agent_step, has_engine)),
	JSON(agent_step, attempts, JSON_OMIT_EMPTY, 0, 1000,
		JSON_HAS(agent_step, has_engine)),
	JSON(agent_step, fault, JSON_OMIT_ABSENT, 0, 64,
		.about = "of the model, for programs"),
	JSON(agent_step, why, JSON_OMIT_ABSENT, 0, 0),
	{ 0 },
};
const struct json_shape app_agent_step_shape = JSON_SHAPE(
	agent_step, "AgentStep", "One tool of an agent's run.", step_fields);

static const struct json_field found_fields[] = {
	JSON(agent_found, where, JSON_MUST, 0, 0),
	JSON(agent_found, kind, JSON_MUST, 0, 0),
	JSON(agent_found, say, JSON_MUST, 0, 0),
	JSON(agent_found, quote, JSON_MUST, 0, 0),
	{ 0 },
};
static const struct json_shape found_shape = JSON_SHAPE(agent_found,
	"AgentFound",
	"Words for machines that were found in a posting, a resume or an "
	"instruction, and were not followed.",
	found_fields);

static const struct json_field result_fields[] = {
	JSON(agent_result, run_id, JSON_OMIT_ABSENT, 36, 36),
	JSON(agent_result, project_id, JSON_OMIT_ABSENT, 36, 36),
	JSON(agent_result, document_id, JSON_OMIT_ABSENT, 36, 36),
	JSON(agent_result, version, JSON_OMIT_EMPTY, 1, INT64_MAX,
		JSON_HAS(agent_result, has_version),
		.about = "of the document, that was made; absent: nothing "
			 "was changed"),
	JSON_RAW(agent_result, resume, JSON_MUST, 0, .only = JSON_OBJECT),
	JSON_ROWS(agent_result, changes, JSON_MUST, TAILOR_CHANGES,
		&app_change_shape, .about = "those that hold"),
	JSON_ROWS(agent_result, rejected, JSON_MUST, TAILOR_CHANGES,
		&app_change_shape, .about = "those that do not, and why"),
	JSON(agent_result, score_before, JSON_MUST, 0, 100),
	JSON(agent_result, score_after, JSON_MUST, 0, 100),
	JSON_WORD(agent_result, engine, JSON_MUST, engines,
		.about = "whose result it is"),
	JSON_ROWS(agent_result, steps, JSON_MUST, AGENT_STEPS,
		&app_agent_step_shape),
	JSON_ROWS(agent_result, found, JSON_MUST, AGENT_FOUND, &found_shape),
	JSON_TEXTS(agent_result, warnings, JSON_MUST, AGENT_WARNINGS, 0, 0),
	{ 0 },
};
const struct json_shape app_agent_result_shape = JSON_SHAPE(agent_result,
	"TailorResult", "What a tailoring came to.", result_fields);

static const struct json_field usage_fields[] = {
	JSON(agent_usage, tokens_in, JSON_MUST, 0, INT64_MAX),
	JSON(agent_usage, tokens_out, JSON_MUST, 0, INT64_MAX),
	JSON(agent_usage, tokens, JSON_MUST, 0, INT64_MAX),
	JSON_TENTHS(agent_usage, credits, JSON_MUST, 0, INT64_MAX),
	JSON_WORD(agent_usage, engine, JSON_MUST, engines),
	{ 0 },
};
const struct json_shape app_agent_usage_shape = JSON_SHAPE(
	agent_usage, "AgentUsage", "What an agent's run took.", usage_fields);

struct str app_agent_resume(struct arena *mem, const struct resume *r)
{
	const struct json *doc;
	struct err ignored;
	struct buf b, out;

	buf_init(&b, mem, RESUME_BYTES);
	resume_write(&b, r);
	buf_init(&out, mem, RESUME_BYTES);
	/* what we write, we can read */
	if (!json_parse(mem, buf_str(&b), &doc, &ignored))
		return STR("{}");
	json_write(&out, doc);
	return buf_str(&out);
}

struct str app_agent_json(
	struct arena *mem, const struct json_shape *shape, const void *row)
{
	return app_agent_rows(mem, shape, row, 0, 0);
}

struct str app_agent_rows(struct arena *mem, const struct json_shape *shape,
	const void *rows, size_t count, size_t size)
{
	struct json_out o;
	struct buf b;

	buf_init(&b, mem, TOLD_MOST);
	o = json_begin(&b, JSON_COMPACT);
	if (!size) {
		json_put_row(&o, shape, rows);
		return buf_str(&b);
	}
	json_list(&o);
	for (size_t i = 0; i < count; i++)
		json_put_row(&o, shape, (const char *)rows + i * size);
	json_end(&o);
	return buf_str(&b);
}

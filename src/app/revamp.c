/* app/revamp.c - see revamp.h. */
#include "app/revamp.h"

/* ---- what is shown ------------------------------------------------------ */

static const struct json_field hint_fields[] = {
	JSON(revamp_hint, path, JSON_MUST, 0, 0,
		.about = "JSON pointer into the resume"),
	JSON(revamp_hint, kind, JSON_MUST, 0, 0),
	JSON(revamp_hint, say, JSON_MUST, 0, 0),
	JSON(revamp_hint, quote, JSON_MUST | JSON_NULLABLE, 0, 0),
	{ 0 },
};
static const struct json_shape hint_shape = JSON_SHAPE(revamp_hint,
	"RevampHint", "What its owner alone can better.", hint_fields);

static const struct json_field revamp_fields[] = {
	JSON_RAW(revamp_told, resume, JSON_MUST, 0, .only = JSON_OBJECT),
	JSON_ROWS(revamp_told, changes, JSON_MUST, TAILOR_CHANGES,
		&app_change_shape),
	JSON_ROWS(revamp_told, rejected, JSON_MUST, TAILOR_CHANGES,
		&app_change_shape),
	JSON_ROWS(revamp_told, suggestions, JSON_MUST, REVAMP_SUGGESTIONS,
		&hint_shape),
	JSON(revamp_told, more, JSON_MUST, 0, INT64_MAX,
		.about = "suggestions that are counted and not shown"),
	JSON(revamp_told, document_id, JSON_OMIT_ABSENT, 36, 36),
	JSON(revamp_told, run_id, JSON_OMIT_ABSENT, 36, 36),
	JSON(revamp_told, engine, JSON_OMIT_ABSENT, 0, 0,
		.about = "whose words these are"),
	JSON_TEXTS(
		revamp_told, warnings, JSON_OMIT_ABSENT, AGENT_WARNINGS, 0, 0),
	JSON_IN(revamp_told, usage, JSON_OMIT_EMPTY, &app_agent_usage_shape,
		JSON_HAS(revamp_told, has_usage)),
	{ 0 },
};
const struct json_shape app_revamp_shape = JSON_SHAPE(
	revamp_told, "Revamp", "Better words for a resume.", revamp_fields);

void app_revamp_tell(struct arena *mem, const struct revamp *found,
	const struct tailor_result *r, struct revamp_told *out)
{
	*out = (struct revamp_told){ .more = (int64_t)found->more };
	out->resume = app_agent_resume(mem, &r->resume);
	changes_tell(mem, &r->changes, true, &out->changes);
	changes_tell(mem, &r->changes, false, &out->rejected);
	out->suggestions.at =
		ARENA_LIST(mem, struct revamp_hint, found->count + 1);
	out->suggestions.count = found->count;
	for (size_t i = 0; i < found->count; i++) {
		const struct revamp_suggestion *s = &found->at[i];

		out->suggestions.at[i] = (struct revamp_hint){ s->at,
			str_c(revamp_kinds[s->kind].name),
			str_c(revamp_kinds[s->kind].sentence), s->quote };
	}
}

/* ---- questions ---------------------------------------------------------- */

static const struct json_field question_fields[] = {
	JSON(question_told, question, JSON_MUST, 0, 0),
	JSON(question_told, why, JSON_MUST, 0, 0),
	JSON(question_told, posting, JSON_MUST | JSON_NULLABLE, 0, 0),
	JSON(question_told, path, JSON_MUST | JSON_NULLABLE, 0, 0,
		.about = "what of the resume answers it"),
	JSON(question_told, quote, JSON_MUST | JSON_NULLABLE, 0, 0),
	{ 0 },
};
static const struct json_shape question_shape = JSON_SHAPE(question_told,
	"Question", "What somebody may be asked, and what answers it.",
	question_fields);
static const struct json_field questions_fields[] = {
	JSON_ROWS(questions, questions, JSON_MUST, INTERVIEW_MOST,
		&question_shape),
	JSON(questions, run_id, JSON_MUST, 36, 36),
	JSON(questions, engine, JSON_MUST, 0, 0,
		.about = "who thought of them"),
	JSON_TEXTS(questions, warnings, JSON_MUST, AGENT_WARNINGS, 0, 0),
	JSON_IN(questions, usage, JSON_MUST, &app_agent_usage_shape),
	{ 0 },
};
const struct json_shape app_questions_shape = JSON_SHAPE(
	questions, "Questions", "What to prepare for.", questions_fields);

void app_questions_tell(
	struct arena *mem, const struct interview *all, struct questions *out)
{
	out->questions.at =
		ARENA_LIST(mem, struct question_told, all->count + 1);
	out->questions.count = all->count;
	for (size_t i = 0; i < all->count; i++) {
		const struct interview_question *q = &all->at[i];

		out->questions.at[i] = (struct question_told){ q->text, q->why,
			q->asked, q->at, q->quote };
	}
}

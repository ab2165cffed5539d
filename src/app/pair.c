/* app/pair.c - one resume, one posting, and what is shown of them. */
#include "app/pair.h"

#include "app/event.h"

/* ---- what is shown ------------------------------------------------------ */

static const char *const kinds[] = { "skill", "word", NULL };
static const char *const verdicts[] = { "missing", "partial", "met", NULL };

static const struct json_field evidence_fields[] = {
	JSON(pair_evidence, at, JSON_MUST, 0, 0,
		.about = "JSON pointer into the resume"),
	JSON(pair_evidence, quote, JSON_MUST, 0, 0,
		.about = "what stands there, or the sentence of it"),
	{ 0 },
};
static const struct json_shape evidence_shape = JSON_SHAPE(pair_evidence,
	"Evidence", "What of a resume shows something.", evidence_fields);

static const struct json_field term_fields[] = {
	JSON(pair_term, term, JSON_MUST, 0, 0),
	JSON_WORD(pair_term, kind, JSON_MUST, kinds),
	JSON(pair_term, weight, JSON_MUST, 0, 100,
		.about = "points of 100 that it is worth"),
	JSON(pair_term, must, JSON_MUST, 0, 0,
		.about = "it is asked for, and not but welcome"),
	JSON_WORD(pair_term, how, JSON_MUST, pair_hows,
		.about = "in which way the resume has it"),
	JSON(pair_term, points, JSON_MUST, 0, 100),
	JSON(pair_term, by, JSON_OMIT_ABSENT, 0, 0,
		.about = "the skill that speaks for it"),
	JSON_AT(pair_term, evidence, JSON_MUST | JSON_NULLABLE,
		&evidence_shape),
	JSON(pair_term, posting, JSON_MUST, 0, 0,
		.about = "the line that asks for it"),
	{ 0 },
};
static const struct json_shape term_shape = JSON_SHAPE(pair_term, "MatchTerm",
	"A skill or a word that matters to a posting.", term_fields);

static const struct json_field need_fields[] = {
	JSON(pair_need, text, JSON_MUST, 0, 0),
	JSON(pair_need, must, JSON_MUST, 0, 0),
	JSON_WORD(pair_need, verdict, JSON_MUST, verdicts),
	JSON(pair_need, why, JSON_MUST, 0, 0),
	JSON_AT(pair_need, evidence, JSON_MUST | JSON_NULLABLE,
		&evidence_shape),
	{ 0 },
};
static const struct json_shape need_shape = JSON_SHAPE(pair_need,
	"MatchRequirement", "A line that asks for something.", need_fields);

static const struct json_field change_fields[] = {
	JSON(pair_change, what, JSON_MUST, 0, 0, .as = "do",
		.about = "what to do, if it is true"),
	JSON(pair_change, points, JSON_MUST, 0, 0,
		.about = "what it would bring"),
	{ 0 },
};
static const struct json_shape change_shape = JSON_SHAPE(
	pair_change, "MatchChange", "What would raise a score.", change_fields);

static const struct json_field points_fields[] = {
#define SCORE_PART(id, name, points)                                          \
	{ JSON_TYPE_REAL, name, offsetof(struct pair_points, of[SCORE_##id]), \
		JSON_MUST, 0, 0 },
#include "match/score.def"
#undef SCORE_PART
	{ 0 },
};
const struct json_shape app_pair_points_shape = JSON_SHAPE(pair_points,
	"MatchParts", "Points of each part of a score.", points_fields);

static const struct json_field posting_fields[] = {
	JSON(pair_posting, title, JSON_MUST | JSON_NULLABLE, 0, 0),
	JSON(pair_posting, level, JSON_MUST | JSON_NULLABLE, 0, 0),
	JSON(pair_posting, company, JSON_MUST | JSON_NULLABLE, 0, 0),
	JSON(pair_posting, location, JSON_MUST | JSON_NULLABLE, 0, 0),
	JSON(pair_posting, years, JSON_MUST | JSON_NULLABLE, 0, 100,
		JSON_HAS(pair_posting, has_years)),
	JSON(pair_posting, degree, JSON_MUST | JSON_NULLABLE, 0, 0),
	JSON_TEXTS(pair_posting, languages, JSON_MUST, POSTING_LANGUAGES, 2, 8),
	{ 0 },
};
static const struct json_shape posting_shape = JSON_SHAPE(pair_posting,
	"MatchPosting", "What a posting says of the job.", posting_fields);

static const struct json_field pair_fields[] = {
	JSON(pair_told, file, JSON_OMIT_ABSENT, 0, 0),
	JSON_TENTHS(pair_told, score, JSON_MUST, 0, 1000,
		.about = "0 to 100, with one decimal"),
	JSON_IN(pair_told, parts, JSON_MUST, &app_pair_points_shape,
		.about = "they add up to the score"),
	JSON_IN(pair_told, weights, JSON_MUST, &app_pair_points_shape,
		.about = "what each could have; they add up to 100"),
	JSON_ROWS(pair_told, matched, JSON_MUST, POSTING_SKILLS + POSTING_WORDS,
		&term_shape),
	JSON_ROWS(pair_told, missing, JSON_MUST, POSTING_SKILLS + POSTING_WORDS,
		&term_shape),
	JSON_ROWS(
		pair_told, requirements, JSON_MUST, POSTING_NEEDS, &need_shape),
	JSON_ROWS(pair_told, changes, JSON_MUST, SCORE_CHANGES, &change_shape,
		.about = "those that would raise it most"),
	JSON_IN(pair_told, posting, JSON_MUST, &posting_shape),
	JSON_TEXTS(pair_told, notes, JSON_MUST, PAIR_NOTES, 0, 0,
		.about = "what one should know: sentences"),
	JSON(pair_told, version, JSON_MUST, 1, 1000,
		.about = "of the way of scoring"),
	JSON(pair_told, as_of, JSON_MUST, 7, 7,
		.about = "the month up to which years count"),
	{ 0 },
};
const struct json_shape app_pair_shape = JSON_SHAPE(pair_told, "Match",
	"How a resume suits a posting, and why.", pair_fields);

/* ---- one pair ----------------------------------------------------------- */

static bool tell(struct call *c, const struct given *g,
	const struct pair_told *told, struct err *err)
{
	struct json_out o;
	struct buf data;

	buf_init(&data, c->mem, APP_EVENT_DATA);
	o = json_begin(&data, JSON_COMPACT);
	json_object(&o);
	json_put_text(json_key(&o, "analysis"), STR("match"));
	json_put_text(json_key(&o, "resume_id"),
		g->resume_id.len ? g->resume_id : STR_NONE);
	json_put_tenths(json_key(&o, "score"), told->score);
	json_end(&o);
	/* of what somebody only tries, nobody is told */
	return !c->who.id.len ||
	       (app_call_write(c, err) &&
		       app_event(c, EVENT_ANALYSIS_COMPLETED, c->who.id,
			       buf_str(&data), err));
}

bool app_pair_match(struct call *c, const struct given *g,
	struct pair_told *out, struct err *err)
{
	struct posting *posting = ARENA_NEW(c->mem, struct posting);
	struct resume *resume = ARENA_NEW(c->mem, struct resume);
	struct profile *profile = ARENA_NEW(c->mem, struct profile);
	struct pair pair = { .profile = profile, .posting = posting };

	if (!app_given_month(c, g->as_of, &pair.as_of, err) ||
		!app_given_resume(c, g, resume, err) ||
		!app_call_close(c, true, err) ||
		!app_given_posting(c, g->job_description, posting, err) ||
		!profile_read(c->mem, resume, pair.as_of, profile, err))
		return false;
	pair_read(c->mem, &pair, pair_written(c->mem, profile));
	pair_tell(c->mem, &pair, out);
	return tell(c, g, out, err);
}

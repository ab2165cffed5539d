/* api/pair.c - resumes held against postings: do, show. */
#include "app/pair.h"

#include "api/api.h"
#include "api/shapes.h"
#include "app/posting.h"

/* ---- what is given ------------------------------------------------------ */

static const struct json_field match_fields[] = {
	API_GIVEN_RESUME(given),
	JSON(given, job_description, JSON_MUST, 1, POSTING_BYTES,
		.about = "the posting: text, Markdown, or a page's HTML",
		.example = "Senior Data Engineer\n\nRequirements\n- Python"),
	API_GIVEN_MONTH(given),
	{ 0 },
};
const struct json_shape api_match_ask =
	JSON_SHAPE(given, "MatchAsk", "A resume and a posting.", match_fields);

static const struct json_field one_posting_fields[] = {
	JSON(pair_posting_given, id, 0, 0, 200, .format = JSON_LINE,
		.about = "as you call it; absent: its number"),
	JSON(pair_posting_given, job_description, JSON_MUST, 1,
		APP_PAIRS_POSTING),
	{ 0 },
};
static const struct json_shape one_posting = JSON_SHAPE(pair_posting_given,
	"MatchManyPosting", "One posting of many.", one_posting_fields);

static const struct json_field many_fields[] = {
	JSON_RAW(pairs_ask, one.resume, 0, APP_GIVEN_RESUME, .as = "resume",
		.only = JSON_OBJECT, .about = "JSON Resume"),
	JSON(pairs_ask, one.resume_id, 0, 36, 36, .as = "resume_id",
		.format = JSON_UUID, .about = "one of your documents"),
	JSON_ROWS(pairs_ask, postings, 0, APP_PAIRS_MOST, &one_posting,
		.about = "for one resume"),
	JSON(pairs_ask, one.job_description, 0, 1, POSTING_BYTES,
		.as = "job_description", .about = "for many resumes"),
	JSON_TEXTS(pairs_ask, resume_ids, 0, APP_PAIRS_MOST, 36, 36,
		.format = JSON_UUID, .about = "for one posting"),
	JSON(pairs_ask, top, 0, 0, APP_PAIRS_MOST,
		.about = "show so many, the best; 0: all"),
	JSON(pairs_ask, one.as_of, 0, 7, 7, .as = "as_of",
		.example = "2026-11"),
	{ 0 },
};
const struct json_shape api_match_many_ask = JSON_SHAPE(pairs_ask,
	"MatchManyAsk", "One resume and many postings, or the other way round.",
	many_fields);

static const struct json_field posting_ask_fields[] = {
	JSON(given, job_description, JSON_MUST, 1, POSTING_BYTES,
		.about = "the posting: text, Markdown, or a page's HTML"),
	{ 0 },
};
const struct json_shape api_posting_ask =
	JSON_SHAPE(given, "PostingAsk", "A posting.", posting_ask_fields);

/* ---- what is shown ------------------------------------------------------ */

static const struct json_field row_fields[] = {
	JSON(pair_row, id, JSON_MUST, 0, 200),
	JSON(pair_row, title, JSON_MUST | JSON_NULLABLE, 0, 0),
	JSON(pair_row, company, JSON_MUST | JSON_NULLABLE, 0, 0),
	JSON_TENTHS(pair_row, score, JSON_MUST, 0, 1000),
	JSON_IN(pair_row, parts, JSON_MUST, &app_pair_points_shape),
	JSON_TEXTS(pair_row, matched, JSON_MUST, APP_PAIRS_NAMES, 0, 0,
		.about = "skills that the resume shows, by weight"),
	JSON_TEXTS(pair_row, missing, JSON_MUST, APP_PAIRS_NAMES, 0, 0),
	JSON_TEXTS(pair_row, notes, JSON_MUST, PAIR_NOTES, 0, 0),
	JSON(pair_row, error, JSON_OMIT_ABSENT, 0, 0,
		.about = "it could not be read, and has no score"),
	{ 0 },
};
static const struct json_shape row_shape = JSON_SHAPE(
	pair_row, "MatchRow", "One of many, and how it suits.", row_fields);

static const struct json_field many_out_fields[] = {
	JSON_ROWS(pairs, matches, JSON_MUST, APP_PAIRS_MOST, &row_shape,
		.about = "best first; what could not be read is last"),
	JSON(pairs, scored, JSON_MUST, 0, APP_PAIRS_MOST),
	JSON(pairs, failed, JSON_MUST, 0, APP_PAIRS_MOST),
	JSON(pairs, version, JSON_MUST, 1, 1000),
	JSON(pairs, as_of, JSON_MUST, 7, 7),
	{ 0 },
};
const struct json_shape api_match_many = JSON_SHAPE(pairs, "MatchMany",
	"Many of one side, ranked for the other.", many_out_fields);

/* ---- handlers ----------------------------------------------------------- */

bool api_match(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct pair_told out;

	return app_pair_match(c, ask->in, &out, err) && api_show(reply, &out);
}

bool api_match_bulk(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct pairs out;

	return app_pair_match_many(c, ask->in, &out, err) &&
	       api_show(reply, &out);
}

bool api_posting_analyze(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct posting_told out;

	return app_posting_read(c, ask->in, &out, err) && api_show(reply, &out);
}

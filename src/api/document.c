/*
 * api/document.c - a person's documents: do, show. Their versions are in
 * document_version.c, other formats in document_data.c.
 */
#include "api/document_int.h"

#include "api/shapes.h"
#include "base/hash.h"

/* ---- shapes ------------------------------------------------------------- */

#define ABOUT_RESUME                                                     \
	"a JSON Resume v1.0.0 document; what is Vitae's own (template, " \
	"section_order, letter ...) is under meta.vitae"
#define EXAMPLE_RESUME "{\"basics\":{\"name\":\"Ada Lovelace\"}}"
#define ABOUT_VARIANT                                                    \
	"what differs from the master: title, locale, tags {include, "   \
	"exclude}, on and off [{at}], set and add [{at, value}], where " \
	"`at` is a JSON pointer into the master"

#define ROW(row, in)                                                          \
	JSON(row, in id, JSON_MUST, 36, 36, .as = "id", .format = JSON_UUID), \
		JSON_WORD(row, in kind, JSON_MUST, app_document_kinds,        \
			.as = "kind"),                                        \
		JSON(row, in title, JSON_MUST, 1, APP_DOCUMENT_TITLE,         \
			.as = "title"),                                       \
		JSON(row, in role, JSON_MUST, 0, APP_DOCUMENT_TITLE,          \
			.as = "role", .about = "the label in basics"),        \
		JSON(row, in base, JSON_MUST, 0, 0, .as = "base",             \
			.about = "the one that was uploaded"),                \
		JSON(row, in master_id, JSON_OMIT_EMPTY, 36, 36,              \
			.as = "master_id", .about = "of a variant"),          \
		JSON(row, in version, JSON_MUST, 1, INT64_MAX,                \
			.as = "version", .about = "the newest"),              \
		JSON_TIME(row, in created_at, JSON_MUST, .as = "created_at"), \
		JSON_TIME(row, in updated_at, JSON_MUST, .as = "updated_at"), \
		JSON_TIME(row, in deleted_at, JSON_OMIT_EMPTY,                \
			.as = "deleted_at", .about = "in the trash since")

static const struct json_field row_fields[] = { ROW(document, ), { 0 } };
const struct json_shape api_document = JSON_SHAPE(
	document, "Document", "A document, without what it says.", row_fields);

static const struct json_field note_fields[] = {
	JSON(document_note, kind, JSON_MUST, 1, 16,
		.about = "lost: it has no effect any more; stale: the master "
			 "says something else by now"),
	JSON(document_note, at, JSON_MUST, 0, 100000),
	JSON(document_note, say, JSON_MUST, 0, 1000),
	{ 0 },
};
static const struct json_shape note_shape = JSON_SHAPE(
	document_note, "VariantNote", "What a variant points at.", note_fields);

static const struct json_field whole_fields[] = {
	ROW(document_whole, of.),
	JSON_RAW(document_whole, resume, JSON_MUST, API_DOCUMENT_ANSWER,
		.only = JSON_OBJECT, .about = ABOUT_RESUME),
	JSON_RAW(document_whole, variant, JSON_OMIT_EMPTY, APP_DOCUMENT_BODY,
		.only = JSON_OBJECT, .about = ABOUT_VARIANT),
	JSON_ROWS(document_whole, notes, JSON_OMIT_EMPTY, 1000, &note_shape),
	{ 0 },
};
const struct json_shape api_document_whole = JSON_SHAPE(document_whole,
	"DocumentWhole", "A document and what it says.", whole_fields);

static const struct json_field new_fields[] = {
	JSON_WORD(document_make, kind, 0, app_document_kinds,
		.about = "absent: as the body says, else resume"),
	JSON(document_make, title, 0, 0, APP_DOCUMENT_TITLE,
		.format = JSON_LINE,
		.about = "absent: name and label, or the letter's subject"),
	JSON_RAW(document_make, resume, 0, API_DOCUMENT_GIVEN,
		.only = JSON_OBJECT, .about = ABOUT_RESUME,
		.example = EXAMPLE_RESUME),
	JSON(document_make, master_id, 0, 36, 36, .format = JSON_UUID,
		.about = "makes a variant of that document"),
	JSON_RAW(document_make, variant, 0, API_DOCUMENT_GIVEN,
		.only = JSON_OBJECT, .about = ABOUT_VARIANT),
	{ 0 },
};
const struct json_shape api_document_new =
	JSON_SHAPE(document_make, "DocumentNew",
		"Either `resume`, or `master_id` and `variant`.", new_fields);

static const struct json_field change_fields[] = {
	JSON(document_change, title, 0, 1, APP_DOCUMENT_TITLE,
		.format = JSON_LINE),
	JSON_RAW(document_change, resume, 0, API_DOCUMENT_GIVEN,
		.only = JSON_OBJECT, .about = ABOUT_RESUME,
		.example = EXAMPLE_RESUME),
	JSON_RAW(document_change, variant, 0, API_DOCUMENT_GIVEN,
		.only = JSON_OBJECT, .about = ABOUT_VARIANT),
	JSON(document_change, version_name, 0, 1, APP_DOCUMENT_TITLE,
		.format = JSON_LINE, .about = "of the version that it makes"),
	{ 0 },
};
const struct json_shape api_document_change =
	JSON_SHAPE(document_change, "DocumentChange",
		"What is to be different; the rest stays.", change_fields);

static const struct json_field page_fields[] = {
	JSON_WORD(document_page, kind, 0, app_document_kinds),
	JSON(document_page, q, 0, 0, 200,
		.about = "parts of words that must all be in it"),
	JSON_TIME(document_page, from, 0, .about = "changed then or later"),
	JSON_TIME(document_page, until, 0, .about = "changed before then"),
	API_CURSOR(document_page),
	{ 0 },
};
const struct json_shape api_document_page = JSON_SHAPE(
	document_page, "DocumentPage", "Which documents.", page_fields);

/* ---- tags --------------------------------------------------------------- */

/* The newest version; and, where more is shown that changes without one, of
 * that, too. */
static void set_tag(struct api_reply *reply, const struct document_whole *d)
{
	int64_t other[2] = { d->of.base, d->master_version };

	if (d->of.base || d->master_version)
		http_res_fmt(reply->res, "ETag", "\"%lld.%08x\"",
			(long long)d->of.version,
			hash_crc32(0, str_of((char *)other, sizeof(other))));
	else
		http_res_fmt(reply->res, "ETag", "\"%lld\"",
			(long long)d->of.version);
}

/* "3", "3.0badcafe", "3-gz", W/"3": version 3. What is no tag of ours fits no
 * version. */
bool api_document_expected(
	const struct api_ask *ask, int64_t *out, struct err *err)
{
	struct str given = http_header_find(ask->req, "if-match"), digits;
	size_t n = 0;

	*out = 0;
	if (!given.at || str_is(str_trim(given), "*"))
		return true;
	given = str_trim(given);
	if (memchr(given.at, ',', given.len))
		return err_set(err, ERR_BAD_INPUT,
			"If-Match must be one ETag: that of what was read");
	if (str_starts(given, STR("W/")))
		given = str_of(given.at + 2, given.len - 2);
	if (given.len && *given.at == '"')
		given = str_of(given.at + 1, given.len - 1);
	while (n < given.len && given.at[n] >= '0' && given.at[n] <= '9')
		n++;
	digits = str_of(given.at, n);
	return (str_int(digits, out) && *out > 0) ||
	       err_set(err, ERR_STALE,
		       "If-Match is none of our ETags: read it again");
}

static bool show_whole(
	struct api_reply *reply, const struct document_whole *whole)
{
	set_tag(reply, whole);
	return api_show(reply, whole);
}

bool api_show_document_it(struct call *c, struct api_reply *reply,
	const struct document *d, struct err *err)
{
	struct document_whole whole;

	return app_document_show_it(c, d, &whole, err) &&
	       show_whole(reply, &whole);
}

/* ---- one ---------------------------------------------------------------- */

static bool fit_new(const struct document_make *in, struct err *err)
{
	if (in->master_id.len && !in->variant.at)
		return err_field(err, "/variant",
			"must be given with 'master_id': what differs; {} is "
			"nothing");
	if (in->master_id.len && in->resume.at)
		return err_field(err, "/resume",
			"is not taken with 'master_id': a variant says only "
			"what differs");
	if (!in->master_id.len && in->variant.at)
		return err_field(
			err, "/master_id", "must be given with 'variant'");
	return in->master_id.len || in->resume.at ||
	       err_field(err, "/resume", "must be given");
}

bool api_document_create(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const struct document_make *in = ask->in;
	struct document d;

	if (!fit_new(in, err) ||
		!app_document_create(c,
			&(struct document_new){ .kind = in->kind,
				.title = in->title,
				.body = in->master_id.len ? in->variant
							  : in->resume,
				.master_id = in->master_id,
				.way = DOCUMENT_CREATED },
			&d, err))
		return false;
	http_res_fmt(
		reply->res, "Location", "/api/resumes/%.*s", STR_ARG(d.id));
	return api_show_document_it(c, reply, &d, err);
}

bool api_document_get(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct document_whole out;

	return app_document_show(c, ask->id[0], &out, err) &&
	       show_whole(reply, &out);
}

bool api_document_save(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const struct document_change *in = ask->in;
	struct document_save save = { .title = in->title,
		.body = in->resume,
		.variant = in->variant,
		.name = in->version_name,
		.way = DOCUMENT_EDITED };
	struct document d;

	return api_document_expected(ask, &save.if_version, err) &&
	       app_document_save(c, ask->id[0], &save, &d, err) &&
	       api_show_document_it(c, reply, &d, err);
}

bool api_document_remove(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	int64_t expected;

	return api_document_expected(ask, &expected, err) &&
	       app_document_remove(c, ask->id[0], expected, err) &&
	       api_show_nothing(reply);
}

bool api_document_detach(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct document d;

	return app_document_detach(c, ask->id[0], &d, err) &&
	       api_show_document_it(c, reply, &d, err);
}

/* ---- lists -------------------------------------------------------------- */

bool api_document_list(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct db_rows rows;
	struct str next;

	return app_document_list(c, ask->query, &rows, &next, err) &&
	       api_show_list(reply, &rows, sizeof(struct document), next);
}

bool api_document_variants(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct db_rows rows;
	struct str next;

	return app_document_variants(
		       c, ask->id[0], ask->query, &rows, &next, err) &&
	       api_show_list(reply, &rows, sizeof(struct document), next);
}

/* ---- the trash ---------------------------------------------------------- */

bool api_trash_list(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct db_rows rows;
	struct str next;

	return app_document_trash(c, ask->query, &rows, &next, err) &&
	       api_show_list(reply, &rows, sizeof(struct document), next);
}

bool api_trash_restore(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct document d;

	return app_document_recover(c, ask->id[0], &d, err) &&
	       api_show_document_it(c, reply, &d, err);
}

bool api_trash_erase(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	return app_document_erase(c, ask->id[0], err) &&
	       api_show_nothing(reply);
}

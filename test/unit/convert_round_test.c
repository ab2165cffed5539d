/*
 * test/unit/convert_round_test.c - resumes out in each format and in again:
 * what was said comes back where it was, but for what the format has no place
 * for, which is listed here.
 */
#include "converts.h"

static const struct {
	const char *format, *name;
	/* Pointers whose beginnings may come back otherwise. */
	const char *but[6];
} rows[] = {
	{ "jsonresume", "a.json", { NULL } },
	{ "europass", "a.xml", { NULL } },
	/* no street; profiles come after networks that RenderCV knows */
	{ "rendercv", "a.yaml",
		{ "/basics/location/address", "/basics/location/postalCode",
			"/basics/profiles" } },
	/* no street; authors are a line of the text, one place for all roles
	 * under an employer, an end alone is one date */
	{ "reactive", "a.json",
		{ "/basics/location/address", "/basics/location/postalCode",
			"/publications", "/education/0/startDate",
			"/work/2/location" } },
	{ "markdown", "a.md", { "/publications", "/basics/location/address" } },
};
/* Those with nothing that is odd on purpose. */
static const char *const models[] = { "engineer.json", "academic.json",
	"arabic.json", "chinese.json", "greek.json", "student.json",
	"career_change.json" };

static bool may_differ(size_t row, struct str at)
{
	const char *const *but = rows[row].but;

	for (size_t i = 0; i < LENGTH(rows[row].but) && but[i]; i++)
		if (str_starts(at, str_c(but[i])))
			return true;
	return false;
}

static void same_leaves(size_t row, const char *model, const struct json *doc,
	const struct json *v, const struct json *again)
{
	struct str at;
	struct buf x, y;

	for (const struct json *part = json_first(v); part;
		part = json_next(v, part))
		same_leaves(row, model, doc, part, again);
	if (json_kind(v) >= JSON_LIST)
		return;
	at = json_pointer(&test_mem, doc, v);
	if (str_starts(at, STR("/meta")) || str_is(at, "/$schema") ||
		may_differ(row, at))
		return;
	buf_init(&x, &test_mem, 1 << 20);
	buf_init(&y, &test_mem, 1 << 20);
	json_write(&x, v);
	json_write(&y, json_at(again, str_copy(&test_mem, at).at));
	if (!str_eq(buf_str(&x), buf_str(&y)))
		test_fail(__FILE__, __LINE__, "%s as %s: %.*s is %.*s", model,
			rows[row].format, STR_ARG(at), STR_ARG(buf_str(&y)));
}

static void there_and_back(size_t row, const char *model)
{
	struct resume_report report;
	const struct json *doc = convert_model_doc(model);
	struct converted c;
	struct err err = { 0 };
	struct resume r;

	NEED(convert_model(model, &r));
	NEED_ERR(convert_import(&c,
			 convert_written(rows[row].format, &r, &report),
			 rows[row].name, &err),
		err);
	SAME_STR(str_c(c.report.format), str_c(rows[row].format));
	same_leaves(row, model, doc, doc, c.doc);
}

TEST(what_is_written_comes_back_where_it_was)
{
	for (size_t row = 0; row < LENGTH(rows); row++)
		for (size_t i = 0; i < LENGTH(models); i++)
			there_and_back(row, models[i]);
}

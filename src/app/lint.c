/* app/lint.c - see lint.h. */
#include "app/lint.h"

#include "app/render.h"

/* ---- a finding ---------------------------------------------------------- */

static const struct json_field finding_fields[] = {
	JSON(lint_told, code, JSON_MUST, 1, 64),
	JSON(lint_told, severity, JSON_MUST, 1, 16,
		.about = "error, warning or note"),
	JSON(lint_told, at, JSON_MUST, 0, 0,
		.about = "JSON pointer into the resume; empty: all of it"),
	JSON(lint_told, page, JSON_MUST | JSON_NULLABLE, 1, 0xffffffffll,
		JSON_HAS(lint_told, has_page)),
	JSON(lint_told, line, JSON_MUST | JSON_NULLABLE, 1, 0xffffffffll,
		JSON_HAS(lint_told, has_line)),
	JSON(lint_told, what, JSON_MUST, 0, 0, .about = "a sentence"),
	JSON(lint_told, fix, JSON_MUST, 0, 0, .about = "what to do"),
	{ 0 },
};
const struct json_shape app_lint_finding_shape = JSON_SHAPE(lint_told,
	"LintFinding", "What a program would stumble over.", finding_fields);

void app_lint_tell(const struct lint_finding *f, struct lint_told *out)
{
	const struct lint_row *row = &lint_rows[f->code];

	*out = (struct lint_told){ .code = str_c(row->code),
		.severity = str_c(lint_severities[row->severity]),
		.at = f->at,
		.what = f->what,
		.fix = str_c(row->fix),
		.page = f->page,
		.line = f->line,
		.has_page = f->page != 0,
		.has_line = f->line != 0 };
}

/* ---- data --------------------------------------------------------------- */

static bool is_found(const struct lint *l, struct str at)
{
	for (size_t i = 0; i < l->count; i++)
		if (str_eq(l->at[i].at, at))
			return true;
	return false;
}

/* Was what is wrong there understood all the same? */
static bool is_mended(const struct resume_report *report, struct str at)
{
	for (size_t i = 0; i < report->count; i++)
		if (report->at[i].kind == RESUME_CHANGED &&
			str_eq(report->at[i].at, at))
			return true;
	return false;
}

/* What breaks the schema, and no rule has told yet. */
static void check_schema(struct lint *l, const struct lint_data *d)
{
	struct resume_faults faults;

	if (!d->report->format || strcmp(d->report->format, "jsonresume") != 0)
		return;
	resume_check(l->mem, d->bytes, &faults);
	for (size_t i = 0; i < faults.count; i++) {
		const struct resume_fault *f = &faults.at[i];

		if (!is_mended(d->report, f->at) && !is_found(l, f->at))
			lint_add(l, LINT_CODE_BAD_SCHEMA, f->at,
				"line %d: %.*s", f->line, STR_ARG(f->why));
	}
	if (faults.more)
		lint_add(l, LINT_CODE_BAD_SCHEMA, STR(""), "and %zu more",
			faults.more);
}

void app_lint_data(struct lint *l, const struct lint_data *d)
{
	lint_resume(l, d->resume, d->now);
	check_schema(l, d);
}

/* ---- the rule ----------------------------------------------------------- */

static void tell(struct arena *mem, struct lint *l, struct lint_answer *out)
{
	size_t most =
		l->count < APP_LINT_FINDINGS ? l->count : APP_LINT_FINDINGS;

	lint_sort(l);
	*out = (struct lint_answer){ .more = (int64_t)(l->count - most) };
	for (int s = 0; s < LINT_SEVERITIES; s++)
		out->count.of[s] = (int64_t)l->of[s];
	out->findings.at = ARENA_LIST(mem, struct lint_told, most + 1);
	out->findings.count = most;
	for (size_t i = 0; i < most; i++)
		app_lint_tell(&l->at[i], &out->findings.at[i]);
}

/* The source, not what was understood of it: that is what others are sent. */
static bool trip(struct call *c, struct str resume, struct lint_answer *out,
	struct err *err)
{
	const struct render_ask ask = { .resume = resume };
	struct rendered said;
	struct buf file;

	buf_init(&file, c->mem, PRESS_FILE_BYTES);
	if (!app_render(c, &ask, app_render_format(STR("pdf")), RENDER_TRIP,
		    &file, &said, err))
		return false;
	out->round_trip = said.verified;
	return true;
}

bool app_lint(struct call *c, const struct given *g, struct lint_answer *out,
	struct err *err)
{
	struct resume_report report = { .mem = c->mem };
	struct resume_source source = { .name = STR("resume.json") };
	struct resume *resume = ARENA_NEW(c->mem, struct resume);
	struct lint l = { .mem = c->mem };
	struct lint_data d = { .resume = resume, .report = &report };

	if (!app_given_month(c, g->as_of, &d.now, err) ||
		!app_given_json(c, g, &d.bytes, err) ||
		!app_call_close(c, true, err))
		return false;
	source.bytes = d.bytes;
	if (!resume_import_as(c->mem, resume_format_find(STR("jsonresume")),
		    source, resume, &report, err))
		return err_in(err, "/resume");
	report.format = "jsonresume";
	app_lint_data(&l, &d);
	tell(c->mem, &l, out);
	return !g->round_trip || trip(c, d.bytes, out, err);
}

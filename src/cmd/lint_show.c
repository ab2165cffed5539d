/*
 * cmd/lint_show.c - what was found, for people and for programs. What is
 * quoted may say anything, so signs that terminals act on are left out.
 */
#include "cmd/lint.h"

#include "app/lint.h"
#include "base/utf8.h"
#include "cmd/parse.h"

enum {
	WIDTH = 78,
	PLACES = 5,  /* of a rule; --json lists all */
	VALUE = 100, /* characters of what was read */
	READ = 40    /* fields of it */
};

/* ---- text --------------------------------------------------------------- */

static bool is_shown(uint32_t c)
{
	return c >= 32 && !(c >= 0x7f && c < 0xa0) && c != 0x200b &&
	       !(c >= 0x202a && c <= 0x202e) && !(c >= 0x2066 && c <= 0x2069) &&
	       !(c >= 0xe0000 && c <= 0xe007f);
}

static void add_clean(struct buf *out, struct str s)
{
	uint32_t c;
	int n;

	for (; s.len && (n = utf8_decode(s, &c)) != 0;
		s = str_of(s.at + n, s.len - (size_t)n)) {
		if (n < 0)
			n = -n;
		else if (c == '\n' || c == '\t')
			buf_addc(out, ' ');
		else if (is_shown(c))
			buf_add(out, str_of(s.at, (size_t)n));
	}
}

/* Words from a column on, broken at blanks. */
static void add_wrapped(
	struct buf *out, size_t column, const char *first, struct str text)
{
	size_t at = column + strlen(first);
	bool begun = false;

	buf_addf(out, "%*s%s", (int)column, "", first);
	while (text.len) {
		struct str word = str_cut(&text, ' ');
		size_t width = utf8_count(word);

		if (begun && at + width + 1 > WIDTH) {
			buf_addf(out, "\n%*s", (int)(column + strlen(first)),
				"");
			at = column + strlen(first);
			begun = false;
		}
		if (begun)
			buf_addc(out, ' ');
		add_clean(out, word);
		at += width + begun;
		begun = true;
	}
	buf_addc(out, '\n');
}

/* ---- findings ----------------------------------------------------------- */

/* What is said beyond the row's sentence. */
static struct str detail(const struct lint_finding *f)
{
	size_t skip = strlen(lint_rows[f->code].say) + 2;

	return f->what.len > skip
		       ? str_of(f->what.at + skip, f->what.len - skip)
		       : STR("");
}

static void add_place(const struct lint_run *run, struct buf *out,
	const struct lint_finding *f)
{
	struct str more = detail(f);
	struct buf b;

	buf_init(&b, run->mem, 4096);
	buf_add(&b, STR(""));
	if (f->page)
		buf_addf(&b, "page %u, line %u", f->page, f->line);
	else if (f->at.len)
		buf_addf(&b, "%.*s", STR_ARG(f->at));
	if (b.len && more.len)
		buf_add(&b, STR(": "));
	buf_addf(&b, "%.*s", STR_ARG(more));
	if (b.len)
		add_wrapped(out, 4, "- ", buf_str(&b));
}

/* A rule with all places where it was broken; `from` is the first. */
static void add_rule(const struct lint_run *run, struct buf *out, size_t from)
{
	const struct lint *l = &run->lint;
	const struct lint_row *row = &lint_rows[l->at[from].code];
	size_t count = 0;

	buf_addf(out, "\n  %s: %s\n", row->code, row->say);
	for (size_t i = from; i < l->count; i++)
		if (l->at[i].code == l->at[from].code && count++ < PLACES)
			add_place(run, out, &l->at[i]);
	if (count > PLACES)
		buf_addf(out, "    - and %zu more; --json lists them\n",
			count - PLACES);
	add_wrapped(out, 4, "> ", str_c(row->fix));
}

static void add_severity(
	const struct lint_run *run, struct buf *out, enum lint_severity s)
{
	static const char *const heads[LINT_SEVERITIES] = {
		[LINT_ERROR] = "ERRORS",
		[LINT_WARNING] = "WARNINGS",
		[LINT_NOTE] = "NOTES",
	};
	bool told[LINT_CODES] = { 0 };

	if (!run->lint.of[s] || (run->quiet && s == LINT_NOTE))
		return;
	buf_addf(out, "\n%s\n", heads[s]);
	for (size_t i = 0; i < run->lint.count; i++) {
		enum lint_code code = run->lint.at[i].code;

		if (lint_rows[code].severity != s || told[code])
			continue;
		told[code] = true;
		add_rule(run, out, i);
	}
}

/* ---- what a program reads ----------------------------------------------- */

static void add_read(const struct lint_run *run, struct buf *out)
{
	const struct intake_answer *a = run->source.read;
	size_t count = a->found.traces.count;

	buf_addf(out, "\nWHAT A PARSER READS\n\n");
	for (size_t i = 0; i < count && i < READ; i++) {
		const struct intake_trace *t = &a->found.traces.at[i];
		struct str value = cmd_parse_value(run->mem, a, t);
		struct str first = utf8_first(value, VALUE);

		add_wrapped(out, 2, "",
			str_fmt(run->mem, "%.*s: %.*s%s", STR_ARG(t->at),
				STR_ARG(first),
				first.len < value.len ? " ..." : ""));
	}
	if (count > READ)
		buf_addf(out, "  and %zu more; 'vitae parse' shows all of it\n",
			count - READ);
}

static void add_trips(const struct lint_run *run, struct buf *out)
{
	for (size_t i = 0; i < run->trips; i++)
		buf_addf(out,
			"%s%d.%d %% of the fields are read back from "
			"the %s\n",
			i ? "" : "\n", run->trip[i].share / 10,
			run->trip[i].share % 10,
			press_formats[run->trip[i].format].title);
}

static void add_sum(const struct lint_run *run, struct buf *out)
{
	add_clean(out, str_c(run->path));
	buf_addc(out, ':');
	for (int s = 0; s < LINT_SEVERITIES; s++)
		buf_addf(out, "%s %zu %s%s", s ? "," : "", run->lint.of[s],
			lint_severities[s], run->lint.of[s] == 1 ? "" : "s");
	buf_addc(out, '\n');
}

void cmd_lint_show(const struct lint_run *run, struct buf *out)
{
	if (run->quiet && !run->lint.of[LINT_ERROR] &&
		!run->lint.of[LINT_WARNING])
		return;
	add_sum(run, out);
	for (int s = 0; s < LINT_SEVERITIES; s++)
		add_severity(run, out, (enum lint_severity)s);
	if (run->quiet)
		return;
	if (run->source.read)
		add_read(run, out);
	add_trips(run, out);
}

/* ---- for programs ------------------------------------------------------- */

static void put_finding(struct json_out *o, const struct lint_finding *f)
{
	struct lint_told told;

	app_lint_tell(f, &told);
	json_put_row(o, &app_lint_finding_shape, &told);
}

static void put_trips(struct json_out *o, const struct lint_run *run)
{
	json_object(o);
	for (size_t i = 0; i < run->trips; i++)
		json_put_real(
			json_key(o, press_formats[run->trip[i].format].name),
			run->trip[i].share / 1000.0);
	json_end(o);
}

void cmd_lint_json(const struct lint_run *run, struct buf *out)
{
	struct json_out o = json_begin(out, JSON_PRETTY);

	json_object(&o);
	json_put_text(json_key(&o, "file"), str_c(run->path));
	json_object(json_key(&o, "count"));
	for (int s = 0; s < LINT_SEVERITIES; s++)
		json_put_int(json_key(&o, lint_severities[s]),
			(int64_t)run->lint.of[s]);
	json_end(&o);
	json_list(json_key(&o, "findings"));
	for (size_t i = 0; i < run->lint.count; i++)
		if (!run->quiet ||
			lint_rows[run->lint.at[i].code].severity != LINT_NOTE)
			put_finding(&o, &run->lint.at[i]);
	json_end(&o);
	if (run->trips)
		put_trips(json_key(&o, "read_back"), run);
	if (run->source.read)
		json_put(json_key(&o, "read"), run->source.read->json);
	json_end(&o);
	buf_addc(out, '\n');
}

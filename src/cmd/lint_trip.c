/*
 * cmd/lint_trip.c - the round trip of 'vitae lint': a resume that is data is
 * rendered as people would (the template that it names, else modern), as PDF
 * and as DOCX, and read back as programs do; what was lost is found.
 */
#include "cmd/lint.h"

#include "work/verify.h"

static const char *const titles[PRESS_FORMATS] = {
	[PRESS_PDF] = "PDF",
	[PRESS_DOCX] = "DOCX",
};

struct trip {
	struct lint_run *run;
	struct press *press;
	struct resume resume; /* without its photo, which has no text */
	struct look look;     /* which the tree points into */
	struct tree tree;
	struct pages pages;
};

/* ---- fields ------------------------------------------------------------- */

static bool is_contact(struct str at)
{
	return str_is(at, "/basics/name") || str_is(at, "/basics/email") ||
	       str_is(at, "/basics/phone");
}

/* Its link says as much. */
static bool is_profile(struct str at)
{
	return str_starts(at, STR("/basics/profiles/")) &&
	       !str_ends(at, STR("/url"));
}

static enum lint_code code_of(const struct readback_field *f)
{
	if (is_profile(f->at) && readback_rows[f->kind].counts &&
		f->kind != READBACK_KEPT)
		return LINT_CODE_LOST_PROFILE;
	switch (f->kind) {
	case READBACK_CHANGED:
		return is_contact(f->at) ? LINT_CODE_LOST_CONTACT
					 : LINT_CODE_CHANGED_FIELD;
	case READBACK_LOST:
		return is_contact(f->at) ? LINT_CODE_LOST_CONTACT
					 : LINT_CODE_LOST_FIELD;
	case READBACK_MOVED:
		return is_contact(f->at) ? LINT_CODE_LOST_CONTACT
					 : LINT_CODE_MOVED_FIELD;
	default:
		return LINT_CODES;
	}
}

static struct str say(struct arena *mem, const struct readback_field *f)
{
	struct str want = lint_quote(mem, f->want);

	if (f->kind == READBACK_CHANGED)
		return str_fmt(mem, "%.*s became %.*s", STR_ARG(want),
			STR_ARG(lint_quote(mem, f->have)));
	if (f->kind == READBACK_MOVED)
		return str_fmt(mem, "%.*s was read as %.*s", STR_ARG(want),
			STR_ARG(f->to));
	return want;
}

/* What both formats do is told once. */
static bool is_told(struct lint_run *run, enum lint_code code, struct str at,
	struct str what)
{
	for (size_t i = run->lint.count; i-- > 0;) {
		struct lint_finding *f = &run->lint.at[i];

		if (f->code != code || !str_eq(f->at, at) ||
			!str_ends(f->what, STR(" (PDF)")))
			continue;
		if (!str_ends(
			    str_of(f->what.at, f->what.len - strlen(" (PDF)")),
			    what))
			continue;
		f->what = str_fmt(run->mem, "%.*s, DOCX)", (int)f->what.len - 1,
			f->what.at);
		return true;
	}
	return false;
}

static void add(struct lint_run *run, enum press_format format,
	enum lint_code code, struct str at, struct str what)
{
	if (format == PRESS_DOCX && is_told(run, code, at, what))
		return;
	lint_add(&run->lint, code, at, "%.*s (%s)", STR_ARG(what),
		titles[format]);
}

static void add_fields(struct lint_run *run, enum press_format format,
	const struct verified *v)
{
	for (size_t i = 0; i < v->fields.count; i++) {
		enum lint_code code = code_of(&v->fields.at[i]);

		if (code != LINT_CODES)
			add(run, format, code, v->fields.at[i].at,
				say(run->mem, &v->fields.at[i]));
	}
}

/* ---- words -------------------------------------------------------------- */

static void add_words(struct lint_run *run, enum press_format format,
	const struct verified *v)
{
	for (size_t i = 0; i < v->words.count; i++) {
		const struct verify_change *c = &v->words.at[i];

		if (c->kind == VERIFY_ADDED || c->kind == VERIFY_OTHER_HALF)
			continue;
		add(run, format, LINT_CODE_LOST_WORDS, STR(""),
			lint_quote(run->mem, c->want));
	}
}

/* ---- there and back ----------------------------------------------------- */

static bool write_file(struct trip *t, enum press_format format,
	struct buf *out, struct err *err)
{
	struct arena *mem = t->run->mem;
	struct press_fit fit;
	struct tree tree;

	buf_init(out, mem, PRESS_FILE_BYTES);
	if (format == PRESS_PDF)
		return press_pdf(t->press, mem, &t->pages, out, err);
	return press_fit(t->press, mem, &t->tree, &tree, &fit, err) &&
	       press_docx(mem, &tree, out, err);
}

static bool go(struct trip *t, enum press_format format, struct err *err)
{
	struct lint_run *run = t->run;
	struct verify_ask ask = {
		.source = &t->resume, .tree = &t->tree, .format = format
	};
	struct verified v;
	struct buf out;

	if (!write_file(t, format, &out, err))
		return false;
	ask.bytes = buf_str(&out);
	if (!work_verify(run->mem, &ask, &v, err))
		return false;
	add_words(run, format, &v);
	if (v.letter)
		return true;
	add_fields(run, format, &v);
	run->trip[run->trips].format = format;
	run->trip[run->trips++].share = readback_share(&v.fields);
	return true;
}

static bool compose(struct trip *t, struct err *err)
{
	struct arena *mem = t->run->mem;
	struct str name = t->resume.meta.vitae.template;
	const struct template *template;

	return template_find(mem, name.len ? name : STR("modern"), NULL,
		       &template, err) &&
	       template_look(mem, template, &t->resume, NULL, &t->look, err) &&
	       press_compose(
		       mem, &t->resume, template, &t->look, &t->tree, err) &&
	       press_layout(t->press, mem, &t->tree, &t->pages, err);
}

static bool travel(struct trip *t, struct err *err)
{
	if (!compose(t, err))
		return false;
	if (t->pages.missing)
		lint_add(&t->run->lint, LINT_CODE_NO_GLYPH, STR(""),
			"%zu word%s, with characters such as U+%04X",
			t->pages.missing, t->pages.missing == 1 ? "" : "s",
			t->pages.missing_one);
	return go(t, PRESS_PDF, err) && go(t, PRESS_DOCX, err);
}

bool cmd_lint_trip(struct lint_run *run, struct err *err)
{
	struct trip t = { .run = run, .resume = run->source.resume };
	struct err why = { 0 };

	t.resume.basics.image = STR_NONE;
	t.resume.meta.vitae.photo = STR_NONE;
	if (!press_open(&t.press, err))
		return false;
	if (!travel(&t, &why))
		lint_add(&run->lint, LINT_CODE_NOT_RENDERED, STR(""), "%s",
			why.text);
	press_close(t.press);
	return why.code != ERR_BROKEN || (*err = why, false);
}

/* app/render_source.c - which document is rendered. See render.h. */
#include "app/render_int.h"

#include "app/document_int.h"
#include "app/project.h"
#include "base/utf8.h"
#include "resume/convert.h"
#include "resume/variant.h"
#include "store/template_wish.h"

#include <stdio.h>

enum {
	NAME_MOST = 200, /* bytes of a file's name, without its ending */
	VARIED_BYTES = 4 << 20
};

/* ---- what was brought along --------------------------------------------- */

/* DOC-4: what breaks the schema is refused, with pointers; what everybody
 * writes and means alike (an end of "present") is not. */
static bool check(struct arena *mem, struct str text,
	const struct resume_report *report, struct err *err)
{
	struct resume_faults faults;

	resume_check_imported(mem, text, report, &faults);
	for (size_t i = 0; i < faults.count; i++)
		err_field(err,
			str_fmt(mem, "/resume%.*s", STR_ARG(faults.at[i].at))
				.at,
			"%.*s", STR_ARG(faults.at[i].why));
	return !faults.count;
}

static bool read_given(
	struct call *c, struct str text, struct resume *out, struct err *err)
{
	const struct resume_format *format =
		resume_format_find(STR("jsonresume"));
	struct resume_report report = { .mem = c->mem };
	struct resume_source source = { .bytes = text };

	return resume_import_as(c->mem, format, source, out, &report, err) &&
	       check(c->mem, text, &report, err);
}

/* ---- what is stored ----------------------------------------------------- */

static bool read_wish(struct call *c, struct str template,
	struct render_source *s, struct err *err)
{
	struct template_wish_row wish;
	bool found;

	return store_template_wish_find(
		       c->db, c->who.id, template, &wish, &found, err) &&
	       (!found ||
		       json_parse(c->mem, wish.custom_config, &s->usual, err));
}

static bool read_last(struct call *c, const struct render_format *format,
	struct render_source *s, struct err *err)
{
	return !s->document.id.len ||
	       store_rendering_last(c->db, c->who.id, s->document.id,
		       str_c(format->name), &s->last, &s->rendered, err);
}

/* Of a project, that of its resume. */
static bool find_id(struct call *c, const struct render_ask *ask,
	struct str *out, struct err *err)
{
	struct project project;

	*out = ask->resume_id;
	if (!ask->project_id.len)
		return true;
	if (!app_project_row(c, ask->project_id, &project, err))
		return false;
	*out = project.document_id;
	return true;
}

/* What a variant that nobody has saved yet would make of it. */
static bool vary(struct call *c, const struct render_ask *ask,
	const struct document *master, struct str *text, struct err *err)
{
	struct resume_variant_notes notes;
	const struct json *out;
	struct buf b;

	if (!ask->variant.len)
		return true;
	if (master->master_id.len)
		return err_field(err, "/variant",
			"is not taken: the document is a variant itself");
	if (!app_document_apply(c->mem, *text, ask->variant, &out, &notes, err))
		return false;
	buf_init(&b, c->mem, VARIED_BYTES);
	json_write(&b, out);
	*text = buf_str(&b);
	return buf_ok(&b) || err_set(err, ERR_TOO_BIG, "it is too long");
}

static bool read_stored(struct call *c, const struct render_ask *ask,
	const struct render_format *format, struct render_source *s,
	struct err *err)
{
	struct str id, text;

	if (!app_call_read(c, err) || !find_id(c, ask, &id, err) ||
		!app_document_resume(
			c, id, ask->version, &s->document, &text, err) ||
		!vary(c, ask, &s->document, &text, err))
		return false;
	s->version = ask->version ? ask->version : s->document.version;
	s->project_id = ask->project_id;
	return resume_read_text(c->mem, text, &s->resume, err) &&
	       read_wish(c, press_template_of(&s->resume, ask->template), s,
		       err) &&
	       read_last(c, format, s, err) && app_call_close(c, true, err);
}

/* ---- which of them ------------------------------------------------------ */

static bool one_of_them(const struct render_ask *ask, struct err *err)
{
	bool resume = ask->resume.len, id = ask->resume_id.len,
	     project = ask->project_id.len;

	if (resume + id + project == 0)
		return err_field(err, "/resume",
			"is missing: give it, a 'resume_id' or a 'project_id'");
	if (resume + id + project > 1)
		return err_field(err, project ? "/project_id" : "/resume_id",
			"stands beside another one: give one of 'resume', "
			"'resume_id' and 'project_id'");
	if (ask->variant.len && !id)
		return err_field(err, "/variant", "is one of a 'resume_id'");
	return !ask->version || id ||
	       err_field(err, "/version", "is that of a 'resume_id'");
}

bool app_render_find(struct call *c, const struct render_ask *ask,
	const struct render_format *format, struct render_source *out,
	struct err *err)
{
	*out = (struct render_source){ .project_id = STR("") };
	if (!one_of_them(ask, err) ||
		!(ask->resume.len
				? read_given(c, ask->resume, &out->resume, err)
				: read_stored(c, ask, format, out, err)))
		return false;
	if (ask->kind.len)
		out->resume.meta.vitae.kind = ask->kind;
	if (ask->locale.len)
		out->resume.meta.vitae.locale = ask->locale;
	return true;
}

/* ---- what it is called -------------------------------------------------- */

/* Signs that some system has no place for in a name; at its ends, blanks and
 * dots, too. */
static struct str plain(struct arena *mem, struct str s)
{
	struct str rest = utf8_fit(s, NAME_MOST);
	struct buf b;
	uint32_t ch;

	buf_init(&b, mem, NAME_MOST + 1);
	while (rest.len) {
		int n = utf8_decode(rest, &ch);
		bool bad = ch < ' ' || (ch >= 0x7f && ch < 0xa0) ||
			   ch == 0x2028 || ch == 0x2029 ||
			   (ch < 0x7f && strchr("\"\\/:*?<>|", (int)ch));

		if (bad)
			buf_addc(&b, ch < ' ' ? ' ' : '-');
		else
			buf_add(&b, str_of(rest.at, (size_t)n));
		rest = str_of(rest.at + n, rest.len - (size_t)n);
	}
	s = b.len ? buf_str(&b) : STR("");
	while (s.len && strchr(" .-", s.at[0]))
		s = str_of(s.at + 1, s.len - 1);
	while (s.len && strchr(" .-", s.at[s.len - 1]))
		s.len--;
	return s;
}

struct str app_render_title(struct arena *mem, const struct render_source *s)
{
	const struct resume *r = &s->resume;
	struct str name = str_trim(r->basics.name),
		   label = str_trim(r->basics.label),
		   subject = str_trim(r->meta.vitae.letter.subject);

	if (s->document.title.len)
		return s->document.title;
	if (str_is(r->meta.vitae.kind, "cover_letter") && subject.len)
		label = subject;
	if (name.len && label.len)
		return str_fmt(
			mem, "%.*s, %.*s", STR_ARG(name), STR_ARG(label));
	return name.len ? name : label.len ? label : STR("Resume");
}

struct str app_render_name(struct arena *mem, const struct render_source *s,
	const struct render_format *format)
{
	struct str stem = plain(mem, app_render_title(mem, s));

	return str_fmt(mem, "%.*s%s", STR_ARG(stem.len ? stem : STR("Resume")),
		format->ending);
}

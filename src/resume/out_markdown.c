/*
 * resume/out_markdown.c - a resume as Markdown that people like to read and
 * that in_markdown.c reads back: a heading a section, one an entry, dates and
 * place beneath, bullets. Knows no template: that is the press's Markdown.
 */
#include "resume/out_markdown.h"
#include "resume/show.h"
#include "resume/words.h"

/* ---- the head ----------------------------------------------------------- */

static void put_dot(struct markdown_writer *w, bool *any)
{
	if (*any)
		buf_add(w->to, STR(" \xc2\xb7 "));
	*any = true;
}

static void put_piece(struct markdown_writer *w, bool *any, struct str text)
{
	if (!text.len)
		return;
	put_dot(w, any);
	resume_markdown_line(w, text);
}

static void put_profile(
	struct markdown_writer *w, bool *any, const struct resume_profile *p)
{
	struct str text = p->network.len ? p->network : p->username;

	if (!text.len && !p->url.len)
		return;
	if (p->network.len && p->username.len)
		text = str_fmt(w->mem, "%.*s: %.*s", STR_ARG(p->network),
			STR_ARG(p->username));
	put_dot(w, any);
	resume_markdown_link(
		w, text.len ? text : p->url, text.len ? p->url : STR_NONE);
}

static struct str place_of(struct markdown_writer *w)
{
	const struct resume_place *place = &w->r->basics.location;
	struct str town = resume_place_text(w->mem, place), code;

	code = place->postal_code;
	if (code.len && town.len)
		town = str_fmt(
			w->mem, "%.*s %.*s", STR_ARG(code), STR_ARG(town));
	else if (code.len)
		town = code;
	if (place->address.len && town.len)
		return str_fmt(w->mem, "%.*s, %.*s", STR_ARG(place->address),
			STR_ARG(town));
	return place->address.len ? place->address : town;
}

static void put_head(struct markdown_writer *w)
{
	const struct resume_basics *b = &w->r->basics;
	bool any = false;

	if (b->name.len) {
		buf_add(w->to, STR("# "));
		resume_markdown_line(w, b->name);
		resume_markdown_gap(w);
	}
	if (b->label.len) {
		resume_markdown_line(w, b->label);
		resume_markdown_gap(w);
	}
	put_piece(w, &any, place_of(w));
	put_piece(w, &any, b->email);
	put_piece(w, &any, b->phone);
	put_piece(w, &any, b->url);
	for (size_t i = 0; i < b->profiles.count; i++)
		put_profile(w, &any, &b->profiles.at[i]);
	resume_markdown_gap(w);
	if (str_starts(b->image, STR("http"))) {
		buf_add(w->to, STR("!"));
		resume_markdown_link(w, STR("photo"), b->image);
		resume_markdown_gap(w);
	} else if (b->image.len) {
		resume_note(w->report, RESUME_LEFT, STR("/basics/image"),
			"Markdown takes a picture by its address only");
	}
}

/* ---- entries ------------------------------------------------------------ */

/* What the heading of an entry says, and which of the two has the address. */
static const struct head {
	int section;
	const char *first, *second;
	bool links_second;
} heads[] = {
	{ RESUME_WORK, "position", "name", true },
	{ RESUME_VOLUNTEER, "position", "organization", true },
	{ RESUME_EDUCATION, "studyType", "institution", true },
	{ RESUME_AWARDS, "title", "awarder", false },
	{ RESUME_CERTIFICATES, "name", "issuer", false },
	{ RESUME_PUBLICATIONS, "name", "publisher", false },
	{ RESUME_PROJECTS, "name", "entity", false },
	{ RESUME_REFERENCES, "name", "position", false },
	{ RESUME_OWN, "position", "organization", true },
};

static const struct head *head_of(int section)
{
	for (size_t i = 0; i < LENGTH(heads); i++)
		if (heads[i].section == section)
			return &heads[i];
	return &heads[LENGTH(heads) - 1];
}

/* "Master of Science, Computer Science" */
static struct str first_of(struct markdown_writer *w, const struct head *head,
	const struct resume_entry *e)
{
	struct str first = resume_field(e, head->first),
		   area = resume_field(e, "area");

	if (head->section != RESUME_EDUCATION || !area.len)
		return first;
	if (!first.len)
		return area;
	return str_fmt(w->mem, "%.*s, %.*s", STR_ARG(first), STR_ARG(area));
}

/* Fields that are said by the heading, the line beneath, the text. */
static const char said[] = "|url|startDate|endDate|date|releaseDate|location|"
			   "description|summary|highlights|reference|";

static bool is_said(const struct head *head, struct str name)
{
	return resume_name_in(said, name) || str_is(name, head->first) ||
	       str_is(name, head->second) ||
	       (head->section == RESUME_EDUCATION && str_is(name, "area"));
}

/* "studyType": "Study type" */
static void put_label(struct markdown_writer *w, struct str name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];
		bool capital = c >= 'A' && c <= 'Z';

		if (capital && i)
			buf_addc(w->to, ' ');
		if (i == 0 && c >= 'a' && c <= 'z')
			c = (char)(c - 32);
		else if (capital && i)
			c = (char)(c + 32);
		buf_addc(w->to, c == '\n' ? ' ' : c);
	}
	buf_add(w->to, STR(": "));
}

static void put_json(struct markdown_writer *w, const struct json *v)
{
	struct buf b;

	if (json_kind(v) == JSON_TEXT) {
		resume_markdown_line(w, json_text(v));
		return;
	}
	buf_init(&b, w->mem, JSON_BYTES);
	json_write(&b, v);
	resume_markdown_line(w, buf_str(&b));
}

static void put_value(struct markdown_writer *w, const struct resume_set *f)
{
	bool list = json_kind(f->v) == JSON_LIST;

	for (size_t i = 0; !f->v && i < f->texts.count; i++) {
		buf_add(w->to, i ? STR(", ") : STR(""));
		resume_markdown_line(w, f->texts.at[i]);
	}
	if (f->v && !list)
		put_json(w, f->v);
	for (const struct json *v = list ? json_first(f->v) : NULL; v;
		v = json_next(f->v, v)) {
		buf_add(w->to, v == json_first(f->v) ? STR("") : STR(", "));
		put_json(w, v);
	}
}

static void put_others(struct markdown_writer *w, const struct head *head,
	const struct resume_entry *e)
{
	struct resume_set f = { .e = e };
	bool any = false;

	while (resume_set_next(w->mem, &f)) {
		if (is_said(head, f.name))
			continue;
		if (!any)
			resume_markdown_gap(w);
		any = true;
		buf_add(w->to, STR("- "));
		put_label(w, f.name);
		put_value(w, &f);
		buf_addc(w->to, '\n');
	}
}

/* The dates, the place. */
static void put_aside(struct markdown_writer *w, const struct resume_entry *e)
{
	bool any = false;

	put_piece(w, &any, resume_dates_text(w->mem, e));
	put_piece(w, &any, resume_field(e, "location"));
	if (any)
		resume_markdown_gap(w);
}

static void put_body(struct markdown_writer *w, const struct head *head,
	const struct resume_entry *e, bool with_description)
{
	if (with_description)
		resume_markdown_text(w, resume_field(e, "description"));
	resume_markdown_text(w, resume_field(e, "summary"));
	resume_markdown_text(w, e->reference);
	resume_markdown_bullets(w, resume_field_list(w->mem, e, "highlights"));
	put_others(w, head, e);
}

static void put_heading(struct markdown_writer *w, const struct head *head,
	const struct resume_entry *e)
{
	struct str first = first_of(w, head, e),
		   second = resume_field(e, head->second),
		   url = resume_field(e, "url");

	if (!first.len && !second.len)
		first = resume_entry_name(e);
	resume_markdown_gap(w);
	buf_add(w->to, STR("### "));
	if (first.len)
		resume_markdown_link(w, first,
			head->links_second && second.len ? STR_NONE : url);
	if (first.len && second.len)
		buf_add(w->to, STR(" \xe2\x80\x94 "));
	if (second.len)
		resume_markdown_link(w, second,
			head->links_second || !first.len ? url : STR_NONE);
	if (!first.len && !second.len)
		resume_markdown_link(w, url, STR_NONE);
	resume_markdown_gap(w);
}

static void put_entry(struct markdown_writer *w, const struct head *head,
	const struct resume_entry *e)
{
	put_heading(w, head, e);
	put_aside(w, e);
	put_body(w, head, e, true);
}

/* Several roles: the employer, and a smaller heading for each. */
static void put_roles(
	struct markdown_writer *w, const struct resume_entry *e, size_t count)
{
	static const struct head role = { RESUME_WORK, "position", "name",
		true };

	resume_markdown_gap(w);
	buf_add(w->to, STR("### "));
	resume_markdown_link(w, e->name.len ? e->name : e->organization,
		resume_field(e, "url"));
	resume_markdown_gap(w);
	resume_markdown_text(w, resume_field(e, "description"));
	for (size_t i = 0; i < count; i++) {
		resume_markdown_gap(w);
		buf_add(w->to, STR("#### "));
		resume_markdown_line(w, e[i].position);
		resume_markdown_gap(w);
		put_aside(w, &e[i]);
		put_body(w, &role, &e[i], i > 0);
	}
}

/* ---- sections ----------------------------------------------------------- */

/* "- **Languages** (expert): C, Go" */
static void put_skill(struct markdown_writer *w, const struct resume_entry *e)
{
	static const struct head none = { RESUME_SKILLS, "name", "language",
		false };
	struct str note = e->level.len ? e->level : e->fluency;
	struct str name = resume_entry_name(e);
	struct resume_set f = { .e = e };

	buf_add(w->to, STR("- "));
	if (name.len) {
		buf_add(w->to, STR("**"));
		resume_markdown_line(w, name);
		buf_add(w->to, STR("**"));
	}
	if (note.len) {
		buf_add(w->to, STR(" ("));
		resume_markdown_line(w, note);
		buf_addc(w->to, ')');
	}
	for (size_t i = 0; i < e->keywords.count; i++) {
		buf_add(w->to, i ? STR(", ") : STR(": "));
		resume_markdown_line(w, e->keywords.at[i]);
	}
	buf_addc(w->to, '\n');
	while (resume_set_next(w->mem, &f)) {
		if (is_said(&none, f.name) ||
			resume_name_in("|level|fluency|keywords|", f.name))
			continue;
		buf_add(w->to, STR("  - "));
		put_label(w, f.name);
		put_value(w, &f);
		buf_addc(w->to, '\n');
	}
}

static void put_entries(
	struct markdown_writer *w, const struct resume_part *part)
{
	const struct resume_entries *in = part->entries;
	size_t n = 1;

	for (size_t i = 0; i < in->count; i += n) {
		bool jobs = part->what == RESUME_WORK ||
			    part->what == RESUME_VOLUNTEER;

		n = jobs ? resume_roles(in, i) : 1;
		/* what is said of the employer needs a place of its own */
		if (n > 1 || (jobs && in->at[i].description.len &&
				     in->at[i].position.len))
			put_roles(w, &in->at[i], n);
		else
			put_entry(w, head_of(part->what), &in->at[i]);
	}
}

static void put_part(struct markdown_writer *w, const struct resume_part *part)
{
	resume_markdown_gap(w);
	buf_add(w->to, STR("## "));
	resume_markdown_line(w, part->title);
	resume_markdown_gap(w);
	switch (part->what) {
	case RESUME_SUMMARY:
		resume_markdown_text(w, w->r->basics.summary);
		break;
	case RESUME_SKILLS:
	case RESUME_LANGUAGES:
	case RESUME_INTERESTS:
		for (size_t i = 0; i < part->entries->count; i++)
			put_skill(w, &part->entries->at[i]);
		break;
	default:
		put_entries(w, part);
		break;
	}
}

static void put_letter(struct markdown_writer *w)
{
	const struct resume_letter *l = &w->r->meta.vitae.letter;
	const struct str parts[] = { l->date, l->subject, l->salutation };
	const struct str ends[] = { l->closing, l->signature };

	if (!l->paragraphs.count && !l->subject.len && !l->addressee.count)
		return;
	resume_markdown_gap(w);
	buf_add(w->to, STR("## Cover Letter\n\n"));
	for (size_t i = 0; i < l->addressee.count; i++) {
		resume_markdown_line(w, l->addressee.at[i]);
		buf_add(w->to,
			i + 1 < l->addressee.count ? STR("\\\n") : STR("\n"));
	}
	for (size_t i = 0; i < LENGTH(parts); i++)
		resume_markdown_text(w, parts[i]);
	for (size_t i = 0; i < l->paragraphs.count; i++)
		resume_markdown_text(w, l->paragraphs.at[i]);
	for (size_t i = 0; i < LENGTH(ends); i++)
		resume_markdown_text(w, ends[i]);
}

bool resume_markdown_write(struct arena *mem, const struct resume *r,
	struct buf *out, struct resume_report *report, struct err *err)
{
	struct markdown_writer w = {
		.mem = mem, .r = r, .to = out, .report = report
	};
	struct resume_parts parts;

	(void)err; /* whether all fitted is asked of the buf */
	resume_parts_list(mem, r, &parts);
	put_head(&w);
	for (size_t i = 0; i < parts.count; i++) {
		if (!parts.at[i].hidden)
			put_part(&w, &parts.at[i]);
		else
			resume_note(report, RESUME_LEFT, parts.at[i].at,
				"hidden sections are left out");
	}
	put_letter(&w);
	while (out->len > 1 && out->at[out->len - 1] == '\n' &&
		out->at[out->len - 2] == '\n')
		out->at[--out->len] = '\0';
	resume_note_left(report, r, "Markdown", "|section_titles|letter|");
	return true;
}

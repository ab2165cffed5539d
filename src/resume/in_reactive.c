/*
 * resume/in_reactive.c - Reactive Resume's JSON in its versions 3, 4 and 5,
 * told apart by their shape: who it is, sections and their order. Items are
 * in_reactive_item.c's. Colours, fonts and the like are kept.
 */
#include "resume/in_reactive.h"
#include "resume/blocks.h"
#include "resume/build.h"
#include "resume/codes.h"
#include "resume/show.h"

/* ---- versions ----------------------------------------------------------- */

static int version_of(const struct json *doc)
{
	const struct json *sections = json_find(doc, "sections"),
			  *basics = json_find(doc, "basics");
	const struct json *section = json_first(sections);

	if (json_kind(sections) != JSON_OBJECT ||
		json_kind(basics) != JSON_OBJECT)
		return 0;
	if (json_find(doc, "customSections") || json_find(doc, "picture") ||
		json_find(section, "title"))
		return 5;
	if (json_find(basics, "url") || json_find(basics, "customFields") ||
		json_find(sections, "experience") ||
		json_find(json_find(sections, "summary"), "content"))
		return 4;
	if (json_find(sections, "work") || json_find(doc, "public"))
		return 3;
	return 0;
}

/* ---- who it is ---------------------------------------------------------- */

static struct str pointer(struct reactive_reader *r, const struct json *v)
{
	return json_pointer(r->t.mem, r->t.doc, v);
}

/* A line, or in 3 an object of parts. */
static void take_place(struct reactive_reader *r, const struct json *v)
{
	struct resume_place *to = &r->out->basics.location;
	struct str text;

	if (json_kind(v) == JSON_OBJECT) {
		to->address = resume_take_text(&r->t, v, "address");
		to->postal_code = resume_take_text(&r->t, v, "postalCode");
		to->city = resume_take_text(&r->t, v, "city");
		to->region = resume_take_text(&r->t, v, "region");
		text = json_text(json_find(v, "country"));
		to->country_code = resume_country_find(text);
		if (to->country_code.len)
			resume_take_text(&r->t, v, "country");
		return;
	}
	text = resume_take_value(&r->t, v);
	if (!text.len)
		return;
	resume_place_read(text, to);
	if (!str_eq(resume_place_text(r->t.mem, to), text))
		resume_keep(r->t.report, pointer(r, v), json_name(v), v);
}

static void take_icon(struct reactive_reader *r, const struct json *v,
	struct resume_profile *p)
{
	struct str icon = resume_take_text(&r->t, v, "icon");

	if (icon.len)
		json_rest_put_text(r->t.mem, &p->rest, STR("icon"), icon);
}

static void take_profile(struct reactive_reader *r, const struct json *v)
{
	struct resume_profile *p =
		resume_profile_add(r->t.mem, &r->out->basics);

	r->ids += resume_take_text(&r->t, v, "id").len > 0;
	resume_reactive_defaults(r, v);
	p->network = resume_take_text(&r->t, v, "network");
	p->username = resume_take_text(&r->t, v, "username");
	p->url = resume_reactive_link(
		r, json_find(v, r->version == 5 ? "website" : "url"));
	take_icon(r, v, p);
}

static void take_profiles(struct reactive_reader *r, const struct json *items)
{
	for (const struct json *v = json_first(items); v;
		v = json_next(items, v)) {
		const struct json *visible = json_find(v, "visible");

		if (json_bool(json_find(v, "hidden")) ||
			(json_kind(visible) == JSON_BOOL &&
				!json_bool(visible)))
			continue;
		take_profile(r, v);
	}
}

/* Anything else that stands in the head: "Nationality", "Portfolio". */
static void take_custom_fields(struct reactive_reader *r, const struct json *in)
{
	for (const struct json *v = json_first(in); v; v = json_next(in, v)) {
		struct resume_profile *p =
			resume_profile_add(r->t.mem, &r->out->basics);

		r->ids += resume_take_text(&r->t, v, "id").len > 0;
		p->network = resume_take_text(
			&r->t, v, json_find(v, "text") ? "text" : "name");
		p->username = resume_take_text(&r->t, v, "value");
		p->url = resume_take_text(&r->t, v, "link");
		take_icon(r, v, p);
	}
}

static const struct json *picture_of(
	const struct json *doc, const struct json *basics)
{
	const struct json *p = json_find(doc, "picture");

	p = p ? p : json_find(basics, "picture");
	return p ? p : json_find(basics, "photo");
}

static void take_basics(struct reactive_reader *r)
{
	const struct json *doc = r->t.doc, *in = json_find(doc, "basics"),
			  *picture = picture_of(doc, in);
	struct resume_basics *b = &r->out->basics;
	struct str birth = resume_take_text(&r->t, in, "birthdate");

	b->name = resume_take_text(&r->t, in, "name");
	b->label = resume_take_text(&r->t, in, "headline");
	b->email = resume_take_text(&r->t, in, "email");
	b->phone = resume_take_text(&r->t, in, "phone");
	b->url = resume_reactive_link(
		r, json_find(in, json_find(in, "url") ? "url" : "website"));
	b->image = resume_take_text(&r->t, picture, "url");
	resume_reactive_defaults(r, picture);
	if (birth.len)
		json_rest_put_text(r->t.mem, &b->rest, STR("birthDate"), birth);
	take_place(r, json_find(in, "location"));
	take_profiles(r, json_find(in, "profiles"));
	take_custom_fields(r, json_find(in, "customFields"));
}

/* ---- sections ----------------------------------------------------------- */

static bool is_hidden(const struct json *section)
{
	const struct json *visible = json_find(section, "visible");

	return json_bool(json_find(section, "hidden")) ||
	       (json_kind(visible) == JSON_BOOL && !json_bool(visible));
}

/* What a section says of itself: its title, whether it is shown. */
static void take_section_head(struct reactive_reader *r, const struct json *in,
	struct str id, const char *own_title)
{
	const char *member = json_find(in, "title")     ? "title"
			     : json_find(in, "heading") ? "heading"
							: "name";
	struct str title = resume_take_text(&r->t, in, member), theirs;

	if (own_title && title.len && !str_is(title, own_title))
		json_put_text(json_key_str(&r->titles, id), title);
	theirs = resume_take_text(&r->t, in, "id");
	r->ids += theirs.len && !str_eq(theirs, json_name(in));
	if (is_hidden(in)) {
		resume_text_add(
			r->t.mem, &r->out->meta.vitae.hidden_sections, id);
		resume_take_all(&r->t,
			json_find(in, json_find(in, "hidden") ? "hidden"
							      : "visible"));
	}
	resume_reactive_defaults(r, in);
}

static void take_summary(struct reactive_reader *r)
{
	const struct json *doc = r->t.doc,
			  *in = json_find(json_find(doc, "basics"), "summary"),
			  *body = in;

	if (r->version == 5)
		in = json_find(doc, "summary");
	else if (r->version == 4)
		in = json_find(json_find(doc, "sections"), "summary");
	if (json_kind(in) == JSON_OBJECT) {
		take_section_head(r, in, STR("summary"), "Summary");
		body = json_find(in, r->version == 3 ? "body" : "content");
	}
	resume_reactive_body(r, body, &r->out->basics.summary, NULL);
}

static void take_section(struct reactive_reader *r, const struct json *in)
{
	struct str name = json_name(in);
	const struct reactive_section *s =
		resume_reactive_section(r->version, name);

	if (str_is(name, "profiles") && is_hidden(in)) {
		resume_take_note(&r->t, RESUME_KEPT, in,
			"hidden profiles are kept and not shown");
		return;
	}
	if (str_is(name, "profiles")) {
		resume_reactive_defaults(r, in);
		if (json_is(json_find(in, "name"), "Profiles"))
			resume_take_text(&r->t, in, "name");
		if (json_is(json_find(in, "id"), "profiles"))
			resume_take_text(&r->t, in, "id");
		take_profiles(r, json_find(in, "items"));
		return;
	}
	if (!s || s->section == RESUME_SECTIONS)
		return;
	take_section_head(r, in, str_c(resume_sections[s->section].name),
		resume_sections[s->section].title);
	resume_reactive_items(
		r, json_find(in, "items"), s, &r->out->section[s->section]);
}

/* ---- sections of one's own ---------------------------------------------- */

/* The address and what follows, line by line or paragraph by paragraph. */
static void take_lines(struct reactive_reader *r, const struct json *v,
	bool lines, struct resume_texts *to)
{
	struct str text = STR_NONE;

	resume_reactive_body(r, v, &text, NULL);
	while (text.len) {
		const char *end = lines ? memchr(text.at, '\n', text.len)
					: memmem(text.at, text.len, "\n\n", 2);
		size_t n = end ? (size_t)(end - text.at) : text.len;

		resume_text_add(r->t.mem, to, str_of(text.at, n));
		while (n < text.len && text.at[n] == '\n')
			n++;
		text = str_of(text.at + n, text.len - n);
	}
}

/* The first cover letter is the document's. */
static bool take_letter(struct reactive_reader *r, const struct json *in)
{
	struct resume_letter *letter = &r->out->meta.vitae.letter;
	const struct json *item = json_first(json_find(in, "items"));

	if (!json_is(json_find(in, "type"), "cover-letter") || !item ||
		is_hidden(item) || letter->paragraphs.count)
		return false;
	take_lines(r, json_find(item, "recipient"), true, &letter->addressee);
	take_lines(r, json_find(item, "content"), false, &letter->paragraphs);
	r->ids += resume_take_text(&r->t, item, "id").len > 0;
	resume_reactive_defaults(r, item);
	resume_take_text(&r->t, in, "type");
	resume_take_text(&r->t, in, "title");
	r->ids += resume_take_text(&r->t, in, "id").len > 0;
	resume_reactive_defaults(r, in);
	return true;
}

static void take_own(
	struct reactive_reader *r, const struct json *in, struct str id)
{
	const struct reactive_section *as = resume_reactive_section(
		r->version, json_text(json_find(in, "type")));
	struct str title =
		json_text(json_find(in, r->version == 5 ? "title" : "name"));
	struct resume_vitae *v = &r->out->meta.vitae;
	struct resume_custom *own;
	struct str type;

	if (json_kind(in) != JSON_OBJECT || take_letter(r, in))
		return;
	own = resume_custom_new(r->t.mem, r->out, title, id);
	type = resume_take_text(&r->t, in, "type");
	if (type.len && r->version == 5)
		json_rest_put_text(r->t.mem, &own->rest, STR("type"), type);
	resume_take_text(&r->t, in, r->version == 5 ? "title" : "name");
	resume_take_text(&r->t, in, "id"); /* which is ours now */
	if (is_hidden(in)) {
		resume_text_add(r->t.mem, &v->hidden_sections, own->id);
		resume_take_all(&r->t,
			json_find(in, json_find(in, "hidden") ? "hidden"
							      : "visible"));
	}
	resume_reactive_defaults(r, in);
	resume_reactive_items(r, json_find(in, "items"),
		as ? as : resume_reactive_section(4, STR("custom")),
		&own->entries);
}

static void take_owns(struct reactive_reader *r)
{
	const struct json *in = json_find(r->t.doc, "customSections");

	if (r->version == 4)
		in = json_find(json_find(r->t.doc, "sections"), "custom");
	for (const struct json *v = json_first(in); v; v = json_next(in, v))
		take_own(r, v,
			r->version == 4 ? json_name(v)
					: json_text(json_find(v, "id")));
	in = json_find(r->t.doc, "sections");
	for (const struct json *v = json_first(in); r->version == 3 && v;
		v = json_next(in, v))
		if (json_is(json_find(v, "type"), "custom"))
			take_own(r, v, json_name(v));
}

/* ---- order -------------------------------------------------------------- */

/* So many names of a layout are looked up; it is kept as a whole. */
enum { LOOKS = 1000 };

/* The name of a section of theirs is ours, too, or the id of one's own. */
static struct str section_of(struct reactive_reader *r, struct str name)
{
	const struct resume_vitae *v = &r->out->meta.vitae;
	const struct reactive_section *s =
		resume_reactive_section(r->version, name);

	if (str_is(name, "summary"))
		return name;
	if (s && s->section != RESUME_SECTIONS)
		return str_c(resume_sections[s->section].name);
	if (str_starts(name, STR("custom.")))
		name = str_of(name.at + 7, name.len - 7);
	for (size_t i = 0; i < v->custom_sections.count; i++)
		if (str_eq(v->custom_sections.at[i].id, name))
			return name;
	return STR_NONE;
}

static bool is_listed(struct resume_texts list, struct str id)
{
	for (size_t i = 0; i < list.count; i++)
		if (str_eq(list.at[i], id))
			return true;
	return false;
}

/* Every text in it, column by column and page by page: what the layout says of
 * columns stays in what is kept. */
static void take_order(struct reactive_reader *r, const struct json *in)
{
	struct resume_texts *order = &r->out->meta.vitae.section_order;
	struct str id;

	for (const struct json *v = json_first(in); v; v = json_next(in, v))
		take_order(r, v);
	if (json_kind(in) != JSON_TEXT || r->looks++ > LOOKS)
		return;
	id = section_of(r, json_text(in));
	if (id.len && !is_listed(*order, id))
		resume_text_add(r->t.mem, order, id);
}

static void take_metadata(struct reactive_reader *r)
{
	const struct json *in = json_find(r->t.doc, "metadata"),
			  *page = json_find(in, "page"),
			  *layout = json_find(in, "layout");
	struct resume_vitae *v = &r->out->meta.vitae;
	struct str format = json_text(json_find(page, "format"));

	take_order(r, r->version == 5 ? json_find(layout, "pages") : layout);
	if (str_is(format, "a4") || str_is(format, "letter"))
		v->paper = resume_take_text(&r->t, page, "format");
	v->locale =
		resume_take_text(&r->t, r->version == 5 ? page : in, "locale");
}

/* ---- all ---------------------------------------------------------------- */

int resume_reactive_sniff(struct arena *mem, struct resume_source source)
{
	(void)mem;
	return version_of(source.doc) ? 95 : 0;
}

static void take_all(struct reactive_reader *r)
{
	const struct json *sections = json_find(r->t.doc, "sections"), *v;

	take_basics(r);
	take_summary(r);
	for (v = json_first(sections); v; v = json_next(sections, v))
		take_section(r, v);
	take_owns(r);
	take_metadata(r);
}

bool resume_reactive_read(struct arena *mem, struct resume_source source,
	struct resume *out, struct resume_report *report, struct err *err)
{
	struct reactive_reader r = { .out = out };
	const struct json *doc;

	if (!resume_source_doc(mem, source, &doc, err))
		return false;
	r.version = version_of(doc);
	if (!r.version)
		return err_set(err, ERR_BAD_INPUT,
			"neither version 3, 4 nor 5 of Reactive Resume");
	resume_take_begin(&r.t, mem, doc, report);
	buf_init(&r.title_text, mem, JSON_BYTES);
	r.titles = json_begin(&r.title_text, JSON_COMPACT);
	json_object(&r.titles);
	take_all(&r);
	json_end(&r.titles);
	if (r.title_text.len > 2)
		resume_rest_add(mem, &out->meta.vitae.rest,
			STR("section_titles"), buf_str(&r.title_text));
	if (r.ids)
		resume_note(report, RESUME_LEFT, STR("/sections"),
			"the ids of %zu items, which mean nothing elsewhere, "
			"are left out",
			r.ids);
	resume_take_end(&r.t);
	return true;
}

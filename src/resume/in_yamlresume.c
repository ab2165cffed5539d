/*
 * resume/in_yamlresume.c - YAMLResume: nearly JSON Resume under "content", with
 * bullets in the Markdown of a summary. What layouts say of order and titles
 * becomes ours, the rest of them is kept.
 */
#include "resume/blocks.h"
#include "resume/build.h"
#include "resume/codes.h"
#include "resume/convert_int.h"

struct reader {
	struct resume_take t;
	struct resume *out;
};

/* A member of an entry that has another name or another way with us. */
struct member {
	const char *theirs;
	size_t at;
	enum { TEXT, TEXTS, DATE, BODY } kind;
};
#define TO(theirs, field, kind)                                    \
	{                                                          \
		theirs, offsetof(struct resume_entry, field), kind \
	}

static const struct member common[] = {
	TO("name", name, TEXT),
	TO("url", url, TEXT),
	TO("startDate", start_date, DATE),
	TO("endDate", end_date, DATE),
	TO("date", date, DATE),
	TO("releaseDate", release_date, DATE),
	TO("keywords", keywords, TEXTS),
	TO("position", position, TEXT),
	TO("organization", organization, TEXT),
	TO("institution", institution, TEXT),
	TO("area", area, TEXT),
	TO("degree", study_type, TEXT),
	TO("score", score, TEXT),
	TO("courses", courses, TEXTS),
	TO("title", title, TEXT),
	TO("awarder", awarder, TEXT),
	TO("issuer", issuer, TEXT),
	TO("publisher", publisher, TEXT),
	TO("language", language, TEXT),
	TO("fluency", fluency, TEXT),
	TO("level", level, TEXT),
	TO("description", description, TEXT),
	TO("summary", summary, BODY),
};

/* ---- entries ------------------------------------------------------------ */

static struct str pointer(struct reader *r, const struct json *v)
{
	return json_pointer(r->t.mem, r->t.doc, v);
}

/* A summary with bullets in it is a summary and bullets. */
static void take_body(
	struct reader *r, const struct json *v, struct resume_entry *e)
{
	struct str text = resume_take_value(&r->t, v);

	if (text.len)
		resume_body_take(r->t.report, pointer(r, v), text, &e->summary,
			&e->highlights);
}

static void take_member(struct reader *r, const struct json *in,
	const struct member *m, struct resume_entry *e)
{
	const struct json *v = json_find(in, m->theirs);
	void *to = (char *)e + m->at;

	if (json_kind(v) <= JSON_NULL)
		return;
	if (m->kind == TEXTS)
		*(struct resume_texts *)to =
			resume_take_texts(&r->t, in, m->theirs);
	else if (m->kind == BODY)
		take_body(r, v, e);
	else if (m->kind == TEXT)
		*(struct str *)to = resume_take_value(&r->t, v);
	else
		*(struct str *)to = resume_take_date(&r->t, v);
}

/* A referee's summary is what they say; how to reach them stays beside it. */
static void take_reference(
	struct reader *r, const struct json *v, struct resume_entry *e)
{
	static const char *const beside[] = { "email", "phone",
		"relationship" };

	e->reference = resume_take_text(&r->t, v, "summary");
	for (size_t i = 0; i < LENGTH(beside); i++) {
		struct str text = resume_take_text(&r->t, v, beside[i]);

		if (text.len)
			json_rest_put_text(
				r->t.mem, &e->rest, str_c(beside[i]), text);
	}
}

static void take_section(struct reader *r, const struct json *content,
	enum resume_section_id section)
{
	const struct json *in =
		json_find(content, resume_sections[section].name);

	if (json_kind(in) != JSON_LIST)
		return;
	for (const struct json *v = json_first(in); v; v = json_next(in, v)) {
		struct resume_entry *e;

		if (json_kind(v) != JSON_OBJECT)
			continue;
		e = resume_entry_add(r->t.mem, &r->out->section[section]);
		if (section == RESUME_REFERENCES)
			take_reference(r, v, e);
		for (size_t i = 0; i < LENGTH(common); i++)
			if (!resume_take_done(&r->t, v) &&
				!(section == RESUME_REFERENCES &&
					common[i].kind == BODY))
				take_member(r, v, &common[i], e);
	}
}

/* ---- who it is ---------------------------------------------------------- */

static void take_basics(struct reader *r, const struct json *content)
{
	const struct json *in = json_find(content, "basics"), *v;
	struct resume_basics *b = &r->out->basics;
	struct resume_blocks blocks;

	b->name = resume_take_text(&r->t, in, "name");
	b->label = resume_take_text(&r->t, in, "headline");
	b->email = resume_take_text(&r->t, in, "email");
	b->phone = resume_take_text(&r->t, in, "phone");
	b->url = resume_take_text(&r->t, in, "url");
	b->summary = resume_take_text(&r->t, in, "summary");
	if (b->summary.len) {
		/* blanks at the end of a block scalar are none of it */
		resume_blocks_read(r->t.mem, b->summary, &blocks);
		b->summary = resume_blocks_lines(r->t.mem, &blocks);
	}
	in = json_find(content, "profiles");
	for (v = json_first(in); v; v = json_next(in, v)) {
		struct resume_profile *p = resume_profile_add(r->t.mem, b);

		p->network = resume_take_text(&r->t, v, "network");
		p->username = resume_take_text(&r->t, v, "username");
		p->url = resume_take_text(&r->t, v, "url");
	}
}

static void take_place(struct reader *r, const struct json *content)
{
	const struct json *in = json_find(content, "location"),
			  *country = json_find(in, "country");
	struct resume_place *to = &r->out->basics.location;

	to->address = resume_take_text(&r->t, in, "address");
	to->postal_code = resume_take_text(&r->t, in, "postalCode");
	to->city = resume_take_text(&r->t, in, "city");
	to->region = resume_take_text(&r->t, in, "region");
	to->country_code = resume_country_find(json_text(country));
	if (to->country_code.len)
		resume_take_all(&r->t, country);
}

/* ---- layouts ------------------------------------------------------------ */

/* "basics" stands for its summary; "location" and "profiles" are of the head
 * with us. */
static struct str section_of(struct str theirs)
{
	if (str_is(theirs, "basics"))
		return STR("summary");
	for (size_t i = 0; i < RESUME_SECTIONS; i++)
		if (str_is(theirs, resume_sections[i].name))
			return theirs;
	return STR_NONE;
}

static void take_order(struct reader *r, const struct json *order)
{
	for (const struct json *v = json_first(order); v;
		v = json_next(order, v)) {
		struct str id = section_of(json_text(v));

		if (!id.len)
			continue;
		resume_take_all(&r->t, v);
		resume_text_add(
			r->t.mem, &r->out->meta.vitae.section_order, id);
	}
}

static void take_titles(struct reader *r, const struct json *aliases)
{
	struct json_out o;
	struct buf b;

	buf_init(&b, r->t.mem, JSON_BYTES);
	o = json_begin(&b, JSON_COMPACT);
	json_object(&o);
	for (const struct json *v = json_first(aliases); v;
		v = json_next(aliases, v)) {
		struct str id = section_of(json_name(v));

		if (id.len && json_text(v).len)
			json_put_text(json_key_str(&o, id),
				resume_take_value(&r->t, v));
	}
	json_end(&o);
	if (b.len > 2)
		resume_rest_add(r->t.mem, &r->out->meta.vitae.rest,
			STR("section_titles"), buf_str(&b));
}

/* The first layout is the one that is looked at. */
static void take_layout(struct reader *r)
{
	const struct json *layout = json_first(json_find(r->t.doc, "layouts"));
	const struct json *sections = json_find(layout, "sections");
	struct str paper =
		json_text(json_find(json_find(layout, "page"), "paperSize"));

	take_order(r, json_find(sections, "order"));
	take_titles(r, json_find(sections, "aliases"));
	if (str_is(paper, "a4") || str_is(paper, "letter"))
		r->out->meta.vitae.paper = resume_take_text(
			&r->t, json_find(layout, "page"), "paperSize");
}

/* "zh-hant-hk" is "zh-Hant-HK" elsewhere. */
static struct str tag_of(struct arena *mem, struct str theirs)
{
	struct str rest = theirs, part;
	struct buf b;

	buf_init(&b, mem, theirs.len + 1);
	buf_add(&b, str_cut(&rest, '-'));
	while (rest.len) {
		part = str_copy(mem, str_cut(&rest, '-'));
		buf_addc(&b, '-');
		for (size_t i = 0; i < part.len; i++) {
			char c = part.at[i];
			bool capital =
				part.len == 2 || (part.len == 4 && i == 0);

			buf_addc(&b, capital && c >= 'a' && c <= 'z'
					     ? (char)(c - 32)
					     : c);
		}
	}
	return buf_str(&b);
}

/* ---- all ---------------------------------------------------------------- */

int resume_yamlresume_sniff(struct arena *mem, struct resume_source source)
{
	(void)mem;
	if (!resume_source_has(source, "content"))
		return 0;
	if (source.doc)
		return json_find(json_find(source.doc, "content"), "basics")
			       ? 95
			       : 0;
	return resume_source_has(source, "layouts") ||
			       resume_source_has(source, "locale")
		       ? 95
		       : 60;
}

bool resume_yamlresume_read(struct arena *mem, struct resume_source source,
	struct resume *out, struct resume_report *report, struct err *err)
{
	struct reader r = { .out = out };
	const struct json *doc, *content;
	struct str language;

	if (!resume_source_doc(mem, source, &doc, err))
		return false;
	content = json_find(doc, "content");
	if (json_kind(content) != JSON_OBJECT)
		return err_field(err, "/content", "must be a mapping");
	resume_take_begin(&r.t, mem, doc, report);
	take_basics(&r, content);
	take_place(&r, content);
	for (int i = 0; i < RESUME_SECTIONS; i++)
		take_section(&r, content, (enum resume_section_id)i);
	take_layout(&r);
	language = resume_take_text(&r.t, json_find(doc, "locale"), "language");
	if (language.len)
		out->meta.vitae.locale = tag_of(mem, language);
	resume_take_end(&r.t);
	return true;
}

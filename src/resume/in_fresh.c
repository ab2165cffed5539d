/*
 * resume/in_fresh.c - FRESH 1.0.0 of HackMyResume, its drafts too, which say
 * "history" where the standard says "items". What JSON Resume has no section
 * for becomes a section of one's own.
 */
#include "resume/build.h"
#include "resume/codes.h"
#include "resume/convert_int.h"

/* ---- tables -------------------------------------------------------------- */

/* A member of theirs and the field of an entry that it becomes. */
struct field {
	const char *theirs;
	size_t at;
	enum { TEXT, TEXTS, DATE } kind;
};
#define TO(theirs, field, kind)                                    \
	{                                                          \
		theirs, offsetof(struct resume_entry, field), kind \
	}

/* What nearly all lists have. */
static const struct field common[] = {
	TO("url", url, TEXT),
	TO("start", start_date, DATE),
	TO("end", end_date, DATE),
	TO("date", date, DATE),
	TO("summary", summary, TEXT),
	TO("highlights", highlights, TEXTS),
	TO("keywords", keywords, TEXTS),
	TO("location", location, TEXT),
	{ 0 },
};

static const struct field employment[] = { TO("employer", name, TEXT),
	TO("position", position, TEXT), { 0 } };
static const struct field service[] = { TO("organization", organization, TEXT),
	TO("position", position, TEXT), TO("category", type, TEXT), { 0 } };
static const struct field education[] = { TO("institution", institution, TEXT),
	TO("title", title, TEXT), TO("area", area, TEXT),
	TO("studyType", study_type, TEXT), TO("grade", score, TEXT),
	TO("curriculum", courses, TEXTS), { 0 } };
static const struct field projects[] = { TO("title", name, TEXT),
	TO("category", type, TEXT), TO("description", description, TEXT),
	TO("role", roles, TEXTS), { 0 } };
static const struct field recognition[] = { TO("title", title, TEXT),
	TO("from", awarder, TEXT), TO("category", type, TEXT), { 0 } };
static const struct field writing[] = { TO("title", name, TEXT),
	TO("publisher", publisher, TEXT), TO("date", release_date, DATE),
	TO("category", type, TEXT), { 0 } };
static const struct field languages[] = { TO("language", language, TEXT),
	TO("level", fluency, TEXT), { 0 } };
static const struct field interests[] = { TO("name", name, TEXT), { 0 } };
static const struct field references[] = { TO("name", name, TEXT),
	TO("role", position, TEXT), TO("category", type, TEXT),
	TO("summary", reference, TEXT), { 0 } };
static const struct field testimonials[] = { TO("name", name, TEXT),
	TO("quote", reference, TEXT), TO("category", type, TEXT), { 0 } };
static const struct field sets[] = { TO("name", name, TEXT),
	TO("level", level, TEXT), TO("skills", keywords, TEXTS), { 0 } };
static const struct field skills[] = { TO("name", name, TEXT),
	TO("level", level, TEXT), { 0 } };
static const struct field titled[] = { TO("title", name, TEXT),
	TO("category", type, TEXT), TO("author", roles, TEXTS), { 0 } };
static const struct field speaking[] = { TO("title", name, TEXT),
	TO("event", organization, TEXT), { 0 } };
static const struct field affiliation[] = { TO("organization", organization,
						    TEXT),
	TO("role", position, TEXT), TO("category", type, TEXT), { 0 } };
static const struct field extra[] = { TO("title", position, TEXT),
	TO("activity", name, TEXT), { 0 } };

#define OWN RESUME_SECTIONS
static const struct list {
	const char *theirs;
	enum resume_section_id section;
	const struct field *fields;
	const char *title; /* of a section of one's own */
} lists[] = {
	{ "employment", RESUME_WORK, employment, NULL },
	{ "service", RESUME_VOLUNTEER, service, NULL },
	{ "education", RESUME_EDUCATION, education, NULL },
	{ "recognition", RESUME_AWARDS, recognition, NULL },
	{ "writing", RESUME_PUBLICATIONS, writing, NULL },
	{ "languages", RESUME_LANGUAGES, languages, NULL },
	{ "interests", RESUME_INTERESTS, interests, NULL },
	{ "references", RESUME_REFERENCES, references, NULL },
	{ "testimonials", RESUME_REFERENCES, testimonials, NULL },
	{ "projects", RESUME_PROJECTS, projects, NULL },
	{ "speaking", OWN, speaking, "Speaking" },
	{ "governance", OWN, affiliation, "Governance" },
	{ "affiliation", OWN, affiliation, "Affiliations" },
	{ "extracurricular", OWN, extra, "Extracurricular" },
	{ "samples", OWN, titled, "Samples" },
	{ "reading", OWN, titled, "Reading" },
};

/* ---- entries ------------------------------------------------------------ */

static struct str take_date(
	struct resume_take *t, const struct json *v, const char *name)
{
	struct str text = resume_take_value(t, v);

	return resume_date_take(t->report, json_pointer(t->mem, t->doc, v),
		text, !strcmp(name, "end"));
}

static void take_fields(struct resume_take *t, const struct json *v,
	const struct field *fields, struct resume_entry *e)
{
	for (const struct field *f = fields; f->theirs; f++) {
		const struct json *from = json_find(v, f->theirs);
		void *to = (char *)e + f->at;

		if (!from || resume_take_done(t, from))
			continue;
		if (f->kind == TEXTS)
			*(struct resume_texts *)to =
				resume_take_texts(t, v, f->theirs);
		else if (f->kind == DATE)
			*(struct str *)to = take_date(t, from, f->theirs);
		else
			*(struct str *)to = resume_take_value(t, from);
	}
}

/* A publisher may be an object; a project's address that of its source. */
static void take_odd(
	struct resume_take *t, const struct json *v, struct resume_entry *e)
{
	const struct json *publisher = json_find(v, "publisher");

	if (json_kind(publisher) == JSON_OBJECT) {
		e->publisher = resume_take_text(t, publisher, "name");
		if (!e->url.len)
			e->url = resume_take_text(t, publisher, "url");
	}
	if (!e->url.len)
		e->url = resume_take_text(t, v, "repo");
}

static void take_entry(struct resume_take *t, const struct json *v,
	const struct field *fields, struct resume_entries *to)
{
	struct resume_entry *e;

	/* Nobody else is to see these: they are kept and not shown. */
	if (json_kind(v) != JSON_OBJECT || json_bool(json_find(v, "private")))
		return;
	e = resume_entry_add(t->mem, to);
	take_fields(t, v, fields, e);
	take_fields(t, v, common, e);
	take_odd(t, v, e);
	if (json_kind(json_find(v, "private")) == JSON_BOOL)
		resume_take_all(t, json_find(v, "private"));
}

static void take_list(
	struct resume_take *t, const struct list *l, struct resume *out)
{
	const struct json *in = json_find(t->doc, l->theirs), *v;
	struct resume_entries *to;

	if (json_kind(in) == JSON_OBJECT)
		in = json_find(
			in, json_find(in, "items") ? "items" : "history");
	if (json_kind(in) != JSON_LIST || !json_count(in))
		return;
	to = l->section == OWN
		     ? &resume_custom_add(t->mem, out, str_c(l->title))->entries
		     : &out->section[l->section];
	for (v = json_first(in); v; v = json_next(in, v))
		take_entry(t, v, l->fields, to);
}

static void take_skills(struct resume_take *t, struct resume *out)
{
	static const char *const names[] = { "sets", "list", "items" };
	const struct json *in = json_find(t->doc, "skills"), *list, *v;

	for (size_t i = 0; i < LENGTH(names); i++) {
		list = json_kind(in) == JSON_LIST ? in
						  : json_find(in, names[i]);
		for (v = json_first(list); v; v = json_next(list, v))
			if (!resume_take_done(t, v))
				take_entry(t, v, i ? skills : sets,
					&out->section[RESUME_SKILLS]);
		if (list == in)
			break;
	}
}

/* ---- who it is ---------------------------------------------------------- */

static struct str *contact_of(struct resume_basics *b, struct str kind)
{
	return str_is(kind, "email")                            ? &b->email
	       : str_is(kind, "phone")                          ? &b->phone
	       : str_is(kind, "website") || str_is(kind, "url") ? &b->url
								: NULL;
}

/* { label, category, value }: the first of each kind, else a profile; a
 * second email or phone is kept. */
static void take_contact(
	struct resume_take *t, const struct json *v, struct resume_basics *b)
{
	struct str kind = json_text(json_find(v, "category")),
		   label = json_text(json_find(v, "label")),
		   value = json_text(json_find(v, "value"));
	struct str *to = contact_of(b, kind);
	struct resume_profile *p;

	if (!value.len || (to && to->len && to != &b->url))
		return;
	resume_take_text(t, v, "value");
	if (to && !to->len) {
		*to = value;
		resume_take_text(t, v, "category");
		return;
	}
	p = resume_profile_add(t->mem, b);
	if (!resume_profile_read(t->mem, value, p))
		*(memchr(value.at, '/', value.len) ? &p->url : &p->username) =
			value;
	p->network = resume_take_text(t, v, label.len ? "label" : "category");
}

static void take_place(struct resume_take *t, struct resume_place *to)
{
	const struct json *v = json_find(t->doc, "location");
	struct str country = json_text(json_find(v, "country"));

	to->address = resume_take_text(t, v, "address");
	to->postal_code = resume_take_text(t, v, "code");
	to->city = resume_take_text(t, v, "city");
	to->region = resume_take_text(t, v, "region");
	to->country_code = resume_country_find(country);
	if (to->country_code.len)
		resume_take_text(t, v, "country");
}

static void take_basics(struct resume_take *t, struct resume_basics *b)
{
	const struct json *info = json_find(t->doc, "info"),
			  *contact = json_find(t->doc, "contact"),
			  *list = json_find(contact, "other"), *v;

	b->name = resume_take_text(t, t->doc, "name");
	b->label = resume_take_text(t, info, "label");
	b->image = resume_take_text(t, info, "image");
	b->summary = resume_take_text(t, info, "brief");
	b->email = resume_take_text(t, contact, "email");
	b->phone = resume_take_text(t, contact, "phone");
	b->url = resume_take_text(t, contact, "website");
	take_place(t, &b->location);
	for (v = json_first(list); v; v = json_next(list, v))
		take_contact(t, v, b);
	list = json_find(t->doc, "social");
	for (v = json_first(list); v; v = json_next(list, v)) {
		struct resume_profile *p = resume_profile_add(t->mem, b);

		p->network = resume_take_text(t, v, "network");
		p->username = resume_take_text(t, v, "user");
		p->url = resume_take_text(t, v, "url");
	}
}

int resume_fresh_sniff(struct arena *mem, struct resume_source source)
{
	struct str format = json_text(json_at(source.doc, "/meta/format"));
	(void)mem;

	if (str_starts(format, STR("FRESH")))
		return 100;
	return resume_source_has(source, "employment") &&
			       resume_source_has(source, "info")
		       ? 80
		       : 0;
}

bool resume_fresh_read(struct arena *mem, struct resume_source source,
	struct resume *out, struct resume_report *report, struct err *err)
{
	const struct json *doc;
	struct resume_take t;

	if (!resume_source_doc(mem, source, &doc, err))
		return false;
	if (json_kind(doc) != JSON_OBJECT)
		return err_set(err, ERR_BAD_INPUT, "expected an object");
	resume_take_begin(&t, mem, doc, report);
	resume_take_text(&t, json_find(doc, "meta"), "format");
	out->meta.version =
		resume_take_text(&t, json_find(doc, "meta"), "version");
	take_basics(&t, &out->basics);
	for (size_t i = 0; i < LENGTH(lists); i++)
		take_list(&t, &lists[i], out);
	take_skills(&t, out);
	resume_take_end(&t);
	return true;
}

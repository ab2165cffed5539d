/*
 * resume/in_reactive_item.c - items of sections of Reactive Resume 3, 4 and 5.
 * Their members have other names in each; where one name means two things, the
 * tables say in which version. Knows no layout.
 */
#include "resume/blocks.h"
#include "resume/build.h"
#include "resume/in_reactive.h"

/* Versions that a member is of. */
enum { V3 = 1, V4 = 2, V5 = 4, ALL = V3 | V4 | V5 };

struct reactive_field {
	const char *theirs;
	int versions;
	enum {
		TEXT,
		TEXTS,
		BODY,   /* rich text: a summary and bullets */
		LINES,  /* rich text as one text */
		PERIOD, /* free text, or { start, end } */
		DATE,
		LINK,
		LEVEL, /* a number, of 5 or of 10 */
		BESIDE /* a member that no table names */
	} kind;
	size_t at;
};
#define TO(theirs, versions, kind, field)                                    \
	{                                                                    \
		theirs, versions, kind, offsetof(struct resume_entry, field) \
	}
#define LINKS TO("url", V3 | V4, LINK, url), TO("website", V5, LINK, url)
#define BODIES                                 \
	TO("summary", V3 | V4, BODY, summary), \
		TO("description", V5, BODY, summary)
#define PERIODS                                  \
	TO("date", V3 | V4, PERIOD, start_date), \
		TO("period", V5, PERIOD, start_date)
#define END                      \
	{                        \
		NULL, 0, TEXT, 0 \
	}

static const struct reactive_field experience[] = {
	TO("name", V3, TEXT, name),
	TO("company", V4 | V5, TEXT, name),
	TO("position", ALL, TEXT, position),
	TO("location", ALL, TEXT, location),
	PERIODS,
	BODIES,
	LINKS,
	END,
};
static const struct reactive_field volunteer[] = {
	TO("organization", ALL, TEXT, organization),
	TO("position", ALL, TEXT, position),
	TO("location", ALL, TEXT, location),
	PERIODS,
	BODIES,
	LINKS,
	END,
};
static const struct reactive_field education[] = {
	TO("institution", V3 | V4, TEXT, institution),
	TO("school", V5, TEXT, institution),
	TO("degree", V3 | V5, TEXT, study_type),
	TO("studyType", V4, TEXT, study_type),
	TO("area", ALL, TEXT, area),
	TO("score", V3 | V4, TEXT, score),
	TO("grade", V5, TEXT, score),
	TO("courses", V3, TEXTS, courses),
	TO("location", ALL, TEXT, location),
	PERIODS,
	BODIES,
	LINKS,
	END,
};
static const struct reactive_field awards[] = {
	TO("title", ALL, TEXT, title),
	TO("awarder", ALL, TEXT, awarder),
	TO("date", ALL, DATE, date),
	BODIES,
	LINKS,
	END,
};
static const struct reactive_field certifications[] = {
	TO("name", V3 | V4, TEXT, name),
	TO("title", V5, TEXT, name),
	TO("issuer", ALL, TEXT, issuer),
	TO("date", ALL, DATE, date),
	BODIES,
	LINKS,
	END,
};
static const struct reactive_field publications[] = {
	TO("name", V3 | V4, TEXT, name),
	TO("title", V5, TEXT, name),
	TO("publisher", ALL, TEXT, publisher),
	TO("date", ALL, DATE, release_date),
	BODIES,
	LINKS,
	END,
};
static const struct reactive_field skills[] = {
	TO("name", ALL, TEXT, name),
	TO("level", V3, TEXT, level),
	TO("description", V4, TEXT, level),
	TO("proficiency", V5, TEXT, level),
	TO("levelNum", V3, LEVEL, level),
	TO("level", V4 | V5, LEVEL, level),
	TO("keywords", ALL, TEXTS, keywords),
	TO("icon", V5, BESIDE, name),
	TO("iconColor", V5, BESIDE, name),
	END,
};
static const struct reactive_field languages[] = {
	TO("name", V3 | V4, TEXT, language), TO("language", V5, TEXT, language),
	TO("level", V3, TEXT, fluency), TO("description", V4, TEXT, fluency),
	TO("fluency", V5, TEXT, fluency), TO("levelNum", V3, LEVEL, fluency),
	TO("level", V4 | V5, LEVEL, fluency), END
};
static const struct reactive_field interests[] = {
	TO("name", ALL, TEXT, name),
	TO("keywords", ALL, TEXTS, keywords),
	TO("icon", V5, BESIDE, name),
	TO("iconColor", V5, BESIDE, name),
	END,
};
static const struct reactive_field references[] = {
	TO("name", ALL, TEXT, name),
	TO("position", V5, TEXT, position),
	TO("description", V4, TEXT, position),
	TO("summary", V3 | V4, LINES, reference),
	TO("description", V5, LINES, reference),
	TO("email", V3, BESIDE, name),
	TO("phone", V3 | V5, BESIDE, name),
	TO("relationship", V3, BESIDE, name),
	LINKS,
	END,
};
static const struct reactive_field projects[] = {
	TO("name", ALL, TEXT, name),
	TO("description", V3 | V4, TEXT, description),
	TO("keywords", V3 | V4, TEXTS, keywords),
	PERIODS,
	TO("summary", V3 | V4, BODY, summary),
	TO("description", V5, BODY, description),
	LINKS,
	END,
};
/* What has a type of its own in 5, and sections of one's own in 4. */
static const struct reactive_field free_items[] = {
	TO("name", ALL, TEXT, name),
	TO("title", V3 | V5, TEXT, title),
	TO("subtitle", V3, TEXT, description),
	TO("description", V4, TEXT, description),
	TO("content", V5, BODY, summary),
	TO("location", ALL, TEXT, location),
	TO("keywords", ALL, TEXTS, keywords),
	PERIODS,
	TO("summary", V3 | V4, BODY, summary),
	LINKS,
	END,
};

static const struct reactive_section sections[] = {
	{ "work", "experience", RESUME_WORK, experience },
	{ "volunteer", "volunteer", RESUME_VOLUNTEER, volunteer },
	{ "education", "education", RESUME_EDUCATION, education },
	{ "awards", "awards", RESUME_AWARDS, awards },
	{ "certifications", "certifications", RESUME_CERTIFICATES,
		certifications },
	{ "publications", "publications", RESUME_PUBLICATIONS, publications },
	{ "skills", "skills", RESUME_SKILLS, skills },
	{ "languages", "languages", RESUME_LANGUAGES, languages },
	{ "interests", "interests", RESUME_INTERESTS, interests },
	{ "references", "references", RESUME_REFERENCES, references },
	{ "projects", "projects", RESUME_PROJECTS, projects },
	{ NULL, "custom", RESUME_SECTIONS, free_items },
};

const struct reactive_section *resume_reactive_section(
	int version, struct str name)
{
	for (size_t i = 0; i < LENGTH(sections); i++) {
		const struct reactive_section *s = &sections[i];
		const char *theirs = version == 3 ? s->v3 : s->later;

		if (theirs && str_is(name, theirs))
			return s;
	}
	return NULL;
}

/* ---- values ------------------------------------------------------------- */

void resume_reactive_body(struct reactive_reader *r, const struct json *v,
	struct str *text, struct resume_texts *bullets)
{
	struct str html = resume_take_value(&r->t, v);
	struct resume_blocks blocks;

	if (!html.len)
		return;
	resume_blocks_read(r->t.mem, html, &blocks);
	*text = bullets ? resume_blocks_text(r->t.mem, &blocks)
			: resume_blocks_lines(r->t.mem, &blocks);
	if (bullets)
		*bullets = resume_blocks_bullets(r->t.mem, &blocks);
	if (blocks.more)
		resume_keep(r->t.report, json_pointer(r->t.mem, r->t.doc, v),
			STR("how a text looks"), v);
}

struct str resume_reactive_link(struct reactive_reader *r, const struct json *v)
{
	struct str url, label;

	if (json_kind(v) != JSON_OBJECT)
		return resume_take_value(&r->t, v);
	resume_reactive_defaults(r, v);
	url = resume_take_text(&r->t, v, json_find(v, "href") ? "href" : "url");
	label = json_text(json_find(v, "label"));
	if (label.len && str_eq(label, url)) /* it is what is shown anyway */
		resume_take_text(&r->t, v, "label");
	return url;
}

void resume_reactive_defaults(struct reactive_reader *r, const struct json *v)
{
	static const struct {
		const char *name, *json;
	} usual[] = {
		{ "hidden", "false" },
		{ "visible", "true" },
		{ "columns", "1" },
		{ "separateLinks", "true" },
		{ "keepTogether", "false" },
		{ "startOnNewPage", "false" },
		{ "inlineLink", "false" },
		{ "layout", "\"default\"" },
		{ "keywordLayout", "\"inline\"" },
	};

	for (size_t i = 0; i < LENGTH(usual); i++) {
		const struct json *is = json_find(v, usual[i].name);
		struct buf b;

		if (json_kind(is) <= JSON_NULL || json_kind(is) >= JSON_LIST)
			continue;
		buf_init(&b, r->t.mem, JSON_BYTES);
		json_write(&b, is);
		if (str_is(buf_str(&b), usual[i].json))
			resume_take_all(&r->t, is);
	}
}

/* "4/5": a number alone would not say of how many. Beside a word for it, it is
 * a rating. */
static void take_level(struct reactive_reader *r, const struct json *v,
	struct resume_entry *e, struct str *to)
{
	struct str number = resume_take_value(&r->t, v), level;

	if (!number.len || str_is(number, "0")) /* it is hidden then */
		return;
	level = str_fmt(
		r->t.mem, "%.*s/%d", STR_ARG(number), r->version == 3 ? 10 : 5);
	if (to->len)
		json_rest_put_text(r->t.mem, &e->rest, STR("rating"), level);
	else
		*to = level;
}

static void take_period(
	struct reactive_reader *r, const struct json *v, struct resume_entry *e)
{
	struct str ignored;

	if (json_kind(v) != JSON_OBJECT) {
		resume_take_period(&r->t, v, &e->start_date, &e->end_date);
		return;
	}
	resume_take_period(
		&r->t, json_find(v, "start"), &e->start_date, &ignored);
	resume_take_period(&r->t, json_find(v, "end"), &ignored, &e->end_date);
}

static void take_beside(
	struct reactive_reader *r, const struct json *v, struct resume_entry *e)
{
	struct str text = resume_take_value(&r->t, v);

	if (text.len)
		json_rest_put_text(r->t.mem, &e->rest, json_name(v), text);
}

static void take_field(struct reactive_reader *r, const struct json *item,
	const struct reactive_field *f, struct resume_entry *e)
{
	const struct json *v = json_find(item, f->theirs);
	struct str *to = (struct str *)(void *)((char *)e + f->at);

	if (json_kind(v) <= JSON_NULL || !(f->versions & 1 << (r->version - 3)))
		return;
	switch (f->kind) {
	case TEXT:
		*to = resume_take_value(&r->t, v);
		if (str_is(*to, "-")) /* where there has to be a text */
			*to = STR_NONE;
		break;
	case TEXTS:
		*(struct resume_texts *)(void *)to =
			resume_take_texts(&r->t, item, f->theirs);
		break;
	case BODY:
		resume_reactive_body(r, v, to, &e->highlights);
		break;
	case LINES:
		resume_reactive_body(r, v, to, NULL);
		break;
	case PERIOD:
		take_period(r, v, e);
		break;
	case DATE:
		*to = resume_take_date(&r->t, v);
		break;
	case LINK:
		*to = resume_reactive_link(r, v);
		break;
	case LEVEL:
		take_level(r, v, e, to);
		break;
	case BESIDE:
		take_beside(r, v, e);
		break;
	}
}

/* ---- items -------------------------------------------------------------- */

static void take_fields(struct reactive_reader *r, const struct json *item,
	const struct reactive_field *fields, struct resume_entry *e)
{
	for (const struct reactive_field *f = fields; f->theirs; f++)
		take_field(r, item, f, e);
}

static void take_id(struct reactive_reader *r, const struct json *item)
{
	r->ids += resume_take_text(&r->t, item, "id").len > 0;
}

/* Each role is an entry under the same employer; what is said of all of them
 * is the employer's. */
static void take_roles(struct reactive_reader *r, const struct json *item,
	const struct json *roles, struct resume_entries *to)
{
	struct resume_entry shared = { 0 };
	bool first = true;

	shared.name = resume_take_text(&r->t, item, "company");
	shared.location = resume_take_text(&r->t, item, "location");
	shared.url = resume_reactive_link(r, json_find(item, "website"));
	resume_reactive_body(
		r, json_find(item, "description"), &shared.description, NULL);
	for (const struct json *v = json_first(roles); v;
		v = json_next(roles, v)) {
		struct resume_entry *e = resume_entry_add(r->t.mem, to);

		*e = shared;
		if (!first)
			e->description = STR_NONE;
		first = false;
		take_id(r, v);
		e->position = resume_take_text(&r->t, v, "position");
		take_period(r, json_find(v, "period"), e);
		resume_reactive_body(r, json_find(v, "description"),
			&e->summary, &e->highlights);
		resume_reactive_labels(r->t.mem, RESUME_WORK, &e->summary, e);
	}
}

static bool is_hidden(const struct json *item)
{
	const struct json *visible = json_find(item, "visible");

	return json_bool(json_find(item, "hidden")) ||
	       (json_kind(visible) == JSON_BOOL && !json_bool(visible));
}

static void take_item(struct reactive_reader *r, const struct json *item,
	const struct reactive_section *section, struct resume_entries *to)
{
	const struct json *roles = json_find(item, "roles");
	struct resume_entry *e;

	if (json_kind(item) != JSON_OBJECT)
		return;
	if (is_hidden(item)) {
		resume_take_note(&r->t, RESUME_KEPT, item,
			"a hidden item is kept and not shown");
		return;
	}
	take_id(r, item);
	resume_reactive_defaults(r, item);
	if (section->section == RESUME_WORK && json_count(roles)) {
		take_roles(r, item, roles, to);
		return;
	}
	e = resume_entry_add(r->t.mem, to);
	take_fields(r, item, section->fields, e);
	resume_reactive_labels(r->t.mem, (int)section->section,
		e->description.len ? &e->description : &e->summary, e);
	/* one date of a section of one's own is no period */
	if (section->section == RESUME_SECTIONS && e->start_date.len &&
		str_eq(e->start_date, e->end_date)) {
		e->date = e->start_date;
		e->start_date = e->end_date = STR_NONE;
	}
}

void resume_reactive_items(struct reactive_reader *r, const struct json *items,
	const struct reactive_section *section, struct resume_entries *to)
{
	for (const struct json *v = json_first(items); v;
		v = json_next(items, v))
		take_item(r, v, section, to);
}

/*
 * resume/out_reactive_item.c - items of Reactive Resume 5. What an item has no
 * member for becomes a line of its description; where it has no description
 * either, it is left out. Both are noted.
 */
#include "resume/out_reactive.h"
#include "resume/shown.h"

/* ---- tables ------------------------------------------------------------- */

const struct reactive_out resume_reactive_experience[] = {
	{ "company", NAME, "name" },
	{ "position", TEXT, "position" },
	{ "location", TEXT, "location" },
	{ "period", DATES, NULL },
	{ "website", LINK, "url" },
	{ "description", BODY, NULL },
	{ "roles", ROLES, NULL },
	{ 0 },
};
const struct reactive_out resume_reactive_volunteer[] = {
	{ "organization", NAME, "organization" },
	{ "location", TEXT, "location" },
	{ "period", DATES, NULL },
	{ "website", LINK, "url" },
	{ "description", BODY, NULL },
	{ 0 },
};
const struct reactive_out resume_reactive_education[] = {
	{ "school", NAME, "institution" },
	{ "degree", TEXT, "studyType" },
	{ "area", TEXT, "area" },
	{ "grade", TEXT, "score" },
	{ "location", TEXT, "location" },
	{ "period", DATES, NULL },
	{ "website", LINK, "url" },
	{ "description", BODY, NULL },
	{ 0 },
};
const struct reactive_out resume_reactive_awards[] = {
	{ "title", NAME, "title" },
	{ "awarder", TEXT, "awarder" },
	{ "date", DATES, NULL },
	{ "website", LINK, "url" },
	{ "description", BODY, NULL },
	{ 0 },
};
const struct reactive_out resume_reactive_certifications[] = {
	{ "title", NAME, "name" },
	{ "issuer", TEXT, "issuer" },
	{ "date", DATES, NULL },
	{ "website", LINK, "url" },
	{ "description", BODY, NULL },
	{ 0 },
};
const struct reactive_out resume_reactive_publications[] = {
	{ "title", NAME, "name" },
	{ "publisher", TEXT, "publisher" },
	{ "date", DATES, NULL },
	{ "website", LINK, "url" },
	{ "description", BODY, NULL },
	{ 0 },
};
const struct reactive_out resume_reactive_skills[] = {
	{ "icon", TEXT, "icon" },
	{ "iconColor", TEXT, "iconColor" },
	{ "name", NAME, "name" },
	{ "proficiency", LEVEL, "level" },
	{ "keywords", LIST, "keywords" },
	{ 0 },
};
const struct reactive_out resume_reactive_languages[] = {
	{ "language", NAME, "language" },
	{ "fluency", LEVEL, "fluency" },
	{ 0 },
};
const struct reactive_out resume_reactive_interests[] = {
	{ "icon", TEXT, "icon" },
	{ "iconColor", TEXT, "iconColor" },
	{ "name", NAME, "name" },
	{ "keywords", LIST, "keywords" },
	{ 0 },
};
const struct reactive_out resume_reactive_references[] = {
	{ "name", NAME, "name" },
	{ "position", TEXT, "position" },
	{ "website", LINK, "url" },
	{ "phone", TEXT, "phone" },
	{ "description", QUOTE, "reference" },
	{ 0 },
};
const struct reactive_out resume_reactive_projects[] = {
	{ "name", NAME, "name" },
	{ "period", DATES, NULL },
	{ "website", LINK, "url" },
	{ "description", BODY, NULL },
	{ 0 },
};
const struct reactive_out resume_reactive_texts[] = {
	{ "content", BODY, NULL },
	{ 0 },
};

/* ---- what has no member ------------------------------------------------- */

/* Fields that descriptions and periods are made of. */
static const char made[] = "|summary|highlights|description|startDate|endDate|"
			   "date|releaseDate|rating|";

static bool is_written(const struct reactive_out *fields, struct str name)
{
	bool body = false, level = false, is = false;

	for (const struct reactive_out *f = fields; f->theirs; f++) {
		body |= f->kind == BODY;
		level |= f->kind == LEVEL;
		is |= f->ours && str_is(name, f->ours);
	}
	if (str_is(name, "rating"))
		return level;
	return is || (body && resume_name_in(made, name));
}

/* "studyType": "Study type" */
static struct str label_of(struct arena *mem, struct str name)
{
	struct buf b;

	buf_init(&b, mem, 2 * name.len + 1);
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];
		bool capital = c >= 'A' && c <= 'Z';

		if (capital && i)
			buf_addc(&b, ' ');
		if (i == 0 && c >= 'a' && c <= 'z')
			c = (char)(c - 32);
		else if (i && capital)
			c = (char)(c + 32);
		buf_addc(&b, c);
	}
	return buf_str(&b);
}

static void add_value(struct buf *to, const struct resume_set *f)
{
	const struct json *v = f->v;
	bool list = json_kind(v) == JSON_LIST;

	for (size_t i = 0; !v && i < f->texts.count; i++) {
		buf_add(to, i ? STR(", ") : STR(""));
		buf_add(to, f->texts.at[i]);
	}
	for (const struct json *one = list ? json_first(v) : v; one;
		one = list ? json_next(v, one) : NULL) {
		if (list && one != json_first(v))
			buf_add(to, STR(", "));
		if (json_kind(one) == JSON_TEXT)
			buf_add(to, json_text(one));
		else
			json_write(to, one);
	}
}

/* Lines "Keywords: a, b" of what no member takes; or the note that it is
 * left. */
static void add_others(struct reactive_writer *w, struct str at,
	const struct resume_entry *e, const struct reactive_out *fields,
	struct buf *to)
{
	struct resume_set f = { .e = e };

	while (resume_set_next(w->mem, &f)) {
		if (is_written(fields, f.name))
			continue;
		resume_note(w->report, to ? RESUME_CHANGED : RESUME_LEFT,
			str_fmt(w->mem, "%.*s/%.*s", STR_ARG(at),
				STR_ARG(f.name)),
			to ? "Reactive Resume has no place for '%.*s'; it is a "
			     "line of the description"
			   : "Reactive Resume has no place for '%.*s'",
			STR_ARG(f.name));
		if (!to)
			continue;
		if (to->len)
			buf_add(to, STR("\n\n"));
		buf_add(to, label_of(w->mem, f.name));
		buf_add(to, STR(": "));
		add_value(to, &f);
	}
}

/* ---- members ------------------------------------------------------------ */

static struct str text_of(const struct resume_entry *e, const char *name)
{
	struct str text = resume_field(e, name);

	return text.len ? text : STR_NONE;
}

/* The text of a description: of the employer or project first. */
static void put_body(struct reactive_writer *w, const struct reactive_out *f,
	const struct reactive_out *fields, struct str at,
	const struct resume_entry *e, bool with_description)
{
	struct resume_texts bullets =
		resume_field_list(w->mem, e, "highlights");
	struct str parts[] = { with_description ? text_of(e, "description")
						: STR_NONE,
		text_of(e, "summary") };
	struct buf text;

	buf_init(&text, w->mem, 4 * RESUME_TEXT);
	for (size_t i = 0; i < LENGTH(parts); i++) {
		if (text.len && parts[i].len)
			buf_add(&text, STR("\n\n"));
		buf_add(&text, parts[i]);
	}
	add_others(w, at, e, fields, &text);
	resume_reactive_html(w, f->theirs, buf_str(&text), &bullets);
}

static void put_link(
	struct reactive_writer *w, const char *name, struct str url)
{
	json_object(json_key(&w->o, name));
	resume_reactive_text(w, "url", url);
	resume_reactive_text(w, "label", STR_NONE);
	resume_reactive_bool(w, "inlineLink", false);
	json_end(&w->o);
}

static void put_texts(
	struct reactive_writer *w, const char *name, struct resume_texts list)
{
	json_list(json_key(&w->o, name));
	for (size_t i = 0; i < list.count; i++)
		json_put_text(&w->o, list.at[i]);
	json_end(&w->o);
}

/* 4 of "4/5", of "8/10"; -1: no such text. */
static int64_t level_of(struct str text)
{
	struct str rest = text, number = str_cut(&rest, '/');
	int64_t n, of;

	if (!str_int(number, &n) || !str_int(rest, &of) || of < 1 || n < 0 ||
		n > of || of > 1000)
		return -1;
	return (n * 5 + of / 2) / of;
}

/* The word and the number, which comes behind it in all that have one. */
static void put_level(struct reactive_writer *w, const struct reactive_out *f,
	const struct resume_entry *e)
{
	struct str word = text_of(e, f->ours);
	int64_t level = level_of(word);

	if (level >= 0)
		word = STR_NONE;
	else
		level = level_of(text_of(e, "rating"));
	resume_reactive_text(w, f->theirs, word);
	json_put_int(json_key(&w->o, "level"), level < 0 ? 0 : level);
}

static void put_name(struct reactive_writer *w, const struct reactive_out *f,
	const struct resume_entry *e)
{
	struct str name = text_of(e, f->ours);

	if (!name.len)
		name = resume_entry_name(e);
	json_put_text(json_key(&w->o, f->theirs), name.len ? name : STR("-"));
}

static void put_field(struct reactive_writer *w, const struct reactive_out *f,
	const struct reactive_out *fields, struct str at,
	const struct resume_entry *e)
{
	switch (f->kind) {
	case NAME:
		put_name(w, f, e);
		break;
	case TEXT:
		resume_reactive_text(w, f->theirs, text_of(e, f->ours));
		break;
	case LIST:
		put_texts(w, f->theirs, resume_field_list(w->mem, e, f->ours));
		break;
	case DATES:
		resume_reactive_text(
			w, f->theirs, resume_dates_text(w->mem, e));
		break;
	case LINK:
		put_link(w, f->theirs, text_of(e, f->ours));
		break;
	case BODY:
		put_body(w, f, fields, at, e, true);
		break;
	case LEVEL:
		put_level(w, f, e);
		break;
	case ROLES:
		put_texts(w, f->theirs, (struct resume_texts){ 0 });
		break;
	case QUOTE:
		resume_reactive_html(w, f->theirs, text_of(e, f->ours),
			&(struct resume_texts){ 0 });
		break;
	}
}

static bool has_body(const struct reactive_out *fields)
{
	for (; fields->theirs; fields++)
		if (fields->kind == BODY)
			return true;
	return false;
}

static void put_item(struct reactive_writer *w,
	const struct reactive_out *fields, struct str at,
	const struct resume_entry *e)
{
	json_object(&w->o);
	resume_reactive_id(w, resume_is_hidden(&e->rest));
	for (const struct reactive_out *f = fields; f->theirs; f++)
		put_field(w, f, fields, at, e);
	if (!has_body(fields))
		add_others(w, at, e, fields, NULL);
	json_end(&w->o);
}

/* ---- several roles under one employer ----------------------------------- */

static void put_role(
	struct reactive_writer *w, struct str at, const struct resume_entry *e)
{
	static const struct reactive_out body = { "description", BODY, NULL };

	json_object(&w->o);
	resume_reactive_text(w, "id",
		str_fmt(w->mem, "00000000-0000-4000-8000-%012zu", ++w->items));
	resume_reactive_text(w, "position", text_of(e, "position"));
	resume_reactive_text(w, "period", resume_dates_text(w->mem, e));
	put_body(w, &body, resume_reactive_experience, at, e, false);
	json_end(&w->o);
}

static struct str span_text(
	struct arena *mem, const struct resume_entry *e, size_t count)
{
	struct resume_span span = resume_span(e, count);
	struct resume_entry whole = {
		.start_date = resume_date_text(mem, span.from),
		.end_date = resume_date_text(mem, span.to),
	};

	return resume_dates_text(mem, &whole);
}

/* Where a role was is said of the first alone. */
static void note_places(struct reactive_writer *w,
	const struct resume_part *part, size_t i, size_t count)
{
	struct str first = text_of(&part->entries->at[i], "location");

	for (size_t k = i + 1; k < i + count; k++) {
		struct str own = text_of(&part->entries->at[k], "location");

		if (own.len && !str_eq(own, first))
			resume_note(w->report, RESUME_LEFT,
				str_fmt(w->mem, "%.*s/%zu/location",
					STR_ARG(part->at), k),
				"Reactive Resume has one place for all roles "
				"under an employer");
	}
}

static void put_employer(struct reactive_writer *w,
	const struct resume_part *part, size_t i, size_t count)
{
	const struct resume_entry *e = &part->entries->at[i];

	json_object(&w->o);
	resume_reactive_id(w, resume_is_hidden(&e->rest));
	put_name(w, &resume_reactive_experience[0], e);
	resume_reactive_text(w, "position", STR_NONE);
	resume_reactive_text(w, "location", text_of(e, "location"));
	resume_reactive_text(w, "period", span_text(w->mem, e, count));
	put_link(w, "website", text_of(e, "url"));
	resume_reactive_html(w, "description", text_of(e, "description"),
		&(struct resume_texts){ 0 });
	json_list(json_key(&w->o, "roles"));
	for (size_t k = i; k < i + count; k++)
		put_role(w, str_fmt(w->mem, "%.*s/%zu", STR_ARG(part->at), k),
			&part->entries->at[k]);
	json_end(&w->o);
	json_end(&w->o);
	note_places(w, part, i, count);
}

/* ---- items of a section ------------------------------------------------- */

/* Roles have no `hidden` of their own there: where one is, each is an item. */
static size_t roles_of(const struct resume_part *part, size_t i)
{
	size_t count = resume_roles(part->entries, i);

	for (size_t k = i; k < i + count; k++)
		if (resume_is_hidden(&part->entries->at[k].rest))
			return 1;
	return count;
}

void resume_reactive_put(struct reactive_writer *w,
	const struct resume_part *part, const struct reactive_out *fields)
{
	size_t n = 1;

	json_list(json_key(&w->o, "items"));
	for (size_t i = 0; part && i < part->entries->count; i += n) {
		const struct resume_entry *e = &part->entries->at[i];

		n = fields == resume_reactive_experience ? roles_of(part, i)
							 : 1;
		/* what is said of the employer needs a place of its own */
		if (n > 1 || (fields == resume_reactive_experience &&
				     text_of(e, "description").len))
			put_employer(w, part, i, n);
		else
			put_item(w, fields,
				str_fmt(w->mem, "%.*s/%zu", STR_ARG(part->at),
					i),
				e);
	}
	json_end(&w->o);
}

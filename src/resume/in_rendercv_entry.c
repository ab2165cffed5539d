/*
 * resume/in_rendercv_entry.c - one entry of RenderCV, of nine types that are
 * told by their members. Markdown stays as it is: the marks of our text are the
 * same. Knows no sections.
 */
#include "resume/build.h"
#include "resume/in_rendercv.h"

/* ---- types of entries --------------------------------------------------- */

static const struct {
	const char *member;
	enum rendercv_type type;
} tells[] = {
	{ "label", RCV_LABELLED },
	{ "details", RCV_LABELLED },
	{ "name", RCV_NORMAL },
	{ "company", RCV_EXPERIENCE },
	{ "position", RCV_EXPERIENCE },
	{ "institution", RCV_EDUCATION },
	{ "area", RCV_EDUCATION },
	{ "degree", RCV_EDUCATION },
	{ "title", RCV_PUBLICATION },
	{ "authors", RCV_PUBLICATION },
	{ "doi", RCV_PUBLICATION },
	{ "url", RCV_PUBLICATION },
	{ "journal", RCV_PUBLICATION },
	{ "bullet", RCV_BULLET },
	{ "number", RCV_NUMBERED },
	{ "reversed_number", RCV_REVERSED },
};

enum rendercv_type resume_rendercv_type(const struct json *entry)
{
	if (json_kind(entry) == JSON_TEXT || json_kind(entry) == JSON_INT ||
		json_kind(entry) == JSON_REAL)
		return RCV_TEXT;
	for (size_t i = 0; i < LENGTH(tells); i++)
		if (json_kind(json_find(entry, tells[i].member)) > JSON_NULL)
			return tells[i].type;
	return RCV_UNKNOWN;
}

/* ---- fields ------------------------------------------------------------- */

/* "date" wins, as RenderCV has it; a start without an end goes on, an end
 * without a start is all that is known. */
static void take_dates(
	struct rendercv_reader *r, const struct json *v, struct resume_entry *e)
{
	const struct json *date = json_find(v, "date");
	struct str ignored;

	if (json_kind(date) > JSON_NULL) {
		resume_take_period(&r->t, date, &e->start_date, &e->end_date);
		return;
	}
	resume_take_period(
		&r->t, json_find(v, "start_date"), &e->start_date, &ignored);
	resume_take_period(
		&r->t, json_find(v, "end_date"), &ignored, &e->end_date);
}

/* One date of an entry that has but one in our model. */
static struct str one_date(struct rendercv_reader *r, const struct json *v)
{
	struct resume_entry e = { 0 };

	take_dates(r, v, &e);
	if (e.start_date.len && !str_eq(e.start_date, e.end_date))
		resume_take_note(&r->t, RESUME_CHANGED, v,
			"of a period only its %s is taken",
			e.end_date.len ? "end" : "beginning");
	return e.end_date.len ? e.end_date : e.start_date;
}

/* What all entries with dates may have. */
static void take_common(
	struct rendercv_reader *r, const struct json *v, struct resume_entry *e)
{
	e->location = resume_take_text(&r->t, v, "location");
	e->summary = resume_take_text(&r->t, v, "summary");
	e->highlights = resume_take_texts(&r->t, v, "highlights");
}

/* A member that has a name of ours is what we mean by it. True: it has. */
static bool take_ours(struct rendercv_reader *r, const struct json *v,
	const struct json *part, struct resume_entry *e)
{
	static const struct {
		const char *name;
		size_t at;
		bool list;
	} ours[] = {
#define TEXT(field, json) { json, offsetof(struct resume_entry, field), false },
#define TEXTS(field, json) { json, offsetof(struct resume_entry, field), true },
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
	};

	for (size_t i = 0; i < LENGTH(ours); i++) {
		void *at = (char *)e + ours[i].at;

		if (!str_is(json_name(part), ours[i].name))
			continue;
		if (ours[i].list && !((struct resume_texts *)at)->count)
			*(struct resume_texts *)at =
				resume_take_texts(&r->t, v, ours[i].name);
		else if (!ours[i].list && !((struct str *)at)->len)
			*(struct str *)at = resume_take_value(&r->t, part);
		return true;
	}
	return false;
}

/* Any other members may stand in an entry, and stay as they are. */
static void take_others(
	struct rendercv_reader *r, const struct json *v, struct resume_entry *e)
{
	const struct json *part;

	for (part = json_first(v); part; part = json_next(v, part)) {
		if (resume_take_done(&r->t, part) ||
			json_kind(part) == JSON_NULL ||
			take_ours(r, v, part, e))
			continue;
		json_rest_add(r->t.mem, &e->rest, part);
		resume_take_all(&r->t, part);
	}
}

/* "Python, C (C11, C17), Go" parts at commas that no bracket is around. Not
 * where joining the parts again would say something else. */
static struct resume_texts split_list(struct arena *mem, struct str text)
{
	struct resume_texts out = { 0 };
	size_t from = 0;
	int depth = 0;

	for (size_t i = 0; i <= text.len; i++) {
		char c = i < text.len ? text.at[i] : ',';

		depth += c == '(' || c == '[';
		depth -= depth > 0 && (c == ')' || c == ']');
		if (c != ',' || (depth && i < text.len))
			continue;
		if (i == from || (from && text.at[from - 1] != ' ') ||
			str_trim(str_of(text.at + from, i - from)).len !=
				i - from) {
			out.count = 0;
			break;
		}
		resume_text_add(mem, &out, str_of(text.at + from, i - from));
		from = i + 2;
	}
	if (!out.count)
		resume_text_add(mem, &out, text);
	return out;
}

/* "[Name](https://...)" is a name with an address. */
static struct str take_name(struct rendercv_reader *r, const struct json *v,
	const char *member, struct resume_entry *e)
{
	struct str text = resume_take_text(&r->t, v, member), name, url;
	const char *middle;

	if (text.len < 5 || *text.at != '[' || text.at[text.len - 1] != ')' ||
		json_find(v, "url"))
		return text;
	middle = memmem(text.at, text.len, "](", 2);
	if (!middle)
		return text;
	name = str_of(text.at + 1, (size_t)(middle - text.at) - 1);
	url = str_of(middle + 2, (size_t)(text.at + text.len - middle) - 3);
	if (!name.len || memchr(name.at, '[', name.len) ||
		memchr(url.at, ')', url.len) || memchr(url.at, ' ', url.len) ||
		(!str_starts(url, STR("http://")) &&
			!str_starts(url, STR("https://"))))
		return text;
	e->url = url;
	return name;
}

/* ---- entries by type ---------------------------------------------------- */

static void take_labelled(struct rendercv_reader *r, const struct json *v,
	enum resume_section_id home, struct resume_entry *e)
{
	struct str label = resume_take_text(&r->t, v, "label");
	struct str details = resume_take_text(&r->t, v, "details");

	if (home == RESUME_LANGUAGES) {
		e->language = label;
		e->fluency = details;
		return;
	}
	e->name = label;
	if (home == RESUME_SKILLS || home == RESUME_INTERESTS)
		e->keywords = split_list(r->t.mem, details);
	else
		e->description = details;
}

static void take_normal(struct rendercv_reader *r, const struct json *v,
	enum resume_section_id home, struct resume_entry *e)
{
	struct str name = take_name(r, v, "name", e);

	take_common(r, v, e);
	if (home == RESUME_AWARDS || home == RESUME_CERTIFICATES)
		e->date = one_date(r, v);
	else if (home == RESUME_PUBLICATIONS)
		e->release_date = one_date(r, v);
	else
		take_dates(r, v, e);
	/* what a project is about is its description with us */
	if (home == RESUME_PROJECTS && !json_find(v, "description")) {
		e->description = e->summary;
		e->summary = STR_NONE;
	}
	if (home == RESUME_AWARDS)
		e->title = name;
	else if (home == RESUME_REFERENCES) {
		e->name = name;
		e->reference = e->summary;
		e->summary = STR_NONE;
	} else if (home == RESUME_VOLUNTEER)
		e->organization = name;
	else
		e->name = name;
}

static void take_publication(
	struct rendercv_reader *r, const struct json *v, struct resume_entry *e)
{
	const struct json *authors = json_find(v, "authors");

	e->name = resume_take_text(&r->t, v, "title");
	e->publisher = resume_take_text(&r->t, v, "journal");
	e->url = resume_take_text(&r->t, v, "url");
	e->summary = resume_take_text(&r->t, v, "summary");
	e->release_date = one_date(r, v);
	if (json_kind(authors) == JSON_LIST) {
		json_rest_add(r->t.mem, &e->rest, authors);
		resume_take_all(&r->t, authors);
	}
}

static void take_bullet(struct rendercv_reader *r, const struct json *v,
	enum resume_section_id home, struct resume_entry *e)
{
	struct str text = resume_take_text(&r->t, v, "bullet");

	if (home == RESUME_AWARDS)
		e->title = text;
	else if (home == RESUME_LANGUAGES)
		e->language = text;
	else
		e->name = text;
}

void resume_rendercv_entry(struct rendercv_reader *r, const struct json *v,
	enum rendercv_type type, enum resume_section_id home,
	struct resume_entry *e)
{
	switch (type) {
	case RCV_LABELLED:
		take_labelled(r, v, home, e);
		break;
	case RCV_NORMAL:
		take_normal(r, v, home, e);
		break;
	case RCV_EXPERIENCE:
		*(home == RESUME_WORK ? &e->name : &e->organization) =
			take_name(r, v, "company", e);
		e->position = resume_take_text(&r->t, v, "position");
		take_common(r, v, e);
		take_dates(r, v, e);
		break;
	case RCV_EDUCATION:
		e->institution = take_name(r, v, "institution", e);
		e->area = resume_take_text(&r->t, v, "area");
		e->study_type = resume_take_text(&r->t, v, "degree");
		take_common(r, v, e);
		take_dates(r, v, e);
		break;
	case RCV_PUBLICATION:
		take_publication(r, v, e);
		break;
	default:
		take_bullet(r, v, home, e);
		break;
	}
	take_others(r, v, e);
}

/*
 * resume/in_rendercv.c - RenderCV's YAML. Its sections have any title: one that
 * we have, with entries that fit it, becomes ours, any other one of the owner's
 * own. Design, locale and settings are kept.
 */
#include "resume/build.h"
#include "resume/codes.h"
#include "resume/in_rendercv.h"
#include "resume/rendercv.h"
#include "resume/show.h"
#include "resume/words.h"

/* ---- sections ----------------------------------------------------------- */

#define IN(section) (1u << RESUME_##section)
/* Which sections entries of a type can be in without losing anything. */
static const unsigned homes[] = {
	[RCV_LABELLED] = IN(SKILLS) | IN(LANGUAGES) | IN(INTERESTS),
	[RCV_NORMAL] = IN(PROJECTS) | IN(AWARDS) | IN(CERTIFICATES) |
		       IN(VOLUNTEER) | IN(PUBLICATIONS) | IN(REFERENCES),
	[RCV_EXPERIENCE] = IN(WORK) | IN(VOLUNTEER),
	[RCV_EDUCATION] = IN(EDUCATION),
	[RCV_PUBLICATION] = IN(PUBLICATIONS),
	[RCV_BULLET] = IN(AWARDS) | IN(CERTIFICATES) | IN(SKILLS) |
		       IN(INTERESTS) | IN(LANGUAGES) | IN(PUBLICATIONS) |
		       IN(PROJECTS),
	[RCV_NUMBERED] = 0,
	[RCV_REVERSED] = 0,
	[RCV_TEXT] = IN(SUMMARY),
	[RCV_UNKNOWN] = 0,
};

/* The first that tells one, as RenderCV does. */
static enum rendercv_type type_of_section(const struct json *entries)
{
	enum rendercv_type type = RCV_UNKNOWN;

	for (const struct json *v = json_first(entries);
		v && type == RCV_UNKNOWN; v = json_next(entries, v))
		type = resume_rendercv_type(v);
	return type;
}

/* Bullets of a section of one's own are those of one entry; `type` tells
 * numbers. */
static void take_bullets(struct rendercv_reader *r, const struct json *in,
	enum rendercv_type type, struct resume_entries *to)
{
	const char *member = type == RCV_BULLET     ? "bullet"
			     : type == RCV_NUMBERED ? "number"
						    : "reversed_number";
	struct resume_entry *e = resume_entry_add(r->t.mem, to);

	if (type != RCV_BULLET)
		e->type = str_c(member);
	for (const struct json *v = json_first(in); v; v = json_next(in, v)) {
		if (json_kind(json_find(v, member)) <= JSON_NULL)
			continue;
		resume_text_add(r->t.mem, &e->highlights,
			resume_take_text(&r->t, v, member));
	}
}

static void take_texts(struct rendercv_reader *r, const struct json *in,
	struct resume_entries *to)
{
	for (const struct json *v = json_first(in); v; v = json_next(in, v)) {
		struct str text = resume_take_value(&r->t, v);

		if (text.len)
			resume_entry_add(r->t.mem, to)->summary = text;
	}
}

static void take_summary(struct rendercv_reader *r, const struct json *in)
{
	struct buf b;

	buf_init(&b, r->t.mem, RESUME_TEXT);
	for (const struct json *v = json_first(in); v; v = json_next(in, v)) {
		struct str text = resume_take_value(&r->t, v);

		if (b.len && text.len)
			buf_add(&b, STR("\n\n"));
		buf_add(&b, text);
	}
	r->out->basics.summary = buf_str(&b);
}

static void take_entries(struct rendercv_reader *r, const struct json *in,
	enum rendercv_type type, int home, struct resume_entries *to)
{
	for (const struct json *v = json_first(in); v; v = json_next(in, v)) {
		enum rendercv_type own = resume_rendercv_type(v);

		/* another one than the section's: RenderCV refuses that */
		if (own == RCV_UNKNOWN ||
			(own == RCV_TEXT) != (type == RCV_TEXT))
			continue;
		resume_rendercv_entry(r, v, own, (enum resume_section_id)home,
			resume_entry_add(r->t.mem, to));
	}
}

/* "volunteer_work" is shown as "Volunteer Work". */
static struct str title_of(struct arena *mem, struct str key)
{
	bool plain = memchr(key.at, ' ', key.len) == NULL, word = true;
	struct buf b;

	for (size_t i = 0; i < key.len; i++)
		plain &= !(key.at[i] >= 'A' && key.at[i] <= 'Z');
	if (!plain)
		return key;
	buf_init(&b, mem, key.len + 1);
	buf_add(&b, STR(""));
	for (size_t i = 0; i < key.len; i++) {
		char c = key.at[i] == '_' ? ' ' : key.at[i];

		buf_addc(&b, word && c >= 'a' && c <= 'z' ? (char)(c - 32) : c);
		word = c == ' ';
	}
	return buf_str(&b);
}

/* Remembers what a section of ours was called, where that is not its name. */
static void note_title(struct rendercv_reader *r, int home, struct str title)
{
	const char *id =
		home == RESUME_SUMMARY ? "summary" : resume_sections[home].name;
	const char *own = home == RESUME_SUMMARY ? "Summary"
						 : resume_sections[home].title;

	if (!str_is(title, own))
		json_put_text(json_key(&r->titles, id), title);
}

/* Is this section meant where several are called much the same? The one of
 * just our name, or else the first. */
static bool is_meant(struct rendercv_reader *r, const struct json *sections,
	struct str title, int home)
{
	const char *own = home == RESUME_SUMMARY ? "Summary"
						 : resume_sections[home].title;
	const struct json *v;

	if (r->used[home] || str_is(title, own))
		return !r->used[home];
	for (v = json_first(sections); v; v = json_next(sections, v))
		if (homes[type_of_section(v)] & 1u << home &&
			str_is(title_of(r->t.mem, json_name(v)), own))
			return false;
	return true;
}

static void take_section(struct rendercv_reader *r, const struct json *sections,
	const struct json *in)
{
	struct str key = json_name(in), title = title_of(r->t.mem, key);
	enum rendercv_type type = type_of_section(in);
	int home = resume_heading_find(r->t.mem, title);
	struct resume_texts *order = &r->out->meta.vitae.section_order;
	struct resume_custom *own;

	if (type == RCV_UNKNOWN)
		return;
	if (home <= RESUME_SUMMARY && homes[type] & 1u << home &&
		is_meant(r, sections, title, home)) {
		r->used[home] = true;
		note_title(r, home, title);
		resume_text_add(r->t.mem, order,
			home == RESUME_SUMMARY
				? STR("summary")
				: str_c(resume_sections[home].name));
		if (home == RESUME_SUMMARY)
			take_summary(r, in);
		else
			take_entries(r, in, type, home, &r->out->section[home]);
		return;
	}
	own = resume_custom_new(r->t.mem, r->out, title, STR_NONE);
	resume_text_add(r->t.mem, order, own->id);
	if (type == RCV_TEXT)
		take_texts(r, in, &own->entries);
	else if (type >= RCV_BULLET)
		take_bullets(r, in, type, &own->entries);
	else
		take_entries(r, in, type, RESUME_SECTIONS, &own->entries);
}

/* ---- who it is ---------------------------------------------------------- */

/* The first of one or several; the others are kept. */
static struct str take_first(
	struct rendercv_reader *r, const struct json *cv, const char *name)
{
	const struct json *v = json_find(cv, name);

	if (json_kind(v) == JSON_LIST)
		v = json_first(v);
	return resume_take_value(&r->t, v);
}

static void take_place(struct rendercv_reader *r, const struct json *v)
{
	struct str text = resume_take_value(&r->t, v), again;
	struct resume_place *place = &r->out->basics.location;

	if (!text.len)
		return;
	resume_place_read(text, place);
	again = resume_place_text(r->t.mem, place);
	if (!str_eq(again, text))
		resume_keep(r->t.report, json_pointer(r->t.mem, r->t.doc, v),
			json_name(v), v);
}

static void take_networks(struct rendercv_reader *r, const struct json *in)
{
	for (const struct json *v = json_first(in); v; v = json_next(in, v)) {
		struct resume_profile *p =
			resume_profile_add(r->t.mem, &r->out->basics);

		p->network = resume_take_text(&r->t, v, "network");
		p->username = resume_take_text(&r->t, v, "username");
		p->url = resume_rendercv_url(r->t.mem, p->network, p->username);
	}
}

/* What RenderCV would not have as a telephone number or an email. True: it
 * is one, and there was none. */
static bool take_reach(
	struct rendercv_reader *r, const struct json *v, struct str icon)
{
	struct resume_basics *b = &r->out->basics;
	struct str *to = str_is(icon, "phone")      ? &b->phone
			 : str_is(icon, "envelope") ? &b->email
						    : NULL;

	if (!to || to->len || json_kind(json_find(v, "url")) > JSON_NULL)
		return false;
	*to = resume_take_text(&r->t, v, "placeholder");
	return true;
}

/* "Codeberg: ada" with the icon of any link is a network and a username. */
static void take_connection(struct rendercv_reader *r, const struct json *v)
{
	struct str icon = resume_take_text(&r->t, v, "fontawesome_icon"), name;
	struct resume_profile *p;
	const char *colon;

	if (take_reach(r, v, icon))
		return;
	p = resume_profile_add(r->t.mem, &r->out->basics);
	name = resume_take_text(&r->t, v, "placeholder");
	colon = name.len ? memmem(name.at, name.len, ": ", 2) : NULL;
	p->network = name;
	p->url = resume_take_text(&r->t, v, "url");
	if (str_is(icon, "link") && colon) {
		p->network = str_of(name.at, (size_t)(colon - name.at));
		p->username = str_of(
			colon + 2, (size_t)(name.at + name.len - colon) - 2);
	}
	if (icon.len && !str_is(icon, "link"))
		json_rest_put_text(r->t.mem, &p->rest, STR("icon"), icon);
}

static void take_connections(struct rendercv_reader *r, const struct json *in)
{
	for (const struct json *v = json_first(in); v; v = json_next(in, v))
		take_connection(r, v);
}

/* In RenderCV the order of these is that of the head of the page. */
static void keep_order(struct rendercv_reader *r, const struct json *cv)
{
	static const char usual[] =
		"name headline location email photo phone website "
		"social_networks custom_connections sections";
	const char *from = usual, *found;
	bool as_usual = true;
	struct buf b;

	buf_init(&b, r->t.mem, RESUME_TEXT);
	for (const struct json *v = json_first(cv); v; v = json_next(cv, v)) {
		if (json_kind(v) == JSON_NULL)
			continue;
		if (b.len)
			buf_addc(&b, ' ');
		buf_add(&b, json_name(v));
		found = strstr(from, str_copy(r->t.mem, json_name(v)).at);
		as_usual &= found != NULL;
		from = found ? found : from;
	}
	if (!as_usual)
		resume_keep_text(r->t.report, STR("/cv"),
			STR("the order of the head"), buf_str(&b));
}

static void take_cv(struct rendercv_reader *r, const struct json *cv)
{
	struct resume_basics *b = &r->out->basics;
	const struct json *sections = json_find(cv, "sections"), *v;

	keep_order(r, cv);
	b->name = resume_take_text(&r->t, cv, "name");
	b->label = resume_take_text(&r->t, cv, "headline");
	b->image = resume_take_text(&r->t, cv, "photo");
	b->email = take_first(r, cv, "email");
	b->phone = take_first(r, cv, "phone");
	b->url = take_first(r, cv, "website");
	take_place(r, json_find(cv, "location"));
	take_networks(r, json_find(cv, "social_networks"));
	take_connections(r, json_find(cv, "custom_connections"));
	for (v = json_first(sections); v; v = json_next(sections, v))
		take_section(r, sections, v);
}

static void take_locale(struct rendercv_reader *r)
{
	const struct json *locale = json_find(r->t.doc, "locale"),
			  *v = json_find(locale, "language");

	for (size_t i = 0; i < resume_rendercv_locale_count; i++) {
		if (!json_is(v, resume_rendercv_locales[i].language))
			continue;
		r->out->meta.vitae.locale =
			str_c(resume_rendercv_locales[i].tag);
		resume_take_all(&r->t, v);
	}
}

/* ---- all ---------------------------------------------------------------- */

int resume_rendercv_sniff(struct arena *mem, struct resume_source source)
{
	(void)mem;
	if (!resume_source_has(source, "cv"))
		return 0;
	return !source.doc || json_find(json_find(source.doc, "cv"), "sections")
		       ? 95
		       : 60;
}

bool resume_rendercv_read(struct arena *mem, struct resume_source source,
	struct resume *out, struct resume_report *report, struct err *err)
{
	struct rendercv_reader r = { .out = out };
	const struct json *doc, *cv;

	if (!resume_source_doc(mem, source, &doc, err))
		return false;
	cv = json_find(doc, "cv");
	if (json_kind(cv) != JSON_OBJECT)
		return err_field(err, "/cv", "must be a mapping");
	resume_take_begin(&r.t, mem, doc, report);
	buf_init(&r.title_text, mem, JSON_BYTES);
	r.titles = json_begin(&r.title_text, JSON_COMPACT);
	json_object(&r.titles);
	take_cv(&r, cv);
	take_locale(&r);
	json_end(&r.titles);
	if (r.title_text.len > 2)
		resume_rest_add(mem, &out->meta.vitae.rest,
			STR("section_titles"), buf_str(&r.title_text));
	resume_take_end(&r.t);
	return true;
}

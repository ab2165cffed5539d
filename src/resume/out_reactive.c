/*
 * resume/out_reactive.c - Reactive Resume's JSON, version 5: who it is, the
 * layout and, where it came from there, how it looked. Every member that its
 * schema asks for is there.
 */
#include "resume/out_reactive.h"
#include "resume/html_out.h"
#include "resume/shown.h"
#include "resume/words.h"

/* ---- members ------------------------------------------------------------ */

void resume_reactive_text(
	struct reactive_writer *w, const char *name, struct str text)
{
	json_put_text(json_key(&w->o, name), text.at ? text : STR(""));
}

void resume_reactive_bool(struct reactive_writer *w, const char *name, bool yes)
{
	json_put_bool(json_key(&w->o, name), yes);
}

void resume_reactive_html(struct reactive_writer *w, const char *name,
	struct str text, const struct resume_texts *bullets)
{
	struct buf b;

	buf_init(&b, w->mem, JSON_BYTES);
	buf_add(&b, STR(""));
	resume_html_write(w->mem, &b, text, bullets);
	resume_reactive_text(w, name, buf_str(&b));
}

void resume_reactive_id(struct reactive_writer *w, bool hidden)
{
	resume_reactive_text(w, "id",
		str_fmt(w->mem, "00000000-0000-4000-8000-%012zu", ++w->items));
	resume_reactive_bool(w, "hidden", hidden);
}

void resume_reactive_head(
	struct reactive_writer *w, struct str title, bool hidden)
{
	resume_reactive_text(w, "title", title);
	resume_reactive_text(w, "icon", STR_NONE);
	json_put_int(json_key(&w->o, "columns"), 1);
	resume_reactive_bool(w, "hidden", hidden);
	resume_reactive_bool(w, "keepTogether", false);
	resume_reactive_bool(w, "startOnNewPage", false);
}

static const struct json *kept(struct reactive_writer *w, const char *at)
{
	return resume_kept_of(w->r, "reactive", at);
}

/* What was kept of a place, if it is of the kind that belongs there; else
 * JSON that stands for nothing said. */
static void put_kept(struct reactive_writer *w, const char *name,
	const char *at, enum json_kind kind, const char *otherwise)
{
	const struct json *v = kept(w, at);
	bool number = json_kind(v) == JSON_REAL && kind == JSON_INT;

	json_key(&w->o, name);
	if (json_kind(v) == kind || number)
		json_put(&w->o, v);
	else
		json_put_raw(&w->o, str_c(otherwise));
}

/* ---- who it is ---------------------------------------------------------- */

static void put_picture(struct reactive_writer *w)
{
	static const struct {
		const char *name, *at;
		enum json_kind kind;
		const char *otherwise;
	} rest[] = {
		{ "size", "/picture/size", JSON_INT, "80" },
		{ "rotation", "/picture/rotation", JSON_INT, "0" },
		{ "aspectRatio", "/picture/aspectRatio", JSON_INT, "1" },
		{ "borderRadius", "/picture/borderRadius", JSON_INT, "0" },
		{ "borderColor", "/picture/borderColor", JSON_TEXT,
			"\"rgba(0, 0, 0, 0.5)\"" },
		{ "borderWidth", "/picture/borderWidth", JSON_INT, "0" },
		{ "shadowColor", "/picture/shadowColor", JSON_TEXT,
			"\"rgba(0, 0, 0, 0.5)\"" },
		{ "shadowWidth", "/picture/shadowWidth", JSON_INT, "0" },
	};
	bool contain = json_is(kept(w, "/picture/fit"), "contain");

	json_object(json_key(&w->o, "picture"));
	resume_reactive_bool(
		w, "hidden", json_bool(kept(w, "/picture/hidden")));
	resume_reactive_text(w, "fit", contain ? STR("contain") : STR("cover"));
	resume_reactive_text(w, "url", w->r->basics.image);
	for (size_t i = 0; i < LENGTH(rest); i++)
		put_kept(w, rest[i].name, rest[i].at, rest[i].kind,
			rest[i].otherwise);
	json_end(&w->o);
}

static bool is_network(struct str name)
{
	static const char *const names[] = {
#define NETWORK(name, host, path) name,
#include "resume/networks.def"
#undef NETWORK
	};

	for (size_t i = 0; i < LENGTH(names); i++)
		if (str_eq_nocase(name, str_c(names[i])))
			return true;
	return false;
}

/* Somebody's name somewhere; anything else is a field of one's own. */
static bool is_profile(const struct resume_profile *p)
{
	return p->network.len && p->username.len &&
	       (p->url.len || is_network(p->network));
}

static struct str icon_of(const struct resume_profile *p)
{
	return json_text(json_rest_find(&p->rest, STR("icon")));
}

static void put_custom_field(
	struct reactive_writer *w, const struct resume_profile *p)
{
	struct str text = p->network.len ? p->network : p->username;

	if (p->network.len && p->username.len)
		text = str_fmt(w->mem, "%.*s: %.*s", STR_ARG(p->network),
			STR_ARG(p->username));
	json_object(&w->o);
	resume_reactive_text(w, "id",
		str_fmt(w->mem, "00000000-0000-4000-8000-%012zu", ++w->items));
	resume_reactive_text(w, "icon", icon_of(p));
	resume_reactive_text(w, "text", text.len ? text : p->url);
	resume_reactive_text(w, "link", p->url);
	json_end(&w->o);
}

static void leave_place(struct reactive_writer *w)
{
	const struct resume_place *place = &w->r->basics.location;

	if (place->address.len)
		resume_note(w->report, RESUME_LEFT,
			STR("/basics/location/address"),
			"Reactive Resume shows a place without its street");
	if (place->postal_code.len)
		resume_note(w->report, RESUME_LEFT,
			STR("/basics/location/postalCode"),
			"Reactive Resume shows a place without its code");
}

static void put_basics(struct reactive_writer *w)
{
	const struct resume_basics *b = &w->r->basics;
	struct str place = json_text(kept(w, "/basics/location"));

	json_object(json_key(&w->o, "basics"));
	resume_reactive_text(w, "name", b->name);
	resume_reactive_text(w, "headline", b->label);
	resume_reactive_text(w, "email", b->email);
	resume_reactive_text(w, "phone", b->phone);
	resume_reactive_text(w, "location",
		place.len ? place : resume_place_text(w->mem, &b->location));
	leave_place(w);
	json_object(json_key(&w->o, "website"));
	resume_reactive_text(w, "url", b->url);
	put_kept(w, "label", "/basics/website/label", JSON_TEXT, "\"\"");
	json_end(&w->o);
	json_list(json_key(&w->o, "customFields"));
	for (size_t i = 0; i < b->profiles.count; i++)
		if (is_profile(&b->profiles.at[i]))
			continue;
		else if (resume_is_hidden(&b->profiles.at[i].rest))
			resume_note(w->report, RESUME_LEFT,
				str_fmt(w->mem, "/basics/profiles/%zu", i),
				"is hidden, and fields of one's own cannot be");
		else
			put_custom_field(w, &b->profiles.at[i]);
	json_end(&w->o);
	json_end(&w->o);
}

static void put_profiles(struct reactive_writer *w)
{
	const struct resume_basics *b = &w->r->basics;

	json_object(json_key(&w->o, "profiles"));
	resume_reactive_head(w, STR_NONE, false);
	json_list(json_key(&w->o, "items"));
	for (size_t i = 0; i < b->profiles.count; i++) {
		const struct resume_profile *p = &b->profiles.at[i];

		if (!is_profile(p))
			continue;
		json_object(&w->o);
		resume_reactive_id(w, resume_is_hidden(&p->rest));
		resume_reactive_text(w, "icon", icon_of(p));
		resume_reactive_text(w, "iconColor", STR_NONE);
		resume_reactive_text(w, "network", p->network);
		resume_reactive_text(w, "username", p->username);
		json_object(json_key(&w->o, "website"));
		resume_reactive_text(w, "url", p->url);
		resume_reactive_text(w, "label", STR_NONE);
		resume_reactive_bool(w, "inlineLink", false);
		json_end(&w->o);
		json_end(&w->o);
	}
	json_end(&w->o);
	json_end(&w->o);
}

static void put_summary(
	struct reactive_writer *w, const struct resume_parts *parts)
{
	const struct resume_part *part = NULL;

	for (size_t i = 0; i < parts->count; i++)
		if (parts->at[i].what == RESUME_SUMMARY)
			part = &parts->at[i];
	json_object(json_key(&w->o, "summary"));
	resume_reactive_head(w,
		part && !str_is(part->title, "Summary") ? part->title
							: STR_NONE,
		part && part->hidden);
	resume_reactive_html(w, "content", w->r->basics.summary,
		&(struct resume_texts){ 0 });
	json_end(&w->o);
}

/* ---- the letter --------------------------------------------------------- */

static bool has_letter(const struct resume_letter *letter)
{
	return letter->paragraphs.count || letter->addressee.count ||
	       letter->salutation.len || letter->subject.len;
}

static void add_paragraph(struct buf *to, struct str text)
{
	if (to->len && text.len)
		buf_add(to, STR("\n\n"));
	buf_add(to, text);
}

static void put_letter(struct reactive_writer *w)
{
	const struct resume_letter *letter = &w->r->meta.vitae.letter;
	struct buf to, text;

	if (!has_letter(letter))
		return;
	buf_init(&to, w->mem, JSON_BYTES);
	for (size_t i = 0; i < letter->addressee.count; i++) {
		buf_add(&to, i ? STR("\n") : STR(""));
		buf_add(&to, letter->addressee.at[i]);
	}
	buf_init(&text, w->mem, JSON_BYTES);
	add_paragraph(&text, letter->date);
	add_paragraph(&text, letter->subject);
	add_paragraph(&text, letter->salutation);
	for (size_t i = 0; i < letter->paragraphs.count; i++)
		add_paragraph(&text, letter->paragraphs.at[i]);
	add_paragraph(&text, letter->closing);
	add_paragraph(&text, letter->signature);
	json_object(&w->o);
	resume_reactive_head(w, STR("Cover Letter"), false);
	resume_reactive_text(w, "id", STR("cover-letter"));
	resume_reactive_text(w, "type", STR("cover-letter"));
	json_list(json_key(&w->o, "items"));
	json_object(&w->o);
	resume_reactive_id(w, false);
	resume_reactive_html(
		w, "recipient", buf_str(&to), &(struct resume_texts){ 0 });
	resume_reactive_html(
		w, "content", buf_str(&text), &(struct resume_texts){ 0 });
	json_end(&w->o);
	json_end(&w->o);
	json_end(&w->o);
}

/* ---- metadata ----------------------------------------------------------- */

/* Sections that stood in a narrow column. So many are looked at. */
enum { BESIDE = 1000 };

static void list_beside(struct reactive_writer *w)
{
	const struct json *pages =
		json_find(kept(w, "/metadata/layout"), "pages");

	w->beside.at = ARENA_LIST(w->mem, struct str, BESIDE);
	for (const struct json *p = json_first(pages); p;
		p = json_next(pages, p)) {
		const struct json *side = json_find(p, "sidebar");

		for (const struct json *v = json_first(side);
			v && w->beside.count < BESIDE; v = json_next(side, v))
			w->beside.at[w->beside.count++] = json_text(v);
	}
}

static bool was_beside(struct reactive_writer *w, struct str name)
{
	for (size_t i = 0; i < w->beside.count; i++)
		if (str_eq(w->beside.at[i], name))
			return true;
	return false;
}

static struct str name_of(const struct resume_part *part)
{
	return part->what == RESUME_OWN
		       ? part->id
		       : str_c(resume_reactive_name(part->what));
}

static void put_column(struct reactive_writer *w,
	const struct resume_parts *parts, const char *name, bool beside)
{
	json_list(json_key(&w->o, name));
	if (was_beside(w, STR("profiles")) == beside)
		json_put_text(&w->o, STR("profiles"));
	for (size_t i = 0; i < parts->count; i++) {
		const struct resume_part *part = &parts->at[i];
		struct str id =
			part->what == RESUME_OWN
				? part->id
				: str_c(resume_reactive_name(part->what));

		if (was_beside(w, id) == beside)
			json_put_text(&w->o, id);
	}
	if (!beside && has_letter(&w->r->meta.vitae.letter))
		json_put_text(&w->o, STR("cover-letter"));
	json_end(&w->o);
}

static void put_layout(
	struct reactive_writer *w, const struct resume_parts *parts)
{
	const struct json *layout = kept(w, "/metadata/layout"),
			  *width = json_find(layout, "sidebarWidth");
	bool beside = was_beside(w, STR("profiles"));

	for (size_t i = 0; i < parts->count; i++)
		beside |= was_beside(w, name_of(&parts->at[i]));
	json_object(json_key(&w->o, "layout"));
	json_key(&w->o, "sidebarWidth");
	if (json_kind(width) == JSON_INT)
		json_put(&w->o, width);
	else
		json_put_int(&w->o, 35);
	json_list(json_key(&w->o, "pages"));
	json_object(&w->o);
	resume_reactive_bool(w, "fullWidth", !beside);
	put_column(w, parts, "main", false);
	put_column(w, parts, "sidebar", true);
	json_end(&w->o);
	json_end(&w->o);
	json_end(&w->o);
}

static void put_page(struct reactive_writer *w)
{
	static const struct {
		const char *name, *at;
		enum json_kind kind;
		const char *otherwise;
	} rest[] = {
		{ "gapX", "/metadata/page/gapX", JSON_INT, "4" },
		{ "gapY", "/metadata/page/gapY", JSON_INT, "6" },
		{ "marginX", "/metadata/page/marginX", JSON_INT, "14" },
		{ "marginY", "/metadata/page/marginY", JSON_INT, "12" },
		{ "hideLinkUnderline", "/metadata/page/hideLinkUnderline",
			JSON_BOOL, "false" },
		{ "hideIcons", "/metadata/page/hideIcons", JSON_BOOL, "false" },
		{ "hideSectionIcons", "/metadata/page/hideSectionIcons",
			JSON_BOOL, "true" },
	};
	const struct resume_vitae *v = &w->r->meta.vitae;

	json_object(json_key(&w->o, "page"));
	for (size_t i = 0; i < LENGTH(rest); i++)
		put_kept(w, rest[i].name, rest[i].at, rest[i].kind,
			rest[i].otherwise);
	resume_reactive_text(w, "format",
		str_is(v->paper, "letter") ? STR("letter") : STR("a4"));
	resume_reactive_text(
		w, "locale", v->locale.len ? v->locale : STR("en-US"));
	json_end(&w->o);
}

static const char usual_design[] =
	"{\"level\":{\"icon\":\"star\",\"type\":\"circle\"},"
	"\"colors\":{\"primary\":\"rgba(0, 0, 0, 1)\","
	"\"text\":\"rgba(0, 0, 0, 1)\","
	"\"background\":\"rgba(255, 255, 255, 1)\"}}";
static const char usual_typography[] =
	"{\"body\":{\"fontFamily\":\"IBM Plex Serif\","
	"\"fontWeights\":[\"400\",\"500\"],\"fontSize\":10,"
	"\"lineHeight\":1.5},\"heading\":{\"fontFamily\":\"IBM Plex Serif\","
	"\"fontWeights\":[\"600\"],\"fontSize\":14,\"lineHeight\":1.5}}";

/* How it looked, if it was a version 5 that said so: 4 has other members. */
static void put_look(struct reactive_writer *w)
{
	const struct json *design = kept(w, "/metadata/design"),
			  *type = kept(w, "/metadata/typography");
	bool has_design =
		json_find(design, "level") && json_find(design, "colors");
	bool has_type = json_find(json_find(type, "body"), "fontFamily") &&
			json_find(json_find(type, "heading"), "fontFamily");

	json_key(&w->o, "design");
	if (has_design)
		json_put(&w->o, design);
	else
		json_put_raw(&w->o, str_c(usual_design));
	json_key(&w->o, "typography");
	if (has_type)
		json_put(&w->o, type);
	else
		json_put_raw(&w->o, str_c(usual_typography));
}

static void put_metadata(
	struct reactive_writer *w, const struct resume_parts *parts)
{
	const struct json *sheet = kept(w, "/metadata/stylesheet");

	json_object(json_key(&w->o, "metadata"));
	put_kept(w, "template", "/metadata/template", JSON_TEXT, "\"onyx\"");
	put_layout(w, parts);
	put_page(w);
	put_look(w);
	put_kept(w, "notes", "/metadata/notes", JSON_TEXT, "\"\"");
	put_kept(w, "styleRules", "/metadata/styleRules", JSON_LIST, "[]");
	if (json_kind(sheet) == JSON_OBJECT)
		json_put(json_key(&w->o, "stylesheet"), sheet);
	json_end(&w->o);
}

/* ---- all ---------------------------------------------------------------- */

bool resume_reactive_write(struct arena *mem, const struct resume *r,
	struct buf *out, struct resume_report *report, struct err *err)
{
	struct reactive_writer w = { .mem = mem, .r = r, .report = report };
	struct resume_parts parts;

	(void)err; /* whether all fitted is asked of the buf */
	resume_parts_list(mem, r, &parts);
	list_beside(&w);
	w.o = json_begin(out, JSON_PRETTY);
	json_object(&w.o);
	put_picture(&w);
	put_basics(&w);
	put_summary(&w, &parts);
	json_object(json_key(&w.o, "sections"));
	put_profiles(&w);
	resume_reactive_sections(&w, &parts);
	json_end(&w.o);
	json_list(json_key(&w.o, "customSections"));
	resume_reactive_owns(&w, &parts);
	put_letter(&w);
	json_end(&w.o);
	put_metadata(&w, &parts);
	json_end(&w.o);
	buf_addc(out, '\n');
	resume_note_left(report, r, "Reactive Resume",
		"|section_titles|imported|locale|paper|letter|");
	return true;
}

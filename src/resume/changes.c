/*
 * resume/changes.c - what differs between two documents, in words for people.
 * Programs take the patch (diff.c); both see the same entries as the same
 * (align.c). See diff.h.
 */
#include "resume/changes_int.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

/* ---- phrases ------------------------------------------------------------ */

enum { NAME = 40 };

void resume_names_add(struct resume_names *names, struct str name)
{
	size_t shown =
		names->count < RESUME_NAMES ? names->count : RESUME_NAMES;

	for (size_t i = 0; i < shown; i++)
		if (str_eq(names->at[i], name))
			return;
	if (names->count < RESUME_NAMES)
		names->at[names->count] = name;
	names->count++;
}

void resume_say(struct telling *t, const struct resume_names *names,
	const char *fmt, ...)
{
	char text[200];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (t->say.len)
		buf_add(&t->say, STR(" · "));
	buf_add(&t->say, utf8_whole(str_c(text)));
	if (!names || !names->count)
		return;
	for (size_t i = 0; i < names->count && i < RESUME_NAMES; i++) {
		buf_add(&t->say, i ? STR("; ") : STR(" ("));
		buf_add(&t->say, names->at[i]);
	}
	if (names->count > RESUME_NAMES)
		buf_addf(&t->say, " and %zu more", names->count - RESUME_NAMES);
	buf_addc(&t->say, ')');
}

/* A text as part of a sentence: its beginning, without line ends. */
struct str resume_shorten(struct arena *mem, struct str s)
{
	struct str fit = utf8_first(s, NAME);
	bool cut = fit.len < s.len;
	struct buf b;

	buf_init(&b, mem, NAME * 8);
	for (size_t i = 0; i < fit.len; i++)
		buf_addc(&b, (unsigned char)fit.at[i] < ' ' ? ' ' : fit.at[i]);
	if (cut)
		buf_add(&b, STR("…"));
	return buf_str(&b);
}

struct str resume_change_name(struct arena *mem, const struct json *entry)
{
	static const char *const whos[] = { "name", "title", "institution",
		"organization", "language", "network", "id" };
	static const char *const whats[] = { "position", "area", "studyType" };
	struct str who = json_text(entry), what = STR_NONE;

	for (size_t i = 0; i < LENGTH(whos) && !who.len; i++)
		who = json_text(json_find(entry, whos[i]));
	for (size_t i = 0; i < LENGTH(whats) && !what.len; i++)
		what = json_text(json_find(entry, whats[i]));
	if (!who.len) {
		who = what;
		what = STR_NONE;
	}
	if (!who.len)
		return STR("one without a name");
	who = resume_shorten(mem, who);
	if (!what.len || str_eq(who, what))
		return who;
	what = resume_shorten(mem, what);
	return str_fmt(mem, "%.*s, %.*s", STR_ARG(who), STR_ARG(what));
}

/* ---- sections ----------------------------------------------------------- */

static const struct {
	const char *name;
	struct resume_noun noun;
} nouns[] = {
	{ "awards", { "award", "awards" } },
	{ "certificates", { "certificate", "certificates" } },
	{ "publications", { "publication", "publications" } },
	{ "skills", { "skill", "skills" } },
	{ "languages", { "language", "languages" } },
	{ "interests", { "interest", "interests" } },
	{ "references", { "reference", "references" } },
	{ "projects", { "project", "projects" } },
};
static const struct resume_noun entry = { "entry", "entries" };

static struct resume_noun noun_of(const char *section)
{
	for (size_t i = 0; i < LENGTH(nouns); i++)
		if (!strcmp(nouns[i].name, section))
			return nouns[i].noun;
	return entry;
}

static void begin(struct telling *t)
{
	buf_init(&t->say, t->mem, RESUME_BYTES);
}

/* Nothing was said: nothing changed. */
static void end(struct telling *t, struct str section, struct str title)
{
	struct resume_changes *out = t->out;

	if (!t->say.len)
		return;
	if (out->count == t->room) {
		size_t room = t->room ? t->room * 2 : 16;
		struct resume_change *more =
			arena_bytes(t->mem, room * sizeof(*more));

		if (out->count)
			memcpy(more, out->at, out->count * sizeof(*more));
		out->at = more;
		t->room = room;
	}
	out->at[out->count++] =
		(struct resume_change){ section, title, buf_str(&t->say) };
}

static bool differ(
	const struct telling *t, const struct json *a, const struct json *b)
{
	return !a != !b || (a && !resume_same(&t->as, a, &t->bs, b));
}

static void tell_section(struct telling *t, const struct json *a,
	const struct json *b, struct resume_noun noun)
{
	if (!differ(t, a, b))
		return;
	if ((a && json_kind(a) != JSON_LIST) ||
		(b && json_kind(b) != JSON_LIST))
		resume_say(t, NULL, "changed");
	else
		resume_tell_entries(t, a, b, noun);
	if (!t->say.len) /* what is told of entries is not all they have */
		resume_say(t, NULL,
			!b               ? "gone"
			: !json_count(b) ? "empty now"
					 : "changed");
}

static void tell_sections(
	struct telling *t, const struct json *from, const struct json *to)
{
	for (int i = 0; i < RESUME_SECTIONS; i++) {
		const struct resume_section_row *row = &resume_sections[i];

		begin(t);
		tell_section(t, json_find(from, row->name),
			json_find(to, row->name), noun_of(row->name));
		end(t, str_c(row->name), str_c(row->title));
	}
}

/* ---- basics ------------------------------------------------------------- */

static void tell_basics(
	struct telling *t, const struct json *from, const struct json *to)
{
	static const char *const apart[] = { "profiles", NULL };
	const struct json *a = json_find(from, "basics"),
			  *b = json_find(to, "basics");

	begin(t);
	if (differ(t, a, b))
		resume_tell_members(t, a, b, apart);
	a = json_find(a, "profiles");
	b = json_find(b, "profiles");
	if (differ(t, a, b))
		tell_section(
			t, a, b, (struct resume_noun){ "profile", "profiles" });
	end(t, STR("basics"), STR("Personal details"));
}

/* ---- what is ours ------------------------------------------------------- */

static void tell_custom(
	struct telling *t, const struct json *a, const struct json *b)
{
	static const char *const apart[] = { "entries", NULL };
	const struct json *one = b ? b : a;
	struct str id = json_text(json_find(one, "id")),
		   title = json_text(json_find(one, "title"));

	begin(t);
	if (a && b) {
		resume_tell_members(t, a, b, apart);
		tell_section(t, json_find(a, "entries"),
			json_find(b, "entries"), entry);
	} else {
		resume_say(t, NULL, b ? "section added" : "section removed");
	}
	end(t, id.at ? id : STR(""),
		title.len ? resume_shorten(t->mem, title) : STR("Section"));
}

static const struct json *as_list(const struct json *v)
{
	return json_kind(v) == JSON_LIST ? v : NULL;
}

/* By their ids, as align.c finds them. */
static void tell_customs(
	struct telling *t, const struct json *from, const struct json *to)
{
	struct resume_align al;

	resume_align_lists(t->mem, &t->as,
		as_list(json_find(from, "custom_sections")), &t->bs,
		as_list(json_find(to, "custom_sections")), &al);
	for (size_t i = 0; i < al.b_count; i++) {
		size_t other = al.replaces[i] ? RESUME_NONE : al.to_a[i];

		if (other == RESUME_NONE)
			tell_custom(t, NULL, al.b[i]);
		else if (differ(t, al.a[other], al.b[i]))
			tell_custom(t, al.a[other], al.b[i]);
	}
	for (size_t i = 0; i < al.a_count; i++)
		if (al.to_b[i] == RESUME_NONE || al.replaces[al.to_b[i]])
			tell_custom(t, al.a[i], NULL);
}

static void tell_object(struct telling *t, const struct json *a,
	const struct json *b, const char *const *apart, struct str section,
	struct str title)
{
	begin(t);
	if (differ(t, a, b))
		resume_tell_members(t, a, b, apart);
	end(t, section, title);
}

static void tell_vitae(
	struct telling *t, const struct json *from, const struct json *to)
{
	static const char *const apart[] = { "letter", "custom_sections",
		NULL };
	static const char *const none[] = { NULL };
	const struct json *a = json_at(from, "/meta/vitae"),
			  *b = json_at(to, "/meta/vitae");

	tell_object(t, json_find(a, "letter"), json_find(b, "letter"), none,
		STR("letter"), STR("Letter"));
	tell_customs(t, a, b);
	tell_object(t, a, b, apart, STR("meta"), STR("Look"));
}

/* Members that are no part of the model. When it was changed is no change. */
static void tell_others(
	struct telling *t, const struct json *from, const struct json *to)
{
	static const char *const meta[] = { "vitae", "lastModified", NULL };
	static const char *const root[] = { "basics", "meta",
#define SECTION(id, json, ...) json,
#include "resume/sections.def"
#undef SECTION
		NULL };
	const struct json *a = json_find(from, "meta"),
			  *b = json_find(to, "meta");

	begin(t);
	resume_tell_members(t, from, to, root);
	if (differ(t, a, b))
		resume_tell_members(t, a, b, meta);
	end(t, STR(""), STR("Other"));
}

/* ---- all ---------------------------------------------------------------- */

void resume_changes_of(struct arena *mem, const struct json *from,
	const struct json *to, struct resume_changes *out)
{
	struct telling t = { .mem = mem, .out = out };

	*out = (struct resume_changes){ 0 };
	resume_sums_of_both(mem, from, &t.as, to, &t.bs);
	if (!differ(&t, from, to))
		return;
	tell_basics(&t, from, to);
	tell_sections(&t, from, to);
	tell_vitae(&t, from, to);
	tell_others(&t, from, to);
}

struct str resume_changes_line(
	struct arena *mem, const struct resume_changes *changes, size_t most)
{
	struct buf b;
	size_t i = 0;

	buf_init(&b, mem, RESUME_BYTES);
	if (!changes->count)
		buf_add(&b, STR("no change"));
	for (; i < changes->count && b.len <= most; i++) {
		const struct resume_change *c = &changes->at[i];

		buf_add(&b, i ? STR(" | ") : STR(""));
		buf_add(&b, c->title);
		buf_add(&b, STR(": "));
		buf_add(&b, c->say);
	}
	if (b.len <= most)
		return buf_str(&b);
	return str_fmt(mem, "%.*s…",
		STR_ARG(utf8_fit(buf_str(&b), most > 3 ? most - 3 : 0)));
}

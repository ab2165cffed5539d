/*
 * resume/changes_entry.c - what differs between two lists of entries, and
 * between the members of two objects, in words. See changes.c.
 */
#include "resume/changes_int.h"
#include "resume/walk.h"

enum verb { ADDED, REMOVED, CHANGED, MOVED };
static const char *const verbs[] = { "added", "removed", "changed", "moved" };

/* ---- what things are called --------------------------------------------- */

/* Members that are lists of texts, of which each is told. */
static const struct {
	const char *name;
	struct resume_noun noun;
	bool shown; /* short enough to be shown itself */
} lists[] = {
	{ "highlights", { "bullet", "bullets" }, false },
	{ "paragraphs", { "paragraph", "paragraphs" }, false },
	{ "keywords", { "keyword", "keywords" }, true },
	{ "courses", { "course", "courses" }, true },
	{ "roles", { "role", "roles" }, true },
};

static const struct {
	const char *name, *label;
} labels[] = {
	{ "studyType", "degree" },
	{ "startDate", "start date" },
	{ "endDate", "end date" },
	{ "releaseDate", "date" },
	{ "url", "web address" },
	{ "label", "headline" },
	{ "location", "place" },
	{ "section_order", "order of sections" },
	{ "hidden_sections", "hidden sections" },
};

static struct str label_of(struct arena *mem, struct str name)
{
	for (size_t i = 0; i < LENGTH(labels); i++)
		if (str_is(name, labels[i].name))
			return str_c(labels[i].label);
	return resume_shorten(mem, name);
}

/* ---- what adds up ------------------------------------------------------- */

/* "2 bullets changed (Acme)", "end date added (Acme)" */
struct tally {
	struct resume_noun noun; /* NULL: it is a field */
	struct str label;
	enum verb verb;
	size_t count;
	struct resume_names names;
};

enum { TALLIES = 64 };
struct tallies {
	struct tally at[TALLIES];
	size_t count;
	bool more; /* than so many different ones */
};

static struct tally *find_tally(struct tallies *all, struct resume_noun noun,
	struct str label, enum verb verb)
{
	struct tally *t = all->at;

	for (; t < all->at + all->count; t++)
		if (t->noun.one == noun.one && t->verb == verb &&
			str_eq(t->label, label))
			return t;
	if (all->count == TALLIES) {
		all->more = true;
		return NULL;
	}
	all->count++;
	*t = (struct tally){ .noun = noun, .label = label, .verb = verb };
	return t;
}

static void add(struct tallies *all, struct resume_noun noun, struct str label,
	enum verb verb, struct str name)
{
	struct tally *t = find_tally(all, noun, label, verb);

	if (!t)
		return;
	t->count++;
	if (name.at)
		resume_names_add(&t->names, name);
}

static bool same_names(
	const struct resume_names *a, const struct resume_names *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count && i < RESUME_NAMES; i++)
		if (!str_eq(a->at[i], b->at[i]))
			return false;
	return true;
}

/* Fields of which the same is said are said together. */
static void say_fields(struct telling *t, struct tallies *all, size_t first)
{
	struct tally *one = &all->at[first], *other;
	struct buf b;

	buf_init(&b, t->mem, RESUME_BYTES);
	buf_add(&b, one->label);
	for (other = one + 1; other < all->at + all->count; other++) {
		if (other->noun.one || !other->count ||
			other->verb != one->verb ||
			!same_names(&other->names, &one->names))
			continue;
		buf_add(&b, STR(", "));
		buf_add(&b, other->label);
		other->count = 0;
	}
	resume_say(t, &one->names, "%.*s %s", STR_ARG(buf_str(&b)),
		verbs[one->verb]);
}

static void say_tallies(struct telling *t, struct tallies *all)
{
	for (size_t i = 0; i < all->count; i++) {
		struct tally *one = &all->at[i];

		if (!one->count)
			continue;
		if (one->noun.one)
			resume_say(t, &one->names, "%zu %s %s", one->count,
				one->count == 1 ? one->noun.one
						: one->noun.many,
				verbs[one->verb]);
		else
			say_fields(t, all, i);
	}
	if (all->more)
		resume_say(t, NULL, "and more");
}

/* ---- lists of texts ----------------------------------------------------- */

static bool tally_texts(struct telling *t, struct tallies *all, struct str name,
	const struct json *a, const struct json *b, struct str entry)
{
	struct resume_noun noun;
	struct resume_align al;
	size_t i = 0;
	bool shown;

	while (i < LENGTH(lists) && !str_is(name, lists[i].name))
		i++;
	if (i == LENGTH(lists) || (a && !resume_is_texts(a)) ||
		(b && !resume_is_texts(b)))
		return false;
	noun = lists[i].noun;
	shown = lists[i].shown;
	resume_align_lists(t->mem, &t->as, a, &t->bs, b, &al);
	for (i = 0; i < al.b_count; i++) {
		size_t other = al.to_a[i];
		struct str itself =
			shown ? resume_change_name(t->mem, al.b[i]) : entry;

		if (other == RESUME_NONE)
			add(all, noun, STR(""), ADDED, itself);
		else if (!resume_same(&t->as, al.a[other], &t->bs, al.b[i]))
			add(all, noun, STR(""), CHANGED, itself);
		else if (!al.stays[i])
			add(all, noun, STR(""), MOVED, itself);
	}
	for (i = 0; i < al.a_count; i++)
		if (al.to_b[i] == RESUME_NONE)
			add(all, noun, STR(""), REMOVED,
				shown ? resume_change_name(t->mem, al.a[i])
				      : entry);
	return true;
}

/* ---- members ------------------------------------------------------------ */

static bool is_apart(struct str name, const char *const *apart)
{
	while (apart && *apart && !str_is(name, *apart))
		apart++;
	return apart && *apart;
}

static void tally_member(struct telling *t, struct tallies *all,
	struct str name, const struct json *a, const struct json *b,
	struct str entry)
{
	const struct resume_noun none = { NULL, NULL };

	if (a && b && resume_same(&t->as, a, &t->bs, b))
		return;
	if (tally_texts(t, all, name, a, b, entry))
		return;
	add(all, none, label_of(t->mem, name),
		!a   ? ADDED
		: !b ? REMOVED
		     : CHANGED,
		entry);
}

/* An object of many members is not told member by member. */
enum { MEMBERS = 200 };

static void tally_members(struct telling *t, struct tallies *all,
	const struct json *a, const struct json *b, const char *const *apart,
	struct str entry)
{
	if (json_count(a) > MEMBERS || json_count(b) > MEMBERS) {
		all->more = true;
		return;
	}
	for (const struct json *v = json_first(b); v; v = json_next(b, v))
		if (!is_apart(json_name(v), apart))
			tally_member(t, all, json_name(v),
				json_find(a, str_copy(t->mem, json_name(v)).at),
				v, entry);
	for (const struct json *v = json_first(a); v; v = json_next(a, v))
		if (!is_apart(json_name(v), apart) &&
			!json_find(b, str_copy(t->mem, json_name(v)).at))
			tally_member(t, all, json_name(v), v, NULL, entry);
}

static const struct json *as_object(const struct json *v)
{
	return json_kind(v) == JSON_OBJECT ? v : NULL;
}

void resume_tell_members(struct telling *t, const struct json *a,
	const struct json *b, const char *const *apart)
{
	struct tallies all = { .count = 0 };

	if (!as_object(a) != !a || !as_object(b) != !b)
		resume_say(t, NULL, "changed");
	tally_members(t, &all, as_object(a), as_object(b), apart, STR_NONE);
	say_tallies(t, &all);
}

/* ---- entries ------------------------------------------------------------ */

struct counts {
	size_t count;
	struct resume_names names;
};

static void count_one(
	struct telling *t, struct counts *c, const struct json *entry)
{
	c->count++;
	resume_names_add(&c->names, resume_change_name(t->mem, entry));
}

static void say_counts(struct telling *t, const struct counts *c,
	enum verb verb, struct resume_noun noun)
{
	if (c->count)
		resume_say(t, &c->names, "%zu %s %s", c->count,
			c->count == 1 ? noun.one : noun.many, verbs[verb]);
}

void resume_tell_entries(struct telling *t, const struct json *a,
	const struct json *b, struct resume_noun noun)
{
	struct counts counts[] = { [ADDED] = { 0 }, [MOVED] = { 0 } };
	struct tallies all = { .count = 0 };
	struct resume_align al;

	resume_align_lists(t->mem, &t->as, a, &t->bs, b, &al);
	for (size_t i = 0; i < al.b_count; i++) {
		const struct json *other =
			al.to_a[i] == RESUME_NONE || al.replaces[i]
				? NULL
				: al.a[al.to_a[i]];

		if (!other)
			count_one(t, &counts[ADDED], al.b[i]);
		else if (!al.stays[i])
			count_one(t, &counts[MOVED], al.b[i]);
		if (other && !resume_same(&t->as, other, &t->bs, al.b[i]))
			tally_members(t, &all, other, al.b[i], NULL,
				resume_change_name(t->mem, al.b[i]));
	}
	for (size_t i = 0; i < al.a_count; i++)
		if (al.to_b[i] == RESUME_NONE || al.replaces[al.to_b[i]])
			count_one(t, &counts[REMOVED], al.a[i]);
	say_counts(t, &counts[ADDED], ADDED, noun);
	say_counts(t, &counts[REMOVED], REMOVED, noun);
	say_counts(t, &counts[MOVED], MOVED, noun);
	say_tallies(t, &all);
}

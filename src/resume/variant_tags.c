/*
 * resume/variant_tags.c - what the tags of a master leave in and out: entries,
 * sections of one's own, bullets. The tags go, too: what comes of a variant is
 * for others to read.
 */
#include "resume/align.h"
#include "resume/path.h"
#include "resume/variant_int.h"
#include "resume/walk.h"

/* A bullet that was looked at is as much work as so many that were moved. */
enum { LIKE_ENOUGH = 50, LOOK = 64 };

/* ---- one thing and its tags --------------------------------------------- */

struct verdict {
	bool tagged, included, excluded;
};

static bool names(const struct resume_texts *list, struct str tag)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_eq(list->at[i], tag))
			return true;
	return false;
}

static void judge(
	const struct resume_variant *v, struct str tag, struct verdict *out)
{
	out->tagged = true;
	out->included |= names(&v->tags.include, tag);
	out->excluded |= names(&v->tags.exclude, tag);
}

static bool is_out(const struct resume_variant *v, struct verdict verdict)
{
	return verdict.excluded ||
	       (v->tags.include.count && verdict.tagged && !verdict.included);
}

/* ---- bullets ------------------------------------------------------------ */

struct bullets {
	struct applying *a;
	const struct resume_path *entry;
	struct node *list; /* NULL: the entry has none */
	struct verdict *verdicts;
};

static struct str text_of(const struct node *n) { return json_text(n->v); }

/* Of a bullet that was edited at its beginning: the one with most of its
 * words; none: list->count. */
static size_t most_like(const struct node *list, const struct json *beginning)
{
	size_t best = list->count;
	int points = LIKE_ENOUGH - 1, p;

	for (size_t i = 0; i < list->count; i++) {
		p = resume_likeness(list->at[i].node->v, beginning);
		if (p > points) {
			points = p;
			best = i;
		}
	}
	return best;
}

/* All that begin so. */
static bool mark_bullets(
	struct bullets *b, struct str tag, const struct json *beginning)
{
	struct str from = json_text(beginning);
	size_t count = b->list ? b->list->count : 0, found = 0;

	for (size_t i = 0; i < count; i++) {
		if (!from.len ||
			!str_starts(text_of(b->list->at[i].node), from))
			continue;
		judge(b->a->v, tag, &b->verdicts[i]);
		found++;
	}
	if (!found && count) {
		size_t i = most_like(b->list, beginning);

		if (i < count)
			judge(b->a->v, tag, &b->verdicts[i]);
		found = i < count;
	}
	if (!found)
		resume_variant_note(b->a, RESUME_LOST, "tags", 0,
			resume_path_text(b->a->p.mem, b->entry),
			"no bullet begins as the tag '%.*s' says",
			tag.len < 60 ? (int)tag.len : 60, tag.at);
	return resume_patch_work(&b->a->p, count * LOOK);
}

static bool mark_tags(struct bullets *b, const struct json *tags)
{
	for (const struct json *v = json_first(tags); v; v = json_next(tags, v))
		for (const struct json *p = json_first(v); p;
			p = json_next(v, p))
			if (!mark_bullets(b, json_name(v), p))
				return false;
	return true;
}

/* { "lead": ["Led five"] } */
static bool is_bullet_tags(const struct json *v)
{
	const struct json *part = json_first(v);

	while (part && resume_is_texts(part))
		part = json_next(v, part);
	return json_kind(v) == JSON_OBJECT && !part;
}

static bool filter_bullets(struct applying *a, struct node *entry,
	const struct json *tags, const struct resume_path *at)
{
	struct item *item = resume_node_find(entry, STR("highlights"));
	struct bullets b = { .a = a, .entry = at };
	size_t i;

	if (item && item->node->kind == JSON_LIST)
		b.list = item->node;
	if (b.list && !resume_node_open(&a->p, b.list))
		return false;
	if (b.list)
		b.verdicts =
			ARENA_LIST(a->p.mem, struct verdict, b.list->count);
	if (!mark_tags(&b, tags))
		return false;
	for (i = 0; b.list && i < b.list->count; i++) {
		struct node *n = b.list->at[i].node;

		n->off |= !n->on && is_out(a->v, b.verdicts[i]);
	}
	return true;
}

/* ---- entries ------------------------------------------------------------ */

/* What a member is, if it is there and was not made of pieces. */
static const struct json *member(const struct node *object, const char *name)
{
	struct item *item = NULL;

	if (!object->open)
		return json_find(object->v, name);
	item = resume_node_find(object, str_c(name));
	return item ? item->node->v : NULL;
}

static void take_out(struct node *object, const char *name)
{
	struct item *item = resume_node_find(object, str_c(name));

	if (item)
		item->node = NULL;
}

static bool filter_entry(
	struct applying *a, struct node *entry, const struct resume_path *at)
{
	const struct json *tags = member(entry, "tags"),
			  *bullets = member(entry, "highlightTags");
	struct verdict verdict = { false, false, false };

	if (!resume_is_texts(tags))
		tags = NULL;
	if (!is_bullet_tags(bullets))
		bullets = NULL;
	if (entry->kind != JSON_OBJECT || (!tags && !bullets))
		return true;
	for (const struct json *t = json_first(tags); t; t = json_next(tags, t))
		judge(a->v, json_text(t), &verdict);
	entry->off |= !entry->on && is_out(a->v, verdict);
	if (!resume_node_open(&a->p, entry) ||
		(bullets && !filter_bullets(a, entry, bullets, at)))
		return false;
	if (tags)
		take_out(entry, "tags");
	if (bullets)
		take_out(entry, "highlightTags");
	return true;
}

static bool filter_list(
	struct applying *a, struct node *list, const struct resume_path *at)
{
	if (!list || list->kind != JSON_LIST)
		return true;
	if (!resume_node_open(&a->p, list))
		return false;
	for (size_t i = 0; i < list->count; i++) {
		struct resume_path in = resume_path_at(at, i);

		if (list->at[i].node && !filter_entry(a, list->at[i].node, &in))
			return false;
	}
	return true;
}

/* ---- sections ----------------------------------------------------------- */

/* The node under a name; NULL: none. Only what is an object has one. */
static bool child(struct applying *a, struct node *object, const char *name,
	struct node **out)
{
	struct item *item;

	*out = NULL;
	if (!object || object->kind != JSON_OBJECT)
		return true;
	if (!resume_node_open(&a->p, object))
		return false;
	item = resume_node_find(object, str_c(name));
	*out = item ? item->node : NULL;
	return true;
}

static bool filter_in(struct applying *a, struct node *object, const char *name,
	const struct resume_path *at)
{
	struct resume_path in = resume_path_in(at, str_c(name));
	struct node *list;

	return child(a, object, name, &list) && filter_list(a, list, &in);
}

/* Sections of one's own have tags, and so have their entries. */
static bool filter_customs(
	struct applying *a, struct node *vitae, const struct resume_path *at)
{
	struct resume_path list_at = resume_path_in(at, STR("custom_sections"));
	struct node *list;

	if (!child(a, vitae, "custom_sections", &list) ||
		!filter_list(a, list, &list_at))
		return false;
	for (size_t i = 0; list && i < list->count; i++) {
		struct resume_path in = resume_path_at(&list_at, i);

		if (!filter_in(a, list->at[i].node, "entries", &in))
			return false;
	}
	return true;
}

bool resume_variant_tags(struct applying *a)
{
	struct resume_path top = { 0 },
			   basics_at = resume_path_in(&top, STR("basics")),
			   meta_at = resume_path_in(&top, STR("meta")),
			   vitae_at = resume_path_in(&meta_at, STR("vitae"));
	struct node *basics, *meta, *vitae;

	for (int i = 0; i < RESUME_SECTIONS; i++)
		if (!filter_in(a, a->p.top, resume_sections[i].name, &top))
			return false;
	return child(a, a->p.top, "basics", &basics) &&
	       filter_in(a, basics, "profiles", &basics_at) &&
	       child(a, a->p.top, "meta", &meta) &&
	       child(a, meta, "vitae", &vitae) &&
	       filter_customs(a, vitae, &vitae_at);
}

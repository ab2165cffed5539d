/*
 * resume/variant_apply.c - what a master says by way of a variant (DOC-5).
 * Where the places are is variant_find.c's, what tags leave out is
 * variant_tags.c's.
 */
#include "resume/path.h"
#include "resume/variant_int.h"

/* ---- finding ------------------------------------------------------------ */

static void lost(struct applying *a, const char *list, size_t index,
	struct str at, const char *why)
{
	resume_variant_note(a, RESUME_LOST, list, index, at, "%s", why);
}

/* All is found in the master as it is, before any of it is changed. What is
 * not found has no parent; without a pointer, nothing is looked for. */
static bool find_all(struct applying *a, const char *list,
	const struct resume_spot *spots, size_t count, struct found **out)
{
	*out = ARENA_LIST(a->p.mem, struct found, count);
	for (size_t i = 0; i < count; i++) {
		enum found_kind kind = RESUME_FOUND;
		const char *why;

		if (spots[i].at.at)
			kind = resume_variant_find(a, spots[i].at,
				spots[i].keys, &(*out)[i], &why);
		if (kind == RESUME_FOUND_ERROR)
			return false;
		if (kind == RESUME_FOUND)
			continue;
		(*out)[i] = (struct found){ 0 };
		lost(a, list, i, spots[i].at, why);
	}
	return true;
}

/* ---- on and off --------------------------------------------------------- */

static bool switch_all(struct applying *a, const char *list,
	const struct resume_spots *spots, bool on)
{
	struct found *found;

	if (!find_all(a, list, spots->at, spots->count, &found))
		return false;
	for (size_t i = 0; i < spots->count; i++) {
		struct node *n = found[i].node;

		if (n && on)
			n->on = true;
		else if (n)
			n->off = true;
		else if (found[i].parent)
			lost(a, list, i, spots->at[i].at,
				"there is nothing at this place");
	}
	return true;
}

/* ---- what is said instead ----------------------------------------------- */

/* Those of another language are not for now: they have no pointer here. */
static struct resume_spot *spots_of(struct applying *a,
	const struct resume_overrides *list, struct str locale, bool parents)
{
	struct resume_spot *spots =
		ARENA_LIST(a->p.mem, struct resume_spot, list->count);

	for (size_t i = 0; i < list->count; i++) {
		const struct resume_override *o = &list->at[i];
		const char *slash = memrchr(o->at.at, '/', o->at.len);

		if (o->language.len && !str_eq_nocase(o->language, locale))
			continue;
		spots[i] = (struct resume_spot){ o->at, o->keys };
		if (parents)
			spots[i].at.len =
				slash ? (size_t)(slash - o->at.at) : 0;
	}
	return spots;
}

/* Does the master still say what it did when this was written? */
static bool check_was(struct applying *a, size_t index,
	const struct resume_override *o, const struct found *f)
{
	bool same = f->exact;

	if (o->was && f->node &&
		!resume_node_same(&a->p, f->node, o->was, &same))
		return false;
	if (o->was && !f->node)
		same = false;
	if (!same)
		resume_variant_note(a, RESUME_STALE, "set", index, o->at,
			"the master says something else by now");
	return true;
}

static bool set_one(struct applying *a, size_t index,
	const struct resume_override *o, const struct found *f)
{
	struct node *value = resume_node(a->p.mem, o->value);

	if (!check_was(a, index, o, f))
		return false;
	if (f->node) {
		value->on = f->node->on;
		value->off = f->node->off;
		*f->node = *value;
		return true;
	}
	if (f->parent->kind != JSON_OBJECT) {
		lost(a, "set", index, o->at, "the list has no such entry");
		return true;
	}
	if (!resume_node_open(&a->p, f->parent))
		return false;
	resume_node_set(&a->p, f->parent, f->name, value);
	return true;
}

static bool set_all(struct applying *a, const struct found *found)
{
	const struct resume_overrides *list = &a->v->set;

	for (size_t i = 0; i < list->count; i++)
		if (found[i].parent && !set_one(a, i, &list->at[i], &found[i]))
			return false;
	return true;
}

/* ---- what is added ------------------------------------------------------ */

static const struct json no_entries = { .kind = JSON_LIST,
	.u.in = { .count = 0, .span = 1 } };
static const struct json no_members = { .kind = JSON_OBJECT,
	.u.in = { .count = 0, .span = 1 } };

/* The list itself, made where its object does not have it yet. */
static bool list_of(
	struct applying *a, const struct found *f, struct node **out)
{
	struct item *item;

	*out = f->node;
	if (!*out && f->parent->kind == JSON_OBJECT) {
		if (!resume_node_open(&a->p, f->parent))
			return false;
		item = resume_node_find(f->parent, f->name);
		*out = item ? item->node : resume_node(a->p.mem, &no_entries);
		resume_node_set(&a->p, f->parent, f->name, *out);
	}
	return !*out || resume_node_open(&a->p, *out);
}

static bool add_one(struct applying *a, size_t i,
	const struct resume_override *o, const struct found *f)
{
	struct resume_tokens path;
	size_t index = RESUME_END;
	struct node *list;

	if (!list_of(a, f, &list))
		return false;
	if (!list || list->kind != JSON_LIST) {
		lost(a, "add", i, o->at, "there is no list at this place");
		return true;
	}
	/* that it is a pointer is known: its list was found */
	if (!resume_tokens_read(a->p.mem, o->at, &path) ||
		(!str_is(path.at[path.count - 1], "-") &&
			!resume_index_read(path.at[path.count - 1], &index))) {
		lost(a, "add", i, o->at, "this is no index of a list");
		return true;
	}
	if (index > list->count)
		index = list->count;
	return resume_node_insert(
		&a->p, list, index, resume_node(a->p.mem, o->value));
}

static bool add_all(struct applying *a, const struct found *found)
{
	const struct resume_overrides *list = &a->v->add;

	for (size_t i = 0; i < list->count; i++)
		if (found[i].parent && !add_one(a, i, &list->at[i], &found[i]))
			return false;
	return true;
}

/* ---- the language ------------------------------------------------------- */

/* The object under a name; made where there is none. */
static bool inner(struct applying *a, struct node *in, const char *name,
	struct node **out)
{
	struct item *item;

	if (!resume_node_open(&a->p, in))
		return false;
	item = resume_node_find(in, str_c(name));
	if (item && item->node->kind == JSON_OBJECT) {
		*out = item->node;
		return resume_node_open(&a->p, *out);
	}
	*out = resume_node(a->p.mem, &no_members);
	resume_node_set(&a->p, in, str_c(name), *out);
	return resume_node_open(&a->p, *out);
}

static bool set_locale(struct applying *a, struct str locale)
{
	struct node *meta, *vitae;
	struct json *text;

	if (!locale.len)
		return true;
	if (!inner(a, a->p.top, "meta", &meta) ||
		!inner(a, meta, "vitae", &vitae))
		return false;
	text = ARENA_NEW(a->p.mem, struct json);
	*text = (struct json){ .kind = JSON_TEXT,
		.len = (uint32_t)locale.len & JSON_BYTES,
		.u.at = locale.at };
	resume_node_set(
		&a->p, vitae, STR("locale"), resume_node(a->p.mem, text));
	return true;
}

/* ---- all ---------------------------------------------------------------- */

/* Places first: what is changed is not what they were made for. */
static bool apply(struct applying *a, struct str locale)
{
	const struct resume_overrides *set = &a->v->set, *add = &a->v->add;
	struct found *to_set, *to_add;

	return find_all(a, "set", spots_of(a, set, locale, false), set->count,
		       &to_set) &&
	       find_all(a, "add", spots_of(a, add, locale, true), add->count,
		       &to_add) &&
	       switch_all(a, "on", &a->v->on, true) &&
	       switch_all(a, "off", &a->v->off, false) && set_all(a, to_set) &&
	       resume_variant_tags(a) && add_all(a, to_add) &&
	       set_locale(a, locale);
}

bool resume_variant_apply(struct arena *mem, const struct json *master,
	const struct resume_variant *v, struct str locale,
	const struct json **out, struct resume_variant_notes *notes,
	struct err *err)
{
	struct applying a = { .p = { .mem = mem,
				      .top = resume_node(mem, master),
				      .err = err },
		.v = v,
		.notes = notes };
	struct buf b;

	*notes = (struct resume_variant_notes){ 0 };
	if (json_kind(master) != JSON_OBJECT)
		return err_set(err, ERR_BAD_INPUT, "must be an object");
	if (!locale.len)
		locale = v->locale;
	buf_init(&b, mem, RESUME_BYTES);
	return apply(&a, locale) && resume_patch_write(&a.p, &b) &&
	       json_parse(mem, buf_str(&b), out, err) &&
	       resume_bounds_check(*out, err);
}

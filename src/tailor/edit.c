/*
 * tailor/edit.c - see edit.h.
 */
#include "tailor/edit.h"

#define SECTION_ORDER "/meta/vitae/section_order"

/* ---- a copy -----------------------------------------------------------------
 */

/* With room for one more. */
static struct resume_texts copy_texts(
	struct arena *mem, const struct resume_texts *from)
{
	struct resume_texts to = { ARENA_LIST(mem, struct str, from->count + 1),
		from->count };

	if (from->count)
		memcpy(to.at, from->at, from->count * sizeof(*to.at));
	return to;
}

/* A list that is absent stays so: an empty one would be written. */
static struct resume_texts copy_given(
	struct arena *mem, const struct resume_texts *from)
{
	return from->at ? copy_texts(mem, from) : *from;
}

static struct resume_entries copy_entries(
	struct arena *mem, const struct resume_entries *from)
{
	struct resume_entries to = *from;

	if (!from->at)
		return to;
	to.at = ARENA_LIST(mem, struct resume_entry, from->count + 1);
	for (size_t i = 0; i < from->count; i++) {
		to.at[i] = from->at[i];
#define TEXT(name, json)
#define TEXTS(name, json) to.at[i].name = copy_given(mem, &from->at[i].name);
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
	}
	return to;
}

void edit_copy(struct arena *mem, const struct resume *from, struct resume *out)
{
	*out = *from;
	for (int s = 0; s < RESUME_SECTIONS; s++)
		out->section[s] = copy_entries(mem, &from->section[s]);
	out->meta.vitae.section_order =
		copy_given(mem, &from->meta.vitae.section_order);
}

/* ---- pointers ----------------------------------------------------------- */

/* "/projects/3/highlights/0": the section, its entry, the field's name, the
 * item's number or SIZE_MAX. */
struct place {
	struct resume_entry *e;
	struct str field;
	size_t item;
};

static bool number_of(struct str s, size_t *out)
{
	int64_t n;

	if (!s.len || !str_int(s, &n) || n < 0)
		return false;
	*out = (size_t)n;
	return true;
}

static bool find(struct resume *r, struct str at, struct place *out)
{
	struct str rest = at, name;
	size_t index;

	str_cut(&rest, '/');
	name = str_cut(&rest, '/');
	out->item = SIZE_MAX;
	for (int s = 0; s < RESUME_SECTIONS; s++) {
		if (!str_is(name, resume_sections[s].name))
			continue;
		if (!number_of(str_cut(&rest, '/'), &index) ||
			index >= r->section[s].count)
			return false;
		out->e = &r->section[s].at[index];
		out->field = str_cut(&rest, '/');
		return !rest.len || number_of(rest, &out->item);
	}
	return false;
}

static struct resume_texts *list_of(struct place *p)
{
#define TEXT(name, json)
#define TEXTS(name, json)           \
	if (str_is(p->field, json)) \
		return &p->e->name;
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
	return NULL;
}

struct str *edit_text(struct resume *r, struct str at)
{
	struct place p;
	struct resume_texts *list;

	if (str_is(at, "/basics/summary"))
		return &r->basics.summary;
	if (str_is(at, "/basics/label"))
		return &r->basics.label;
	if (!find(r, at, &p))
		return NULL;
	if (p.item != SIZE_MAX) {
		list = list_of(&p);
		return list && p.item < list->count ? &list->at[p.item] : NULL;
	}
#define TEXT(name, json)           \
	if (str_is(p.field, json)) \
		return &p.e->name;
#define TEXTS(name, json)
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
	return NULL;
}

struct resume_texts *edit_list(struct resume *r, struct str at)
{
	struct place p;

	if (str_is(at, SECTION_ORDER))
		return &r->meta.vitae.section_order;
	return find(r, at, &p) && p.item == SIZE_MAX ? list_of(&p) : NULL;
}

/* ---- changes ----------------------------------------------------------- */

/* Items go where they went in the change, as they read now: some of them may
 * have kept their old words. */
static bool reorder(struct arena *mem, struct resume_texts *list,
	const struct resume_texts *before, const struct resume_texts *after)
{
	struct resume_texts to = copy_texts(mem, list);
	bool used[TAILOR_ITEMS] = { 0 };

	if (list->count != before->count || list->count < after->count ||
		list->count > TAILOR_ITEMS)
		return false;
	for (size_t i = 0; i < after->count; i++) {
		size_t k = 0;

		while (k < before->count &&
			(used[k] || !str_eq(before->at[k], after->at[i])))
			k++;
		if (k == before->count)
			return false;
		used[k] = true;
		to.at[i] = list->at[k];
	}
	to.count = after->count;
	*list = to;
	return true;
}

static bool append(
	struct arena *mem, struct resume_texts *list, struct str text)
{
	struct resume_texts to;

	for (size_t i = 0; i < list->count; i++)
		if (str_eq(list->at[i], text))
			return false;
	to = copy_texts(mem, list);
	to.at[to.count++] = text;
	*list = to;
	return true;
}

/* A skill that no list has room for is an entry of its own. */
static bool append_skill(struct arena *mem, struct resume *r, struct str name)
{
	struct resume_entries *all = &r->section[RESUME_SKILLS], to;

	for (size_t i = 0; i < all->count; i++)
		if (str_eq(all->at[i].name, name))
			return false;
	to = (struct resume_entries){
		ARENA_LIST(mem, struct resume_entry, all->count + 1), all->count
	};
	if (all->count)
		memcpy(to.at, all->at, all->count * sizeof(*to.at));
	to.at[to.count++].name = name;
	*all = to;
	return true;
}

bool edit_apply(
	struct arena *mem, struct resume *r, const struct tailor_change *c)
{
	struct resume_texts *list;
	struct str *text;

	if (c->op == TAILOR_SET) {
		text = edit_text(r, c->at);
		if (!text || !str_eq(*text, c->before.text))
			return false;
		*text = c->after.text;
		return true;
	}
	if (c->op == TAILOR_ADD && c->after.list.count &&
		str_is(c->at, "/skills"))
		return append_skill(
			mem, r, c->after.list.at[c->after.list.count - 1]);
	list = edit_list(r, c->at);
	if (!list || !c->after.list.count)
		return false;
	if (c->op == TAILOR_ORDER && str_is(c->at, SECTION_ORDER)) {
		*list = copy_texts(mem, &c->after.list);
		return true;
	}
	return c->op == TAILOR_ORDER || c->op == TAILOR_DROP
		       ? reorder(mem, list, &c->before.list, &c->after.list)
		       : append(mem, list,
				 c->after.list.at[c->after.list.count - 1]);
}

/* resume/patch_tree.c - a document that can be changed. See patch_int.h. */
#include "resume/patch_int.h"

#include "base/hash.h"

/* A node that was copied counts as much work as this many that were moved, so
 * that copies of copies do not fill the memory. */
enum { COPY = 512, FEW = 16 };

bool resume_patch_work(struct patching *p, size_t more)
{
	p->work += more;
	return p->work <= RESUME_PATCH_WORK ||
	       err_set(p->err, ERR_TOO_BIG,
		       "the patch asks for more work than is done for one");
}

struct node *resume_node(struct arena *mem, const struct json *v)
{
	struct node *n = ARENA_NEW(mem, struct node);

	n->v = v;
	n->kind = json_kind(v);
	return n;
}

/* ---- names ------------------------------------------------------------------
 */

/* Where a name is, or would be. */
static uint32_t *slot_of(const struct node *object, struct str name)
{
	size_t mask = object->slot_count - 1,
	       i = (size_t)hash_quick(name) & mask;
	uint32_t at;

	while ((at = object->slots[i]) &&
		!str_eq(object->at[at - 1].name, name))
		i = (i + 1) & mask;
	return &object->slots[i];
}

static void index_names(struct arena *mem, struct node *object)
{
	size_t slots = 64;

	while (slots < object->room * 2)
		slots *= 2;
	object->slots = ARENA_LIST(mem, uint32_t, slots);
	object->slot_count = slots;
	for (size_t i = 0; i < object->count; i++)
		*slot_of(object, object->at[i].name) = (uint32_t)i + 1;
}

struct item *resume_node_find(const struct node *object, struct str name)
{
	struct item *found = NULL;

	if (object->slots) {
		uint32_t at = *slot_of(object, name);

		found = at ? &object->at[at - 1] : NULL;
	} else {
		for (size_t i = 0; i < object->count && !found; i++)
			if (str_eq(object->at[i].name, name))
				found = &object->at[i];
	}
	return found && found->node ? found : NULL;
}

static void grow(struct arena *mem, struct node *n)
{
	size_t room = n->room ? n->room * 2 : 8;
	struct item *more = arena_bytes(mem, room * sizeof(*more));

	if (n->count)
		memcpy(more, n->at, n->count * sizeof(*more));
	n->at = more;
	n->room = room;
	if (n->kind == JSON_OBJECT && room > FEW)
		index_names(mem, n);
}

void resume_node_set(struct patching *p, struct node *object, struct str name,
	struct node *value)
{
	size_t i = 0;

	if (object->slots) {
		uint32_t at = *slot_of(object, name);

		i = at ? at - 1 : object->count;
	} else {
		while (i < object->count && !str_eq(object->at[i].name, name))
			i++;
	}
	if (i == object->count) {
		if (object->count == object->room)
			grow(p->mem, object);
		object->at[object->count++] = (struct item){ name, NULL };
		if (object->slots)
			*slot_of(object, name) = (uint32_t)object->count;
	}
	object->at[i].node = value;
}

/* ---- containers --------------------------------------------------------- */

bool resume_node_open(struct patching *p, struct node *n)
{
	const struct json *v = n->v;
	bool named = n->kind == JSON_OBJECT;

	if (n->open || n->kind < JSON_LIST)
		return true;
	n->open = true;
	n->room = json_count(v);
	n->at = ARENA_LIST(p->mem, struct item, n->room);
	for (const struct json *in = json_first(v); in; in = json_next(v, in))
		n->at[n->count++] =
			(struct item){ named ? json_name(in) : STR_NONE,
				resume_node(p->mem, in) };
	if (named && n->count > FEW)
		index_names(p->mem, n);
	return resume_patch_work(p, n->count);
}

bool resume_node_insert(
	struct patching *p, struct node *list, size_t index, struct node *value)
{
	if (list->count == list->room)
		grow(p->mem, list);
	memmove(list->at + index + 1, list->at + index,
		(list->count - index) * sizeof(*list->at));
	list->at[index] = (struct item){ STR_NONE, value };
	list->count++;
	return resume_patch_work(p, list->count - index);
}

bool resume_node_cut(struct patching *p, struct node *list, size_t index)
{
	list->count--;
	memmove(list->at + index, list->at + index + 1,
		(list->count - index) * sizeof(*list->at));
	return resume_patch_work(p, list->count - index + 1);
}

/* ---- whole nodes -------------------------------------------------------- */

static bool too_deep(struct patching *p)
{
	return err_set(
		p->err, ERR_TOO_BIG, "nested more than %d deep", RESUME_DEPTH);
}

bool resume_node_copy(
	struct patching *p, const struct node *n, int depth, struct node **out)
{
	struct node *copy = ARENA_NEW(p->mem, struct node);

	*copy = *n;
	*out = copy;
	if (!resume_patch_work(p, COPY))
		return false;
	if (!n->open)
		return true;
	if (depth > RESUME_DEPTH)
		return too_deep(p);
	copy->slots = NULL;
	copy->count = 0;
	copy->room = n->count;
	copy->at = ARENA_LIST(p->mem, struct item, n->count);
	for (size_t i = 0; i < n->count; i++) {
		if (!n->at[i].node)
			continue;
		copy->at[copy->count] = n->at[i];
		if (!resume_node_copy(p, n->at[i].node, depth + 1,
			    &copy->at[copy->count++].node))
			return false;
	}
	if (copy->kind == JSON_OBJECT && copy->count > FEW)
		index_names(p->mem, copy);
	return true;
}

static bool same_scalar(const struct json *a, const struct json *b)
{
	double x, y;

	if (json_kind(a) == JSON_TEXT || json_kind(b) == JSON_TEXT)
		return json_kind(a) == json_kind(b) &&
		       str_eq(json_text(a), json_text(b));
	if (json_kind(a) == JSON_INT && json_kind(b) == JSON_INT)
		return a->u.number == b->u.number;
	if (json_real(a, &x) && json_real(b, &y))
		return x == y;
	if (json_kind(a) == JSON_REAL && json_kind(b) == JSON_REAL)
		return str_eq(str_of(a->u.at, a->len), str_of(b->u.at, b->len));
	return json_kind(a) == json_kind(b) && json_bool(a) == json_bool(b);
}

static size_t count_of(const struct node *n)
{
	size_t count = 0;

	for (size_t i = 0; i < n->count; i++)
		count += n->at[i].node != NULL;
	return count;
}

bool resume_node_same(
	struct patching *p, struct node *n, const struct json *v, bool *same)
{
	const struct json *in;
	size_t i = 0;

	*same = n->kind >= JSON_LIST || json_kind(v) >= JSON_LIST
			? n->kind == json_kind(v)
			: same_scalar(n->v, v);
	if (!*same || n->kind < JSON_LIST)
		return true;
	if (!resume_node_open(p, n) || !resume_patch_work(p, n->count))
		return false;
	*same = count_of(n) == json_count(v);
	for (in = json_first(v); in && *same; in = json_next(v, in)) {
		const struct item *item =
			n->kind == JSON_LIST
				? &n->at[i++]
				: resume_node_find(n, json_name(in));

		if (!item)
			*same = false;
		else if (!resume_node_same(p, item->node, in, same))
			return false;
	}
	return true;
}

/* ---- as text ------------------------------------------------------------ */

static bool write_value(
	struct patching *p, struct json_out *o, const struct json *v)
{
	/* what is open around it, and what is open in it */
	if (json_kind(v) >= JSON_LIST &&
		!resume_depth_below(v, RESUME_DEPTH - o->depth))
		return too_deep(p);
	json_put(o, v);
	return true;
}

static bool write_node(
	struct patching *p, struct json_out *o, const struct node *n)
{
	if (!n->open)
		return write_value(p, o, n->v);
	if (o->depth == RESUME_DEPTH)
		return too_deep(p);
	if (n->kind == JSON_LIST)
		json_list(o);
	else
		json_object(o);
	for (size_t i = 0; i < n->count && buf_ok(o->to); i++) {
		if (!n->at[i].node || n->at[i].node->off)
			continue;
		if (n->kind == JSON_OBJECT)
			json_key_str(o, n->at[i].name);
		if (!write_node(p, o, n->at[i].node))
			return false;
	}
	json_end(o);
	return true;
}

bool resume_patch_write(struct patching *p, struct buf *to)
{
	struct json_out o = json_begin(to, JSON_COMPACT);

	if (!write_node(p, &o, p->top))
		return false;
	return buf_ok(to) || err_set(p->err, ERR_TOO_BIG,
				     "what comes of it has more than %d MB",
				     RESUME_BYTES >> 20);
}

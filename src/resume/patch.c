/*
 * resume/patch.c - RFC 6902 applied: all of a patch or nothing. The changeable
 * document is patch_tree.c's; making patches is diff.c's. See diff.h.
 */
#include "resume/patch_int.h"
#include "resume/path.h"

#include "base/utf8.h"

/* ---- pointers ----------------------------------------------------------- */

static bool read_pointer(
	struct patching *p, struct str text, struct resume_tokens *out)
{
	return resume_tokens_read(p->mem, text, out) ||
	       err_set(p->err, ERR_BAD_INPUT, "no such pointer can be");
}

static bool is_prefix(
	const struct resume_tokens *a, const struct resume_tokens *b)
{
	for (size_t i = 0; i < a->count; i++)
		if (i >= b->count || !str_eq(a->at[i], b->at[i]))
			return false;
	return true;
}

/* ---- places ------------------------------------------------------------- */

static bool not_there(struct patching *p)
{
	return err_set(p->err, ERR_CONFLICT, "there is nothing at this place");
}

static bool step(struct patching *p, struct node **n, struct str token)
{
	struct item *item = NULL;
	size_t index;

	if (!resume_node_open(p, *n))
		return false;
	if ((*n)->kind == JSON_OBJECT)
		item = resume_node_find(*n, token);
	else if ((*n)->kind == JSON_LIST && resume_index_read(token, &index) &&
		 index < (*n)->count)
		item = &(*n)->at[index];
	if (!item)
		return not_there(p);
	*n = item->node;
	return true;
}

static bool find(struct patching *p, const struct resume_tokens *path,
	size_t count, struct node **out)
{
	*out = p->top;
	for (size_t i = 0; i < count; i++)
		if (!step(p, out, path->at[i]))
			return false;
	return true;
}

static bool find_parent(
	struct patching *p, const struct resume_tokens *path, struct node **out)
{
	return find(p, path, path->count - 1, out) && resume_node_open(p, *out);
}

static bool put_into_list(struct patching *p, struct node *list,
	struct str token, struct node *value)
{
	size_t index = list->count;

	if (!str_is(token, "-") && !resume_index_read(token, &index))
		return err_set(p->err, ERR_BAD_INPUT,
			"'%.*s' is no index of a list",
			STR_ARG(utf8_fit(token, 40)));
	if (index > list->count)
		return not_there(p);
	return resume_node_insert(p, list, index, value);
}

static bool put(struct patching *p, const struct resume_tokens *path,
	struct node *value)
{
	struct node *parent;
	struct str last;

	if (!path->count) {
		p->top = value;
		return true;
	}
	last = path->at[path->count - 1];
	if (!find_parent(p, path, &parent))
		return false;
	if (parent->kind == JSON_LIST)
		return put_into_list(p, parent, last, value);
	if (parent->kind != JSON_OBJECT)
		return not_there(p);
	resume_node_set(p, parent, last, value);
	return true;
}

static bool take_out(
	struct patching *p, const struct resume_tokens *path, struct node **out)
{
	struct node *parent;
	struct str last;
	size_t index;

	if (!path->count)
		return err_set(p->err, ERR_CONFLICT,
			"the whole document cannot be taken away");
	last = path->at[path->count - 1];
	if (!find(p, path, path->count, out) || !find_parent(p, path, &parent))
		return false;
	if (parent->kind == JSON_LIST)
		return resume_index_read(last, &index) &&
		       resume_node_cut(p, parent, index);
	resume_node_find(parent, last)->node = NULL;
	return true;
}

/* ---- operations --------------------------------------------------------- */

struct step {
	struct resume_tokens path, from;
	const struct json *value;
};

static bool run_add(struct patching *p, const struct step *s)
{
	return put(p, &s->path, resume_node(p->mem, s->value));
}

static bool run_remove(struct patching *p, const struct step *s)
{
	struct node *gone;

	return take_out(p, &s->path, &gone);
}

static bool run_replace(struct patching *p, const struct step *s)
{
	struct node *n;

	if (!find(p, &s->path, s->path.count, &n))
		return false;
	*n = (struct node){ .v = s->value, .kind = json_kind(s->value) };
	return true;
}

static bool run_move(struct patching *p, const struct step *s)
{
	struct node *n;

	if (is_prefix(&s->from, &s->path)) {
		if (s->from.count == s->path.count)
			return find(p, &s->from, s->from.count, &n);
		return err_set(p->err, ERR_CONFLICT,
			"nothing can be moved into itself");
	}
	return take_out(p, &s->from, &n) && put(p, &s->path, n);
}

static bool run_copy(struct patching *p, const struct step *s)
{
	struct node *n, *copy;

	return find(p, &s->from, s->from.count, &n) &&
	       resume_node_copy(p, n, 0, &copy) && put(p, &s->path, copy);
}

static bool run_test(struct patching *p, const struct step *s)
{
	struct node *n;
	bool same;

	if (!find(p, &s->path, s->path.count, &n) ||
		!resume_node_same(p, n, s->value, &same))
		return false;
	return same || err_set(p->err, ERR_CONFLICT,
			       "the document says something else here");
}

static const struct {
	const char *name;
	bool (*run)(struct patching *p, const struct step *s);
	bool has_value, has_from;
} ops[] = {
	{ "add", run_add, true, false },
	{ "remove", run_remove, false, false },
	{ "replace", run_replace, true, false },
	{ "move", run_move, false, true },
	{ "copy", run_copy, false, true },
	{ "test", run_test, true, false },
};

/* ---- steps -------------------------------------------------------------- */

static bool read_place(struct patching *p, const struct json *v,
	const char *name, struct resume_tokens *out)
{
	const struct json *text = json_find(v, name);

	if (json_kind(text) != JSON_TEXT)
		return err_set(p->err, ERR_BAD_INPUT,
			"'%s' must be a JSON pointer", name);
	return read_pointer(p, json_text(text), out);
}

static bool run_step(struct patching *p, const struct json *v)
{
	const struct json *op = json_find(v, "op");
	struct step s = { .value = json_find(v, "value") };
	size_t i = 0;

	while (i < LENGTH(ops) && !json_is(op, ops[i].name))
		i++;
	if (i == LENGTH(ops))
		return err_set(p->err, ERR_BAD_INPUT,
			"'op' must be add, remove, replace, move, copy or "
			"test");
	if (!read_place(p, v, "path", &s.path) ||
		(ops[i].has_from && !read_place(p, v, "from", &s.from)))
		return false;
	if (ops[i].has_value && !s.value)
		return err_set(p->err, ERR_BAD_INPUT, "'value' is missing");
	return ops[i].run(p, &s);
}

/* Says which one: "operation 2 (/awards/0): there is nothing at this place". */
static bool fail_at(struct patching *p, const struct json *v, size_t number)
{
	struct str path = utf8_fit(json_text(json_find(v, "path")), 100);

	return err_in(p->err, "operation %zu (%.*s)", number, STR_ARG(path));
}

static bool run_steps(struct patching *p, const struct json *patch)
{
	size_t number = 0;

	if (json_kind(patch) != JSON_LIST)
		return err_set(p->err, ERR_BAD_INPUT,
			"a patch must be a list of operations");
	if (json_count(patch) > RESUME_PATCH_STEPS)
		return err_set(p->err, ERR_TOO_BIG,
			"a patch has at most %d operations",
			RESUME_PATCH_STEPS);
	for (const struct json *v = json_first(patch); v;
		v = json_next(patch, v), number++)
		if (!run_step(p, v))
			return fail_at(p, v, number);
	return true;
}

bool resume_patch_apply(struct arena *mem, const struct json *doc,
	const struct json *patch, const struct json **out, struct err *err)
{
	struct patching p = {
		.mem = mem, .top = resume_node(mem, doc), .err = err
	};
	struct buf b;

	buf_init(&b, mem, RESUME_BYTES);
	return json_check(mem, patch, err) && run_steps(&p, patch) &&
	       resume_patch_write(&p, &b) &&
	       json_parse(mem, buf_str(&b), out, err) &&
	       resume_bounds_check(*out, err);
}

/*
 * resume/variant_find.c - the places that a variant points at: made of a
 * pointer, and found again in a master that has changed since.
 */
#include "resume/align.h"
#include "resume/path.h"
#include "resume/variant_int.h"

/* ---- what tells an entry from others ----------------------------------------
 */

static const struct {
	const char *name;
	int weight;
	bool called;
} marks[] = {
#define CALLED(name, weight) { name, weight, true },
#define MARK(name, weight) { name, weight, false },
#include "resume/identity.def"
#undef CALLED
#undef MARK
};
enum { ENOUGH = 4, LIKE_ENOUGH = 50, WHOLE = 1000 };
/* An entry that was looked at is as much work as so many that were moved. */
enum { LOOK = 64 };

static void put_marks(struct json_out *o, const struct json *entry)
{
	const struct json *id = json_find(entry, "id");
	bool called = false;

	json_object(o);
	if (json_text(id).len)
		json_put(json_key(o, "id"), id);
	for (size_t i = 0; i < LENGTH(marks) && !json_text(id).len; i++) {
		const struct json *v = json_find(entry, marks[i].name);

		if (!json_text(v).len || (marks[i].called && called))
			continue;
		called |= marks[i].called;
		json_put(json_key(o, marks[i].name), v);
	}
	json_end(o);
}

/* How likely it is that an entry is the one: up to WHOLE. */
static int likely(const struct json *entry, const struct json *key)
{
	int points = 0;
	bool all = json_count(key) > 0;

	if (json_kind(key) == JSON_TEXT && json_kind(entry) == JSON_TEXT)
		return str_eq(json_text(entry), json_text(key)) ? WHOLE : 0;
	if (json_kind(key) != JSON_OBJECT || json_kind(entry) != JSON_OBJECT)
		return 0;
	if (json_find(key, "id"))
		return str_eq(json_text(json_find(key, "id")),
			       json_text(json_find(entry, "id")))
			       ? WHOLE
			       : 0;
	for (size_t i = 0; i < LENGTH(marks); i++) {
		struct str want = json_text(json_find(key, marks[i].name));

		if (!want.at)
			continue;
		if (str_eq(want, json_text(json_find(entry, marks[i].name))))
			points += marks[i].weight;
		else
			all = false;
	}
	return all ? WHOLE : points;
}

/* ---- an entry in a list ------------------------------------------------- */

struct search {
	size_t best;
	int points;
	bool only;
};

/* The likeliest, and whether it is the only one of its likelihood. */
static void consider(struct search *s, size_t i, int points)
{
	if (points > s->points)
		*s = (struct search){ i, points, true };
	else if (points && points == s->points)
		s->only = false;
}

/* Of those that are wholly the one, the nearest to where it was. */
static bool search_whole(const struct node *list, const struct json *key,
	size_t hint, size_t *out)
{
	for (size_t d = 0; d < list->count; d++) {
		if (hint + d < list->count &&
			likely(list->at[hint + d].node->v, key) == WHOLE) {
			*out = hint + d;
			return true;
		}
		if (d <= hint &&
			likely(list->at[hint - d].node->v, key) == WHOLE) {
			*out = hint - d;
			return true;
		}
	}
	return false;
}

static struct search search_likely(
	const struct node *list, const struct json *key)
{
	struct search s = { 0, 0, false };

	for (size_t i = 0; i < list->count; i++)
		consider(&s, i, likely(list->at[i].node->v, key));
	if (s.points < ENOUGH)
		s.points = 0;
	return s;
}

/* A bullet that was edited is the one with most of its words. */
static struct search search_words(
	const struct node *list, const struct json *key)
{
	struct search s = { 0, 0, false };

	for (size_t i = 0; i < list->count; i++) {
		const struct json *v = list->at[i].node->v;
		int points =
			json_kind(v) == JSON_TEXT ? resume_likeness(v, key) : 0;

		consider(&s, i, points >= LIKE_ENOUGH ? points : 0);
	}
	return s;
}

/* False: none is, or several could be. What is looked through is work. */
static bool find_entry(const struct node *list, const struct json *key,
	size_t hint, struct found *out, size_t *work)
{
	struct search s;

	*work = 1;
	out->index = hint;
	out->exact = true;
	if (!key || json_kind(key) == JSON_NULL)
		return hint < list->count;
	if (hint >= list->count)
		hint = list->count ? list->count - 1 : 0;
	if (search_whole(list, key, hint, &out->index)) {
		*work += out->index < hint ? hint - out->index
					   : out->index - hint;
		return true;
	}
	*work += list->count * 2;
	s = json_kind(key) == JSON_TEXT ? search_words(list, key)
					: search_likely(list, key);
	out->index = s.best;
	out->exact = false;
	return s.points && s.only;
}

/* ---- a place ------------------------------------------------------------ */

/* Keys are used up list by list. */
struct walk {
	struct applying *a;
	const struct json *keys, *key;
	const char **why;
};

static const struct json *next_key(struct walk *w)
{
	const struct json *key = w->key;

	if (key)
		w->key = json_next(w->keys, key);
	return key;
}

static enum found_kind missing(struct walk *w, const char *why)
{
	*w->why = why;
	return RESUME_NOT_FOUND;
}

static enum found_kind step_list(
	struct walk *w, struct node *list, struct str token, struct found *out)
{
	const struct json *key = next_key(w);
	bool exact = out->exact, found;
	size_t hint = 0, work;

	*out = (struct found){ .parent = list, .index = RESUME_END };
	if (str_is(token, "-")) {
		out->exact = exact;
		return RESUME_FOUND;
	}
	if (!resume_index_read(token, &hint))
		return missing(w, "this is no index of a list");
	found = find_entry(list, key, hint, out, &work);
	if (!resume_patch_work(&w->a->p, work * LOOK))
		return RESUME_FOUND_ERROR;
	if (!found)
		return missing(w, key ? "no entry is the one that was meant"
				      : "the list has no such entry");
	out->node = list->at[out->index].node;
	out->exact &= exact;
	return RESUME_FOUND;
}

static enum found_kind step(struct walk *w, struct str token, struct found *out)
{
	struct node *in = out->node;
	struct item *item;

	if (!in)
		return missing(w, "there is nothing at this place");
	if (!resume_node_open(&w->a->p, in))
		return RESUME_FOUND_ERROR;
	if (in->kind == JSON_LIST)
		return step_list(w, in, token, out);
	if (in->kind != JSON_OBJECT)
		return missing(w, "there is nothing at this place");
	item = resume_node_find(in, token);
	*out = (struct found){ .parent = in,
		.node = item ? item->node : NULL,
		.name = token,
		.exact = out->exact };
	return RESUME_FOUND;
}

enum found_kind resume_variant_find(struct applying *a, struct str at,
	const struct json *keys, struct found *out, const char **why)
{
	struct walk w = { a, keys, json_first(keys), why };
	struct resume_tokens path;

	*out = (struct found){ .node = a->p.top, .exact = true };
	if (!resume_tokens_read(a->p.mem, at, &path))
		return missing(&w, "no such pointer can be");
	if (!path.count)
		return missing(&w, "the whole document cannot be meant");
	for (size_t i = 0; i < path.count; i++) {
		enum found_kind kind = step(&w, path.at[i], out);

		if (kind != RESUME_FOUND)
			return kind;
	}
	return RESUME_FOUND;
}

/* ---- making ------------------------------------------------------------- */

static const struct json *part_of(
	const struct json *in, struct str token, size_t *index)
{
	const struct json *v = json_first(in);

	if (json_kind(in) == JSON_LIST) {
		if (!resume_index_read(token, index))
			return NULL;
		for (size_t i = *index; v && i--;)
			v = json_next(in, v);
		return v;
	}
	while (v && !str_eq(json_name(v), token))
		v = json_next(in, v);
	return v;
}

static void put_key(struct json_out *o, const struct json *entry)
{
	if (json_kind(entry) == JSON_OBJECT)
		put_marks(o, entry);
	else if (json_kind(entry) == JSON_TEXT)
		json_put(o, entry);
	else
		json_put_null(o);
}

bool resume_spot_make(struct arena *mem, const struct json *master,
	struct str pointer, struct resume_spot *out, struct err *err)
{
	const struct json *in = master;
	struct resume_tokens path;
	struct json_out o;
	struct buf b;
	size_t index;

	if (!resume_tokens_read(mem, pointer, &path) || !path.count)
		return err_set(err, ERR_BAD_INPUT, "no such pointer can be");
	buf_init(&b, mem, RESUME_BYTES);
	o = json_begin(&b, JSON_COMPACT);
	json_list(&o);
	for (size_t i = 0; i < path.count; i++) {
		bool list = json_kind(in) == JSON_LIST,
		     object = json_kind(in) == JSON_OBJECT,
		     last = i + 1 == path.count;

		in = list || object ? part_of(in, path.at[i], &index) : NULL;
		if (!in && !(last && object))
			return err_set(err, ERR_NOT_FOUND,
				"there is nothing at this place");
		if (list)
			put_key(&o, in);
	}
	json_end(&o);
	out->at = pointer;
	return json_parse(mem, buf_str(&b), &out->keys, err);
}

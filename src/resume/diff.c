/*
 * resume/diff.c - the patch from one document to another. Applying one is
 * patch.c's, telling it in words changes.c's. See diff.h.
 */
#include "resume/align.h"
#include "resume/diff.h"
#include "resume/path.h"

#include <stdlib.h>

/* ---- operations ------------------------------------------------------------
 */

enum op { ADD, REMOVE, REPLACE, MOVE };

struct spot {
	struct resume_path path;
	size_t len; /* of its pointer, about */
};

struct step {
	enum op op;
	const struct spot *at, *from;
	const struct json *value;
};

struct diffing {
	struct arena *mem;
	struct resume_sums as, bs;
	struct step *steps;
	size_t count, room;
	size_t cost; /* of the steps, in bytes, about */
	size_t work; /* that the steps on lists are, see RESUME_PATCH_WORK */
};

enum { STEP_COST = 32 };

static const struct spot *spot_in(
	struct diffing *d, const struct spot *up, struct str name)
{
	struct spot *at = ARENA_NEW(d->mem, struct spot);

	*at = (struct spot){ resume_path_in(&up->path, name),
		up->len + name.len + 1 };
	return at;
}

static const struct spot *spot_at(
	struct diffing *d, const struct spot *up, size_t index)
{
	struct spot *at = ARENA_NEW(d->mem, struct spot);

	*at = (struct spot){ resume_path_at(&up->path, index), up->len + 4 };
	return at;
}

static void add_step(struct diffing *d, struct step step)
{
	if (d->count == d->room) {
		size_t room = d->room ? d->room * 2 : 64;
		struct step *more = arena_bytes(d->mem, room * sizeof(*more));

		if (d->count)
			memcpy(more, d->steps, d->count * sizeof(*more));
		d->steps = more;
		d->room = room;
	}
	d->steps[d->count++] = step;
	d->cost += STEP_COST + step.at->len +
		   (step.from ? step.from->len + 10 : 0) +
		   (step.value ? resume_size_at(&d->bs, step.value) + 10 : 0);
}

/* ---- members ----------------------------------------------------------------
 */

/* For objects of so many members that looking through them would be slow. */
enum { FEW = 16 };
struct members {
	const struct json *object, **sorted; /* NULL: few */
	size_t count;
};

static int compare_names(struct str a, struct str b)
{
	if (a.len != b.len)
		return a.len < b.len ? -1 : 1;
	return a.len ? memcmp(a.at, b.at, a.len) : 0;
}

static int by_name(const void *a, const void *b)
{
	return compare_names(json_name(*(const struct json *const *)a),
		json_name(*(const struct json *const *)b));
}

static struct members members_of(struct arena *mem, const struct json *object)
{
	struct members m = { object, NULL, json_count(object) };
	size_t i = 0;

	if (m.count <= FEW)
		return m;
	m.sorted = arena_bytes(mem, m.count * sizeof(*m.sorted));
	for (const struct json *v = json_first(object); v;
		v = json_next(object, v))
		m.sorted[i++] = v;
	qsort(m.sorted, m.count, sizeof(*m.sorted), by_name);
	return m;
}

static const struct json *member(const struct members *m, struct str name)
{
	size_t low = 0, high = m->count;
	const struct json *v;

	if (!m->sorted) {
		for (v = json_first(m->object); v; v = json_next(m->object, v))
			if (str_eq(json_name(v), name))
				return v;
		return NULL;
	}
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = compare_names(json_name(m->sorted[mid]), name);

		if (!order)
			return m->sorted[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/* ---- values -----------------------------------------------------------------
 */

static void diff_value(struct diffing *d, const struct spot *at,
	const struct json *a, const struct json *b);

/* What is longer than this is better said by the whole value. */
static size_t limit_of(
	const struct diffing *d, const struct spot *at, const struct json *b)
{
	return d->cost + 2 * (STEP_COST + at->len + resume_size_at(&d->bs, b));
}

static void diff_object(struct diffing *d, const struct spot *at,
	const struct json *a, const struct json *b, size_t limit)
{
	struct members in_a = members_of(d->mem, a),
		       in_b = members_of(d->mem, b);
	const struct json *v, *w;

	for (v = json_first(a); v && d->cost <= limit; v = json_next(a, v)) {
		const struct spot *in = spot_in(d, at, json_name(v));

		w = member(&in_b, json_name(v));
		if (w)
			diff_value(d, in, v, w);
		else
			add_step(d, (struct step){ REMOVE, in, NULL, NULL });
	}
	for (w = json_first(b); w && d->cost <= limit; w = json_next(b, w))
		if (!member(&in_a, json_name(w)))
			add_step(d, (struct step){ ADD,
					    spot_in(d, at, json_name(w)), NULL,
					    w });
}

static size_t index_of(const size_t *list, size_t count, size_t what)
{
	size_t i = 0;

	while (i < count && list[i] != what)
		i++;
	return i;
}

/* Takes one out of the list and puts it in again elsewhere. */
static void move(size_t *list, size_t from, size_t to)
{
	size_t moved = list[from];

	if (from < to)
		memmove(list + from, list + from + 1,
			(to - from) * sizeof(*list));
	else
		memmove(list + to + 1, list + to, (from - to) * sizeof(*list));
	list[to] = moved;
}

/* Of those that are in both lists each that does not stay moves behind the
 * one that precedes it in b, in the order of b. */
static void diff_moves(struct diffing *d, const struct spot *at,
	const struct resume_align *al, size_t limit)
{
	size_t *list = ARENA_LIST(d->mem, size_t, al->a_count), count = 0;
	size_t before = RESUME_NONE, from, to;

	for (size_t i = 0; i < al->a_count; i++)
		if (al->to_b[i] != RESUME_NONE)
			list[count++] = al->to_b[i];
	for (size_t b = 0; b < al->b_count && d->cost <= limit; b++) {
		if (al->to_a[b] == RESUME_NONE)
			continue;
		if (!al->stays[b]) {
			from = index_of(list, count, b);
			to = before == RESUME_NONE
				     ? 0
				     : index_of(list, count, before) + 1;
			to -= from < to;
			add_step(d, (struct step){ MOVE, spot_at(d, at, to),
					    spot_at(d, at, from), NULL });
			move(list, from, to);
		}
		before = b;
	}
}

static bool within_work(struct diffing *d, const struct resume_align *al)
{
	size_t edits = 0, all = al->a_count + al->b_count;

	for (size_t i = 0; i < al->a_count; i++)
		edits += al->to_b[i] == RESUME_NONE;
	for (size_t i = 0; i < al->b_count; i++)
		edits += al->to_a[i] == RESUME_NONE || !al->stays[i];
	if (edits && all > (RESUME_PATCH_WORK / 2 - d->work) / edits)
		return false;
	d->work += edits * all;
	return true;
}

static void diff_list(struct diffing *d, const struct spot *at,
	const struct json *a, const struct json *b, size_t limit)
{
	struct resume_align al;

	resume_align_lists(d->mem, &d->as, a, &d->bs, b, &al);
	if (!within_work(d, &al)) {
		d->cost = limit + 1;
		return;
	}
	for (size_t i = al.a_count; i-- > 0 && d->cost <= limit;)
		if (al.to_b[i] == RESUME_NONE)
			add_step(d, (struct step){ REMOVE, spot_at(d, at, i),
					    NULL, NULL });
	diff_moves(d, at, &al, limit);
	for (size_t i = 0; i < al.b_count && d->cost <= limit; i++)
		if (al.to_a[i] == RESUME_NONE)
			add_step(d, (struct step){ ADD, spot_at(d, at, i), NULL,
					    al.b[i] });
	for (size_t i = 0; i < al.b_count && d->cost <= limit; i++)
		if (al.to_a[i] != RESUME_NONE &&
			!resume_same(&d->as, al.a[al.to_a[i]], &d->bs, al.b[i]))
			diff_value(d, spot_at(d, at, i), al.a[al.to_a[i]],
				al.b[i]);
}

static void diff_value(struct diffing *d, const struct spot *at,
	const struct json *a, const struct json *b)
{
	size_t count = d->count, cost = d->cost, limit = limit_of(d, at, b);
	enum json_kind kind = json_kind(b);

	if (resume_same(&d->as, a, &d->bs, b))
		return;
	if (kind == json_kind(a) && kind >= JSON_LIST) {
		if (kind == JSON_LIST)
			diff_list(d, at, a, b, limit);
		else
			diff_object(d, at, a, b, limit);
		if (d->cost <= limit && d->count - count < RESUME_PATCH_STEPS)
			return;
		d->count = count;
		d->cost = cost;
	}
	add_step(d, (struct step){ REPLACE, at, NULL, b });
}

/* ---- as text ------------------------------------------------------------ */

static void put_spot(struct diffing *d, struct json_out *o, const char *key,
	const struct spot *at)
{
	json_put_text(json_key(o, key), resume_path_text(d->mem, &at->path));
}

static void put_step(
	struct diffing *d, struct json_out *o, const struct step *step)
{
	static const char *const names[] = { [ADD] = "add",
		[REMOVE] = "remove",
		[REPLACE] = "replace",
		[MOVE] = "move" };

	json_object(o);
	json_put_text(json_key(o, "op"), str_c(names[step->op]));
	if (step->from)
		put_spot(d, o, "from", step->from);
	put_spot(d, o, "path", step->at);
	if (step->value)
		json_put(json_key(o, "value"), step->value);
	json_end(o);
}

bool resume_diff(struct arena *mem, const struct json *from,
	const struct json *to, struct buf *patch, struct err *err)
{
	struct diffing d = { .mem = mem };
	struct json_out o = json_begin(patch, JSON_COMPACT);
	struct spot top = { 0 };

	if (!resume_bounds_check(from, err) || !resume_bounds_check(to, err))
		return false;
	resume_sums_of(mem, from, &d.as);
	resume_sums_of(mem, to, &d.bs);
	diff_value(&d, &top, from, to);
	json_list(&o);
	for (size_t i = 0; i < d.count; i++)
		put_step(&d, &o, &d.steps[i]);
	json_end(&o);
	return buf_ok(patch) ||
	       err_set(err, ERR_TOO_BIG, "the difference is too big");
}

/*
 * resume/align.c - two lists entry by entry: what is the same, and what stayed
 * in its place. What merely looks alike is found by align_likely.c. See
 * align.h.
 */
#include "resume/align_int.h"

#include <stdlib.h>

/* ---- the longest run that grows -------------------------------------------
 */

/* Of the runs of each length the one with the least end, as its index. */
struct runs {
	size_t *end, count;
	size_t *before; /* of each number: what precedes it in its run */
};

static size_t place_in(
	const struct runs *runs, const size_t *numbers, size_t number)
{
	size_t low = 0, high = runs->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (numbers[runs->end[mid]] < number)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

void resume_align_longest(
	struct arena *mem, const size_t *numbers, size_t count, bool *kept)
{
	struct runs runs = { .end = ARENA_LIST(mem, size_t, count),
		.before = ARENA_LIST(mem, size_t, count) };
	size_t i, at;

	for (i = 0; i < count; i++) {
		kept[i] = false;
		if (numbers[i] == RESUME_NONE)
			continue;
		at = place_in(&runs, numbers, numbers[i]);
		runs.before[i] = at ? runs.end[at - 1] : RESUME_NONE;
		runs.end[at] = i;
		runs.count += at == runs.count;
	}
	i = runs.count ? runs.end[runs.count - 1] : RESUME_NONE;
	for (; i != RESUME_NONE; i = runs.before[i])
		kept[i] = true;
}

/* ---- what is the same ------------------------------------------------------
 */

/* An entry that appears many times is looked for in so many places to either
 * side of the one that its number among its likes suggests. */
enum { WINDOW = 4, WINDOW_ENTRIES = 1 << 16 };

struct item {
	struct resume_sum sum;
	size_t index;
	bool in_b;
};

static int by_sum(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	if (x->sum.at[0] != y->sum.at[0])
		return x->sum.at[0] < y->sum.at[0] ? -1 : 1;
	if (x->sum.at[1] != y->sum.at[1])
		return x->sum.at[1] < y->sum.at[1] ? -1 : 1;
	if (x->in_b != y->in_b)
		return x->in_b ? 1 : -1;
	return (x->index > y->index) - (x->index < y->index);
}

/* Equal ones of both lists side by side: first those of a, then those of b. */
struct likes {
	struct item *at;
	size_t count;
};

static size_t end_of_group(const struct likes *likes, size_t i)
{
	size_t end = i + 1;

	while (end < likes->count &&
		resume_sum_same(likes->at[end].sum, likes->at[i].sum))
		end++;
	return end;
}

static size_t first_of_b(const struct likes *likes, size_t i, size_t end)
{
	while (i < end && !likes->at[i].in_b)
		i++;
	return i;
}

static struct likes find_likes(struct aligning *g)
{
	const struct resume_align *out = g->out;
	struct likes likes = {
		ARENA_LIST(g->mem, struct item, out->a_count + out->b_count), 0
	};

	for (size_t i = 0; i < out->a_count; i++)
		if (out->to_b[i] == RESUME_NONE)
			likes.at[likes.count++] =
				(struct item){ resume_sum_at(g->as, out->a[i]),
					i, false };
	for (size_t i = 0; i < out->b_count; i++)
		if (out->to_a[i] == RESUME_NONE)
			likes.at[likes.count++] =
				(struct item){ resume_sum_at(g->bs, out->b[i]),
					i, true };
	qsort(likes.at, likes.count, sizeof(*likes.at), by_sum);
	return likes;
}

/* Of an entry of a: its likes in b from `first` on, and its own number among
 * those of a. */
struct options {
	size_t first, count, rank;
};

static struct options *find_options(
	struct aligning *g, const struct likes *likes)
{
	struct options *options =
		ARENA_LIST(g->mem, struct options, g->out->a_count);
	size_t i, end, b;

	for (i = 0; i < likes->count; i = end) {
		end = end_of_group(likes, i);
		b = first_of_b(likes, i, end);
		for (size_t k = i; k < b; k++)
			options[likes->at[k].index] =
				(struct options){ b, end - b, k - i };
	}
	return options;
}

/* Pairs of equal entries that may be in a common run, in the order of a, and
 * of one entry of a from the last of b to the first (Hunt and Szymanski). */
struct steps {
	size_t *a, *b, count, room;
};

static void add_step(struct arena *mem, struct steps *steps, size_t a, size_t b)
{
	if (steps->count == steps->room) {
		size_t room = steps->room ? steps->room * 2 : 64;
		size_t *more_a = arena_bytes(mem, room * sizeof(size_t)),
		       *more_b = arena_bytes(mem, room * sizeof(size_t));

		if (steps->count) {
			memcpy(more_a, steps->a, steps->count * sizeof(size_t));
			memcpy(more_b, steps->b, steps->count * sizeof(size_t));
		}
		*steps = (struct steps){ more_a, more_b, steps->count, room };
	}
	steps->a[steps->count] = a;
	steps->b[steps->count++] = b;
}

static void add_steps(struct aligning *g, struct steps *steps,
	const struct likes *likes, const struct options *o, size_t a)
{
	size_t window = likes->count > WINDOW_ENTRIES ? 0 : WINDOW;
	size_t from = o->rank > window ? o->rank - window : 0,
	       to = o->rank + window + 1;

	if (to > o->count)
		to = o->count;
	while (to > from)
		add_step(g->mem, steps, a, likes->at[o->first + --to].index);
}

/* The longest common run, near enough where entries appear many times. */
static void pair_in_order(struct aligning *g, const struct likes *likes)
{
	const struct options *options = find_options(g, likes);
	struct steps steps = { 0 };
	bool *kept;

	for (size_t a = 0; a < g->out->a_count; a++)
		if (g->out->to_b[a] == RESUME_NONE)
			add_steps(g, &steps, likes, &options[a], a);
	kept = ARENA_LIST(g->mem, bool, steps.count);
	resume_align_longest(g->mem, steps.b, steps.count, kept);
	for (size_t i = 0; i < steps.count; i++)
		if (kept[i])
			resume_align_pair(g, steps.a[i], steps.b[i]);
}

/* What is the same and was not in the run has moved. */
static void pair_moved(struct aligning *g, const struct likes *likes)
{
	size_t i, b, end;

	for (i = 0; i < likes->count; i = end) {
		end = end_of_group(likes, i);
		b = first_of_b(likes, i, end);
		for (; i < end && !likes->at[i].in_b; i++) {
			if (g->out->to_b[likes->at[i].index] != RESUME_NONE)
				continue;
			while (b < end &&
				g->out->to_a[likes->at[b].index] != RESUME_NONE)
				b++;
			if (b == end)
				break;
			resume_align_pair(
				g, likes->at[i].index, likes->at[b].index);
		}
	}
}

/* ---- both lists ------------------------------------------------------------
 */

static const struct json **entries(
	struct arena *mem, const struct json *list, size_t *count)
{
	const struct json **at =
		arena_bytes(mem, json_count(list) * sizeof(*at));
	const struct json *v;

	*count = 0;
	for (v = json_first(list); v; v = json_next(list, v))
		at[(*count)++] = v;
	return at;
}

static size_t *nothing(struct arena *mem, size_t count)
{
	size_t *at = arena_bytes(mem, count * sizeof(*at));

	for (size_t i = 0; i < count; i++)
		at[i] = RESUME_NONE;
	return at;
}

static void pair_ends(struct aligning *g)
{
	struct resume_align *out = g->out;
	size_t i = 0, a = out->a_count, b = out->b_count;

	for (; i < a && i < b &&
		resume_same(g->as, out->a[i], g->bs, out->b[i]);
		i++)
		resume_align_pair(g, i, i);
	while (a > i && b > i &&
		resume_same(g->as, out->a[a - 1], g->bs, out->b[b - 1]))
		resume_align_pair(g, --a, --b);
}

void resume_align_lists(struct arena *mem, const struct resume_sums *as,
	const struct json *a, const struct resume_sums *bs,
	const struct json *b, struct resume_align *out)
{
	struct aligning g = { mem, as, bs, out };
	struct likes likes;

	*out = (struct resume_align){ 0 };
	out->a = entries(mem, a, &out->a_count);
	out->b = entries(mem, b, &out->b_count);
	out->to_b = nothing(mem, out->a_count);
	out->to_a = nothing(mem, out->b_count);
	out->stays = ARENA_LIST(mem, bool, out->b_count);
	out->replaces = ARENA_LIST(mem, bool, out->b_count);
	pair_ends(&g);
	likes = find_likes(&g);
	if (likes.count) {
		pair_in_order(&g, &likes);
		pair_moved(&g, &likes);
		resume_align_likely(&g);
	}
	resume_align_longest(mem, out->to_a, out->b_count, out->stays);
}

/*
 * resume/align_likely.c - entries of two lists that differ and are likely the
 * same one: by what they are called, by the words in them, at last by where
 * they stand. See align.h.
 */
#include "resume/align_int.h"

#include <stdlib.h>

/* ---- by name ---------------------------------------------------------------
 */

static const struct {
	const char *name;
	bool called;
} marks[] = {
#define CALLED(name, weight) { name, true },
#define MARK(name, weight) { name, false },
#include "resume/identity.def"
#undef CALLED
#undef MARK
};

struct named {
	struct resume_sum sum;
	size_t index;
	bool in_b;
};

static struct resume_sum mixed(
	struct resume_sum sum, struct resume_sum with, uint64_t number)
{
	sum.at[0] = (sum.at[0] ^ with.at[0]) * 0x9e3779b97f4a7c15u + number;
	sum.at[1] = (sum.at[1] ^ with.at[1]) * 0xc2b2ae3d27d4eb4fu + number;
	return sum;
}

/* By its id; else by what it is called, precisely by its other marks, too.
 * False: it is called nothing. */
static bool name_of(const struct resume_sums *sums, const struct json *entry,
	bool precise, struct resume_sum *out)
{
	const struct json *v = json_find(entry, "id");
	bool called = json_text(v).len > 0, is_id = called;

	*out = (struct resume_sum){ { 0, 0 } };
	if (is_id)
		*out = mixed(*out, resume_sum_at(sums, v), LENGTH(marks));
	for (size_t i = 0; i < LENGTH(marks) && !is_id; i++) {
		if (marks[i].called ? called : !precise)
			continue;
		v = json_find(entry, marks[i].name);
		if (!json_text(v).len)
			continue;
		*out = mixed(*out, resume_sum_at(sums, v), i);
		called |= marks[i].called;
	}
	return called;
}

static int by_name(const void *a, const void *b)
{
	const struct named *x = a, *y = b;

	if (x->sum.at[0] != y->sum.at[0])
		return x->sum.at[0] < y->sum.at[0] ? -1 : 1;
	if (x->sum.at[1] != y->sum.at[1])
		return x->sum.at[1] < y->sum.at[1] ? -1 : 1;
	if (x->in_b != y->in_b)
		return x->in_b ? 1 : -1;
	return (x->index > y->index) - (x->index < y->index);
}

static void add_named(struct named *list, size_t *count,
	const struct resume_sums *sums, const struct json **entries,
	const size_t *other, size_t entry_count, bool in_b, bool precise)
{
	for (size_t i = 0; i < entry_count; i++) {
		struct named *n = &list[*count];

		if (other[i] != RESUME_NONE ||
			!name_of(sums, entries[i], precise, &n->sum))
			continue;
		n->index = i;
		n->in_b = in_b;
		++*count;
	}
}

/* Of a name that only one of each list has. */
static void pair_named(struct aligning *g, bool precise)
{
	struct resume_align *out = g->out;
	struct named *list =
		ARENA_LIST(g->mem, struct named, out->a_count + out->b_count);
	size_t count = 0, end;

	add_named(list, &count, g->as, out->a, out->to_b, out->a_count, false,
		precise);
	add_named(list, &count, g->bs, out->b, out->to_a, out->b_count, true,
		precise);
	qsort(list, count, sizeof(*list), by_name);
	for (size_t i = 0; i < count; i = end) {
		for (end = i + 1; end < count &&
				  resume_sum_same(list[end].sum, list[i].sum);)
			end++;
		if (end == i + 2 && !list[i].in_b && list[i + 1].in_b)
			resume_align_pair(g, list[i].index, list[i + 1].index);
	}
}

/* ---- by words ---------------------------------------------------------------
 */

/* Which words are in an entry, roughly: a bit each. */
enum { SKETCH = 8, SKETCH_WORDS = 128, LIKELY = 35, GAP = 4096 };
struct sketch {
	uint64_t bits[SKETCH];
	int count;
};

static void add_word(struct sketch *s, uint32_t hash)
{
	uint32_t bit = hash * 0x9e3779b1u >> 23; /* 0 to 511 */

	s->bits[bit / 64] |= 1ull << bit % 64;
	s->count++;
}

static bool is_word(unsigned char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
	       c >= 0x80;
}

/* Where words are not set apart by blanks, each character is one. */
static bool is_alone(unsigned char c) { return c >= 0xe3; }

static void add_words(struct sketch *s, struct str text)
{
	uint32_t hash = 0;

	for (size_t i = 0; i < text.len && s->count < SKETCH_WORDS; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (hash && (!is_word(c) || is_alone(c))) {
			add_word(s, hash);
			hash = 0;
		}
		if (is_word(c))
			hash = ((hash ? hash : 2166136261u) ^
				       (c < 0x80 ? c | 32u : c)) *
			       16777619u;
	}
	if (hash && s->count < SKETCH_WORDS)
		add_word(s, hash);
}

static void add_value(struct sketch *s, const struct json *v)
{
	if (json_kind(v) == JSON_TEXT)
		add_words(s, json_text(v));
	for (const struct json *p = json_first(v); p && s->count < SKETCH_WORDS;
		p = json_next(v, p))
		add_value(s, p);
}

/* How many of the words of both are in both, of 100. */
static int likeness(const struct sketch *a, const struct sketch *b)
{
	int both = 0, all = 0;

	for (int i = 0; i < SKETCH; i++) {
		both += __builtin_popcountll(a->bits[i] & b->bits[i]);
		all += __builtin_popcountll(a->bits[i]) +
		       __builtin_popcountll(b->bits[i]);
	}
	return all ? 200 * both / all : 0;
}

int resume_likeness(const struct json *a, const struct json *b)
{
	struct sketch x = { .count = 0 }, y = { .count = 0 };

	add_value(&x, a);
	add_value(&y, b);
	return likeness(&x, &y);
}

/* ---- in a gap ----------------------------------------------------------- */

/* Entries of both lists that have no other one, between two pairs. */
struct gap {
	size_t *a, *b, a_count, b_count;
};

static struct sketch *sketches(struct arena *mem, const struct json **entries,
	const size_t *index, size_t count)
{
	struct sketch *list = ARENA_LIST(mem, struct sketch, count);

	for (size_t i = 0; i < count; i++)
		add_value(&list[i], entries[index[i]]);
	return list;
}

/* The pairs in order whose likeness adds up to most. */
static void pair_alike(struct aligning *g, const struct gap *gap)
{
	size_t n = gap->a_count, m = gap->b_count, wide = m + 1, i, k;
	const struct sketch *a = sketches(g->mem, g->out->a, gap->a, n),
			    *b = sketches(g->mem, g->out->b, gap->b, m);
	int *best = ARENA_LIST(g->mem, int, (n + 1) * wide), like;

	for (i = n; i-- > 0;)
		for (k = m; k-- > 0;) {
			int *at = &best[i * wide + k];

			like = likeness(&a[i], &b[k]);
			*at = at[wide] > at[1] ? at[wide] : at[1];
			if (like >= LIKELY && like + at[wide + 1] > *at)
				*at = like + at[wide + 1];
		}
	for (i = k = 0; i < n && k < m;) {
		const int *at = &best[i * wide + k];

		if (*at == at[wide])
			i++;
		else if (*at == at[1])
			k++;
		else
			resume_align_pair(g, gap->a[i++], gap->b[k++]);
	}
}

/* Those left over, one behind the other, between two that are alike. */
static void pair_by_place(struct aligning *g, const struct gap *gap)
{
	struct resume_align *out = g->out;
	size_t i = 0, k = 0;

	while (i < gap->a_count && k < gap->b_count) {
		bool a_free = out->to_b[gap->a[i]] == RESUME_NONE,
		     b_free = out->to_a[gap->b[k]] == RESUME_NONE;

		if (a_free && b_free) {
			out->replaces[gap->b[k]] = true;
			resume_align_pair(g, gap->a[i], gap->b[k]);
		}
		if (a_free == b_free) {
			i++;
			k++;
		} else if (a_free) {
			i++;
		} else {
			k++;
		}
	}
}

static void pair_gap(struct aligning *g, const struct gap *gap)
{
	if (!gap->a_count || !gap->b_count)
		return;
	if (gap->a_count <= GAP && gap->b_count <= GAP &&
		gap->a_count * gap->b_count <= GAP)
		pair_alike(g, gap);
	pair_by_place(g, gap);
}

/* From one pair that stays to the next. */
static void pair_gaps(struct aligning *g)
{
	struct resume_align *out = g->out;
	struct gap gap = { ARENA_LIST(g->mem, size_t, out->a_count),
		ARENA_LIST(g->mem, size_t, out->b_count), 0, 0 };
	bool *stays = ARENA_LIST(g->mem, bool, out->b_count);
	size_t a = 0, end;

	resume_align_longest(g->mem, out->to_a, out->b_count, stays);
	for (size_t b = 0; b <= out->b_count; b++) {
		bool fixed = b < out->b_count && stays[b];

		if (b < out->b_count && out->to_a[b] == RESUME_NONE)
			gap.b[gap.b_count++] = b;
		if (!fixed && b < out->b_count)
			continue;
		end = fixed ? out->to_a[b] : out->a_count;
		for (; a < end; a++)
			if (out->to_b[a] == RESUME_NONE)
				gap.a[gap.a_count++] = a;
		pair_gap(g, &gap);
		gap.a_count = gap.b_count = 0;
		a = end + 1;
	}
}

void resume_align_likely(struct aligning *g)
{
	pair_named(g, true);
	pair_named(g, false);
	pair_gaps(g);
}

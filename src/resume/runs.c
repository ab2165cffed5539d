/*
 * resume/runs.c - the shortest way from one text to another (Myers, 1986),
 * over lines and then over words. See runs.h.
 */
#include "resume/runs.h"

#include "base/hash.h"

/* ---- pieces ------------------------------------------------------------- */

struct piece {
	struct str text;
	uint64_t hash; /* tells most that differ apart */
};
struct pieces {
	struct piece *at;
	size_t count;
};

static bool same(const struct piece *a, const struct piece *b)
{
	return a->hash == b->hash && str_eq(a->text, b->text);
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

/* A line with its end, or a word, or the blanks between two. */
static size_t piece_len(struct str rest, bool lines)
{
	const char *end = memchr(rest.at, '\n', rest.len);
	size_t n = 1;

	if (lines)
		return end ? (size_t)(end - rest.at) + 1 : rest.len;
	while (n < rest.len && is_blank(rest.at[n]) == is_blank(*rest.at))
		n++;
	return n;
}

static struct pieces cut(struct arena *mem, struct str text, bool lines)
{
	struct pieces out = { NULL, 0 };
	size_t count = 0;

	for (struct str rest = text; rest.len; count++) {
		size_t n = piece_len(rest, lines);

		rest = str_of(rest.at + n, rest.len - n);
	}
	out.at = ARENA_LIST(mem, struct piece, count);
	for (struct str rest = text; rest.len; out.count++) {
		struct str piece = str_of(rest.at, piece_len(rest, lines));

		out.at[out.count] = (struct piece){ piece, hash_quick(piece) };
		rest = str_of(rest.at + piece.len, rest.len - piece.len);
	}
	return out;
}

/* ---- the shortest way --------------------------------------------------- */

/* Which pieces of both stay: keep_a[i] and keep_b[k] in step. */
struct way {
	struct arena *mem;
	const struct piece *a, *b;
	size_t an, bn;
	bool *keep_a, *keep_b;
};

/* Back from the end, through how far each step had come. */
static void walk_back(struct way *w, int32_t *const *reached, int steps)
{
	int32_t x = (int32_t)w->an, y = (int32_t)w->bn;

	for (int d = steps; d > 0; d--) {
		const int32_t *v =
			reached[d - 1] + d; /* v[k], k from -d to d */
		int32_t k = x - y;
		bool down = k == -d || (k != d && v[k - 1] < v[k + 1]);
		int32_t from_k = down ? k + 1 : k - 1, from_x = v[from_k];

		while (x > from_x + !down) {
			w->keep_a[--x] = true;
			w->keep_b[--y] = true;
		}
		x = from_x;
		y = from_x - from_k;
	}
	while (x > 0 && y > 0) {
		w->keep_a[--x] = true;
		w->keep_b[--y] = true;
	}
}

static int32_t slide(const struct way *w, int32_t x, int32_t k)
{
	int32_t y = x - k;

	while (x < (int32_t)w->an && y < (int32_t)w->bn &&
		same(&w->a[x], &w->b[y]))
		x++, y++;
	return x;
}

/* False: it takes more than RESUME_RUNS_EDITS. */
static bool find_way(struct way *w)
{
	int32_t **reached =
		ARENA_LIST(w->mem, int32_t *, RESUME_RUNS_EDITS + 1);

	for (int d = 0; d <= RESUME_RUNS_EDITS; d++) {
		int32_t *now = ARENA_LIST(w->mem, int32_t, 2 * d + 3);
		const int32_t *was = d ? reached[d - 1] + d : NULL;

		reached[d] = now; /* of k at [k + d + 1] */
		for (int k = -d; k <= d; k += 2) {
			int32_t x = 0;

			if (d)
				x = k == -d || (k != d &&
						       was[k - 1] < was[k + 1])
					    ? was[k + 1]
					    : was[k - 1] + 1;
			now[k + d + 1] = x = slide(w, x, k);
			if (x >= (int32_t)w->an && x - k >= (int32_t)w->bn) {
				walk_back(w, reached, d);
				return true;
			}
		}
	}
	return false;
}

static struct way compare(
	struct arena *mem, const struct pieces *a, const struct pieces *b)
{
	struct way w = { mem, a->at, b->at, a->count, b->count,
		ARENA_LIST(mem, bool, a->count + 1),
		ARENA_LIST(mem, bool, b->count + 1) };
	struct way middle = w;
	size_t ends = 0, tails = 0;

	while (ends < w.an && ends < w.bn && same(&w.a[ends], &w.b[ends]))
		w.keep_a[ends] = w.keep_b[ends] = true, ends++;
	while (tails < w.an - ends && tails < w.bn - ends &&
		same(&w.a[w.an - 1 - tails], &w.b[w.bn - 1 - tails])) {
		tails++;
		w.keep_a[w.an - tails] = w.keep_b[w.bn - tails] = true;
	}
	middle.a += ends, middle.b += ends;
	middle.keep_a += ends, middle.keep_b += ends;
	middle.an -= ends + tails, middle.bn -= ends + tails;
	if (middle.an && middle.bn)
		find_way(&middle);
	return w;
}

/* ---- runs --------------------------------------------------------------- */

static void add(struct arena *mem, struct resume_runs *out,
	enum resume_run_kind kind, struct str text)
{
	struct resume_run *last = out->count ? &out->at[out->count - 1] : NULL;

	if (!text.len)
		return;
	/* pieces of one text that follow each other are one view of it */
	if (last && last->kind == kind &&
		last->text.at + last->text.len == text.at) {
		last->text.len += text.len;
		return;
	}
	if (out->count == out->room) {
		size_t room = out->room ? out->room * 2 : 64;
		struct resume_run *more =
			ARENA_LIST(mem, struct resume_run, room);

		if (out->count)
			memcpy(more, out->at, out->count * sizeof(*more));
		out->at = more;
		out->room = room;
	}
	out->at[out->count++] = (struct resume_run){ kind, text };
}

static struct str span(const struct piece *at, size_t from, size_t to)
{
	if (from == to)
		return STR_NONE;
	return str_of(at[from].text.at,
		(size_t)(at[to - 1].text.at + at[to - 1].text.len -
			 at[from].text.at));
}

static void tell(struct arena *mem, struct str from, struct str to, bool lines,
	struct resume_runs *out)
{
	struct pieces a = cut(mem, from, lines), b = cut(mem, to, lines);
	struct way w = compare(mem, &a, &b);
	size_t i = 0, k = 0;

	while (i < a.count || k < b.count) {
		size_t i_from = i, k_from = k;

		while (i < a.count && !w.keep_a[i])
			i++;
		while (k < b.count && !w.keep_b[k])
			k++;
		if (lines && i > i_from && k > k_from) {
			tell(mem, span(a.at, i_from, i), span(b.at, k_from, k),
				false, out);
		} else {
			add(mem, out, RESUME_RUN_DELETED,
				span(a.at, i_from, i));
			add(mem, out, RESUME_RUN_INSERTED,
				span(b.at, k_from, k));
		}
		for (; i < a.count && k < b.count && w.keep_a[i] && w.keep_b[k];
			i++, k++)
			add(mem, out, RESUME_RUN_SAME, b.at[k].text);
	}
}

void resume_runs_of(struct arena *mem, struct str from, struct str to,
	struct resume_runs *out)
{
	*out = (struct resume_runs){ 0 };
	tell(mem, from, to, true, out);
}

/*
 * press/paginate.c - where pages end: all ways are compared, by how much of a
 * page they leave empty and by what each end costs.
 */
#include "press/layout_int.h"

enum { PAGE_COST = 10000000, EMPTY_COST = 5000 };
enum { LEFT_FITS = INT32_MAX / 1000 };

struct step {
	int64_t total;
	int64_t height; /* of all lines before, with the space above them */
	size_t from;
};

static int64_t page_cost(
	const struct flow *f, size_t to, int64_t used, int64_t room)
{
	int64_t left = room - used, empty;

	if (to == f->count)
		return PAGE_COST;
	/* of 32 bits, where it fits, for division takes a third of the time */
	if (left >= -LEFT_FITS && left <= LEFT_FITS && room <= INT32_MAX)
		empty = (int32_t)left * 1000 / (room > 0 ? (int32_t)room : 1);
	else
		empty = left * 1000 / (room > 0 ? room : 1);
	return PAGE_COST + empty * empty * EMPTY_COST / 1000000 +
	       f->at[to].cost;
}

static int64_t used_by(
	const struct step *step, const struct flow *f, size_t i, size_t j)
{
	return step[j].height - step[i].height - f->at[i].before;
}

/* The best page that ends above line j; what costs more than `most` is not
 * looked at. */
static void find_page(struct step *step, const struct flow *f, size_t j,
	int32_t first, int32_t rest, int64_t most)
{
	int64_t beyond = most - PAGE_COST - (j < f->count ? f->at[j].cost : 0);

	step[j].total = INT64_MAX;
	for (size_t i = j; i-- > 0;) {
		int64_t room = i ? rest : first;
		int64_t used = used_by(step, f, i, j);
		int64_t cost;

		if (used > room && i + 1 < j)
			break;
		if (step[i].total > beyond)
			continue;
		cost = step[i].total + page_cost(f, j, used, room);
		/* what is too high for the first page has to wait */
		if (used > room)
			cost += 10LL * PAGE_COST;
		if (cost < step[j].total) {
			step[j].total = cost;
			step[j].from = i;
		}
	}
}

/* The best way to each line's top; a line that no page holds stands alone. The
 * fullest page is most often nearly the best one: what costs more for its pages
 * before alone is out. */
static void find_way(
	struct step *step, const struct flow *f, int32_t first, int32_t rest)
{
	size_t fullest = 0;

	for (size_t j = 1; j <= f->count; j++) {
		int64_t room, used, most = INT64_MAX;

		while (fullest + 1 < j &&
			used_by(step, f, fullest, j) > (fullest ? rest : first))
			fullest++;
		room = fullest ? rest : first;
		used = used_by(step, f, fullest, j);
		if (used <= room)
			most = step[fullest].total +
			       page_cost(f, j, used, room);
		find_page(step, f, j, first, rest, most);
		if (step[j].total == INT64_MAX)
			find_page(step, f, j, first, rest, INT64_MAX);
	}
}

struct flow_cuts flow_cut(
	struct arena *mem, const struct flow *f, int32_t first, int32_t rest)
{
	struct step *step = ARENA_LIST(mem, struct step, f->count + 1);
	struct flow_cuts cuts = { 0 };
	size_t j = f->count;

	for (size_t i = 0; i < f->count; i++)
		step[i + 1].height =
			step[i].height + f->at[i].before + f->at[i].height;
	find_way(step, f, first, rest);
	for (size_t k = j; k > 0; k = step[k].from)
		cuts.count++;
	cuts.at = ARENA_LIST(mem, size_t, cuts.count + 1);
	cuts.at[cuts.count] = f->count;
	for (size_t n = cuts.count; n-- > 0;)
		j = cuts.at[n] = step[j].from;
	return cuts;
}

/*
 * resume/sum.h - a fingerprint of every value of a document, so that two
 * values are compared in one step, and about how much text each takes. The
 * order of an object's members does not count, how a number is written does.
 */
#ifndef RESUME_SUM_H
#define RESUME_SUM_H

#include "base/json.h"

struct resume_sum {
	uint64_t at[2];
};

struct resume_sums {
	const struct json *doc;
	struct resume_sum *sum; /* of each value, as they stand in the text */
	uint32_t *size;         /* bytes, about */
};

void resume_sums_of(
	struct arena *mem, const struct json *doc, struct resume_sums *out);
/*
 * Of two that are much alike, for less: what is the same where it stands gets
 * no sum, and no size, but a number that both have. It is the same as nothing
 * else then, so what is compared are values of one place, and entries of the
 * lists of one place behind those that both begin with.
 */
void resume_sums_of_both(struct arena *mem, const struct json *a,
	struct resume_sums *as, const struct json *b, struct resume_sums *bs);

static inline struct resume_sum resume_sum_at(
	const struct resume_sums *sums, const struct json *v)
{
	return sums->sum[v - sums->doc];
}

static inline uint32_t resume_size_at(
	const struct resume_sums *sums, const struct json *v)
{
	return sums->size[v - sums->doc];
}

static inline bool resume_sum_same(struct resume_sum a, struct resume_sum b)
{
	return a.at[0] == b.at[0] && a.at[1] == b.at[1];
}

static inline bool resume_same(const struct resume_sums *as,
	const struct json *a, const struct resume_sums *bs,
	const struct json *b)
{
	return resume_sum_same(resume_sum_at(as, a), resume_sum_at(bs, b));
}

#endif

/* Pairs of resumes, parted by a zero byte: each is true of itself, and what is
 * told of one held against the other has a place and a sentence. */
#include "tailor/truth.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_report(const struct truth_report *r)
{
	assert(r->count <= TRUTH_FAULTS);
	for (size_t i = 0; i < r->count; i++) {
		assert(r->at[i].kind < TRUTH_KINDS);
		assert(r->at[i].why.len);
		assert(!r->at[i].at.len || *r->at[i].at.at == '/');
	}
}

static void hold(struct arena *mem, const struct resume *a,
	const struct resume *b, bool same)
{
	struct truth_report report;
	struct truth *t;
	struct err err = { 0 };

	if (!truth_open(mem, a, (struct truth_ask){ 0 }, &t, &err) ||
		!truth_check(mem, t, b, &report, &err)) {
		assert(err.code == ERR_TOO_BIG);
		return;
	}
	check_report(&report);
	assert(!same || !report.count);
	if (truth_check_text(mem, t, STR("/basics/summary"), STR_NONE,
		    b->basics.summary, &report, &err))
		check_report(&report);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = str_of((const char *)data, size);
	struct str first = str_cut(&rest, '\0');
	struct arena mem = { 0 };
	struct resume a, b;
	struct err err = { 0 };

	if (resume_read_text(&mem, first, &a, &err)) {
		hold(&mem, &a, &a, true);
		if (resume_read_text(&mem, rest, &b, &err))
			hold(&mem, &a, &b, false);
	}
	arena_free(&mem);
	return 0;
}

/* test/unit/span_test.c - base/span.h: who asked, as traceparent says. */
#include "test.h"

#include "base/span.h"

#define TRACE "0af7651916cd43dd8448eb211c80319c"
#define PARENT "b7ad6b7169203331"

static bool reads(const char *text, struct span_parent *out)
{
	return span_parent_read(str_c(text), out);
}

TEST(a_traceparent_names_the_trace_the_parent_and_whether_to_keep_it)
{
	struct span_parent p;

	NEED(reads("00-" TRACE "-" PARENT "-01", &p));
	OK(p.trace[0] == 0x0a && p.trace[15] == 0x9c);
	OK(p.id[0] == 0xb7 && p.id[7] == 0x31);
	OK(p.sampled);
	NEED(reads("00-" TRACE "-" PARENT "-00", &p));
	OK(!p.sampled);
	/* only the last bit says so */
	NEED(reads("00-" TRACE "-" PARENT "-fe", &p));
	OK(!p.sampled);
}

TEST(a_later_version_may_say_more_behind_a_hyphen)
{
	struct span_parent p;

	OK(reads("01-" TRACE "-" PARENT "-01", &p));
	OK(reads("01-" TRACE "-" PARENT "-01-more", &p));
	OK(!reads("01-" TRACE "-" PARENT "-01more", &p));
	OK(!reads("00-" TRACE "-" PARENT "-01-more", &p));
	OK(!reads("ff-" TRACE "-" PARENT "-01", &p));
}

TEST(what_is_no_traceparent_is_none)
{
	static const char *const wrong[] = { "", "00", "00-" TRACE "-" PARENT,
		"00-" TRACE "-" PARENT "-", "00-" TRACE "-" PARENT "-1",
		"00-" TRACE "-" PARENT "-0g", "0x-" TRACE "-" PARENT "-01",
		"00_" TRACE "-" PARENT "-01", "00-" TRACE "_" PARENT "-01",
		"00-" TRACE "-" PARENT "_01",
		"00-0AF7651916CD43DD8448EB211C80319C-" PARENT "-01",
		"00-00000000000000000000000000000000-" PARENT "-01",
		"00-" TRACE "-0000000000000000-01",
		"00-" TRACE "-b7ad6b716920333 -01" };
	struct span_parent p;

	for (size_t i = 0; i < LENGTH(wrong); i++)
		OK(!reads(wrong[i], &p));
	OK(!span_parent_read(STR_NONE, &p));
}

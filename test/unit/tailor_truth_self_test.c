/* Whatever a resume is like, it holds against itself (TAI-7): a check that
 * refuses its own source would refuse every change. */
#include "tailor/truth.h"
#include "test.h"

static size_t faults(const char *source, const char *proposed)
{
	struct truth_report out = { 0 };
	struct resume a, b;
	struct truth *t;
	struct err err = { 0 };

	if (!resume_read_text(&test_mem, str_c(source), &a, &err) ||
		!resume_read_text(&test_mem, str_c(proposed), &b, &err) ||
		!truth_open(&test_mem, &a, (struct truth_ask){ 0 }, &t, &err) ||
		!truth_check(&test_mem, t, &b, &out, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	return out.count;
}

#define NAMELESS                                                       \
	"{\"languages\":[{\"name\":\"de\"},{\"name\":\"fr\"}],"        \
	"\"work\":[{\"summary\":\"Baked bread\"},{}],"                 \
	"\"meta\":{\"vitae\":{\"custom_sections\":[{\"id\":\"talks\"," \
	"\"title\":\"Talks\",\"entries\":[{\"summary\":\"On yeast\"}," \
	"{\"summary\":\"On rye\"}]}]}}}"

TEST(entries_without_a_name_hold_against_themselves)
{
	SAME_INT(faults(NAMELESS, NAMELESS), 0);
}

TEST(entries_without_a_name_may_change_places)
{
	SAME_INT(faults(NAMELESS,
			 "{\"languages\":[{\"name\":\"de\"},{\"name\":\"fr\"}],"
			 "\"work\":[{\"summary\":\"Baked bread\"},{}],"
			 "\"meta\":{\"vitae\":{\"custom_sections\":[{\"id\":"
			 "\"talks\",\"title\":\"Talks\",\"entries\":["
			 "{\"summary\":\"On rye\"},{\"summary\":\"On yeast\"}"
			 "]}]}}}"),
		0);
}

TEST(an_entry_without_a_name_cannot_be_made_up)
{
	OK(faults(NAMELESS,
		   "{\"languages\":[{\"name\":\"de\"},{\"name\":\"fr\"}],"
		   "\"work\":[{\"summary\":\"Baked bread\"},{}],"
		   "\"meta\":{\"vitae\":{\"custom_sections\":[{\"id\":"
		   "\"talks\",\"title\":\"Talks\",\"entries\":["
		   "{\"summary\":\"On yeast\"},{\"summary\":\"On rye\"},"
		   "{\"summary\":\"On wine\"}]}]}}}") > 0);
}

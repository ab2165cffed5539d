/* What was done counts in the number, though it is not called by its name. */
#include "match_judged.h"

static const struct score_term *term_of(
	const struct score *s, const char *label)
{
	static const struct score_term none;

	for (size_t i = 0; i < s->terms.count; i++)
		if (str_is(s->terms.at[i].term->label, label))
			return &s->terms.at[i];
	test_fail(__FILE__, __LINE__, "'%s' is no term", label);
	return &none;
}

static const struct score_term *told(const char *position, const char *did,
	const char *asked, const char *label)
{
	struct resume *r = ARENA_NEW(&test_mem, struct resume);
	struct profile *p = ARENA_NEW(&test_mem, struct profile);
	struct posting *j = ARENA_NEW(&test_mem, struct posting);
	struct score *s = ARENA_NEW(&test_mem, struct score);
	struct err err = { 0 };

	OK_ERR(resume_read_text(&test_mem,
		       str_fmt(&test_mem,
			       "{\"work\":[{\"position\":\"%s\",\"highlights\":"
			       "["
			       "\"%s\"]}]}",
			       position, did),
		       r, &err),
		err);
	OK_ERR(profile_read(&test_mem, r, NOW, p, &err), err);
	OK_ERR(posting_read(&test_mem,
		       str_fmt(&test_mem, "Job\n\nRequirements\n- %s\n", asked),
		       j, &err),
		err);
	score_read(&test_mem, p, j, s);
	return term_of(s, label);
}

TEST(who_is_at_home_in_a_field_has_what_they_did_there_in_other_words)
{
	const struct score_term *t =
		told("Product Manager", "Owned the roadmap of two products.",
			"Experience with product roadmaps", "Product roadmaps");

	SAME_INT(t->how, PROFILE_SHOWN);
	OK(t->credit > 0.5f && t->credit < 0.7f);
	SAME_STR(t->passage ? t->passage->at : STR(""),
		STR("/work/0/highlights/0"));
}

TEST(who_is_a_stranger_to_a_field_has_not)
{
	const struct score_term *t =
		told("Florist", "Owned the roadmap of two products.",
			"Experience with product roadmaps", "Product roadmaps");

	OK(t->how < PROFILE_SHOWN);
}

TEST(a_name_counts_more_than_the_deed)
{
	SAME_INT(told("Product Manager",
			 "Kept the product roadmap of two products.",
			 "Experience with product roadmaps", "Product roadmaps")
			 ->how,
		PROFILE_HAS);
}

/* test/unit/fit_test.c - press_fit() of press/press.h: sizes for DOCX and ODT,
 * whose pages other programs make. What those make of them is in
 * test/cmd/office_test.py. */
#include "resumes.h"
#include "templates.h"

static struct press *press;
static struct press_fit fit;
static struct err err;

static struct tree fitted(
	const char *name, const char *template, const char *style)
{
	struct resume *r = ARENA_NEW(&test_mem, struct resume);
	struct tree tree, out = { 0 };

	*r = resumes_read(name);
	tree = composed(r, template, style);
	if (!press)
		OK_ERR(press_open(&press, &err), err);
	OK_ERR(press_fit(press, &test_mem, &tree, &out, &fit, &err), err);
	return out;
}

TEST(a_look_that_asks_for_nothing_stays_as_it_is)
{
	struct resume r = resumes_read("engineer");
	struct tree tree = composed(&r, "modern", NULL), out = { 0 };

	if (!press)
		OK_ERR(press_open(&press, &err), err);
	OK_ERR(press_fit(press, &test_mem, &tree, &out, &fit, &err), err);
	OK(out.look == tree.look && out.at == tree.at);
	SAME_INT(fit.pages, 0);
	OK(fit.fitted);
}

TEST(what_fits_already_keeps_its_sizes)
{
	struct tree out =
		fitted("student", "modern", "{\"fit\":{\"pages\":1}}");
	struct resume r = resumes_read("student");
	struct tree plain = composed(&r, "modern", NULL);

	NEED(plain.look && out.look);
	SAME_INT(fit.pages, 1);
	SAME_INT(fit.scale, 1000);
	SAME_INT(out.look->role[TREE_TEXT].size,
		plain.look->role[TREE_TEXT].size);
}

TEST(what_does_not_fit_gets_smaller_sizes_in_half_points)
{
	struct tree out = fitted("engineer", "compact",
		"{\"fit\":{\"pages\":1}"
		"}");
	struct resume r = resumes_read("engineer");
	struct tree plain = composed(&r, "compact", NULL);

	NEED(plain.look && out.look);
	OK(fit.scale < 1000);
	for (int i = 0; i < TREE_ROLES; i++) {
		OK(out.look->role[i].size <= plain.look->role[i].size + 250);
		SAME_INT(out.look->role[i].size % 500, 0);
	}
	OK(out.look->role[TREE_TEXT].leading <
		plain.look->role[TREE_TEXT].leading);
}

TEST(what_cannot_fit_is_told_with_the_pages_that_it_takes)
{
	fitted("academic", "modern", "{\"fit\":{\"pages\":1}}");
	OK(!fit.fitted);
	OK(fit.pages > 1);
}

/* Two columns become one there, which is longer. */
TEST(columns_and_their_order_stay_in_the_tree)
{
	struct tree out = fitted(
		"designer", "modern", "{\"columns\":2,\"fit\":{\"pages\":1}}");
	size_t side = 0;

	for (size_t i = 0; i < out.count; i++)
		side += out.at[i].region == TREE_SIDE;
	OK(side > 0);
	SAME_INT(out.look->columns, 2);
	OK(fit.fitted);
}

TEST(the_press_is_closed)
{
	press_close(press);
	press = NULL;
}

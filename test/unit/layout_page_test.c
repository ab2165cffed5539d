/* test/unit/layout_page_test.c - what is left over: a last page with a few
 * lines is spared where less space on the others makes room, and no word stands
 * alone beneath a centred line. */
#include "test.h"

#include "press/press.h"

#include <stdlib.h>

enum { SIZE = 10000, LEADING = 13000, BEFORE = 6000, BLOCKS_MOST = 400 };

static struct press *press;
static struct look look;
static struct tree_block block[BLOCKS_MOST];

static struct tree_run run = { .text = { "It went well.", 13 } };
static enum look_align align = LOOK_START;

/* So many paragraphs of one line, a space above each. */
static struct pages set(int blocks, int32_t before, int fit)
{
	struct tree tree = { .look = &look, .at = block, .count = blocks };
	struct pages pages = { 0 };
	struct err err = { 0 };

	look = (struct look){ .paper_width = 595276,
		.paper_height = 841890,
		.top = 50000,
		.bottom = 50000,
		.left = 60000,
		.right = 60000,
		.columns = 1,
		.body_font = STR("Carlito"),
		.side_color = 0xffffff,
		.head_color = 0xffffff,
		.bullet = STR("•"),
		.fit_pages = fit,
		.fit_least = 800 };
	for (int i = 0; i < TREE_ROLES; i++)
		look.role[i] = (struct look_role){ .size = SIZE,
			.leading = LEADING,
			.before = before,
			.align = align };
	for (int i = 0; i < blocks; i++)
		block[i] = (struct tree_block){ .role = TREE_TEXT,
			.region = TREE_MAIN,
			.text = { &run, 1 } };
	tree.language = STR("en");
	tree.page_words = STR("Page %d of %d");
	if (!press && !press_open(&press, &err))
		abort();
	OK_ERR(press_layout(press, &test_mem, &tree, &pages, &err), err);
	return pages;
}

/* From one baseline to the next; sizes are what the look says. */
static int32_t apart(const struct pages *pages)
{
	const struct mark_text *a = NULL;

	for (size_t i = 0; i < pages->at[0].count; i++) {
		const struct mark *m = &pages->at[0].at[i];

		if (m->kind != MARK_TEXT)
			continue;
		SAME_INT(m->u.text.size, SIZE);
		if (a)
			return m->u.text.y - a->y;
		a = &m->u.text;
	}
	return 0;
}

enum { A_PAGE = (841890 - 100000 + BEFORE) / (LEADING + BEFORE) };

TEST(a_last_page_of_three_lines_is_spared_by_less_space_on_the_others)
{
	struct pages pages = set(2 * A_PAGE + 3, BEFORE, 0);

	SAME_INT((int)pages.count, 2);
	SAME_INT(pages.scale, 1000);
	OK(pages.fitted);
	OK(apart(&pages) < LEADING + BEFORE);
	OK(apart(&pages) >= LEADING + BEFORE - BEFORE / 3 - LEADING / 30);
}

TEST(no_more_space_is_taken_than_it_needs)
{
	struct pages one = set(2 * A_PAGE + 1, BEFORE, 0),
		     three = set(2 * A_PAGE + 3, BEFORE, 0);

	SAME_INT((int)one.count, 2);
	OK(apart(&one) > apart(&three));
}

TEST(a_last_page_that_is_worth_its_paper_changes_nothing)
{
	struct pages pages = set(2 * A_PAGE + A_PAGE / 3, BEFORE, 0);

	SAME_INT((int)pages.count, 3);
	SAME_INT(apart(&pages), LEADING + BEFORE);
}

TEST(a_last_page_that_cannot_be_spared_leaves_all_space_where_it_was)
{
	enum { FULL = (841890 - 100000) / LEADING };
	struct pages pages = set(FULL + 6, 0, 0);

	SAME_INT((int)pages.count, 2);
	SAME_INT(apart(&pages), LEADING);
}

TEST(who_asks_for_a_number_of_pages_gets_these)
{
	struct pages pages = set(A_PAGE + 2, BEFORE, 2);

	SAME_INT((int)pages.count, 2);
	SAME_INT(apart(&pages), LEADING + BEFORE);
}

/* Of the page's lines, each of which is one mark: from the first to the last
 * letter. */
static size_t widths(const struct pages *pages, int32_t *out, size_t most)
{
	size_t count = 0;

	for (size_t i = 0; i < pages->at[0].count && count < most; i++) {
		const struct mark_text *t = &pages->at[0].at[i].u.text;
		const struct mark_piece *last = &t->at[t->count - 1];

		if (pages->at[0].at[i].kind == MARK_TEXT)
			out[count++] = last->x - t->at[0].x +
				       (int32_t)((int64_t)last->shape->width *
						 t->size / t->font->upem);
	}
	return count;
}

TEST(centred_lines_are_about_as_long_as_each_other)
{
	static const char text[] =
		"somebody@example.org and +44 20 5550 0101 and 14 Harbour Row "
		"in Dublin and somebody.example.org and github.example";
	const struct str was = run.text;
	int32_t ragged[4] = { 0 }, even[4] = { 0 };
	struct pages pages;

	run.text = str_c(text);
	pages = set(1, 0, 0);
	SAME_INT((int)widths(&pages, ragged, 4), 2);
	OK(ragged[1] < ragged[0] / 2);
	align = LOOK_CENTER;
	pages = set(1, 0, 0);
	SAME_INT((int)widths(&pages, even, 4), 2);
	OK(even[1] > even[0] * 7 / 10);
	align = LOOK_START;
	run.text = was;
}

TEST(the_press_is_closed)
{
	OK(press);
	press_close(press);
}

/*
 * test/unit/resume_runs_test.c - two texts as runs of words that stayed, went
 * and came (DOC-30): the runs are both texts, whatever these are.
 */
#include "help.h"
#include "resume/runs.h"

#include <stdlib.h>

/* "the [-old-]{+new+} one" */
static struct str shown(struct str from, struct str to)
{
	static const char *const open[] = { "", "[-", "{+" };
	static const char *const close[] = { "", "-]", "+}" };
	struct resume_runs runs;
	struct buf b;

	resume_runs_of(&test_mem, from, to, &runs);
	buf_init(&b, &test_mem, 1 << 20);
	buf_add(&b, STR(""));
	for (size_t i = 0; i < runs.count; i++) {
		buf_add(&b, str_c(open[runs.at[i].kind]));
		buf_add(&b, runs.at[i].text);
		buf_add(&b, str_c(close[runs.at[i].kind]));
	}
	return buf_str(&b);
}

/* All runs but those of one kind, one after another. */
static struct str without(
	const struct resume_runs *runs, enum resume_run_kind kind)
{
	struct buf b;

	buf_init(&b, &test_mem, 4 << 20);
	buf_add(&b, STR(""));
	for (size_t i = 0; i < runs->count; i++)
		if (runs->at[i].kind != kind)
			buf_add(&b, runs->at[i].text);
	return buf_str(&b);
}

static void check(struct str from, struct str to, size_t *edited)
{
	struct resume_runs runs;

	resume_runs_of(&test_mem, from, to, &runs);
	SAME_STR(without(&runs, RESUME_RUN_INSERTED), from);
	SAME_STR(without(&runs, RESUME_RUN_DELETED), to);
	*edited = 0;
	for (size_t i = 0; i < runs.count; i++) {
		OK(runs.at[i].text.len > 0);
		if (runs.at[i].kind != RESUME_RUN_SAME)
			*edited += runs.at[i].text.len;
	}
}

TEST(a_word_that_changed_is_all_that_is_marked)
{
	SAME_STR(shown(STR("Led a team of five.\n"),
			 STR("Led a team of nine.\n")),
		STR("Led a team of [-five.-]{+nine.+}\n"));
}

TEST(a_line_that_came_leaves_the_others_alone)
{
	SAME_STR(shown(STR("# Ada\n\n- One\n- Three\n"),
			 STR("# Ada\n\n- One\n- Two\n- Three\n")),
		STR("# Ada\n\n- One\n{+- Two\n+}- Three\n"));
}

TEST(a_line_that_went_leaves_the_others_alone)
{
	SAME_STR(shown(STR("- One\n- Two\n- Three\n"), STR("- One\n- Three\n")),
		STR("- One\n[-- Two\n-]- Three\n"));
}

TEST(texts_that_are_the_same_are_one_run)
{
	SAME_STR(shown(STR("a b\nc\n"), STR("a b\nc\n")), STR("a b\nc\n"));
	SAME_STR(shown(STR(""), STR("")), STR(""));
}

TEST(nothing_becomes_something_and_the_other_way_round)
{
	SAME_STR(shown(STR(""), STR("new")), STR("{+new+}"));
	SAME_STR(shown(STR("old"), STR("")), STR("[-old-]"));
}

TEST(what_is_outside_ascii_is_not_cut)
{
	SAME_STR(shown(STR("M\xc3\xbcller \xe2\x80\x93 K\xc3\xb6ln"),
			 STR("M\xc3\xbcller \xe2\x80\x94 K\xc3\xb6ln")),
		STR("M\xc3\xbcller [-\xe2\x80\x93-]{+\xe2\x80\x94+} "
		    "K\xc3\xb6ln"));
}

/* A text of few words, so that much is in common by chance. */
static struct str random_text(unsigned *seed, int words)
{
	static const char *const list[] = { "a ", "b ", "c\n", "dd ", "\n",
		"e\n", " " };
	struct buf b;

	buf_init(&b, &test_mem, 1 << 16);
	buf_add(&b, STR(""));
	for (int i = rand_r(seed) % (words + 1); i > 0; i--)
		buf_add(&b, str_c(list[(size_t)rand_r(seed) % LENGTH(list)]));
	return buf_str(&b);
}

TEST(the_runs_of_any_two_texts_are_those_texts)
{
	unsigned seed = 7;
	size_t edited;

	for (int i = 0; i < 4000 && !test_failing(); i++) {
		struct str from = random_text(&seed, 40),
			   to = random_text(&seed, 40);

		check(from, to, &edited);
	}
}

/* As many edits as would never be found: one after the other, whole. */
TEST(texts_with_nothing_in_common_are_told_whole)
{
	enum { LINES = 3000 };
	struct buf a, b;
	size_t edited;

	buf_init(&a, &test_mem, 1 << 20);
	buf_init(&b, &test_mem, 1 << 20);
	for (int i = 0; i < LINES; i++) {
		buf_addf(&a, "left %d here\n", i);
		buf_addf(&b, "right %d there\n", i);
	}
	check(buf_str(&a), buf_str(&b), &edited);
	OK(edited > 0);
}

TEST(one_edit_in_a_long_text_is_found_alone)
{
	enum { LINES = 20000 };
	struct buf a, b;
	size_t edited;

	buf_init(&a, &test_mem, 4 << 20);
	buf_init(&b, &test_mem, 4 << 20);
	for (int i = 0; i < LINES; i++) {
		buf_addf(&a, "line %d of it\n", i);
		buf_addf(&b, "line %d of %s\n", i, i == 12345 ? "us" : "it");
	}
	check(buf_str(&a), buf_str(&b), &edited);
	SAME_INT(edited, 4);
}

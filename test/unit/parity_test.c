/*
 * test/unit/parity_test.c - every format of every sample in every template
 * says the same words in the same order (DOC-10), and no writer adds, drops
 * or moves one.
 */
#include "parity.h"
#include "resumes.h"
#include "tree_sample.h"

/* Where two texts begin to differ, with some of what is there. */
static void say_difference(const char *about, struct str have, struct str want)
{
	size_t i = 0, from;

	while (i < have.len && i < want.len && have.at[i] == want.at[i])
		i++;
	from = i > 40 ? i - 40 : 0;
	test_fail(__FILE__, __LINE__, "%s: \"%.*s\" is not \"%.*s\"", about,
		(int)(have.len - from < 100 ? have.len - from : 100),
		have.at + from,
		(int)(want.len - from < 100 ? want.len - from : 100),
		want.at + from);
}

static void check_all(const char *about, const struct tree *t)
{
	for (size_t i = 0; i < LENGTH(parity_formats); i++) {
		const struct parity_format *f = &parity_formats[i];
		struct arena mem = { 0 };
		struct str have, want;
		char name[300];

		snprintf(name, sizeof(name), "%s as %s", about, f->name);
		if (!parity_holds(&mem, t, f, &have, &want))
			say_difference(name, have, want);
		arena_free(&mem);
	}
}

static void check_sample(const char *sample, const char *template)
{
	const struct template *t;
	struct err err = { 0 };
	struct resume r = resumes_read(sample);
	struct look look;
	struct tree tree;
	char name[200];

	NEED_ERR(
		template_find(&test_mem, str_c(template), NULL, &t, &err), err);
	NEED_ERR(template_look(&test_mem, t, &r, NULL, &look, &err), err);
	NEED_ERR(press_compose(&test_mem, &r, t, &look, &tree, &err), err);
	NEED(tree.count > 0 && parity_tree(&test_mem, &tree).len > 0);
	snprintf(name, sizeof(name), "%s in %s", sample, template);
	check_all(name, &tree);
}

TEST(every_sample_in_every_template_says_the_same_in_every_format)
{
	const char *names[RESUMES_MOST];
	size_t count = resumes_names(names), templates = 0;

	for (; template_name(templates); templates++)
		for (size_t i = 0; i < count; i++)
			check_sample(names[i], template_name(templates));
	OK(count >= 10 && templates >= 4);
}

TEST(a_tree_of_everything_says_the_same_in_every_format)
{
	check_all("the sample", sample_resume());
}

TEST(two_columns_are_read_in_the_order_of_the_blocks)
{
	struct tree *t = sample_resume();

	sample_look_of(t)->columns = 2;
	sample_look_of(t)->side_width = 150000;
	sample_look_of(t)->gap = 18000;
	for (size_t i = 14; i < t->count; i++)
		t->at[i].region = TREE_SIDE;
	check_all("a side behind", t);
	t->at[14].region = TREE_MAIN;
	t->at[5].region = TREE_SIDE;
	check_all("sides between", t);
}

TEST(nothing_is_said_of_an_empty_document)
{
	struct tree *t = sample_tree();

	SAME_STR(parity_tree(&test_mem, t), STR(""));
	check_all("nothing", t);
}

TEST(marks_of_every_format_are_only_text)
{
	static const char *const texts[] = { "<b>&amp;</b> \"'`",
		"]]> <!-- --> <?x?>", "# no head", "1. no list", "1) no list",
		"- no item", "+ none", "* none", "> no quote", "~~~", "```",
		"---", "***", "___", "===", "=", "[a](b) ![c](d) [e]: f",
		"a\\b \\* \\", "*a* _b_ **c** __d__ ~~e~~",
		"snake_case_name C* 5 * 3 * 2", "&lt; &#65; &copy R&D AT&T;",
		"C# F# #", "a|b | c", "<http://x.example>", "${x} %s %d {{y}}",
		"\u00a0tied\u00a0", "  many   blanks  ", "!", "123456789. x",
		"1234567890) x", "\u2022 bullet", "a  \n b" };

	for (size_t i = 0; i < LENGTH(texts); i++) {
		struct tree *t = sample_tree();

		for (int role = 0; role < TREE_ROLES; role++)
			if (strcmp(texts[i], "---") != 0 ||
				role == TREE_SECTION)
				sample_block(t, (enum tree_role)role, texts[i],
					i % 2 ? texts[i] : NULL);
		check_all(texts[i], t);
	}
}

TEST(what_no_format_has_a_place_for_is_shown_as_missing)
{
	static const char *const texts[] = { "a\x0b\x0cz", "a\x7fz",
		"a\xc2\x85z", "a\xef\xbf\xbez", "a\xef\xbf\xbfz",
		"a\xef\xb7\x90z", "a\xf0\x9f\xbf\xbfz", "a\xed\xa0\x80z",
		"a\xffz", "a\xe2\x82", "a\xc3", "a\xf4\x90\x80\x80z" };

	for (size_t i = 0; i < LENGTH(texts); i++) {
		struct tree *t = sample_tree();
		struct tree_run run = { .text = str_c(texts[i]) };

		sample_block(t, TREE_NAME, "", NULL)->text =
			(struct tree_runs){ &run, 1 };
		sample_block(t, TREE_TEXT, "x", NULL)->aside =
			(struct tree_runs){ &run, 1 };
		OK(memmem(parity_tree(&test_mem, t).at, 3, "\xef\xbf", 2));
		check_all(texts[i], t);
	}
}

TEST(runs_of_all_kinds_join_to_the_same_words)
{
	struct tree *t = sample_tree();
	struct arena mem = { 0 };
	struct str have, want;

	for (unsigned flags = 0; flags < 64; flags++) {
		struct tree_block *b = sample_block(t, TREE_TEXT, "abcd", "e");
		static struct tree_run runs[64][4];

		for (unsigned i = 0; i < 4; i++)
			runs[flags][i] = (struct tree_run){
				.text = str_c((const char *[]){
					"be", "tween ", "(words", ")." }[i]),
				.flags = flags >> (i % 3) & 63,
				.url = i == flags % 5
					       ? STR("https://a.example/(b)")
					       : STR_NONE,
			};
		b->text = (struct tree_runs){ runs[flags], 4 };
	}
	check_all("runs", t);
	for (size_t i = 0; i < LENGTH(parity_formats); i++)
		OK(parity_holds(&mem, t, &parity_formats[i], &have, &want));
	arena_free(&mem);
}

/*
 * test/tree_sample.h - documents as trees, made by hand: for tests of what is
 * written of a tree, whoever composed it.
 *
 *	struct tree *t = sample_tree();
 *	sample_block(t, TREE_ENTRY, "\1Engineer\1, Acme", "2020 \u2013 2024");
 *
 * In a text \1 turns bold on and off, \2 italic, \3 muted, \4 no line ends,
 * \5 the accent, and \6url\6text\6 is a link.
 */
#ifndef TREE_SAMPLE_H
#define TREE_SAMPLE_H

#include "press/look.h"
#include "test.h"

enum { SAMPLE_BLOCKS = 20000 };

MAYBE struct look sample_look(void)
{
	struct look look = {
		.template = STR("sample"),
		.paper_width = 612000,
		.paper_height = 792000,
		.top = 36000,
		.right = 36000,
		.bottom = 36000,
		.left = 36000,
		.columns = 1,
		.body_font = STR("Carlito"),
		.heading_font = STR("Carlito"),
		.text = 0x1a1a1a,
		.muted = 0x555555,
		.accent = 0x1f4e79,
		.rule_color = 0x1f4e79,
		.rule_width = 750,
		.rule_gap = 1000,
		.side_color = 0xffffff,
		.head_color = 0xffffff,
		.bullet = STR("\u2022"),
		.bullet_indent = 12960,
		.entry_gap = 6000,
		.numbers = LOOK_NUMBERS_ALWAYS,
	};

	for (int i = 0; i < TREE_ROLES; i++)
		look.role[i] = (struct look_role){
			.size = 10000, .leading = 12500, .color = look.text
		};
	look.role[TREE_NAME].size = 22000;
	look.role[TREE_NAME].leading = 27000;
	look.role[TREE_NAME].flags = TREE_BOLD;
	look.role[TREE_LABEL].color = look.accent;
	look.role[TREE_SECTION] = (struct look_role){ .size = 12000,
		.leading = 15000,
		.before = 10000,
		.color = look.accent,
		.flags = TREE_BOLD,
		.letters = LOOK_UPPER,
		.rule = LOOK_BELOW,
		.tracking = 500 };
	look.role[TREE_ENTRY].flags = TREE_BOLD;
	look.role[TREE_ENTRY].size = 10600;
	look.role[TREE_BULLET].after = 1000;
	return look;
}

MAYBE struct tree *sample_tree(void)
{
	struct tree *t = ARENA_NEW(&test_mem, struct tree);
	struct look *look = ARENA_NEW(&test_mem, struct look);

	*look = sample_look();
	*t = (struct tree){
		.look = look,
		.at = ARENA_LIST(&test_mem, struct tree_block, SAMPLE_BLOCKS),
		.title = STR("Ida Lindqvist \u2013 Resume"),
		.author = STR("Ida Lindqvist"),
		.subject = STR("Resume"),
		.keywords = STR("Go, C"),
		.language = STR("en"),
		.date_ms = INT64_C(1772668800000), /* 2026-03-05 */
		.footer = STR("Ida Lindqvist"),
		.page_words = STR("Page %d of %d"),
	};
	return t;
}

MAYBE struct look *sample_look_of(struct tree *t)
{
	return (struct look *)(uintptr_t)t->look;
}

static unsigned sample_flag(char c)
{
	static const unsigned flags[] = { 0, TREE_BOLD, TREE_ITALIC, TREE_MUTED,
		TREE_NOBREAK, TREE_ACCENT };

	return c > 0 && (size_t)c < LENGTH(flags) ? flags[(int)c] : 0;
}

MAYBE struct tree_runs sample_runs(const char *text)
{
	struct str rest = str_copy(&test_mem, str_c(text));
	struct tree_runs runs = { 0 };
	unsigned flags = 0;

	runs.at = ARENA_LIST(&test_mem, struct tree_run, rest.len + 1);
	while (rest.len) {
		struct tree_run run = { .flags = flags };
		size_t n = 0;

		if (rest.at[0] == 6) {
			rest = str_of(rest.at + 1, rest.len - 1);
			run.url = str_cut(&rest, 6);
			run.text = str_cut(&rest, 6);
			runs.at[runs.count++] = run;
			continue;
		}
		if (sample_flag(rest.at[0])) {
			flags ^= sample_flag(rest.at[0]);
			rest = str_of(rest.at + 1, rest.len - 1);
			continue;
		}
		while (n < rest.len && !sample_flag(rest.at[n]) &&
			rest.at[n] != 6)
			n++;
		run.text = str_of(rest.at, n);
		runs.at[runs.count++] = run;
		rest = str_of(rest.at + n, rest.len - n);
	}
	return runs;
}

MAYBE struct tree_block *sample_block(struct tree *t, enum tree_role role,
	const char *text, const char *aside)
{
	struct tree_block *b = &t->at[t->count++];

	*b = (struct tree_block){ .role = role,
		.region = role <= TREE_CONTACT ? TREE_HEAD : TREE_MAIN,
		.text = sample_runs(text),
		.joined = role == TREE_DETAIL || role == TREE_BULLET ||
			  role == TREE_ROLE };
	if (t->count > 1)
		b->section = b[-1].section;
	if (role == TREE_SECTION)
		b->section = str_copy(&test_mem, str_c(text));
	if (aside)
		b->aside = sample_runs(aside);
	return b;
}

/* One of everything. */
MAYBE struct tree *sample_resume(void)
{
	struct tree *t = sample_tree();

	sample_block(t, TREE_NAME, "Ida Lindqvist", NULL);
	sample_block(t, TREE_LABEL, "Platform engineer & on-call lead", NULL);
	sample_block(t, TREE_CONTACT,
		"\6mailto:ida@lindqvist.example\6ida@lindqvist.example\6 "
		"\u00b7 "
		"\6tel:+46 40 555 01 99\6+46 40 555 01 99\6 \u00b7 Malm\u00f6 "
		"\u00b7 \6https://lindqvist.example/?a=1&b=2\6"
		"lindqvist.example\6",
		NULL);
	sample_block(t, TREE_SECTION, "Experience", NULL);
	sample_block(t, TREE_ENTRY,
		"Staff Engineer, \6https://kestrel.example\6"
		"Kestrel Maps\6",
		"Mar 2021 \u2013 Present");
	sample_block(
		t, TREE_DETAIL, "Tiles for half a continent", "\2Malm\u00f6\2");
	sample_block(t, TREE_BULLET,
		"Moved the nightly run from \0014 h 10 min\1 to \00422 "
		"minutes\4.",
		NULL);
	sample_block(t, TREE_BULLET,
		"Wrote C* and <3 \"snake_case\" names; "
		"R&D said 5 * 3 = 15.",
		NULL);
	sample_block(t, TREE_BULLET, "of which \2two\2 lead teams today", NULL)
		->depth = 1;
	sample_block(t, TREE_ENTRY, "Halden & S\u00f6hne", "2015 \u2013 2021");
	sample_block(t, TREE_ROLE, "Senior Engineer", "2018 \u2013 2021");
	sample_block(t, TREE_BULLET, "Ledgers that add up.", NULL);
	sample_block(t, TREE_ROLE, "Engineer", "2015 \u2013 2018");
	sample_block(t, TREE_TEXT, "Payments.", NULL)->joined = true;
	sample_block(t, TREE_SECTION, "Skills", NULL);
	sample_block(t, TREE_TERM, "\1Languages:\1 Go, C, C++, C#", NULL);
	sample_block(t, TREE_SECTION, "References", NULL);
	sample_block(t, TREE_QUOTE, "Calm at three in the morning.", NULL);
	return t;
}

#endif

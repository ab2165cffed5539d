/*
 * Setting trees into pages: what stands where, what is never parted, and that
 * no word is lost. Trees are made by hand, so that nothing but the layout can
 * be wrong.
 */
#include "press/press.h"
#include "test.h"

#include <stdlib.h>

/* ---- a document --------------------------------------------------------- */

struct paper {
	struct press *press;
	struct look look;
	struct tree_block block[3000];
	struct tree tree;
	struct pages pages;
};

static struct tree_runs run_of(const char *text)
{
	struct tree_run *r = ARENA_NEW(&test_mem, struct tree_run);

	r->text = str_c(text);
	return (struct tree_runs){ r, text ? 1 : 0 };
}

static struct tree_block *add(struct paper *p, enum tree_role role,
	const char *text, const char *aside)
{
	struct tree_block *b = &p->block[p->tree.count++];

	*b = (struct tree_block){
		.role = role, .region = TREE_MAIN, .text = run_of(text)
	};
	if (aside)
		b->aside = run_of(aside);
	return b;
}

static struct paper *paper_new(void)
{
	struct paper *p = ARENA_NEW(&test_mem, struct paper);
	struct err err;

	if (!press_open(&p->press, &err))
		abort();
	p->look = (struct look){ .paper_width = 595276,
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
		.bullet_indent = 10000,
		.hyphenate = true,
		.fit_least = 800 };
	for (int i = 0; i < TREE_ROLES; i++)
		p->look.role[i] =
			(struct look_role){ .size = 10000, .leading = 13000 };
	p->tree = (struct tree){ .look = &p->look,
		.at = p->block,
		.language = STR("en"),
		.page_words = STR("Page %d of %d") };
	return p;
}

static void set(struct paper *p)
{
	struct err err;

	NEED_ERR(press_layout(p->press, &test_mem, &p->tree, &p->pages, &err),
		err);
}

/* ---- what came out ------------------------------------------------------ */

/* The text of all pages as it would be read, a blank at each gap. */
static struct str read_back(const struct paper *p)
{
	struct buf out;

	buf_init(&out, &test_mem, 1 << 20);
	for (size_t n = 0; n < p->pages.count; n++)
		for (size_t i = 0; i < p->pages.at[n].count; i++) {
			const struct mark *m = &p->pages.at[n].at[i];

			for (uint32_t k = 0; m->kind == MARK_TEXT &&
					     m->u.text.part != PAGES_ARTIFACT &&
					     k < m->u.text.count;
				k++) {
				const struct mark_piece *c = &m->u.text.at[k];

				if (c->blank && out.len)
					buf_addc(&out, ' ');
				if (!c->hyphen)
					buf_add(&out, c->shape->text);
			}
		}
	return buf_str(&out);
}

/* The lines of the pages: the texts of marks by baseline. */
struct set_line {
	size_t page;
	int32_t y, left, right;
	struct str text;
};
static size_t lines_of(const struct paper *p, struct set_line *out, size_t most)
{
	size_t count = 0;

	for (size_t n = 0; n < p->pages.count; n++)
		for (size_t i = 0; i < p->pages.at[n].count; i++) {
			const struct mark *m = &p->pages.at[n].at[i];
			const struct mark_text *t = &m->u.text;
			const struct mark_piece *last;
			struct set_line *l;

			if (m->kind != MARK_TEXT || t->part == PAGES_ARTIFACT)
				continue;
			if (!count || out[count - 1].page != n ||
				out[count - 1].y != t->y) {
				if (count == most)
					return count;
				out[count++] = (struct set_line){
					.page = n, .y = t->y, .left = t->at[0].x
				};
			}
			l = &out[count - 1];
			for (uint32_t k = 0; k < t->count; k++)
				l->text = str_fmt(&test_mem, "%.*s%s%.*s",
					STR_ARG(l->text),
					t->at[k].blank && l->text.len ? " "
								      : "",
					STR_ARG(t->at[k].shape->text));
			last = &t->at[t->count - 1];
			l->right = last->x +
				   (int32_t)((int64_t)last->shape->width *
					     t->size / t->font->upem);
		}
	return count;
}

static const char lorem[] =
	"Moved the checkout service to an architecture of events, which cut "
	"the slowest hundredth of its answers from 840 ms to 95 ms and kept "
	"6.4 million customers informed about every parcel on its way.";

/* ---- tests -------------------------------------------------------------- */

TEST(no_line_is_wider_than_its_column_and_none_is_lost)
{
	struct paper *p = paper_new();
	struct set_line line[64];
	size_t count;

	add(p, TREE_TEXT, lorem, NULL);
	set(p);
	count = lines_of(p, line, LENGTH(line));
	OK(count == 2 || count == 3);
	for (size_t i = 0; i < count; i++) {
		OK(line[i].left >= p->look.left);
		OK(line[i].right <= p->look.paper_width - p->look.right);
	}
	SAME_STR(read_back(p), str_c(lorem));
	press_close(p->press);
}

TEST(a_number_is_not_parted_from_its_unit)
{
	struct paper *p = paper_new();
	struct set_line line[64];

	/* at any width */
	add(p, TREE_TEXT, lorem, NULL);
	for (int32_t right = 60000; right < 360000; right += 7000) {
		size_t count;

		p->look.right = right;
		set(p);
		count = lines_of(p, line, LENGTH(line));
		for (size_t i = 0; i + 1 < count; i++) {
			OK(!str_ends(line[i].text, STR(" 840")));
			OK(!str_ends(line[i].text, STR(" 95")));
		}
	}
	press_close(p->press);
}

TEST(a_date_stands_at_the_far_end_of_the_first_line)
{
	struct paper *p = paper_new();
	struct set_line line[8];

	add(p, TREE_ENTRY, "Senior Engineer", "Mar 2020 – Present");
	set(p);
	SAME_INT(lines_of(p, line, LENGTH(line)), 1);
	SAME_STR(line[0].text, STR("Senior Engineer Mar 2020 – Present"));
	SAME_INT(line[0].left, p->look.left);
	OK(p->look.paper_width - p->look.right - line[0].right < 50);
	press_close(p->press);
}

TEST(a_date_stands_behind_a_title_of_two_lines)
{
	struct paper *p = paper_new();
	struct set_line line[8];
	size_t count;

	add(p, TREE_ENTRY,
		"Senior Engineer for the Reliability of Everything that Moves, "
		"and of What Does Not",
		"Mar 2020 – Present");
	p->look.right = 250000;
	set(p);
	count = lines_of(p, line, LENGTH(line));
	NEED(count > 1);
	OK(!str_ends(line[0].text, STR("Present")));
	OK(str_ends(line[count - 1].text, STR("Mar 2020 – Present")));
	press_close(p->press);
}

TEST(a_date_without_room_stands_beneath)
{
	struct paper *p = paper_new();
	struct set_line line[8];

	p->look.right = p->look.paper_width - p->look.left - 100000;
	add(p, TREE_ENTRY, "Senior Engineer", "Mar 2020 – Present");
	set(p);
	SAME_INT(lines_of(p, line, LENGTH(line)), 2);
	SAME_STR(line[0].text, STR("Senior Engineer"));
	SAME_STR(line[1].text, STR("Mar 2020 – Present"));
	press_close(p->press);
}

TEST(an_address_that_is_longer_than_a_line_goes_on_behind_a_mark)
{
	struct paper *p = paper_new();
	struct set_line line[16];
	size_t count;

	p->look.right = p->look.paper_width - p->look.left - 120000;
	add(p, TREE_TEXT,
		"https://example.org/projects/a-rather-long-name/that-goes-on",
		NULL);
	set(p);
	count = lines_of(p, line, LENGTH(line));
	OK(count > 1);
	for (size_t i = 0; i + 1 < count; i++) {
		char last = line[i].text.at[line[i].text.len - 1];

		OK(strchr("/.-_", last) != NULL);
		OK(line[i].right <= p->look.paper_width - p->look.right);
	}
	press_close(p->press);
}

static void fill_pages(struct paper *p, int entries)
{
	add(p, TREE_SECTION, "Experience", NULL);
	for (int i = 0; i < entries; i++) {
		add(p, TREE_ENTRY, "Engineer", "2020 – 2021");
		add(p, TREE_DETAIL, "Acme, Berlin", NULL);
		for (int k = 0; k < 4; k++)
			add(p, TREE_BULLET, lorem, NULL);
		if (i % 3 == 2)
			add(p, TREE_SECTION, "Education", NULL);
	}
	add(p, TREE_TEXT, "The end.", NULL);
}

TEST(no_page_ends_with_a_heading_or_with_one_line_of_a_paragraph)
{
	struct paper *p = paper_new();
	struct set_line line[2000];
	size_t count;

	fill_pages(p, 30);
	for (int32_t bottom = 40000; bottom < 120000; bottom += 9000) {
		p->look.bottom = bottom;
		set(p);
		OK(p->pages.count > 2);
		count = lines_of(p, line, LENGTH(line));
		for (size_t i = 0; i + 1 < count; i++) {
			if (line[i].page == line[i + 1].page)
				continue;
			OK(!str_starts(line[i].text, STR("Engineer")));
			OK(!str_is(line[i].text, "Experience"));
			OK(!str_is(line[i].text, "Education"));
			OK(!str_is(line[i].text, "Acme, Berlin"));
			OK(!str_starts(line[i].text, STR("• Moved")) ||
				i + 2 >= count);
		}
	}
	press_close(p->press);
}

TEST(fit_finds_a_type_size_or_says_that_there_is_none)
{
	struct paper *p = paper_new();

	fill_pages(p, 9);
	set(p);
	SAME_INT((int)p->pages.count, 2);
	SAME_INT(p->pages.scale, 1000);
	p->look.fit_pages = 1;
	p->look.fit_least = 600;
	set(p);
	SAME_INT((int)p->pages.count, 1);
	OK(p->pages.fitted);
	OK(p->pages.scale < 1000 && p->pages.scale >= 600);
	p->look.fit_least = 950;
	set(p);
	OK(!p->pages.fitted);
	SAME_INT((int)p->pages.count, 2);
	press_close(p->press);
}

TEST(more_than_sixty_pages_are_refused)
{
	struct paper *p = paper_new();
	struct err err = { 0 };

	for (int i = 0; i < 2900; i++)
		add(p, TREE_TEXT, lorem, NULL);
	OK(!press_layout(p->press, &test_mem, &p->tree, &p->pages, &err));
	SAME_INT(err.code, ERR_TOO_BIG);
	press_close(p->press);
}

TEST(hebrew_is_set_from_the_right_and_latin_within_it_is_not)
{
	struct paper *p = paper_new();
	const struct mark_text *t;

	p->tree.rtl = true;
	p->tree.language = STR("he");
	add(p, TREE_TEXT, "שלום Linux עולם", NULL);
	set(p);
	t = &p->pages.at[0].at[0].u.text;
	/* in the order of the text, the first word at the right */
	SAME_STR(t->at[0].shape->text, STR("שלום"));
	OK(t->at[0].shape->rtl);
	OK(t->at[0].x > p->look.paper_width / 2);
	t = &p->pages.at[0].at[p->pages.at[0].count - 1].u.text;
	SAME_STR(t->at[t->count - 1].shape->text, STR("עולם"));
	OK(t->at[t->count - 1].x < p->pages.at[0].at[0].u.text.at[0].x);
	press_close(p->press);
}

TEST(japanese_breaks_between_characters_but_not_before_a_full_stop)
{
	struct paper *p = paper_new();
	struct set_line line[64] = { 0 };
	size_t count;

	p->tree.language = STR("ja");
	add(p, TREE_TEXT,
		"私は東京で十年間ソフトを開発しました。大規模な分散基盤の"
		"設計と運用を担当しています。新しい課題に挑戦したいです。",
		NULL);
	for (int32_t right = 200000; right < 400000; right += 9000) {
		p->look.right = right;
		set(p);
		count = lines_of(p, line, LENGTH(line));
		OK(count >= 2);
		for (size_t i = 1; i < count; i++)
			OK(!str_starts(line[i].text, STR("。")));
	}
	press_close(p->press);
}

TEST(what_the_font_lacks_comes_from_another_one)
{
	struct paper *p = paper_new();

	add(p, TREE_TEXT, "Ελληνικά Русский 日本語 עברית العربية ไทย 🚀 →",
		NULL);
	set(p);
	SAME_INT((int)p->pages.missing, 0);
	/* a noncharacter has no glyph anywhere */
	p->tree.count = 0;
	add(p, TREE_TEXT, "a \xf4\x8f\xbf\xbd b", NULL);
	set(p);
	SAME_INT((int)p->pages.missing, 1);
	SAME_INT((int)p->pages.missing_one, 0x10fffd);
	press_close(p->press);
}

TEST(a_ligature_keeps_its_letters)
{
	struct paper *p = paper_new();
	const struct shape *s;
	size_t bytes = 0;

	add(p, TREE_TEXT, "efficient", NULL);
	set(p);
	s = p->pages.at[0].at[0].u.text.at[0].shape;
	OK(s->count < 9);
	for (uint32_t i = 0; i < s->count; i++)
		bytes += s->at[i].len;
	SAME_INT((int)bytes, 9);
	press_close(p->press);
}

TEST(the_same_tree_is_set_alike_by_a_press_that_has_seen_others)
{
	struct paper *a = paper_new(), *b = paper_new();

	fill_pages(a, 3);
	set(a);
	add(b, TREE_TEXT, "another document with other words", NULL);
	set(b);
	b->tree.count = 0;
	fill_pages(b, 3);
	set(b);
	SAME_STR(read_back(a), read_back(b));
	SAME_INT((int)a->pages.at[0].count, (int)b->pages.at[0].count);
	for (size_t i = 0; i < a->pages.at[0].count; i++)
		SAME_INT(a->pages.at[0].at[i].u.text.at[0].x,
			b->pages.at[0].at[i].u.text.at[0].x);
	press_close(a->press);
	press_close(b->press);
}

TEST(a_dash_does_not_begin_or_end_a_line_when_it_can_be_helped)
{
	struct paper *p = paper_new();
	struct set_line line[64] = { 0 };
	size_t count;

	add(p, TREE_TEXT,
		"Built the first version of the service — alone and in four "
		"weeks — and handed it to a team of five – all of them new.",
		NULL);
	for (int32_t right = 60000; right < 260000; right += 7000) {
		p->look.right = right;
		set(p);
		count = lines_of(p, line, LENGTH(line));
		for (size_t i = 0; i + 1 < count; i++) {
			OK(!str_ends(line[i].text, STR("—")));
			OK(!str_starts(line[i + 1].text, STR("—")));
		}
	}
	press_close(p->press);
}

TEST(a_hyphen_of_ours_is_told_apart_from_the_text)
{
	struct paper *p = paper_new();
	bool seen = false;

	p->look.right = p->look.paper_width - p->look.left - 70000;
	add(p, TREE_TEXT,
		"internationalization characterization responsibilities", NULL);
	set(p);
	for (size_t i = 0; i < p->pages.at[0].count; i++) {
		const struct mark_text *t = &p->pages.at[0].at[i].u.text;

		for (uint32_t k = 0; k < t->count; k++)
			if (t->at[k].hyphen) {
				seen = true;
				SAME_STR(t->at[k].shape->text, STR("-"));
			}
	}
	OK(seen);
	press_close(p->press);
}

TEST(blanks_that_are_tied_end_no_line_that_another_could_end)
{
	static const char place[] = "14 Harbour Row, Dublin, Leinster D02, IE";
	struct paper *p = paper_new();
	struct tree_run run[] = { { .text = STR("maren@example.org · ") },
		{ .text = str_c(place), .flags = TREE_NOBREAK },
		{ .text = STR(" · maren.example.org") } };
	struct set_line line[8];

	add(p, TREE_CONTACT, NULL, NULL)->text = (struct tree_runs){ run, 3 };
	for (int32_t left = 60000; left < 340000; left += 7000) {
		bool whole = false;

		p->look.left = left;
		set(p);
		for (size_t i = lines_of(p, line, 8); i-- > 0;)
			whole = whole ||
				(line[i].text.at &&
					strstr(line[i].text.at, place));
		OK(whole);
	}
	press_close(p->press);
}

/* test/unit/template_test.c - press/template.h: templates, and who may say how
 * a document looks (DOC-11, DOC-12). */
#include "templates.h"

#include "embed.h"

static const char *kinds[] = { "resume", "cv", "cover_letter", "revamp" };

/* ---- the house's -------------------------------------------------------- */

TEST(every_template_of_the_house_says_what_it_is)
{
	size_t n = 0;

	for (; template_name(n); n++) {
		const struct template *t = found(template_name(n));
		struct template_says says;

		NEED(t);
		says = template_says(t);
		SAME_STR(says.name, str_c(template_name(n)));
		OK(says.title.len && says.description.len > 20);
		OK(says.category.len && says.version >= 1);
		OK(!str_is(says.title, "Base"));
	}
	OK(n >= 8);
}

/* template_find trusts them, so somebody has to look. */
TEST(every_file_of_the_house_is_without_a_fault)
{
	for (size_t i = 0; i < embed_count; i++) {
		const char *path = embed_files[i].path;
		struct template_source source = { .from = path };
		struct template_file file;
		struct err err;

		if (!str_starts(str_c(path), STR("templates/")) ||
			strchr(path + strlen("templates/"), '/'))
			continue;
		source.text = str_of(embed_files[i].at, embed_files[i].len);
		NEED_ERR(json_parse(&test_mem, source.text, &source.doc, &err),
			err);
		OK_ERR(template_file_read(&test_mem, &source, &file, &err),
			err);
	}
}

TEST(the_four_named_ones_come_first)
{
	static const char *const names[] = { "modern", "classic",
		"professional", "minimal" };

	for (size_t i = 0; i < LENGTH(names); i++)
		SAME_STR(str_c(template_name(i)), str_c(names[i]));
}

TEST(every_template_has_a_look_for_each_kind_column_count_and_paper)
{
	static const char *const styles[] = { "{\"columns\":1}",
		"{\"columns\":2}", "{\"paper\":\"letter\"}",
		"{\"paper\":\"a4\",\"fit\":{\"pages\":1}}" };

	for (size_t i = 0; template_name(i); i++)
		for (size_t k = 0; k < LENGTH(kinds); k++)
			for (size_t s = 0; s < LENGTH(styles); s++) {
				struct resume r = { 0 };
				struct look look;
				struct err err;

				r.meta.vitae.kind = str_c(kinds[k]);
				NEED_ERR(
					template_look(&test_mem,
						found(template_name(i)), &r,
						parsed(styles[s]), &look, &err),
					err);
				OK(look.role[TREE_NAME].size >
					look.role[TREE_TEXT].size);
				OK(look.role[TREE_TEXT].size >= 9000 &&
					look.role[TREE_TEXT].size <= 11000);
				OK(look.body_font.len && look.heading_font.len);
			}
}

/* Poppler joins lines of one size into columns: a date beside a title would
 * then be read behind the line beneath. */
TEST(first_lines_of_entries_differ_in_size_from_what_is_beneath)
{
	for (size_t i = 0; template_name(i); i++) {
		struct resume r = { 0 };
		struct look look;
		struct err err;

		NEED_ERR(template_look(&test_mem, found(template_name(i)), &r,
				 NULL, &look, &err),
			err);
		OK(look.role[TREE_ENTRY].size * 100 >
			look.role[TREE_DETAIL].size * 105);
		OK(look.role[TREE_ROLE].size * 100 >
			look.role[TREE_TEXT].size * 105);
	}
}

TEST(professional_is_what_DOC_15_asks_for)
{
	struct resume r = { 0 };
	struct look look;
	struct err err;

	NEED_ERR(template_look(&test_mem, found("professional"), &r, NULL,
			 &look, &err),
		err);
	SAME_INT(look.paper_width, 612000);
	SAME_INT(look.paper_height, 792000);
	SAME_INT(look.left, 36000);
	SAME_INT(look.right, 36000);
	SAME_INT(look.top, 36000);
	SAME_INT(look.bottom, 36000);
	SAME_INT(look.bullet_indent, 12960);
	SAME_INT(look.role[TREE_TEXT].size, 10000);
	SAME_INT(look.role[TREE_BULLET].size, 10000);
	SAME_INT(look.role[TREE_SECTION].after, 0);
	SAME_INT(look.role[TREE_SECTION].rule, LOOK_BELOW);
}

/* ---- who says what ------------------------------------------------------ */

TEST(a_template_that_extends_none_begins_with_what_all_have)
{
	struct look look = look_of("{\"title\":\"Mine\"}", "{}", NULL);

	SAME_STR(look.body_font, STR("Carlito"));
	SAME_INT(look.paper_width, 595276);
	OK(look.role[TREE_NAME].size > look.role[TREE_TEXT].size);
}

TEST(objects_are_merged_and_lists_replaced)
{
	const struct template *t;
	struct err err;

	NEED_ERR(reads("{\"extends\":\"modern\",\"roles\":{\"name\":"
		       "{\"align\":\"center\"}},\"sections\":{\"work\":"
		       "{\"lines\":[{\"text\":\"{name}\"}]}}}",
			 &t, &err),
		err);
	OK(t->file.roles.at[TREE_NAME]->size > 2); /* still modern's */
	OK(str_is(t->file.roles.at[TREE_NAME]->align, "center"));
	SAME_INT(t->section[RESUME_WORK].lines.count, 1);
	OK(t->section[RESUME_WORK].roles.count > 2);
	OK(t->section[RESUME_SKILLS].lines.count > 0);
}

TEST(the_call_beats_the_resume_and_the_resume_its_template)
{
	const char *resume =
		"{\"meta\":{\"vitae\":{\"paper\":\"Letter\",\"style\":"
		"{\"size\":11,\"colors\":{\"accent\":\"#112233\"}}}}}";
	struct look look = look_of(
		"{}", resume, "{\"size\":9.25,\"margins\":{\"left\":\"1in\"}}");

	SAME_INT(look.role[TREE_TEXT].size, 9250);
	SAME_INT(look.accent, 0x112233);
	SAME_INT(look.paper_width, 612000);
	SAME_INT(look.left, 72000);
	SAME_INT(look.right, 56693); /* the template's 20 mm */
}

static struct err refused(const char *resume, const char *style)
{
	const struct template *t;
	struct resume r = resume_of(resume);
	struct look look;
	struct err err = { 0 };

	OK_ERR(reads("{}", &t, &err), err);
	OK(!template_look(
		&test_mem, t, &r, style ? parsed(style) : NULL, &look, &err));
	return err;
}

TEST(titles_of_several_styles_are_laid_over_each_other_name_by_name)
{
	struct look look = look_of("{}",
		"{\"meta\":{\"vitae\":{\"paper\":\"letter\",\"style\":"
		"{\"size\":9,\"titles\":{\"work\":\"Jobs\",\"skills\":\"Can\"}"
		"}}}}",
		"{\"titles\":{\"work\":\"Posts\",\"awards\":\"Won\"}}");

	NEED(look.choice);
	SAME_STR(json_text(json_find(look.choice->titles, "work")),
		STR("Posts"));
	SAME_STR(json_text(json_find(look.choice->titles, "skills")),
		STR("Can"));
	SAME_STR(json_text(json_find(look.choice->titles, "awards")),
		STR("Won"));
	SAME_INT(look.role[TREE_TEXT].size, 9000);
	SAME_INT(look.paper_width, 612000);
}

TEST(what_a_resume_says_beside_its_style_is_looked_at_too)
{
	struct err err =
		refused("{\"meta\":{\"vitae\":{\"paper\":\"a5\"}}}", NULL);

	SAME_STR(str_c(err.fields[0].at), STR("/meta/vitae/paper"));
	err = refused(
		"{\"meta\":{\"vitae\":{\"section_order\":[\"\"]}}}", NULL);
	SAME_STR(str_c(err.fields[0].at), STR("/meta/vitae/section_order/0"));
	err = refused(
		"{\"meta\":{\"vitae\":{\"paper\":\"a5\"}}}", "{\"titles\":{}}");
	SAME_STR(str_c(err.fields[0].at), STR("/meta/vitae/paper"));
}

TEST(a_kind_has_its_own_style)
{
	const char *text = "{\"kinds\":{\"cv\":{\"style\":{\"size\":8}}}}";

	SAME_INT(look_of(text, "{}", NULL).role[TREE_TEXT].size, 10500);
	SAME_INT(look_of(text, "{\"meta\":{\"vitae\":{\"kind\":\"cv\"}}}", NULL)
			 .role[TREE_TEXT]
			 .size,
		8000);
}

TEST(a_letter_has_one_column)
{
	struct look look = look_of("{\"style\":{\"columns\":2}}",
		"{\"meta\":{\"vitae\":{\"kind\":\"cover_letter\"}}}", NULL);

	SAME_INT(look.columns, 1);
}

TEST(lengths_are_exact_in_every_unit)
{
	static const struct {
		const char *text;
		int32_t want;
	} rows[] = { { "1in", 72000 }, { "0.5in", 36000 }, { "36pt", 36000 },
		{ "25.4mm", 72000 }, { "2.54cm", 72000 }, { "18mm", 51024 },
		{ "0.125pt", 125 }, { "0mm", 0 }, { "10 mm", 28346 } };
	static const char *const wrong[] = { "", "mm", "18", "18px", "-1mm",
		"1e2mm", "18mm 2", "99999999999999999999pt", ".", "1,5mm" };
	int32_t n;

	for (size_t i = 0; i < LENGTH(rows); i++) {
		NEED(template_length_read(str_c(rows[i].text), &n));
		SAME_INT(n, rows[i].want);
	}
	for (size_t i = 0; i < LENGTH(wrong); i++)
		OK(!template_length_read(str_c(wrong[i]), &n));
}

TEST(a_font_that_is_not_installed_is_told_and_no_error)
{
	struct look look =
		look_of("{\"style\":{\"fonts\":{\"body\":\"Comic Neue\"}}}",
			"{}", NULL);
	struct fonts *fonts;
	struct str note;
	struct err err;

	SAME_STR(look.body_font, STR("Comic Neue"));
	NEED_ERR(fonts_open(&fonts, NULL, &err), err);
	note = template_note(&test_mem, &look, fonts);
	OK(holds(note, "'Comic Neue' is not installed"));
	look = look_of("{}", "{}", NULL);
	SAME_STR(template_note(&test_mem, &look, fonts), STR(""));
	fonts_close(fonts);
}

TEST(the_shape_of_style_is_sound)
{
	struct err err;

	OK_ERR(json_shape_check(&template_style_shape, &err), err);
	OK_ERR(json_shape_check(&template_file_shape, &err), err);
}

/* Whoever writes a first template copies it. */
TEST(the_example_of_the_manual_is_a_template)
{
	char *text = arena_alloc(&test_mem, 1 << 16), *from, *to;
	FILE *f = fopen("doc/templates.md", "r");
	const struct template *t;
	struct look look;
	struct resume r = { 0 };
	struct err err;

	NEED(f);
	NEED(fread(text, 1, (1 << 16) - 1, f) > 0);
	fclose(f);
	from = strstr(text, "```json\n");
	NEED(from);
	from += strlen("```json\n");
	to = strstr(from, "\n```");
	NEED(to);
	NEED_ERR(template_read(&test_mem, str_of(from, (size_t)(to - from)),
			 "harbour.json", NULL, &t, &err),
		err);
	OK_ERR(template_look(&test_mem, t, &r, NULL, &look, &err), err);
	SAME_INT(look.accent, 0x0b5d5d);
	SAME_STR(look.heading_font, STR("Lato"));
}

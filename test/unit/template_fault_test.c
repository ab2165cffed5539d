/* test/unit/template_fault_test.c - press/template.h: what is wrong with a
 * template is told to its author; folders of templates (DOC-11). */
#include "templates.h"

/* ---- faults ------------------------------------------------------------- */

TEST(what_is_wrong_in_a_file_is_told_by_line_and_pointer)
{
	static const struct {
		const char *text;
		int line;
		const char *says;
	} rows[] = {
		{ "{\n \"colour\": 1}", 2, "/colour is not known here" },
		{ "{\"style\":\n{\"size\":\n40}}", 3,
			"/style/size must be 6 to 16" },
		{ "{\"style\":{\n\"size\":\"10\"}}", 2,
			"/style/size must be a number" },
		{ "{\"style\":{\"colors\":\n{\"accent\":\"blue\"}}}", 2,
			"/style/colors/accent must be a colour" },
		{ "{\"style\":{\"margins\":{\"top\":\n\n\"18\"}}}", 3,
			"/style/margins/top must be a length" },
		{ "{\"side\":{\"width\":\"wide\"}}", 1,
			"/side/width must be a length" },
		{ "{\"category\":\"fancy\"}", 1, "/category must be 'modern'" },
		{ "{\"roles\":{\"name\":{\"size\":0.1}}}", 1,
			"/roles/name/size must be at least 0.5" },
		{ "{\"roles\":{\"name\":{\"color\":\"pink\"}}}", 1,
			"/roles/name/color must be text, muted, accent" },
		{ "{\"contact\":{\"items\":[\"email\",\n\"fax\"]}}", 2,
			"/contact/items/1 must be email" },
		{ "{\"kinds\":{\"cv\":{\"style\":{\n\"sise\":1}}}}", 2,
			"/kinds/cv/style/sise is not known here" },
		{ "{\"sections\":{\"works\":{}}}", 1,
			"/sections/works is not known here" },
		{ "{\"fit_least\":0.2}", 1, "/fit_least must be at least" },
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		const struct template *t;
		struct str want = str_fmt(&test_mem, "my.json, line %d: %s",
			rows[i].line, rows[i].says);
		struct err err;

		OK(!reads(rows[i].text, &t, &err));
		SAME_INT(err.code, ERR_BAD_INPUT);
		if (!str_starts(str_c(err.text), want))
			test_fail(__FILE__, __LINE__, "'%s', not '%s'",
				err.text, want.at);
		OK(err.field_count == 1);
	}
}

TEST(what_is_wrong_with_a_line_is_told_in_words)
{
	static const struct {
		const char *line, *says;
	} rows[] = {
		{ "{\"entry\":\"{postion}\"}",
			"/entry names the unknown field '{postion}'" },
		{ "{\"entry\":\"{rest.}\"}",
			"/entry names the unknown field '{rest.}'" },
		{ "{\"entry\":\"{word.nothing}\"}",
			"/entry names the unknown field '{word.nothing}'" },
		{ "{\"entry\":\"{name\"}", "/entry has a '{' without" },
		{ "{\"entry\":\"name}\"}", "/entry has a '}' without" },
		{ "{\"entry\":\"[{name}\"}", "/entry has a '[' without" },
		{ "{\"entry\":\"{name}]\"}", "/entry has a ']' without" },
		{ "{\"entry\":\"{name}[, here]\"}",
			"/entry has brackets without a field" },
		{ "{\"entry\":\"**{name}\"}",
			"/entry has a '**' that never ends" },
		{ "{\"entry\":\"[*{name}]*\"}",
			"/entry has a mark that ends beyond" },
		{ "{\"text\":\"{name}\",\"aside\":\"{when}\"}",
			"/aside names the unknown field '{when}'" },
		{ "{\"aside\":\"{dates}\"}", " must have one of entry" },
		{ "{\"text\":\"a\",\"term\":\"b\"}", " must have one of" },
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		const struct template *t;
		struct str text = str_fmt(&test_mem,
			"{\"sections\":{\"work\":{\"lines\":[\n{\"text\":"
			"\"x\"},\n%s]}}}",
			rows[i].line);
		struct str want = str_fmt(&test_mem,
			"my.json, line 3: /sections/work/lines/1%s",
			rows[i].says);
		struct err err;

		OK(!reads(text.at, &t, &err));
		if (!str_starts(str_c(err.text), want))
			test_fail(__FILE__, __LINE__, "'%s', not '%s'",
				err.text, want.at);
	}
}

/* The 101st bracket was written beyond the list of those that are open. */
TEST(a_pattern_of_more_parts_than_there_may_be_is_refused)
{
	struct template_pattern p;
	struct str why;
	char text[TEMPLATE_OPS + 1];

	memset(text, '[', sizeof(text));
	OK(!template_pattern_read(
		&test_mem, str_of(text, sizeof(text)), &p, &why));
	SAME_STR(why, STR("has too many parts"));
}

TEST(joined_sections_have_one_line_and_groups_have_roles)
{
	const struct template *t;
	struct err err;

	OK(!reads("{\"sections\":{\"skills\":{\"join\":\", \",\"lines\":"
		  "[{\"term\":\"{name}\"},{\"text\":\"{level}\"}]}}}",
		&t, &err));
	OK(holds(str_c(err.text), "/sections/skills/join needs a section of"));
	OK(!reads("{\"sections\":{\"work\":{\"group\":"
		  "[{\"entry\":\"{name}\"}]}}}",
		&t, &err));
	OK(holds(str_c(err.text), "/sections/work/group needs 'roles'"));
}

TEST(a_style_that_is_wrong_is_told_by_pointer)
{
	struct resume
		r = resume_of("{}"),
		own = resume_of(
			"{\"meta\":{\"vitae\":{\"style\":{\"columns\":3}}}}");
	struct look look;
	struct err err = { 0 };

	OK(!template_look(&test_mem, found("modern"), &r,
		parsed("{\"size\":99,\"colour\":1}"), &look, &err));
	SAME_INT(err.code, ERR_BAD_INPUT);
	SAME_INT(err.field_count, 2);
	SAME_STR(str_c(err.fields[0].at), STR("/style/size"));
	SAME_STR(str_c(err.fields[1].at), STR("/style/colour"));
	memset(&err, 0, sizeof(err));
	OK(!template_look(&test_mem, found("modern"), &own, NULL, &look, &err));
	SAME_STR(str_c(err.fields[0].at), STR("/meta/vitae/style/columns"));
	memset(&err, 0, sizeof(err));
	OK(!template_look(&test_mem, found("modern"), &r,
		parsed("{\"titles\":{\"work\":1}}"), &look, &err));
	SAME_STR(str_c(err.fields[0].at), STR("/style/titles"));
}

TEST(margins_must_leave_room_for_text)
{
	struct resume r = resume_of("{}");
	struct look look;
	struct err err = { 0 };

	OK(!template_look(&test_mem, found("modern"), &r,
		parsed("{\"margins\":{\"left\":\"120mm\",\"right\":\"60mm\"}}"),
		&look, &err));
	OK(holds(str_c(err.text), "leave no room for text"));
}

TEST(a_template_that_is_no_json_names_its_file)
{
	const struct template *t;
	struct err err;

	OK(!reads("{\"title\": }", &t, &err));
	OK(str_starts(str_c(err.text), STR("my.json: line 1, column 11")));
	OK(!reads("[]", &t, &err));
	SAME_STR(str_c(err.text), STR("my.json, line 1: it must be an object"));
}

TEST(a_template_has_at_most_256_KB)
{
	struct str text = str_of(
		arena_alloc(&test_mem, TEMPLATE_BYTES + 1), TEMPLATE_BYTES + 1);
	const struct template *t;
	struct err err;

	OK(!template_read(&test_mem, text, "my.json", NULL, &t, &err));
	SAME_INT(err.code, ERR_TOO_BIG);
}

/* ---- folders ------------------------------------------------------------ */

TEST(a_folder_brings_templates_without_rebuilding)
{
	const char *folder = help_folder();
	const struct template *t;
	struct look look;
	struct resume r = { 0 };
	struct err err;

	put_file(folder, "acme.json",
		"{\"title\":\"Acme\",\"extends\":\"classic\","
		"\"style\":{\"size\":12}}");
	put_file(folder, "acme-cv.json", "{\"extends\":\"acme\"}");
	NEED_ERR(template_find(&test_mem, STR("acme-cv"), folder, &t, &err),
		err);
	SAME_STR(template_says(t).title, STR("Acme"));
	NEED_ERR(template_look(&test_mem, t, &r, NULL, &look, &err), err);
	SAME_INT(look.role[TREE_TEXT].size, 12000);
	SAME_STR(look.body_font, STR("Gentium Plus"));
}

TEST(templates_that_extend_each_other_in_a_circle_are_refused)
{
	const char *folder = help_folder();
	const struct template *t;
	struct err err;

	put_file(folder, "ring-a.json", "{\"extends\":\"ring-b\"}");
	put_file(folder, "ring-b.json", "{\"extends\":\"ring-c\"}");
	put_file(folder, "ring-c.json", "{\"extends\":\"ring-a\"}");
	put_file(folder, "self.json", "{\"extends\":\"self\"}");
	OK(!template_find(&test_mem, STR("ring-a"), folder, &t, &err));
	OK(holds(str_c(err.text),
		"in a circle: ring-a → ring-b → ring-c → ring-a"));
	OK(!template_find(&test_mem, STR("self"), folder, &t, &err));
	OK(holds(str_c(err.text), "in a circle: self → self"));
}

TEST(a_chain_of_templates_has_an_end)
{
	const char *folder = help_folder();
	const struct template *t;
	struct err err;

	for (int i = 0; i < TEMPLATE_CHAIN + 1; i++)
		put_file(folder, str_fmt(&test_mem, "chain%d.json", i).at,
			str_fmt(&test_mem, "{\"extends\":\"chain%d\"}", i + 1)
				.at);
	put_file(folder,
		str_fmt(&test_mem, "chain%d.json", TEMPLATE_CHAIN + 1).at,
		"{}");
	OK(!template_find(&test_mem, STR("chain0"), folder, &t, &err));
	OK(holds(str_c(err.text), "extend each other too often"));
}

TEST(a_file_cannot_take_the_name_of_one_of_the_house)
{
	const char *folder = help_folder();
	const struct template *t;
	struct err err;

	put_file(folder, "minimal.json", "{}");
	OK(!template_find(&test_mem, STR("minimal"), folder, &t, &err));
	SAME_INT(err.code, ERR_CONFLICT);
}

TEST(names_that_are_no_names_open_no_files)
{
	static const char *const names[] = { "", "../modern", "a/b", "MODERN",
		"modern.json", "nothing-like-it", "\xc3\xa9" };
	const struct template *t;
	struct err err;

	for (size_t i = 0; i < LENGTH(names); i++) {
		OK(!template_find(
			&test_mem, str_c(names[i]), help_folder(), &t, &err));
		SAME_INT(err.code, ERR_NOT_FOUND);
		OK(holds(str_c(err.text), "modern, classic"));
	}
}

TEST(what_a_template_extends_must_be_there)
{
	const struct template *t;
	struct err err;

	OK(!reads("{\"extends\":\"nobody\"}", &t, &err));
	OK(str_starts(str_c(err.text), STR("my.json extends 'nobody': ")));
}

TEST(what_an_error_held_before_is_nobodys_field)
{
	struct err err = { .code = ERR_BAD_INPUT, .field_count = 1 << 30 };
	struct resume r = { 0 };
	const struct template *t;
	struct look look;

	OK(!template_look(&test_mem, found("modern"), &r,
		parsed("{\"size\":99}"), &look, &err));
	SAME_INT(err.field_count, 1);
	err.field_count = 1 << 30;
	OK(!template_look(&test_mem, found("modern"), &r,
		parsed("{\"margins\":{\"left\":\"300mm\"}}"), &look, &err));
	SAME_INT(err.field_count, 1);
	err.field_count = 1 << 30;
	OK(!template_read(
		&test_mem, STR("{\"title\":1}"), "my.json", NULL, &t, &err));
	SAME_INT(err.field_count, 1);
}

/* test/unit/convert_markdown_out_test.c - Markdown out. */
#include "converts.h"

static struct str written(const char *json)
{
	struct resume_report report;
	struct err err = { 0 };
	struct resume r;

	OK_ERR(resume_read_text(&test_mem, str_c(json), &r, &err), err);
	return convert_written("markdown", &r, &report);
}

#define SAME_MARKDOWN(json, want) SAME_STR(written(json), str_c(want))

TEST(a_resume_is_written_as_people_write_markdown)
{
	SAME_MARKDOWN(
		"{\"basics\":{\"name\":\"Ada N\",\"label\":\"Engineer\","
		"\"email\":\"a@n.example\",\"phone\":\"+1 55\","
		"\"url\":\"https://n.example\",\"summary\":\"One.\\nTwo."
		"\\n\\n- three\\n- four\",\"location\":{\"city\":\"Lund\","
		"\"countryCode\":\"SE\"},\"profiles\":[{\"network\":"
		"\"GitHub\",\"username\":\"ada\",\"url\":"
		"\"https://github.com/ada\"}]},"
		"\"work\":[{\"name\":\"Acme\",\"position\":\"Lead\","
		"\"url\":\"https://acme.example\",\"startDate\":\"2020-03\","
		"\"location\":\"Lund\",\"summary\":\"Led.\","
		"\"highlights\":[\"**Did** it\",\"Again\"]}],"
		"\"skills\":[{\"name\":\"Code\",\"level\":\"expert\","
		"\"keywords\":[\"C\",\"Go\"]}],"
		"\"languages\":[{\"language\":\"Swedish\","
		"\"fluency\":\"native\"}]}",
		"# Ada N\n\nEngineer\n\n"
		"Lund, Sweden · a@n.example · +1 55 · https://n.example · "
		"[GitHub: ada](https://github.com/ada)\n\n"
		"## Summary\n\nOne.\\\nTwo.\n\n- three\n- four\n\n"
		"## Experience\n\n"
		"### Lead — [Acme](https://acme.example)\n\n"
		"Mar 2020 – Present · Lund\n\nLed.\n\n"
		"- **Did** it\n- Again\n\n"
		"## Skills\n\n- **Code** (expert): C, Go\n\n"
		"## Languages\n\n- **Swedish** (native)\n");
}

TEST(several_roles_are_headings_under_their_employer)
{
	SAME_MARKDOWN("{\"work\":[{\"name\":\"Acme\",\"position\":\"Lead\","
		      "\"description\":\"Makes anvils\","
		      "\"startDate\":\"2020\"},{\"name\":\"Acme\","
		      "\"position\":\"Smith\",\"startDate\":\"2018\","
		      "\"endDate\":\"2020\"}]}",
		"## Experience\n\n### Acme\n\nMakes anvils\n\n"
		"#### Lead\n\n2020 – Present\n\n"
		"#### Smith\n\n2018 – 2020\n");
}

TEST(what_means_something_in_markdown_alone_is_escaped)
{
	SAME_MARKDOWN(
		"{\"basics\":{\"summary\":\"# no heading\\n> no quote\\n"
		"1. no number\\n+ no bullet\\n--- no rule\\n`code` <b> &amp; "
		"a\\\\b _x_ snake_case 5 * 3 **bold** R&D a < b ~~s~~\"}}",
		"## Summary\n\n\\# no heading\\\n\\> no quote\\\n"
		"1\\. no number\\\n\\+ no bullet\\\n\\--- no rule\\\n"
		"\\`code\\` \\<b> \\&amp; a\\\\b \\_x\\_ snake_case 5 * 3 "
		"**bold** R&D a < b \\~\\~s\\~\\~\n");
}

/* Without what Markdown needs a backslash for. */
static struct str bare(struct str s)
{
	struct buf b;

	buf_init(&b, &test_mem, s.len + 1);
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] != '\\')
			buf_addc(&b, s.at[i]);
	return buf_str(&b);
}

TEST(every_word_of_a_resume_is_in_its_markdown_or_noted)
{
	for (size_t i = 0; i < LENGTH(convert_models); i++) {
		struct resume_report report;
		const struct json *text;
		struct err err = { 0 };
		struct resume r;
		struct buf b;
		struct json_out o;

		NEED(convert_model(convert_models[i], &r));
		buf_init(&b, &test_mem, 1 << 20);
		o = json_begin(&b, JSON_COMPACT);
		json_put_text(
			&o, bare(convert_written("markdown", &r, &report)));
		NEED_ERR(json_parse(&test_mem, buf_str(&b), &text, &err), err);
		convert_left(convert_models[i], text, &report,
			"|/basics/location/countryCode|");
	}
}

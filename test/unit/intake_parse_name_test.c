/* test/unit/intake_parse_name_test.c - names in large type over two lines, with
 * other lines beside them (INT-5). */
#include "found_shown.h"

static struct resume_basics basics(const char *text)
{
	return found(str_fmt(&test_mem,
			     "%s\n\n!14 <b>Experience\n\n<b>Nurse | 2019 - "
			     "2021\nOrrery Ltd\n"
			     "• Cared for forty people on a ward by the sea\n",
			     text)
			     .at)
		->resume.basics;
}

TEST(a_name_over_two_lines_was_once_cut_where_others_stand_beside_it)
{
	SAME_STR(basics("!30 Ilse @320 !10 ilse@mail.example\n"
			"!10 @320 Bergen, Norway\n"
			"!30 Brandvold\n"
			"Head of Rigging\n")
			 .name,
		STR("Ilse Brandvold"));
	/* whichever of the two looks more like a name */
	SAME_STR(basics("!30 Annika von\n!30 Brandvold\n"
			"!10 brandvold@mail.example\n")
			 .name,
		STR("Annika von Brandvold"));
}

TEST(a_name_in_a_margin_may_have_two_lines)
{
	SAME_STR(basics("---\n!26 ILSE\n!26 BRANDVOLD\n!10 Contact\n"
			"ilse@mail.example\n\n|||220\n!14 <b>About me\n"
			"Cared for people on wards by the sea for ten years.")
			 .name,
		STR("ILSE BRANDVOLD"));
}

TEST(lines_below_a_name_are_no_part_of_it)
{
	SAME_STR(basics("!26 Ilse Brandvold\n!14 Rigging\n"
			"!10 ilse@mail.example\n")
			 .name,
		STR("Ilse Brandvold"));
	SAME_STR(basics("!12 <b>Lebenslauf\n\n!10 Name: Ilse Brandvold\n"
			"ilse@mail.example\n")
			 .name,
		STR("Ilse Brandvold"));
}

TEST(a_headline_beside_the_name_is_found)
{
	struct resume_basics b = basics("!26 Ilse Brandvold @400 Nurse\n"
					"!10 ilse@mail.example\n");

	SAME_STR(b.name, STR("Ilse Brandvold"));
	SAME_STR(b.label, STR("Nurse"));
}

TEST(brackets_and_marks_around_a_number_are_none_of_it)
{
	SAME_STR(basics("!26 Ilse Brandvold\n!10 ilse@mail.example / "
			"+47 22 12 34 56 / Bergen\n")
			 .phone,
		STR("+47 22 12 34 56"));
	SAME_STR(basics("!26 Ilse Brandvold\n!10 Phone: (+47 22 12 34 56)\n")
			 .phone,
		STR("+47 22 12 34 56"));
	SAME_STR(basics("!26 Ilse Brandvold\n!10 Phone: (030) 23125 786\n")
			 .phone,
		STR("(030) 23125 786"));
}

TEST(an_address_that_a_narrow_column_broke_is_whole)
{
	SAME_STR(basics("!26 Ilse Brandvold\n!10 ilse.brandvold@\n"
			"mail.example\n")
			 .email,
		STR("ilse.brandvold@mail.example"));
	SAME_STR(basics("!26 Ilse Brandvold\n!10 ibrand-\n"
			"vold@mail.example\n")
			 .email,
		STR("ibrandvold@mail.example"));
	/* what is whole takes nothing of the line below */
	SAME_STR(basics("!26 Ilse Brandvold\n!10 ilse@mail.example\n"
			"brandvold.example\n")
			 .email,
		STR("ilse@mail.example"));
}

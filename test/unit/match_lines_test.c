/* Which lines of a posting ask for something, however it breaks them (TAI-1).
 */
#include "match/posting.h"
#include "test.h"

#include <string.h>

static struct posting read_text(const char *text)
{
	struct posting p = { 0 };
	struct err err = { 0 };

	OK_ERR(posting_read(&test_mem, str_c(text), &p, &err), err);
	return p;
}

/* The texts of its requirements, with '|' between. */
static const char *needs_of(const char *text)
{
	struct posting p = read_text(text);
	struct buf b;

	buf_init(&b, &test_mem, 4096);
	for (size_t i = 0; i < p.needs.count; i++)
		buf_addf(&b, "%s%.*s", i ? "|" : "",
			STR_ARG(p.needs.at[i].text));
	return str_fmt(&test_mem, "%.*s", STR_ARG(buf_str(&b))).at;
}

static void asks_in(const char *text, const char *needs)
{
	const char *found = needs_of(text);

	if (strcmp(found, needs) != 0)
		test_fail(__FILE__, __LINE__, "%s\nand not\n%s", found, needs);
}

TEST(a_requirement_that_goes_on_in_the_next_line_is_one)
{
	asks_in("Smelter\n\nRequirements:\n\n"
		"Experience with blast furnaces and continuous casting lines, "
		"of\nat least two kinds\n"
		"Solid grasp of alloys (e.g., brass, bronze, pewter) as they "
		"are\nused in foundries, and of non-\nferrous scrap.\n"
		"Welding\n",
		"Experience with blast furnaces and continuous casting lines, "
		"of at least two kinds|"
		"Solid grasp of alloys (e.g., brass, bronze, pewter) as they "
		"are used in foundries, and of non-ferrous scrap|Welding");
	asks_in("Koch\n\nRequisitos:\n"
		"  \xe2\x97\x8f Experiencia con hornos de le\xc3\xb1"
		"a y "
		"amasadoras grandes en\n"
		"    Panader\xc3\xad"
		"as\n"
		"  \xe2\x97\x8f Manejo de Excel\n",
		"Experiencia con hornos de le\xc3\xb1"
		"a y amasadoras "
		"grandes en Panader\xc3\xad"
		"as|Manejo de Excel");
}

TEST(lines_of_a_list_that_end_without_a_stop_stay_lines)
{
	asks_in("Gardener\n\nRequirements\n"
		"Experience with pruning and grafting of old fruit trees\n"
		"Knowledge of soils\n"
		"What we are looking for\n"
		"Beekeeping\n",
		"Experience with pruning and grafting of old fruit trees|"
		"Knowledge of soils|Beekeeping");
}

TEST(a_bullet_of_two_sentences_is_one_requirement)
{
	asks_in("Clerk\n\nRequirements\n"
		"- Curiosity & drive: you ask why the ledger does not balance. "
		"You read the manual, and try\n",
		"Curiosity & drive: you ask why the ledger does not balance. "
		"You read the manual, and try");
}

TEST(facts_and_addresses_among_requirements_ask_for_nothing)
{
	asks_in("Clerk\n\nRequirements\n- Bookkeeping\n\nJob type: "
		"Full-time\nPart-time\nwww.ledgers.example/jobs\n"
		"Starting salary 30,000 a year\n",
		"Bookkeeping");
}

TEST(a_heading_above_bullets_may_end_with_a_stop_or_hold_more_words)
{
	asks_in("Clerk\n\nDas bringst du mit.\n- Buchhaltung\n\n"
		"Our ideal ledger clerk\n- Payroll\n\n"
		"What do we offer?\n- Fitness courses in bookkeeping\n",
		"Buchhaltung|Payroll");
}

TEST(duties_that_speak_of_knowledge_ask_for_it)
{
	asks_in("Clerk\n\nDuties\n- Keep the ledgers\n"
		"- Good understanding of payroll\n"
		"- You should have used SAP\n\n"
		"Requirements\n- Bookkeeping\n",
		"Good understanding of payroll|You should have used SAP|"
		"Bookkeeping");
}

TEST(a_requirement_of_nothing_but_common_words_is_one)
{
	asks_in("Clerk\n\nRequirements\n- Bookkeeping\n"
		"- Ability to work well in a team\n",
		"Bookkeeping|Ability to work well in a team");
}

TEST(a_word_that_a_line_breaks_is_whole_again)
{
	asks_in("Clerk\n\nRequirements\n- Bookkeeping for shops and bake-\n"
		"  ries, non-\n  profit clubs too\n",
		"Bookkeeping for shops and bakeries, non-profit clubs too");
}

TEST(what_applicants_are_to_tell_of_is_asked_for)
{
	asks_in("Clerk\n\nPlease tell us about:\n- Keeping ledgers\n"
		"- Payroll\n",
		"Keeping ledgers|Payroll");
}

TEST(where_nothing_asks_a_list_does)
{
	asks_in("Clerk\n\nThe application\n- Keeping ledgers\n- Payroll\n",
		"Keeping ledgers|Payroll");
}

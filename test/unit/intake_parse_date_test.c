/* When something was, in every usual shape and place of a page (INT-5). */
#include "found_shown.h"

/* "from to" of a job whose head has such words of time. */
static struct str when(const char *words)
{
	struct intake_found *f = found(str_fmt(&test_mem,
		PERSON "!14 <b>Experience\n\n<b>Baker | %s\nBrot GmbH\n"
		       "• Baked bread for a whole town each day\n",
		words)
					       .at);
	const struct resume_entries *work = &f->resume.section[RESUME_WORK];

	if (work->count != 1 || !str_is(work->at[0].position, "Baker") ||
		!str_is(work->at[0].name, "Brot GmbH"))
		return shown_entries(work);
	return str_fmt(&test_mem, "%.*s %.*s", STR_ARG(work->at[0].start_date),
		STR_ARG(work->at[0].end_date));
}

struct shape {
	const char *words, *means;
};

static void shapes(const struct shape *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct str have = when(list[i].words);

		if (!str_is(have, list[i].means))
			test_fail(__FILE__, __LINE__, "%s: '%.*s', not '%s'",
				list[i].words, STR_ARG(have), list[i].means);
	}
}

#define SHAPES(...)                                                 \
	do {                                                        \
		static const struct shape list[] = { __VA_ARGS__ }; \
		shapes(list, LENGTH(list));                         \
	} while (0)

TEST(ranges_of_years_are_read)
{
	SHAPES({ "2019 - 2021", "2019 2021" }, { "2019–2021", "2019 2021" },
		{ "2019 — 2021", "2019 2021" }, { "2019-2021", "2019 2021" },
		{ "2019 to 2021", "2019 2021" },
		{ "(2019 - 2021)", "2019 2021" }, { "2019/2021", "2019 2021" });
}

TEST(ranges_of_short_years_are_read)
{
	SHAPES({ "'19-'21", "2019 2021" }, { "’19–’21", "2019 2021" },
		{ "‘19 – ‘21", "2019 2021" }, { "'98 - '03", "1998 2003" },
		{ "'19 - Present", "2019 " });
}

TEST(ranges_of_months_are_read)
{
	SHAPES({ "Jan 2019 - Mar 2021", "2019-01 2021-03" },
		{ "January 2019 – March 2021", "2019-01 2021-03" },
		{ "Jan. 2019 – Mar. 2021", "2019-01 2021-03" },
		{ "Sept 2019 – Dec 2020", "2019-09 2020-12" },
		{ "Jan – Mar 2021", "2021-01 2021-03" },
		{ "January, 2019 - March, 2021", "2019-01 2021-03" },
		{ "Jan 2019-Mar 2021", "2019-01 2021-03" },
		{ "Jan '19 – Mar '21", "2019-01 2021-03" });
}

TEST(ranges_of_numbers_are_read)
{
	SHAPES({ "01/2019 - 03/2021", "2019-01 2021-03" },
		{ "01.2019 – 03.2021", "2019-01 2021-03" },
		{ "2019-01 – 2021-03", "2019-01 2021-03" },
		{ "2019/01 - 2021/03", "2019-01 2021-03" },
		{ "01/2019-03/2021", "2019-01 2021-03" },
		{ "15.01.2019 - 31.03.2021", "2019-01-15 2021-03-31" });
}

TEST(what_goes_on_has_no_end_in_seven_languages_INT_6)
{
	SHAPES({ "2019 - Present", "2019 " }, { "2019 – heute", "2019 " },
		{ "2019 – aujourd'hui", "2019 " },
		{ "2019 – actualidad", "2019 " }, { "2019 – atual", "2019 " },
		{ "2019 – attuale", "2019 " }, { "2019 – heden", "2019 " },
		{ "2019 – Now", "2019 " }, { "2019 – Current", "2019 " },
		{ "2019 – oggi", "2019 " }, { "2019 – presente", "2019 " },
		{ "Jan 2019 – present", "2019-01 " }, { "2019 -", "2019 " },
		{ "since 2019", "2019 " }, { "seit 2019", "2019 " },
		{ "depuis 2019", "2019 " }, { "desde 2019", "2019 " },
		{ "sinds 2019", "2019 " }, { "dal 2019", "2019 " });
}

TEST(what_goes_on_has_no_end_in_other_scripts)
{
	SHAPES({ "май 2019 – настоящее время", "2019-05 " },
		{ "Φεβ 2019 – σήμερα", "2019-02 " },
		{ "מאי 2019 – היום", "2019-05 " },
		{ "مارس 2019 – الآن", "2019-03 " },
		{ "2019年7月至今", "2019-07 " },
		{ "2019年7月 – 至今", "2019-07 " });
}

TEST(months_are_known_in_seven_languages_INT_6)
{
	SHAPES({ "Mai 2019 – Dezember 2020", "2019-05 2020-12" },
		{ "März 2019 – Okt. 2020", "2019-03 2020-10" },
		{ "février 2019 – août 2020", "2019-02 2020-08" },
		{ "enero 2019 – diciembre 2020", "2019-01 2020-12" },
		{ "maio 2019 – outubro 2020", "2019-05 2020-10" },
		{ "gennaio 2019 – luglio 2020", "2019-01 2020-07" },
		{ "mei 2019 – augustus 2020", "2019-05 2020-08" },
		{ "von Mai 2019 bis Juni 2020", "2019-05 2020-06" },
		{ "de mayo de 2019 a junio de 2020", "2019-05 2020-06" });
}

TEST(seasons_keep_their_year)
{
	SHAPES({ "Summer 2019", " 2019" },
		{ "Fall 2019 – Spring 2021", "2019 2021" },
		{ "Sommer 2019", " 2019" });
}

TEST(durations_behind_a_period_change_nothing)
{
	SHAPES({ "Jan 2019 - Mar 2021 (2 years 3 months)", "2019-01 2021-03" },
		{ "2019 - 2021 · 2 yrs", "2019 2021" });
}

TEST(one_date_is_an_end)
{
	SHAPES({ "2019", " 2019" }, { "March 2019", " 2019-03" });
}

/* ---- where they stand --------------------------------------------------- */

#define JOB                                                   \
	"name: Brot GmbH\nposition: Baker\nstartDate: 2019\n" \
	"endDate: 2021\n"                                     \
	"highlights: Baked bread for a whole town each day\n"

TEST(dates_behind_the_title_are_found)
{
	SAME_STR(found_section(RESUME_WORK,
			 "!14 <b>Experience\n\n<b>Baker<> 2019 - 2021\n"
			 "Brot GmbH\n"
			 "• Baked bread for a whole town each day\n"),
		STR(JOB));
	SAME_STR(found_section(RESUME_WORK,
			 "!14 <b>Experience\n\n<b>Baker<> (2019 - 2021)\n"
			 "Brot GmbH\n"
			 "• Baked bread for a whole town each day\n"),
		STR(JOB));
}

TEST(dates_on_a_line_of_their_own_are_found)
{
	SAME_STR(found_section(RESUME_WORK,
			 "!14 <b>Experience\n\n<b>Baker\nBrot GmbH\n"
			 "2019 - 2021\n"
			 "• Baked bread for a whole town each day\n"),
		STR(JOB));
	SAME_STR(found_section(RESUME_WORK,
			 "!14 <b>Experience\n\n2019 - 2021\n<b>Baker\n"
			 "Brot GmbH\n"
			 "• Baked bread for a whole town each day\n"),
		STR(JOB));
}

TEST(dates_beside_the_employer_are_found)
{
	SAME_STR(found_section(RESUME_WORK,
			 "!14 <b>Experience\n\n<b>Brot GmbH | 2019 - 2021\n"
			 "<i>Baker\n"
			 "• Baked bread for a whole town each day\n"),
		STR(JOB));
}

TEST(dates_in_the_margin_are_found)
{
	SAME_STR(found_section(RESUME_WORK,
			 "!14 <b>Experience\n\n2019 - 2021 @160 <b>Baker\n"
			 ">110 Brot GmbH\n"
			 ">110 • Baked bread for a whole town each day\n"),
		STR(JOB));
}

TEST(dates_over_two_lines_in_the_margin_are_one_period)
{
	SAME_STR(found_section(RESUME_WORK,
			 "!14 <b>Experience\n\n2019 - @160 <b>Baker\n"
			 "2021 @160 Brot GmbH\n"
			 ">110 • Baked bread for a whole town each day\n"),
		STR(JOB));
}

TEST(dates_to_the_right_of_bullets_are_of_the_head)
{
	SAME_STR(found_section(RESUME_WORK,
			 "!14 <b>Experience\n\n<b>Baker\nBrot GmbH\n"
			 ">12 • Baked bread for a whole town each day "
			 "@450 2019 - 2021\n"
			 ">12 • Led a team of four people in two shops\n"),
		STR("name: Brot GmbH\nposition: Baker\nstartDate: 2019\n"
		    "endDate: 2021\n"
		    "highlights: Baked bread for a whole town each day / Led "
		    "a team of four people in two shops\n"));
}

TEST(a_year_within_a_bullet_dates_nothing)
{
	SAME_STR(
		found_section(RESUME_WORK,
			"!14 <b>Experience\n\n<b>Baker | 2019 - 2021\n"
			"Brot GmbH\n"
			"• Won the town's prize for bread in 2020 and again\n"),
		STR("name: Brot GmbH\nposition: Baker\nstartDate: 2019\n"
		    "endDate: 2021\n"
		    "highlights: Won the town's prize for bread in 2020 and "
		    "again\n"));
}

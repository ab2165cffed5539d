/* When something was, as people of several languages write it. */
#include "test.h"
#include "resume/period.h"
#include "resume/words.h"

/* "2020-01..2021-03", "2020..", "..2020", "=2020"; '?' behind: doubtful; then
 * what no date takes. */
static struct str read_period(const char *text)
{
	struct resume_period p;
	struct buf b;

	if (!resume_period_read(&test_mem, str_c(text), &p))
		return STR("none");
	buf_init(&b, &test_mem, 1000);
	buf_add(&b, p.single ? STR("=") : STR(""));
	buf_add(&b, resume_date_text(&test_mem, p.from));
	if (!p.single) {
		buf_add(&b, STR(".."));
		buf_add(&b, resume_date_text(&test_mem, p.to));
		OK(p.open == !p.to.year);
	}
	buf_add(&b, p.doubtful ? STR("?") : STR(""));
	if (p.rest.len)
		buf_addf(&b, " +%.*s", STR_ARG(p.rest));
	return buf_str(&b);
}

#define SAME_PERIOD(text, want) SAME_STR(read_period(text), str_c(want))

TEST(periods_are_read_with_any_dash_and_any_word_between)
{
	SAME_PERIOD("Jan 2020 – Present", "2020-01..");
	SAME_PERIOD("January 2020 - March 2021", "2020-01..2021-03");
	SAME_PERIOD("2019 - 2021", "2019..2021");
	SAME_PERIOD("2019—2021", "2019..2021");
	SAME_PERIOD("2019-2021", "2019..2021");
	SAME_PERIOD("03/2018 – 05/2019", "2018-03..2019-05");
	SAME_PERIOD("03.2018-05.2019", "2018-03..2019-05");
	SAME_PERIOD("2018-03 to 2019-05", "2018-03..2019-05");
	SAME_PERIOD("2018-03-2019-05", "2018-03..2019-05");
	SAME_PERIOD("2018-03-01 - 2019-05-31", "2018-03-01..2019-05-31");
	SAME_PERIOD("2018/03 ~ 2019/05", "2018-03..2019-05");
	SAME_PERIOD("May 2016 until Aug. 2018", "2016-05..2018-08");
}

TEST(one_date_is_one_date)
{
	SAME_PERIOD("2019", "=2019");
	SAME_PERIOD("2019-05", "=2019-05");
	SAME_PERIOD("Sept 2019", "=2019-09");
	SAME_PERIOD("Sep 1, 2016", "=2016-09-01");
	SAME_PERIOD("September 1st, 2016", "=2016-09-01");
	SAME_PERIOD("1 September 2016", "=2016-09-01");
	SAME_PERIOD("2016, September", "=2016-09");
	SAME_PERIOD("(2019)", "=2019");
}

TEST(what_goes_on_is_open)
{
	SAME_PERIOD("2020 -", "2020..");
	SAME_PERIOD("since 2020", "2020..");
	SAME_PERIOD("2020 to date", "2020..");
	SAME_PERIOD("2020 – current", "2020..");
	SAME_PERIOD("Present", "..");
	SAME_PERIOD("until 2020", "..2020");
}

TEST(months_are_known_in_many_languages)
{
	SAME_PERIOD("März 2018 bis heute", "2018-03..");
	SAME_PERIOD("seit Jänner 2020", "2020-01..");
	SAME_PERIOD("15. Dezember 2019", "=2019-12-15");
	SAME_PERIOD("févr. 2019 - août 2020", "2019-02..2020-08");
	SAME_PERIOD("1er juillet 2020 à aujourd’hui", "2020-07-01..");
	SAME_PERIOD("enero de 2019 – actualidad", "2019-01..");
	SAME_PERIOD("15 de marzo de 2019", "=2019-03-15");
	SAME_PERIOD("gennaio 2020 - in corso", "2020-01..");
	SAME_PERIOD("dez 2019 até o momento", "2019-12.. +o");
	SAME_PERIOD("mrt 2019 tot heden", "2019-03..");
	SAME_PERIOD("październik 2019 – obecnie", "2019-10..");
	SAME_PERIOD("август 2019 – настоящее время", "2019-08.. +время");
	SAME_PERIOD("2020年3月 – 現在", "2020-03..");
	SAME_PERIOD("2020年3月15日", "=2020-03-15");
	SAME_PERIOD("2020년 3월 ~ 2021년 5월", "2020-03..2021-05");
}

TEST(years_may_be_short_or_said_once)
{
	SAME_PERIOD("Jan – Mar 2020", "2020-01..2020-03");
	SAME_PERIOD("Nov – Feb 2020", "2019-11..2020-02?");
	SAME_PERIOD("Mar 2020 – May", "2020-03..2020-05");
	SAME_PERIOD("2019-21", "2019..2021");
	SAME_PERIOD("2019/20", "2019..2020");
	SAME_PERIOD("2011–12", "2011..2012");
	SAME_PERIOD("1998–02", "1998..2002");
	SAME_PERIOD("Jan '19 - Mar '20", "2019-01..2020-03");
	SAME_PERIOD("Jan-19 – Mar-20", "2019-01..2020-03");
	SAME_PERIOD("Jan 19", "=2019-01?");
	SAME_PERIOD("Jun 98", "=1998-06?");
}

TEST(short_years_behind_a_mark_are_years)
{
	SAME_PERIOD("'19-'21", "2019..2021");
	SAME_PERIOD("’98 – ‘03", "1998..2003");
	SAME_PERIOD("'19", "=2019");
	SAME_PERIOD("the '90s", "none");
}

TEST(signs_of_years_and_months_are_words_without_blanks)
{
	SAME_PERIOD("2018年7月至今", "2018-07..");
	SAME_PERIOD("2018年7月～2020年3月", "2018-07..2020-03");
	SAME_PERIOD("2018年7月", "=2018-07");
}

TEST(a_day_that_may_be_a_month_is_doubtful)
{
	SAME_PERIOD("31.12.2019", "=2019-12-31");
	SAME_PERIOD("04.03.2019", "=2019-03-04");
	SAME_PERIOD("12/31/2019", "=2019-12-31");
	SAME_PERIOD("31/12/2019", "=2019-12-31");
	SAME_PERIOD("03/04/2020", "=2020-04-03?");
	SAME_PERIOD("30 February 2020", "=2020-02?");
}

TEST(words_that_no_date_takes_are_left)
{
	SAME_PERIOD("Summer 2019", "=2019 +Summer");
	SAME_PERIOD("Q1 2020", "=2020 +Q1");
	SAME_PERIOD(
		"Jan 2020 – Present · 2 yrs 3 mos", "2020-01.. +· 2 yrs 3 mos");
	SAME_PERIOD("expected May 2025", "=2025-05 +expected");
}

TEST(what_is_no_period_is_refused)
{
	SAME_PERIOD("", "none");
	SAME_PERIOD("whenever", "none");
	SAME_PERIOD("March", "none");
	SAME_PERIOD("42", "none");
	SAME_PERIOD("12345", "none");
	SAME_PERIOD("0999", "none");
	SAME_PERIOD("\xff\xfe", "none");
}

TEST(headings_are_known_whatever_case_and_accents_they_have)
{
	struct {
		const char *heading;
		int is;
	} rows[] = {
		{ "WORK EXPERIENCE", RESUME_WORK },
		{ "Berufserfahrung:", RESUME_WORK },
		{ "  Expérience   professionnelle", RESUME_WORK },
		{ "Formación académica", RESUME_EDUCATION },
		{ "Wykształcenie", RESUME_EDUCATION },
		{ "Hobbies & Interests", RESUME_INTERESTS },
		{ "Fähigkeiten", RESUME_SKILLS },
		{ "Über mich", RESUME_SUMMARY },
		{ "Kontakt", RESUME_CONTACT },
		{ "Выдуманный раздел", RESUME_NO_HEADING },
		{ "work|skills", RESUME_NO_HEADING },
		{ "wor", RESUME_NO_HEADING },
		{ "", RESUME_NO_HEADING },
	};

	for (size_t i = 0; i < LENGTH(rows); i++)
		if (resume_heading_find(&test_mem, str_c(rows[i].heading)) !=
			rows[i].is)
			test_fail(__FILE__, __LINE__, "'%s' is another heading",
				rows[i].heading);
}

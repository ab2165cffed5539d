/* test/unit/words_test.c - press/words.h: every language says all there is to
 * say, and dates are written as its people write them. */
#include "test.h"

#include "base/utf8.h"
#include "press/words.h"
#include "resume/words.h"

static const char *const tags[] = { "en", "de", "fr", "es", "it", "pt", "nl",
	"pl", "sv", "da", "nb", "fi", "cs", "hu", "el", "ru", "uk", "tr", "ro",
	"ar", "he", "zh", "zh-Hant", "ja", "ko" };

static bool says(const char *text)
{
	return text && *text && utf8_ok(str_c(text));
}

TEST(every_language_has_every_word)
{
	for (size_t i = 0; i < LENGTH(tags); i++) {
		const struct press_words *w = press_words(str_c(tags[i]));

		SAME_STR(str_c(w->tag), str_c(tags[i]));
		for (int s = 0; s < RESUME_SECTIONS; s++)
			OK(says(w->section[s]));
		for (int m = 0; m < 12; m++) {
			OK(says(w->month[m]) && says(w->brief[m]));
			OK(!w->of[0] || says(w->of[m]));
		}
		OK(says(w->summary) && says(w->contact) && says(w->courses));
		OK(says(w->technologies) && says(w->grade));
		OK(says(w->present) && says(w->resume) && says(w->cv));
		OK(says(w->letter));
		OK(strstr(w->with_brief, "{m}") &&
			strstr(w->with_brief, "{y}"));
		OK(strstr(w->with_month, "{m}") &&
			strstr(w->with_month, "{y}"));
		OK(strstr(w->with_day, "{d}") && strstr(w->with_day, "{m}") &&
			strstr(w->with_day, "{y}"));
	}
}

/* The words for pages take two numbers and nothing else. */
TEST(words_for_pages_hold_two_numbers)
{
	for (size_t i = 0; i < LENGTH(tags); i++) {
		const char *p = press_words(str_c(tags[i]))->page;
		int numbers = 0;

		for (; (p = strchr(p, '%')); p++) {
			OK(p[1] == 'd');
			numbers++;
		}
		SAME_INT(numbers, 2);
	}
}

TEST(months_of_a_language_differ)
{
	for (size_t i = 0; i < LENGTH(tags); i++) {
		const struct press_words *w = press_words(str_c(tags[i]));

		for (int a = 0; a < 12; a++)
			for (int b = a + 1; b < 12; b++) {
				OK(strcmp(w->month[a], w->month[b]) != 0);
				OK(strcmp(w->brief[a], w->brief[b]) != 0);
			}
	}
}

TEST(a_tag_finds_its_language)
{
	static const struct {
		const char *tag, *want;
	} rows[] = { { "de-AT", "de" }, { "de_CH.UTF-8", "de" }, { "DE", "de" },
		{ "pt-BR", "pt" }, { "no", "nb" }, { "nn-NO", "nb" },
		{ "iw", "he" }, { "zh-CN", "zh" }, { "zh-TW", "zh-Hant" },
		{ "zh_HK", "zh-Hant" }, { "zh-hant-mo", "zh-Hant" },
		{ "", "en" }, { "sw", "en" }, { "deutsch", "en" } };

	for (size_t i = 0; i < LENGTH(rows); i++)
		SAME_STR(str_c(press_words(str_c(rows[i].tag))->tag),
			str_c(rows[i].want));
}

TEST(a_language_is_told_as_BCP_47_has_it)
{
	SAME_STR(press_language(&test_mem, STR("de_AT")), STR("de-AT"));
	SAME_STR(press_language(&test_mem, STR("sw")), STR("sw"));
	SAME_STR(press_language(&test_mem, STR("zh-Hant-TW")),
		STR("zh-Hant-TW"));
	SAME_STR(press_language(&test_mem, STR("")), STR("en"));
	SAME_STR(press_language(&test_mem, STR("e")), STR("en"));
	SAME_STR(press_language(&test_mem, STR("\"><x")), STR("en"));
	SAME_STR(press_language(&test_mem, STR_NONE), STR("en"));
}

static struct str date(const char *tag, enum press_dates how, const char *text)
{
	return press_date(&test_mem, press_words(str_c(tag)), how, str_c(text));
}

TEST(dates_are_written_in_six_ways)
{
	static const char *const want[] = { "Mar 2024", "March 2024", "03/2024",
		"03.2024", "2024-03", "2024" };

	for (int how = 0; press_dates_names[how]; how++) {
		SAME_STR(date("en", (enum press_dates)how, "2024-03"),
			str_c(want[how]));
		SAME_STR(date("en", (enum press_dates)how, "2024-03-15"),
			str_c(want[how]));
		SAME_STR(
			date("en", (enum press_dates)how, "2024"), STR("2024"));
	}
}

TEST(dates_follow_their_language)
{
	static const struct {
		const char *tag, *brief, *full, *whole;
	} rows[] = {
		{ "en", "Mar 2024", "March 2024", "March 5, 2024" },
		{ "en-US", "Mar 2024", "March 2024", "March 5, 2024" },
		{ "en-GB", "Mar 2024", "March 2024", "5 March 2024" },
		{ "de", "März 2024", "März 2024", "5. März 2024" },
		{ "fr", "mars 2024", "mars 2024", "5 mars 2024" },
		{ "es", "mar 2024", "marzo de 2024", "5 de marzo de 2024" },
		{ "pl", "mar 2024", "marzec 2024", "5 marca 2024" },
		{ "fi", "maalis 2024", "maaliskuu 2024",
			"5. maaliskuuta 2024" },
		{ "hu", "2024. márc.", "2024. március", "2024. március 5." },
		{ "ru", "март 2024", "март 2024", "5 марта 2024 г." },
		{ "el", "Μάρ 2024", "Μάρτιος 2024", "5 Μαρτίου 2024" },
		{ "zh", "2024年3月", "2024年3月", "2024年3月5日" },
		{ "ko", "2024년 3월", "2024년 3월", "2024년 3월 5일" },
	};

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct str tag = str_c(rows[i].tag);

		SAME_STR(date(rows[i].tag, PRESS_DATES_BRIEF, "2024-03"),
			str_c(rows[i].brief));
		SAME_STR(date(rows[i].tag, PRESS_DATES_LONG, "2024-03"),
			str_c(rows[i].full));
		SAME_STR(press_date_whole(&test_mem, press_words(tag), tag,
				 STR("2024-03-05")),
			str_c(rows[i].whole));
	}
}

TEST(a_colon_of_a_template_has_a_blank_before_it_in_French)
{
	static const struct {
		const char *tag, *said, *shows;
	} rows[] = {
		{ "fr-CH", ": ", "\u00a0: " },
		{ "fr", ", ", ", " },
		{ "fr", "", "" },
		{ "de", ": ", ": " },
		{ "frr", ": ", ": " },
	};

	for (size_t i = 0; i < LENGTH(rows); i++)
		SAME_STR(press_pointed(&test_mem,
				 press_words(str_c(rows[i].tag)),
				 str_c(rows[i].said)),
			str_c(rows[i].shows));
}

TEST(what_is_no_date_stays_as_it_was_written)
{
	SAME_STR(date("de", PRESS_DATES_BRIEF, "Sommer 2019"),
		STR("Sommer 2019"));
	SAME_STR(date("en", PRESS_DATES_BRIEF, "2024-13"), STR("2024-13"));
	SAME_STR(
		date("en", PRESS_DATES_BRIEF, "2023-02-30"), STR("2023-02-30"));
	SAME_STR(date("de", PRESS_DATES_BRIEF, "present"), STR("heute"));
	SAME_STR(date("de", PRESS_DATES_BRIEF, "Current"), STR("heute"));
}

TEST(ranges_have_a_dash_and_an_open_end_a_word)
{
	static const struct {
		const char *from, *to, *want;
	} rows[] = {
		{ "2019-01", "2021-03", "Jan 2019 – Mar 2021" },
		{ "2019", "2021", "2019–2021" },
		{ "2019-01", "", "Jan 2019 – Present" },
		{ "2019", "present", "2019 – Present" },
		{ "", "2021-03", "Mar 2021" },
		{ "2019", "2019", "2019" },
		{ "2019-01-02", "2019-01-30", "Jan 2019" },
		{ "Summer 2019", "2020", "Summer 2019 – 2020" },
		{ "", "", "" },
	};

	for (size_t i = 0; i < LENGTH(rows); i++)
		SAME_STR(press_date_range(&test_mem, press_words(STR("en")),
				 PRESS_DATES_BRIEF, str_c(rows[i].from),
				 str_c(rows[i].to)),
			str_c(rows[i].want));
}

TEST(a_month_is_found_by_a_whole_word_of_any_language)
{
	SAME_INT(resume_month_find(STR("january")), 1);
	SAME_INT(resume_month_find(STR("mai")), 5);
	SAME_INT(resume_month_find(STR("dezember")), 12);
	SAME_INT(resume_month_find(STR("januar februar")), 0);
	SAME_INT(resume_month_find(STR("janu")), 0);
	SAME_INT(resume_month_find(STR("\n")), 0);
	SAME_INT(resume_month_find(STR(" ")), 0);
	SAME_INT(resume_month_find(STR("")), 0);
	OK(resume_present_is(STR("present")) &&
		resume_present_is(STR("heute")));
	OK(!resume_present_is(STR("presen")));
}

/* test/unit/time_test.c - base/time.h: clocks, dates, their texts. */
#include "test.h"

#include "base/time.h"

#include <stdlib.h>
#include <time.h>

/* ---- dates -------------------------------------------------------------- */

TEST(the_days_of_ten_thousand_years_follow_one_another)
{
	int64_t first = date_days((struct date){ 0, 1, 1 }),
		last = date_days((struct date){ 9999, 12, 31 });
	struct date want = { 0, 1, 1 };

	SAME_INT(last - first + 1, 3652425); /* 10000 * 365.2425 */
	for (int64_t day = first; day <= last; day++) {
		struct date d = date_of(day);

		if (d.year != want.year || d.month != want.month ||
			d.day != want.day || date_days(d) != day) {
			test_fail(
				__FILE__, __LINE__, "day %lld", (long long)day);
			return;
		}
		if (++want.day > date_month_days(want.year, want.month)) {
			want.day = 1;
			want.year += want.month == 12;
			want.month = want.month % 12 + 1;
		}
	}
}

TEST(known_days_have_their_numbers)
{
	SAME_INT(date_days((struct date){ 1970, 1, 1 }), 0);
	SAME_INT(date_days((struct date){ 1969, 12, 31 }), -1);
	SAME_INT(date_days((struct date){ 2000, 2, 29 }), 11016);
	SAME_INT(date_days((struct date){ 2000, 3, 1 }), 11017);
	SAME_INT(date_days((struct date){ 2026, 1, 1 }), 20454);
}

TEST(weekdays_are_those_of_the_calendar)
{
	SAME_INT(date_weekday(0), 4); /* a Thursday */
	SAME_INT(date_weekday(3), 0);
	SAME_INT(date_weekday(-1), 3);
	SAME_INT(date_weekday(-4), 0);
	SAME_INT(date_weekday(-5), 6);
	SAME_INT(date_weekday(date_days((struct date){ 1994, 11, 6 })), 0);
	SAME_INT(date_weekday(date_days((struct date){ 1600, 1, 1 })), 6);
}

static const struct {
	const char *text;
	bool ok;
} dates[] = {
	{ "2026-01-31", true },
	{ "2024-02-29", true },
	{ "2000-02-29", true },
	{ "0000-01-01", true },
	{ "9999-12-31", true },
	{ "2023-02-29", false },
	{ "1900-02-29", false },
	{ "2026-04-31", false },
	{ "2026-00-01", false },
	{ "2026-13-01", false },
	{ "2026-01-00", false },
	{ "2026-1-1", false },
	{ "26-01-01", false },
	{ "2026/01/01", false },
	{ "2026-01-01 ", false },
	{ " 2026-01-01", false },
	{ "+026-01-01", false },
	{ "2026-01-0a", false },
	{ "", false },
};

TEST(a_date_is_read_only_as_it_should_be_written)
{
	for (size_t i = 0; i < LENGTH(dates); i++) {
		struct date d;

		if (date_read(str_c(dates[i].text), &d) != dates[i].ok)
			test_fail(__FILE__, __LINE__, "'%s'", dates[i].text);
	}
}

TEST(a_time_falls_on_its_day_before_1970_too)
{
	SAME_INT(time_day(0), 0);
	SAME_INT(time_day(DAY_MS - 1), 0);
	SAME_INT(time_day(-1), -1);
	SAME_INT(time_of_day(-1), DAY_MS - 1);
	SAME_INT(time_day(-DAY_MS), -1);
	SAME_INT(time_of_day(-DAY_MS), 0);
}

/* ---- text --------------------------------------------------------------- */

static const struct {
	const char *text;
	int64_t ms;
} times[] = {
	{ "1970-01-01T00:00:00.000Z", 0 },
	{ "1970-01-01T00:00:00.001Z", 1 },
	{ "1969-12-31T23:59:59.999Z", -1 },
	{ "2000-02-29T12:34:56.789Z", 951827696789 },
	{ "2026-01-31T23:59:59.000Z", 1769903999000 },
	{ "0000-01-01T00:00:00.000Z", -62167219200000 },
	{ "9999-12-31T23:59:59.999Z", 253402300799999 },
};

TEST(times_are_written_as_rfc_3339_and_read_back)
{
	for (size_t i = 0; i < LENGTH(times); i++) {
		int64_t back = 42;

		SAME_STR(time_text(&test_mem, times[i].ms),
			str_c(times[i].text));
		OK(time_read(str_c(times[i].text), &back));
		SAME_INT(back, times[i].ms);
	}
}

TEST(what_lies_outside_the_years_is_written_as_the_nearest)
{
	SAME_STR(time_text(&test_mem, INT64_MAX),
		STR("9999-12-31T23:59:59.999Z"));
	SAME_STR(time_text(&test_mem, INT64_MIN),
		STR("0000-01-01T00:00:00.000Z"));
}

static const struct {
	const char *text;
	int64_t ms; /* -42: refused */
} others[] = {
	{ "1970-01-01T01:00:00+01:00", 0 },
	{ "1969-12-31T16:30:00-07:30", 0 },
	{ "1970-01-01T00:00:00-00:00", 0 },
	{ "1970-01-01T00:00:00Z", 0 },
	{ "1970-01-01T00:00:00.5Z", 500 },
	{ "1970-01-01T00:00:00.12Z", 120 },
	{ "1970-01-01T00:00:00.123456789Z", 123 },
	{ "1970-01-01T00:00:00.9999Z", 999 },
	{ "1970-01-01t00:00:00Z", -42 },
	{ "1970-01-01T00:00:00z", -42 },
	{ "1970-01-01 00:00:00Z", -42 },
	{ "1970-01-01T00:00:00", -42 },
	{ "1970-01-01T00:00Z", -42 },
	{ "1970-01-01T00:00:00.Z", -42 },
	{ "1970-01-01T00:00:00,5Z", -42 },
	{ "1970-01-01T24:00:00Z", -42 },
	{ "1970-01-01T00:60:00Z", -42 },
	{ "1970-01-01T00:00:60Z", -42 },
	{ "1990-12-31T23:59:60Z", -42 },
	{ "1970-01-01T00:00:00+24:00", -42 },
	{ "1970-01-01T00:00:00+01:60", -42 },
	{ "1970-01-01T00:00:00+0100", -42 },
	{ "1970-01-01T00:00:00+01", -42 },
	{ "1970-01-01T00:00:00Z ", -42 },
	{ "1970-02-30T00:00:00Z", -42 },
	{ "1970-01-01", -42 },
	{ "", -42 },
};

TEST(other_forms_of_rfc_3339_are_read_and_nothing_else)
{
	for (size_t i = 0; i < LENGTH(others); i++) {
		int64_t ms = -42;

		if (!time_read(str_c(others[i].text), &ms))
			ms = -42;
		if (ms != others[i].ms)
			test_fail(__FILE__, __LINE__, "'%s' is %lld",
				others[i].text, (long long)ms);
	}
}

static struct str http_text(int64_t ms)
{
	char text[TIME_HTTP + 1];

	time_http(ms, text);
	return str_copy(&test_mem, str_c(text));
}

TEST(http_dates_are_those_of_rfc_9110)
{
	SAME_STR(http_text(784111777000), STR("Sun, 06 Nov 1994 08:49:37 GMT"));
	SAME_STR(http_text(0), STR("Thu, 01 Jan 1970 00:00:00 GMT"));
	SAME_STR(http_text(-1), STR("Wed, 31 Dec 1969 23:59:59 GMT"));
	SAME_STR(http_text(951827696789), STR("Tue, 29 Feb 2000 12:34:56 GMT"));
}

TEST(the_machine_s_time_zone_changes_nothing)
{
	const char *was = getenv("TZ");
	char *kept = was ? mem_text(was) : NULL;

	setenv("TZ", "Asia/Kathmandu", 1);
	tzset();
	SAME_STR(time_text(&test_mem, 0), STR("1970-01-01T00:00:00.000Z"));
	SAME_STR(http_text(0), STR("Thu, 01 Jan 1970 00:00:00 GMT"));
	if (kept)
		setenv("TZ", kept, 1);
	else
		unsetenv("TZ");
	tzset();
	mem_free(kept);
}

/* ---- clocks ------------------------------------------------------------- */

static int64_t noon(void) { return 12 * (int64_t)HOUR_MS; }

TEST(tests_may_bring_their_own_calendar)
{
	time_set_for_test(noon);
	SAME_INT(time_now_ms(), noon());
	time_set_for_test(NULL);
	OK(time_now_ms() > 1700000000000);
}

TEST(the_clock_for_measuring_never_goes_back)
{
	int64_t before = time_mono_us();

	for (int i = 0; i < 1000; i++) {
		int64_t now = time_mono_us();

		OK(now >= before);
		before = now;
	}
}

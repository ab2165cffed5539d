/* Schedules: what is accepted, when it is due, how it is said. */
#include "test.h"

#include "base/cron.h"
#include "base/time.h"

static int64_t at(const char *text)
{
	int64_t ms = 0;

	if (!time_read(str_c(text), &ms))
		test_fail(__FILE__, __LINE__, "no time: %s", text);
	return ms;
}

static void next_is(const char *schedule, const char *after, const char *want)
{
	struct err err = { 0 };
	struct cron c;

	NEED_ERR(cron_read(str_c(schedule), &c, &err), err);
	SAME_STR(time_text(&test_mem, cron_next(&c, at(after))), str_c(want));
}

static void words_are(const char *schedule, const char *want)
{
	struct err err = { 0 };
	struct cron c;

	NEED_ERR(cron_read(str_c(schedule), &c, &err), err);
	SAME_STR(cron_words(&test_mem, &c), str_c(want));
}

static void refused(const char *schedule, const char *why)
{
	struct err err = { 0 };
	struct cron c;

	if (cron_read(str_c(schedule), &c, &err))
		test_fail(__FILE__, __LINE__, "accepted: %s", schedule);
	else if (!strstr(err.text, why))
		test_fail(__FILE__, __LINE__, "'%s': %s", schedule, err.text);
	OK(err.code == ERR_BAD_INPUT);
}

TEST(the_next_time_is_strictly_later)
{
	next_is("0 2 * * *", "2026-03-01T01:59:59.999Z",
		"2026-03-01T02:00:00.000Z");
	next_is("0 2 * * *", "2026-03-01T02:00:00.000Z",
		"2026-03-02T02:00:00.000Z");
	next_is("* * * * *", "2026-12-31T23:59:30.000Z",
		"2027-01-01T00:00:00.000Z");
	next_is("*/15 9-17 * * 1-5", "2026-03-06T17:45:00.000Z",
		"2026-03-09T09:00:00.000Z");
	next_is("59 23 31 12 *", "2026-12-31T23:59:00.000Z",
		"2027-12-31T23:59:00.000Z");
}

TEST(a_start_with_a_step_runs_to_the_end_of_its_range)
{
	next_is("5/20 * * * *", "2026-03-01T00:00:00.000Z",
		"2026-03-01T00:05:00.000Z");
	next_is("5/20 * * * *", "2026-03-01T00:25:00.000Z",
		"2026-03-01T00:45:00.000Z");
	next_is("5/20 * * * *", "2026-03-01T00:45:00.000Z",
		"2026-03-01T01:05:00.000Z");
}

TEST(names_and_both_sundays_are_understood)
{
	/* 2026-03-01 is a Sunday */
	next_is("0 0 * * 0", "2026-02-27T00:00:00.000Z",
		"2026-03-01T00:00:00.000Z");
	next_is("0 0 * * 7", "2026-02-27T00:00:00.000Z",
		"2026-03-01T00:00:00.000Z");
	next_is("0 0 * * sun", "2026-02-27T00:00:00.000Z",
		"2026-03-01T00:00:00.000Z");
	next_is("0 0 * * 5-7", "2026-02-28T00:00:00.000Z",
		"2026-03-01T00:00:00.000Z");
	next_is("0 0 1 JAN,Jul *", "2026-03-01T00:00:00.000Z",
		"2026-07-01T00:00:00.000Z");
	next_is(" 0\t0  * * MON-FRI ", "2026-03-06T00:00:00.000Z",
		"2026-03-09T00:00:00.000Z");
	next_is("0 0 * * */7", "2026-03-01T00:00:00.000Z",
		"2026-03-08T00:00:00.000Z");
}

TEST(nicknames_stand_for_five_fields)
{
	next_is("@hourly", "2026-03-01T10:20:00.000Z",
		"2026-03-01T11:00:00.000Z");
	next_is("@daily", "2026-03-01T10:20:00.000Z",
		"2026-03-02T00:00:00.000Z");
	next_is("@Midnight", "2026-03-01T10:20:00.000Z",
		"2026-03-02T00:00:00.000Z");
	next_is("@weekly", "2026-03-01T10:20:00.000Z",
		"2026-03-08T00:00:00.000Z");
	next_is("@monthly", "2026-03-01T10:20:00.000Z",
		"2026-04-01T00:00:00.000Z");
	next_is("@annually", "2026-03-01T10:20:00.000Z",
		"2027-01-01T00:00:00.000Z");
}

/* As Vixie cron has it. */
TEST(day_or_weekday_will_do_when_both_are_given)
{
	next_is("0 0 13 * 5", "2026-03-01T00:00:00.000Z",
		"2026-03-06T00:00:00.000Z");
	next_is("0 0 10 * 5", "2026-03-06T00:00:00.000Z",
		"2026-03-10T00:00:00.000Z");
	/* a field that begins with a star narrows instead */
	next_is("0 0 */2 * 5", "2026-03-01T00:00:00.000Z",
		"2026-03-13T00:00:00.000Z");
}

TEST(leap_days_and_short_months_are_found)
{
	next_is("0 0 29 2 *", "2026-03-01T00:00:00.000Z",
		"2028-02-29T00:00:00.000Z");
	next_is("0 0 29 2 *", "2096-03-01T00:00:00.000Z",
		"2104-02-29T00:00:00.000Z");
	next_is("0 0 31 * *", "2026-03-31T00:00:00.000Z",
		"2026-05-31T00:00:00.000Z");
	/* the 29th of February on a Sunday: forty years around 2100 */
	next_is("0 0 29 2 */99", "2088-03-01T00:00:00.000Z",
		"2128-02-29T00:00:00.000Z");
}

TEST(what_can_never_come_is_refused)
{
	refused("0 0 30 2 *", "never come");
	refused("0 0 31 2,4,6,9,11 *", "never come");
	next_is("0 0 31 4 1", "2026-03-30T00:00:00.000Z",
		"2026-04-06T00:00:00.000Z"); /* but its Mondays can */
}

TEST(a_refusal_names_the_field_and_what_is_accepted)
{
	refused("60 * * * *", "the minute '60'");
	refused("60 * * * *", "0-59");
	refused("* 24 * * *", "the hour '24'");
	refused("* * 0 * *", "the day of month '0'");
	refused("* * 32 * *", "1-31");
	refused("* * * 13 *", "1-12 or JAN-DEC");
	refused("* * * foo *", "the month 'foo'");
	refused("* * * * 8", "the weekday '8'");
	refused("* * * * MONDAY", "SUN-SAT");
	refused("* * * *", "the weekday is missing");
	refused("", "the minute is missing");
	refused("* * * * * *", "five fields");
	refused("@reboot", "@hourly");
	refused("@daily x", "'@daily x' is not known");
}

TEST(half_pieces_are_refused)
{
	static const char *const bad[] = { "*/0", "*/", "/5", "1-", "-1", "5-1",
		"1,,2", ",1", "1,", "1-2-3", "1/2/3", "*-5", "+1", "1.5", "0x1",
		"**", "*5", "001", "1/-2", "?", "L" };

	for (size_t i = 0; i < LENGTH(bad); i++) {
		struct str s = str_fmt(&test_mem, "%s * * * *", bad[i]);

		refused(s.at, "the minute");
	}
}

TEST(what_is_written_reads_the_same)
{
	static const char *const texts[] = { "@daily", "*/15 * * * *",
		"1,2,3,7-9 0-23/2 */2,5 * */3", "0 0 */2 * 5", "0 0 1-31 * 0-6",
		("0-58/3,1-58/3 0-22/3,1-22/3 1-30/3,2-30/3 1-11/3,2-11/3 "
		 "0,1,3,4,6") };

	for (size_t i = 0; i < LENGTH(texts); i++) {
		struct err err = { 0 };
		struct cron a = { 0 }, b = { 0 };

		NEED_ERR(cron_read(str_c(texts[i]), &a, &err), err);
		NEED_ERR(cron_read(cron_write(&test_mem, &a), &b, &err), err);
		SAME_INT(b.minutes, a.minutes);
		SAME_INT(b.hours, a.hours);
		SAME_INT(b.days, a.days);
		SAME_INT(b.months, a.months);
		SAME_INT(b.weekdays, a.weekdays);
		OK(b.days_star == a.days_star);
		OK(b.weekdays_star == a.weekdays_star);
	}
}

TEST(a_schedule_is_said_in_words)
{
	words_are("0 2 * * *", "every day at 02:00");
	words_are("30 7 * * 1", "every Monday at 07:30");
	words_are("0 9,17 * * 1-5", "every weekday at 09:00 and 17:00");
	words_are("0 0 1 * *", "on the 1st of every month at 00:00");
	words_are("0 0 1 1 *", "on the 1st of January at 00:00");
	words_are("0 0 2,3,11,22,23 * *",
		"on the 2nd, 3rd, 11th, 22nd and 23rd of every month at 00:00");
	words_are("* * * * *", "every minute");
	words_are("*/15 * * * *", "every 15 minutes");
	words_are("@hourly", "every hour");
	words_are("0 */2 * * *", "every 2 hours");
	words_are("5,35 * * * *", "at minutes 5 and 35 past every hour");
	words_are("7 * * * *", "at minute 7 past every hour");
	words_are("*/10 9-17 * * *", "every 10 minutes of the hours 9 to 17");
	words_are("*/5 * * * SAT,SUN",
		"every 5 minutes, every Sunday and Saturday");
	words_are("0 0 13 * 5",
		"on the 13th of every month and every Friday at 00:00");
	words_are("0 6 * 6-8 *", "every day in June to August at 06:00");
}

/*
 * base/cron_words.c - a schedule in words, for people: "every Monday at
 * 07:30". See cron.h; reading and reckoning are in cron.c.
 */
#include "base/cron.h"

#include <stdio.h>

static const char *const month_words[] = { "", "January", "February", "March",
	"April", "May", "June", "July", "August", "September", "October",
	"November", "December" };
static const char *const weekday_words[] = { "Sunday", "Monday", "Tuesday",
	"Wednesday", "Thursday", "Friday", "Saturday" };

enum {
	TIMES_MOST = 6, /* clock times that are told one by one */
	LIST_MOST = 64,
	WORDS_MOST = 2048,
};

static bool in(uint64_t bits, int n) { return bits >> n & 1; }
static uint64_t span(int first, int last)
{
	return (UINT64_C(2) << last) - (UINT64_C(1) << first);
}

/* How one value of a field is said. */
static void say_number(struct buf *b, int n) { buf_addf(b, "%d", n); }
static void say_month(struct buf *b, int n)
{
	buf_addf(b, "%s", month_words[n]);
}
static void say_weekday(struct buf *b, int n)
{
	buf_addf(b, "%s", weekday_words[n]);
}
static void say_day(struct buf *b, int n)
{
	const char *end = "th";

	if (n % 10 >= 1 && n % 10 <= 3 && n / 10 != 1)
		end = (const char *[]){ "st", "nd", "rd" }[n % 10 - 1];
	buf_addf(b, "%d%s", n, end);
}

/* "1, 3 to 5 and 9": three or more in a row become a range. */
static void say_list(
	struct buf *b, uint64_t bits, void (*say)(struct buf *b, int n))
{
	int firsts[LIST_MOST], lasts[LIST_MOST], n = 0;

	for (int i = 0; i < LIST_MOST; i++) {
		int last = i;

		if (!in(bits, i))
			continue;
		while (last + 1 < LIST_MOST && in(bits, last + 1))
			last++;
		if (last == i + 1)
			last = i;
		firsts[n] = i;
		lasts[n++] = last;
		i = last;
	}
	for (int i = 0; i < n; i++) {
		if (i)
			buf_addf(b, i == n - 1 ? " and " : ", ");
		say(b, firsts[i]);
		if (lasts[i] > firsts[i]) {
			buf_addf(b, " to ");
			say(b, lasts[i]);
		}
	}
}

/* ---- the time of day ---------------------------------------------------- */

/* n when the bits are 0, n, 2n ... up to `whole`, which n divides; else 0. */
static int even_step(uint64_t bits, int whole)
{
	for (int n = 2; n < whole; n++) {
		uint64_t want = 0;

		for (int i = 0; i < whole; i += n)
			want |= UINT64_C(1) << i;
		if (whole % n == 0 && bits == want)
			return n;
	}
	return 0;
}

static bool few_times(const struct cron *c)
{
	return __builtin_popcountll(c->minutes) *
		       __builtin_popcount(c->hours) <=
	       TIMES_MOST;
}

static void say_times(struct buf *b, const struct cron *c)
{
	int left =
		__builtin_popcountll(c->minutes) * __builtin_popcount(c->hours);
	const char *before = "";

	for (int h = 0; h < 24; h++)
		for (int m = 0; m < 60; m++) {
			if (!in(c->hours, h) || !in(c->minutes, m))
				continue;
			left--;
			buf_addf(b, "%s%02d:%02d", before, h, m);
			before = left > 1 ? ", " : " and ";
		}
}

static void say_minutes(struct buf *b, uint64_t minutes)
{
	int step = even_step(minutes, 60);

	if (minutes == span(0, 59)) {
		buf_addf(b, "every minute");
	} else if (step) {
		buf_addf(b, "every %d minutes", step);
	} else {
		buf_addf(b, "at minute%s ",
			__builtin_popcountll(minutes) > 1 ? "s" : "");
		say_list(b, minutes, say_number);
	}
}

static void say_frequency(struct buf *b, const struct cron *c)
{
	int step = even_step(c->hours, 24);

	if (c->minutes == 1 && c->hours == span(0, 23)) {
		buf_addf(b, "every hour");
		return;
	}
	if (c->minutes == 1 && step) {
		buf_addf(b, "every %d hours", step);
		return;
	}
	say_minutes(b, c->minutes);
	if (c->hours == span(0, 23)) {
		if (c->minutes != span(0, 59) && !even_step(c->minutes, 60))
			buf_addf(b, " past every hour");
	} else if (step) {
		buf_addf(b, " of every %d%s hour", step,
			step == 2   ? "nd"
			: step == 3 ? "rd"
				    : "th");
	} else {
		buf_addf(b, " of the hour%s ",
			__builtin_popcount(c->hours) > 1 ? "s" : "");
		say_list(b, c->hours, say_number);
	}
}

/* ---- the day ------------------------------------------------------------ */

static void say_month_day(struct buf *b, const struct cron *c)
{
	buf_addf(b, "on the ");
	say_list(b, c->days, say_day);
	buf_addf(b, " of ");
	if (c->months == span(1, 12))
		buf_addf(b, "every month");
	else
		say_list(b, c->months, say_month);
}

static void say_weekdays(struct buf *b, const struct cron *c)
{
	buf_addf(b, "every ");
	if (c->weekdays == span(1, 5))
		buf_addf(b, "weekday");
	else
		say_list(b, c->weekdays, say_weekday);
}

static void say_days(struct buf *b, const struct cron *c)
{
	bool any_day = c->days == span(1, 31);
	bool any_weekday = c->weekdays == span(0, 6);
	bool either = !c->days_star && !c->weekdays_star;

	if ((any_day && any_weekday) || (either && (any_day || any_weekday))) {
		buf_addf(b, "every day");
	} else if (any_weekday) {
		say_month_day(b, c);
		return;
	} else if (any_day) {
		say_weekdays(b, c);
	} else {
		say_month_day(b, c);
		buf_addf(b, either ? " and " : ", if it is a ");
		if (either)
			say_weekdays(b, c);
		else
			say_list(b, c->weekdays, say_weekday);
		return;
	}
	if (c->months != span(1, 12)) {
		buf_addf(b, " in ");
		say_list(b, c->months, say_month);
	}
}

struct str cron_words(struct arena *mem, const struct cron *c)
{
	bool always = c->days == span(1, 31) && c->weekdays == span(0, 6) &&
		      c->months == span(1, 12);
	struct buf b;

	buf_init(&b, mem, WORDS_MOST);
	if (few_times(c)) {
		say_days(&b, c);
		buf_addf(&b, " at ");
		say_times(&b, c);
	} else {
		say_frequency(&b, c);
		if (!always) {
			buf_addf(&b, ", ");
			say_days(&b, c);
		}
	}
	return buf_str(&b);
}

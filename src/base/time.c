/* base/time.c - see time.h. */
#include "base/time.h"

#include <time.h>

/* ---- clocks ------------------------------------------------------------- */

static int64_t real_now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t time_mono_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

#ifdef VITAE_CHECKED
static int64_t (*_Atomic test_now)(void);

void time_set_for_test(int64_t (*now_ms)(void)) { test_now = now_ms; }

int64_t time_now_ms(void)
{
	int64_t (*now)(void) = test_now;

	return now ? now() : real_now_ms();
}
#else
int64_t time_now_ms(void) { return real_now_ms(); }
#endif

/* ---- dates -------------------------------------------------------------- */

enum { DAYS_400_YEARS = 146097, DAYS_TO_1970 = 719468 };

static int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); }

static bool leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int date_month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };

	return days[month - 1] + (month == 2 && leap(year));
}

static bool date_ok(struct date d)
{
	return d.year >= 0 && d.year <= 9999 && d.month >= 1 && d.month <= 12 &&
	       d.day >= 1 && d.day <= date_month_days(d.year, d.month);
}

/*
 * Both ways count from March 1st of year 0: the leap day is then the last
 * day of a year, and month m begins on day (153 m + 2) / 5 of it. Every 400
 * years have the same number of days.
 */
int64_t date_days(struct date d)
{
	int64_t year = d.year - (d.month <= 2);
	int64_t era = floor_div(year, 400), of_era = year - era * 400;
	int64_t day = (153 * ((d.month + 9) % 12) + 2) / 5 + d.day - 1;

	return era * DAYS_400_YEARS + of_era * 365 + of_era / 4 - of_era / 100 +
	       day - DAYS_TO_1970;
}

struct date date_of(int64_t days)
{
	int64_t since = days + DAYS_TO_1970;
	int64_t era = floor_div(since, DAYS_400_YEARS);
	int64_t of_era = since - era * DAYS_400_YEARS;
	int64_t year = (of_era - of_era / 1460 + of_era / 36524 -
			       of_era / (DAYS_400_YEARS - 1)) /
		       365;
	int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * of_year + 2) / 153;
	struct date d;

	d.day = (int)(of_year - (153 * month + 2) / 5 + 1);
	d.month = (int)(month < 10 ? month + 3 : month - 9);
	d.year = (int)(year + era * 400 + (d.month <= 2));
	return d;
}

int date_weekday(int64_t days)
{
	return (int)(days + 4 - floor_div(days + 4, 7) * 7);
}

int64_t time_day(int64_t ms) { return floor_div(ms, DAY_MS); }
int64_t time_of_day(int64_t ms) { return ms - time_day(ms) * DAY_MS; }

/* ---- reading ------------------------------------------------------------ */

/* Exactly n digits from the front of *s. */
static bool take_number(struct str *s, size_t n, int *out)
{
	int value = 0;

	if (s->len < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s->at[i] < '0' || s->at[i] > '9')
			return false;
		value = value * 10 + (s->at[i] - '0');
	}
	*s = str_of(s->at + n, s->len - n);
	*out = value;
	return true;
}

static bool take(struct str *s, char c)
{
	if (!s->len || *s->at != c)
		return false;
	*s = str_of(s->at + 1, s->len - 1);
	return true;
}

static bool take_date(struct str *s, struct date *d)
{
	return take_number(s, 4, &d->year) && take(s, '-') &&
	       take_number(s, 2, &d->month) && take(s, '-') &&
	       take_number(s, 2, &d->day) && date_ok(*d);
}

bool date_read(struct str s, struct date *out)
{
	return take_date(&s, out) && s.len == 0;
}

static bool take_hour_minute(struct str *s, int64_t *ms)
{
	int hour, minute;

	if (!take_number(s, 2, &hour) || !take(s, ':') ||
		!take_number(s, 2, &minute) || hour > 23 || minute > 59)
		return false;
	*ms = hour * (int64_t)HOUR_MS + minute * MINUTE_MS;
	return true;
}

static bool take_seconds(struct str *s, int64_t *ms)
{
	int second, digit, unit = 100;

	if (!take(s, ':') || !take_number(s, 2, &second) || second > 59)
		return false;
	*ms = second * SECOND_MS;
	if (!take(s, '.'))
		return true;
	if (!take_number(s, 1, &digit))
		return false;
	do {
		*ms += digit * unit;
		unit /= 10;
	} while (take_number(s, 1, &digit));
	return true;
}

static bool take_offset(struct str *s, int64_t *ms)
{
	bool east;

	*ms = 0;
	if (take(s, 'Z'))
		return true;
	east = take(s, '+');
	if (!east && !take(s, '-'))
		return false;
	if (!take_hour_minute(s, ms))
		return false;
	*ms = east ? *ms : -*ms;
	return true;
}

bool time_read(struct str s, int64_t *ms)
{
	int64_t clock, seconds, offset;
	struct date d;

	if (!take_date(&s, &d) || !take(&s, 'T') ||
		!take_hour_minute(&s, &clock) || !take_seconds(&s, &seconds) ||
		!take_offset(&s, &offset) || s.len)
		return false;
	*ms = date_days(d) * DAY_MS + clock + seconds - offset;
	return true;
}

/* ---- writing ------------------------------------------------------------ */

static char *put(char *to, int value, int digits)
{
	for (int i = digits - 1; i >= 0; i--, value /= 10)
		to[i] = (char)('0' + value % 10);
	return to + digits;
}

static int64_t within(int64_t ms)
{
	const int64_t first = -62167219200000; /* 0000-01-01T00:00:00.000Z */
	const int64_t last = 253402300799999;  /* 9999-12-31T23:59:59.999Z */

	return ms < first ? first : ms > last ? last : ms;
}

static char *put_clock(char *to, int ms)
{
	to = put(to, ms / HOUR_MS, 2);
	*to++ = ':';
	to = put(to, ms / MINUTE_MS % 60, 2);
	*to++ = ':';
	return put(to, ms / SECOND_MS % 60, 2);
}

static char *put_date(char *to, struct date d)
{
	to = put(to, d.year, 4);
	*to++ = '-';
	to = put(to, d.month, 2);
	*to++ = '-';
	return put(to, d.day, 2);
}

/* Most times that are written are of few days: each thread remembers some. */
static char *put_day(char *to, int64_t day)
{
	static _Thread_local struct {
		int64_t day;
		bool set;
		char text[10];
	} days[8], *d;

	d = &days[day & 7];
	if (!d->set || d->day != day) {
		put_date(d->text, date_of(day));
		d->day = day;
		d->set = true;
	}
	return mempcpy(to, d->text, sizeof(d->text));
}

void time_write(int64_t ms, char out[TIME_TEXT + 1])
{
	int64_t at = within(ms), day = floor_div(at, DAY_MS);
	int clock = (int)(at - day * DAY_MS);

	out = put_day(out, day);
	*out++ = 'T';
	out = put_clock(out, clock);
	*out++ = '.';
	out = put(out, clock % SECOND_MS, 3);
	*out++ = 'Z';
	*out = '\0';
}

struct str time_text(struct arena *mem, int64_t ms)
{
	char *at = arena_bytes(mem, TIME_TEXT + 1);

	time_write(ms, at);
	return str_of(at, TIME_TEXT);
}

void time_http(int64_t ms, char out[TIME_HTTP + 1])
{
	static const char weekdays[] = "SunMonTueWedThuFriSat",
			  months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	int64_t at = within(ms), day = time_day(at);
	struct date d = date_of(day);

	out = mempcpy(out, weekdays + 3 * date_weekday(day), 3);
	out = mempcpy(out, ", ", 2);
	out = put(out, d.day, 2);
	*out++ = ' ';
	out = mempcpy(out, months + 3 * (d.month - 1), 3);
	*out++ = ' ';
	out = put(out, d.year, 4);
	*out++ = ' ';
	out = put_clock(out, (int)time_of_day(at));
	memcpy(out, " GMT", 5);
}

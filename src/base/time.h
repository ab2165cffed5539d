/*
 * base/time.h - clocks, dates and how they are written. Knows neither a
 * locale nor a time zone: a time is ms since 1970 in UTC, a day is a number
 * of days since 1970-01-01, a date is Gregorian, years 0 to 9999.
 */
#ifndef TIME_H
#define TIME_H

#include "base/base.h"

enum {
	SECOND_MS = 1000,
	MINUTE_MS = 60 * SECOND_MS,
	HOUR_MS = 60 * MINUTE_MS,
	DAY_MS = 24 * HOUR_MS
};

int64_t time_now_ms(void);  /* what the calendar says; may jump */
int64_t time_mono_us(void); /* for measuring; never goes back */
/* Tests bring their own calendar; NULL: the real one again. Only builds with
 * VITAE_CHECKED have it. */
void time_set_for_test(int64_t (*now_ms)(void));

/* ---- dates -------------------------------------------------------------- */

struct date {
	int year, month, day; /* month and day begin with 1 */
};
int64_t date_days(struct date d);
struct date date_of(int64_t days);
int date_weekday(int64_t days);           /* 0: Sunday ... 6: Saturday */
int date_month_days(int year, int month); /* 28 to 31 */
/* "2026-01-31", nothing else. */
bool date_read(struct str s, struct date *out);

/* The day that a time falls on, and its ms within that day. */
int64_t time_day(int64_t ms);
int64_t time_of_day(int64_t ms);

/* ---- text --------------------------------------------------------------- */

enum { TIME_TEXT = 24, TIME_HTTP = 29 }; /* characters, without the NUL */

/* RFC 3339, "2026-01-31T23:59:59.000Z". A time outside the years 0 to 9999
 * is written as the nearest one inside. */
void time_write(int64_t ms, char out[TIME_TEXT + 1]);
struct str time_text(struct arena *mem, int64_t ms);
/* RFC 3339 with any offset; capital T and Z; what is finer than a ms is cut
 * off; leap seconds, which have no number here, are refused. */
bool time_read(struct str s, int64_t *ms);
/* RFC 9110: "Sun, 06 Nov 1994 08:49:37 GMT". */
void time_http(int64_t ms, char out[TIME_HTTP + 1]);

#endif

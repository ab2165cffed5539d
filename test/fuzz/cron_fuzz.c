/* Schedules: what is read and written reads the same; the next time is later
 * and fits; the words are made. */
#include "base/cron.h"
#include "base/time.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 };
	struct err err = { 0 };
	struct cron a, b;
	struct date d;
	int64_t next, after;

	if (!cron_read(str_of((const char *)data, size), &a, &err))
		return 0;
	assert(cron_read(cron_write(&mem, &a), &b, &err));
	assert(a.minutes == b.minutes && a.hours == b.hours &&
		a.days == b.days && a.months == b.months &&
		a.weekdays == b.weekdays && a.days_star == b.days_star &&
		a.weekdays_star == b.weekdays_star);
	after = INT64_C(1790000000000) + data[0] * INT64_C(86400123);
	next = cron_next(&a, after);
	assert(next > after && next % MINUTE_MS == 0);
	d = date_of(time_day(next));
	assert(a.months >> d.month & 1);
	assert(a.hours >> (time_of_day(next) / HOUR_MS) & 1);
	assert(a.minutes >> (time_of_day(next) / MINUTE_MS % 60) & 1);
	assert(cron_words(&mem, &a).len > 0);
	arena_free(&mem);
	return 0;
}

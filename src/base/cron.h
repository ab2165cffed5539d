/*
 * base/cron.h - when is it due? Five fields as in Vixie cron, in UTC:
 *
 *   minute 0-59, hour 0-23, day of month 1-31, month 1-12 or JAN-DEC,
 *   weekday 0-7 or SUN-SAT (0 and 7 are Sunday)
 *
 * Each is '*', a value, a range, a step (star/15, 10-40/10, 5/20 is 5-59/20)
 * or a list of these; or the whole is @hourly, @daily (@midnight), @weekly,
 * @monthly, @yearly (@annually). When day and weekday are both given (neither
 * begins with '*'), either will do; otherwise both must fit.
 *
 * Not here: time zones, seconds, @reboot; who runs what (work/).
 */
#ifndef CRON_H
#define CRON_H

#include "base/base.h"

enum { CRON_TEXT = 320 /* the longest accepted */ };

struct cron {
	uint64_t minutes;
	uint32_t hours, days, months, weekdays; /* bit n: n is in */
	bool days_star, weekdays_star;
};

/* Refuses what can never come (the 30th of February), too. */
bool cron_read(struct str text, struct cron *out, struct err *err);
/* The canonical five fields; what is read from it is the same schedule. */
struct str cron_write(struct arena *mem, const struct cron *c);

/* The first due minute strictly after `after_ms`, in ms since 1970. Always
 * exists, as what was read is possible. */
int64_t cron_next(const struct cron *c, int64_t after_ms);

/* "every day at 02:00", "at minutes 5 and 35 past every hour". */
struct str cron_words(struct arena *mem, const struct cron *c);

#endif

/*
 * app/health.h - is everything there? The checks are app/health.def.
 *
 * Each check has a deadline and is measured; one that is late is degraded and
 * holds up nobody. The whole is unhealthy when a critical check fails,
 * degraded when any other does. An answer is remembered for a second, so that
 * asking often costs nothing; who asks while the next one is being made gets
 * the last one, which names the check that is late.
 */
#ifndef APP_HEALTH_H
#define APP_HEALTH_H

#include "app/house.h"

enum health { HEALTH_GOOD, HEALTH_DEGRADED, HEALTH_BAD };
extern const char *const app_health_words[]; /* "healthy" ... */

enum { APP_HEALTH_CHECKS = 16 };

struct health_check {
	const char *service;
	enum health status;
	int64_t response_us, at;
	char message[160];
};
struct health_report {
	enum health status;
	int64_t at;
	int count;
	struct health_check checks[APP_HEALTH_CHECKS];
};

/* What the jail, which the rules do not know, says of itself. Any thread. */
void app_health_jail(struct house *h, enum health status, struct str words);

void app_health_check(struct house *h, struct health_report *out);
/* Should requests be sent here? (readyz) */
bool app_health_ready(struct house *h, const char **why);

#endif

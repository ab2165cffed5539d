/* app/errors.h - what went wrong and what was slow, for administrators. */
#ifndef APP_ERRORS_H
#define APP_ERRORS_H

#include "app/call.h"
#include "base/settings.h"
#include "store/error.h"

struct error_page {
	struct str state, cursor; /* state at NULL: any */
	int64_t limit;
};
bool app_errors_list(struct call *c, const struct error_page *ask,
	struct db_rows *out, struct str *next, struct err *err);

struct error_detail {
	struct error_group group;
	struct {
		struct error_event *at;
		size_t count;
	} events;
};
bool app_errors_get(struct call *c, struct str fingerprint,
	struct error_detail *out, struct err *err);
bool app_errors_rule(struct call *c, struct str fingerprint, struct str state,
	struct error_group *out, struct err *err);
/* Adds the job that tells Sentry of the newest error of that group, where
 * SENTRY_DSN is set; one at a time a group. */
bool app_errors_report_later(
	struct call *c, struct str fingerprint, struct err *err);
/* Tells it, unless the group is muted. Opens the call itself and leaves it
 * closed. ERR_UPSTREAM: try again later. */
bool app_errors_report(struct call *c, struct str input, struct err *err);
/* Is SENTRY_DSN one? For the start. */
bool app_errors_ready(const struct settings *s, struct err *err);

bool app_errors_slow(struct call *c, struct db_rows *out, struct err *err);

#endif

/*
 * app/lint.h - what programs that read resumes stumble over in one that is
 * data (TAI-3). match/lint.h has the rules; files are read elsewhere.
 */
#ifndef APP_LINT_H
#define APP_LINT_H

#include "app/given.h"
#include "base/json.h"
#include "match/lint.h"
#include "resume/convert.h"

enum { APP_LINT_FINDINGS = 2000 };

/* A finding as it is shown. */
struct lint_told {
	struct str code, severity, at, what, fix;
	int64_t page, line; /* of a file */
	bool has_page, has_line;
};
extern const struct json_shape app_lint_finding_shape;
void app_lint_tell(const struct lint_finding *f, struct lint_told *out);

/* What is to be said of a resume that is data: `bytes` is its source, and
 * `report` what was changed when it was read. */
struct lint_data {
	const struct resume *resume;
	struct str bytes;
	const struct resume_report *report;
	int now; /* months since year 0 */
};
void app_lint_data(struct lint *l, const struct lint_data *d);

struct lint_count {
	int64_t of[LINT_SEVERITIES];
};
struct lint_answer {
	struct lint_count count;
	struct {
		struct lint_told *at;
		size_t count;
	} findings;            /* the worst first */
	int64_t more;          /* beyond APP_LINT_FINDINGS */
	struct str round_trip; /* JSON; at NULL: it was not asked for */
};
/* Opens the call itself. */
bool app_lint(struct call *c, const struct given *g, struct lint_answer *out,
	struct err *err);

#endif

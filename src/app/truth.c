/* app/truth.c - see truth.h. */
#include "app/truth.h"

static void tell(struct arena *mem, const struct truth_report *report,
	struct truth_told *out)
{
	out->holds = !report->count;
	out->faults.at =
		ARENA_LIST(mem, struct truth_fault_told, report->count + 1);
	out->faults.count = report->count;
	for (size_t i = 0; i < report->count; i++) {
		const struct truth_fault *f = &report->at[i];

		out->faults.at[i] = (struct truth_fault_told){
			str_c(truth_kinds[f->kind].name), f->what, f->why
		};
	}
}

bool app_truth(struct call *c, const struct truth_given *in,
	struct truth_told *out, struct err *err)
{
	struct resume *source = ARENA_NEW(c->mem, struct resume);
	struct truth_ask how = { 0 };
	struct truth_report report;
	struct truth *t;
	struct str at = in->path.at ? in->path : STR("");

	if (!app_given_month(c, in->given.as_of, &how.now, err) ||
		!app_given_resume(c, &in->given, source, err) ||
		!app_call_close(c, true, err) ||
		!truth_open(c->mem, source, how, &t, err) ||
		!truth_check_text(
			c->mem, t, at, STR_NONE, in->text, &report, err))
		return false;
	tell(c->mem, &report, out);
	return true;
}

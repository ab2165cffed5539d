/* resume/out_jsonresume.c - our own canonical form, which is JSON Resume. */
#include "resume/convert_int.h"

bool resume_jsonresume_write(struct arena *mem, const struct resume *r,
	struct buf *out, struct resume_report *report, struct err *err)
{
	(void)mem;
	(void)report;
	resume_write(out, r);
	return buf_ok(out) ||
	       err_set(err, ERR_TOO_BIG, "the document is too big");
}

/*
 * work/parse_ocr.c - in the jail of pictures: one page of a file becomes lines.
 */
#include "intake/answer.h"
#include "intake/ocr.h"
#include "work/child.h"
#include "work/jail.h"

/* What was missing when the zygote started, which has nobody to tell. */
static struct err missing;

/* Other jails are opened without languages, and pay nothing. */
void work_warm_ocr(const char *languages)
{
	if (*languages)
		intake_ocr_warm(languages, &missing);
}

static bool answer(
	struct arena *mem, struct str bytes, struct buf *out, struct err *err)
{
	struct intake_page page;

	if (missing.code != ERR_NONE) {
		*err = missing;
		return false;
	}
	if (!intake_ocr_answer(mem, bytes, &page, err))
		return false;
	intake_page_write(out, &page);
	return true;
}

int work_parse_ocr(int in, int out)
{
	return work_child_run(in, out, INTAKE_ANSWER_BYTES, answer);
}

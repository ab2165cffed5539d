/* intake/ocr_lib.c - see its header. */
#include "intake/ocr_lib.h"

#include "base/library.h"

#include <stdlib.h>

struct ocr_lept ocr_lept;
struct ocr_tess ocr_tess;

static const char *const lept_names[] = {
#define LEPT(name) #name,
#include "intake/ocr_lept.def"
#undef LEPT
	NULL
};
static const char *const tess_names[] = {
#define TESS(name) #name,
#include "intake/ocr_tess.def"
#undef TESS
	NULL
};

bool intake_lept_load(struct err *err)
{
	static const struct library lept = { "liblept.so.5",
		"the library for pictures (Debian: liblept5)", lept_names,
		(void **)&ocr_lept };

	if (!library_load(&lept, err))
		return false;
	setMsgSeverity(L_SEVERITY_NONE);
	return true;
}

bool intake_tess_load(struct err *err)
{
	static const struct library tess = { "libtesseract.so.5",
		"the library for pictures of text (Debian: libtesseract5)",
		tess_names, (void **)&ocr_tess };

	/* Its OpenMP reads this once, when it is loaded. More threads make a
	 * page several times slower, and the jail forbids them. */
	setenv("OMP_THREAD_LIMIT", "1", 1);
	return intake_lept_load(err) && library_load(&tess, err);
}

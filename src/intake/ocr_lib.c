/* intake/ocr_lib.c - see its header. */
#include "intake/ocr_lib.h"

#include "base/library.h"

struct intake_lept intake_lept;
struct intake_tess intake_tess;

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
		(void **)&intake_lept };

	if (!library_load(&lept, err))
		return false;
	setMsgSeverity(L_SEVERITY_NONE);
	return true;
}

/* More of them make a page several times slower, and the jail forbids them. */
static bool threads_forbid(struct err *err)
{
	static void (*set_levels)(int);
	static const char *const names[] = { "omp_set_max_active_levels",
		NULL };
	static const struct library openmp = { "libgomp.so.1",
		"what Tesseract's threads are made by (Debian: libgomp1)",
		names, (void **)&set_levels };

	if (!library_load(&openmp, err))
		return false;
	set_levels(0);
	return true;
}

bool intake_tess_load(struct err *err)
{
	static const struct library tess = { "libtesseract.so.5",
		"the library for pictures of text (Debian: libtesseract5)",
		tess_names, (void **)&intake_tess };

	return intake_lept_load(err) && library_load(&tess, err) &&
	       threads_forbid(err);
}

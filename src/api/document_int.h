/* api/document_int.h - what the handlers of documents share. */
#ifndef API_DOCUMENT_INT_H
#define API_DOCUMENT_INT_H

#include "api/api.h"
#include "app/document.h"

enum {
	/* As it may be sent: with more blanks than are kept. */
	API_DOCUMENT_GIVEN = 2 * APP_DOCUMENT_BODY,
	/* With a master that grew since. */
	API_DOCUMENT_ANSWER = 16 << 20,
};

struct document_make {
	struct str kind, title, resume, master_id, variant;
};
struct document_change {
	struct str title, resume, variant, version_name;
};

/* The version that If-Match names; 0: any. */
bool api_document_expected(
	const struct api_ask *ask, int64_t *out, struct err *err);
/* One that was just made or saved. */
bool api_show_document_it(struct call *c, struct api_reply *reply,
	const struct document *d, struct err *err);

#endif

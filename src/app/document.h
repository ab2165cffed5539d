/*
 * app/document.h - what people write: resumes, CVs, letters and revamps, with
 * every version of each, and variants of a master (DOC-2, 5, 30).
 *
 * A document is its owner's alone; another's is not found. A body is checked
 * and stored in its canonical form (resume/), or refused with a pointer to
 * each fault; nothing is half stored. What is saved unchanged makes no version.
 * What is removed waits 30 days in the trash.
 */
#ifndef APP_DOCUMENT_H
#define APP_DOCUMENT_H

#include "app/call.h"
#include "app/cursor.h"
#include "store/document.h"

enum {
	APP_DOCUMENT_BODY = 1 << 20, /* bytes of its JSON */
	APP_DOCUMENT_TITLE = 200,    /* characters */
	APP_TRASH_DAYS = 30
};

/* How a version came to be; the words of document_version.way. */
enum document_way {
	DOCUMENT_CREATED,
	DOCUMENT_EDITED,
	DOCUMENT_UPLOADED,
	DOCUMENT_IMPORTED,
	DOCUMENT_TAILORED,
	DOCUMENT_RESTORED
};

struct document_new {
	struct str kind;      /* empty: "resume" */
	struct str title;     /* empty: taken from the body */
	struct str body;      /* JSON */
	struct str master_id; /* of a variant: the body is what differs */
	bool base;            /* takes the place of the one before (INT-8) */
	enum document_way way;
};
bool app_document_create(struct call *c, const struct document_new *in,
	struct document *out, struct err *err);

/* Not those in the trash. */
bool app_document_get(
	struct call *c, struct str id, struct document *out, struct err *err);
/* What is rendered, matched and tailored: the body, of a variant its master's
 * with all that differs; version 0: the newest. JSON Resume text. */
bool app_document_resume(struct call *c, struct str id, int64_t version,
	struct document *of, struct str *out, struct err *err);

struct document_save {
	struct str title;    /* at NULL: as it is */
	struct str body;     /* at NULL: as it is */
	struct str name;     /* of the version; may be empty */
	int64_t if_version;  /* the newest must be this one; 0: any */
	enum document_way way;
};
/* ERR_STALE: somebody saved meanwhile. */
bool app_document_save(struct call *c, struct str id,
	const struct document_save *in, struct document *out, struct err *err);

#endif

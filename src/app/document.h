/*
 * app/document.h - what people write: resumes, CVs, letters and revamps, with
 * every version of each, and variants of a master (DOC-2, 5, 30).
 *
 * A document is its owner's alone; another's is not found. A body is checked
 * and stored in its canonical form (resume/), or refused with a pointer to
 * each fault; nothing is half stored. What is saved unchanged makes no version.
 * What is removed waits 30 days in the trash. Comparing, importing and the like
 * are in document_data.h.
 *
 * Rules open the call themselves where they are said to be OWN; in a writing
 * call they are part of it.
 */
#ifndef APP_DOCUMENT_H
#define APP_DOCUMENT_H

#include "app/call.h"
#include "app/cursor.h"
#include "store/document.h"

enum {
	APP_DOCUMENT_BODY = 1 << 20, /* bytes of its canonical JSON */
	APP_DOCUMENT_TITLE = 200,    /* characters; of a version's name too */
	APP_DOCUMENTS_MOST =
		100000,             /* of one account, those in the trash too */
	APP_DOCUMENT_SUMMARY = 500, /* bytes of a version's summary */
	APP_SENT_MOST = 100,
	APP_TRASH_DAYS = 30
};

extern const char *const app_document_kinds[]; /* NULL-ended */

/* How a version came to be; the words of document_version.way. */
enum document_way {
	DOCUMENT_CREATED,
	DOCUMENT_EDITED,
	DOCUMENT_UPLOADED,
	DOCUMENT_IMPORTED,
	DOCUMENT_TAILORED,
	DOCUMENT_RESTORED,
	DOCUMENT_DETACHED, /* a variant was made whole */
	DOCUMENT_WAYS
};
extern const char *const app_document_ways[]; /* NULL-ended */

struct document_new {
	struct str kind;      /* empty: as the body says, else "resume" */
	struct str title;     /* empty: taken from the body */
	struct str body;      /* JSON */
	struct str master_id; /* of a variant: the body is what differs */
	bool base;            /* takes the place of the one before (INT-8) */
	/* What is created is checked for formats, too (DOC-4); what comes by
	 * another way may have dates that nobody understands. */
	enum document_way way;
};
/* OWN. */
bool app_document_create(struct call *c, const struct document_new *in,
	struct document *out, struct err *err);

/* Not those in the trash. */
bool app_document_get(
	struct call *c, struct str id, struct document *out, struct err *err);
/* What is rendered, matched and tailored: the body, of a variant its master's
 * with all that differs; version 0: the newest. JSON Resume text. Of an older
 * version of a variant: with the master as it was then. */
bool app_document_resume(struct call *c, struct str id, int64_t version,
	struct document *of, struct str *out, struct err *err);

/* All that is shown of one: of a variant what differs, too, what that makes
 * of its master, and what of it has no effect any more. */
struct document_note {
	struct str kind, at, say; /* "lost", "stale" */
};
struct document_whole {
	struct document of;
	struct str resume, variant; /* variant: empty, where it is none */
	int64_t master_version;
	struct {
		struct document_note *at;
		size_t count;
	} notes;
};
bool app_document_show(struct call *c, struct str id,
	struct document_whole *out, struct err *err);
/* The same of one that was just made or saved. */
bool app_document_show_it(struct call *c, const struct document *d,
	struct document_whole *out, struct err *err);

struct document_save {
	struct str title; /* at NULL: as it is */
	struct str body;  /* at NULL: as it is */
	/* Of a variant that its owner edits, in place of the body. */
	struct str variant;
	struct str name;    /* of the version; may be empty */
	int64_t if_version; /* the newest must be this one; 0: any */
	enum document_way way;
};
/* OWN. ERR_STALE: somebody saved meanwhile. */
bool app_document_save(struct call *c, struct str id,
	const struct document_save *in, struct document *out, struct err *err);

/* What it is called that says this, when nobody gave it a title. */
bool app_document_titled(
	struct arena *mem, struct str body, struct str *out, struct err *err);

/* ---- lists -------------------------------------------------------------- */

/* What is absent or 0 means "any". */
struct document_page {
	struct str kind, q, cursor;
	int64_t from, until; /* of the last change */
	int64_t limit;
};
/* Rows of struct document without body and words. */
bool app_document_list(struct call *c, const struct document_page *ask,
	struct db_rows *out, struct str *next, struct err *err);
bool app_document_trash(struct call *c, const struct page_ask *ask,
	struct db_rows *out, struct str *next, struct err *err);
bool app_document_variants(struct call *c, struct str master_id,
	const struct page_ask *ask, struct db_rows *out, struct str *next,
	struct err *err);

/* ---- the trash ---------------------------------------------------------- */

/* ERR_CONFLICT: it has variants that are not in the trash. */
bool app_document_remove(
	struct call *c, struct str id, int64_t if_version, struct err *err);
bool app_document_recover(
	struct call *c, struct str id, struct document *out, struct err *err);
/* For good; only what is in the trash. */
bool app_document_erase(struct call *c, struct str id, struct err *err);

/* ---- versions ----------------------------------------------------------- */

/* Rows of struct document_version without body. */
bool app_version_list(struct call *c, struct str id, const struct page_ask *ask,
	struct db_rows *out, struct str *next, struct err *err);
/* Which files carry a version, the last first; at most `APP_SENT_MOST`. Rows
 * of struct version_sent. */
bool app_version_sent(struct call *c, struct str id, int64_t number,
	struct db_rows *out, struct err *err);
/* `resume`: what it said, of a variant with its master. */
bool app_version_get(struct call *c, struct str id, int64_t number,
	struct document_version *out, struct str *resume, struct err *err);
bool app_version_name(struct call *c, struct str id, int64_t number,
	struct str name, struct document_version *out, struct err *err);
/* OWN. A new version that says what that one said. */
bool app_version_restore(struct call *c, struct str id, int64_t number,
	int64_t if_version, struct document *out, struct err *err);
/* OWN. A variant becomes a document that no master changes any more. */
bool app_document_detach(
	struct call *c, struct str id, struct document *out, struct err *err);

#endif

/* app/document_int.h - inside of documents: what their files share. */
#ifndef APP_DOCUMENT_INT_H
#define APP_DOCUMENT_INT_H

#include "app/document.h"
#include "base/hash.h"
#include "resume/resume.h"

/* ---- document_fit.c: a body as it came becomes what is stored ----------- */

struct document_draft {
	struct str kind;   /* as wanted; empty: as the body says ... */
	struct str before; /* ... and where it says nothing; may be empty */
	struct str was;    /* the body before; empty: there is none */
	bool strict;       /* formats are checked, too: of what is typed */
	struct str master; /* of a variant: the master's body; else at NULL */

	/* what comes of it: */
	const struct json *doc; /* what it says: of a variant, applied */
	struct str body;        /* canonical */
	struct str title, role; /* title: when nobody gave one */
	unsigned char hash[HASH_SHA256_SIZE];
};
/* Faults are named by pointers below "/resume", of a variant "/variant". */
bool app_document_fit(struct arena *mem, struct str body,
	struct document_draft *d, struct err *err);

/* A variant's body, applied to its master's. */
struct resume_variant_notes;
bool app_document_apply(struct arena *mem, struct str master, struct str body,
	const struct json **out, struct resume_variant_notes *notes,
	struct err *err);

/* ---- document_words.c: what the search looks in, and for ---------------- */

struct str app_document_words(
	struct arena *mem, struct str title, const struct json *doc);
bool app_document_looked_for(struct arena *mem, struct str q,
	struct str out[STORE_DOCUMENT_WORDS], struct err *err);

/* ---- document_save.c ---------------------------------------------------- */

/* app_document_save(), also to another master, or to none; NULL: as it is. */
bool app_document_put(struct call *c, struct str id,
	const struct document_save *in, const struct str *master_id,
	struct document *out, struct err *err);

/* ---- document.c --------------------------------------------------------- */

/* Named by "/title" where it cannot be one. */
bool app_document_fit_title(struct str title, struct err *err);

enum document_event { DOCUMENT_WAS_CREATED, DOCUMENT_WAS_UPDATED };
bool app_document_tell(struct call *c, enum document_event what,
	const struct document *d, struct err *err);

#endif

/*
 * app/file.h - files of people: what they upload, what is made for them. A
 * file is a row, which says whose it is and until when, and a blob, which is
 * its bytes. Knows nothing of what is in one.
 *
 * The bytes come first (app_file_put), outside of any transaction, since disks
 * are slow; the row is added by the rule that has a use for them. A blob that
 * no row names an hour later is swept, so whoever fails in between leaves
 * nothing behind.
 *
 * A file is its owner's alone. What has expired is not found, and its row and
 * bytes go with the next sweep.
 */
#ifndef APP_FILE_H
#define APP_FILE_H

#include "app/call.h"
#include "blob/blob.h"
#include "store/file.h"

enum file_purpose {
	FILE_UPLOAD,   /* waits for its job */
	FILE_ORIGINAL, /* of a document that was uploaded */
	FILE_EXPORT,   /* a document, rendered */
	FILE_PURPOSES
};

enum {
	APP_FILE_NAME = 255,          /* bytes */
	APP_FILE_ABOUT = 64 * 1024,   /* bytes of JSON */
	APP_FILE_YOUNG_MS = 3600000,  /* a blob so old may be swept */
	APP_FILE_EXPORT_MS = 3600000, /* so long an export is kept (DOC-18) */
};

/* ---- bytes -------------------------------------------------------------- */

struct file_bytes {
	struct str bytes;   /* or, with at NULL, */
	int fd;             /* `size` bytes of this file */
	int64_t from, size; /* from here on; its own offset is not used */
};
/* Outside of a transaction. ERR_FULL: there is no room. */
bool app_file_put(struct call *c, const struct file_bytes *in,
	struct blob_id *out, struct err *err);

/* All of it, for who reads it at once; `most` bytes, else ERR_TOO_BIG. */
bool app_file_bytes(struct call *c, const struct file *f, int64_t most,
	struct str *out, struct err *err);
/* The caller closes it; it may be read even after the file was dropped. */
bool app_file_open(
	struct call *c, const struct file *f, int *fd, struct err *err);

/* ---- rows --------------------------------------------------------------- */

struct file_new {
	enum file_purpose purpose;
	const struct blob_id *blob;
	int64_t size;
	struct str name, type;
	struct str document_id; /* at NULL: of none */
	int64_t version;
	struct str about;   /* JSON; may be empty */
	int64_t expires_at; /* 0: it is kept */
};
/* In a writing call, for c->who. ERR_CONFLICT: more than one person may keep
 * (MAX_CV_STORAGE_PER_USER_MB), ERR_FULL: than all may (MAX_TOTAL_STORAGE_GB);
 * the latter is looked up once a minute. */
bool app_file_add(struct call *c, const struct file_new *in, struct file *out,
	struct err *err);

bool app_file_get(
	struct call *c, struct str id, struct file *out, struct err *err);
/* Of the document's newest version that has one. */
bool app_file_find(struct call *c, enum file_purpose purpose,
	struct str document_id, struct file *out, bool *found, struct err *err);
/* Those of the document so far, up to this version, end then. */
bool app_file_expire(struct call *c, enum file_purpose purpose,
	struct str document_id, int64_t version, int64_t expires_at,
	struct err *err);
bool app_file_drop(struct call *c, struct str id, struct err *err);

/* ---- for their owner ----------------------------------------------------- */

struct zip;
/* Adds the bytes of all of c->who's files that are kept, as
 * "files/ID/NAME". In a reading call. */
bool app_file_export(struct call *c, struct zip *zip, struct err *err);

/* ---- the sweep ---------------------------------------------------------- */

/* Drops blobs that are no file's; opens and closes the call itself. `stop`
 * (may be NULL) ends it early. *gone: how many. */
bool app_file_sweep(struct call *c, bool (*stop)(void *with), void *with,
	int64_t *gone, struct err *err);

#endif

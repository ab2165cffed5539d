/*
 * blob/blob.h - files that people handed in, kept by the SHA-256 of what is
 * in them. Knows neither their names nor whose they are, nor who still needs
 * them: that is in the database.
 *
 * The same bytes are kept once, however often they are written. A file is
 * visible under its id only when all of it is on the disk, and stays the same
 * until it is dropped. Any number of threads and processes may use one store.
 *
 * Writing comes before the row that refers to it, so between the two a file
 * is nobody's. A sweep therefore asks blob_drop for files that are not young:
 * writing a file that is already there makes it young again, and blob_drop
 * looks at its age under the same lock.
 */
#ifndef BLOB_H
#define BLOB_H

#include "base/base.h"

enum { BLOB_ID = 64 }; /* lower-case hexadecimal digits */

struct blob_id {
	char hex[BLOB_ID + 1];
};

static inline struct str blob_id_str(const struct blob_id *id)
{
	return str_of(id->hex, BLOB_ID);
}
bool blob_id_ok(struct str id);

struct blob_store;

/* A folder, made if it is not there: ab/cd/abcd... under `path`. */
bool blob_folder_open(
	const char *path, struct blob_store **out, struct err *err);
void blob_close(struct blob_store *store);

/* ERR_FULL: the disk is. */
bool blob_write(struct blob_store *store, struct str bytes, struct blob_id *out,
	struct err *err);
/* `size` bytes of a file from `from` on; its own offset is not used. */
bool blob_write_fd(struct blob_store *store, int fd, int64_t from, int64_t size,
	struct blob_id *out, struct err *err);

/* For these an id that is none is ERR_BAD_INPUT, one that is not there
 * ERR_NOT_FOUND. The caller closes the descriptor, which can be read from any
 * place even after the file was dropped. */
bool blob_open(
	struct blob_store *store, struct str id, int *out, struct err *err);
bool blob_size(
	struct blob_store *store, struct str id, int64_t *out, struct err *err);
/* Drops it if it was last written before `before_ms` (INT64_MAX: in any
 * case); a younger one stays, and that is no error. What is not there is
 * dropped already. *dropped may be NULL. */
bool blob_drop(struct blob_store *store, struct str id, int64_t before_ms,
	bool *dropped, struct err *err);

struct blob_item {
	struct blob_id id;
	int64_t size, written_ms;
};
/* Shows every file once, in no order; those written or dropped meanwhile may
 * be missing. `see` may drop what it sees; when it fails the walk ends. */
typedef bool blob_see(void *to, const struct blob_item *item, struct err *err);
bool blob_each(
	struct blob_store *store, blob_see *see, void *to, struct err *err);

struct blob_total {
	int64_t count, bytes;
};
bool blob_total(
	struct blob_store *store, struct blob_total *out, struct err *err);

#endif

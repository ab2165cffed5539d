/*
 * blob/blob_int.h - what a kind of store must do. Ids are checked before any
 * of these is called.
 */
#ifndef BLOB_INT_H
#define BLOB_INT_H

#include "blob/blob.h"

/* Bytes in memory, or `size` bytes of a file. */
struct blob_source {
	struct str bytes; /* when fd < 0 */
	int fd;
	int64_t from, size;
};

struct blob_kind {
	bool (*write)(struct blob_store *store, const struct blob_source *from,
		struct blob_id *out, struct err *err);
	bool (*open)(struct blob_store *store, const struct blob_id *id,
		int *out, struct err *err);
	bool (*drop)(struct blob_store *store, const struct blob_id *id,
		int64_t before_ms, bool *dropped, struct err *err);
	bool (*each)(struct blob_store *store, blob_see *see, void *to,
		struct err *err);
	void (*close)(struct blob_store *store);
};

/* The first member of every store. */
struct blob_store {
	const struct blob_kind *kind;
};

struct blob_folder {
	struct blob_store store;
	int root;
	bool named; /* this file system knows no files without a name */
};

#endif

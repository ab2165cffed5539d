/*
 * store/file.h - the rows of people's files, typed. Their bytes are blob's.
 */
#ifndef STORE_FILE_H
#define STORE_FILE_H

#include "db/db.h"

struct file {
	struct str id, account_id, purpose;
	struct str document_id; /* at NULL: of none */
	int64_t version;        /* of that document; 0: of none */
	struct str name, type;
	int64_t size;
	struct str blob;  /* its hash, see blob/blob.h */
	struct str about; /* JSON, or empty */
	int64_t created_at;
	int64_t expires_at; /* 0: it is kept */
};

bool store_file_add(struct db *db, const struct file *f, struct err *err);
/* What has expired by `now` is not there any more. */
bool store_file_get(struct db *db, struct str account_id, struct str id,
	int64_t now, struct file *out, struct err *err);
/* Of a document, the one of its newest version that has such a file. */
bool store_file_find(struct db *db, struct str account_id, struct str purpose,
	struct str document_id, int64_t now, struct file *out, bool *found,
	struct err *err);
/* What is known of it besides, JSON: for a file that was just added. */
bool store_file_add_detail(
	struct db *db, struct str id, struct str detail, struct err *err);
bool store_file_find_detail(struct db *db, struct str account_id, struct str id,
	struct str *out, bool *found, struct err *err);
bool store_file_set_about(struct db *db, struct str account_id, struct str id,
	struct str about, struct err *err);
/* All of a person's, oldest first. */
bool store_file_each(struct db *db, struct str account_id, db_each_row *each,
	void *with, struct err *err);

/* The document's files of that purpose, up to this version, end then if they
 * have no end yet. */
bool store_file_expire(struct db *db, const struct file *f, struct err *err);
/* ERR_NOT_FOUND: there is no such file of this person. */
bool store_file_drop(
	struct db *db, struct str account_id, struct str id, struct err *err);

/* Nobody else adds a file of this person before the end of the transaction. */
bool store_file_lock(struct db *db, struct str account_id, struct err *err);
/* Bytes of all files of a person, and of all people. */
bool store_file_sum(
	struct db *db, struct str account_id, int64_t *out, struct err *err);
bool store_file_sum_all(struct db *db, int64_t *out, struct err *err);

/* Which of these blobs are some file's? Rows of struct file_blob. */
enum { STORE_FILE_BLOBS = 16 };
struct file_blobs {
	struct str b[STORE_FILE_BLOBS]; /* the last ones may be empty */
};
struct file_blob {
	struct str blob;
};
bool store_file_blobs(struct db *db, const struct file_blobs *asked,
	struct db_rows *out, struct err *err);

extern const struct db_query *const store_file_queries[];

#endif

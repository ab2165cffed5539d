/* store/document.h - documents and their versions, typed. */
#ifndef STORE_DOCUMENT_H
#define STORE_DOCUMENT_H

#include "db/db.h"

struct document {
	struct str id, account_id, kind, title, role;
	bool base;
	struct str master_id; /* of a variant; else empty */
	int64_t version;      /* the newest */
	struct bytes hash;    /* SHA-256 of the body */
	struct str template, engine;
	int64_t created_at, updated_at;
	int64_t deleted_at; /* in the trash since; 0: it is not */
	struct str words;   /* for the search */
	struct str body;    /* canonical JSON of the newest version */
};

struct document_version {
	struct str document_id;
	int64_t number, at;
	struct str author_id, way, name, summary;
	struct str master_id;   /* whose variant it was; else empty */
	int64_t master_version; /* and the master's newest then */
	struct str body;
	int64_t sent; /* how many files carry it; see store_version_sent */
};

/* All but the body, which is its first version's. */
bool store_document_add(
	struct db *db, const struct document *d, struct err *err);
/* Those in the trash, too. Without `words`. */
bool store_document_get(struct db *db, struct str account_id, struct str id,
	struct document *out, struct err *err);
/* Of an account, unless it is in the trash. Without `words`. */
bool store_document_find_base(struct db *db, struct str account_id,
	struct document *out, bool *found, struct err *err);
/* Until the end of the call nobody else changes it; in a writing call. */
bool store_document_lock(
	struct db *db, struct str account_id, struct str id, struct err *err);
/* kind, title, role, base, master_id, version, hash, updated_at and words, of
 * one whose newest version is `was` and that is not in the trash. *done: there
 * was such a one. */
bool store_document_set(struct db *db, const struct document *d, int64_t was,
	bool *done, struct err *err);
/* No document of the account is its base any more. */
bool store_document_set_no_base(
	struct db *db, struct str account_id, struct err *err);
/* What it was last rendered with. */
bool store_document_set_look(
	struct db *db, const struct document *d, struct err *err);
/* 0: out of the trash. */
bool store_document_set_deleted(struct db *db, struct str account_id,
	struct str id, int64_t deleted_at, struct err *err);
/* For good, with all versions; and its variants that are in the trash. */
bool store_document_drop(
	struct db *db, struct str account_id, struct str id, struct err *err);
bool store_document_count(
	struct db *db, struct str account_id, int64_t *out, struct err *err);

/* Rows of lists have neither body nor words. */
enum { STORE_DOCUMENT_WORDS = 8 };
struct document_wish {
	struct str account_id;
	struct str kind; /* empty: all */
	int64_t from_at, until_at, before_at;
	struct str before_id;
	/* Parts of words that must all be there; unused ones are empty. */
	struct str w0, w1, w2, w3, w4, w5, w6, w7;
	int64_t limit;
};
/* Newest change first; by the index alone where there are no words. */
bool store_document_list(struct db *db, const struct document_wish *w,
	struct db_rows *out, struct err *err);
/* Last deleted first. */
bool store_document_trash(struct db *db, const struct document_wish *w,
	struct db_rows *out, struct err *err);
/* Of one master, not those in the trash; newest change first. */
struct variant_wish {
	struct str account_id, master_id;
	int64_t before_at;
	struct str before_id;
	int64_t limit;
};
bool store_document_variants(struct db *db, const struct variant_wish *w,
	struct db_rows *out, struct err *err);
bool store_document_has_variants(struct db *db, struct str account_id,
	struct str master_id, bool *out, struct err *err);

/* ---- versions ------------------------------------------------------------ */

bool store_version_add(
	struct db *db, const struct document_version *v, struct err *err);
bool store_version_get(struct db *db, struct str document_id, int64_t number,
	struct document_version *out, struct err *err);
/* Rows without body, the newest first: below `before`. */
struct version_wish {
	struct str document_id;
	int64_t before, limit;
};
bool store_version_list(struct db *db, const struct version_wish *w,
	struct db_rows *out, struct err *err);
bool store_version_set_name(
	struct db *db, const struct document_version *v, struct err *err);

/* Which files were made of a document's versions from..to, the project it is
 * of with them. By version: how many, in a row each that has some. */
struct version_sent {
	struct str id; /* of the rendering */
	int64_t at;
	struct str format, template, project_id, project_name;
};
struct sent_wish {
	struct str account_id, document_id;
	int64_t from, to, limit;
};
struct sent_count {
	int64_t version, count;
};
bool store_version_sent(struct db *db, const struct sent_wish *w,
	struct db_rows *out, struct err *err);
bool store_version_count_sent(struct db *db, const struct sent_wish *w,
	struct db_rows *out, struct err *err);

/* ---- for their owner's export ---------------------------------------------
 */

bool store_document_each(struct db *db, struct str account_id,
	db_each_row *each, void *with, struct err *err);
bool store_version_each(struct db *db, struct str account_id, db_each_row *each,
	void *with, struct err *err);

extern const struct db_query *const store_document_queries[];
extern const struct db_query *const store_version_queries[];

#endif

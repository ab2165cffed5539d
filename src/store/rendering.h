/* store/rendering.h - what was made of documents, typed. */
#ifndef STORE_RENDERING_H
#define STORE_RENDERING_H

#include "db/db.h"

struct rendering {
	struct str id, account_id;
	int64_t at;
	struct str kind, title, role, words;
	struct str document_id; /* empty: it was given, not stored */
	int64_t version;        /* 0: of none */
	struct str project_id;  /* empty: of none */
	struct str template;    /* empty: of data, which has no look */
	int64_t template_version;
	struct str format, engine, identity;
	int64_t pages; /* 0: nobody knows */
	int64_t size;
	struct str file_id;  /* empty: it was not kept */
	int64_t archived_at; /* 0: it is not */
};

bool store_rendering_add(
	struct db *db, const struct rendering *r, struct err *err);
bool store_rendering_get(struct db *db, struct str account_id, struct str id,
	struct rendering *out, struct err *err);
/* The newest of that document in that format; *found: is there one? */
bool store_rendering_last(struct db *db, struct str account_id,
	struct str document_id, struct str format, struct rendering *out,
	bool *found, struct err *err);
/* 0: not any more. ERR_NOT_FOUND: there is no such one of this account. */
bool store_rendering_set_archived(struct db *db, struct str account_id,
	struct str id, int64_t archived_at, struct err *err);

enum { STORE_RENDERING_WORDS = 8 };
/* What is empty means "any". */
struct rendering_wish {
	struct str account_id;
	int64_t from_at, until_at, before_at;
	struct str before_id;
	int64_t archived_least, archived_most;
	struct str document_id, project_id, format, template, kind;
	/* Parts of words that must all be there. */
	struct str w0, w1, w2, w3, w4, w5, w6, w7;
	int64_t limit;
};
/* Newest first, without words and identity. */
bool store_rendering_list(struct db *db, const struct rendering_wish *wish,
	struct db_rows *out, struct err *err);
/* How many there are of each kind, of whatever kind is wished for. */
struct rendering_count {
	struct str kind;
	int64_t count;
};
bool store_rendering_counts(struct db *db, const struct rendering_wish *wish,
	struct db_rows *out, struct err *err);
/* All of a person's, oldest first. */
bool store_rendering_each(struct db *db, struct str account_id,
	db_each_row *each, void *with, struct err *err);

extern const struct db_query *const store_rendering_queries[];

#endif

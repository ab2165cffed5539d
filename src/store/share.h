/* store/share.h - links to documents for who has no account, typed. */
#ifndef STORE_SHARE_H
#define STORE_SHARE_H

#include "db/db.h"

struct share {
	struct str id, account_id;
	struct bytes hash;
	struct str name, document_id, project_id;
	int64_t version;
	struct str template, redact, password;
	bool allow_download;
	int64_t views, downloads, viewed_at, created_at, updated_at, expires_at,
		revoked_at;
};
/* What a visitor's request needs to know of its owner. */
struct share_found {
	struct share share;
	struct str plan;
	int64_t suspended_at;
};
struct share_wish {
	struct str account_id;
	int64_t before_at;
	struct str before_id;
	int64_t limit;
};

bool store_share_add(struct db *db, const struct share *s, struct err *err);
bool store_share_get(struct db *db, struct str account_id, struct str id,
	struct share *out, struct err *err);
bool store_share_find(struct db *db, struct bytes hash, struct share_found *out,
	bool *found, struct err *err);
bool store_share_list(struct db *db, const struct share_wish *wish,
	struct db_rows *out, struct err *err);
/* Those that are not revoked. */
bool store_share_count(
	struct db *db, struct str account_id, int64_t *out, struct err *err);
/* All but whose it is, its link, and what was counted. */
bool store_share_set(struct db *db, const struct share *s, struct err *err);
/* Its link alone. */
bool store_share_set_link(
	struct db *db, const struct share *s, struct err *err);
/* One view (or download) more. */
bool store_share_set_viewed(struct db *db, struct str id, bool download,
	int64_t now, struct err *err);
bool store_share_each(struct db *db, struct str account_id, db_each_row *each,
	void *with, struct err *err);

extern const struct db_query *const store_share_queries[];

#endif

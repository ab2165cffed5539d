/* store/api_key.h - personal API keys, typed. Only hashes are kept. */
#ifndef STORE_API_KEY_H
#define STORE_API_KEY_H

#include "db/db.h"

struct api_key {
	struct str id, account_id, name;
	struct str prefix; /* its first characters, to recognise it by */
	struct bytes hash;
	struct str scopes;                       /* words separated by blanks */
	int64_t created_at, used_at, expires_at; /* expires_at 0: never */
};

/* A key with what a request needs to know of its account. */
struct api_key_owner {
	struct str id, account_id, role, plan, scopes;
	int64_t expires_at, used_at, suspended_at;
};

bool store_api_key_add(struct db *db, const struct api_key *k, struct err *err);
bool store_api_key_find_owner(struct db *db, struct bytes hash,
	struct api_key_owner *out, bool *found, struct err *err);
/* Those of one account before (at, id), newest first. */
struct api_key_wish {
	struct str account_id;
	int64_t before_at;
	struct str before_id;
	int64_t limit;
};
bool store_api_key_list(struct db *db, const struct api_key_wish *wish,
	struct db_rows *out, struct err *err);
bool store_api_key_count(
	struct db *db, struct str account_id, int64_t *out, struct err *err);
bool store_api_key_set_used(
	struct db *db, struct str id, int64_t now, struct err *err);
bool store_api_key_drop_all(
	struct db *db, struct str account_id, struct err *err);
bool store_api_key_drop(
	struct db *db, struct str account_id, struct str id, struct err *err);

extern const struct db_query *const store_api_key_queries[];

#endif

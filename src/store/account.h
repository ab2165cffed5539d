/* store/account.h - the account table, typed. */
#ifndef STORE_ACCOUNT_H
#define STORE_ACCOUNT_H

#include "db/db.h"

struct account {
	struct str id, email, email_key, full_name, password, role, plan;
	int64_t credits; /* tenths */
	int64_t created_at, updated_at, signed_in_at, suspended_at;
	bool email_verified, has_password;
};

bool store_account_add(struct db *db, const struct account *a, struct err *err);
bool store_account_get(
	struct db *db, struct str id, struct account *out, struct err *err);
bool store_account_find_email(struct db *db, struct str email_key,
	struct account *out, bool *found, struct err *err);
/* A page in the order of creation, newest first, before (at, id). `like` is
 * part of an address or a name, in lower case; empty: everybody. */
bool store_account_list(struct db *db, struct str like, int64_t before_at,
	struct str before_id, int64_t limit, struct db_rows *out,
	struct err *err);

/* full_name, email, email_key and email_verified, as they stand in *a. */
bool store_account_set_profile(
	struct db *db, const struct account *a, struct err *err);
bool store_account_set_password(struct db *db, struct str id,
	struct str password, int64_t now, struct err *err);
bool store_account_set_role(struct db *db, struct str id, struct str role,
	int64_t now, struct err *err);
/* That the address is theirs. */
bool store_account_set_verified(
	struct db *db, struct str id, int64_t now, struct err *err);
/* suspended_at 0: not suspended any more */
bool store_account_set_suspended(struct db *db, struct str id,
	int64_t suspended_at, int64_t now, struct err *err);
bool store_account_set_signed_in(
	struct db *db, struct str id, int64_t now, struct err *err);
bool store_account_drop(struct db *db, struct str id, struct err *err);

/* How many there are, for health and numbers. */

extern const struct db_query *const store_account_queries[];

#endif

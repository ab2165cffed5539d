/*
 * store/identity.h - accounts at other sites that open an account here, bound
 * by issuer and subject.
 */
#ifndef STORE_IDENTITY_H
#define STORE_IDENTITY_H

#include "db/db.h"

struct identity {
	struct str id, account_id, issuer, subject, email;
	int64_t created_at, used_at;
};

bool store_identity_add(
	struct db *db, const struct identity *i, struct err *err);
bool store_identity_find(struct db *db, struct str issuer, struct str subject,
	struct identity *out, bool *found, struct err *err);
/* All of one account, oldest first. */
enum { STORE_IDENTITIES = 50 };
bool store_identity_list(struct db *db, struct str account_id,
	struct db_rows *out, struct err *err);
bool store_identity_set_used(struct db *db, const struct identity *i,
	struct str email, int64_t now, struct err *err);
/* ERR_NOT_FOUND when it is not theirs. */
bool store_identity_drop(
	struct db *db, struct str account_id, struct str id, struct err *err);
bool store_identity_drop_all(
	struct db *db, struct str account_id, struct err *err);

/* For the export of all that is theirs: as the list. */
bool store_identity_each(struct db *db, struct str account_id,
	db_each_row *each, void *with, struct err *err);

extern const struct db_query *const store_identity_queries[];

#endif

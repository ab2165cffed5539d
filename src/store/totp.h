/*
 * store/totp.h - codes of the minute, and the recovery codes that stand in for
 * them: at most one set an account. The secret is sealed, codes are hashed.
 */
#ifndef STORE_TOTP_H
#define STORE_TOTP_H

#include "db/db.h"

struct totp {
	struct str account_id, secret;
	int64_t step;   /* the last that was used */
	int64_t failed; /* wrong codes since the last right one */
	int64_t created_at, confirmed_at;
};

bool store_totp_find(struct db *db, struct str account_id, struct totp *out,
	bool *found, struct err *err);
/* Instead of one that was never confirmed; *set is false when there is one
 * that was. */
bool store_totp_set(
	struct db *db, const struct totp *t, bool *set, struct err *err);
/* The step moves forward only: *moved is false when a twin used it. */
bool store_totp_set_step(struct db *db, struct str account_id, int64_t step,
	int64_t now, bool *moved, struct err *err);
bool store_totp_add_failed(
	struct db *db, struct str account_id, struct err *err);
bool store_totp_set_right(
	struct db *db, struct str account_id, struct err *err);
/* With its recovery codes. */
bool store_totp_drop(struct db *db, struct str account_id, struct err *err);

struct recovery_code {
	struct str account_id;
	struct bytes hash;
	int64_t created_at;
};
bool store_recovery_add(
	struct db *db, const struct recovery_code *r, struct err *err);
/* It is gone then: *found once at most. */
bool store_recovery_take(struct db *db, struct str account_id,
	struct bytes hash, bool *found, struct err *err);
bool store_recovery_count(
	struct db *db, struct str account_id, int64_t *out, struct err *err);
bool store_recovery_drop_all(
	struct db *db, struct str account_id, struct err *err);

extern const struct db_query *const store_totp_queries[];

#endif

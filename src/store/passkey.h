/* store/passkey.h - the passkeys of accounts, typed. */
#ifndef STORE_PASSKEY_H
#define STORE_PASSKEY_H

#include "db/db.h"

struct passkey {
	struct str id, account_id;
	struct bytes credential; /* its id, chosen by the device */
	struct bytes public_key; /* as COSE */
	int64_t counter;
	struct str name, transports;
	bool synced;
	int64_t created_at, used_at;
};

bool store_passkey_add(struct db *db, const struct passkey *p, struct err *err);
bool store_passkey_find(struct db *db, struct bytes credential,
	struct passkey *out, bool *found, struct err *err);
/* All of one account, oldest first. */
enum { STORE_PASSKEYS = 50 };
bool store_passkey_list(struct db *db, struct str account_id,
	struct db_rows *out, struct err *err);
bool store_passkey_any(
	struct db *db, struct str account_id, bool *out, struct err *err);
/* *moved is false when its counter is not behind `counter` any more. */
bool store_passkey_set_used(
	struct db *db, const struct passkey *p, bool *moved, struct err *err);
/* ERR_NOT_FOUND when it is not theirs. */
bool store_passkey_set_name(struct db *db, struct str account_id, struct str id,
	struct str name, struct err *err);
bool store_passkey_drop(
	struct db *db, struct str account_id, struct str id, struct err *err);
bool store_passkey_drop_all(
	struct db *db, struct str account_id, struct err *err);

/* For the export of all that is theirs: as the list. */
bool store_passkey_each(struct db *db, struct str account_id, db_each_row *each,
	void *with, struct err *err);

extern const struct db_query *const store_passkey_queries[];

#endif

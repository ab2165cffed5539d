/*
 * store/audit.h - the audit log and the end of its chain, typed. What the
 * hashes mean is app/audit.h's business.
 */
#ifndef STORE_AUDIT_H
#define STORE_AUDIT_H

#include "db/db.h"

struct audit {
	int64_t seq;
	struct str id;
	int64_t at;
	struct str actor_type, actor_id, actor_role, action;
	struct str entity_type, entity_id, status, error;
	struct str method, path, request_id;
	struct bytes personal_salt, personal_hash;
	struct str actor_email, ip, agent, old_values, new_values;
	struct bytes hash;
};

struct audit_head {
	int64_t seq;
	struct bytes hash;
};

/* Empty texts and 0 mean "any". Newest first, before `before_seq`. */
struct audit_filter {
	struct str actor_id, action, entity_type, entity_id, status;
	int64_t from_at, until_at, before_seq, limit;
};

/* The end of the chain, locked until the call ends. */
bool store_audit_head(struct db *db, struct audit_head *out, struct err *err);
bool store_audit_set_head(
	struct db *db, const struct audit_head *head, struct err *err);
bool store_audit_add(struct db *db, const struct audit *a, struct err *err);
bool store_audit_list(struct db *db, const struct audit_filter *f,
	struct db_rows *out, struct err *err);
/* All rows in order, one at a time (struct audit). */
bool store_audit_each(
	struct db *db, db_each_row *each, void *with, struct err *err);
/* Those that the filter keeps, all of them, oldest first. */
bool store_audit_each_of(struct db *db, const struct audit_filter *f,
	db_each_row *each, void *with, struct err *err);
/* The head without a lock, for verification. */
bool store_audit_find_head(
	struct db *db, struct audit_head *out, bool *found, struct err *err);
/* What is personal in the rows that this person caused or that are about
 * them goes; the salted hash stays. */
bool store_audit_erase(struct db *db, struct str account_id, struct err *err);

extern const struct db_query *const store_audit_queries[];

#endif

/* store/session.h - sign-ins on devices, typed. */
#ifndef STORE_SESSION_H
#define STORE_SESSION_H

#include "db/db.h"

struct session {
	struct str id, account_id;
	int64_t generation; /* of the refresh token that counts */
	int64_t rotated_at;
	struct str ip, agent;
	int64_t created_at, used_at, expires_at, ended_at;
};

/* A session with what a request needs to know of its account. */
struct session_owner {
	struct str account_id, role, plan;
	int64_t expires_at, ended_at, suspended_at;
};

bool store_session_add(struct db *db, const struct session *s, struct err *err);
bool store_session_get(
	struct db *db, struct str id, struct session *out, struct err *err);
bool store_session_get_owner(struct db *db, struct str id,
	struct session_owner *out, struct err *err);
/* Those of one account that count at `now`, before (at, id), newest first. */
struct session_wish {
	struct str account_id;
	int64_t now, before_at;
	struct str before_id;
	int64_t limit;
};
bool store_session_list(struct db *db, const struct session_wish *wish,
	struct db_rows *out, struct err *err);
/* Moves on from `generation` to the next; *moved is false when somebody
 * else did. */
bool store_session_set_rotated(struct db *db, struct str id, int64_t generation,
	int64_t now, int64_t expires_at, bool *moved, struct err *err);
/* Ends one of the account's sessions; ERR_NOT_FOUND when it is not theirs. */
bool store_session_set_ended(struct db *db, struct str account_id,
	struct str id, int64_t now, struct err *err);
/* Ends all of them but `keep` (may be empty). */
bool store_session_set_all_ended(struct db *db, struct str account_id,
	struct str keep, int64_t now, struct err *err);

extern const struct db_query *const store_session_queries[];

#endif

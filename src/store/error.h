/* store/error.h - what went wrong, grouped; and what was slow. Typed. */
#ifndef STORE_ERROR_H
#define STORE_ERROR_H

#include "db/db.h"

struct error_group {
	struct str fingerprint, title, context;
	bool critical;
	struct str state; /* open, resolved, muted */
	int64_t count, first_at, last_at;
};

struct error_event {
	struct str id, fingerprint;
	int64_t at;
	struct str message, account_id, request_id, path, metadata, trace;
};

struct slow_operation {
	struct str id;
	int64_t at;
	struct str name;
	int64_t duration_ms;
	struct str request_id;
};

/* Adds g->count to the group, which is made when it is new and opened again
 * when it was resolved. */
bool store_error_add_group(
	struct db *db, const struct error_group *g, struct err *err);
bool store_error_add_event(
	struct db *db, const struct error_event *e, struct err *err);
/* By last_at, newest first, before (at, fingerprint). state "": any. */
bool store_error_list(struct db *db, struct str state, int64_t before_at,
	struct str before_fingerprint, int64_t limit, struct db_rows *out,
	struct err *err);
bool store_error_get(struct db *db, struct str fingerprint,
	struct error_group *out, struct err *err);
/* The newest events of a group. */
bool store_error_events(struct db *db, struct str fingerprint, int64_t limit,
	struct db_rows *out, struct err *err);
bool store_error_set_state(struct db *db, struct str fingerprint,
	struct str state, struct err *err);
/* The events stay, without the person. */
bool store_error_erase(struct db *db, struct str account_id, struct err *err);

bool store_error_add_slow(
	struct db *db, const struct slow_operation *s, struct err *err);
bool store_error_slow(struct db *db, int64_t before_at, int64_t limit,
	struct db_rows *out, struct err *err);

extern const struct db_query *const store_error_queries[];

#endif

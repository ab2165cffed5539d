/*
 * app/audit.h - the audit log: who did what to which, and whether it worked.
 *
 * A row is written in the transaction of what it records. Its hash covers its
 * fields and the hash of the row before, so that a changed, removed, added or
 * reordered row is found (app_audit_verify). What is personal (address, agent,
 * email, values) is covered through a salted hash of its own: when a person
 * is erased, their personal fields and the salt go, the chain still holds, and
 * nobody can guess what was there. The end of the chain is logged daily: with
 * that line somewhere else, even a log cut short at its end is found.
 */
#ifndef APP_AUDIT_H
#define APP_AUDIT_H

#include "app/call.h"
#include "store/audit.h"

/* What was, or what is: an object of JSON. An empty value is left out; the
 * list ends without a name. */
struct audit_value {
	const char *name;
	struct str text;
	int64_t number;
};
struct str app_audit_values(
	struct arena *mem, const struct audit_value *values);
#define APP_AUDIT_VALUES(mem, ...) \
	app_audit_values(          \
		mem, (const struct audit_value[]){ __VA_ARGS__, { 0 } })

enum audit_status { AUDIT_SUCCESS, AUDIT_DENIED, AUDIT_FAILED };

/* In a writing call, best as its last query: from here on the end of the
 * chain is locked. `error` may be "". */
bool app_audit_add(struct call *c, const char *action,
	const struct audit_note *note, enum audit_status status,
	const char *error, struct err *err);

struct audit_verdict {
	bool ok;
	int64_t rows, erased, bad_seq; /* bad_seq: the first that is wrong */
	struct str why;
	int64_t head_seq;
	struct str head_hash; /* hex */
};
/* Reads everything once; opens the call itself. With `known` (hex, may be
 * empty) of `known_seq` the row of that number must have that hash. */
bool app_audit_verify(struct call *c, int64_t known_seq, struct str known,
	struct audit_verdict *out, struct err *err);

/* Newest first; what is absent or 0 means "any". */
struct audit_page {
	struct str actor_id, action, entity_type, entity_id, status, cursor;
	int64_t from, until, limit;
};
bool app_audit_list(struct call *c, const struct audit_page *ask,
	struct db_rows *out, struct str *next, struct err *err);
/* The same rows without pages, oldest first, one at a time (struct audit);
 * opens the call itself and leaves it open for writing: that the log was
 * taken out of the house is recorded, too. */
bool app_audit_export(struct call *c, const struct audit_page *ask,
	db_each_row *each, void *with, struct err *err);

#endif

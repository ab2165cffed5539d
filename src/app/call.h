/*
 * app/call.h - one unit of work: who asks, when, on whose memory, with which
 * connection. A request, a command and a job attempt are all calls, so a rule
 * is written once and never knows where it was called from.
 *
 * Whoever makes a call (the runner of routes, a command, the runner of jobs)
 * opens it in the mode that its table names, runs the rule, and closes it:
 * one call is one transaction. A rule that has to compute between reading and
 * writing (hash a password, ask another server) is declared OWN and opens the
 * call itself, so that nobody waits for its lock meanwhile.
 */
#ifndef APP_CALL_H
#define APP_CALL_H

#include "base/base.h"
#include "db/db.h"

struct house;

enum who_kind { WHO_NOBODY, WHO_SESSION, WHO_API_KEY, WHO_SYSTEM };
enum who_role { ROLE_NONE, ROLE_USER, ROLE_ADMIN };

/* Who asks. The texts live as long as the call. */
struct who {
	enum who_kind kind;
	enum who_role role;
	struct str id;   /* the account's; empty: nobody */
	struct str way;  /* the session's or the API key's id */
	struct str plan; /* of the account */
	uint32_t scopes; /* of an API key; ~0: everything */
};

/* Where it came from, for the audit log, the request log and limits. */
struct origin {
	struct str ip, agent, method, path, request_id;
};

/* What a rule says about the change it made; see app/audit.h. */
struct audit_note {
	struct str entity_type, entity_id, old_values, new_values;
	struct str email; /* of whom, where nobody is signed in yet */
};

struct call {
	struct arena *mem;
	struct house *house;
	struct db *db; /* lent; NULL while the call is not open */
	bool writing;
	struct who who;
	struct origin from;
	int64_t now; /* ms since 1970; tests set it */
	struct audit_note audit;
};

/* Opens the call, or turns a reading one into a writing one (what was read
 * before may have changed meanwhile: read again what must not). */
bool app_call_read(struct call *c, struct err *err);
/* Reads that must agree with one another. */
bool app_call_snapshot(struct call *c, struct err *err);
bool app_call_write(struct call *c, struct err *err);
/* Ends it; without `keep` nothing was changed. Closed already: true. */
bool app_call_close(struct call *c, bool keep, struct err *err);
/* The same without waiting for the disk: see db_end_later. */
void app_call_close_later(struct call *c, bool keep, db_then *then, void *with);
/* Makes what was closed later durable: see db_settle. */
void app_call_settle(struct house *house);

#endif

/*
 * app/seen.h - who was seen lately: access tokens and API keys that were
 * checked and looked up, so that most requests need neither a signature nor a
 * query to know who asks. None of them is kept: only 128 bits of SipHash-1-3
 * under a key of this process, of which nobody ever sees an output.
 *
 * An entry counts only while the notice slot of its account stands where it
 * stood before the look-up (db_noticed): whoever ends a session, suspends an
 * account or changes a role calls app_seen_change() within the same
 * transaction, and from the moment it is durable no node believes its entry
 * any more. Bounded; a full set forgets its oldest.
 */
#ifndef APP_SEEN_H
#define APP_SEEN_H

#include "app/call.h"

struct seen {
	enum who_kind kind;
	enum who_role role;
	uint32_t scopes;
	int64_t until; /* look again from then on; 0: never */
	char account_id[40], way[40], plan[24];
};

struct app_seen *app_seen_new(void);
void app_seen_free(struct app_seen *s);

/* Whoever sent this bearer token `now`. */
bool app_seen_find(
	struct house *h, struct str bearer, int64_t now, struct seen *out);
/* `noticed`: app_seen_noticed() of the account, taken before the look-up. */
void app_seen_keep(struct house *h, struct str bearer, const struct seen *seen,
	uint64_t noticed);
uint64_t app_seen_noticed(const struct db_pool *db, struct str account_id);

/* Something about the account or its ways in changes in this call. */
bool app_seen_change(struct call *c, struct str account_id, struct err *err);

#endif

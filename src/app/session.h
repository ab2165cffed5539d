/* app/session.h - what people may do with their sign-ins. */
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include "app/call.h"
#include "app/cursor.h"
#include "store/session.h"

struct session_told {
	struct str id, ip, agent, browser, system; /* see device.h */
	bool current;                              /* the one that asks */
	int64_t created_at, used_at, expires_at;
};
/* Mine that still count, newest first. */
bool app_session_list(struct call *c, const struct page_ask *ask,
	struct db_rows *out, struct str *next, struct err *err);
/* Ends one of mine; `id` empty: the one that asks. */
bool app_session_end(struct call *c, struct str id, struct err *err);
/* Ends all of mine but the one that asks. */
bool app_session_end_others(struct call *c, struct err *err);

#endif

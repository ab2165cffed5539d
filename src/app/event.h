/*
 * app/event.h - telling that something happened (EVT-2): one call by the rule
 * that did it, in its own transaction. Who hears of it, when and how, is the
 * business of webhooks (app/webhook.h).
 */
#ifndef APP_EVENT_H
#define APP_EVENT_H

#include "app/call.h"

enum event_type {
#define EVENT(name, word, when) EVENT_##name,
#include "app/events.def"
#undef EVENT
	EVENT_TYPES
};
extern const char *const app_event_words[]; /* NULL-ended */

enum { APP_EVENT_DATA = 16 * 1024 /* bytes of JSON */ };

/* In a writing call. It happened to the account `account_id` (empty: to the
 * house). `data` is a JSON object: ids and what a receiver needs to decide
 * whether to ask for more, never the document itself. */
bool app_event(struct call *c, enum event_type type, struct str account_id,
	struct str data, struct err *err);

#endif

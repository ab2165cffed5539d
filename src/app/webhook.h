/*
 * app/webhook.h - receivers that people name for what happens to them: which
 * address, which events, the secret that we sign with (EVT-1, EVT-3, EVT-4).
 *
 * An address is judged when it is given and again, on what it then resolves
 * to, whenever it is called (net/dial.h). Not here: what is sent, when, and
 * how it went (app/delivery.h).
 */
#ifndef APP_WEBHOOK_H
#define APP_WEBHOOK_H

#include "app/call.h"
#include "app/cursor.h"
#include "base/settings.h"
#include "net/dial.h"
#include "store/webhook.h"

enum {
	APP_WEBHOOKS_MOST = 50,
	APP_WEBHOOK_EVENTS = 32,   /* words in one list */
	APP_WEBHOOK_FAILURES = 10, /* in a row: then it is disabled */
	APP_WEBHOOK_OVERLAP_MS = 24 * 3600 * 1000,
};

struct webhook_events {
	struct str *at; /* words of app/events.def, or "*" */
	size_t count;
};

/* As people see it. */
struct webhook_told {
	struct str id, url;
	struct webhook_events events;
	bool is_active;
	struct str disabled_why;
	int64_t failures, triggered_at, old_until, created_at, updated_at;
};

struct webhook_new {
	struct str url;
	struct webhook_events events;
	bool is_active;
};
struct webhook_made {
	struct webhook_told webhook;
	struct str secret; /* shown this once */
};
struct webhook_change {
	bool has_url, has_events, has_is_active;
	struct str url;
	struct webhook_events events;
	bool is_active;
};

/* These two open the call themselves: a name is looked up. ERR_CONFLICT when
 * the person has APP_WEBHOOKS_MOST. */
bool app_webhook_create(struct call *c, const struct webhook_new *in,
	struct webhook_made *out, struct err *err);
/* To make it active again forgives what failed; to end it gives up what still
 * waits. */
bool app_webhook_change(struct call *c, struct str id,
	const struct webhook_change *in, struct webhook_told *out,
	struct err *err);
bool app_webhook_list(struct call *c, const struct page_ask *ask,
	struct db_rows *out, struct str *next, struct err *err);
bool app_webhook_get(struct call *c, struct str id, struct webhook_told *out,
	struct err *err);
bool app_webhook_remove(struct call *c, struct str id, struct err *err);
/* A new secret; the one before signs, too, for APP_WEBHOOK_OVERLAP_MS. */
bool app_webhook_rotate(struct call *c, struct str id, struct webhook_made *out,
	struct err *err);

/* ---- for who sends ------------------------------------------------------ */

/* Where receivers may be, as this house is set. */
enum net_reach app_webhook_reach(const struct settings *s);
/* webhook-signature (Standard Webhooks 1.0, v1) and X-Vitae-Signature, of
 * exactly these bytes; `at` is the moment of the attempt. */
struct webhook_secrets {
	struct str webhook_id, secret, old_secret; /* sealed; old: or empty */
};
struct webhook_signed {
	struct str timestamp, signature, hex;
};
bool app_webhook_sign(struct house *h, struct arena *mem,
	const struct webhook_secrets *secrets, struct str message_id,
	int64_t at, struct str body, struct webhook_signed *out,
	struct err *err);

#endif

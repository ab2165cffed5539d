/* app/webhook_int.h - between the files of webhooks. Not for other rooms. */
#ifndef APP_WEBHOOK_INT_H
#define APP_WEBHOOK_INT_H

#include "app/webhook.h"

/* A new secret: as it is shown, and sealed. */
bool app_webhook_secret(struct call *c, struct str webhook_id,
	struct str *shown, struct str *sealed, struct err *err);

#endif

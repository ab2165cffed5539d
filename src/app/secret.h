/*
 * app/secret.h - the keys that everything else hangs on.
 *
 * SECRET_KEY signs tokens, ENCRYPTION_KEY seals values. Where none is set, one
 * is drawn at the first start and kept in DATA_DIR/secret.key (mode 0600), so
 * that a newcomer has nothing to do and a restart signs nobody out. In
 * production a weak or a well-known key stops the start.
 */
#ifndef APP_SECRET_H
#define APP_SECRET_H

#include "app/house.h"

enum { APP_SECRET_LEAST = 32, APP_SECRET_LIST = 8 };

/* Fills h->jwt, h->seal, h->pages and h->rate_secret. */
bool app_secret_open(struct arena *mem, const struct settings *settings,
	struct house *h, struct err *err);

#endif

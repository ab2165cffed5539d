/*
 * app/step.h - a step of a sign-in that is under way goes out sealed and comes
 * back: who asked for a second factor, which question a passkey answers, what
 * another site was asked. So that nothing is written for who asks alone; what
 * is written is that a step was taken, and none is taken twice.
 */
#ifndef APP_STEP_H
#define APP_STEP_H

#include "app/call.h"
#include "base/json.h"

enum { APP_STEP_MS = 10 * 60 * 1000, APP_STEP_MOST = 4096 };

/* `purpose` is part of the seal: a step of one kind is none of another. */
bool app_step_write(struct call *c, const char *purpose,
	const struct json_shape *shape, const void *value, struct str *out,
	struct err *err);
/* Not ours, over, of another kind: ERR_NOT_SIGNED. */
bool app_step_read(struct call *c, const char *purpose,
	const struct json_shape *shape, struct str sealed, void *value,
	struct err *err);
/* In a writing call: `text` counts no more. It did not: ERR_NOT_SIGNED. */
bool app_step_spend(
	struct call *c, struct str text, int64_t until, struct err *err);

#endif

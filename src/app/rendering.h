/*
 * app/rendering.h - history: what was made of my documents, when, and with
 * what. Lines are added by what makes files (render.c); an archived one is out
 * of sight, and none is dropped but with its owner.
 */
#ifndef APP_RENDERING_H
#define APP_RENDERING_H

#include "app/call.h"
#include "store/rendering.h"

/* What is absent or 0 means "any". */
struct history_ask {
	struct str kind, q, format, template, document_id, project_id, cursor;
	struct str archived; /* no (if absent), yes, all */
	int64_t from, until, limit;
};
extern const char *const app_history_archived[]; /* NULL-ended */

struct history {
	struct {
		struct rendering *at;
		size_t count;
	} history;
	/* Of each kind there is, whichever was asked for. */
	struct {
		struct rendering_count *at;
		size_t count;
	} counts;
	int64_t total; /* of all kinds */
	struct str next_cursor;
};
bool app_history(struct call *c, const struct history_ask *ask,
	struct history *out, struct err *err);
bool app_history_get(
	struct call *c, struct str id, struct rendering *out, struct err *err);
bool app_history_archive(struct call *c, struct str id, bool archive,
	struct rendering *out, struct err *err);

#endif

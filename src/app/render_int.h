/* app/render_int.h - inside of rendering: what is rendered, what is kept. */
#ifndef APP_RENDER_INT_H
#define APP_RENDER_INT_H

#include "app/desk.h"
#include "app/document.h"
#include "app/render.h"
#include "store/rendering.h"

/* ---- render_source.c: what is rendered ---------------------------------- */

struct render_source {
	struct resume resume;
	struct document document; /* id.len 0: it was brought along */
	int64_t version;
	struct str project_id;
	const struct json *usual; /* of its template; NULL: nothing */
	bool rendered;            /* before, in this format: */
	struct rendering last;
};
/* Opens the call for reading where it has to, and closes it. */
bool app_render_find(struct call *c, const struct render_ask *ask,
	const struct render_format *format, struct render_source *out,
	struct err *err);
/* The title of a document that was brought along; a file's name. */
struct str app_render_title(struct arena *mem, const struct render_source *s);
struct str app_render_name(struct arena *mem, const struct render_source *s,
	const struct render_format *format);

/* ---- render_keep.c: what is kept of it ---------------------------------- */

bool app_render_keep(struct call *c, const struct render_source *s,
	struct str bytes, bool store, struct rendered *said,
	struct str identity, struct err *err);
/* What differs between the identity then and that now, by name; parts that
 * only one of them has are another document's. */
struct str app_render_changed(
	struct arena *mem, struct str then, struct str now);

#endif

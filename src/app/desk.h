/*
 * app/desk.h - where documents are rendered: presses that stay warm from one
 * call to the next, one a core, each with the templates that it met. Knows
 * neither documents nor who asks.
 *
 * A call takes a desk, renders in its arena, copies out what it wants, and
 * gives it back: nobody holds one while waiting for the database.
 */
#ifndef APP_DESK_H
#define APP_DESK_H

#include "base/settings.h"
#include "press/press.h"

enum { APP_DESKS_MOST = 64, APP_DESK_TEMPLATES = 32 };

struct app_desks;

struct app_desk {
	struct press *press;
	struct arena mem; /* of the document at hand */
	/* Templates that were read; of folder `stamp`. */
	struct arena kept;
	struct {
		struct str name;
		const struct template *is;
	} template[APP_DESK_TEMPLATES];
	size_t templates;
	uint64_t stamp;
	struct app_desk *next; /* free, below this one */
};

struct app_desks *app_desks_open(struct arena *mem, const struct settings *s);
void app_desks_close(struct app_desks *d);

/* Waits while all are taken. The first calls open them. */
bool app_desk_take(struct app_desks *d, struct app_desk **out, struct err *err);
void app_desk_give(struct app_desks *d, struct app_desk *desk);

/* One of the house, or of the folder of its operator; a file that changed
 * there is read anew within a second. ERR_NOT_FOUND names those there are. */
bool app_desk_template(struct app_desks *d, struct app_desk *desk,
	struct str name, const struct template **out, struct err *err);

/* All names, the house's first, each once. */
struct app_desk_names {
	struct str *at;
	size_t count;
};
enum {
	APP_DESK_FILES = 500 /* templates in the folder; others are not seen */
};
void app_desk_names(
	struct app_desks *d, struct arena *mem, struct app_desk_names *out);
/* Changes whenever a template may have. */
uint64_t app_desk_stamp(struct app_desks *d);

#endif

/* app/event.c - what happened becomes a row to be told of. See event.h. */
#include "app/event.h"

#include "base/id.h"
#include "store/event.h"

#include <assert.h>

const char *const app_event_words[] = {
#define EVENT(name, word, when) word,
#include "app/events.def"
#undef EVENT
	NULL
};

bool app_event(struct call *c, enum event_type type, struct str account_id,
	struct str data, struct err *err)
{
	const struct event e = { .id = id_new(c->mem),
		.at = c->now,
		.account_id = account_id.at ? account_id : STR(""),
		.type = str_c(app_event_words[type]),
		.data = data };

	assert(type < EVENT_TYPES);
	if (data.len > APP_EVENT_DATA)
		return err_set(err, ERR_TOO_BIG,
			"an event tells at most %d bytes", APP_EVENT_DATA);
	return store_event_add(c->db, &e, err);
}

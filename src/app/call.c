/* app/call.c - opening and closing calls. See call.h. */
#include "app/call.h"

#include "app/house.h"

static bool open_in(struct call *c, enum db_mode mode, struct err *err)
{
	if (!db_begin(c->house->db, mode, c->mem, &c->db, err)) {
		c->db = NULL;
		return false;
	}
	c->writing = mode == DB_WRITE;
	return true;
}

bool app_call_read(struct call *c, struct err *err)
{
	return c->db || open_in(c, DB_READ, err);
}

bool app_call_snapshot(struct call *c, struct err *err)
{
	return app_call_close(c, true, err) && open_in(c, DB_SNAPSHOT, err);
}

bool app_call_write(struct call *c, struct err *err)
{
	if (c->db && c->writing)
		return true;
	return app_call_close(c, true, err) && open_in(c, DB_WRITE, err);
}

bool app_call_close(struct call *c, bool keep, struct err *err)
{
	struct db *db = c->db;

	c->db = NULL;
	c->writing = false;
	return !db || db_end(db, keep, err);
}

void app_call_close_later(struct call *c, bool keep, db_then *then, void *with)
{
	struct db *db = c->db;

	c->db = NULL;
	c->writing = false;
	if (db)
		db_end_later(db, keep, then, with);
	else
		then(with, NULL);
}

void app_call_settle(struct house *house) { db_settle(house->db); }

/* db/pg_lib.c - see its header. */
#include "db/pg_lib.h"

#include "base/library.h"

struct pg_lib db_pg_lib;

static const char *const names[] = {
#define PG(name) #name,
#include "db/pg_lib.def"
#undef PG
	NULL
};

bool db_pg_lib_load(struct err *err)
{
	static const struct library library = { "libpq.so.5",
		"PostgreSQL's client library (libpq)", names,
		(void **)&db_pg_lib };

	return library_load(&library, err);
}

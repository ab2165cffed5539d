/* db/sqlite_lib.c - see its header. */
#include "db/sqlite_lib.h"

#include "base/library.h"

struct sqlite_lib db_sqlite_lib;

static const char *const names[] = {
#define LITE(name) #name,
#include "db/sqlite_lib.def"
#undef LITE
	NULL
};

bool db_sqlite_lib_load(struct err *err)
{
	static const struct library library = { "libsqlite3.so.0", "SQLite",
		names, (void **)&db_sqlite_lib };

	return library_load(&library, err);
}

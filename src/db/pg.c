/* db/pg.c - the PostgreSQL driver. */
#include "db/db_int.h"

static bool pg_open(struct db_pool **out, const struct db_config *config,
	const char *where, struct err *err)
{
	(void)out, (void)config, (void)where;
	return err_set(err, ERR_NOT_BUILT, "PostgreSQL is not built in yet");
}

const struct db_driver db_postgres = { .engine = "postgresql",
	.open = pg_open };

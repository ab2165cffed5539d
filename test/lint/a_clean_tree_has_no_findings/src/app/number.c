#include "app/number.h"

#include "db/db.h"

int app_number_next(int id) { return db_get(id) + 1; }

#include "db/db.h"
#include "app/number.h"

/* Texts and comments are not code: strcpy(a, b). */
#include "db/db.h"

static const char *const word[] = { "strcpy(\"{\")", "}" };

int db_get(int id) { return word[id & 1][0] == '}' ? id : 0; }

/* base/tokens.c - see tokens.h. */
#include "base/tokens.h"

int64_t tokens_about(struct str text) { return (int64_t)(text.len + 3) / 4; }

/*
 * base/id.h - names for things: ids that sort by age, and tokens that nobody
 * can guess. An id is no secret; a token is nothing else.
 */
#ifndef ID_H
#define ID_H

#include "base/base.h"

enum { ID_TEXT = 36, ID_TOKEN = 43 }; /* characters, without the NUL */

/*
 * A new UUIDv7 (RFC 9562), lower case. Each one made in this process is
 * greater than those made before it, in whatever thread and even when the
 * clock goes back.
 */
void id_write(char out[ID_TEXT + 1]);
struct str id_new(struct arena *mem);

/* Is this a UUID as we write them: lower case, hyphens, of a version that
 * exists (1 to 8)? */
bool id_ok(struct str s);

/* 32 random bytes as base64url. */
struct str id_token(struct arena *mem);

#endif

/*
 * press/memo.h - results that are kept from one document to the next: bytes by
 * the bytes that they were made of, beneath a ceiling; what was not asked for
 * longest goes first. Knows nothing of what it keeps.
 */
#ifndef PRESS_MEMO_H
#define PRESS_MEMO_H

#include "base/base.h"

struct memo;
struct memo *memo_open(size_t ceiling);
void memo_close(struct memo *m);

/* False: it is not there. *value is good until the next memo_keep. */
bool memo_find(struct memo *m, struct str key, struct str *value);
/* Copies both, unless they are much of what may be kept at all. The key was
 * just looked for and was not there. */
void memo_keep(struct memo *m, struct str key, struct str value);

#endif

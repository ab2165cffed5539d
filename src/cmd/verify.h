/*
 * cmd/verify.h - reads a PDF back that was made of a tree. Says on standard
 * error how many words are there in order, or what differs.
 */
#ifndef CMD_VERIFY_H
#define CMD_VERIFY_H

#include "press/tree.h"

/* ERR_UNTRUSTED: words are missing, changed or out of order. */
bool cmd_verify(struct arena *mem, const char *path, const struct tree *tree,
	struct str pdf, bool quiet, struct err *err);

#endif

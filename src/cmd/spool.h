/*
 * cmd/spool.h - texts that are put aside until their order is known: in memory,
 * and what is more in a file without a name. One thread at a time.
 */
#ifndef CMD_SPOOL_H
#define CMD_SPOOL_H

#include "base/base.h"

enum { SPOOL_HELD = 64 << 20 }; /* bytes in memory */

struct spool {
	size_t held;
	uint64_t len; /* of the file */
	int fd;       /* from 1; 0: there is none yet */
};

struct spool_piece {
	char *at; /* NULL: it is in the file */
	uint64_t from;
	size_t len;
};

bool cmd_spool_put(struct spool *s, struct str text, struct spool_piece *out,
	struct err *err);
/* The text, in `to` where it was in the file. */
bool cmd_spool_get(struct spool *s, const struct spool_piece *p, struct buf *to,
	struct str *out, struct err *err);
void cmd_spool_drop(struct spool *s, struct spool_piece *p);
void cmd_spool_close(struct spool *s);

#endif

/*
 * cmd/verify.h - 'vitae render --verify' tells what reading a file back came
 * to (work/verify.h): on standard error, or as a line of JSON on standard
 * output.
 */
#ifndef CMD_VERIFY_H
#define CMD_VERIFY_H

#include "work/verify.h"

struct verify_tell {
	struct verify_ask what;
	const char *path; /* of the resume, for people */
	bool quiet, json;
};

/* ERR_UNTRUSTED: words are missing, changed or out of order. What becomes of
 * fields is told, and no error: that is the reader's doing, too. */
bool cmd_verify(
	struct arena *mem, const struct verify_tell *tell, struct err *err);

#endif

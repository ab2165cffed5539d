/*
 * app/parse.h - a file in, a resume out, and nothing kept (POST /api/parse).
 * Files are read in the jail, which is work's; it lends its reader to the
 * house.
 */
#ifndef APP_PARSE_H
#define APP_PARSE_H

#include "app/upload.h"

extern const char *const app_parse_ocr[]; /* "auto", ..., NULL-ended */

struct parse_ask {
	struct str ocr;    /* a word of app_parse_ocr; empty: "auto" */
	bool text, fields; /* text: that alone; fields: where each was found */
};
struct parse_answer {
	struct str format; /* "pdf" */
	int64_t pages, doubtful;
	struct {
		struct str *at;
		size_t count;
	} warnings;
	struct str resume, text, fields; /* at NULL: not asked for */
};

struct app_intake {
	bool (*read)(struct call *c, const struct parse_ask *ask,
		struct str name, struct str bytes, struct parse_answer *out,
		struct err *err);
};

/* OWN, and opens nothing. As app_upload_fits, and what the reader says. */
bool app_parse(struct call *c, const struct parse_ask *ask,
	const struct upload_file *file, struct parse_answer *out,
	struct err *err);

#endif

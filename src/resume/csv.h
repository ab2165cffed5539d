/*
 * resume/csv.h - a table in CSV as people's programs write it: RFC 4180 with
 * quoted line ends, and a byte order mark, Latin-1, LF or CRLF, ';' or tabs
 * besides. Knows no headers and no types.
 *
 * Lenient where all that is lost is form: a quote within a field that began
 * without one is a character, text behind a closing quote joins the field.
 */
#ifndef RESUME_CSV_H
#define RESUME_CSV_H

#include "base/base.h"

enum {
	CSV_ROWS = 20000,
	CSV_COLUMNS = 1000,
	CSV_FIELDS = 2000000 /* of the whole table */
};

struct csv_row {
	struct str *at;
	size_t count;
	int line; /* in the file, from 1 */
};

struct csv {
	struct csv_row *rows; /* without those that are empty */
	size_t count;
	char separator;
	int unclosed; /* line of a quote that nothing closes; 0: none */
};

/* Refuses U+0000, which no text has. */
bool resume_csv_read(
	struct arena *mem, struct str bytes, struct csv *out, struct err *err);
/* The same of a table's first `rows` rows only. */
bool resume_csv_head(struct arena *mem, struct str bytes, size_t rows,
	struct csv *out, struct err *err);

#endif

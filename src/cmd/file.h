/*
 * cmd/file.h - files that people name: read whole up to a ceiling, written
 * whole or not at all. "-" is standard input and output.
 */
#ifndef CMD_FILE_H
#define CMD_FILE_H

#include "base/base.h"

bool cmd_file_read(struct arena *mem, const char *path, size_t most,
	struct str *out, struct err *err);
/* Beside the file first, then in its place; what is no plain file (a pipe,
 * /dev/stdout) is written to. */
bool cmd_file_write(const char *path, struct str bytes, struct err *err);

struct str cmd_file_name(const char *path);   /* "a/b.json": "b.json" */
struct str cmd_file_folder(const char *path); /* "a", "." */
struct str cmd_file_stem(const char *path);   /* "b" */

#endif

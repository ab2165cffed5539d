/*
 * cmd/folder.h - the files that arguments name: themselves, and of folders all
 * in them and below, by name. Hidden ones and folders behind links are left.
 */
#ifndef CMD_FOLDER_H
#define CMD_FOLDER_H

#include "base/base.h"

enum { FOLDER_DEPTH = 32 };

struct folder_files {
	char **at;
	size_t count, room, most;
};

bool cmd_folder_is(const char *path);
/* Adds a file, or those of a folder. `most` is the list's. */
bool cmd_folder_list(struct arena *mem, const char *path,
	struct folder_files *out, struct err *err);

#endif

/* cmd/folder.c - see folder.h. */
#include "cmd/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

bool cmd_folder_is(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool add(
	struct arena *mem, struct folder_files *to, char *path, struct err *err)
{
	if (to->count == to->most)
		return err_set(err, ERR_TOO_BIG,
			"these are more than %zu files; name fewer at a time",
			to->most);
	if (to->count == to->room) {
		size_t room = to->room ? 2 * to->room : 64;
		char **more = ARENA_LIST(mem, char *, room);

		if (to->count)
			memcpy(more, to->at, to->count * sizeof(*more));
		to->at = more;
		to->room = room;
	}
	to->at[to->count++] = path;
	return true;
}

static int is_seen(const struct dirent *e) { return e->d_name[0] != '.'; }

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static char *join(struct arena *mem, const char *folder, const char *name)
{
	size_t len = strlen(folder), more = strlen(name);
	char *path = arena_alloc(mem, len + more + 2);

	while (len > 1 && folder[len - 1] == '/')
		len--;
	memcpy(path, folder, len);
	if (len && path[len - 1] != '/')
		path[len++] = '/';
	memcpy(path + len, name, more);
	return path;
}

static bool list(struct arena *mem, const char *folder, int depth,
	struct folder_files *out, struct err *err);

static bool add_entry(struct arena *mem, char *path, int depth,
	struct folder_files *out, struct err *err)
{
	struct stat st;

	/* a folder behind a link may be one that it is in */
	if (lstat(path, &st) != 0)
		return true;
	if (S_ISDIR(st.st_mode))
		return list(mem, path, depth + 1, out, err);
	if (S_ISLNK(st.st_mode) && stat(path, &st) != 0)
		return true;
	return !S_ISREG(st.st_mode) || add(mem, out, path, err);
}

static bool list(struct arena *mem, const char *folder, int depth,
	struct folder_files *out, struct err *err)
{
	struct dirent **entry;
	bool ok = true;
	int count;

	if (depth > FOLDER_DEPTH)
		return err_set(err, ERR_TOO_BIG,
			"'%.150s' is more than %d folders deep", folder,
			FOLDER_DEPTH);
	count = scandir(folder, &entry, is_seen, by_name);
	if (count < 0)
		return err_set(err, ERR_FORBIDDEN,
			"cannot read the folder '%.150s': %s", folder,
			strerror(errno));
	for (int i = 0; i < count; i++) {
		ok = ok && add_entry(mem, join(mem, folder, entry[i]->d_name),
				   depth, out, err);
		free(entry[i]);
	}
	free(entry);
	return ok;
}

bool cmd_folder_list(struct arena *mem, const char *path,
	struct folder_files *out, struct err *err)
{
	char *copy;

	if (cmd_folder_is(path))
		return list(mem, path, 0, out, err);
	copy = arena_alloc(mem, strlen(path) + 1);
	memcpy(copy, path, strlen(path));
	return add(mem, out, copy, err);
}

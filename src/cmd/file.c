/* cmd/file.c - see file.h. */
#include "cmd/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool trouble(struct err *err, const char *path, const char *what)
{
	enum err_code code = errno == ENOENT                     ? ERR_NOT_FOUND
			     : errno == EACCES || errno == EPERM ? ERR_FORBIDDEN
			     : errno == ENOSPC                   ? ERR_FULL
					       : ERR_BAD_INPUT;

	return err_set(
		err, code, "cannot %s '%s': %s", what, path, strerror(errno));
}

bool cmd_file_read(struct arena *mem, const char *path, size_t most,
	struct str *out, struct err *err)
{
	bool input = !strcmp(path, "-");
	int fd = input ? 0 : open(path, O_RDONLY | O_CLOEXEC);
	struct buf b;
	bool ok = fd >= 0;
	ssize_t n = 1;

	if (fd < 0)
		return trouble(err, path, "read");
	buf_init(&b, mem, most + 1);
	while (n > 0 && buf_need(&b, 65536)) {
		n = read(fd, b.at + b.len, 65536);
		if (n > 0)
			b.len += (size_t)n;
		ok = n >= 0;
	}
	/* the last piece may have had less room than a whole one */
	while (ok && n > 0 && b.len <= most) {
		char piece[4096];

		n = read(fd, piece, sizeof(piece));
		b.overflow = false;
		if (n > 0)
			buf_add(&b, str_of(piece, (size_t)n));
		if (b.overflow)
			b.len = most + 1;
		ok = n >= 0;
	}
	if (!ok)
		trouble(err, path, "read");
	if (!input)
		close(fd);
	if (ok && b.len > most)
		return err_set(err, ERR_TOO_BIG, "'%s' has more than %zu bytes",
			path, most);
	*out = b.at ? buf_str(&b) : STR("");
	return ok;
}

static bool write_all(int fd, struct str bytes)
{
	while (bytes.len) {
		ssize_t n = write(fd, bytes.at, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes = str_of(bytes.at + n, bytes.len - (size_t)n);
	}
	return true;
}

static bool write_there(const char *path, struct str bytes, struct err *err)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool ok = fd >= 0 && write_all(fd, bytes);

	if (!ok)
		trouble(err, path, "write");
	if (fd >= 0)
		close(fd);
	return ok;
}

bool cmd_file_write(const char *path, struct str bytes, struct err *err)
{
	struct arena mem = { 0 };
	struct stat st;
	mode_t mask = umask(0);
	char *beside;
	bool ok;
	int fd;

	umask(mask);
	if (!strcmp(path, "-"))
		return write_all(1, bytes) || trouble(err, path, "write");
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
		return write_there(path, bytes, err);
	beside = arena_alloc(&mem, strlen(path) + 16);
	snprintf(beside, strlen(path) + 16, "%s.XXXXXX", path);
	fd = mkostemp(beside, O_CLOEXEC);
	ok = fd >= 0 && write_all(fd, bytes) && fchmod(fd, 0666 & ~mask) == 0;
	if (fd >= 0)
		ok = close(fd) == 0 && ok;
	ok = ok && rename(beside, path) == 0;
	if (!ok) {
		trouble(err, path, "write");
		if (fd >= 0)
			unlink(beside);
	}
	arena_free(&mem);
	return ok;
}

struct str cmd_file_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return str_c(slash ? slash + 1 : path);
}

struct str cmd_file_folder(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return STR(".");
	return str_of(path, slash == path ? 1 : (size_t)(slash - path));
}

struct str cmd_file_stem(const char *path)
{
	struct str name = cmd_file_name(path);

	for (size_t i = name.len; i-- > 1;)
		if (name.at[i] == '.')
			return str_of(name.at, i);
	return name;
}

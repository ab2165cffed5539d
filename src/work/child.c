/* work/child.c - see work/child.h. */
#include "work/child.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

enum { IN_MOST = 1 << 30, PIECE = 64 * 1024 };

/* The kind's memory limit is the ceiling of what a pipe brings. */
static bool read_all(struct arena *mem, int fd, struct str *out)
{
	struct stat st;
	struct buf b;
	ssize_t n = 1;

	buf_init(&b, mem, IN_MOST);
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size < IN_MOST)
		buf_need(&b, (size_t)st.st_size + PIECE);
	while (n > 0 && buf_need(&b, PIECE)) {
		n = read(fd, b.at + b.len, PIECE);
		if (n < 0 && errno == EINTR)
			n = 1;
		else if (n > 0)
			b.len += (size_t)n;
	}
	*out = buf_str(&b);
	return n == 0;
}

static bool write_all(int fd, struct str bytes)
{
	while (bytes.len) {
		ssize_t n = write(fd, bytes.at, bytes.len);

		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0)
			bytes = str_of(bytes.at + n, bytes.len - (size_t)n);
	}
	return true;
}

int work_child_run(int in, int out, size_t most, work_child_answer *answer)
{
	struct arena mem = { 0 };
	struct err err = { 0 };
	struct str bytes;
	struct buf b;
	bool ok;

	buf_init(&b, &mem, most);
	ok = read_all(&mem, in, &bytes) ||
	     err_set(&err, ERR_BROKEN, "its bytes cannot be had");
	ok = ok && answer(&mem, bytes, &b, &err);
	if (ok && !buf_ok(&b))
		ok = err_set(&err, ERR_TOO_BIG,
			"what is in it is more than %zu MB", most >> 20);
	/* the process ends, and the arena with it */
	return !write_all(out, ok ? buf_str(&b) : str_c(err.text)) || !ok;
}

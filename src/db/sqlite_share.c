/*
 * db/sqlite_share.c - what processes on one file share besides the file:
 * the right to write, and the counters of notices.
 *
 * SQLite's own locks let two connections write in turns, but up to 3.51.2
 * the log can be damaged when one moves it into the file while another
 * begins it anew. So whole batches, with the moving, exclude one another
 * through PATH-writer; a connection of another program knows nothing of it.
 */
#include "db/sqlite_int.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Two bytes of the lock file. Who wants to write stands at the gate first
 * and leaves it once inside: so a busy process cannot keep another out. */
enum { GATE, ROOM };

/* ---- opening ------------------------------------------------------------ */

static int open_beside(const char *path, const char *end, struct err *err)
{
	char name[4096];
	int fd;

	if (snprintf(name, sizeof(name), "%s%s", path, end) >=
		(int)sizeof(name)) {
		err_set(err, ERR_BAD_INPUT, "the database's path is too long");
		return -1;
	}
	fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		err_set(err, ERR_BAD_INPUT, "cannot open '%s': %s", name,
			strerror(errno));
	return fd;
}

/* With its room on the disk: a page of a map that finds none when it is first
 * written ends the process. Never shrinks: every process asks for the same
 * size. */
static bool make_room(int fd, size_t size, struct err *err)
{
	struct stat st;
	int failed = 0;

	if (fstat(fd, &st) != 0)
		failed = errno;
	else if (st.st_size < (off_t)size || st.st_blocks == 0)
		failed = posix_fallocate(fd, 0, (off_t)size);
	return !failed || err_set(err, ERR_FULL, "no room for notices: %s",
				  strerror(failed));
}

static bool map_slots(struct lite_share *s, int fd, struct err *err)
{
	size_t size = DB_NOTICES * sizeof(*s->slots);
	void *at;

	if (!make_room(fd, size, err))
		return false;
	at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (at == MAP_FAILED)
		return err_set(err, ERR_BROKEN, "cannot map notices: %s",
			strerror(errno));
	s->slots = at;
	return true;
}

bool db_lite_share_open(struct lite_share *s, const char *path, struct err *err)
{
	int fd;
	bool ok;

	s->lock_fd = open_beside(path, "-writer", err);
	if (s->lock_fd < 0)
		return false;
	fd = open_beside(path, "-notice", err);
	ok = fd >= 0 && map_slots(s, fd, err);
	if (fd >= 0)
		close(fd);
	if (!ok)
		close(s->lock_fd);
	return ok;
}

void db_lite_share_close(struct lite_share *s)
{
	munmap(s->slots, DB_NOTICES * sizeof(*s->slots));
	close(s->lock_fd);
}

/* ---- the right to write ------------------------------------------------- */

static int lock(int fd, int byte, short type)
{
	struct flock l = { .l_type = type, .l_start = byte, .l_len = 1 };

	/* of the open file, not of the process: pools of one process too */
	return fcntl(fd, F_OFD_SETLK, &l);
}

static bool lock_until(int fd, int byte, int64_t until_us, struct err *err)
{
	const struct timespec pause = { 0, 500000 };

	while (lock(fd, byte, F_WRLCK) != 0) {
		if (errno != EAGAIN && errno != EACCES && errno != EINTR)
			return err_set(err, ERR_BROKEN,
				"cannot lock the database: %s",
				strerror(errno));
		if (db_now_us() >= until_us)
			return err_set(err, ERR_BUSY,
				"another process is writing to the database");
		nanosleep(&pause, NULL);
	}
	return true;
}

bool db_lite_share_take(struct lite_share *s, int64_t until_us, struct err *err)
{
	bool ok = lock_until(s->lock_fd, GATE, until_us, err);

	if (!ok)
		return false;
	ok = lock_until(s->lock_fd, ROOM, until_us, err);
	lock(s->lock_fd, GATE, F_UNLCK);
	return ok;
}

void db_lite_share_give(struct lite_share *s)
{
	lock(s->lock_fd, ROOM, F_UNLCK);
}
